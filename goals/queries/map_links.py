"""Which målbilder and barriers the steps and gaps of journeys show, for the lab and for anyone.

Anyone reads of a tie when both its ends are public, the step or gap is in the version that is public, and the tie was
there when that version was published: whoever published it had read the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from goals.models import Barrier, Goal, GoalVersion, MapLink
from goals.queries.barrier_public import told_of_anyone
from goals.queries.public import published_goals
from journeys.models import Journey, Voice
from journeys.queries.shown import Shown, published, shown_version, shown_versions
from journeys.queries.voices import MADE_OF, readable_by


def map_links() -> QuerySet[MapLink]:
    """Ties that stand, with both ends."""
    return MapLink.objects.filter(gone_at__isnull=True).select_related(
        "journey__lab", "step", "gap", "goal", "barrier"
    )  # fmt: skip


def links_of_journey(journey: Journey, barriers: Iterable[int] | QuerySet) -> list[MapLink]:
    """A journey's ties for those who work in the lab, each with `.title` of what it is tied to. One query.

    barriers: ids of those that the reader may read, or a query for them. What has been removed from the map is left
    out.
    """
    return _told(map_links().filter(journey=journey), barriers)


def links_of_goal(goal: Goal) -> list[MapLink]:
    """The ties of one målbild, for the lab."""
    return _told(map_links().filter(goal=goal), ())


def goals_of_parts(lab) -> tuple[list[tuple[str, int]], dict[int, GoalVersion]]:
    """([(id of a step or a gap, målbild id)], {målbild id: its latest wording}) of the lab's maps. Two queries."""
    rows = map_links().filter(journey__lab=lab, goal__isnull=False)
    pairs = [(str(step or gap), goal) for step, gap, goal in rows.values_list("step_id", "gap_id", "goal_id")]
    wordings = GoalVersion.objects.filter(goal__in={goal for _part, goal in pairs}).order_by("goal_id", "number")
    return pairs, {version.goal_id: version for version in wordings}


def links_of_barrier(barrier: Barrier) -> list[MapLink]:
    """The ties of one barrier, for those who may read it."""
    return _told(map_links().filter(barrier=barrier), (barrier.pk,))


def public_links(journey: Journey) -> list[dict[str, Any]]:
    """What the public page of a journey says of the målbilder it touches, and of what stands in their way.

    [{"title", "address", "is_barrier", "parts": [{"title", "is_gap", "reason", "at": where on its page}]}], in the
    order of the map.
    """
    version = journey.public_version
    if version is None:
        return []
    rows = list(map_links().filter(journey=journey, created_at__lte=version.at))
    if not rows:
        return []
    told = getattr(journey, "shown", None) or shown_version(journey)
    here = _parts(told)
    titles = _titles(rows)
    found: dict[tuple, list[MapLink]] = defaultdict(list)
    order = {key: n for n, key in enumerate(here)}
    for link in sorted((row for row in rows if _key(row) in here), key=lambda row: order[_key(row)]):
        found[("barrier", link.barrier_id) if link.barrier_id else ("goal", link.goal_id)].append(link)
    return [
        {
            "title": titles[target][0],
            "address": titles[target][1],
            "is_barrier": target[0] == "barrier",
            "parts": [_part(link, here) for link in links],
        }
        for target, links in sorted(found.items(), key=lambda row: row[0][0] == "barrier")
        if target in titles
    ]


def public_journeys(goal: Goal, version=None) -> list[dict[str, Any]] | None:
    """What the page of a målbild says of journeys where it shows, or where something stands in its way; None for none.

    [{"title", "address", "parts": [{"title", "is_gap", "reason", "at", "barrier": title, or blank}]}]. Seven queries
    however many, one where there are none.
    """
    rows = list(map_links().filter(Q(goal=goal) | Q(barrier__goals=goal, barrier__is_public=True)).distinct())
    if not rows:
        return None
    journeys = {one.pk: one for one in published().filter(pk__in={row.journey_id for row in rows})}
    told = shown_versions(journeys.values()) if journeys else {}
    barriers = told_of_anyone({row.barrier_id for row in rows if row.barrier_id})
    out: dict[int, dict[str, Any]] = {}
    for link in rows:
        journey = journeys.get(link.journey_id)
        version = journey.public_version if journey is not None else None
        if journey is None or version is None or link.created_at > version.at:
            continue
        here = _parts(told[journey.pk])
        if _key(link) not in here or (link.barrier_id and link.barrier_id not in barriers):
            continue
        page = {"title": told[journey.pk].document.title, "address": journey.address, "parts": []}
        barrier = barriers.get(link.barrier_id or 0, "")
        out.setdefault(journey.pk, page)["parts"].append(_part(link, here) | {"barrier": barrier})
    return list(out.values()) or None


# --- Inner parts ------------------------------------------------------------------------------


def _told(rows: QuerySet[MapLink], barriers: Iterable[int] | QuerySet) -> list[MapLink]:
    there = Q(step__gone_at__isnull=True, gap__gone_at__isnull=True)
    wordings = GoalVersion.objects.filter(goal=OuterRef("goal")).order_by("-number")
    told = rows.filter(there).filter(Q(barrier__isnull=True) | Q(barrier__in=barriers))
    found: list[Any] = list(told.annotate(goal_title=Subquery(wordings.values("title")[:1])))
    kept = _not_shown(found)
    for link in found:
        if link.part.pk in kept:
            link.part.title = _("En del av kartan, som inte är visad här")
        link.title = link.barrier.title if link.barrier else link.goal_title or _("En målbild")
    return found


def _not_shown(links: list[MapLink]) -> set[Any]:
    """Keys of the parts that were made of notes which have not been shown in the room, or may not be used any more: who
    reads a målbild's or a barrier's ties may be anyone in the lab."""
    if not any(link.journey.exercise_id for link in links):
        return set()
    here = Q(step__in=[link.step_id for link in links if link.step_id]) | Q(
        gap__in=[link.gap_id for link in links if link.gap_id]
    )
    made = Voice.objects.filter(MADE_OF, here).exclude(readable_by(everything=False))
    return {step or gap for step, gap in made.values_list("step_id", "gap_id")}


def _key(link: MapLink) -> str:
    return str(link.step_id or link.gap_id)


def _parts(told: Shown) -> dict[str, str]:
    """{key: title} of the steps and gaps whose words anyone may read, in the order of the map."""
    return {part.key: part.title for _phase, part in told.document.parts() if part.key not in told.veiled}


def _part(link: MapLink, here: dict[str, str]) -> dict[str, Any]:
    key, is_gap = _key(link), link.gap_id is not None
    return {
        "title": here[key],
        "is_gap": is_gap,
        "reason": link.reason,
        "at": f"#{'mellanrum' if is_gap else 'steg'}-{key}",
    }


def _titles(rows: list[MapLink]) -> dict[tuple, tuple[str, str]]:
    """{("goal" or "barrier", id): (title, address)} of what anyone may read of what these are tied to."""
    goals = published_goals().filter(goal__in={row.goal_id for row in rows if row.goal_id})
    out: dict[tuple, tuple[str, str]] = {("goal", row.goal_id): (row.title, row.goal.address) for row in goals}
    barriers = told_of_anyone({row.barrier_id for row in rows if row.barrier_id})
    if barriers:
        shown = published_goals().filter(goal__barriers__in=list(barriers))
        for version in shown.annotate(barrier_here=F("goal__barriers")):
            if version.barrier_here in barriers:
                there = (barriers[version.barrier_here], version.goal.address)
                out.setdefault(("barrier", version.barrier_here), there)
    return out
