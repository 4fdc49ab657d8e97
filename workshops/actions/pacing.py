"""The pace of a site. Closing the writing and showing the notes are always two acts; each can be undone.

Every site goes at its own pace through the same programme, and no act at one site waits for another. Only a step
that says so (`sync`) is begun by all sites together, and even then a site may go on alone.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.accounts.words import WORDS
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import fold
from hlab.live.actions import publish
from workshops import registry
from workshops.actions import planning
from workshops.actions.locks import lock_steps, locked_site, locked_sites, locked_workshop
from workshops.enums import LIVE_STATES, Anonymity, ExerciseState, WorkshopState
from workshops.models import Exercise, OpennessDeclaration, Pace, Site, Workshop
from workshops.queries import step_at, waited_for
from workshops.wire import everywhere, room


def missing_before_opening(workshop: Workshop) -> list[str]:
    """Whole sentences about what must be in place before the session may open; empty when it may."""
    return [sentence for _part, sentence in planning.missing(workshop)]


@transaction.atomic
def open_workshop(*, workshop: Workshop, by, at: datetime) -> Workshop:
    """Open the doors of every site: freeze what is open and decided, and hand out a join code for each."""
    workshop = locked_workshop(workshop)
    for site in locked_sites(workshop):
        _open(workshop, site, by, at)
    return workshop


@transaction.atomic
def open_site(*, site: Site, by, at: datetime) -> Site:
    """Open the door of one site: the first to open freezes what is open and decided for all."""
    workshop = locked_workshop(site.workshop)
    site = next(row for row in locked_sites(workshop) if row.pk == site.pk)
    _open(workshop, site, by, at)
    return site


def _open(workshop: Workshop, site: Site, by, at: datetime) -> None:
    if site.state in LIVE_STATES:
        return
    missing = missing_before_opening(workshop)
    if missing:
        raise RuleBroken(" ".join(missing), status=409)
    lab = workshop.lab
    OpennessDeclaration.objects.get_or_create(
        workshop=workshop,
        defaults={
            "open_scope": lab.open_scope,
            "closed_scope": lab.closed_scope,
            "nobody_here": lab.nobody_here,
            "decider": lab.decider,
            "decision_by": lab.decision_by,
            "frozen_at": at,
        },
    )
    site.join_code = new_join_code()
    site.join_key = fold(site.join_code)
    site.state = WorkshopState.OPEN
    site.opened_at = site.opened_at or at
    site.closed_at = None
    site.save(update_fields=["join_code", "join_key", "state", "opened_at", "closed_at"])
    workshop.state = WorkshopState.OPEN
    workshop.opened_at = workshop.opened_at or at
    workshop.closed_at = None
    workshop.save(update_fields=["state", "opened_at", "closed_at"])
    _note_and_tell(site, "workshop.opened", by, at)


def new_join_code() -> str:
    """A code that can be said over the phone and that no open site has: "BJÖRK 27"."""
    for digits in (2,) * 20 + (3,) * 200:
        number = 10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1))
        code = f"{secrets.choice(WORDS)} {number}".upper()
        if not Site.objects.filter(join_key=fold(code)).exists():
            return code
    raise RuleBroken(_("Just nu finns ingen ledig kod. Försök igen om en stund."), status=503)


@transaction.atomic
def close_workshop(*, workshop: Workshop, by, at: datetime) -> Workshop:
    """End the session at every site. The codes stop working; nothing that was said is touched."""
    workshop = locked_workshop(workshop)
    for site in locked_sites(workshop):
        _close(workshop, site, by, at)
    return workshop


@transaction.atomic
def close_site(*, site: Site, by, at: datetime) -> Site:
    """End the session at one site; the others go on. With the last site the session is over."""
    workshop = locked_workshop(site.workshop)
    site = next(row for row in locked_sites(workshop) if row.pk == site.pk)
    _close(workshop, site, by, at)
    return site


def _close(workshop: Workshop, site: Site, by, at: datetime) -> None:
    if site.state not in LIVE_STATES:
        return
    open_paces = site.paces.filter(state=ExerciseState.OPEN)
    closing = [step_of(pace) for pace in open_paces.select_related("exercise")]
    lock_steps(*closing)
    open_paces.update(state=ExerciseState.CLOSED, closed_at=at, secret="")
    for step in closing:
        registry.get(step.kind).settle(exercise=step, at=at)
    site.state, site.closed_at = WorkshopState.CLOSED, at
    site.join_code = site.join_key = ""
    site.save(update_fields=["state", "closed_at", "join_code", "join_key"])
    if not workshop.sites.filter(state__in=LIVE_STATES).exists():
        workshop.state, workshop.closed_at = WorkshopState.CLOSED, at
        workshop.save(update_fields=["state", "closed_at"])
    _note_and_tell(site, "workshop.closed", by, at)


def step_of(pace: Pace) -> Exercise:
    """The step of a pace that was read with its step."""
    step = pace.exercise
    step.here = pace
    return step


@transaction.atomic
def go_to(*, site: Site, step: Exercise, seen_step: int | None, by, at: datetime) -> Site:
    """Make a step the one that everybody at the site sees. Forward opens it; back leaves it as it was.

    A step where sites wait for each other is opened when all that are on their way have come to it.
    seen_step: id of the step that the facilitator had before their eyes (None before the first). Two presses on
    "Nästa" move one step; RuleBroken when a co-facilitator has gone somewhere else.
    """
    site = _live(site, alone=step.sync)
    if site.current_id == step.pk:
        return site
    if site.current_id != seen_step:
        raise moved_on()
    here = _fresh(site, step)
    former = _fresh(site, site.current) if site.current else None
    lock_steps(here, *([former] if former else []))
    forward = former is None or here.position > former.position
    if former is not None and former.state == ExerciseState.OPEN and forward:
        _close_pace(former, at)
    site.current = here
    site.save(update_fields=["current"])
    if forward:
        Pace.objects.filter(pk=here.here.pk, arrived_at=None).update(arrived_at=at)
        if not here.sync:
            _begin(here, at)
        elif not waited_for(here):
            _begin_everywhere(here, at)
    _note_and_tell(site, "step.went_to", by, at, step=here.pk)
    return site


@transaction.atomic
def begin_alone(*, exercise: Exercise, by, at: datetime) -> None:
    """Begin a step where sites wait for each other without those that have not come yet."""
    site = _here(exercise)
    if _begin(_fresh(site, exercise), at):
        _note_and_tell(site, "step.began_alone", by, at, step=exercise.pk)


def _begin(exercise: Exercise, at: datetime) -> bool:
    until = exercise.open_until  # a date that has passed says nothing of how long
    ends = until if until is not None and until > at else at + timedelta(minutes=exercise.minutes)
    secret = secrets.token_hex(32) if exercise.anonymity == Anonymity.ANONYMOUS else ""
    changed = Pace.objects.filter(pk=exercise.here.pk, state=ExerciseState.PENDING).update(
        state=ExerciseState.OPEN, opened_at=at, ends_at=max(ends, at), secret=secret
    )
    if changed:
        registry.get(exercise.kind).begin(exercise=exercise, at=at)
    return bool(changed)


def _begin_everywhere(exercise: Exercise, at: datetime) -> None:
    """The last site has come: all that wait at this step begin."""
    waiting = Pace.objects.filter(
        exercise=exercise, state=ExerciseState.PENDING, arrived_at__isnull=False, site__current=exercise
    ).select_related("exercise", "site")
    for pace in waiting:
        if _begin(step_of(pace), at) and pace.site_id != exercise.here.site_id:
            publish(channel=room(pace.site_id), kind="pace", at=at, step=exercise.pk)


def _close_pace(exercise: Exercise, at: datetime) -> bool:
    changed = Pace.objects.filter(pk=exercise.here.pk, state=ExerciseState.OPEN).update(
        state=ExerciseState.CLOSED, closed_at=at, secret=""
    )
    if changed:
        registry.get(exercise.kind).settle(exercise=exercise, at=at)
    return bool(changed)


@transaction.atomic
def close_writing(*, exercise: Exercise, by, at: datetime) -> None:
    """Nobody at the site can leave more here. Shows nothing."""
    site = _here(exercise)
    if _close_pace(exercise, at):
        _note_and_tell(site, "step.closed", by, at, step=exercise.pk)


@transaction.atomic
def reopen_writing(*, exercise: Exercise, by, at: datetime) -> None:
    """Let people leave more again; at least five minutes on the clock."""
    site = _here(exercise)
    if exercise.released_at is not None or _fresh(site, exercise).released_at is not None:
        raise RuleBroken(_("Steget visas för alla orter. Sluta visa det där först."), status=409)
    secret = secrets.token_hex(32) if exercise.anonymity == Anonymity.ANONYMOUS else ""
    if Pace.objects.filter(pk=exercise.here.pk, state=ExerciseState.CLOSED).update(
        state=ExerciseState.OPEN, closed_at=None, ends_at=at + timedelta(minutes=5), secret=secret
    ):
        _note_and_tell(site, "step.reopened", by, at, step=exercise.pk)


@transaction.atomic
def reveal(*, exercise: Exercise, by, at: datetime) -> None:
    """Show the step's notes or result to everyone at the site. Held notes stay hidden."""
    site = _here(exercise)
    if registry.get(exercise.kind).is_private:
        raise RuleBroken(_("Det som lämnas i det här steget visas inte för rummet."), status=409)
    ensure_closed(exercise)
    if (
        Pace.objects.filter(pk=exercise.here.pk, revealed_at=None)
        .exclude(state=ExerciseState.PENDING)
        .update(revealed_at=at)
    ):
        registry.get(exercise.kind).settle(exercise=exercise, at=at)
        _note_and_tell(site, "step.revealed", by, at, step=exercise.pk)


