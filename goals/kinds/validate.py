"""Do you recognise yourself? One målbild at a time, with what is missing and another wording. Told group by group."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.actions.judging import PARTS, judge, seen_of, words_of
from goals.enums import Recognition
from goals.forms_validation import WRITTEN_LENGTH, JudgeForm, SettingsForm, SheetForm
from goals.models import GoalVersion, Judgement
from goals.queries.judged import (
    KIND,
    MOST_VERSIONS,
    abouts,
    judgements_of,
    people_in_step,
    result_of,
    tried_in,
    versions_to_try,
)
from goals.queries.shown_tables import ANSWERS, table_data
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import whole_number
from hlab.stats.suppression import DEFAULT_K
from workshops.asked import asked_of
from workshops.kinds.brainstorm import console as notes_console
from workshops.kinds.brainstorm import is_warning, paged, refused, room_page, sent_key
from workshops.models import Exercise, Participation
from workshops.queries import may_read, shown_notes
from workshops.registry import ExerciseKind, OnPaper, Phase, StepWords
from workshops.results import Result


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """One målbild with the person's answer, or when all are answered a list of them; the result once it is shown."""
    versions, mine, found = tried_in(exercise), judgements_of(exercise, participation), result_of(exercise)
    every = [
        {"number": n, "version": version, "mine": mine.get(version.pk)} for n, version in enumerate(versions, start=1)
    ]
    at = _wanted(exercise, every, data)
    context = {
        "every": every,
        "left": sum(row["mine"] is None for row in every),
        "answered": bool(mine),
        "goal": at,
        "own": _own([at["mine"]] if at and data is None else list(mine.values())),
        "result": _in_words(found),
        "waits": found is None and exercise.revealed_at is not None,
        "shown_page": _with_about(room_page(exercise, participation)) if may_read(exercise, participation) else None,
    }
    return context | (_form(at["version"], at["mine"], data, error) if at else {})


def _own(answers: list[Judgement | None]) -> list:
    """The person's own words in these answers, as far as they have not been taken back."""
    notes = [getattr(row, part) for row in answers if row for part in PARTS]
    return [note for note in notes if note is not None and note.withdrawn_at is None]


def _wanted(exercise: Exercise, every: list[dict], data) -> dict | None:
    """The målbild to show: what was sent in, else what is asked for, else the first without an answer."""
    if data is not None:
        sent = whole_number(data.get("version"))
        return next((row for row in every if row["version"].pk == sent), None)
    asked = whole_number(asked_of(exercise).page)
    return next((row for row in every if row["number"] == asked), None) or next(
        (row for row in every if row["mine"] is None), None
    )


def _form(version: GoalVersion, mine: Judgement | None, data, error) -> dict:
    """{"form", "warn", "theirs"}: as sent or as saved. When another page has saved meanwhile the form carries what is
    saved by now: what is sent next is chosen."""
    start = {
        "version": version.pk, "key": uuid.uuid4(), "seen": seen_of(mine), "answer": mine.answer if mine else "",
        "missing": words_of(mine, "missing"), "wording": words_of(mine, "wording"),
    }  # fmt: skip
    if isinstance(error, StaleEdit):
        data = data.copy()
        data["seen"] = error.row_version
    form = refused(JudgeForm(data, initial=start), error)
    return {"form": form, "warn": is_warning(error), "theirs": error.theirs if isinstance(error, StaleEdit) else ""}


def console(*, exercise: Exercise, everything: bool) -> dict:
    """How many have answered about each målbild, how they fall once it is shown, and the remarks as other notes."""
    people, notes = people_in_step(exercise), notes_console(exercise=exercise, everything=everything)
    found = result_of(exercise)
    _with_about(notes["console_page"])
    return {
        "every": [{"version": version, "people": people.get(version.pk, 0)} for version in tried_in(exercise)],
        "result": _in_words(found),
        "waits": found is None and exercise.revealed_at is not None,
        **notes,
    }


def stage(*, exercise: Exercise) -> dict:
    """The målbilder while people answer, then how the groups fall."""
    return {"every": tried_in(exercise), "result": _in_words(result_of(exercise))}


