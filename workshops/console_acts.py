"""The facilitator's acts by name: what each asks first, what it does, and which one comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.errors import RuleBroken
from workshops import registry
from workshops.actions import pacing
from workshops.enums import LIVE_STATES, ExerciseState, WorkshopState
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
    do: Callable[..., str | None]
    ask: Callable[[Workshop], Question] | None = None


def next_acts(workshop: Workshop) -> list[tuple[str, str, bool]]:
    """[(name, label, is the main one)] that make sense now, the most likely first."""
    step = workshop.current
    if workshop.state == WorkshopState.PLANNED:
        return [("oppna", _("Öppna verkstaden"), True)]
    if workshop.state not in LIVE_STATES:
        return []
    if step is None:
        return [("nasta", _("Starta första steget"), True), ("avsluta", _("Avsluta verkstaden"), False)]
    last = not workshop.exercises.filter(position__gt=step.position).exists()
    onward = ("avsluta", _("Avsluta verkstaden")) if last else ("nasta", _("Gå till nästa steg"))
    acts: list[tuple[str, str]] = []
    reveals = registry.get(step.kind).shows_by_reveal
    if step.state == ExerciseState.OPEN:
        acts.append(("stang", _("Stäng skrivandet") if reveals else _("Stäng steget")))
    elif reveals and step.revealed_at is None:
        acts.append(("visa", _("Visa för alla")))
    acts.append(onward)
    if step.state == ExerciseState.CLOSED:
        acts.append(("oppna-igen", _("Öppna skrivandet igen") if reveals else _("Öppna steget igen")))
    if reveals and step.revealed_at:
        acts.append(("dolj", _("Sluta visa")))
    if workshop.exercises.filter(position__lt=step.position).exists():
        acts.append(("tillbaka", _("Tillbaka till förra steget")))
    return [(name, label, index == 0) for index, (name, label) in enumerate(acts)]


def _current(workshop: Workshop) -> Exercise:
    if workshop.current is None:
        raise RuleBroken(_("Inget steg har börjat än."), status=409)
    workshop.current.workshop = workshop
    return workshop.current


def _seen(data) -> int | None:
    value = data.get("sett", "")
    return int(value) if value.isdigit() else None


def _open(*, workshop, data, by, at):
    workshop = pacing.open_workshop(workshop=workshop, by=by, at=at)
    return _("Verkstaden är öppen. Koden är %(code)s.") % {"code": workshop.join_code}


def _go(direction: int):
    def do(*, workshop, data, by, at):
        steps = list(workshop.exercises.order_by("position"))
        here = next((i for i, step in enumerate(steps) if step.pk == workshop.current_id), -1)
        there = here + direction
        if not 0 <= there < len(steps):
            raise RuleBroken(_("Det finns inget steg åt det hållet."), status=409)
        seen = _seen(data) if "sett" in data else workshop.current_id
        pacing.go_to(workshop=workshop, step=steps[there], seen_step=seen, by=by, at=at)

    return do


def _on_step(action):
    def do(*, workshop, data, by, at):
        action(exercise=_current(workshop), by=by, at=at)

    return do


def _extend(*, workshop, data, by, at):
    value = data.get("minuter", "2")
    minutes = int(value) if value.isdigit() and len(value) < 5 else 0
    pacing.extend_time(exercise=_current(workshop), minutes=minutes, by=by, at=at)
    return ngettext("%(n)d minut till.", "%(n)d minuter till.", minutes) % {"n": minutes}


def _close(*, workshop, data, by, at):
    pacing.close_workshop(workshop=workshop, by=by, at=at)
    return _("Verkstaden är avslutad. Koden fungerar inte längre, och allt som sagts finns kvar.")


def _ask_open(workshop) -> Question:
    return Question(
        _("Öppna verkstaden?"),
        _(
            "Det som är öppet och bestämt fryses och visas för deltagarna innan de skriver. "
            "De kan sedan gå med med koden. Inget steg börjar ännu."
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
    return Question(
        _("Stänga skrivandet?"),
        unfinished + _("Inget visas ännu. Du kan öppna skrivandet igen."),
        _("Stäng skrivandet"),
    )


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
    title = (
        ngettext("Visa %(n)d lapp för alla?", "Visa %(n)d lappar för alla?", shown) % {"n": shown}
        if workshop.current.kind == "brainstorm"
        else _("Visa resultatet för alla?")
    )
    return Question(
        title,
        waiting + _("Det du visar kan du dölja igen, men någon kan ha hunnit läsa."),
        _("Visa för alla"),
    )


def _ask_hide(workshop) -> Question:
    return Question(_("Sluta visa?"), _("Det döljs för alla. Någon kan ha hunnit läsa."), _("Sluta visa"))


def _ask_close(workshop) -> Question:
    return Question(
        _("Avsluta verkstaden?"),
        _("Koden slutar fungera och ingen kan lämna mer. Allt som sagts finns kvar. Deltagarna ser sin kvittokod."),
        _("Avsluta verkstaden"),
    )


ACTS: dict[str, Act] = {
    "oppna": Act(_open, _ask_open),
    "nasta": Act(_go(1)),
    "tillbaka": Act(_go(-1)),
    "stang": Act(_on_step(pacing.close_writing), _ask_close_writing),
    "oppna-igen": Act(_on_step(pacing.reopen_writing)),
    "visa": Act(_on_step(pacing.reveal), _ask_reveal),
    "dolj": Act(_on_step(pacing.hide), _ask_hide),
    "mer-tid": Act(_extend),
    "avsluta": Act(_close, _ask_close),
}
