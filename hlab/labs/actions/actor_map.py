"""Who stands around the person, what goes on already, and which words the lab uses."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.models import Actor, Concept, Initiative, Lab


@transaction.atomic
def put_actor(*, lab: Lab, by, at: datetime, actor: Actor | None = None, **fields) -> Actor:
    """Add an actor, or change one. A name stands once in a map."""
    others = Actor.objects.filter(lab=lab, name=fields["name"]).exclude(pk=actor.pk if actor else None)
    if others.exists():
        raise RuleBroken(_("Aktören finns redan i kartan."), field="name")
    actor, new = _put(Actor, lab, actor, fields)
    record(act="actor.added" if new else "actor.changed", subject=actor, by=by, at=at, lab_id=lab.pk)
    return actor


@transaction.atomic
def put_initiative(*, lab: Lab, by, at: datetime, initiative: Initiative | None = None, **fields) -> Initiative:
    """Add work that already goes on, or change it."""
    initiative, new = _put(Initiative, lab, initiative, fields)
    record(act="initiative.added" if new else "initiative.changed", subject=initiative, by=by, at=at, lab_id=lab.pk)
    return initiative


@transaction.atomic
def put_concept(*, lab: Lab, by, at: datetime, term: str, definition: str = "", source: str = "") -> Concept:
    """Let the lab use a word in this sense. A word may have several; a blank one says that none is shared."""
    concept, _new = Concept.objects.get_or_create(term=term, source=source, defaults={"definition": definition})
    concept.labs.add(lab)
    record(act="concept.linked", subject=concept, by=by, at=at, lab_id=lab.pk)
    return concept


@transaction.atomic
def remove(*, lab: Lab, row: Actor | Initiative | Concept, by, at: datetime) -> None:
    """Take an actor or initiative out of the lab, or let go of a word (which others may use)."""
    record(act=f"{row._meta.model_name}.removed", subject=row, by=by, at=at, lab_id=lab.pk)
    if isinstance(row, Concept):
        row.labs.remove(lab)
    else:
        row.delete()


def _put(model, lab: Lab, row, fields: dict):
    if row is None:
        return model.objects.create(lab=lab, **fields), True
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row, False
