"""A rehearsal: a session apart, with the same programme and invented people, that leaves nothing behind.

Everything in it goes by the ordinary acts. The database lets nothing be deleted but what is of a rehearsal
(`migrations/_kept.py`), and a session is a rehearsal from its first moment or never.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.accounts.models import Receipt
from hlab.accounts.receipts import code_hash
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from workshops import registry
from workshops.actions import pacing, programme
from workshops.actions.joining import join, seen, set_ready
from workshops.actions.locks import locked_workshop
from workshops.enums import ExerciseState, WorkshopState
from workshops.models import Exercise, Participation, Site, Workshop
from workshops.queries import rehearsal_of
from workshops.rehearsing import PEOPLE, answer_of

_INVENTED = uuid.UUID("4b0e6a64-63c5-5f6e-9d0b-6a2f1a7c9d11")
_AT_A_TIME = 500


@transaction.atomic
def start_rehearsal(*, workshop: Workshop, by, at: datetime) -> Workshop:
    """The rehearsal of a planned session, open and with its invented people. One that goes on is given back."""
    workshop = locked_workshop(workshop)
    going_on = rehearsal_of(workshop)
    if going_on is not None:
        return going_on
    practice = _begin(workshop, by, at)
    record(act="workshop.rehearsed", subject=workshop, by=by, at=at, lab_id=workshop.lab_id)
    return practice


@transaction.atomic
def reset_rehearsal(*, rehearsal: Workshop, by, at: datetime) -> Workshop:
    """Throw away everything of the rehearsal and begin anew, from the session's programme as it is now."""
    workshop = _thrown_away(rehearsal)
    practice = _begin(workshop, by, at)
    record(act="workshop.rehearsed_anew", subject=workshop, by=by, at=at, lab_id=workshop.lab_id)
    return practice


@transaction.atomic
def end_rehearsal(*, rehearsal: Workshop, by, at: datetime) -> Workshop:
    """Throw away everything of the rehearsal. The session it was a rehearsal of."""
    workshop = _thrown_away(rehearsal)
    record(act="workshop.rehearsal_ended", subject=workshop, by=by, at=at, lab_id=workshop.lab_id)
    return workshop


@transaction.atomic
def let_them_answer(*, exercise: Exercise, by, at: datetime) -> tuple[int, bool]:
    """Let the invented people answer in the step that goes on and be done: (how many answered, whether they can).

    Twice adds nothing. A kind that nobody has invented answers for is only marked as done.
    """
    workshop = locked_workshop(exercise.workshop)
    _ensure_rehearsal(workshop)
    if exercise.state != ExerciseState.OPEN:
        raise RuleBroken(_("Steget är inte öppet. Öppna det först, så svarar de."), status=409)
    invented = [place for place in invented_people(workshop) if place.site_id == exercise.here.site_id]
    seen(participation_ids=[place.pk for place in invented], by=by, at=at)
    answer, answered = answer_of(exercise.kind), 0
    for number, place in enumerate(invented):
        if answer is not None:
            answered += answer(exercise=exercise, participation=place, number=number, at=at)
        set_ready(exercise=exercise, participation=place, ready=True, by=place, at=at)
    record(act="rehearsal.answered", subject=workshop, by=by, at=at, step=exercise.pk)
    return answered, answer is not None


def invented_people(workshop: Workshop) -> list[Participation]:
    """The people of a rehearsal who do not exist, in order; not those who came in with a device of their own."""
    keys = _receipt_keys(workshop)
    places = {place.receipt_id: place for place in Participation.objects.filter(workshop=workshop, receipt__in=keys)}
    return [places[key] for key in keys if key in places]


