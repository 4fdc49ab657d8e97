"""A unit's own page: everything that is told of it, what is missing, and what belongs together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Q

from followup.analysis.cells import Cell, series
from followup.enums import UnitKind
from followup.models import Indicator, IndicatorVersion, Release, Unit, Verdict
from followup.queries.following import Decided, decided
from followup.queries.published import Told, standing_releases, told, told_units
from followup.queries.register_public import Serves, links_openly, versions_in_list
from followup.queries.series_public import hidden_share
from hlab.core.stems import holds, stems

MOST_LETTERS = 200
OPEN_KINDS = (UnitKind.COUNTRY, UnitKind.REGION, UnitKind.MUNICIPALITY)


@dataclass(frozen=True)
class Row:
    """One indicator on the page. told: None where the series is missing. also: what else it is followed for.
    newer: the version that holds now, where it has no figures yet and these are of the one before."""

    version: IndicatorVersion
    told: Told | None
    serves: list[Serves]
    also: list[Serves] = field(default_factory=list)
    newer: IndicatorVersion | None = None

    @cached_property
    def cells(self) -> list[Cell]:
        """For everybody."""
        return series(self.told.cells) if self.told else []

    @property
    def indicator(self) -> Indicator:
        return self.version.indicator

    @property
    def last(self) -> Cell | None:
        """The last period there is a figure for, shown or not."""
        return next((cell for cell in reversed(self.cells) if cell.is_shown or cell.is_hidden), None)

    @property
    def verdict(self) -> Verdict | None:
        return self.told.verdict if self.told else None


@dataclass(frozen=True)
class Group:
    """What is followed for one målbild or value area. title: blank for what is tied to none. address: of the målbild's
    page, blank for an area."""

    title: str
    is_goal: bool
    address: str
    rows: list[Row]


@dataclass(frozen=True)
class OwnPage:
    """rows: in order of their groups. hidden: share of all figures of the unit that may not be shown."""

    unit: Unit
    rows: list[Row]
    hidden: float
    found: Decided

    @property
    def releases(self) -> list[Release]:
        """Those that tell of the unit."""
        return [row.told.release for row in self.rows if row.told]

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.rows if row.told is None]


def units_in_list(*, query: str = "", kind: str = ""):
    """Units that something is told of, by name. query: a part of the name, or the beginning of the code."""
    rows = told_units()
    if kind:
        rows = rows.filter(kind=kind)
    if query.strip():
        rows = rows.filter(Q(name__icontains=query.strip()) | Q(code__istartswith=query.strip()))
    return rows


def found_units(query: str, *, every: bool) -> list[Unit]:
    """Units that something is told of, whose name holds every word of a query, or with every=False some of them; by
    name. One query."""
    wanted = list(stems(query[:MOST_LETTERS]))
    return [row for row in told_units() if holds(f"{row.name} {row.code}", wanted, every=every)] if wanted else []


def units_in_map() -> list[str]:
    """Codes of the units that a search engine may list. One query."""
    return list(told_units().order_by("code").values_list("code", flat=True))


def unit_of(code: str) -> Unit | None:
    """The unit with this code, as far as anyone may know of it: the country, regions and municipalities as they are,
    anything else once something is told of it. One query, or two."""
    known = Unit.objects.filter(code=code, kind__in=OPEN_KINDS, is_demo=False)
    unit = known.select_related("parent", "replaced_by").first()
    return unit or told_units().select_related("parent", "replaced_by").filter(code=code).first()


def own_page(unit: Unit, *, query: str = "", logic: str = "") -> OwnPage:
    """Every public indicator that is told of the unit, and those that ought to be: of its level, in a lab that tells
    anything of it. Eight queries, however many indicators."""
    versions = versions_in_list(query=query, logic=logic)
    releases = standing_releases(versions)
    here = {version: row for (version, _unit), row in told(releases.values(), units=[unit.pk]).items()}
    of = {now.pk: releases[now.pk].version if now.pk in releases else now for now in versions}
    labs = {now.indicator.lab_id for now in versions if of[now.pk].pk in here}
    chosen = [now for now in versions if of[now.pk].pk in here or _ought_to_be(now, unit, labs)]
    links = links_openly([now.indicator_id for now in chosen])
    rows = [_row(now, of[now.pk], here, links[now.indicator_id]) for now in chosen]
    cells = [cell for row in rows for cell in row.cells]
    found = decided([row.version for row in rows], [unit], releases={pk: row.release for pk, row in here.items()})
    return OwnPage(unit, rows, hidden_share(cells), found)


def grouped(rows: list[Row]) -> list[Group]:
    """By målbild, then by value area, then what is tied to none, each by name; an indicator stands once, at the first
    of what it is followed for, and says what else. Within a group by name."""
    groups: dict[tuple[bool, str, str], list[Row]] = {}
    for row in rows:
        ties = sorted(row.serves, key=_place)
        key = (bool(ties[0].goal), ties[0].goal or ties[0].area, ties[0].address) if ties else (False, "", "")
        groups.setdefault(key, []).append(replace(row, also=ties[1:]))
    ordered = sorted(groups, key=lambda key: (not key[1], not key[0], key[1].casefold(), key[2]))
    return [Group(key[1], key[0], key[2], groups[key]) for key in ordered]


def _row(now: IndicatorVersion, of: IndicatorVersion, here: dict[int, Told], serves: list[Serves]) -> Row:
    row = here.get(of.pk)
    return Row(now if row is None else of, row, serves, newer=now if row is not None and of.pk != now.pk else None)


def _place(link: Serves) -> tuple[bool, str]:
    return not link.goal, (link.goal or link.area).casefold()


def _ought_to_be(version: IndicatorVersion, unit: Unit, labs: set[int]) -> bool:
    """No figure is looked for after a series has ended."""
    indicator = version.indicator
    return indicator.lab_id in labs and unit.kind in version.levels and indicator.ended_on is None
