"""Last words of the day: what do you see now? One's own (S43-R1), unless one lets the group see them."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.core.errors import StaleEdit
from hlab.core.text import whole_number
from workshops.actions.checking_out import check_out, throw_away
from workshops.actions.contributions import max_length
from workshops.forms import CheckOutForm
from workshops.kinds.brainstorm import console, earlier, is_warning, refused, room_page, sent_key, stage
from workshops.kinds.question import SettingsForm, reveal_question
from workshops.kinds.question import clean_settings as clean_answer_settings
from workshops.models import Exercise, Participation
from workshops.queries import check_out_of
from workshops.registry import ExerciseKind, Phase, StepWords

USUAL_LENGTH = 600


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """One's own words, and the choice to let the group see them."""
    mine = check_out_of(exercise, participation)
    start = {
        "key": uuid.uuid4(),
        "text": mine.words if mine else "",
        "shared": mine is not None and mine.is_shared,
        "row_version": mine.row_version if mine else 0,
    }
    if isinstance(error, StaleEdit):
        data = data.copy()
        data["row_version"] = error.row_version
    return {
        "form": refused(CheckOutForm(data, initial=start, limit=max_length(exercise)), error),
        "warn": is_warning(error),
        "theirs": error.theirs if isinstance(error, StaleEdit) else "",
        "mine": mine,
        "answered": mine is not None,
        "shown_page": room_page(exercise, participation),
    }


def keep(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """data: text, shared, key, row_version, confirmed."""
    mine = check_out(
        exercise=exercise,
        participation=participation,
        text=data.get("text", ""),
        shared=data.get("shared") == "on",
        client_key=sent_key(data),
        row_version=whole_number(data.get("row_version")),
        confirmed=data.get("confirmed") == "1",
        by=by,
        at=at,
    )
    if not mine.is_shared:
        return _("Sparat. Bara du ser det.")
    if mine.note.hold:
        return _("Sparat. Processledaren läser det innan det visas, eftersom det kan peka ut någon.")
    return _("Sparat. Gruppen får läsa det när processledaren visar svaren.")


def throw(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    throw_away(exercise=exercise, participation=participation, by=by, at=at)
    return _("Du har kastat ditt svar.")


def clean_settings(settings: dict) -> dict:
    """As an answer's, only shorter where nothing is said."""
    return clean_answer_settings({"max_length": USUAL_LENGTH} | settings)


CHECKOUT = ExerciseKind(
    key="checkout",
    label=gettext_lazy("Utcheckning"),
    explain=gettext_lazy(
        "En fråga om vad var och en ser nu. Svaret är bara personens eget, om hen inte väljer att visa det för gruppen."
    ),
    templates="workshops/kinds/checkout",
    phases=(
        Phase("open", gettext_lazy("Skriv för dig själv")),
        Phase("closed", gettext_lazy("Skrivandet stängt")),
        Phase("revealed", gettext_lazy("Valda svar visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Stäng skrivandet"),
        close_question=gettext_lazy("Stänga skrivandet?"),
        reopen=gettext_lazy("Öppna skrivandet igen"),
        closed_now=gettext_lazy("Skrivandet är stängt. Inget visas ännu."),
        reopened_now=gettext_lazy("Skrivandet är öppet igen."),
        open=gettext_lazy("Du ser bara de svar som någon har valt att visa för gruppen. De andra är deras egna."),
        closed=gettext_lazy("Skrivandet är stängt. Inget visas ännu."),
        shown=gettext_lazy("De svar som någon har valt att visa syns för alla i rummet."),
        undo_ready=gettext_lazy("Du kan ångra dig och skriva mer."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    earlier=earlier,
    suggests={"title": gettext_lazy("Vad ser du nu som du inte såg i morse?"), "minutes": 10},
    collects_notes=True,
    may_be_anonymous=False,
    acts={"spara": keep, "kasta": throw},
    reveal_question=reveal_question,
    settings_form=SettingsForm,
    clean_settings=clean_settings,
)
