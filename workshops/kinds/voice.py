"""Somebody with own experience opens: live, recorded by themselves, or in writing that somebody reads (S06)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from workshops.actions.voices import forget_voice, resume_voice, stop_voice
from workshops.enums import VoiceMode
from workshops.models import Exercise, Participation
from workshops.queries import voice_of
from workshops.registry import ExerciseKind, Phase, StepWords

ROLE_LENGTH, NOTE_LENGTH = 80, 300
USUAL = {"role": "Egenerfaren talare", "mode": VoiceMode.LIVE.value, "content_note": ""}


class SettingsForm(forms.Form):
    role = forms.CharField(
        label=gettext_lazy("Varifrån personen talar"),
        help_text=gettext_lazy("Till exempel Egenerfaren talare eller Närstående. Inget namn, om personen inte vill."),
        max_length=ROLE_LENGTH,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Hur rösten kommer till rummet"),
        help_text=gettext_lazy("Det står för deltagarna. Låt aldrig en skådespelare framstå som personen själv."),
        choices=VoiceMode.choices,
        widget=forms.RadioSelect,
    )
    content_note = forms.CharField(
        label=gettext_lazy("Vad det handlar om, för den som vill förbereda sig"),
        help_text=gettext_lazy("Står före rösten, så att var och en kan välja. Till exempel: Berör självmordstankar."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The voice, with what it is and what it touches before it."""
    return shown(exercise)


def console(*, exercise: Exercise, everything: bool) -> dict:
    """The same as the room sees, and the way to stop it at once."""
    return shown(exercise)


def stage(*, exercise: Exercise) -> dict:
    return shown(exercise)


def shown(exercise: Exercise) -> dict:
    """{"voice", "mode", "role", "content_note"}"""
    settings = USUAL | exercise.settings
    return {
        "voice": voice_of(exercise),
        "mode": settings["mode"],
        "role": settings["role"],
        "content_note": settings["content_note"],
        "answered": True,
    }


def may_be_read(step: Exercise) -> bool:
    """Again, from when it began: who needed a pause can come back to it."""
    return step.opened_at is not None


def stop(*, exercise: Exercise, data, by, at) -> str:
    stop_voice(exercise=exercise, by=by, at=at)
    return _("Rösten är stoppad. Ingen kan läsa eller höra den nu.")


def go_on(*, exercise: Exercise, data, by, at) -> str:
    resume_voice(exercise=exercise, by=by, at=at)
    return _("Rösten visas igen.")


def clean_settings(settings: dict) -> dict:
    """{"role", "mode", "content_note"}"""
    said = USUAL | settings
    role, note = " ".join(tidy(str(said["role"])).split()), tidy(str(said["content_note"]))
    if not role or len(role) > ROLE_LENGTH:
        raise RuleBroken(_("Skriv varifrån personen talar, med högst %(max)d tecken.") % {"max": ROLE_LENGTH}, "role")
    if said["mode"] not in VoiceMode.values:
        raise RuleBroken(_("Välj hur rösten kommer till rummet."), "mode")
    if len(note) > NOTE_LENGTH:
        raise RuleBroken(_("Skriv högst %(max)d tecken.") % {"max": NOTE_LENGTH}, "content_note")
    return {"role": role, "mode": str(said["mode"]), "content_note": note}


VOICE = ExerciseKind(
    key="voice",
    label=gettext_lazy("Inledande röst"),
    explain=gettext_lazy(
        "En person med egen erfarenhet inleder, före alla föredrag: på plats, inspelat eller i skrift. "
        "Personen bestämmer vad som sägs och kan stoppa när som helst."
    ),
    templates="workshops/kinds/voice",
    phases=(Phase("open", gettext_lazy("Vi lyssnar")), Phase("closed", gettext_lazy("Klart"))),
    words=StepWords(
        close=gettext_lazy("Avsluta lyssnandet"),
        close_question=gettext_lazy("Avsluta lyssnandet?"),
        reopen=gettext_lazy("Fortsätt lyssna"),
        closed_now=gettext_lazy("Lyssnandet är avslutat. Rösten finns kvar för den som vill läsa eller höra igen."),
        reopened_now=gettext_lazy("Vi lyssnar igen."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    suggests={"title": gettext_lazy("Vi lyssnar först")},
    shows_by_reveal=False,
    takes_ready=False,
    may_be_anonymous=False,
    may_be_read=may_be_read,
    host_acts={"stoppa": stop, "fortsatt": go_on},
    settings_form=SettingsForm,
    clean_settings=clean_settings,
    tools=(("workshops:voice", gettext_lazy("Text och ljud")),),
    forget=forget_voice,
)
