"""The public page of an indicator: which unit it shows, and what is told of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache

from followup.analysis.cells import Cell, series, start_of
from followup.enums import UnitKind
from followup.models import IndicatorVersion, Release, Unit
from followup.queries.following import Decided, decided
from followup.queries.published import told, units_told
from followup.queries.series_public import Line, line

KEPT = 24 * 60 * 60  # seconds
LEVELS = [UnitKind.COUNTRY, UnitKind.REGION, UnitKind.MUNICIPALITY, UnitKind.UNIT]


@dataclass(frozen=True)
class Shown:
    """units: those that the release tells of, by name. line: the series of the one that is chosen, None where nothing
    is told. asked_in_vain: a unit was asked for that nothing is told of."""

    release: Release | None
    units: list[Unit]
    line: Line | None
    found: Decided
    asked_in_vain: bool = False


def shown(version: IndicatorVersion, release: Release | None, code: str = "") -> Shown:
    """What the page shows. code: of a unit; without it the country, else the first by name of the widest level: not
    the best, nor the worst. At most six queries."""
    if release is None:
        return Shown(None, [], None, decided([version], []))
    units = units_told([release])[version.pk]
    asked = next((unit for unit in units if unit.code == code), None)
    unit = asked or _widest(units)
    found = decided([version], [unit] if unit else [], releases={version.pk: release})
    row = told([release], units=[unit.pk]).get((version.pk, unit.pk)) if unit else None
    return Shown(release, units, line(row, version, found) if row else None, found, bool(code) and asked is None)


def narrowed(units: list[Unit], words: str) -> list[Unit]:
    """Those whose name holds the words, or whose code begins so."""
    wanted = words.strip().casefold()[:100]
    return [unit for unit in units if wanted in unit.name.casefold() or unit.code.casefold().startswith(wanted)]


def last_figures(release: Release, units: list[Unit]) -> list[tuple[Unit, Cell]]:
    """The figure for everybody in the last period, of the level with the most units: what can be held against each
    other. Two queries the first time; a release stands, so that what was found in it is kept. units: all that it tells
    of."""
    key = f"followup:last-figures:{release.pk}"
    kept = cache.get(key)
    if kept is None:
        rows = [(row.unit.pk, cell) for row in told([release]).values() for cell in series(row.cells)]
        levels = Counter(unit.kind for unit in units)
        level = max(levels, key=lambda kind: (levels[kind], kind), default="")
        of_level = {unit.pk for unit in units if unit.kind == level}
        rows = [(pk, cell) for pk, cell in rows if pk in of_level and cell.is_shown]
        last = max((cell.period for _pk, cell in rows), key=start_of, default="")
        kept = [(pk, cell) for pk, cell in rows if cell.period == last]
        cache.set(key, kept, KEPT)
    by_id = {unit.pk: unit for unit in units}
    return [(by_id[pk], cell) for pk, cell in kept if pk in by_id]


def _widest(units: list[Unit]) -> Unit | None:
    return min(units, key=lambda unit: LEVELS.index(UnitKind(unit.kind)), default=None)
