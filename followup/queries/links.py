"""What a lab follows its målbilder and value areas by, and why.

A link is here as long as it has not been taken away and what it points at still stands: the gap is in the map, the
value area in use, the story may be used and at least a part of it quoted. Of a story nothing but that it is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from followup.models import FollowLink, Indicator, IndicatorVersion
from goals.models import Goal, GoalVersion, ValueArea
from journeys.models import Gap
from workshops.enums import HoldReason
from workshops.models import Contribution, Story
from workshops.queries.notes import may_be_used

_QUOTABLE = Contribution.objects.filter(
    may_be_used(), consent_analysis=True, consent_quote=True, withdrawn_at__isnull=True, hold=HoldReason.NONE,
    exercise__workshop__rehearsal_of__isnull=True,
)  # fmt: skip


def links() -> QuerySet[FollowLink]:
    """Links that stand, with all that they are of, in the lab's own order."""
    quoted = Exists(_QUOTABLE.filter(story=OuterRef("story")))
    return (
        FollowLink.objects.filter(
            Q(story__isnull=True) | quoted,
            Q(area__isnull=True) | Q(area__gone_at__isnull=True),
            Q(gap__isnull=True) | Q(gap__gone_at__isnull=True, gap__journey__archived_at__isnull=True),
            gone_at__isnull=True,
        )
        .annotate(goal_title=_title_of("goal"), **_of_indicator())
        .select_related(
            "lab", "area", "goal", "indicator__replaced_by", "gap__journey", "gap__from_actor", "gap__to_actor", "story"
        )
        .order_by("lab_id", "place", "pk")
    )


def links_of(lab) -> list[FollowLink]:
    """A lab's, in order. `.goal_title`: of the wording it has now. `.indicator_title`, `.indicator_logic`,
    `.indicator_polarity`: of the latest published version, or of the draft where nothing is published
    (`.indicator_public` tells). One query."""
    return list(links().filter(lab=lab))


def links_by_goal(goal_ids: Iterable[int], *, openly: bool = True) -> dict[int, list[FollowLink]]:
    """{målbild id: what it is followed by}, in order. One query.

    openly: for pages that anyone reads: without indicators that have no published version and gaps of maps that are
    not public. What a public map says of a gap is asked of `journeys.queries.shown`, not of the gap here.
    """
    ids = list(goal_ids)
    rows = links().filter(goal__in=ids)
    if openly:
        rows = rows.filter(Q(indicator__isnull=True) | Q(indicator_public__isnull=False))
        rows = rows.filter(Q(gap__isnull=True) | Q(gap__journey__public_version__isnull=False))
    out: dict[int, list[FollowLink]] = {pk: [] for pk in ids}
    for link in rows:
        out[link.goal_id].append(link)  # type: ignore[index]  # asked for by goal
    return out


def indicators_of_goal(goal) -> list[Indicator]:
    """What a målbild is followed by, in the lab's order, each once."""
    found = links().filter(goal=goal, indicator__isnull=False)
    return list({link.indicator_id: link.indicator for link in found if link.indicator}.values())


def links_of_indicator(indicator: Indicator) -> list[FollowLink]:
    """What one indicator is followed for."""
    return list(links().filter(indicator=indicator))


def unlinked(lab) -> QuerySet[Indicator]:
    """A lab's indicators that run on and are tied to no målbild and no value area, by name (S25-R6)."""
    tied = FollowLink.objects.filter(indicator=OuterRef("pk"), gone_at__isnull=True)
    latest = IndicatorVersion.objects.filter(indicator=OuterRef("pk")).order_by("-number")
    rows: Any = Indicator.objects.filter(~Exists(tied), lab=lab, ended_on__isnull=True)
    names = {f"now_{name}": Subquery(latest.values(name)[:1]) for name in ("title", "logic")}
    return rows.annotate(**names).order_by("now_title", "pk")


def grouped(found: Iterable[FollowLink]) -> list[tuple[ValueArea | None, list[tuple[Any, list[FollowLink]]]]]:
    """[(value area, [(målbild or None, links)])]: areas by name, what belongs to none last; målbilder in the order of
    their first link."""
    areas: dict[int, tuple[ValueArea | None, dict[int, tuple[Any, list[FollowLink]]]]] = {}
    for link in found:
        _area, goals = areas.setdefault(link.area_id or 0, (link.area, {}))
        goals.setdefault(link.goal_id or 0, (link.goal, []))[1].append(link)
    ordered = sorted(areas.values(), key=lambda row: (row[0] is None, row[0].name if row[0] else ""))
    return [(area, list(goals.values())) for area, goals in ordered]


# --- What there is to tie -----------------------------------------------------------------------


def goals_to_link(lab) -> QuerySet[Goal]:
    """The lab's målbilder with `.now_title`, by title."""
    return Goal.objects.filter(lab=lab).annotate(now_title=_title_of("pk")).order_by("now_title", "pk")


def gaps_to_link(lab) -> QuerySet[Gap]:
    """The gaps of the lab's maps that stand, by map."""
    rows = Gap.objects.filter(journey__lab=lab, gone_at__isnull=True, journey__archived_at__isnull=True)
    rows = rows.filter(after__gone_at__isnull=True, after__phase__gone_at__isnull=True)
    return rows.select_related("journey").order_by("journey__title", "journey_id", "pk")


def stories_to_link(lab) -> QuerySet[Story]:
    """The lab's stories that may be used and of which a part may be quoted, oldest first. None that only its teller
    reads, and none of a rehearsal."""
    rows = Story.objects.filter(Exists(_QUOTABLE.filter(story=OuterRef("pk"))), exercise__workshop__lab=lab)
    return rows.select_related("exercise__workshop").order_by("created_at", "pk")


# --- Inner parts ------------------------------------------------------------------------------


def _title_of(goal: str) -> Subquery:
    """The title of a målbild as the lab reads it now: of its latest wording."""
    return Subquery(GoalVersion.objects.filter(goal=OuterRef(goal)).order_by("-number").values("title")[:1])


def _of_indicator() -> dict[str, Any]:
    """What is published before what is being written."""
    every = IndicatorVersion.objects.filter(indicator=OuterRef("indicator"))
    public = every.filter(published_at__isnull=False).order_by("-number")
    told = every.order_by(F("published_at").desc(nulls_last=True))
    out: dict[str, Any] = {
        f"indicator_{name}": Subquery(told.values(name)[:1]) for name in ("title", "logic", "polarity", "register_name")
    }
    return out | {"indicator_public": Subquery(public.values("pk")[:1])}


def rows_of_links() -> QuerySet[FollowLink]:
    """Links with their lab, those that have been taken away too."""
    return FollowLink.objects.select_related("lab")
