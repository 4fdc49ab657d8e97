"""Write in silence, one thought a note; read together when the notes are shown."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hlab.core.errors import RuleBroken
from workshops.actions.contributions import DEFAULT_LENGTH, leave_note, max_length
from workshops.asked import asked_of
from workshops.enums import Language
from workshops.forms import NoteForm
from workshops.models import Exercise, Participation
from workshops.models.contribution import MAX_LENGTH
from workshops.paging import page_of
from workshops.queries import containing, kept_notes, may_read, own_notes, readable_notes, shown_notes
from workshops.registry import ExerciseKind, Phase, StepWords

SHOWN_AT_ONCE = 60
ON_THE_WALL = 6  # what the big screen holds in letters that can be read from the back row


class SettingsForm(forms.Form):
    max_length = forms.IntegerField(
        label=gettext_lazy("Längsta lapp, antal tecken"),
        help_text=gettext_lazy("Mellan 40 och 1 000. Vanligast är 240."),
        error_messages={
            "required": gettext_lazy("Skriv hur många tecken en lapp får ha."),
            "invalid": gettext_lazy("Skriv antalet tecken med siffror."),
        },
    )


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The field, one's own notes, and what others wrote once it is shown. What went wrong keeps its text and key."""
    own = list(own_notes(exercise, participation))
    form = NoteForm(data, initial={"key": uuid.uuid4(), "language": Language.SV}, limit=max_length(exercise))
    return {
        "form": refused(form, error),
        "warn": is_warning(error),
        "own_notes": own,
        "answered": bool(own),
        "shown_page": room_page(exercise, participation),
    }


def paged(exercise: Exercise, notes):
    """The page of the notes that was asked for: SHOWN_AT_ONCE of those that hold the words that were asked for."""
    asked = asked_of(exercise)
    return page_of(containing(notes, asked.words).order_by("created_at", "pk"), asked.page, SHOWN_AT_ONCE)


def room_page(exercise: Exercise, participation: Participation):
    """The page of what others wrote, as far as the ladder lets this person read; None before that."""
    if not may_read(exercise, participation):
        return None
    return paged(exercise, readable_notes(exercise, participation))


def refused(form: forms.Form, error: RuleBroken | None) -> forms.Form:
    """The form as it was sent in, with what the action said about it at its field."""
    if error is not None:
        form.is_valid()
        form.add_error(error.field if error.field in form.fields else None, error.message)
    return form


def is_warning(error: RuleBroken | None) -> bool:
    """The text may point at somebody: whoever wrote it decides."""
    return error is not None and error.code == "looks_personal"


def earlier(*, exercise: Exercise) -> dict:
    """What the room was shown, to read again."""
    return {"notes": paged(exercise, shown_notes(exercise))}


def console(*, exercise: Exercise, everything: bool) -> dict:
    """What the facilitator reads before showing: texts and roles, never who. Others read what has been shown."""
    notes = kept_notes(exercise) if everything else shown_notes(exercise)
    return {"console_page": paged(exercise, notes), "asked": asked_of(exercise)}


def stage(*, exercise: Exercise) -> dict:
    """The newest notes in the room, once shown."""
    shown = shown_notes(exercise)
    return {"shown_notes": list(shown.order_by("-created_at")[:ON_THE_WALL]), "shown_total": shown.count()}


def sent_key(data) -> uuid.UUID:
    """The key that the form was given as it was shown."""
    try:
        return uuid.UUID(str(data.get("key", "")))
    except ValueError:
        raise RuleBroken(
            _("Formuläret gick sönder på vägen. Ladda om sidan och lämna lappen igen."), field="text", status=400
        ) from None


def leave(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """One note from the form. data: text, key, confirmed, language. Returns what to tell the person."""
    language = data.get("language", Language.SV)
    note = leave_note(
        exercise=exercise,
        participation=participation,
        text=data.get("text", ""),
        client_key=sent_key(data),
        confirmed=data.get("confirmed") == "1",
        language=language if language in Language.values else Language.OTHER,
        by=by,
        at=at,
    )
    if note.hold:
        return _("Lappen är sparad. Processledaren läser den innan den visas, eftersom den kan peka ut någon.")
    return _("Lappen är sparad. Du kan ändra den tills skrivandet stängs.")


def reveal_question(shown: int) -> str:
    return ngettext("Visa %(n)d lapp för alla?", "Visa %(n)d lappar för alla?", shown) % {"n": shown}


def clean_settings(settings: dict) -> dict:
    """{"max_length": characters}"""
    try:
        length = int(settings.get("max_length", DEFAULT_LENGTH))
    except (TypeError, ValueError):
        raise RuleBroken(_("Ange antal tecken med siffror."), field="max_length") from None
    if not 40 <= length <= MAX_LENGTH:
        raise RuleBroken(_("En lapp får ha mellan 40 och %(max)d tecken.") % {"max": MAX_LENGTH}, field="max_length")
    return {"max_length": length}


BRAINSTORM = ExerciseKind(
    key="brainstorm",
    label=gettext_lazy("Skriv lappar"),
    explain=gettext_lazy("Alla skriver tyst, en tanke per lapp. Lapparna visas för gruppen när du väljer det."),
    templates="workshops/kinds/brainstorm",
    phases=(
        Phase("open", gettext_lazy("Skriv tyst")),
        Phase("closed", gettext_lazy("Skrivandet stängt")),
        Phase("revealed", gettext_lazy("Lapparna visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Stäng skrivandet"),
        close_question=gettext_lazy("Stänga skrivandet?"),
        reopen=gettext_lazy("Öppna skrivandet igen"),
        closed_now=gettext_lazy("Skrivandet är stängt. Inget visas ännu."),
        reopened_now=gettext_lazy("Skrivandet är öppet igen."),
        open=gettext_lazy("Lapparna är dolda för gruppen. Att stänga skrivandet visar dem inte, det gör du sedan."),
        closed=gettext_lazy("Skrivandet är stängt. Inget visas ännu."),
        shown=gettext_lazy("Lapparna visas för alla i rummet."),
        undo_ready=gettext_lazy("Du kan ångra dig och skriva mer."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    earlier=earlier,
    collects_notes=True,
    takes_paper=True,
    acts={"lamna": leave},
    reveal_question=reveal_question,
    settings_form=SettingsForm,
    clean_settings=clean_settings,
)
