"""One question, one longer answer from each, read together when the answers are shown."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import whole_number
from workshops.actions.contributions import max_length
from workshops.actions.own_words import say_once
from workshops.enums import Language
from workshops.forms import AnswerForm
from workshops.kinds.brainstorm import console, earlier, is_warning, refused, room_page, sent_key, stage
from workshops.models import Contribution, Exercise, Participation
from workshops.models.contribution import MAX_LENGTH
from workshops.queries import own_notes
from workshops.registry import ExerciseKind, Phase, StepWords

USUAL_LENGTH = 1000


class SettingsForm(forms.Form):
    max_length = forms.IntegerField(
        label=gettext_lazy("Längsta svar, antal tecken"),
        help_text=gettext_lazy("Mellan 100 och 1 000."),
        error_messages={
            "required": gettext_lazy("Skriv hur många tecken ett svar får ha."),
            "invalid": gettext_lazy("Skriv antalet tecken med siffror."),
        },
    )


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The field with what the person has answered so far, and what others answered once it is shown."""
    mine = own_notes(exercise, participation).first()
    return {
        **answer_form(exercise, mine, data, error),
        "mine": mine,
        "answered": mine is not None,
        "shown_page": room_page(exercise, participation),
    }


def answer_form(exercise: Exercise, mine: Contribution | None, data, error, form=AnswerForm, **initial) -> dict:
    """{"form", "warn", "theirs"}: the form as sent or as saved. When the words were saved from another page meanwhile
    the form carries the new row version, and `theirs` what was saved: what is sent next is chosen."""
    start = {"key": uuid.uuid4(), "text": mine.text if mine else "", "row_version": mine.row_version if mine else 0}
    if isinstance(error, StaleEdit):
        data = data.copy()
        data["row_version"] = error.row_version
    shape = form(data, initial=start | initial, limit=max_length(exercise))
    return {
        "form": refused(shape, error),
        "warn": is_warning(error),
        "theirs": error.theirs if isinstance(error, StaleEdit) else "",
    }


def leave(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """The whole answer from the form. data: text, key, row_version, confirmed."""
    note = say_once(
        exercise=exercise,
        participation=participation,
        text=data.get("text", ""),
        client_key=sent_key(data),
        row_version=whole_number(data.get("row_version")),
        confirmed=data.get("confirmed") == "1",
        language=Language.SV,
        by=by,
        at=at,
    )
    if note is not None and note.hold:
        return _("Svaret är sparat. Processledaren läser det innan det visas, eftersom det kan peka ut någon.")
    return _("Svaret är sparat. Du kan ändra det tills skrivandet stängs.")


def reveal_question(shown: int) -> str:
    return ngettext("Visa %(n)d svar för alla?", "Visa %(n)d svar för alla?", shown) % {"n": shown}


def clean_settings(settings: dict) -> dict:
    """{"max_length": characters}"""
    try:
        length = int(settings.get("max_length", USUAL_LENGTH))
    except (TypeError, ValueError):
        raise RuleBroken(_("Ange antal tecken med siffror."), field="max_length") from None
    if not 100 <= length <= MAX_LENGTH:
        raise RuleBroken(_("Ett svar får ha mellan 100 och %(max)d tecken.") % {"max": MAX_LENGTH}, field="max_length")
    return {"max_length": length}


QUESTION = ExerciseKind(
    key="question",
    label=gettext_lazy("Öppen fråga"),
    explain=gettext_lazy("Var och en skriver ett längre svar. Svaren visas för gruppen när du väljer det."),
    templates="workshops/kinds/question",
    phases=(
        Phase("open", gettext_lazy("Skriv tyst")),
        Phase("closed", gettext_lazy("Skrivandet stängt")),
        Phase("revealed", gettext_lazy("Svaren visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Stäng skrivandet"),
        close_question=gettext_lazy("Stänga skrivandet?"),
        reopen=gettext_lazy("Öppna skrivandet igen"),
        closed_now=gettext_lazy("Skrivandet är stängt. Inget visas ännu."),
        reopened_now=gettext_lazy("Skrivandet är öppet igen."),
        open=gettext_lazy("Svaren är dolda för gruppen. Att stänga skrivandet visar dem inte, det gör du sedan."),
        closed=gettext_lazy("Skrivandet är stängt. Inget visas ännu."),
        shown=gettext_lazy("Svaren visas för alla i rummet."),
        undo_ready=gettext_lazy("Du kan ångra dig och skriva mer."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    earlier=earlier,
    collects_notes=True,
    takes_paper=True,
    acts={"svara": leave},
    reveal_question=reveal_question,
    settings_form=SettingsForm,
    clean_settings=clean_settings,
)