def earlier(*, exercise: Exercise) -> dict:
    return {"result": _in_words(result_of(exercise)), "notes": _with_about(paged(exercise, shown_notes(exercise)))}


def _in_words(found) -> list[dict] | None:
    return found and [{"version": version, "told": table_data(table)} for version, table in found]


def _with_about(page):
    """Each note of the page with what it is said about, in words."""
    if page is None:
        return None
    found = abouts(page)
    for note in page:
        answer = found.get(note.pk)
        if answer is not None:
            words = _("Vad saknas i ”%(title)s”") if answer.missing_id == note.pk else _("Annan formulering av ”%(title)s”")
            note.about = words % {"title": answer.version.title}
    return page


def answer(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """data: version, answer, missing, wording, key, seen, confirmed."""
    version = next((row for row in tried_in(exercise) if row.pk == whole_number(data.get("version"))), None)
    if version is None:
        raise RuleBroken(_("Målbilden går inte att svara på längre. Ladda om sidan."), status=409)
    judge(
        exercise=exercise,
        participation=participation,
        version=version,
        answer=data.get("answer", ""),
        missing=data.get("missing", ""),
        wording=data.get("wording", ""),
        client_key=sent_key(data),
        seen=whole_number(data.get("seen")),
        confirmed=data.get("confirmed") == "1",
        counted=counted,
        by=by,
        at=at,
    )
    return _("Svaret är sparat. Du kan ändra det tills steget stängs.")


# --- On paper ---------------------------------------------------------------------------------


def printed(exercise: Exercise) -> dict:
    return {"versions": tried_in(exercise), "answers": Recognition.labels}


def sheet(exercise: Exercise, data=None, **kwargs) -> SheetForm:
    return SheetForm(data, versions=tried_in(exercise), **kwargs)


def keep_sheet(*, exercise, participation, data, client_key, confirmed, language, channel, by, at) -> str:
    """Every målbild that the sheet has an answer to. Words without an answer are kept as "vet inte"."""
    kept = 0
    for version in tried_in(exercise):
        said = {name: data.get(f"{name}_{version.pk}", "") for name in ("answer", "missing", "wording")}
        if not any(said.values()):
            continue
        said["answer"] = said["answer"] or Recognition.UNKNOWN
        try:
            judge(
                exercise=exercise, participation=participation, version=version,
                client_key=uuid.uuid5(client_key, "sheet"), seen=None, confirmed=confirmed, language=language,
                channel=channel, transcribed=True, by=by, at=at, **said,
            )  # fmt: skip
        except RuleBroken as broken:
            broken.field = f"{broken.field}_{version.pk}"
            raise
        kept += 1
    if not kept:
        raise RuleBroken(_("Blanketten är tom. Skriv in minst ett svar."), field="number")
    said = ngettext("%(n)d svar är inskrivet.", "%(n)d svar är inskrivna.", kept)
    return said % {"n": kept}


# --- Settings and files -----------------------------------------------------------------------


def clean_settings(settings: dict) -> dict:
    """{"versions": [ids of at most 10], "max_length" of each text}"""
    wanted = [whole_number(str(pk)) for pk in settings.get("versions") or []]
    if not all(wanted):
        raise RuleBroken(_("En av målbilderna finns inte. Välj igen."), field="versions")
    if len(set(wanted)) > MOST_VERSIONS:
        raise RuleBroken(_("Välj högst %(n)d målbilder.") % {"n": MOST_VERSIONS}, field="versions")
    return {"versions": list(dict.fromkeys(wanted)), "max_length": WRITTEN_LENGTH}


def choices(workshop) -> dict:
    rows = versions_to_try(workshop.lab)
    words = [(row.pk, _("%(title)s (version %(n)s)") % {"title": row.title, "n": row.number}) for row in rows]
    return {"versions": words}


def fits_in(settings: dict, workshop, step: Exercise | None) -> None:
    """Versions of the lab that stand; and each is asked about in only one step, since a person has one answer."""
    wanted = set(settings["versions"])
    if wanted - set(versions_to_try(workshop.lab).filter(pk__in=wanted).values_list("pk", flat=True)):
        raise RuleBroken(_("En av målbilderna är inte låst, eller har ersatts. Välj igen."), field="versions")
    others = workshop.exercises.filter(kind=KIND).exclude(pk=step.pk if step else None)
    for other in others:
        asked = set(other.settings.get("versions") or [])
        if not wanted or not asked or wanted & asked:
            said = _("Målbilden prövas redan i steget ”%(title)s”. Välj olika målbilder i varje steg.")
            raise RuleBroken(said % {"title": other.title}, field="versions")


def told(*, workshop, paces) -> dict:
    """For the report. A session at several sites is told once, with the first of them."""
    out: dict = {}
    head = (_("Målbild"), _("Grupp"), *(str(label) for label in ANSWERS.values()), _("Svar"))
    for pace in paces:
        step = pace.exercise
        if any(done == step.pk for done, _site in out):
            continue
        found = result_of(_at(step, pace))
        if found is None:
            continue
        people = max((table.n for _version, table in found), default=0)
        rows = [row for version, table in found for row in _lines(version, table)]
        out[step.pk, pace.site_id] = Result(people if people >= DEFAULT_K else None, head, tuple(rows))
    return out


def _at(step: Exercise, pace) -> Exercise:
    step.here = pace
    return step


def _lines(version: GoalVersion, table) -> list[tuple[str, ...]]:
    told = table_data(table)
    return [
        (version.title, str(row["label"]), *(_cell(cell["value"]) for cell in row["cells"]), _cell(row["n"]))
        for row in told["rows"]
    ]


def _cell(value: int | None) -> str:
    return _("Dolt") if value is None else str(value)


def forget(*, exercise: Exercise) -> None:
    """Before a rehearsal, or a step that has not begun, goes."""
    Judgement.objects.filter(exercise=exercise).delete()


def invented(*, exercise: Exercise, participation: Participation, number: int, at) -> bool:
    """Answers of somebody who does not exist: most recognise themselves, and one in four says what is missing."""
    answers = (Recognition.RECOGNISE, Recognition.RECOGNISE, Recognition.PARTLY, Recognition.NOT)
    for version in tried_in(exercise):
        judge(
            exercise=exercise, participation=participation, version=version, answer=answers[number % 4], seen=None,
            missing=_("Att någon frågar hur det gick efteråt.") if number % 4 == 2 else "",
            client_key=uuid.uuid5(participation.pk, f"{exercise.pk}:{version.pk}"), by=participation, at=at,
        )  # fmt: skip
    return bool(tried_in(exercise))


def reveal_question(shown: int) -> str:
    return ngettext(
        "Visa hur svaren faller, och %(n)d kommentar, för alla?",
        "Visa hur svaren faller, och %(n)d kommentarer, för alla?",
        shown,
    ) % {"n": shown}


VALIDATE = ExerciseKind(
    key=KIND,
    label=gettext_lazy("Pröva målbilder"),
    explain=gettext_lazy(
        "Var och en läser en målbild i taget och säger om hen känner igen sig, vad som saknas och hur det borde stå."
    ),
    templates="goals/kinds/validate",
    phases=(
        Phase("open", gettext_lazy("Svara")),
        Phase("closed", gettext_lazy("Stängt")),
        Phase("revealed", gettext_lazy("Resultatet visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Stäng svaren"),
        close_question=gettext_lazy("Stänga svaren?"),
        reopen=gettext_lazy("Öppna svaren igen"),
        closed_now=gettext_lazy("Svaren är stängda. Inget visas ännu."),
        reopened_now=gettext_lazy("Det går att svara igen. Resultatet visas först när du har stängt."),
        open=gettext_lazy("Hur svaren fördelar sig är dolt. Att stänga visar inget, det gör du sedan."),
        closed=gettext_lazy("Svaren är stängda. Inget visas ännu."),
        shown=gettext_lazy("Resultatet visas för alla i rummet."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    earlier=earlier,
    suggests={"title": gettext_lazy("Känner du igen dig?"), "minutes": 30},
    collects_notes=True,
    on_paper=OnPaper(printed, sheet, keep_sheet),
    acts={"svara": answer},
    settings_form=SettingsForm,
    clean_settings=clean_settings,
    choices=choices,
    fits_in=fits_in,
    reveal_question=reveal_question,
    told=told,
    forget=forget,
)