def ensure_closed(exercise: Exercise) -> None:
    """RuleBroken while people can still write: what is shown to others is complete."""
    if Pace.objects.filter(pk=exercise.here.pk, state=ExerciseState.OPEN).exists():
        raise RuleBroken(_("Stäng skrivandet först. Att stänga och att visa är två skilda handlingar."), status=409)


@transaction.atomic
def hide(*, exercise: Exercise, by, at: datetime) -> None:
    """Stop showing, to the site and to the other sites; someone may have had time to read, and the page that asks
    says so."""
    site = _here(exercise)
    was_out = Pace.objects.filter(pk=exercise.here.pk, released_at__isnull=False).exists()
    if Pace.objects.filter(pk=exercise.here.pk, revealed_at__isnull=False).update(revealed_at=None, released_at=None):
        publish(channel=room(site.pk), kind="gone", at=at, step=exercise.pk)
        _note_and_tell(site, "step.hidden", by, at, step=exercise.pk)
        if was_out:
            publish(channel=everywhere(site.workshop_id), kind="gone", at=at, step=exercise.pk, site=site.pk)


@transaction.atomic
def extend_time(*, exercise: Exercise, minutes: int, by, at: datetime) -> None:
    """Add minutes (1–60) to the running step, counted from its end or from now if that has passed; or take minutes
    away (−60 – −1), though never so that the time is up before now."""
    if not 1 <= abs(minutes) <= 60:
        raise RuleBroken(_("Lägg till eller dra ifrån mellan 1 och 60 minuter."), field="minutes")
    site = _here(exercise)
    step = _fresh(site, exercise)
    if step.state != ExerciseState.OPEN:
        raise RuleBroken(_("Steget är stängt. Öppna skrivandet igen om ni behöver mer tid."), status=409)
    Pace.objects.filter(pk=step.here.pk).update(
        ends_at=max(max(step.ends_at or at, at) + timedelta(minutes=minutes), at)
    )
    facts = {"site": site.pk, "step": step.pk, "minutes": minutes}
    record(act="step.extended", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, **facts)
    publish(channel=room(site.pk), kind="time", at=at, step=step.pk)


