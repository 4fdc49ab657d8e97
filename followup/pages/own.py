"""The rows of a unit's own page in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from followup.analysis.beside import pair
from followup.analysis.cells import Cell
from followup.analysis.drawing.marks import hatch
from followup.analysis.spark import Spark, spark
from followup.enums import EXPERIENCE, CellState, Heading, IndicatorKind, Logic, Position
from followup.queries.series_public import TOO_MUCH_HIDDEN, hidden_share
from followup.queries.unit_page import Group, OwnPage, Row
from followup.words.cells import cell_words, people
from followup.words.numbers import number, period_words
from followup.words.verdicts import Words, aim_words, words


@dataclass(frozen=True)
class ShownRow:
    """One indicator in words. state: of the last figure, "missing" where there is no series. unseen: a hatch in the
    small drawing where figures are hidden."""

    row: Row
    value: str
    people: str
    period: str
    state: str
    verdict: Words
    target: str
    spark: Spark | None
    drawing: str
    unseen: SafeString
    mostly_hidden: bool


@dataclass(frozen=True)
class ShownGroup:
    """register, experience: the rows of each, where both are there and stand side by side; else `rows` tells all.
    apart: how far from each other the two are, blank where there are more than two or where it cannot be counted."""

    group: Group
    rows: list[ShownRow]
    register: list[ShownRow]
    experience: list[ShownRow]
    apart: str


def shown_groups(groups: list[Group], page: OwnPage) -> list[ShownGroup]:
    """As the page shows them."""
    out = []
    for group in groups:
        rows = [_shown(row) for row in sorted(group.rows, key=_people_first)]
        told = [one for one in rows if one.state == CellState.SHOWN and one.row.version.logic == Logic.SERVICE]
        experience = [one for one in told if one.row.indicator.kind in EXPERIENCE]
        register = [one for one in told if one.row.indicator.kind == IndicatorKind.REGISTER]
        both = bool(group.title and experience and register)
        apart = _apart(register[0].row, experience[0].row, page) if both and len(told) == 2 else ""
        out.append(ShownGroup(group, rows, register if both else [], experience if both else [], apart))
    return out


def _people_first(row: Row) -> tuple[bool, bool]:
    """What people say, then what else shows value for the person, then the rest; else in the order there is."""
    return row.version.logic != Logic.SERVICE, row.indicator.kind not in EXPERIENCE


def _shown(row: Row) -> ShownRow:
    cells, last = row.cells, row.last
    drawn = spark(cells)
    aim = (row.verdict.facts.get("target") or {}).get("value") if row.verdict else None
    return ShownRow(
        row, cell_words(last, row.version, beside=aim), people(last) if last else "",
        period_words(last.period) if last else "",
        last.state if last else str(CellState.MISSING), _answers(row),
        aim_words(row.verdict.facts, row.version) if row.verdict else "", drawn, _drawing(cells, drawn, row),
        _unseen(drawn), hidden_share(cells) > TOO_MUCH_HIDDEN,
    )  # fmt: skip


def _unseen(drawn: Spark | None) -> SafeString:
    """Hidden is a hatch, here as in every chart."""
    if drawn is None:
        return SafeString("")
    gaps = [(float(x), float(width)) for x, width in drawn.gaps]
    made = "".join(hatch(x, 0, x + width, drawn.height) for x, width in gaps)
    return mark_safe(made)  # noqa: S308  (our own marks, of numbers alone)


def _apart(register: Row, experience: Row, page: OwnPage) -> str:
    """How far what the register says is from what people say."""
    of_register, of_experience = (page.found.of(row.version, page.unit) for row in (register, experience))
    found = pair(register.cells, experience.cells, of_register=of_register, of_experience=of_experience)
    if found.apart is None:
        return ""
    said = {"points": number(abs(found.apart), max(register.version.decimals, experience.version.decimals))}
    if found.answer == "alike":
        return _("Skillnaden, %(points)s procentenheter, ryms i osäkerheten.") % said
    if found.answer == "apart":
        return _("Skillnaden är %(points)s procentenheter, mer än osäkerheten.") % said
    return _("Skillnaden är %(points)s procentenheter. Osäkerheten är inte känd.") % said


def _answers(row: Row) -> Words:
    """What the release says; figures that it says nothing of are judged the next time they are released."""
    if row.told is None or row.verdict is not None:
        return words(row.verdict, row.version)
    later = _("Svaret kommer med nästa publicering.")
    position, heading = str(Position.UNKNOWN.label), str(Heading.UNKNOWN.label)
    return Words(position, later, heading, later, can_tell_position=False, can_tell_heading=False)


def _drawing(cells: list[Cell], drawn: Spark | None, row: Row) -> str:
    """What the small drawing shows, for whoever does not see it."""
    there = [cell for cell in cells if cell.is_shown]
    if drawn is None:
        return ""
    said = _("%(title)s: från %(first)s (%(from)s) till %(last)s (%(to)s).") % {
        "title": row.version.short_title, "first": cell_words(there[0], row.version),
        "from": period_words(there[0].period), "last": cell_words(there[-1], row.version),
        "to": period_words(there[-1].period),
    }  # fmt: skip
    hidden = sum(cell.is_hidden for cell in cells)
    return f"{said} {_('%(n)s värden visas inte.') % {'n': hidden}}" if hidden else said
