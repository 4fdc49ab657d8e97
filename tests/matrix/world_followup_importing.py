"""What the addresses of imports are built from: an import that waits, one that is read in, and its indicator."""

from __future__ import annotations

from followup.models import ColumnMapping
from tests import factories
from tests.followup.sample import make_batch, make_indicator, make_indicator_version, make_observations


def importing(lab) -> dict:
    """{"figures_waiting", "figures_in", "figures_of", "figures_columns"}."""
    version = make_indicator_version(indicator=make_indicator(lab=lab, key="inlasta-varden"))
    done = make_batch(lab=lab)
    make_observations(version=version, figures=[("2024-01", 40)], batch=done)
    waiting = make_batch(lab=lab, state="draft", digest="1" * 64, at=factories.NOON)
    columns = ColumnMapping.objects.create(lab=lab, name="Enkät", mapping={}, created_at=factories.NOON)
    return {
        "figures_waiting": waiting, "figures_in": done, "figures_of": version.indicator, "figures_columns": columns,
    }  # fmt: skip
