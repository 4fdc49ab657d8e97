"""An indicator with everything around it, and what it is followed for, for the matrix."""

from __future__ import annotations

from tests import factories


def followup_register(lab, goal) -> dict:
    """A published version and a draft, a code, a target, a break, and a link to a målbild."""
    from followup.actions import indicators, targets
    from followup.actions.versions import new_version
    from tests.followup import sample

    by = {"by": None, "at": factories.NOON}
    day = factories.NOON.date()
    indicator = sample.make_indicator_version(indicator=sample.make_indicator(lab=lab, key="registret")).indicator
    return {
        "indicator": indicator,
        "indicator_draft": new_version(indicator=indicator, **by),
        "indicator_code": indicators.add_code(indicator=indicator, source="kolada", code="X00001", **by),
        "indicator_target": targets.add_target(
            indicator=indicator, value=80.0, valid_from=day, source="Planen", **by
        ),
        "indicator_break": targets.add_break(indicator=indicator, on=day, what="Nytt system.", **by),
        "follow_link": sample.make_link(lab=lab, goal=goal, indicator=indicator),
    }  # fmt: skip
