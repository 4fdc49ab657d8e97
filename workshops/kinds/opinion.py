"""Take a stand on statements, one at a time: agree, disagree or pass. Shown as groups of people who answer alike where
there are such groups, else statement by statement."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import fold, tidy, whole_number
from hlab.stats.suppression import DEFAULT_K
from workshops.actions.opinion_runs import settle
from workshops.actions.opinions import forget, put_forward, put_seeds, take_down_stances, take_stance
from workshops.asked import asked_of
from workshops.enums import ExerciseState, Language, Speaker
from workshops.forms_opinion import STANCES, SettingsForm, SheetForm, StatementForm
from workshops.kinds.brainstorm import is_warning, refused, sent_key
from workshops.models import Exercise, Participation, Statement
from workshops.models.opinion import STATEMENT_LENGTH
from workshops.opinion_words import Told, told
from workshops.queries.opinions import (
    KIND,
    Own,
    live_statements,
    next_statement,
    own_stances,
    own_statements,
    shown_run,
    taken_in,
    waiting_at,
)
from workshops.registry import ExerciseKind, OnPaper, Phase, StepWords
from workshops.rehearsing import register as register_invented
from workshops.results import Result

MOST_SEEDS = 200
WORDS = {int(value): label for value, label in STANCES}


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """One statement to answer, one's own answers to go back to, and the map once it is shown."""
    statements, mine = live_statements(exercise), own_stances(exercise, participation)
    by_pk = {row.pk: row for row in statements}
    writes = data is not None and "text" in data
    wanted = whole_number(data.get("statement")) if data is not None and not writes else 0
    asked = whole_number(asked_of(exercise).page)
    now = by_pk.get(wanted) or next((row for row in statements if asked and row.number == asked), None)
    if now is None and exercise.state == ExerciseState.OPEN:
        now = next_statement(exercise, participation, statements, mine)
    form = StatementForm(data if writes else None, initial={"key": uuid.uuid4()})
    return {
        "now": now,
        "stances": [(value, label, now is not None and mine.get(now.pk) == int(value)) for value, label in STANCES],
        "mine": [Own(row, mine[row.pk]) for row in statements if row.pk in mine],
        "answered": bool(mine),
        "may_add": exercise.settings.get("may_add", True),
        "form": refused(form, error) if writes else form,
        "warn": is_warning(error),
        "put_forward": list(own_statements(exercise, participation)),
        "map": result(exercise, statements),
        "waits": exercise.revealed_at is not None,
        "may_find": participation.voice == Speaker.PERSON,
    }


def console(*, exercise: Exercise, everything: bool) -> dict:
    """How many have answered, what waits to be read, and the map once it is shown."""
    return {
        "so_far": taken_in(exercise),
        "waiting": waiting_at(exercise, exercise.site).count() if everything else 0,
        "map": result(exercise),
        "waits": exercise.revealed_at is not None,
    }


def stage(*, exercise: Exercise) -> dict:
    return {"map": result(exercise)}


def result(exercise: Exercise, statements: list[Statement] | None = None) -> Told | None:
    """The map in words; None until it is shown, and while it can still change. statements: those that are live, read
    already."""
    run = shown_run(exercise)
    if run is None:
        return None
    return told(run, {row.pk: row for row in (live_statements(exercise) if statements is None else statements)})


