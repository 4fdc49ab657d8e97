"""A plan's matrix as a workbook: the matrix, every reason, the gaps, and where it all comes from."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from goals.exports.plan_text import EXAMPLE, about, cell_words, gap_rows, labels
from goals.plan_board import Board
from hlab.core.cells import safe

LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""


def workbook(board: Board, *, now: datetime) -> bytes:
    """The .xlsx file. Everything in it is text or numbers: no cell is a formula."""
    book = Workbook(write_only=True)
    plan, items = board.version.plan, list(board.version.items.all())
    book.properties.title, book.properties.creator = plan.title, plan.lab.name
    book.properties.language = "sv-SE"
    _sheet(
        book, _("Matris"), plan.is_demo,
        [_("Nr"), _("Insats"), _("Ansvarig"), _("När"), *(f"{goal.title} ({goal.citation})" for goal in board.goals)],
        (
            [line.item.number, line.item.title, line.item.responsible, line.item.period, *map(cell_words, line.cells)]
            for line in board.lines(items, board.goals)
        ),
        [8, 44, 24, 16, *(36 for _goal in board.goals)],
    )  # fmt: skip
    _sheet(
        book, _("Motiveringar"), plan.is_demo,
        [
            _("Nr"), _("Insats"), _("Målbild"), _("Målbildens id"), _("Planens version"), _("Bedömning"),
            _("Motivering"), _("Perspektiv"), _("Hör till dem som äger planen"), _("Grupp"), _("Antal personer"),
            _("Dag"), _("Behöver ses över"),
        ],
        _reasons(board, items),
        [8, 44, 36, 12, 12, 18, 60, 20, 16, 24, 12, 14, 14],
    )  # fmt: skip
    _sheet(book, _("Luckor"), plan.is_demo, [_("Slag"), _("Vad"), _("Vad vi vet")], gap_rows(board), [40, 60, 60])
    _sheet(book, _("Om underlaget"), plan.is_demo, [_("Vad"), _("Hur det är")], about(board, now), [26, 100])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _reasons(board: Board, items: list) -> Iterable[list]:
    goals = {goal.pk: goal for goal in board.goals}
    told = board.reasons(board.cells)
    yes, no = _("ja"), _("nej")
    answers, perspectives = labels()
    for item in items:
        for goal in board.goals:
            for reason in told.get((item.pk, goal.pk), ()):
                row, judge = reason.row, reason.row.assessor
                yield [
                    item.number, item.title, goals[goal.pk].title, row.goal_version.citation,
                    row.item.version.number, answers[row.answer], row.reason, perspectives[judge.perspective],
                    yes if judge.owns_plan else no, judge.label, judge.people,
                    timezone.localtime(row.at).date().isoformat(), yes if reason.carried else no,
                ]  # fmt: skip


def _sheet(
    book, title: str, is_demo: bool, head: Sequence[str], rows: Iterable[Sequence], widths: Sequence[int]
) -> None:
    sheet = book.create_sheet(title[:31])
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    top = 2 if is_demo else 1
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"1:{top}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    plain, bold = _style(sheet, bold=False), _style(sheet, bold=True)
    if is_demo:
        sheet.append([_cell(sheet, EXAMPLE, bold)])
    sheet.append([_cell(sheet, text, bold) for text in head])
    for row in rows:
        sheet.append([_cell(sheet, value, plain) for value in row])


def _style(sheet, *, bold: bool):
    """How cells look, worked out once for a sheet: to say it anew for each cell takes minutes in a large plan."""
    cell = WriteOnlyCell(sheet)
    cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=bold)
    return cell._style


def _cell(sheet, value, style):
    if not isinstance(value, int):
        value = safe(ILLEGAL_CHARACTERS_RE.sub("", str(value)))[:LONGEST]
    cell = WriteOnlyCell(sheet, value=value)
    cell._style = style
    return cell
