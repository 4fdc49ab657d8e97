"""Starting a lab and changing what it says of itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from hlab.labs import queries, rooms
from hlab.labs.enums import LabRole
from hlab.labs.models import Lab, Membership

FIELDS = (
    "name", "question", "purpose", "people", "decider", "decision_by", "open_scope", "closed_scope", "nobody_here",
    "level", "single_principal_reason", "is_public",
)  # fmt: skip
REQUIRED = ("name", "question", "purpose", "people")
DECLARATION = ("open_scope", "closed_scope", "nobody_here")
DECLARATION_WORDS = 150
"""What participants read before the first field must be short enough to be read (S14)."""


def readiness(lab: Lab) -> list[str]:
    """Whole sentences about what must be written before a session may open; empty when all is in place."""
    return [sentence for _part, sentence in queries.missing(lab)]


@transaction.atomic
def create_lab(*, by, at: datetime, lead=None, principals=(), slug: str = "", **fields) -> Lab:
    """A new lab. lead: the user who answers for it (by default whoever creates it)."""
    fields = _checked(fields)
    lab = Lab(slug=_free_slug(slug or fields["name"]), created_at=at, **fields)
    _check_declaration(lab)
    lab.save(force_insert=True)
    lab.principals.set(principals)
    answering = lead or by
    if answering is not None:
        Membership.objects.create(lab=lab, user=answering, role=LabRole.LEAD, added_at=at)
    record(act="lab.created", subject=lab, by=by, at=at, lab_id=lab.pk)
    rooms.changed(lab=lab, by=by, at=at)
    return lab


@transaction.atomic
def change_lab(*, lab: Lab, row_version: int, by, at: datetime, **fields) -> Lab:
    """Other words for a lab. fields: any of FIELDS. Declarations of sessions that have opened stay as they were.

    Raises StaleEdit with both texts when somebody else has saved since row_version.
    """
    row = Lab.objects.select_for_update().get(pk=lab.pk)
    fields = _checked({name: fields[name] for name in FIELDS if name in fields})
    if row.row_version != row_version:
        raise stale(row, fields, _("Någon annan har ändrat labbet sedan du öppnade sidan."))
    for name, value in fields.items():
        setattr(row, name, value)
    _check_declaration(row)
    row.row_version += 1
    row.save(update_fields=[*fields, "row_version"])
    record(act="lab.changed", subject=row, by=by, at=at, lab_id=row.pk)
    rooms.changed(lab=row, by=by, at=at)
    return row


def stale(row, fields: dict, message: str) -> StaleEdit:
    """The error for a card that somebody else has changed, with what differs as "Etikett: text" in both versions."""
    differ = [name for name, value in fields.items() if value != getattr(row, name)]

    def told(value_of) -> str:
        return "\n".join(f"{_label(row, name)}: {_words(row, name, value_of(name))}" for name in differ)

    return StaleEdit(
        message, yours=told(fields.get), theirs=told(lambda name: getattr(row, name)), row_version=row.row_version
    )


def _label(row, name: str) -> str:
    label = str(row._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _words(row, name: str, value) -> str:
    choices = dict(row._meta.get_field(name).flatchoices)
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or _("(tomt)")
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, datetime):
        return date_format(localtime(value), "j F Y G.i")
    return str(choices.get(value, value if value not in (None, "") else _("(tomt)")))


def _checked(fields: dict) -> dict:
    fields = {name: tidy(value) if isinstance(value, str) else value for name, value in fields.items()}
    for name in REQUIRED:
        if name in fields and not fields[name]:
            raise RuleBroken(_("Fältet behöver fyllas i."), field=name)
    return fields


def _check_declaration(lab: Lab) -> None:
    words = sum(len(getattr(lab, name).split()) for name in DECLARATION)
    if words > DECLARATION_WORDS:
        raise RuleBroken(
            _("Det som är öppet, bestämt och utom räckhåll är tillsammans %(words)d ord. Korta till högst %(limit)d.")
            % {"words": words, "limit": DECLARATION_WORDS},
            field="open_scope",
        )


def _free_slug(wanted: str) -> str:
    base = slugify(wanted)[:70].strip("-") or "labb"
    taken = set(Lab.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)
