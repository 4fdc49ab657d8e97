"""The sites of a session, who leads them, and showing what one has said to the others."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from hlab.labs.enums import LabRole
from hlab.live.actions import publish
from workshops.actions.locks import lock_steps, locked_site, locked_workshop
from workshops.actions.pacing import ensure_closed
from workshops.enums import WorkshopState
from workshops.models import Exercise, Group, Pace, Site, SiteHost, Workshop
from workshops.queries import next_position
from workshops.wire import everywhere, room

SITE_FIELDS = ("name", "place", "meeting_url", "phone")
MOST_SITES = 40


@transaction.atomic
def add_site(*, workshop: Workshop, by, at: datetime, name: str, **fields) -> Site:
    """One more site with the same programme, at its beginning. Also while the others go on: it is only late."""
    workshop = locked_workshop(workshop)
    if workshop.state == WorkshopState.CLOSED:
        raise RuleBroken(_("Verkstaden är avslutad och kan inte ändras."), status=409)
    if workshop.sites.count() >= MOST_SITES:
        raise RuleBroken(_("En verkstad kan ha högst %(most)d orter.") % {"most": MOST_SITES}, field="name")
    site = Site.objects.create(
        workshop=workshop, position=next_position(workshop.sites), name=_checked_name(workshop, name), created_at=at,
        **{key: tidy(value) for key, value in fields.items() if key in SITE_FIELDS},
    )  # fmt: skip
    Pace.objects.bulk_create(
        Pace(site=site, exercise=step) for step in workshop.exercises.filter(only_at=None).order_by("position")
    )
    record(act="site.added", subject=workshop, by=by, at=at, lab_id=workshop.lab_id, site=site.pk)
    publish(channel=everywhere(workshop.pk), kind="site", at=at, site=site.pk)
    return site


@transaction.atomic
def change_site(*, site: Site, row_version: int, by, at: datetime, name: str, **fields) -> Site:
    """Another name for a site, and where it meets."""
    site = locked_site(site)
    if site.row_version != row_version:
        raise StaleEdit(
            _("Någon annan har ändrat orten sedan du öppnade sidan."), field="name", yours=name, theirs=site.name,
            row_version=site.row_version,
        )  # fmt: skip
    site.name = _checked_name(site.workshop, name, but=site)
    for key in SITE_FIELDS[1:]:
        if key in fields:
            setattr(site, key, tidy(fields[key]))
    site.row_version += 1
    site.save(update_fields=[*SITE_FIELDS, "row_version"])
    record(act="site.changed", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk)
    return site


@transaction.atomic
def remove_site(*, site: Site, by, at: datetime) -> None:
    """Take away a site that has never been open. The last one stays: a session is held somewhere."""
    workshop = locked_workshop(site.workshop)
    site = workshop.sites.get(pk=site.pk)
    if site.opened_at is not None or site.participations.filter(receipt__isnull=False).exists():
        raise RuleBroken(_("Orten har varit öppen och kan inte tas bort. Stäng den i stället."), status=409)
    if workshop.sites.count() < 2:
        raise RuleBroken(_("En verkstad hålls på minst en ort."), status=409)
    if site.own_steps.exists() or site.contributions.exists():
        raise RuleBroken(_("Orten har egna frågor eller lappar. Ta bort frågorna först."), status=409)
    record(act="site.removed", subject=workshop, by=by, at=at, lab_id=workshop.lab_id, site=site.pk)
    site.participations.all().delete()
    site.groups.all().delete()
    site.delete()


@transaction.atomic
def name_host(*, site: Site, user, group: Group | None = None, by, at: datetime) -> SiteHost:
    """Say who leads a site, or hosts a table there. Only those who lead or host in the lab can be named."""
    site = locked_site(site)
    roles = set(user.memberships.filter(lab=site.lab_id).values_list("role", flat=True))
    able = {LabRole.LEAD, LabRole.FACILITATOR} | ({LabRole.TABLE_HOST} if group else set())
    if not roles & able:
        raise RuleBroken(_("Personen har ingen roll i labbet som räcker för det. Ge rollen först."), field="user")
    if group is not None and group.site_id != site.pk:
        raise RuleBroken(_("Gruppen finns på en annan ort."), field="group", status=404)
    row, new = SiteHost.objects.get_or_create(site=site, user=user, group=group)
    if new:
        record(act="site.host_named", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk)
    return row


@transaction.atomic
def remove_host(*, host: SiteHost, by, at: datetime) -> None:
    """Somebody leads or hosts here no longer."""
    site = locked_site(host.site)
    SiteHost.objects.filter(pk=host.pk).delete()
    record(act="site.host_removed", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk)


# --- The top of the ladder --------------------------------------------------------------------


@transaction.atomic
def release(*, exercise: Exercise, by, at: datetime) -> None:
    """Show what a site has said in a step to the other sites as well. The site must have been shown it first, and
    another site reads it only when its own answers are in. Any earlier step can be shown, not only the current one."""
    site = locked_site(exercise.site)
    lock_steps(exercise)
    ensure_closed(exercise)
    if exercise.only_at_id is not None:
        raise RuleBroken(_("Frågan är ortens egen och kan inte jämföras med de andras."), status=409)
    here = Pace.objects.get(pk=exercise.here.pk)
    if here.revealed_at is None:
        raise RuleBroken(_("Visa det för den egna orten först."), status=409)
    if here.released_at is not None:
        return
    Pace.objects.filter(pk=here.pk).update(released_at=at)
    record(act="step.released", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk, step=exercise.pk)
    publish(channel=room(site.pk), kind="pace", at=at, step=exercise.pk)
    publish(channel=everywhere(site.workshop_id), kind="released", at=at, site=site.pk, step=exercise.pk)


@transaction.atomic
def take_back_release(*, exercise: Exercise, by, at: datetime) -> None:
    """Stop showing it to the other sites; somebody may have had time to read."""
    site = locked_site(exercise.site)
    lock_steps(exercise)
    if not Pace.objects.filter(pk=exercise.here.pk, released_at__isnull=False).update(released_at=None):
        return
    record(
        act="step.unreleased", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk, step=exercise.pk
    )
    publish(channel=room(site.pk), kind="pace", at=at, step=exercise.pk)
    publish(channel=everywhere(site.workshop_id), kind="gone", at=at, site=site.pk, step=exercise.pk)


def _checked_name(workshop: Workshop, name: str, but: Site | None = None) -> str:
    name = " ".join(tidy(name).split())
    if not name:
        raise RuleBroken(_("Skriv vad orten heter."), field="name")
    if len(name) > 80:
        raise RuleBroken(_("Namnet får ha högst 80 tecken."), field="name")
    others = workshop.sites.exclude(pk=but.pk) if but else workshop.sites.all()
    if others.filter(name=name).exists():
        raise RuleBroken(_("Det finns redan en ort som heter så."), field="name")
    return name
