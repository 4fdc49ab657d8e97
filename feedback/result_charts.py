"""Tables and bars of how people's answers fall, in words, for the pages that tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.analysis.distribution import REST, Row, Table
from feedback.analysis.release import NONE, SCALES, STEPS, coarser, on_sides
from feedback.result_words import PARTS, group, short_group, short_part
from hlab.stats.bars import NARROW, WIDE, Picture, stacked

FILLS = {
    "much_worse": 0, "all_worse": 0, "worse": 1, "same": 2, "better": 3, "much_better": 4, "all_better": 4,
    "unknown": 5, "no_view": 5, "neither": 5, NONE: 6,
}  # fmt: skip
"""Which pattern of `templates/feedback/_effect_fill.html` a part is drawn with."""
COLUMNS = {
    "steps": tuple((step, 1) for step in STEPS),
    "sides": (("all_worse", 2), ("same", 1), ("all_better", 2), ("unknown", 1), (NONE, 1)),
    "no_view": (("all_worse", 2), ("same", 1), ("all_better", 2), ("no_view", 2)),
    "neither": (("all_worse", 2), ("", 1), ("all_better", 2), ("neither", 2)),
}
"""For each scale the cells of a row under one column for each step: (part, columns); "" is a part told elsewhere."""


@dataclass(frozen=True)
class Cell:
    """label: what is counted. value: people, None where they are counted in another cell of the row."""

    label: str
    value: int | None
    span: int


@dataclass(frozen=True)
class ShownRow:
    """cells: empty where how they answered is not told."""

    label: str
    n: int
    cells: list[Cell]


@dataclass(frozen=True)
class ShownTable:
    """columns: what each step is called. rows: groups. chart: bars of those that can be drawn, or None. hides: whether
    how some group answered is not told. merges: whether answers are told together. has_rest: whether some groups are
    one row."""

    columns: list[str]
    rows: list[ShownRow]
    chart: dict | None
    hides: bool
    merges: bool
    has_rest: bool


def shown(table: Table, by: str) -> ShownTable:
    """The groups of a table."""
    return _shown(table.rows, by, grouped=True)


def alone(row: Row, key: str = "") -> ShownTable:
    """All together, or one group by itself."""
    return _shown((replace(row, key=key),), "answers_for", grouped=False)


def _shown(rows: Sequence[Row], by: str, *, grouped: bool) -> ShownTable:
    return ShownTable(
        [str(PARTS[step]) for step in STEPS],
        [ShownRow(group(by, row.key), row.n, _cells(row)) for row in rows],
        _chart(rows, by, grouped=grouped),
        any(not row.cells for row in rows),
        any(row.cells and row.scale != "steps" for row in rows),
        any(row.key == REST for row in rows),
    )


def _cells(row: Row) -> list[Cell]:
    if not row.cells:
        return []
    return [
        Cell(str(PARTS[part]), row.cells[part], span) if part else Cell(str(PARTS["same"]), None, span)
        for part, span in COLUMNS[row.scale]
    ]


def _chart(rows: Sequence[Row], by: str, *, grouped: bool) -> dict | None:
    """As `goals.queries.shown_tables.bars`, on the finest scale that all of the rows are told on."""
    told = [row for row in rows if row.cells]
    if not told:
        return None
    names = [scale.name for scale in SCALES]
    scale = SCALES[max(names.index(row.scale) for row in told)]
    parts = list(scale.parts)
    drawn = [(short_group(by, row.key), list(coarser(row, scale).values())) for row in told]
    labels = [short_part(part) for part in parts]
    people = sum(row.n for row in told)
    better, worse = (sum(on_sides(row.cells)[side] for row in told) for side in ("all_better", "all_worse"))
    whole = len(told) == len(rows)
    words = [
        f"{label}: " + ", ".join(f"{part.lower()} {n}" for part, n in zip(labels, counts, strict=True))
        for label, counts in drawn
    ]
    note = ngettext("%(n)s person.", "%(n)s personer.", people) % {"n": people}
    return {
        "title": message(better, worse, people) if whole else _("Så svarade de grupper som kan visas"),
        "note": f"{note} {_('Antal personer i varje grupp.')}" if grouped else note,
        "text": _("Liggande staplar. %(said)s.") % {"said": ". ".join(words)},
        "line": line(better, worse, people),
        "wide": _filled(stacked(labels, drawn, WIDE), parts),
        "narrow": _filled(stacked(labels, drawn, NARROW), parts),
    }


def _filled(picture: Picture, parts: Sequence[str]) -> Picture:
    """The picture with the pattern of each part instead of its place."""
    fills = [FILLS[part] for part in parts]
    return replace(
        picture,
        keys=[replace(key, kind=fills[key.kind]) for key in picture.keys],
        bars=[replace(bar, pieces=[replace(one, kind=fills[one.kind]) for one in bar.pieces]) for bar in picture.bars],
    )


def message(better: int, worse: int, people: int) -> str:
    """What the bars say, in a sentence."""
    if 2 * better > people:
        return _("Fler än hälften tror att det skulle bli bättre")
    if 2 * worse > people:
        return _("Fler än hälften tror att det skulle bli sämre")
    if 2 * (people - better - worse) > people:
        return _("De flesta ser ingen skillnad, vet inte eller har inte svarat")
    return _("Det går isär")


def line(better: int, worse: int, people: int) -> str:
    """How to read the bars, in a sentence."""
    return _("Av %(people)s säger %(better)s att det skulle bli bättre och %(worse)s att det skulle bli sämre.") % {
        "people": people, "better": better, "worse": worse,
    }  # fmt: skip
