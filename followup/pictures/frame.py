"""What a page needs to show a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe

from followup.analysis.drawing.marks import Drawing


@dataclass(frozen=True)
class Head:
    """A column. num: its cells are numbers, set to the right."""

    text: str
    num: bool = False


@dataclass(frozen=True)
class Part:
    """One cell of the table. hidden: hatched, its text says why."""

    text: str
    hidden: bool = False


@dataclass(frozen=True)
class Table:
    """The whole chart as a table. rows: the first part of each is its heading. more: what is left out, and where it
    is; blank when all is there. stack: each row becomes a block on a narrow screen."""

    caption: str
    head: Sequence[Head] = ()
    rows: Sequence[Sequence[Part]] = ()
    more: str = ""
    stack: bool = False

    @property
    def lines(self) -> list[tuple[Part, list[tuple[Head, Part]]]]:
        """(heading, [(column, cell)]) of each row."""
        return [(row[0], list(zip(self.head[1:], row[1:], strict=True))) for row in self.rows]


@dataclass(frozen=True)
class Art:
    """A drawing for the page."""

    width: int
    height: int
    svg: SafeString


@dataclass(frozen=True)
class Picture:
    """title: the message, a sentence. subtitle: what, where, when, of how many. summary: one or two sentences of
    reading. alt: everything the drawing says, in words. wide, narrow: None where there is nothing to draw. marks: what
    the marks mean that are in this very chart. notes: what has happened to the series and been decided of it, each a
    sentence. method: how the lines were set."""

    title: str
    subtitle: str = ""
    summary: str = ""
    alt: str = ""
    wide: Art | None = None
    narrow: Art | None = None
    table: Table | None = None
    marks: str = ""
    notes: Sequence[str] = field(default_factory=list)
    method: str = ""
    csv_url: str = ""
    source: str = ""


def art(drawing: Drawing) -> Art:
    """The drawing, ready for a template."""
    svg = mark_safe(drawing.svg)  # noqa: S308  (our own marks; `marks.text` escapes every word)
    return Art(drawing.width, drawing.height, svg)
