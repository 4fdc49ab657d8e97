"""Who stands around the person, what goes on already, and which words the lab uses."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.labs import rooms
from hlab.labs.actions.labs import stale
from hlab.labs.models import Actor, Concept, Initiative, Lab


@transaction.atomic
def put_actor(
    *, lab: Lab, by, at: datetime, actor: Actor | None = None, row_version: int | None = None, **fields
) -> Actor:
    """Add an actor, or change one. A name stands once in a map.

    row_version: what the page showed; StaleEdit when somebody else has saved since. None changes regardless.
    """
    fields = _tidied(fields)
    others = Actor.objects.filter(lab=lab, name=fields["name"])
    if actor is not None:
        others = others.exclude(pk=actor.pk)
    if others.exists():
        raise RuleBroken(_("Aktören finns redan i kartan."), field="name")
    row, new = _put(Actor, lab, actor, row_version, fields)
    record(act="actor.added" if new else "actor.changed", subject=row, by=by, at=at, lab_id=lab.pk)
    rooms.changed(lab=lab, by=by, at=at)
    return row


@transaction.atomic
def put_initiative(
    *, lab: Lab, by, at: datetime, initiative: Initiative | None = None, row_version: int | None = None, **fields
) -> Initiative:
    """Add work that already goes on, or change it. row_version: as for an actor."""
    row, new = _put(Initiative, lab, initiative, row_version, _tidied(fields))
    record(act="initiative.added" if new else "initiative.changed", subject=row, by=by, at=at, lab_id=lab.pk)
    rooms.changed(lab=lab, by=by, at=at)
    return row


@transaction.atomic
def put_concept(*, lab: Lab, by, at: datetime, term: str, definition: str = "", source: str = "") -> Concept:
    """Let the lab use a word in this sense. A word may have several; a blank one says that none is shared.

    Raises RuleBroken when the same source already has another meaning for the word: labs share their words, so
    none is changed behind another lab's back.
    """
    term, definition, source = tidy(term), tidy(definition), tidy(source)
    concept, new = Concept.objects.get_or_create(term=term, source=source, defaults={"definition": definition})
    if not new and concept.definition != definition:
        raise RuleBroken(
            _("Ordet finns redan med en annan betydelse från samma håll. Skriv vem som använder er betydelse."),
            field="source",
        )
    return link_concept(lab=lab, concept=concept, by=by, at=at)


@transaction.atomic
def link_concept(*, lab: Lab, concept: Concept, by, at: datetime) -> Concept:
    """Use a word that another lab has written down. Twice is once."""
    if not concept.labs.filter(pk=lab.pk).exists():
        concept.labs.add(lab)
        record(act="concept.linked", subject=concept, by=by, at=at, lab_id=lab.pk)
        rooms.changed(lab=lab, by=by, at=at)
    return concept


@transaction.atomic
def remove(*, lab: Lab, row: Actor | Initiative | Concept, by, at: datetime) -> None:
    """Take an actor or initiative out of the lab, or let go of a word (which others may use)."""
    record(act=f"{row._meta.model_name}.removed", subject=row, by=by, at=at, lab_id=lab.pk)
    if isinstance(row, Concept):
        row.labs.remove(lab)
    else:
        row.delete()
    rooms.changed(lab=lab, by=by, at=at)


def _tidied(fields: dict) -> dict:
    fields = {name: tidy(value) if isinstance(value, str) else value for name, value in fields.items()}
    for name in ("name", "does", "title", "owner"):
        if name in fields and not fields[name]:
            raise RuleBroken(_("Fältet behöver fyllas i."), field=name)
    return fields


def _put(model, lab: Lab, row, row_version: int | None, fields: dict):
    if row is None:
        return model.objects.create(lab=lab, **fields), True
    row = model.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row_version is not None and row.row_version != row_version:
        raise stale(row, fields, _("Någon annan har ändrat det här sedan du öppnade sidan."))
    for name, value in fields.items():
        setattr(row, name, value)
    row.row_version += 1
    row.save()
    return row, False
