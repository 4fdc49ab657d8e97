"""Tables: made by hand, evenly or mixed; who sits where; what is shown to a table and what a table stands by."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.actors import actor_ref, user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.live.actions import publish
from workshops import registry
from workshops.actions.contributions import leave_note
from workshops.actions.locks import locked_site, locked_step
from workshops.analysis import grouping
from workshops.enums import ExerciseState, Speaker, WorkshopState
from workshops.models import Contribution, Exercise, Group, GroupPace, Participation, Site
from workshops.queries import next_position, people_in
from workshops.wire import desk, everywhere, room, table

MOST_GROUPS = 40
WAYS = ("evenly", "mixed", "by_hand")


@transaction.atomic
def make_groups(*, site: Site, number: int, way: str, by, at: datetime, seed: int | None = None) -> list[Group]:
    """Seat everybody who is at the site at so many tables, of which those that are missing are made.

    way: "evenly", "mixed" (perspectives spread over the tables) or "by_hand" (only the tables; people stay where they
    sit). seed: for the draw; the site's number and the time unless given.
    """
    if way not in WAYS:
        raise RuleBroken(_("Välj hur grupperna ska delas in."), field="way", status=400)
    if not 1 <= number <= MOST_GROUPS:
        raise RuleBroken(_("Ange mellan 1 och %(most)d grupper.") % {"most": MOST_GROUPS}, field="number")
    site = _changeable(site)
    groups = list(site.groups.order_by("position"))
    for extra in range(len(groups) + 1, number + 1):
        groups.append(_new_group(site, _("Grupp %(n)d") % {"n": extra}, at))
    if way != "by_hand":
        people = dict(people_in(site.workshop_id).filter(site=site, left_at=None).values_list("pk", "perspective"))
        draw = seed if seed is not None else site.pk + int(at.timestamp())
        seated = (
            grouping.mixed(people, number, seed=draw)
            if way == "mixed"
            else grouping.evenly(sorted(people, key=str), number, seed=draw)
        )
        for place, group in enumerate(groups[:number]):
            here = [person for person, seat in seated.items() if seat == place]
            Participation.objects.filter(pk__in=here).update(group=group)
    record(
        act="groups.made", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk, groups=number, way=way
    )
    publish(channel=room(site.pk), kind="groups", at=at)
    return groups


@transaction.atomic
def add_group(*, site: Site, name: str, by, at: datetime) -> Group:
    """One more table with a name of its own."""
    site = _changeable(site)
    name = _checked_name(site, name)
    if site.groups.count() >= MOST_GROUPS:
        raise RuleBroken(_("En ort kan ha högst %(most)d grupper.") % {"most": MOST_GROUPS}, field="name")
    group = _new_group(site, name, at)
    record(act="group.added", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk)
    publish(channel=room(site.pk), kind="groups", at=at)
    return group


def _new_group(site: Site, name: str, at: datetime) -> Group:
    group = Group.objects.create(site=site, position=next_position(site.groups), name=name, created_at=at)
    Participation.objects.create(
        workshop=site.workshop, site=site, group=group, voice=Speaker.GROUP, source_key=f"group:{group.pk}",
        joined_at=at, last_seen_at=at,
    )  # fmt: skip
    return group


@transaction.atomic
def change_group(*, group: Group, by, at: datetime, name: str, meeting_url: str = "", phone: str = "") -> Group:
    """Another name for a table, and where it meets when it does not sit in the room."""
    site = _changeable(group.site)
    group.name = _checked_name(site, name, but=group)
    group.meeting_url, group.phone = meeting_url, tidy(phone)
    group.save(update_fields=["name", "meeting_url", "phone"])
    record(act="group.changed", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk)
    publish(channel=room(site.pk), kind="groups", at=at)
    return group


@transaction.atomic
def remove_group(*, group: Group, by, at: datetime) -> None:
    """Take away a table where nothing has been said; who sat there sits at none."""
    site = _changeable(group.site)
    if group.contributions.exists():
        raise RuleBroken(_("Gruppen har lämnat något och kan inte tas bort."), status=409)
    group.participations.filter(voice=Speaker.GROUP).delete()
    group.delete()
    record(act="group.removed", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk)
    publish(channel=room(site.pk), kind="groups", at=at)


@transaction.atomic
def sit_at(*, participation: Participation, group: Group | None, by, at: datetime) -> None:
    """Sit at a table of one's own site, or at none. What was said at another table stays there."""
    site = locked_site(participation.site, shared=True)
    if group is not None and group.site_id != site.pk:
        raise RuleBroken(_("Gruppen finns på en annan ort."), field="group", status=409)
    Participation.objects.filter(pk=participation.pk).update(group=group)
    record(act="participation.seated", subject=participation, by=by, at=at, lab_id=site.lab_id, site=site.pk)
    publish(channel=room(site.pk), kind="groups", at=at)


@transaction.atomic
def seat_people(*, site: Site, seats: Mapping, by, at: datetime) -> int:
    """Seat several people by hand. seats: {participation id: group id or None}. Returns how many."""
    site = _changeable(site)
    groups = set(site.groups.values_list("pk", flat=True))
    if any(group is not None and group not in groups for group in seats.values()):
        raise RuleBroken(_("Gruppen finns på en annan ort."), field="group", status=409)
    moved = 0
    for person, group in seats.items():
        moved += people_in(site.workshop_id).filter(pk=person, site=site).exclude(group=group).update(group=group)
    record(act="groups.seated", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk, people=moved)
    publish(channel=room(site.pk), kind="groups", at=at)
    return moved


