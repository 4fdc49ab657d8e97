"""A measure with published figures, and a decision about its chart."""

from __future__ import annotations

from tests import factories


def deciding(objects: dict) -> dict:
    """objects: what the world has so far."""
    from followup.models import ChartDecision
    from tests.followup.sample import make_indicator, make_indicator_version, make_release, make_unit, monthly

    indicator = make_indicator(lab=objects["lab"], key="beslut-om-diagram")
    unit = make_unit(code="XD1", name="Region Beslut")
    make_release(version=make_indicator_version(indicator=indicator), figures={unit: monthly(range(40, 64))})
    decision = ChartDecision.objects.create(
        indicator=indicator, unit=unit, kind="exclude", period="2024-05", reason="Fel i systemet",
        decided_by="Styrgruppen", at=factories.NOON,
    )  # fmt: skip
    return {"decided_indicator": indicator, "decided_unit": unit, "chart_decision": decision}
