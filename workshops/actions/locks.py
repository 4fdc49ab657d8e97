"""What an act has to itself until it is done, so that what comes at the same moment comes after.

Always taken in this order, or two acts could wait for each other: the session, its sites by id, their steps by id, a
person's place; last the channels, the room's before the desk's before everybody's. Many may write in a step, or come
in, at the same time (`shared`); what sets the pace, sorts or changes what is there waits for them and keeps others
out. So a step cannot close or be shown in the middle of a note, and what was looked up first still holds.

PostgreSQL's advisory locks stand in line, unlike its row locks: those who write never keep "Stäng skrivandet"
waiting. On SQLite a transaction has everything to itself from its beginning.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from workshops.models import Exercise, Pace, Participation, Site, Workshop
from workshops.queries import step_at


def locked_workshop(workshop: Workshop, *, shared: bool = False) -> Workshop:
    """The session as it is now, with lab. Not shared: its programme and its sites stand still."""
    _wait_for(Workshop, workshop.pk, shared=shared)
    return Workshop.objects.select_related("lab").get(pk=workshop.pk)


def locked_site(site: Site, *, shared: bool = False, all_sites: bool = False) -> Site:
    """The site as it is now, with session, lab and current step; the session's programme stands still.

    all_sites: no other site moves meanwhile either.
    """
    _wait_for(Workshop, site.workshop_id, shared=not all_sites)
    _wait_for(Site, site.pk, shared=shared)
    return Site.objects.select_related("workshop__lab", "current").get(pk=site.pk)


def locked_sites(workshop: Workshop) -> list[Site]:
    """Every site of a locked session as it is now, in order."""
    _wait_for(Site, *workshop.sites.values_list("pk", flat=True))
    found = list(Site.objects.select_related("current").filter(workshop=workshop).order_by("position"))
    for site in found:
        site.workshop = workshop
    return found


def locked_step(exercise: Exercise, *others: Exercise, shared: bool = False) -> Exercise:
    """A step as it is now at the site it was read for, with session, lab and source.

    others: steps at the site that must stand still as well. RuleBroken when it has been taken out of the programme.
    """
    lock_steps(exercise, *others, shared=shared)
    step = step_at(exercise.here.site_id, exercise.pk)
    if step is None:
        raise RuleBroken(_("Steget finns inte längre. Ladda om sidan."), status=409)
    return step


def lock_steps(*steps: Exercise, shared: bool = False) -> None:
    """Let nobody act in these steps of a site until the act is done."""
    _wait_for(Pace, *(step.here.pk for step in steps), shared=shared)


def lock_place(participation: Participation) -> None:
    """Let what one person sends twice at the same moment come after each other."""
    list(Participation.objects.select_for_update(no_key=True).filter(pk=participation.pk).values_list("pk"))


def _wait_for(model: type[Model], *ids: int, shared: bool = False) -> None:
    if connection.vendor != "postgresql":
        return
    lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        for pk in sorted(set(ids)):
            cursor.execute(f"SELECT {lock}(hashtext(%s), %s)", [model._meta.db_table, pk])
