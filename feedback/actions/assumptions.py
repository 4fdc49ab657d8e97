"""What must be true for a proposal to work: written down, out of remarks or not, followed, and taken away."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.enums import AssumptionStatus, Part, Risk
from feedback.models import Assumption, Proposal, Remark
from feedback.queries.assumptions import assumptions
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import looks_personal, tidy
from hlab.labs.actions.labs import stale

LIMITS = {"text": 300, "who_knows": 200, "learned": 600}
FIELDS = (*LIMITS, "risk", "status")
NOT_TRIED = (AssumptionStatus.UNTRIED, AssumptionStatus.TRYING)
MOST_REMARKS = 200


@transaction.atomic
def add_assumption(
    *, proposal: Proposal, by, at: datetime, remarks: Collection[uuid.UUID] = (), readable: Iterable = (), **fields
) -> Assumption:
    """Something that must be true. remarks: ids of those that it is made of, all among `readable`, the remarks about
    this proposal that whoever acts may read. fields: of FIELDS, `text` at least.

    The same words for the same proposal are one: a form sent twice is one, with the remarks of both. Raises RuleBroken.
    """
    proposal = _locked_proposal(proposal)
    facts = _checked(
        {"who_knows": "", "risk": Risk.UNKNOWN, "status": AssumptionStatus.UNTRIED, "learned": ""} | fields
    )
    found = _chosen(proposal, remarks, readable)
    row = assumptions().filter(proposal=proposal, text=facts["text"]).first()
    if row is None:
        row = Assumption.objects.create(
            lab=proposal.lab, proposal=proposal, created_by=user_of(by), created_at=at, **facts
        )
        record(act="assumption.added", subject=row, by=by, at=at, lab_id=row.lab_id, remarks=len(found))
    row.remarks.add(*found)
    return row


@transaction.atomic
def change_assumption(*, assumption: Assumption, row_version: int, by, at: datetime, **fields) -> Assumption:
    """Other words, who knows, how it stands, what was learned. fields: of FIELDS. Raises RuleBroken, or StaleEdit with
    both when somebody has saved since row_version."""
    row = locked_assumption(assumption)
    facts = _checked({name: getattr(row, name) for name in FIELDS} | fields)
    changed = [name for name in FIELDS if getattr(row, name) != facts[name]]
    if not changed:
        return row
    if row.row_version != row_version:
        raise stale(row, facts, _("Någon annan har ändrat antagandet sedan du öppnade sidan."))
    same = assumptions().filter(proposal=row.proposal_id, text=facts["text"]).exclude(pk=row.pk)
    if same.exists():
        raise RuleBroken(_("Det antagandet finns redan i listan. Ändra det, eller skriv på ett annat sätt."),
                         field="text")  # fmt: skip
    for name in changed:
        setattr(row, name, facts[name])
    row.row_version += 1
    row.save(update_fields=[*changed, "row_version"])
    if "status" in changed:
        record(act="assumption.judged", subject=row, by=by, at=at, lab_id=row.lab_id, assumption_status=row.status)
    if set(changed) - {"status", "learned"}:
        record(act="assumption.changed", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def tie_remarks(
    *, assumption: Assumption, remarks: Collection[uuid.UUID], readable: Iterable, by, at: datetime
) -> Assumption:
    """More remarks say the same. remarks, readable: as in `add_assumption`. One that is there already is once."""
    row = locked_assumption(assumption)
    found = _chosen(row.proposal, remarks, readable)
    if not found:
        raise RuleBroken(_("Välj minst en synpunkt."), field="synpunkt")
    row.remarks.add(*found)
    record(act="assumption.tied", subject=row, by=by, at=at, lab_id=row.lab_id, remarks=len(found))
    return row


@transaction.atomic
def untie_remark(*, assumption: Assumption, remark: Remark, by, at: datetime) -> Assumption:
    """A remark says something else. It stays where it was said. Twice is once."""
    row = locked_assumption(assumption)
    if row.remarks.filter(pk=remark.pk).exists():
        row.remarks.remove(remark)
        record(act="assumption.untied", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def remove_assumption(*, assumption: Assumption, by, at: datetime) -> None:
    """Take it out of the list, and off the public page. The row and what was said stay. Twice is once."""
    row = Assumption.objects.select_for_update().get(pk=assumption.pk)
    if row.gone_at is None:
        row.gone_at = at
        row.row_version += 1
        row.save(update_fields=["gone_at", "row_version"])
        record(act="assumption.removed", subject=row, by=by, at=at, lab_id=row.lab_id)


def locked_assumption(assumption: Assumption) -> Assumption:
    """The assumption anew, kept for this transaction. RuleBroken when it has been taken away."""
    rows = Assumption.objects.select_for_update(of=("self",)).select_related("proposal__lab")
    row = rows.get(pk=assumption.pk)
    if row.gone_at is not None:
        raise RuleBroken(_("Antagandet är borttaget. Ladda om listan."), status=409)
    return row


# --- Inner parts ------------------------------------------------------------------------------


def _locked_proposal(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("lab").get(pk=proposal.pk)


def _checked(fields: dict) -> dict:
    facts = {name: tidy(value) if isinstance(value, str) else value for name, value in fields.items()}
    facts["text"] = " ".join(facts["text"].split())
    if not facts["text"]:
        raise RuleBroken(_("Skriv vad som måste vara sant."), field="text")
    for name, limit in LIMITS.items():
        if len(facts[name]) > limit:
            raise RuleBroken(_("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": limit}, field=name)
        if looks_personal(facts[name]):
            raise RuleBroken(
                _("Det ser ut som ett nummer eller en adress till en person. Skriv en roll i stället, alla kan läsa "
                  "det här."),
                field=name,
            )  # fmt: skip
    if facts["risk"] not in Risk.values:
        raise RuleBroken(_("Välj ett av alternativen."), field="risk")
    if facts["status"] not in AssumptionStatus.values:
        raise RuleBroken(_("Välj ett av alternativen."), field="status")
    if facts["status"] not in NOT_TRIED and not facts["learned"]:
        raise RuleBroken(_("Skriv vad ni har lärt er, så att andra förstår varför."), field="learned")
    return facts


def _chosen(proposal: Proposal, ids: Collection[uuid.UUID], readable: Iterable) -> list[Remark]:
    wanted = set(ids)
    if not wanted:
        return []
    if len(wanted) > MOST_REMARKS:
        raise RuleBroken(_("Välj högst %(n)d synpunkter åt gången.") % {"n": MOST_REMARKS}, field="synpunkt")
    about = Remark.objects.filter(pk__in=wanted, part=Part.MUST_HOLD, response__version__proposal=proposal)
    allowed = {remark.pk for remark in readable}
    found = [remark for remark in about if remark.pk in allowed]
    if len(found) != len(wanted):
        raise RuleBroken(
            _("Någon av synpunkterna går inte att använda längre. Ladda om sidan och välj igen."),
            field="synpunkt",
            status=409,
        )
    return found
