"""Every public målbild that is followed, side by side: small multiples in alphabetical order, never a league table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q

from followup.analysis.together import Together
from followup.enums import Logic, UnitKind
from followup.models import Unit
from followup.queries.goal_page import Line, lines_of_units, series_of
from followup.queries.meaning import says_all
from followup.queries.measures import Measure, answer_of, links_of_goals, measures_of, narrowed, open_links, units_of
from followup.queries.published import told_units
from goals.models import GoalVersion, ValueLink
from goals.queries.public import published_goals
from hlab.core.text import whole_number
from hlab.labs.models import Lab

PER_PAGE = 6
MOST_UNITS = 60
"""Small multiples on one chart; a region has at most forty-nine municipalities."""


@dataclass(frozen=True)
class Followed:
    """One målbild in the overview. measure: the one that is drawn, None where no figures are told at this level. rows:
    its series by unit, in alphabetical order. unit: whose answer is told."""

    version: GoalVersion
    measures: list[Measure]
    unit: Unit | None
    answer: Together
    measure: Measure | None
    rows: list[tuple[Unit, Line]]


@dataclass(frozen=True)
class Overview:
    """region: the one that was chosen, else the whole country. page: of målbilder."""

    page: Page
    rows: list[Followed]
    region: Unit | None


def overview(*, words: str = "", lab: str = "", region: str = "", page: str = "") -> Overview:
    """Målbilder that are followed, by title. region: code of one, whose municipalities and services are drawn; without
    it the regions of the country are. Twelve queries at most, however many there are."""
    chosen = Unit.objects.filter(kind=UnitKind.REGION, code=region).first() if region else None
    found = Paginator(_followed_goals(words, lab), PER_PAGE).get_page(page)
    versions = list(found.object_list)
    links = links_of_goals(versions)
    every = measures_of(link for row in links.values() for link in row)
    by_goal = {version.goal_id: narrowed(every, links[version.goal_id]) for version in versions}
    drawn = {goal: _to_draw(measures, chosen) for goal, measures in by_goal.items()}
    rows = series_of(
        [measure for measure, _units in drawn.values() if measure], [u for _m, us in drawn.values() for u in us]
    )
    out = []
    for version in versions:
        measures = by_goal[version.goal_id]
        measure, units = drawn[version.goal_id]
        unit = chosen or next((one for one in units_of(measures) if one.kind == UnitKind.COUNTRY), None)
        here = lines_of_units(measure, units, *rows) if measure else []
        out.append(Followed(version, measures, unit, answer_of(measures, unit), measure, here))
    return Overview(found, out, chosen)


def labs_followed() -> list[Lab]:
    """Public labs that follow something, by name. One query."""
    return list(Lab.objects.filter(Exists(open_links().filter(lab=OuterRef("pk"))), is_public=True).order_by("name"))


def regions_told() -> list[Unit]:
    """Regions that something is told of, by name, to choose among. One query."""
    return list(told_units().filter(kind=UnitKind.REGION))


# --- Inner parts ------------------------------------------------------------------------------


def _followed_goals(words: str, lab: str) -> list[GoalVersion]:
    """Two queries' worth of condition in one: tied itself, or by a value area that it touches."""
    touched = ValueLink.objects.filter(version=OuterRef(OuterRef("pk"))).values("area")
    tied = open_links().order_by()
    direct = Exists(tied.filter(goal=OuterRef("goal")))
    through = Exists(tied.filter(goal__isnull=True, lab=OuterRef("goal__lab"), area__in=touched))
    rows = published_goals().filter(Q(direct) | Q(through), goal__lab__is_public=True)
    if lab:
        rows = rows.filter(goal__lab=whole_number(lab))
    found = list(rows.order_by("title", "pk"))
    return [row for row in found if says_all(f"{row.title} {row.goal.lab.name}", words)] if words.strip() else found


def _to_draw(measures: Sequence[Measure], region: Unit | None) -> tuple[Measure | None, list[Unit]]:
    """The first measure of value for the person, else the first of any that has figures at this level, and its
    units."""
    ordered = sorted(measures, key=lambda measure: (measure.version.logic != Logic.SERVICE, measure.is_volume))
    for measure in ordered:
        if region is None:
            units = [unit for unit in measure.units if unit.kind == UnitKind.REGION]
        else:
            units = [unit for unit in measure.units if unit.parent_id == region.pk or unit.pk == region.pk]
        if units:
            return measure, units[:MOST_UNITS]
    return None, []