def _begin(workshop: Workshop, by, at: datetime) -> Workshop:
    if workshop.rehearsal_of_id is not None or workshop.state != WorkshopState.PLANNED:
        raise RuleBroken(_("Det går bara att öva en verkstad som inte har öppnat än."), status=409)
    practice = Workshop.objects.create(
        lab_id=workshop.lab_id,
        rehearsal_of=workshop,
        created_at=at,
        starts_at=at,
        **{name: getattr(workshop, name) for name in ("title", "place", "welcome", "support_person", "is_demo")},
    )
    copied = ("position", "name", "place", "meeting_url", "phone")
    sites = {
        site.pk: Site.objects.create(
            workshop=practice, created_at=at, **{name: getattr(site, name) for name in copied}
        )
        for site in workshop.sites.order_by("position")
    }  # fmt: skip
    programme.copy_steps(practice, workshop, sites)
    practice = pacing.open_workshop(workshop=practice, by=by, at=at)
    rooms = list(practice.sites.order_by("position"))
    for number, (key, perspective) in enumerate(zip(_receipt_keys(practice), PEOPLE, strict=True)):
        # Nobody has the code, so nobody can come in as one who does not exist.
        receipt = Receipt.objects.create(id=key, code_hash=code_hash(uuid.uuid4().hex), created_at=at)
        join(site=rooms[number % len(rooms)], receipt=receipt, perspective=perspective, by=receipt, at=at)
    return practice


def _receipt_keys(workshop: Workshop) -> list[uuid.UUID]:
    return [uuid.uuid5(_INVENTED, f"{workshop.pk}:{number}") for number in range(len(PEOPLE))]


def _ensure_rehearsal(workshop: Workshop) -> None:
    if workshop.rehearsal_of_id is None:
        raise RuleBroken(_("Det här är ingen övning. Inget är ändrat."), status=409)


def _thrown_away(rehearsal: Workshop) -> Workshop:
    """Delete every row of a rehearsal, and give back the session it was a rehearsal of, held by the act."""
    _ensure_rehearsal(rehearsal)
    workshop = locked_workshop(Workshop.objects.get(pk=rehearsal.rehearsal_of_id or 0))
    if not Workshop.objects.filter(pk=rehearsal.pk).exists():  # somebody else was first while this act waited
        raise RuleBroken(_("Övningen är redan slut."), status=409, code="gone")
    rehearsal = locked_workshop(rehearsal)
    for step in rehearsal.exercises.all():
        registry.get(step.kind).forget(exercise=step)
    keys = _receipt_keys(rehearsal)
    for model, found in reversed(_rows_of(rehearsal).items()):
        ordered = sorted(found, key=str)
        for start in range(0, len(ordered), _AT_A_TIME):
            part = model._base_manager.filter(pk__in=ordered[start : start + _AT_A_TIME])
            part._raw_delete(part.db)
    Receipt.objects.filter(pk__in=keys).delete()
    return workshop


def _rows_of(rehearsal: Workshop) -> dict[type, set]:
    """{model: keys} of everything that hangs on the rehearsal, what others hang on first.

    Found by following the foreign keys of this room, so that a table added later is not forgotten. What another
    room keeps of it goes before, by its kind (`forget`); what is left of that is never touched: the database then
    refuses, and nothing is deleted.
    """
    found: dict[type, set] = {Workshop: {rehearsal.pk}}
    ahead: list[tuple[type, set]] = [(Workshop, {rehearsal.pk})]
    while ahead:
        model, keys = ahead.pop(0)
        for relation in model._meta.get_fields(include_hidden=True):
            if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
                continue
            other, name = relation.related_model, relation.field.name
            if other._meta.app_label != "workshops" or other is Workshop:
                continue
            rows = other._base_manager.filter(**{f"{name}__in": keys}, **_within(other, name, found))
            new = set(rows.values_list("pk", flat=True)) - found.get(other, set())
            if new:
                found.setdefault(other, set()).update(new)
                ahead.append((other, new))
    return found


def _within(other: type, name: str, found: dict[type, set]) -> dict:
    """A step of another session may have been made after one of these: it is no part of the rehearsal."""
    return {"workshop__in": found[Workshop]} if other is Exercise and name == "copied_from" else {}
