"""A proposal is begun, and what it is called, what kind it is and how far it has come is changed."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from feedback.actions.wording import checked
from feedback.enums import ProposalKind, ProposalStatus
from feedback.models import Proposal, ProposalVersion
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.labs.actions.labs import stale
from hlab.labs.models import Lab

WORDS = ("title", "summary", "easy_read", "problem", "unknowns", "alternatives", "fidelity")
"""What a version says of itself."""
FACTS = ("number", "kind", "status", "alternative_to", "is_nothing")


@transaction.atomic
def make_proposal(
    *, lab, number: str, kind: str, title: str, summary: str, by, at: datetime, alternative_to: Proposal | None = None,
    is_nothing: bool = False, key: uuid.UUID | None = None, is_demo: bool = False, slug: str = "", **words: Any,
) -> Proposal:  # fmt: skip
    """A proposal with version 1 to write on. words: any of WORDS. slug: address, by default made of the title.

    The same form sent twice (key) is one proposal. Raises RuleBroken that names the field.
    """
    lab = Lab.objects.select_for_update().get(pk=lab.pk)
    made = Proposal.objects.filter(lab=lab, create_key=key).first() if key else None
    if made is not None:
        return made
    facts = checked(Proposal, {"number": number, "kind": kind}) | {
        "alternative_to": alternative_to, "is_nothing": is_nothing,
    }  # fmt: skip
    words = checked(ProposalVersion, {"title": title, "summary": summary, **words})
    _ensure_kind(lab, facts)
    _ensure_free(lab, facts["number"])
    proposal = Proposal.objects.create(
        lab=lab, slug=free_slug(slug or words["title"]), create_key=key, is_demo=is_demo or lab.is_demo,
        created_by=user_of(by), created_at=at, **facts,
    )  # fmt: skip
    ProposalVersion.objects.create(proposal=proposal, number=1, created_by=user_of(by), created_at=at, **words)
    record(act="proposal.made", subject=proposal, by=by, at=at, lab_id=lab.pk)
    return proposal


@transaction.atomic
def change_proposal(*, proposal: Proposal, row_version: int, by, at: datetime, **facts: Any) -> Proposal:
    """Other facts about a proposal: any of FACTS.

    What people may have cited or answered stands: the number once a version is locked, the kind once one has been
    published. Raises StaleEdit with both when somebody has changed the same since, RuleBroken that names the field.
    """
    Lab.objects.select_for_update().get(pk=proposal.lab_id)
    row = Proposal.objects.select_for_update(of=("self",)).select_related("lab", "alternative_to").get(pk=proposal.pk)
    plain = checked(Proposal, {name: facts[name] for name in ("number", "kind", "status") if name in facts})
    facts = plain | {name: facts[name] for name in ("alternative_to", "is_nothing") if name in facts}
    if facts.get("kind", row.kind) != ProposalKind.ALTERNATIVE:
        facts |= {"alternative_to": None, "is_nothing": False}
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if not changed:
        return row
    if row.row_version != row_version:
        raise stale(row, changed, _("Någon annan har ändrat förslagets uppgifter sedan du öppnade sidan."))
    _ensure_stands(row, changed)
    _ensure_kind(row.lab, {name: facts.get(name, getattr(row, name)) for name in FACTS}, row)
    if "number" in changed:
        _ensure_free(row.lab, changed["number"])
    before = row.status
    for name, value in changed.items():
        setattr(row, name, value)
    row.row_version += 1
    row.save(update_fields=[*changed, "row_version"])
    record(act="proposal.changed", subject=row, by=by, at=at, lab_id=row.lab_id, fields=sorted(changed))
    if row.status != before:
        record(act="proposal.status", subject=row, by=by, at=at, lab_id=row.lab_id, proposal_status=row.status)
    return row


@transaction.atomic
def set_status(*, proposal: Proposal, status: str, by, at: datetime) -> Proposal:
    """How far it has come, set by another act (a round that opens). The same as it is changes nothing."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    return change_proposal(proposal=row, row_version=row.row_version, status=status, by=by, at=at)


def free_slug(wanted: str) -> str:
    """An address that no proposal has, made of these words."""
    base = slugify(wanted)[:70].strip("-") or "forslag"
    taken = set(Proposal.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


# --- Inner parts ------------------------------------------------------------------------------


def _ensure_free(lab: Lab, number: str) -> None:
    if Proposal.objects.filter(lab=lab, number=number).exists():
        raise RuleBroken(
            _("Det finns redan ett förslag som heter %(number)s i labbet. Skriv ett annat nummer.")
            % {"number": number},
            field="number",
        )


def _ensure_kind(lab: Lab, facts: dict[str, Any], row: Proposal | None = None) -> None:
    """An alternative says to what; what others are alternatives to is a proposal itself, so that no circle comes."""
    other: Proposal | None = facts["alternative_to"]
    if facts["kind"] != ProposalKind.ALTERNATIVE:
        if facts["is_nothing"]:
            raise RuleBroken(_("Att inget göra är ett alternativ. Välj det slaget."), field="kind")
        if other is not None:
            raise RuleBroken(_("Bara ett alternativ kan vara en annan väg till något."), field="alternative_to")
        if row is not None and facts["kind"] != ProposalKind.PROPOSAL and row.alternatives.exists():
            raise RuleBroken(_("Det finns alternativ till det här. Då behöver det vara ett förslag."), field="kind")
        return
    if row is not None and row.alternatives.exists():
        raise RuleBroken(_("Det finns alternativ till det här. Då behöver det vara ett förslag."), field="kind")
    if other is None or other.lab_id != lab.pk or (row is not None and other.pk == row.pk):
        raise RuleBroken(_("Välj vilket av labbets förslag det är ett alternativ till."), field="alternative_to")
    if other.kind != ProposalKind.PROPOSAL:
        raise RuleBroken(
            _("Välj ett förslag. Ett alternativ kan inte vara alternativ till ett annat."), field="alternative_to"
        )


def _ensure_stands(row: Proposal, changed: dict[str, Any]) -> None:
    if "number" in changed and row.versions.filter(frozen_at__isnull=False).exists():
        raise RuleBroken(
            _("Numret står kvar när en version är låst, så att den som hänvisar till den hittar rätt."), field="number"
        )
    public = row.versions.filter(published_at__isnull=False).exists()
    if public and {"kind", "is_nothing"} & set(changed):
        raise RuleBroken(
            _("Förslaget har varit publikt som %(kind)s. Gör ett nytt förslag om det ska vara något annat.")
            % {"kind": row.get_kind_display().lower()},
            field="kind",
        )
    status = changed.get("status")
    if status == ProposalStatus.DRAFT and public:
        raise RuleBroken(_("Det är publicerat och kan inte bli utkast igen. Välj Omarbetas."), field="status")
    if status not in (None, ProposalStatus.DRAFT, ProposalStatus.ENDED) and not public:
        raise RuleBroken(_("Publicera en version först. Fram till dess är det ett utkast."), field="status")
