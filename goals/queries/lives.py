"""A målbild that lives in several labs: where its words come from, and where they are used."""

from __future__ import annotations

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goals.models import Goal, GoalVersion
from goals.queries.people import shown_people
from goals.queries.public import CHIP_KINDS, published_goals, veiled


def newest_upstream() -> Coalesce:
    """To annotate målbilder or versions of them with: number of the newest public wording they could follow, or 0.

    Used on Goal; for GoalVersion see `newest_upstream_of`.
    """
    return _newest("reused_from__goal")


def newest_upstream_of() -> Coalesce:
    """The same for versions."""
    return _newest("goal__reused_from__goal")


def _newest(path: str) -> Coalesce:
    rows = GoalVersion.objects.filter(goal=OuterRef(path), published_at__isnull=False, hidden_at__isnull=True)
    newest = rows.order_by().values("goal").annotate(newest=Max("number")).values("newest")
    return Coalesce(Subquery(newest), 0)


def source_of(goal: Goal, newest: int | None = None) -> dict | None:
    """{"version", "lab", "people", "newer": number or 0, "hidden"} of the wording that a målbild was begun with.

    newest: number of its newest public wording, where it is read already.
    """
    source = goal.reused_from
    if source is None:
        return None
    if newest is None:
        newest = Goal.objects.filter(pk=goal.pk).annotate(newest=newest_upstream()).values_list("newest", flat=True)[0]
    return {
        "version": veiled(source),
        "lab": source.goal.lab,
        "people": shown_people(source)["line"],
        "hidden": source.is_hidden,
        "newer": newest if newest > source.number else 0,
    }


def used_in(goal: Goal) -> list[dict]:
    """Public målbilder of other labs that were begun with a wording of this one, with how far each has come."""
    rows = reusing(goal)
    return [
        {
            "title": row.title,
            "address": row.goal.address,
            "lab": row.goal.lab.name,
            "kind": CHIP_KINDS[row.status],
            "status": row.get_status_display(),
            "number": row.goal.reused_from.number,
        }
        for row in rows
    ]


def reusing(goal: Goal) -> QuerySet[GoalVersion]:
    """The public wordings of målbilder that were begun with one of this målbild's."""
    return published_goals().filter(goal__reused_from__goal=goal).select_related("goal__lab", "goal__reused_from")
