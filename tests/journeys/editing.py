"""What the tests of the editor have in common."""

from __future__ import annotations

from journeys.analysis.document import numbered
from journeys.models import Journey, MapEdit
from journeys.queries.document import document
from tests.factories import NOON

WHO = {"by": None, "at": NOON}


def step_of(journey: Journey, key: str):
    """The step that the sample calls s1 … s4, in the order of the map as it was made."""
    titles = {"s1": "Ringer vårdcentralen", "s2": "Första besöket", "s3": "Möte på socialkontoret", "s4": "SIP-möte"}
    return journey.steps.get(title=titles[key])


def titles(journey: Journey) -> list[list[str]]:
    """The titles of the steps, phase by phase."""
    return [[step.title for step in phase.steps] for phase in document(journey).phases]


def acts(journey: Journey) -> list[str]:
    """What has been done, in order."""
    return list(MapEdit.objects.filter(journey=journey).values_list("act", flat=True))


def as_it_is(journey: Journey):
    """The whole map as one value that can be compared."""
    return numbered(document(journey))
