"""The facilitator's acts by name: what each asks first, what it does, and which one comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from workshops import registry
from workshops.actions import pacing
from workshops.enums import ExerciseState, WorkshopState
from workshops.models import Exercise, Workshop
from workshops.queries import note_counts, presence


@dataclass(frozen=True)
class Question:
    """What is asked before an act that others notice."""

    title: str
    body: str
    submit: str


@dataclass(frozen=True)
class Act:
    """do: what happens, and what to tell. ask: the question first, or None when this time nothing need be asked."""

    do: Callable[..., str | None]
    ask: Callable[[Workshop], Question | None] | None = None


@dataclass(frozen=True)
class Choice:
    """An act that makes sense now. main: the most likely one. asks: it is asked about first."""

    name: str
    label: str
    main: bool
    asks: bool


def next_acts(workshop: Workshop) -> list[Choice]:
    """What the facilitator can do now, the most likely first."""
    step = workshop.current
    if workshop.state == WorkshopState.PLANNED:
        return _choices(workshop, ("oppna", _("Öppna verkstaden")))
    if workshop.state == WorkshopState.CLOSED:
        return [Choice("oppna", _("Öppna verkstaden igen"), main=False, asks=True)]
    if step is None:
        return _choices(workshop, ("nasta", _("Starta första steget")), ("avsluta", _("Avsluta verkstaden")))
    kind = registry.get(step.kind)
    words, reveals = kind.words, kind.shows_by_reveal
    last = not workshop.exercises.filter(position__gt=step.position).exists()
    acts: list[tuple[str, str]] = []
    if step.state == ExerciseState.OPEN:
        acts.append(("stang", str(words.close)))
    elif reveals and step.revealed_at is None:
        acts.append(("visa", _("Visa för alla")))
    acts.append(("avsluta", _("Avsluta verkstaden")) if last else ("nasta", _("Gå till nästa steg")))
    if step.state == ExerciseState.CLOSED:
        acts.append(("oppna-igen", str(words.reopen)))
    if reveals and step.revealed_at:
        acts.append(("dolj", _("Sluta visa")))
    if workshop.exercises.filter(position__lt=step.position).exists():
        acts.append(("tillbaka", _("Tillbaka till förra steget")))
    return _choices(workshop, *acts)


def _choices(workshop: Workshop, *acts: tuple[str, str]) -> list[Choice]:
    return [
        Choice(name, label, main=index == 0, asks=_asks(name, workshop)) for index, (name, label) in enumerate(acts)
    ]


def _asks(name: str, workshop: Workshop) -> bool:
    return ACTS[name].ask is not None if name != "nasta" else bool(_left_behind(workshop))


def _left_behind(workshop: Workshop) -> list[str]:
    """What the room would not see or could not finish if it went on now, as sentences."""
    step = workshop.current
    if step is None:
        return []
    kind, out = registry.get(step.kind), []
    if step.state == ExerciseState.OPEN and kind.acts:
        out.append(_("Det här steget stängs för alla, även för den som skriver just nu."))
    if kind.shows_by_reveal and step.revealed_at is None:
        out.append(_("Det som lämnats har inte visats för gruppen. Du kan gå tillbaka och visa det."))
    return out


def _current(workshop: Workshop) -> Exercise:
    if workshop.current is None:
        raise RuleBroken(_("Inget steg har börjat än."), status=409)
    workshop.current.workshop = workshop
    return workshop.current


def _seen(workshop: Workshop, data) -> int | None:
    """Id of the step that the page showed, which the room may have left since."""
    return (whole_number(data["sett"]) or None) if "sett" in data else workshop.current_id


def _seen_step(workshop: Workshop, data) -> Exercise:
    """The current step, if it is the one that the page showed."""
    step = _current(workshop)
    if _seen(workshop, data) != step.pk:
        raise pacing.moved_on()
    return step


def _open(*, workshop, data, by, at):
    workshop = pacing.open_workshop(workshop=workshop, by=by, at=at)
    return _("Verkstaden är öppen. Koden är %(code)s.") % {"code": workshop.join_code}


def _go(direction: int):
    def do(*, workshop, data, by, at):
        steps, seen = list(workshop.exercises.order_by("position")), _seen(workshop, data)
        here = next((i for i, step in enumerate(steps) if step.pk == seen), -1)
        there = here + direction
        if not 0 <= there < len(steps):
            if seen != workshop.current_id:
                raise pacing.moved_on()
            raise RuleBroken(_("Det finns inget steg åt det hållet."), status=409)
        now = pacing.go_to(workshop=workshop, step=steps[there], seen_step=seen, by=by, at=at)
        return _("Nu: %(title)s") % {"title": now.current.title}

    return do


def _on_step(action, said):
    """said(kind's words) is what to tell afterwards."""

    def do(*, workshop, data, by, at):
        step = _seen_step(workshop, data)
        action(exercise=step, by=by, at=at)
        return str(said(registry.get(step.kind).words))

    return do


def _extend(*, workshop, data, by, at):
    minutes = whole_number(data.get("minuter", "2"))
    pacing.extend_time(exercise=_seen_step(workshop, data), minutes=minutes, by=by, at=at)
    return ngettext("%(n)d minut till.", "%(n)d minuter till.", minutes) % {"n": minutes}


def _close(*, workshop, data, by, at):
    pacing.close_workshop(workshop=workshop, by=by, at=at)
    return _("Verkstaden är avslutad. Koden fungerar inte längre, och allt som sagts finns kvar.")


def _ask_open(workshop) -> Question:
    if workshop.state == WorkshopState.CLOSED:
        return Question(
            _("Öppna verkstaden igen?"),
            _("Deltagarna kan fortsätta där de var. Den får en ny kod att gå med."),
            _("Öppna verkstaden igen"),
        )
    return Question(
        _("Öppna verkstaden?"),
        _(
            "Det som är öppet och bestämt fryses och visas för deltagarna innan de skriver. "
            "Sedan kan de komma in med koden. Inget steg börjar ännu."
        ),
        _("Öppna verkstaden"),
    )


def _ask_close_writing(workshop) -> Question:
    from django.utils import timezone

    here = presence(workshop, workshop.current, timezone.now())
    left = here["total"] - here["ready"]
    unfinished = (
        ngettext("%(n)d person är inte klar.", "%(n)d personer är inte klara.", left) % {"n": left} + " "
        if left > 0
        else ""
    )
    words = registry.get(_current(workshop).kind).words
    return Question(str(words.close_question), unfinished + _("Inget visas ännu. Du kan öppna igen."), str(words.close))


def _ask_next(workshop) -> Question | None:
    left = _left_behind(workshop)
    return Question(_("Gå till nästa steg?"), " ".join(left), _("Gå till nästa steg")) if left else None


def _ask_reveal(workshop) -> Question:
    counts = note_counts(_current(workshop))
    shown = counts["notes"] - counts["held"]
    waiting = (
        ngettext(
            "%(n)d lapp väntar på dig och visas inte.", "%(n)d lappar väntar på dig och visas inte.", counts["held"]
        )
        % {"n": counts["held"]}
        + " "
        if counts["held"]
        else ""
    )
    return Question(
        registry.get(workshop.current.kind).reveal_question(shown),
        waiting + _("Det du visar kan du dölja igen, men någon kan ha hunnit läsa."),
        _("Visa för alla"),
    )


def _ask_hide(workshop) -> Question:
    return Question(_("Sluta visa?"), _("Det döljs för alla. Någon kan ha hunnit läsa."), _("Sluta visa"))


def _ask_close(workshop) -> Question:
    return Question(
        _("Avsluta verkstaden?"),
        _(
            "Koden slutar fungera och ingen kan lämna mer. Allt som sagts finns kvar, och deltagarna ser sin "
            "kvittokod. Du kan öppna verkstaden igen om något glömdes."
        ),
        _("Avsluta verkstaden"),
    )


ACTS: dict[str, Act] = {
    "oppna": Act(_open, _ask_open),
    "nasta": Act(_go(1), _ask_next),
    "tillbaka": Act(_go(-1)),
    "stang": Act(_on_step(pacing.close_writing, lambda words: words.closed_now), _ask_close_writing),
    "oppna-igen": Act(_on_step(pacing.reopen_writing, lambda words: words.reopened_now)),
    "visa": Act(_on_step(pacing.reveal, lambda words: words.shown), _ask_reveal),
    "dolj": Act(_on_step(pacing.hide, lambda words: _("Det visas inte längre.")), _ask_hide),
    "mer-tid": Act(_extend),
    "avsluta": Act(_close, _ask_close),
}