def moved_on() -> RuleBroken:
    """What an act meant for one step says when the room is at another."""
    return RuleBroken(
        _("Verkstaden har gått vidare sedan du öppnade sidan. Inget ändrades."), status=409, code="moved_on"
    )


def _live(site: Site, *, alone: bool = False) -> Site:
    site = locked_site(site, all_sites=alone)
    if site.state not in LIVE_STATES:
        raise RuleBroken(_("Verkstaden är inte öppen. Öppna den först."), status=409)
    return site


def _here(exercise: Exercise) -> Site:
    """The site, as long as this is the step that everybody sees; whoever writes in it is let finish first."""
    site = _live(exercise.site)
    if site.current_id != exercise.pk:
        raise moved_on()
    lock_steps(exercise)
    return site


def _fresh(site: Site, exercise: Exercise) -> Exercise:
    found = step_at(site.pk, exercise.pk)
    if found is None:
        raise RuleBroken(_("Steget finns inte på den här orten. Ladda om sidan."), status=409)
    return found


def _note_and_tell(site: Site, act: str, by, at: datetime, **facts) -> None:
    record(act=act, subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk, **facts)
    publish(channel=room(site.pk), kind="pace", at=at, **facts)
    publish(channel=everywhere(site.workshop_id), kind="site", at=at, site=site.pk)
