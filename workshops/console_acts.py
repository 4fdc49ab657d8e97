"""The facilitator's acts by name: what each asks first, what it does, and which one comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from workshops import registry
from workshops.actions import pacing, sites
from workshops.enums import ExerciseState, WorkshopState
from workshops.models import Exercise, Site
from workshops.queries import note_counts, presence, step_at, steps_at, waited_for


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
    ask: Callable[[Site], Question | None] | None = None


@dataclass(frozen=True)
class Choice:
    """An act that makes sense now. main: the most likely one. asks: it is asked about first."""

    name: str
    label: str
    main: bool
    asks: bool


def next_acts(site: Site, steps: list[Exercise]) -> list[Choice]:
    """What the facilitator can do now, the most likely first. steps: the site's, as `steps_at` gives them."""
    step = _current_of(site, steps)
    if site.state == WorkshopState.PLANNED:
        return _choices(site, step, ("oppna", _("Öppna verkstaden")))
    if site.state == WorkshopState.CLOSED:
        return [Choice("oppna", _("Öppna verkstaden igen"), main=False, asks=True)]
    if step is None:
        return _choices(site, step, ("nasta", _("Starta första steget")), ("avsluta", _("Avsluta verkstaden")))
    kind = registry.get(step.kind)
    words, reveals = kind.words, kind.shows_by_reveal
    acts: list[tuple[str, str]] = []
    if step.state == ExerciseState.PENDING and step.here.arrived_at:
        acts.append(("borja", _("Börja utan att vänta")))
    elif step.state == ExerciseState.OPEN:
        acts.append(("stang", str(words.close)))
    elif reveals and step.revealed_at is None:
        acts.append(("visa", _("Visa för alla här") if site.name else _("Visa för alla")))
    last = step.pk == steps[-1].pk
    acts.append(("avsluta", _("Avsluta verkstaden")) if last else ("nasta", _("Gå till nästa steg")))
    if step.state == ExerciseState.CLOSED and step.released_at is None:
        acts.append(("oppna-igen", str(words.reopen)))
    if site.name and step.only_at_id is None and step.revealed_at and step.state == ExerciseState.CLOSED:
        acts.append(("slapp", _("Visa för alla orter")) if step.released_at is None
                    else ("dra-tillbaka", _("Sluta visa för andra orter")))  # fmt: skip
    if reveals and step.revealed_at:
        acts.append(("dolj", _("Sluta visa")))
    if step.pk != steps[0].pk:
        acts.append(("tillbaka", _("Tillbaka till förra steget")))
    return _choices(site, step, *acts)


def _current_of(site: Site, steps: list[Exercise]) -> Exercise | None:
    return next((step for step in steps if step.pk == site.current_id), None)


def _choices(site: Site, step: Exercise | None, *acts: tuple[str, str]) -> list[Choice]:
    return [Choice(name, label, main=index == 0, asks=_asks(name, step)) for index, (name, label) in enumerate(acts)]


def _asks(name: str, step: Exercise | None) -> bool:
    return ACTS[name].ask is not None if name != "nasta" else bool(_left_behind(step))


def _left_behind(step: Exercise | None) -> list[str]:
    """What the room would not see or could not finish if it went on now, as sentences."""
    if step is None:
        return []
    kind, out = registry.get(step.kind), []
    if step.state == ExerciseState.OPEN and kind.acts:
        out.append(_("Det här steget stängs för alla, även för den som skriver just nu."))
    if kind.shows_by_reveal and step.revealed_at is None:
        out.append(_("Det som lämnats har inte visats för gruppen. Du kan gå tillbaka och visa det."))
    return out


def _current(site: Site) -> Exercise:
    step = step_at(site.pk, site.current_id) if site.current_id else None
    if step is None:
        raise RuleBroken(_("Inget steg har börjat än."), status=409)
    return step


def _seen(site: Site, data) -> int | None:
    """Id of the step that the page showed, which the room may have left since."""
    return (whole_number(data["sett"]) or None) if "sett" in data else site.current_id


def _seen_step(site: Site, data) -> Exercise:
    """The current step, if it is the one that the page showed."""
    step = _current(site)
    if _seen(site, data) != step.pk:
        raise pacing.moved_on()
    return step


