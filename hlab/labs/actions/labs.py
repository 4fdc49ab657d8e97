"""Starting a lab and changing what it says of itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.labs.enums import LabRole
from hlab.labs.models import Lab, Membership

FIELDS = (
    "name", "question", "purpose", "people", "decider", "decision_by", "open_scope", "closed_scope", "nobody_here",
    "level", "single_principal_reason", "is_public",
)  # fmt: skip


def readiness(lab: Lab) -> list[str]:
    """Whole sentences about what must be written before a session may open; empty when all is in place."""
    missing = []
    if not lab.open_scope:
        missing.append(_("Skriv vad som är öppet och går att påverka."))
    if not lab.closed_scope:
        missing.append(_("Skriv vad som redan är bestämt."))
    if not lab.decider:
        missing.append(_("Skriv vem som beslutar."))
    if not lab.actors.exists():
        missing.append(_("Rita aktörskartan: nämn minst en aktör som finns runt personen."))
    if lab.principals.count() < 2 and not lab.single_principal_reason:
        missing.append(_("Välj minst två huvudmän, eller skriv varför labbet bara har en."))
    return missing


@transaction.atomic
def create_lab(*, by, at: datetime, lead=None, principals=(), slug: str = "", **fields) -> Lab:
    """A new lab. lead: the user who answers for it (by default whoever creates it)."""
    lab = Lab.objects.create(slug=_free_slug(slug or fields["name"]), created_at=at, **fields)
    lab.principals.set(principals)
    answering = lead or by
    if answering is not None:
        Membership.objects.create(lab=lab, user=answering, role=LabRole.LEAD, added_at=at)
    record(act="lab.created", subject=lab, by=by, at=at, lab_id=lab.pk)
    return lab


@transaction.atomic
def change_lab(*, lab: Lab, row_version: int, by, at: datetime, principals=None, **fields) -> Lab:
    """Other words for a lab. Declarations of sessions that have opened stay as they were."""
    row = Lab.objects.select_for_update().get(pk=lab.pk)
    if row.row_version != row_version:
        theirs = "\n".join(str(getattr(row, name)) for name in fields if str(getattr(row, name)) != str(fields[name]))
        yours = "\n".join(str(fields[name]) for name in fields if str(getattr(row, name)) != str(fields[name]))
        raise StaleEdit(
            _("Någon annan har ändrat labbet sedan du öppnade sidan. Jämför och välj vad som ska gälla."),
            yours=yours,
            theirs=theirs,
            row_version=row.row_version,
        )
    for name in FIELDS:
        if name in fields:
            setattr(row, name, fields[name])
    row.row_version += 1
    row.save()
    if principals is not None:
        row.principals.set(principals)
    record(act="lab.changed", subject=row, by=by, at=at, lab_id=row.pk)
    return row


def _free_slug(wanted: str) -> str:
    base = slugify(wanted)[:70].strip("-") or "labb"
    taken = set(Lab.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


def ensure_not_empty(value: str, field: str) -> str:
    """The text without outer blanks, or RuleBroken that names the field."""
    value = value.strip()
    if not value:
        raise RuleBroken(_("Fältet får inte vara tomt."), field=field)
    return value
