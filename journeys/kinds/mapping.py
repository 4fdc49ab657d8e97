"""Map one's own way: from the first sign, in three to five parts, what happened, the best and the hardest moment, who
else was there, and the time between. One question at a time; each thing that happened is a note with a card."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import whole_number
from journeys.actions.cards import (
    change_cards,
    fill_card,
    forget_cards,
    keep_cards,
    mark_moments,
    move_card,
    name_phases,
    save_card,
)
from journeys.analysis.telling import headline
from journeys.forms_mapping import CardForm, MomentsForm, OneGapForm, OneWhoForm, PhasesForm
from journeys.kinds import mapping_room as room
from journeys.kinds.mapping_room import asks, card_fields, with_words
from journeys.queries.cards import KIND, names_for, own_cards
from workshops.asked import asked_of
from workshops.enums import Language
from workshops.kinds.brainstorm import is_warning, refused, sent_key
from workshops.models import Exercise, Participation
from workshops.registry import ExerciseKind, OnPaper, Phase, StepWords

FIRST, PARTS, HAPPENED, MOMENTS, WHO, GAPS = "forsta", "delar", "hande", "stunder", "vilka", "vantan"
EACH: dict[str, Any] = {WHO: OneWhoForm, GAPS: OneGapForm}
"""Pages that ask one thing of everything that happened."""


def way(exercise: Exercise) -> list[dict]:
    """[{"page", "question"}] in the order that they are asked."""
    every = [
        (FIRST, _("När märkte du det första tecknet?"), True),
        (PARTS, _("Vilka delar har vägen?"), True),
        (HAPPENED, _("Vad hände sedan, fram till i dag?"), True),
        (MOMENTS, _("Vilken stund var bäst, och vilken var svårast?"), asks(exercise, "moments")),
        (WHO, _("Vilka mer var med?"), asks(exercise, "who")),
        (GAPS, _("Hur länge dröjde det emellan?"), asks(exercise, "gaps")),
    ]
    return [{"page": page, "question": question} for page, question, asked in every if asked]


# --- What is shown ----------------------------------------------------------------------------


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """One question, one card to change ("k12"), or the whole way as it is so far: which one is asked for."""
    names, own = names_for(exercise, participation), own_cards(exercise, participation)
    pages = way(exercise)
    where = data.get("sida", "") if data is not None else asked_of(exercise).where
    context = {
        "way": pages,
        "phases": with_words(own, names.names),
        "events": len(own),
        "answered": bool(own),
        "error": error,
        "warn": is_warning(error),
        "stale": error if isinstance(error, StaleEdit) else None,
        "view": "whole" if own else "start",
    }
    if data is not None and isinstance(error, StaleEdit):
        data = data.copy()
    at = next((n for n, page in enumerate(pages) if page["page"] == where), None)
    if at is not None:
        context |= {
            "page": where, "question": pages[at]["question"], "at": at + 1, "of": len(pages),
            "before": pages[at - 1]["page"] if at else "",
            "after": pages[at + 1]["page"] if at + 1 < len(pages) else "",
        }  # fmt: skip
        return context | _page(where, names, own, data, error)
    note = next((note for note in own if where == f"k{note.card.pk}"), None)
    if note is not None:
        form = CardForm(_anew(data, error), initial=_start(note), names=names.names, parts=_parts(exercise))
        return context | {"view": "card", "page": where, "note": note, "form": _told(form, error)}
    return context


def _page(page: str, names, own: list, data, error) -> dict:
    if page in (FIRST, HAPPENED):
        first = page == FIRST
        start = {"key": uuid.uuid4(), "phase": own[-1].card.phase if own else 1, "language": Language.SV, "feeling": ""}
        text = (_("Vad var det som hände?"), _("En sak, så kort eller långt du vill. Skriv inte andras namn."))
        form = CardForm(
            _anew(data, error), initial=start, names=names.names, parts=("felt",) if first else ("phase", "felt"),
            text=text if first else (),
        )  # fmt: skip
        return {"view": "event", "form": _told(form, error)}
    if page == PARTS:
        form = PhasesForm(_anew(data, error), names=names.names, initial={"row_version": names.row_version})
        return {"view": "parts", "form": _told(form, error)}
    if not own:
        return {"view": "nothing"}
    if page == MOMENTS:
        chosen = {note.card.moment: note.card.pk for note in own if note.card.moment}
        start = {"best": chosen.get("best", ""), "worst": chosen.get("worst", "")}
        cards = [(note.card.pk, headline(note.text)) for note in own]
        return {"view": "moments", "form": _told(MomentsForm(data, initial=start, cards=cards), error)}
    return {"view": "each", "rows": _rows(EACH[page], own, data, error)}


def _rows(form_class, own: list, data, error) -> list[dict]:
    """[{"note", "form", "last"}]: the same fields for everything that happened."""
    names = [name for name in form_class.base_fields if name != "row_version"]
    rows = []
    for note in own:
        card = note.card
        start = {name: getattr(card, name) for name in names} | {"row_version": card.row_version}
        if data is not None and isinstance(error, StaleEdit):
            data[f"k{card.pk}-row_version"] = card.row_version
        form = form_class(data, initial=start, prefix=f"k{card.pk}")
        if rows:  # said once is enough
            form.fields[names[0]].help_text = ""
        if error is not None and error.field.startswith(f"k{card.pk}-") and form.is_valid():
            form.add_error(error.field.partition("-")[2], error.message)
        rows.append({"note": note, "title": headline(note.text), "form": form, "last": note is own[-1]})
    return rows


def _anew(data, error):
    """What was sent, with the row version that is true now: what is sent next is chosen."""
    if isinstance(error, StaleEdit):
        data["row_version"] = error.row_version
    return data


def _told(form, error: RuleBroken | None):
    """The form as it was sent in, with what was refused at its field, once."""
    if error is None or isinstance(error, StaleEdit) or not (form.is_valid() or error.field not in form.errors):
        return form
    return refused(form, error)


def _start(note) -> dict:
    card = note.card
    marks = {name: getattr(card, name) for name in ("word", "who", "who_kind", "gap_words", "gap_kind", "gap_carried")}
    return marks | {
        "card": card.pk, "row_version": card.row_version, "text": note.text, "phase": card.phase, "key": uuid.uuid4(),
        "feeling": "" if card.feeling is None else card.feeling, "language": note.language,
    }  # fmt: skip


def _parts(exercise: Exercise) -> list[str]:
    return ["phase", "felt", *(["who"] if asks(exercise, "who") else []), *(["gap"] if asks(exercise, "gaps") else [])]


# --- What is sent in --------------------------------------------------------------------------


def leave(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """Something that happened, new or changed. data: sida, text, marks, card, row_version, key, confirmed, language."""
    card, names = whole_number(data.get("card")), names_for(exercise, participation).names
    first = data.get("sida") == FIRST
    form = _checked(CardForm(data, names=names, parts=("felt",) if first else _parts(exercise)))
    language = data.get("language", Language.SV)
    note = save_card(
        exercise=exercise, participation=participation, card=card, text=data.get("text", ""),
        # What a page did not ask about is left as it is.
        marks={name: value for name, value in form.marks.items() if name in data},
        client_key=sent_key(data), row_version=whole_number(data.get("row_version")),
        confirmed=data.get("confirmed") == "1",
        language=language if language in Language.values else Language.OTHER, by=by, at=at,
    )  # fmt: skip
    if note.hold:
        return _("Det är sparat. Processledaren läser det innan det används, eftersom det kan peka ut någon.")
    return _("Händelsen är ändrad.") if card else _("Händelsen är sparad. Du kan ändra den tills steget stängs.")


def name_parts(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """data: name_1 … name_5, row_version."""
    form = _checked(PhasesForm(data, names=()))
    name_phases(
        exercise=exercise, participation=participation, names=form.names,
        row_version=whole_number(data.get("row_version")), by=by, at=at,
    )  # fmt: skip
    return _("Delarna är sparade.")


def choose_moments(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """data: best, worst: ids of cards."""
    best, worst = (whole_number(data.get(name)) for name in ("best", "worst"))
    mark_moments(exercise=exercise, participation=participation, best=best, worst=worst, by=by, at=at)
    return _("Sparat.")


def say_of_each(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """One thing about everything that happened. data: sida, and fields with the card before their names."""
    form_class = EACH.get(data.get("sida", ""))
    if form_class is None:
        raise RuleBroken(_("Frågan finns inte i det här steget. Ladda om sidan."), status=400)
    changes = {}
    for name in data:
        pk = whole_number(name[1:].partition("-")[0]) if name.startswith("k") and name.endswith("-row_version") else 0
        if pk:
            form = form_class(data, prefix=f"k{pk}")
            if not form.is_valid():
                field, said = next(iter(form.errors.items()))
                raise RuleBroken(said[0], field=f"k{pk}-{field}")
            changes[pk] = form.cleaned_data | {"row_version": form.cleaned_data["row_version"] or 0}
    change_cards(exercise=exercise, participation=participation, changes=changes, by=by, at=at)
    return _("Sparat.")


def move(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """data: card, row_version, vart ("upp", "ner")."""
    moved = move_card(
        exercise=exercise, participation=participation, card=whole_number(data.get("card")),
        up=data.get("vart") == "upp", row_version=whole_number(data.get("row_version")), by=by, at=at,
    )  # fmt: skip
    return _("Flyttat.") if moved else _("Inget är flyttat. Det ligger redan där, eller så har det ändrats sedan dess.")


def _checked(form):
    """What was sent, as far as a form can judge."""
    if not form.is_valid():
        name, said = next(iter(form.errors.items()))
        raise RuleBroken(said[0], field=name)
    return form


MAPPING = ExerciseKind(
    key=KIND,
    label=gettext_lazy("Kartlägg en resa"),
    explain=gettext_lazy(
        "Var och en, eller antecknaren vid bordet, berättar en väg från första tecknet till i dag, en fråga i taget. "
        "När steget är stängt gör du en karta av det."
    ),
    templates="journeys/kind",
    phases=(Phase("open", gettext_lazy("Berätta vägen")), Phase("closed", gettext_lazy("Stängt"))),
    words=StepWords(
        close=gettext_lazy("Stäng kartläggningen"),
        close_question=gettext_lazy("Stänga kartläggningen?"),
        reopen=gettext_lazy("Öppna kartläggningen igen"),
        closed_now=gettext_lazy("Kartläggningen är stängd. Nu går det att göra kartor av det som berättats."),
        reopened_now=gettext_lazy("Kartläggningen är öppen igen."),
        open=gettext_lazy("Ingen i rummet ser varandras vägar. Kartorna görs när du har stängt."),
        closed=gettext_lazy("Kartläggningen är stängd. Du kan göra kartor av det som berättats."),
        undo_ready=gettext_lazy("Du kan ångra dig och berätta mer."),
    ),
    participant=participant,
    console=room.console,
    stage=room.stage,
    suggests={
        "title": gettext_lazy("Din väg, från första tecknet till i dag"), "minutes": 40,
    },
    shows_by_reveal=False,
    is_private=True,
    may_be_read=room.never,
    may_be_anonymous=False,  # whoever told it is to read the map and say whether it is right
    collects_notes=True,
    acts={
        "lamna": leave, "delar": name_parts, "stunder": choose_moments, "om-alla": say_of_each, "flytta": move,
    },
    host_acts={"anteckna": room.write},
    reveal_question=room.reveal_question,
    settings_form=room.SettingsForm,
    clean_settings=room.clean_settings,
    on_paper=OnPaper(
        room.printed, room.sheet, room.keep_sheet,
        explain=gettext_lazy(
            "En blankett i taget, ordagrant. Det personen inte har svarat på lämnar du tomt. Räcker inte raderna "
            "skriver du in samma nummer en gång till: det läggs sist."
        ),
    ),
    desk_tools=(("journeys:told_ways", gettext_lazy("Vägar att göra kartor av")),),
    told=room.told,
    kept=keep_cards,
    card_fields=card_fields,
    fill=fill_card,
    card_page="journeys:map_card",
    card_words=room.card_words,
    forget=forget_cards,
)  # fmt: skip
