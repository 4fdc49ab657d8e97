"""What an open version changed since the one before, and why: because of an answer to remarks, or for a reason of the
inquiry's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from feedback.actions.versions import locked_version
from feedback.actions.wording import checked
from feedback.models import Answer, Change, ProposalVersion
from feedback.queries.proposals import anchors_of, answers_behind
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.actions.labs import stale

WORDS = ("what", "why")
FIELDS = (*WORDS, "target", "anchor", "answer")


@transaction.atomic
def add_change(
    *, version: ProposalVersion, what: str, why: str, by, at: datetime, target: str = "", anchor: str = "",
    answer: Answer | None = None,
) -> Change:  # fmt: skip
    """One thing that changed, and why. target, anchor: the part, blank for the whole. answer: what it was changed
    because of, in a round that asked about the proposal.

    The same words of the same part are the same change: sent twice it is there once. Raises RuleBroken that names the
    field.
    """
    row = locked_version(version)
    if row.number == 1:
        raise RuleBroken(_("Det här är den första versionen. Det finns ingenting den ändrar."), status=409)
    fields = checked(Change, {"what": what, "why": why}) | {"target": target, "anchor": anchor, "answer": answer}
    _ensure_true(row, fields)
    there = row.changes.filter(**fields).first()
    if there is not None:
        return there
    last = row.changes.aggregate(last=Max("place"))["last"] or 0
    change = Change.objects.create(version=row, place=last + 1, **fields)
    record(act="proposal.change_told", subject=row, by=by, at=at, lab_id=row.lab_id)
    return change


@transaction.atomic
def change_change(*, change: Change, row_version: int, by, at: datetime, **fields: Any) -> Change:
    """Other words, another part or another answer behind a change: any of FIELDS. StaleEdit when somebody has saved
    since row_version."""
    version = locked_version(change.version)
    row = _there(version, change)
    words = checked(Change, {name: fields[name] for name in WORDS if name in fields})
    fields = words | {name: fields[name] for name in ("target", "anchor", "answer") if name in fields}
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if not changed:
        return row
    if row.row_version != row_version:
        raise stale(row, changed, _("Någon annan har ändrat det här sedan du öppnade sidan."))
    _ensure_true(version, {name: fields.get(name, getattr(row, name)) for name in FIELDS})
    for name, value in changed.items():
        setattr(row, name, value)
    row.row_version += 1
    row.save(update_fields=[*changed, "row_version"])
    record(act="proposal.change_told", subject=version, by=by, at=at, lab_id=version.lab_id)
    return row


@transaction.atomic
def remove_change(*, change: Change, by, at: datetime) -> None:
    """Take away what was told of a change, while the version is open."""
    version = locked_version(change.version)
    row = _there(version, change)
    record(act="proposal.change_untold", subject=version, by=by, at=at, lab_id=version.lab_id)
    row.delete()


def _there(version: ProposalVersion, change: Change) -> Change:
    row = version.changes.select_related("answer").filter(pk=change.pk).first()
    if row is None:
        raise RuleBroken(_("Det är redan borttaget. Gå tillbaka till listan över ändringar."), status=409)
    return row


def _ensure_true(version: ProposalVersion, fields: dict[str, Any]) -> None:
    target, anchor, answer = fields["target"], str(fields["anchor"]), fields["answer"]
    if bool(target) != bool(anchor) or (
        target and (target, anchor) not in {(one, key) for one, key, _label in anchors_of(version)}
    ):
        raise RuleBroken(_("Välj en del som finns i den här versionen eller i den förra."), field="part")
    if answer is not None and not answers_behind(version.proposal).filter(pk=answer.pk).exists():
        raise RuleBroken(_("Välj ett ställningstagande som hör till förslaget."), field="answer")
