"""The log of those who lead and follow a session. Apart from what participants say."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from hlab.labs.enums import Perspective
from workshops.models import Reflection, Site, Workshop
from workshops.models.after import LOG_LENGTH

TEXTS = ("happened", "changed", "learned")


@transaction.atomic
def reflect(
    *, workshop: Workshop, key: uuid.UUID, day: date, happened: str, site: Site | None = None,
    quiet: Sequence[str] = (), changed: str = "", learned: str = "", by, at: datetime,
) -> Reflection:  # fmt: skip
    """One entry. The same key twice is the same entry."""
    fields = _checked(workshop, site, day, quiet, at, happened=happened, changed=changed, learned=learned)
    row, new = Reflection.objects.get_or_create(
        user=by, key=key, defaults={"workshop": workshop, "created_at": at, **fields}
    )
    if new:
        record(act="reflection.written", subject=workshop, by=by, at=at, lab_id=workshop.lab_id)
    return row


@transaction.atomic
def change_reflection(
    *, reflection: Reflection, row_version: int, day: date, happened: str, site: Site | None = None,
    quiet: Sequence[str] = (), changed: str = "", learned: str = "", by, at: datetime,
) -> Reflection:  # fmt: skip
    """Other words for one's own entry; nobody changes anybody else's."""
    row = Reflection.objects.select_for_update().select_related("workshop").get(pk=reflection.pk)
    if row.user_id != by.pk:
        raise RuleBroken(_("Bara den som skrev kan ändra."), status=403)
    if row.row_version != row_version:
        raise StaleEdit(
            _("Du har ändrat i ett annat fönster sedan du öppnade sidan."), field="happened", yours=happened,
            theirs=row.happened, row_version=row.row_version,
        )  # fmt: skip
    fields = _checked(row.workshop, site, day, quiet, at, happened=happened, changed=changed, learned=learned)
    for name, value in fields.items():
        setattr(row, name, value)
    row.row_version, row.changed_at = row.row_version + 1, at
    row.save(update_fields=[*fields, "row_version", "changed_at"])
    record(act="reflection.changed", subject=row.workshop, by=by, at=at, lab_id=row.lab_id)
    return row


def _checked(workshop: Workshop, site: Site | None, day: date, quiet: Sequence[str], at: datetime, **texts) -> dict:
    texts = {name: tidy(texts[name]) for name in TEXTS}
    if not texts["happened"]:
        raise RuleBroken(_("Skriv vad som hände."), field="happened")
    for name, text in texts.items():
        if len(text) > LOG_LENGTH:
            raise RuleBroken(_("Texten får ha högst %(max)d tecken.") % {"max": LOG_LENGTH}, field=name)
    if day > timezone.localdate(at):
        raise RuleBroken(_("Dagen har inte varit än."), field="day")
    if site is not None and site.workshop_id != workshop.pk:
        raise RuleBroken(_("Orten hör till en annan verkstad."), field="site", status=404)
    known = [code for code in Perspective.values if code in set(quiet)]
    return {"site": site, "day": day, "quiet": known, **texts}
