"""What has been done about a kind of gap between two kinds of actors: written down, changed, taken away and back."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.accounts.reference.counties import COUNTIES
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import looks_personal, tidy
from hlab.labs.enums import ActorKind
from journeys.enums import GapKind
from journeys.models import Remedy

LONGEST_WHAT = 300
EARLIEST = date(2000, 1, 1)
AHEAD = timedelta(days=366)
CODES: dict[str, frozenset[str]] = {
    "kind": frozenset(GapKind.values),
    "from_kind": frozenset(ActorKind.values),
    "to_kind": frozenset(ActorKind.values),
    "county": frozenset({"", *COUNTIES}),
}
FIELDS = (*CODES, "what", "done_on")


@transaction.atomic
def add_remedy(*, lab, key: uuid.UUID, by, at: datetime, **fields) -> Remedy:
    """Something that has been done. key: of the form it was sent in, so that the same form sent twice is one. fields:
    all of FIELDS."""
    fields = _checked(fields, at)
    before = Remedy.objects.filter(pk=key, lab=lab).first()
    if before is not None:
        return before
    remedy = Remedy(pk=key, lab=lab, is_demo=lab.is_demo, created_by=user_of(by), created_at=at, **fields)
    remedy.save(force_insert=True)
    record(act="remedy.added", subject=remedy, by=by, at=at, lab_id=lab.pk)
    return remedy


@transaction.atomic
def change_remedy(*, remedy: Remedy, row_version: int, by, at: datetime, **fields) -> Remedy:
    """Other words, another gap or day. fields: all of FIELDS. Raises StaleEdit with both when somebody has saved since
    row_version was read."""
    remedy = _locked(remedy)
    if remedy.gone_at is not None:
        raise RuleBroken(_("Åtgärden är borttagen. Ta tillbaka den innan du ändrar den."), status=409, code="gone")
    fields = _checked(fields, at)
    changed = [name for name in FIELDS if getattr(remedy, name) != fields[name]]
    if not changed:
        return remedy
    if remedy.row_version != row_version:
        raise StaleEdit(
            _("Någon annan har sparat åtgärden sedan du öppnade sidan. Jämför och välj vad som ska gälla."),
            yours=_words(Remedy(**fields)), theirs=_words(remedy), row_version=remedy.row_version,
        )  # fmt: skip
    for name in changed:
        setattr(remedy, name, fields[name])
    _save(remedy, *changed)
    record(act="remedy.changed", subject=remedy, by=by, at=at, lab_id=remedy.lab_id, fields=sorted(changed))
    return remedy


@transaction.atomic
def remove_remedy(*, remedy: Remedy, by, at: datetime) -> Remedy:
    """Take it away: nothing is called recurring because of it any more. It can be taken back. Twice is once."""
    remedy = _locked(remedy)
    if remedy.gone_at is None:
        remedy.gone_at = at
        _save(remedy, "gone_at")
        record(act="remedy.removed", subject=remedy, by=by, at=at, lab_id=remedy.lab_id)
    return remedy


@transaction.atomic
def restore_remedy(*, remedy: Remedy, by, at: datetime) -> Remedy:
    """Take back what was taken away. Twice is once."""
    remedy = _locked(remedy)
    if remedy.gone_at is not None:
        remedy.gone_at = None
        _save(remedy, "gone_at")
        record(act="remedy.restored", subject=remedy, by=by, at=at, lab_id=remedy.lab_id)
    return remedy


# --- Inner parts ------------------------------------------------------------------------------


def _locked(remedy: Remedy) -> Remedy:
    return Remedy.objects.select_for_update(of=("self",)).select_related("lab").get(pk=remedy.pk)


def _save(remedy: Remedy, *names: str) -> None:
    remedy.row_version += 1
    remedy.save(update_fields=[*names, "row_version"])


def _checked(fields: dict, at: datetime) -> dict:
    """The fields as they are kept. RuleBroken at the field for what cannot be."""
    out = dict(fields)
    for name, codes in CODES.items():
        out[name] = str(fields[name] or "")
        if out[name] not in codes:
            raise RuleBroken(_("Välj ett av alternativen."), field=name)
    out["what"] = " ".join(tidy(fields["what"] or "").split())
    if not out["what"]:
        raise RuleBroken(_("Skriv vad som gjordes."), field="what")
    if len(out["what"]) > LONGEST_WHAT:
        words = _("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LONGEST_WHAT}
        raise RuleBroken(words, field="what")
    if looks_personal(out["what"]):
        words = _("Det ser ut som att texten innehåller ett nummer eller en adress till en person. Ta bort det.")
        raise RuleBroken(words, field="what")
    day = fields["done_on"]
    if day is None:
        raise RuleBroken(_("Skriv från vilken dag det gäller."), field="done_on")
    if not EARLIEST <= day <= timezone.localdate(at) + AHEAD:
        raise RuleBroken(_("Dagen ligger för långt bort. Kontrollera årtalet."), field="done_on")
    return out


def _words(remedy: Remedy) -> str:
    """All of it as text, for two to compare."""
    ends = f"{remedy.get_kind_display()}: {remedy.get_from_kind_display()} – {remedy.get_to_kind_display()}"
    return "\n".join([remedy.what, ends, COUNTIES.get(remedy.county, _("Hela landet")), remedy.done_on.isoformat()])
