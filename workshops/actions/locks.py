"""What an act has to itself until it is done, so that what comes at the same moment comes after.

Always taken in this order, or two acts could wait for each other: the session, its steps by id, a person's place; last
the channels, the room's before the desk's. Many may write in a step, or come in, at the same time (`shared`); what
sets the pace, sorts or changes what is there waits for them and keeps others out. So a step cannot close or be shown
in the middle of a note, and what was looked up first still holds.

PostgreSQL's advisory locks stand in line, unlike its row locks: those who write never keep "Stäng skrivandet"
waiting. On SQLite a transaction has everything to itself from its beginning.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from workshops.models import Exercise, Participation, Workshop


def locked_workshop(workshop: Workshop, *, shared: bool = False) -> Workshop:
    """The session as it is now, with lab and current step."""
    _wait_for(Workshop, workshop.pk, shared=shared)
    return Workshop.objects.select_related("lab", "current").get(pk=workshop.pk)


def locked_step(step_id: int, *others: int, shared: bool = False) -> Exercise:
    """The step as it is now, with session, lab and source. others: ids of steps that must stand still as well.

    RuleBroken when it has been taken out of the programme.
    """
    _wait_for(Exercise, step_id, *others, shared=shared)
    step = Exercise.objects.select_related("workshop__lab", "source").filter(pk=step_id).first()
    if step is None:
        raise RuleBroken(_("Steget finns inte längre. Ladda om sidan."), status=409)
    return step


def lock_steps(*step_ids: int) -> None:
    """Let nobody act in these steps until the act is done."""
    _wait_for(Exercise, *step_ids)


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