@transaction.atomic
def record_for_group(
    *, exercise: Exercise, group: Group | None, text: str, client_key: uuid.UUID, by, at: datetime,
    confirmed: bool = False, card: dict | None = None,
) -> Contribution:  # fmt: skip
    """Write down what a table, or the whole room (group None), says with one voice. It is no person's, and leaves
    the table when the table has confirmed it. card: what else stands on a card of the step's kind."""
    if group is not None and group.site_id != exercise.here.site_id:
        raise RuleBroken(_("Gruppen finns på en annan ort."), status=404)
    if exercise.state != ExerciseState.OPEN:
        raise RuleBroken(_("Steget är stängt. Öppna det igen om gruppen har mer att säga."), status=409)
    voice = speaker(exercise, group, at)
    note = leave_note(
        exercise=exercise, participation=voice, text=text, client_key=client_key, confirmed=confirmed,
        transcribed_by=user_of(by), by=by, at=at,
    )  # fmt: skip
    if card and note.created_at == at:
        registry.get(exercise.kind).fill(note=note, data=card, by=by, at=at)
    return note


def speaker(exercise: Exercise, group: Group | None, at: datetime) -> Participation:
    """The place that a table, or the whole room, speaks from."""
    voice, _new = Participation.objects.get_or_create(
        workshop=exercise.workshop,
        source_key=f"group:{group.pk}" if group else f"room:{exercise.here.site_id}",
        defaults={
            "site": exercise.site, "group": group, "voice": Speaker.GROUP, "joined_at": at, "last_seen_at": at,
        },
    )  # fmt: skip
    return voice


# --- The lowest rungs of the ladder -----------------------------------------------------------


@transaction.atomic
def show_to_group(*, exercise: Exercise, group: Group, shown: bool, by, at: datetime) -> None:
    """Let a table read what those who sit there have written in a step, or stop it again."""
    site = _same_site(exercise, group)
    exercise = locked_step(exercise)
    row, _new = GroupPace.objects.get_or_create(group=group, exercise=exercise)
    if (row.shown_at is not None) == shown:
        return
    row.shown_at = at if shown else None
    row.save(update_fields=["shown_at"])
    act = "table.shown" if shown else "table.hidden"
    record(act=act, subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk, step=exercise.pk)
    publish(channel=desk(site.pk), kind="table", at=at, step=exercise.pk)
    publish(channel=table(group.pk), kind="table", at=at, step=exercise.pk)


@transaction.atomic
def confirm(*, exercise: Exercise, group: Group, by, at: datetime) -> None:
    """The table stands by what is written down: from now on it may leave the table. by: someone who sits there, or
    the host who has asked the table. What is changed afterwards has to be confirmed again."""
    site = _same_site(exercise, group)
    exercise = locked_step(exercise)
    row, _new = GroupPace.objects.get_or_create(group=group, exercise=exercise)
    if row.confirmed_at is not None:
        return
    row.confirmed_at, row.confirmed_by = at, actor_ref(by)
    row.shown_at = row.shown_at or at
    row.save(update_fields=["confirmed_at", "confirmed_by", "shown_at"])
    if exercise.revealed_at is not None:
        publish(channel=room(site.pk), kind="notes", at=at, step=exercise.pk, n=1)
    _told(site, exercise, group, "table.confirmed", by, at)


@transaction.atomic
def take_back_confirmation(*, exercise: Exercise, group: Group, by, at: datetime) -> None:
    """The table does not stand by it after all. What has been shown of it is hidden at once."""
    site = _same_site(exercise, group)
    exercise = locked_step(exercise)
    rows = GroupPace.objects.filter(group=group, exercise=exercise, confirmed_at__isnull=False)
    if not rows.update(confirmed_at=None, confirmed_by=""):
        return
    if exercise.revealed_at is not None:
        publish(channel=room(site.pk), kind="gone", at=at, step=exercise.pk)
    _told(site, exercise, group, "table.unconfirmed", by, at)
    if exercise.released_at is not None:
        publish(channel=everywhere(site.workshop_id), kind="gone", at=at, step=exercise.pk, site=site.pk)


def _told(site: Site, exercise: Exercise, group: Group, act: str, by, at: datetime) -> None:
    record(act=act, subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk, step=exercise.pk)
    publish(channel=desk(site.pk), kind="table", at=at, step=exercise.pk)
    publish(channel=table(group.pk), kind="table", at=at, step=exercise.pk)


def _same_site(exercise: Exercise, group: Group) -> Site:
    site = locked_site(exercise.site, shared=True)
    if group.site_id != site.pk:
        raise RuleBroken(_("Gruppen finns på en annan ort."), status=404)
    return site


def _changeable(site: Site) -> Site:
    site = locked_site(site)
    if site.state == WorkshopState.CLOSED:
        raise RuleBroken(_("Verkstaden är avslutad här och grupperna kan inte ändras."), status=409)
    return site


def _checked_name(site: Site, name: str, but: Group | None = None) -> str:
    name = " ".join(tidy(name).split())
    if not name:
        raise RuleBroken(_("Skriv vad gruppen ska heta."), field="name")
    if len(name) > 60:
        raise RuleBroken(_("Namnet får ha högst 60 tecken."), field="name")
    others = site.groups.exclude(pk=but.pk) if but else site.groups.all()
    if others.filter(name=name).exists():
        raise RuleBroken(_("Det finns redan en grupp som heter så."), field="name")
    return name
