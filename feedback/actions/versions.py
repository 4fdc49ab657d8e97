"""A version's words are written, locked and published; a new one begins with all that the last one had."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.proposals import WORDS
from feedback.actions.wording import checked
from feedback.models import (
    Mockup,
    Paragraph,
    Proposal,
    ProposalUpload,
    ProposalVersion,
    Scene,
    SceneLink,
)
from feedback.queries.document import seen as mark_of
from feedback.queries.proposals import hindrances, version_with_parts
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.labs.actions.labs import stale

OF_PARAGRAPH = ("anchor", "place", "label", "legal", "plain")
OF_SCENE = (
    "anchor", "place", "who", "title", "today_text", "today_back", "today_drawing", "today_picture_id", "today_alt",
    "proposed_text", "proposed_back", "proposed_drawing", "proposed_picture_id", "proposed_alt",
)  # fmt: skip
OF_LINK = ("side", "journey_id", "step_id", "gap_id", "reason")
OF_MOCKUP = ("side", "place", "kind", "title", "body", "fields")


@transaction.atomic
def change_words(*, version: ProposalVersion, row_version: int, by, at: datetime, **words: Any) -> ProposalVersion:
    """Other words for a version that is not locked: any of WORDS. unknowns: a list, or one text with a line each.

    Raises StaleEdit with both texts when somebody has saved other words since row_version was read, RuleBroken for
    what is missing or too long and when the words are locked.
    """
    row = locked_version(version)
    words = checked(ProposalVersion, {name: words[name] for name in WORDS if name in words})
    changed = {name: value for name, value in words.items() if getattr(row, name) != value}
    if not changed:
        return row
    if row.row_version != row_version:
        raise stale(row, changed, _("Någon annan har sparat andra ord sedan du öppnade sidan."))
    for name, value in changed.items():
        setattr(row, name, value)
    row.row_version += 1
    row.save(update_fields=[*changed, "row_version"])
    record(act="proposal.worded", subject=row, by=by, at=at, lab_id=row.lab_id, fields=sorted(changed))
    return row


@transaction.atomic
def new_version(*, proposal: Proposal, by, at: datetime) -> ProposalVersion:
    """A version to write on that begins as the latest: its words, paragraphs, scenes, mock-ups and links, with the same
    anchors. What changed is written anew. RuleBroken when a version is open already."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    latest = proposal.versions.order_by("-number").first()
    if latest is None or latest.is_open:
        raise RuleBroken(_("Det finns redan en version som det går att skriva i."), status=409)
    version = ProposalVersion.objects.create(
        proposal=proposal, number=latest.number + 1, created_by=user_of(by), created_at=at,
        **{name: getattr(latest, name) for name in WORDS},
    )  # fmt: skip
    _carry(latest, version)
    record(act="proposal.version_begun", subject=version, by=by, at=at, lab_id=proposal.lab_id, number=version.number)
    return version


@transaction.atomic
def freeze(*, version: ProposalVersion, by, at: datetime, seen: str = "") -> ProposalVersion:
    """Let a version stand for good with all its parts. Cannot be undone; done twice it is done once.

    seen: the mark of what was read (`feedback.queries.document.seen`); RuleBroken when it has changed since. Raises
    RuleBroken, with every sentence, when something must be written first: from version 2 on at least one change with
    its reason.
    """
    row = _locked(version)
    if not row.is_open:
        return row
    whole = version_with_parts(row)
    if seen and seen != mark_of(whole):
        raise RuleBroken(
            _("Något i versionen har ändrats sedan du öppnade sidan. Läs igenom den igen innan du går vidare."),
            status=409,
        )
    if missing := hindrances(whole):
        raise RuleBroken("\n".join(missing), code="missing")
    row.frozen_at = at
    row.save(update_fields=["frozen_at"])
    record(act="proposal.frozen", subject=row, by=by, at=at, lab_id=row.lab_id, number=row.number)
    return row


