"""What a release is made of: every figure of a version as it was known when each release was made, and as it is known
now; and what the releases have told. For the act of releasing and for the audit, and for nobody else."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from followup.analysis.cells import Cell
from followup.analysis.cube import Earlier
from followup.analysis.cube_rows import EXPERIENCE_K, NEVER, Key, Row, Rules
from followup.analysis.cube_versions import Version, joined
from followup.enums import EXPERIENCE, UnitKind
from followup.models import IndicatorVersion, Observation, Release, Unit
from followup.queries.published import every_release

COUNTED = ("value_type", "population", "inclusion", "exclusion", "numerator", "denominator")
"""What a version says that it counts."""
Shown = tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class Ground:
    """rows: all revisions that were in a snapshot. now: the number of the last snapshot, what is known now. unmatched:
    how many told figures no known figure is like. Of earlier versions too, as far as they count the same."""

    rows: list[Row]
    now: int
    tree: dict[int, int | None]
    rules: Rules
    earlier: Earlier
    unmatched: int = 0


def ground_of(version: IndicatorVersion) -> Ground:
    """Four queries, one more where there are earlier versions."""
    every = [version]
    if version.number > 1:
        former = IndicatorVersion.objects.filter(indicator=version.indicator_id, number__lt=version.number)
        every = [*former.order_by("number"), version]
    releases, figures = every_release([one.pk for one in every]), _figures_of(every)
    known = [_known(one, releases[one.pk], figures[one.pk]) for one in every]
    now, unmatched = known.pop()
    whole = joined([one for one, _unmatched in known], now)
    units = {row.unit for row in whole.rows}
    tree, small = {}, set()
    for pk, parent, kind in Unit.objects.order_by("pk").values_list("pk", "parent", "kind"):
        tree[pk] = parent
        if kind == UnitKind.UNIT and pk in units:
            small.add(pk)
    rows = [row for row in whole.rows if row.first < row.last]
    return Ground(rows, whole.releases, tree, rules_of(version, small), whole.told, unmatched)


def _known(version: IndicatorVersion, releases: list, figures: list[tuple]) -> tuple[Version, int]:
    """(what one version has and has told, told figures that none of them is like)."""
    rows = _rows(figures, [release for release, _cells in releases])
    earlier, unmatched = _earlier(releases, rows)
    words = tuple(" ".join(str(getattr(version, name)).casefold().split()) for name in COUNTED)
    return Version(rows, earlier, len(releases), words), unmatched


def rules_of(version: IndicatorVersion, small: set[int]) -> Rules:
    """small: units that are one service each."""
    by_people = version.indicator.kind in EXPERIENCE
    return Rules(
        version.value_type, version.k, max(version.k, EXPERIENCE_K) if by_people else version.k, version.sensitive,
        version.is_open, frozenset(small),
    )  # fmt: skip


def figures_now(version: IndicatorVersion) -> int:
    """How many figures a release would be of."""
    return Observation.objects.filter(version=version, replaced_at__isnull=True).count()


def released_versions(key: str | None = None) -> list[IndicatorVersion]:
    """Versions with a release, by indicator. key: of one indicator only."""
    rows = IndicatorVersion.objects.filter(releases__isnull=False).select_related("indicator").distinct()
    if key:
        rows = rows.filter(indicator__key=key)
    return list(rows.order_by("indicator__key", "number"))


def _figures_of(versions: Sequence[IndicatorVersion]) -> dict[int, list[tuple]]:
    fields = ("pk", "unit", "period", "sex", "age", "numerator", "denominator", "value", "recorded_at", "replaced_at")
    out: dict[int, list[tuple]] = {version.pk: [] for version in versions}
    found = Observation.objects.filter(version__in=versions).order_by("pk").values_list("version", *fields)
    for version, *figure in found.iterator(20_000):
        out[version].append(tuple(figure))
    return out


def _rows(figures: list[tuple], releases: list[Release]) -> list[Row]:
    moments = [release.as_of for release in releases]
    return [
        Row(
            pk, unit, period, sex, age, numerator, denominator, value, bisect_left(moments, recorded),
            NEVER if replaced is None else bisect_left(moments, replaced),
        )
        for pk, unit, period, sex, age, numerator, denominator, value, recorded, replaced in figures
    ]  # fmt: skip


def _earlier(releases: list[tuple[Release, dict[int, list[Cell]]]], rows: list[Row]) -> tuple[Earlier, int]:
    by_key: dict[Key, list[Row]] = defaultdict(list)
    if releases:
        for row in rows:
            if row.value is not None:
                by_key[row.key].append(row)
    told: set[int] = set()
    hidden: set[Key] = set()
    last: dict[Key, int] = {}
    unmatched = 0
    for number, (_release, units) in enumerate(releases):
        last = {}
        for unit, cells in units.items():
            for cell in cells:
                key = (unit, cell.period, cell.sex, cell.age)
                if cell.is_hidden:
                    hidden.add(key)
                elif cell.is_shown and (found := _told(cell, by_key.get(key, []), number)) is not None:
                    told.add(found.id)
                    last[key] = found.id
                elif cell.is_shown:
                    unmatched += 1
    return Earlier(frozenset(told), frozenset(hidden), last), unmatched


def _told(cell: Cell, rows: list[Row], number: int) -> Row | None:
    """The figure that a release showed: the one known then, or an earlier one that was let stand."""
    alike = [row for row in rows if (row.value, row.numerator, row.denominator) == _figures(cell)]
    known = [row for row in alike if row.first <= number]
    return max(known or alike, key=lambda row: (row.first <= number < row.last, row.id), default=None)


def _figures(cell: Cell) -> Shown:
    return cell.value, cell.numerator, cell.denominator
