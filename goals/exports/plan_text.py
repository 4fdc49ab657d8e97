"""What the files of a plan say in words: cells, gaps, and where everything comes from."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.enums import Leads
from goals.plan_board import OWNERS_NOTE, Board, Cell, Side
from goals.plan_words import without_sentence
from hlab.labs.enums import Perspective

EXAMPLE = gettext_lazy("Exempeldata. Allt innehåll är påhittat.")


def labels() -> tuple[dict[str, str], dict[str, str]]:
    """({answer: words}, {perspective: words}), looked up once: a large plan has tens of thousands of each."""
    return (
        {code: str(label) for code, label in Leads.choices},
        {code: str(label) for code, label in Perspective.choices},
    )


def side_words(side: Side) -> str:
    """ "Bidrar tydligt: 2 (7 personer), Vet ej: 1". Blank where the side has said nothing."""
    return ", ".join(
        f"{answer.label}: {answer.n}"
        + (
            " (" + ngettext("%(n)s person", "%(n)s personer", answer.people) % {"n": answer.people} + ")"
            if answer.people != answer.n
            else ""
        )
        for answer in side.answers
    )


def cell_words(cell: Cell) -> str:
    """What each side has said, one on each line; "Inte bedömd" where nobody has said anything."""
    if not cell.judged:
        return _("Inte bedömd")
    lines = [f"{side.label}: {side_words(side)}" for side in cell.sides if side.answers]
    return "\n".join(lines + notes(cell))


def notes(cell: Cell) -> list[str]:
    """What must be known of a cell beside the answers."""
    out = []
    if cell.only_owners:
        out.append(_("Bara de som äger planen har bedömt."))
    if cell.carried:
        out.append(
            ngettext("%(n)s bedömning behöver ses över.", "%(n)s bedömningar behöver ses över.", cell.carried)
            % {"n": cell.carried}
        )
    return out


def amount(board: Board) -> str:
    """How much stands behind: numbers of judgements and of persons."""
    judged, people = len(board.judged), board.people
    return _("%(judged)s från %(people)s.") % {
        "judged": ngettext("%(n)s bedömning", "%(n)s bedömningar", judged) % {"n": judged},
        "people": ngettext("%(n)s person", "%(n)s personer", people) % {"n": people},
    }


def about(board: Board, now: datetime) -> list[tuple[str, str]]:
    """(what, how it is): where the answers come from, how they were made, and what they do not say."""
    version, plan = board.version, board.version.plan
    rows = [
        (_("Plan"), plan.title),
        (_("Vems plan"), plan.owner),
        (_("Gäller"), plan.period),
        (_("Labb"), plan.lab.name),
        (_("Planens version"), _("Version %(n)s, inläst %(day)s") % {"n": version.number, "day": day(version.at)}),
        (_("Källa"), version.source or _("Inklistrad eller skriven för hand")),
        (_("Uttaget"), date_format(timezone.localtime(now), "j F Y G.i")),
        (_("Underlag"), amount(board)),
    ]
    rows += [
        (_("Målbild"), f"{goal.title} ({goal.citation}, {goal.get_status_display().lower()})") for goal in board.goals
    ]
    rows += [
        (
            _("Metod"),
            _(
                "För varje insats och målbild: leder insatsen dit? Svaren är %(answers)s. Varje svar har en motivering "
                "och ett perspektiv. En grupps gemensamma bedömning räknas som en."
            )
            % {"answers": ", ".join(f"”{label}”" for label in Leads.labels)},
        ),
        (_("Inte bedömd"), _("Ingen har svarat. Det är något annat än ”Vet ej”, som är ett svar.")),
        (_("De som äger planen"), str(OWNERS_NOTE)),
        (
            _("Behöver ses över"),
            _("Bedömningen gjordes av en tidigare version av planen eller målbilden. Den räknas tills den setts över."),
        ),
        (
            _("Begränsning"),
            _(
                "De som har bedömt är inget urval. Svaren vägs inte ihop till ett betyg, och antalen visar inte hur "
                "vanligt något är."
            ),
        ),
    ]
    return [row for row in rows if row[1]]


def gap_rows(board: Board) -> list[tuple[str, str, str]]:
    """(what kind of gap, of what, what is known) for every gap, both ways."""
    titles = {goal.pk: goal.title for goal in board.goals}
    items = {item.pk: item for item in board.version.items.all()}
    rows = [
        (_("Målbild utan insats"), titles[row.key], without_sentence(row, of_goal=True))
        for row in board.gaps.goals_without
    ]
    rows += [
        (_("Insats utan målbild"), name_of(items[row.key]), without_sentence(row, of_goal=False))
        for row in board.gaps.items_without
    ]
    rows += [(_("Motverkar"), name_of(items[item]), titles[goal]) for item, goal in board.gaps.against]
    rows += [
        (_("De som äger planen och de det gäller ser olika"), name_of(items[row.item]), titles[row.goal])
        for row in board.gaps.differ
    ]
    return rows


def name_of(item) -> str:
    """An action as its plan numbers it."""
    return f"{item.number} {item.title}".strip()


def day(at: datetime) -> str:
    """A day in words."""
    return date_format(timezone.localtime(at), "j F Y")
