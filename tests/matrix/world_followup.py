"""What there is of the follow-up in the world of the table of who may do what."""

from __future__ import annotations

from tests.matrix.world_followup_decisions import deciding
from tests.matrix.world_followup_importing import importing
from tests.matrix.world_followup_overview import followup_overview
from tests.matrix.world_followup_public import told
from tests.matrix.world_followup_register import followup_register
from tests.matrix.world_followup_releasing import releasing
from tests.matrix.world_followup_reporting import reporting


def followed(lab, objects: dict) -> None:
    """Put in what each part needs."""
    objects |= followup_register(lab, objects["published"].goal)
    objects |= importing(lab)
    objects |= told(lab)
    followup_overview(objects)
    objects |= releasing(lab)
    objects |= deciding(objects)
    objects |= reporting(objects)