def _open(*, site, data, by, at):
    site = pacing.open_site(site=site, by=by, at=at)
    return _("Verkstaden är öppen. Koden är %(code)s.") % {"code": site.join_code}


def _go(direction: int):
    def do(*, site, data, by, at):
        steps, seen = steps_at(site), _seen(site, data)
        here = next((i for i, step in enumerate(steps) if step.pk == seen), -1)
        there = here + direction
        if not 0 <= there < len(steps):
            if seen != site.current_id:
                raise pacing.moved_on()
            raise RuleBroken(_("Det finns inget steg åt det hållet."), status=409)
        now = pacing.go_to(site=site, step=steps[there], seen_step=seen, by=by, at=at)
        return _("Nu: %(title)s") % {"title": now.current.title}

    return do


def _on_step(action, said):
    """said(kind's words) is what to tell afterwards."""

    def do(*, site, data, by, at):
        step = _seen_step(site, data)
        action(exercise=step, by=by, at=at)
        return str(said(registry.get(step.kind).words))

    return do


def _extend(*, site, data, by, at):
    sent = data.get("minuter", "2")
    minutes = -whole_number(sent[1:]) if sent.startswith("-") else whole_number(sent)
    pacing.extend_time(exercise=_seen_step(site, data), minutes=minutes, by=by, at=at)
    if minutes < 0:
        return ngettext("%(n)d minut mindre.", "%(n)d minuter mindre.", -minutes) % {"n": -minutes}
    return ngettext("%(n)d minut till.", "%(n)d minuter till.", minutes) % {"n": minutes}


def _close(*, site, data, by, at):
    pacing.close_site(site=site, by=by, at=at)
    return _("Verkstaden är avslutad. Koden fungerar inte längre, och allt som sagts finns kvar.")


def _ask_open(site) -> Question:
    if site.state == WorkshopState.CLOSED:
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


def _ask_close_writing(site) -> Question:
    from django.utils import timezone

    step = _current(site)
    here = presence(site, step, timezone.now())
    left = here["total"] - here["ready"]
    unfinished = (
        ngettext("%(n)d person är inte klar.", "%(n)d personer är inte klara.", left) % {"n": left} + " "
        if left > 0
        else ""
    )
    words = registry.get(step.kind).words
    return Question(str(words.close_question), unfinished + _("Inget visas ännu. Du kan öppna igen."), str(words.close))


def _ask_next(site) -> Question | None:
    left = _left_behind(_current(site) if site.current_id else None)
    return Question(_("Gå till nästa steg?"), " ".join(left), _("Gå till nästa steg")) if left else None


def _ask_reveal(site) -> Question:
    step = _current(site)
    counts = note_counts(step)
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
        registry.get(step.kind).reveal_question(shown),
        waiting + _("Det du visar kan du dölja igen, men någon kan ha hunnit läsa."),
        _("Visa för alla"),
    )


def _ask_hide(site) -> Question:
    return Question(_("Sluta visa?"), _("Det döljs för alla. Någon kan ha hunnit läsa."), _("Sluta visa"))


def _ask_release(site) -> Question:
    return Question(
        _("Visa för alla orter?"),
        _("De andra orterna läser det först när deras egna svar är inne. Du kan sluta visa det igen, men någon kan ha "
          "hunnit läsa."),
        _("Visa för alla orter"),
    )  # fmt: skip


def _ask_begin(site) -> Question:
    late = ", ".join(other.name for other in waited_for(_current(site)))
    return Question(
        _("Börja utan att vänta?"),
        _("De här orterna har inte kommit fram än: %(names)s. De börjar när de kommer.") % {"names": late},
        _("Börja utan att vänta"),
    )


def _ask_close(site) -> Question:
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
    "borja": Act(_on_step(pacing.begin_alone, lambda words: _("Steget har börjat.")), _ask_begin),
    "slapp": Act(_on_step(sites.release, lambda words: _("Det visas nu för alla orter.")), _ask_release),
    "dra-tillbaka": Act(
        _on_step(sites.take_back_release, lambda words: _("Det visas inte längre för andra orter.")), _ask_hide
    ),
    "mer-tid": Act(_extend),
    "avsluta": Act(_close, _ask_close),
}
