"""What the page of a målbild says of how it is followed: the red thread goes on there."""

from __future__ import annotations

from typing import Any

from followup.pages.answers import both, followed_by
from followup.queries.measures import answer_of, links_of_goals, measures_of, own_units, unit_to_show
from goals.models import Goal, GoalVersion


def section(goal: Goal, version: GoalVersion) -> dict[str, Any] | None:
    """See `goals.thread`. None where nothing is followed, or the målbild is hidden. Six queries at most."""
    if version.is_hidden:
        return None
    links = links_of_goals([version])[goal.pk]
    if not links:
        return None
    measures = list(measures_of(links).values())
    own = own_units(goal.lab_id) if any(measure.verdicts for measure in measures) else set()
    unit = unit_to_show(measures, own)
    answer = both(answer_of(measures, unit), measures, unit)
    return {"followed": {"slug": goal.slug, "unit": unit, "share": followed_by(measures), "both": answer}}
