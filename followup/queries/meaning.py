"""What people have thought together that figures mean: for the lab, and what anyone may read of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from followup.analysis.cells import Cell
from followup.analysis.cells import series as series_of
from followup.models import Indicator, Interpretation, Release, Unit, Verdict
from followup.queries.published import current_versions, standing_releases, told, units_told
from goals.models import Goal, GoalVersion
from goals.queries.public import published_goals
from hlab.core.stems import stems
from hlab.core.text import whole_number
from hlab.labs.models import Lab

WORDS = ("question", "meaning", "disagreed", "trying", "roles")
MOST_LETTERS = 200
OPEN_ONLY = {"open": True, "closed": False}


@dataclass(frozen=True)
class Laid:
    """The figures that lay on the table: of one unit, in one release. last: the last figure that is told of."""

    release: Release
    unit: Unit
    last: Cell | None
    verdict: Verdict | None
    hidden: int


def interpretations() -> QuerySet[Interpretation]:
    """With what each is about."""
    return Interpretation.objects.select_related(
        "lab", "goal", "indicator", "unit", "release__version", "replaces", "replaced_by"
    )


def interpretations_of(lab: Lab, *, words: str = "", goal: str = "", shown: str = "") -> list[Interpretation]:
    """The lab's own, the latest first. words: each must be found. goal: id of a målbild. shown: "open" or "closed".
    One query: they are few enough to be looked through."""
    rows = interpretations().filter(lab=lab)
    if goal:
        rows = rows.filter(goal=whole_number(goal))
    if shown in OPEN_ONLY:
        rows = rows.filter(is_public=OPEN_ONLY[shown])
    found = rows.order_by("-met_on", "-pk")
    if not words.strip():
        return list(found)
    return [row for row in found if says_all(" ".join(getattr(row, name) for name in WORDS), words)]


def public_interpretations(
    *, goal: Goal | None = None, indicator: Indicator | None = None, unit: Unit | None = None, lab: Lab | None = None
) -> list[Interpretation]:
    """What anyone may read, of a public lab, the latest first; one that another has taken the place of comes after
    those that stand. unit: of it, and of no unit in particular. One query."""
    rows = interpretations().filter(is_public=True, lab__is_public=True)
    if goal is not None:
        rows = rows.filter(goal=goal)
    if indicator is not None:
        rows = rows.filter(indicator=indicator)
    if unit is not None:
        rows = rows.filter(Q(unit=unit) | Q(unit__isnull=True))
    if lab is not None:
        rows = rows.filter(lab=lab)
    later = Interpretation.objects.filter(replaces=OuterRef("pk"), is_public=True)
    return list(rows.annotate(is_replaced=Exists(later)).order_by("is_replaced", "-met_on", "-pk"))


def goals_to_choose(lab: Lab) -> list[GoalVersion]:
    """The wordings that the lab's målbilder have now, published or the latest frozen, by title."""
    rows = GoalVersion.objects.filter(goal__lab=lab, frozen_at__isnull=False).select_related("goal")
    latest = {row.goal_id: row for row in rows.order_by("goal_id", "number")}
    return sorted(latest.values(), key=lambda row: (row.title, row.pk))


def indicators_to_choose(lab: Lab) -> list[tuple[Indicator, str]]:
    """[(indicator, what it is called)] that have a published version: the lab's own, and those it follows a målbild or
    an area by. By name. Two queries."""
    linked = Q(links__lab=lab, links__gone_at__isnull=True)
    rows = Indicator.objects.filter(Q(lab=lab) | linked).distinct().select_related("lab")
    found = {row.pk: row for row in rows.order_by("pk")}
    named = [(found[pk], version.title) for pk, version in current_versions(found).items()]
    return sorted(named, key=lambda row: (row[1], row[0].pk))


def units_to_choose(indicator: Indicator) -> list[Unit]:
    """The units that the latest release tells of, by name; none before anything is released. Three queries."""
    release = latest_release(indicator)
    return [] if release is None else units_told([release])[release.version_id]


def latest_release(indicator: Indicator) -> Release | None:
    """Of the version that counts now, or while it has none of the one before it, as on the pages. Two queries."""
    version = current_versions([indicator]).get(indicator.pk)
    return standing_releases([version]).get(version.pk) if version is not None else None


def laid(release: Release, unit: Unit) -> Laid | None:
    """What the release tells of the unit; None where it tells nothing. Two queries."""
    here = told([release], units=[unit.pk]).get((release.version_id, unit.pk))
    if here is None:
        return None
    cells = series_of(here.cells)
    last = next((cell for cell in reversed(cells) if cell.is_shown), None)
    return Laid(release, unit, last, here.verdict, sum(cell.is_hidden for cell in cells))


def titles_of(goals: Iterable[int]) -> dict[int, str]:
    """{målbild: its title for the lab}: the latest frozen wording. One query."""
    rows = GoalVersion.objects.filter(goal__in=set(goals), frozen_at__isnull=False).order_by("goal_id", "number")
    return dict(rows.values_list("goal_id", "title"))


def open_titles(goals: Iterable[int]) -> dict[int, str]:
    """{målbild: its title for anyone}. One query."""
    return dict(published_goals().filter(goal__in=set(goals)).values_list("goal_id", "title"))


def says_all(text: str, words: str) -> bool:
    """Whether every word of a search begins some word of the text, in any inflection."""
    here, wanted = list(stems(text)), list(stems(words[:MOST_LETTERS]))
    return bool(wanted) and all(any(one.startswith(word) for one in here) for word in wanted)
