"""A plan's matrix as a document for Word: what each side says of the actions for each målbild, gaps, and sources."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.exports.plan_text import EXAMPLE, about, amount, gap_rows, labels, name_of, notes
from goals.plan_board import OWNERS_NOTE, Board, Cell, Reason, Side
from goals.queries.plan_judgements import SIDE_LABELS, SIDES
from hlab.core.word import add_table, as_bytes, new_document


def document(board: Board, *, now: datetime) -> bytes:
    """The .docx file."""
    plan = board.version.plan
    doc = new_document(plan.title, author=plan.lab.name, wide=True)
    if plan.is_demo:
        doc.add_paragraph(str(EXAMPLE))
        doc.sections[0].header.paragraphs[0].text = str(EXAMPLE)
    facts = ", ".join(filter(None, (plan.owner, plan.period)))
    doc.add_paragraph(f"{facts}. {plan.lab.name}.")
    doc.add_paragraph(
        _("Leder planens insatser till målbilderna? %(amount)s De visar vad som kan hända, inte hur vanligt det är.")
        % {"amount": amount(board)}
    )
    doc.add_paragraph(str(OWNERS_NOTE))
    items = list(board.version.items.all())
    lines = board.lines(items, board.goals, why=True)
    words = labels()
    for at, goal in enumerate(board.goals):
        doc.add_heading(f"{goal.title} ({goal.citation})", level=1)
        doc.add_paragraph(goal.statement)
        if label := goal.goal.origin_label:
            doc.add_paragraph(str(label))
        judged = [line.cells[at] for line in lines if line.cells[at].judged]
        if judged:
            add_table(
                doc, goal.title, _("Insatser och vad var och en säger om dem, med motivering"),
                (_("Insats"), *(str(SIDE_LABELS[key]) for key in SIDES)),
                [(_first(cell), *(side_text(side, words) for side in cell.sides)) for cell in judged],
            )  # fmt: skip
        left = len(items) - len(judged)
        if left:
            doc.add_paragraph(
                ngettext("%(n)s insats är inte bedömd.", "%(n)s insatser är inte bedömda.", left) % {"n": left}
            )
    doc.add_heading(_("Det som saknas och det som skiljer"), level=1)
    gaps = gap_rows(board)
    if gaps:
        described = _("Målbilder utan insats, insatser utan målbild, och var svaren skiljer")
        add_table(doc, _("Luckor"), described, (_("Slag"), _("Vad"), _("Vad vi vet")), gaps)
    else:
        doc.add_paragraph(_("Inga luckor: varje målbild har en insats och varje insats en målbild."))
    doc.add_heading(_("Om underlaget"), level=1)
    add_table(doc, _("Om underlaget"), _("Versioner, dag, metod och begränsningar"), (_("Vad"), _("Hur det är")),
              about(board, now))  # fmt: skip
    return as_bytes(doc)


def side_text(side: Side, words: tuple[dict[str, str], dict[str, str]]) -> str:
    """Each answer of a side with its reason and from where it was said. "Inte bedömd" where it has said nothing."""
    if not side.answers:
        return _("Inte bedömd")
    return "\n".join(_said(reason, *words) for reason in side.reasons)


def _said(reason: Reason, answers: dict[str, str], perspectives: dict[str, str]) -> str:
    row, judge = reason.row, reason.row.assessor
    who = perspectives[judge.perspective]
    if judge.label:
        who += f", {judge.label}, " + ngettext("%(n)s person", "%(n)s personer", judge.people) % {"n": judge.people}
    words = f"{answers[row.answer]}. {row.reason} ({who})"
    return f"{words} – {_('behöver ses över')}" if reason.carried else words


def _first(cell: Cell) -> str:
    return "\n".join([name_of(cell.item), *notes(cell)])