def stand(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """data: statement (id), value (1, 0 or -1)."""
    value = data.get("value", "")
    if value not in dict(STANCES):
        raise RuleBroken(_("Välj om du håller med, inte håller med eller hoppar över."), field="value")
    take_stance(
        exercise=exercise, participation=participation, statement=whole_number(data.get("statement")), value=int(value),
        counted=counted, by=by, at=at,
    )  # fmt: skip
    return _("Sparat: %(answer)s. Du kan ändra det under Dina svar.") % {"answer": WORDS[int(value)]}


def add(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """data: text, key, confirmed."""
    put_forward(
        exercise=exercise, participation=participation, text=data.get("text", ""), client_key=sent_key(data),
        confirmed=data.get("confirmed") == "1", by=by, at=at,
    )  # fmt: skip
    return _("Påståendet är sparat. Processledaren läser det innan andra kan ta ställning till det.")


# --- On paper ---------------------------------------------------------------------------------


def _numbered(exercise: Exercise) -> list[tuple[int, str]]:
    """[(number, text)] of what can be answered; before the step has begun, of what was written beforehand."""
    there = [(row.number, row.text) for row in live_statements(exercise)]
    return there or list(enumerate(exercise.settings.get("statements", []), start=1))


def printed(exercise: Exercise) -> dict:
    labels = [label for _value, label in STANCES]
    return {"statements": _numbered(exercise), "answers": labels, "may_add": exercise.settings.get("may_add", True)}


def sheet(exercise: Exercise, data=None, **kwargs) -> SheetForm:
    may_add = exercise.settings.get("may_add", True)
    return SheetForm(data, statements=_numbered(exercise), may_add=may_add, **kwargs)


def keep_sheet(*, exercise, participation, data, client_key, confirmed, language, channel, by, at) -> str:
    """Every statement that the sheet has an answer to, and a statement of the person's own."""
    if exercise.opened_at is None:
        put_seeds(exercise=exercise, at=at)
    values = {row.pk: int(said) for row in live_statements(exercise) if (said := data.get(f"stance_{row.number}"))}
    own = tidy(data.get("text", ""))
    if not values and not own:
        raise RuleBroken(_("Blanketten är tom. Skriv in minst ett svar."), field="number")
    if own:
        put_forward(
            exercise=exercise, participation=participation, text=own, client_key=uuid.uuid5(client_key, "own"),
            confirmed=confirmed, language=language or Language.SV, channel=channel, transcribed_by=user_of(by), by=by,
            at=at,
        )  # fmt: skip
    n = take_down_stances(exercise=exercise, participation=participation, values=values, by=by, at=at) if values else 0
    return ngettext("%(n)d svar är inskrivet.", "%(n)d svar är inskrivna.", n) % {"n": n}


# --- Settings, files and rehearsal ------------------------------------------------------------


def clean_settings(settings: dict) -> dict:
    """{"statements": [at most 200 texts], "may_add", "max_length" of a statement}"""
    texts = [" ".join(tidy(str(text)).split()) for text in settings.get("statements") or []]
    texts = [text for text in texts if text]
    if len(texts) > MOST_SEEDS:
        words = {"most": MOST_SEEDS, "n": len(texts)}
        raise RuleBroken(_("Skriv högst %(most)d påståenden. Nu är det %(n)d.") % words, field="statements")
    for text in texts:
        if len(text) > STATEMENT_LENGTH:
            said = _("”%(text)s …” är för långt. Skriv högst %(max)d tecken på varje rad.")
            raise RuleBroken(said % {"text": text[:40], "max": STATEMENT_LENGTH}, field="statements")
    if len({fold(text) for text in texts}) < len(texts):
        raise RuleBroken(_("Två av påståendena är lika. Ta bort det ena."), field="statements")
    return {"statements": texts, "may_add": bool(settings.get("may_add", True)), "max_length": STATEMENT_LENGTH}


def fits(settings: dict, source: Exercise | None) -> None:
    """There must be something to answer when the step opens."""
    if not settings["statements"]:
        raise RuleBroken(_("Skriv minst ett påstående."), field="statements")


def told_in_report(*, workshop, paces) -> dict:
    """For the report. A session at several sites is told once, with the first of them."""
    out: dict = {}
    for pace in paces:
        step = pace.exercise
        if any(done == step.pk for done, _site in out):
            continue
        step.here = pace
        found = result(step)
        if found is None:
            continue
        lines = found.every
        head = (_("Påstående"), *(column for column, _cell in lines[0].cells)) if lines else (_("Påstående"),)
        rows = tuple((line.text, *(cell for _column, cell in line.cells)) for line in lines)
        out[step.pk, pace.site_id] = Result(found.n if found.n >= DEFAULT_K else None, head, rows)
    return out


def invented(*, exercise: Exercise, participation: Participation, number: int, at) -> bool:
    """Answers of somebody who does not exist: two minds, and everybody passes now and then. Once."""
    if own_stances(exercise, participation):
        return False
    statements = live_statements(exercise)
    for row in statements:
        value = 0 if (row.number + number) % 7 == 0 else 1 if row.number % 2 or number % 4 == 0 else -1
        take_stance(
            exercise=exercise, participation=participation, statement=row.pk, value=value, by=participation, at=at
        )
    return bool(statements)


register_invented(KIND, invented)

OPINION = ExerciseKind(
    key=KIND,
    label=gettext_lazy("Ta ställning till påståenden"),
    explain=gettext_lazy(
        "Var och en svarar på ett påstående i taget och kan lägga till egna. Resultatet visar var ni är överens och "
        "var det går isär."
    ),
    templates="workshops/kinds/opinion",
    phases=(
        Phase("open", gettext_lazy("Ta ställning")),
        Phase("closed", gettext_lazy("Stängt")),
        Phase("revealed", gettext_lazy("Resultatet visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Stäng svaren"),
        close_question=gettext_lazy("Stänga svaren?"),
        reopen=gettext_lazy("Öppna svaren igen"),
        closed_now=gettext_lazy("Svaren är stängda. Inget visas ännu."),
        reopened_now=gettext_lazy("Det går att svara igen. Resultatet visas först när du har stängt."),
        open=gettext_lazy("Hur svaren faller är dolt. Att stänga visar inget, det gör du sedan."),
        closed=gettext_lazy("Svaren är stängda. Inget visas ännu."),
        shown=gettext_lazy("Resultatet visas för alla i rummet."),
        undo_ready=gettext_lazy("Du kan ångra dig och svara på fler."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    suggests={"title": gettext_lazy("Vad håller du med om?"), "minutes": 15},
    collects_notes=True,
    on_paper=OnPaper(printed, sheet, keep_sheet),
    acts={"svara": stand, "lagg-till": add},
    settings_form=SettingsForm,
    clean_settings=clean_settings,
    fits=fits,
    told=told_in_report,
    begin=put_seeds,
    settle=settle,
    forget=forget,
)
