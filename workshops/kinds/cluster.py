"""Sort the shown notes into themes, on the facilitator's screen and together in the room."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy

from hlab.core.text import whole_number
from workshops.asked import asked_of
from workshops.kinds.sorting_acts import ACTS, told
from workshops.kinds.suggestions import suggestions
from workshops.models import Exercise, Participation
from workshops.paging import page_of
from workshops.queries import clusters_of, containing, unsorted_notes
from workshops.queries.sorting import EVERYTHING, UNSORTED, latest, pile, theme_of
from workshops.registry import ExerciseKind, Phase, StepWords

PER_PAGE = 50
SUGGESTED = "forslag"
PREVIEWED = 120  # notes under all themes together, before one opens a theme
MOST_PREVIEWED = 10  # of one theme
READ_AT_ONCE, READ_IN_ALL = 12, 300  # of one theme and of all, to read on a phone


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The themes as they grow, or one of them, page by page."""
    return {"source_shown": _source_shown(exercise), "answered": True, **_read(exercise)}


def console(*, exercise: Exercise, everything: bool) -> dict:
    """Themes, and the notes that lie in none: of shown notes only, whoever reads.

    `asked.where`: blank for all piles with the beginning of each, SUGGESTED, EVERYTHING, UNSORTED or a theme's id
    for one pile in full. Words are looked for in the chosen pile, or in every one.
    """
    asked, log = asked_of(exercise), latest(exercise)
    base = {"source_shown": _source_shown(exercise), "asked": asked, "log": log, "unsorted_name": UNSORTED}
    base |= {"everything_name": EVERYTHING, "suggested_name": SUGGESTED}
    base |= {"undo_said": told(log.undo) if log.undo else "", "redo_said": told(log.redo) if log.redo else ""}
    if asked.where == SUGGESTED:
        return base | {"clusters": [], "suggestions": suggestions(exercise) if _source_shown(exercise) else []}
    whole = not asked.where and not asked.words
    themes = clusters_of(exercise, notes=partial(_each, most=MOST_PREVIEWED, in_all=PREVIEWED) if whole else 0)
    opened = next((theme for theme in themes if theme.pk == whole_number(asked.where)), None)
    where = opened or (EVERYTHING if asked.where == EVERYTHING or (asked.words and not asked.where) else UNSORTED)
    page = page_of(containing(pile(exercise, where), asked.words), asked.page, PER_PAGE)
    return base | {"clusters": themes, "opened": opened, "where": where, "whole": whole, "notes_page": page}


def stage(*, exercise: Exercise) -> dict:
    return {"unsorted_count": unsorted_notes(exercise).count(), **_read(exercise)}


def _read(exercise: Exercise) -> dict:
    """Themes to read: the beginning of each, or the one that was asked for, page by page."""
    asked = asked_of(exercise)
    opened = theme_of(exercise, whole_number(asked.where))
    if opened is None:
        themes = clusters_of(exercise, notes=partial(_each, most=READ_AT_ONCE, in_all=READ_IN_ALL))
        return {"clusters": themes, "opened": None, "asked": asked}
    page = page_of(pile(exercise, opened), asked.page, PER_PAGE)
    return {"clusters": [opened], "opened": opened, "asked": asked, "notes_page": page}


def _each(themes: int, *, most: int, in_all: int) -> int:
    """How many notes of each theme a page shows, so that it stays light however many themes there are."""
    return max(1, min(most, in_all // max(themes, 1)))


def _source_shown(exercise: Exercise) -> bool:
    return bool(exercise.source and exercise.source.revealed_at)


def may_be_read(step: Exercise) -> bool:
    """The sorting of notes that are shown, from when it began."""
    return step.opened_at is not None and _source_shown(step)


CLUSTER = ExerciseKind(
    key="cluster",
    label=gettext_lazy("Sortera i teman"),
    explain=gettext_lazy("Lappar som hör ihop läggs under en gemensam rubrik. Ni väljer rubrikerna tillsammans."),
    templates="workshops/kinds/cluster",
    phases=(Phase("open", gettext_lazy("Sortera")), Phase("closed", gettext_lazy("Klart"))),
    words=StepWords(
        close=gettext_lazy("Avsluta sorteringen"),
        close_question=gettext_lazy("Avsluta sorteringen?"),
        reopen=gettext_lazy("Öppna sorteringen igen"),
        closed_now=gettext_lazy("Sorteringen är avslutad."),
        reopened_now=gettext_lazy("Sorteringen är öppen igen."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    works_on=("brainstorm", "question", "discussion"),
    shows_by_reveal=False,
    takes_ready=False,
    may_be_anonymous=False,
    may_be_read=may_be_read,
    host_acts=ACTS,
)