@transaction.atomic
def publish(*, version: ProposalVersion, by, at: datetime, seen: str = "") -> ProposalVersion:
    """Let anyone read a version; it is locked if it is not. What was public until now is marked as replaced and stays
    to be read. Publishing the public version again changes nothing. RuleBroken when a later one is public."""
    proposal = Proposal.objects.select_for_update().get(pk=version.proposal_id)
    row = _locked(version)
    if row.is_current:
        return row
    if row.replaced_at is not None or proposal.versions.filter(number__gt=row.number, published_at__isnull=False):
        raise RuleBroken(_("En senare version är redan publik. Den här går inte att publicera."), status=409)
    row = freeze(version=row, by=by, at=at, seen=seen)
    proposal.versions.filter(published_at__isnull=False, replaced_at__isnull=True).update(replaced_at=at)
    row.published_at = at
    row.save(update_fields=["published_at"])
    record(act="proposal.published", subject=row, by=by, at=at, lab_id=row.lab_id, number=row.number)
    return row


@transaction.atomic
def discard(*, version: ProposalVersion, by, at: datetime) -> None:
    """Throw away a version that is not locked, with all that lies in it. The first one takes its proposal with it.

    RuleBroken when it lies in a round, an answer points at it, or something hangs on the proposal.
    """
    proposal = Proposal.objects.select_for_update().get(pk=version.proposal_id)
    row = locked_version(version)
    if row.asked_in.exists():
        raise RuleBroken(_("Versionen ligger i en runda. Ta bort den ur rundan först."), status=409)
    if row.answers.exists():
        raise RuleBroken(_("Ett ställningstagande pekar på den här versionen. Ändra det först."), status=409)
    if row.number == 1 and (proposal.alternatives.exists() or proposal.assumptions.exists()):
        raise RuleBroken(_("Förslaget har alternativ eller antaganden. Ta bort dem först."), status=409)
    record(act="proposal.discarded", subject=row, by=by, at=at, lab_id=row.lab_id, number=row.number)
    Mockup.objects.filter(scene__version=row).delete()
    SceneLink.objects.filter(scene__version=row).delete()
    for parts in (row.scenes, row.paragraphs, row.changes, row.goal_accounts):
        parts.all().delete()
    row.delete()
    if row.number == 1:
        ProposalUpload.objects.filter(proposal=proposal).update(proposal=None)
        proposal.delete()


def locked_version(version: ProposalVersion) -> ProposalVersion:
    """The version, locked for the rest of the transaction, when it may still be written in. RuleBroken else."""
    row = _locked(version)
    if not row.is_open:
        raise RuleBroken(_("Versionen är låst. Gör en ny version om något ska ändras."), status=409)
    return row


# --- Inner parts ------------------------------------------------------------------------------


def _locked(version: ProposalVersion) -> ProposalVersion:
    rows = ProposalVersion.objects.select_for_update(of=("self",)).select_related("proposal__lab")
    row = rows.filter(pk=version.pk).first()
    if row is None:
        raise RuleBroken(_("Versionen är borttagen. Gå tillbaka till labbets förslag."), status=409)
    return row


def _carry(old: ProposalVersion, new: ProposalVersion) -> None:
    """Rows like those of the old version in the new one. Pictures belong to both."""
    Paragraph.objects.bulk_create(
        Paragraph(version=new, **{name: getattr(row, name) for name in OF_PARAGRAPH}) for row in old.paragraphs.all()
    )
    scenes = {row.pk: Scene(version=new, **{name: getattr(row, name) for name in OF_SCENE}) for row in old.scenes.all()}
    Scene.objects.bulk_create(scenes.values())
    models: tuple[tuple[Any, tuple[str, ...]], ...] = ((SceneLink, OF_LINK), (Mockup, OF_MOCKUP))
    for model, names in models:
        rows = model.objects.filter(scene__version=old)
        model.objects.bulk_create(
            model(scene=scenes[row.scene_id], **{name: getattr(row, name) for name in names}) for row in rows
        )
