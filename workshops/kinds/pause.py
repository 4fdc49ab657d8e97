"""A pause: nothing to do, and the hour when it ends."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from workshops.models import Exercise, Participation
from workshops.registry import ExerciseKind, Phase, StepWords


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """Nothing is asked for."""
    return {"answered": True}


def console(*, exercise: Exercise, everything: bool) -> dict:
    return {}


def stage(*, exercise: Exercise) -> dict:
    return {}


def may_be_read(step: Exercise) -> bool:
    """Nothing comes of it."""
    return False


PAUSE = ExerciseKind(
    key="pause",
    label=gettext_lazy("Paus"),
    explain=gettext_lazy("Alla ser när ni börjar igen, och vem man kan prata med. Ingen behöver göra något."),
    templates="workshops/kinds/pause",
    phases=(Phase("open", gettext_lazy("Paus")), Phase("closed", gettext_lazy("Pausen är slut"))),
    words=StepWords(
        close=gettext_lazy("Avsluta pausen"),
        close_question=gettext_lazy("Avsluta pausen?"),
        reopen=gettext_lazy("Förläng pausen"),
        closed_now=gettext_lazy("Pausen är slut."),
        reopened_now=gettext_lazy("Pausen går vidare."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    suggests={"title": gettext_lazy("Paus"), "minutes": 15},
    shows_by_reveal=False,
    takes_ready=False,
    may_be_anonymous=False,
    may_be_read=may_be_read,
)
