"""A person's own words beside the proposal for anyone to read: only as they have agreed to, and after somebody has read
them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.analysis.naming import perhaps_names
from feedback.enums import RemarkState
from feedback.models import Remark
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import looks_personal
from workshops.enums import Language


def words_of(remark: Remark) -> str:
    """What the words are called that somebody has before them: another as soon as they are changed."""
    return f"{remark.contribution_id}.{remark.contribution.row_version}"


def names_in(remark: Remark) -> list[str]:
    """What may be a name in the words; none where they are in another language than Swedish."""
    note = remark.contribution
    return perhaps_names(note.text) if note.language == Language.SV else []


@transaction.atomic
def show_remark(
    *, remark: Remark, by, at: datetime, confirmed: bool = False, seen: str | None = None
) -> Remark:  # fmt: skip
    """Show the words openly, without name or place. They have been read by whoever chooses it.

    Raises RuleBroken when the person does not agree to be quoted, when it is held or taken back, and once when it looks
    as if it points at somebody or names them (confirmed: they have looked again). seen: `words_of` what they read;
    refused when the person has written something else since. None: whatever it says.
    """
    row = _locked(remark)
    note = row.contribution
    if row.shown_at is not None:
        return row
    if note.withdrawn_at is not None or row.response.withdrawn_at is not None:
        raise RuleBroken(_("Synpunkten är återtagen och visas inte."), status=409)
    if not note.consent_quote or not note.consent_analysis:
        raise RuleBroken(_("Den som sa det har inte sagt ja till att orden visas. Visa dem inte."), status=409)
    if note.hold:
        raise RuleBroken(_("Synpunkten hålls kvar. Avgör det först, sedan kan den visas."), status=409)
    if seen is not None and seen != words_of(row):
        raise RuleBroken(_("Orden är ändrade sedan du öppnade sidan. Läs dem igen."), status=409)
    if (looks_personal(note.text) or names_in(row)) and not confirmed:
        raise RuleBroken(
            _("Det ser ut som att orden kan peka ut någon. Läs dem en gång till, och håll dem kvar om de gör det."),
            code="looks_personal",
        )
    row.shown_at = at
    if row.state == RemarkState.RECEIVED:
        row.state = RemarkState.READ
    row.save(update_fields=["shown_at", "state"])
    record(act="remark.shown", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def hide_remark(*, remark: Remark, by, at: datetime) -> Remark:
    """Stop showing the words openly."""
    row = _locked(remark)
    if row.shown_at is not None:
        row.shown_at = None
        row.save(update_fields=["shown_at"])
        record(act="remark.hidden", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


def _locked(remark: Remark) -> Remark:
    rows = Remark.objects.select_for_update(of=("self",))
    return rows.select_related("contribution", "response__round").get(pk=remark.pk)
