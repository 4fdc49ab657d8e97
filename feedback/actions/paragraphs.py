"""Paragraphs of an open version: added, reworded, moved, taken out and brought back. What a paragraph is known by, its
anchor, is the same through all versions, whatever the paragraph comes to be called."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from feedback.actions.versions import locked_version
from feedback.actions.wording import checked
from feedback.analysis.document import MOST_PARAGRAPHS
from feedback.models import Paragraph, ProposalVersion
from feedback.queries.proposals import version_before
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.actions.labs import stale

STRIDE = 1000
"""Room between two places, so that one can come between."""
WORDS = ("label", "legal", "plain")


@transaction.atomic
def add_paragraph(
    *, version: ProposalVersion, label: str, legal: str, by, at: datetime, plain: str = "",
    after: Paragraph | None = None, anchor: str = "",
) -> Paragraph:  # fmt: skip
    """One more paragraph, last or after another. anchor: by default made of the label, and one that no version of the
    proposal has had, so that nothing said of another paragraph comes to lie here.

    The same words under the same label are the same paragraph: sent twice it is there once. Raises RuleBroken that
    names the field.
    """
    row = locked_version(version)
    words = checked(Paragraph, {"label": label, "legal": legal, "plain": plain})
    there = row.paragraphs.filter(label=words["label"]).first()
    if there is not None:
        if all(getattr(there, name) == value for name, value in words.items()):
            return there
        raise RuleBroken(
            _("Det finns redan en paragraf som heter %(label)s. Ändra den, eller skriv en annan beteckning.")
            % {"label": words["label"]},
            field="label",
        )
    if row.paragraphs.count() >= MOST_PARAGRAPHS:
        raise RuleBroken(_("Ett förslag rymmer högst %(n)s paragrafer.") % {"n": MOST_PARAGRAPHS})
    anchor = anchor or _free_anchor(row, words["label"])
    if row.paragraphs.filter(anchor=anchor).exists():
        raise RuleBroken(_("Paragrafen finns redan i versionen."), status=409)
    paragraph = Paragraph.objects.create(version=row, anchor=anchor, place=_place(row, after), **words)
    record(act="paragraph.added", subject=row, by=by, at=at, lab_id=row.lab_id, anchor=anchor)
    return paragraph


@transaction.atomic
def change_paragraph(*, paragraph: Paragraph, row_version: int, by, at: datetime, **words: Any) -> Paragraph:
    """Other words: any of WORDS. Raises StaleEdit with both texts when somebody has saved since row_version."""
    row = locked_paragraph(paragraph)
    words = checked(Paragraph, {name: words[name] for name in WORDS if name in words})
    changed = {name: value for name, value in words.items() if getattr(row, name) != value}
    if not changed:
        return row
    if row.row_version != row_version:
        raise stale(row, changed, _("Någon annan har ändrat paragrafen sedan du öppnade sidan."))
    if "label" in changed and row.version.paragraphs.filter(label=changed["label"]).exclude(pk=row.pk).exists():
        raise RuleBroken(_("En annan paragraf heter redan %(label)s.") % {"label": changed["label"]}, field="label")
    for name, value in changed.items():
        setattr(row, name, value)
    row.row_version += 1
    row.save(update_fields=[*changed, "row_version"])
    record(act="paragraph.changed", subject=row.version, by=by, at=at, lab_id=row.lab_id, anchor=row.anchor)
    return row


@transaction.atomic
def move_paragraph(*, paragraph: Paragraph, up: bool, by, at: datetime) -> Paragraph:
    """Let a paragraph change places with the one before it, or after. The first is not moved up, nor the last down."""
    row = locked_paragraph(paragraph)
    rows = list(row.version.paragraphs.order_by("place", "pk"))
    here = next(at_ for at_, one in enumerate(rows) if one.pk == row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return row
    rows[here], rows[there] = rows[there], rows[here]
    for place, one in enumerate(rows, start=1):
        one.place = place * STRIDE
    Paragraph.objects.bulk_update(rows, ["place"])
    record(act="paragraph.moved", subject=row.version, by=by, at=at, lab_id=row.lab_id, anchor=row.anchor)
    return rows[there]


@transaction.atomic
def remove_paragraph(*, paragraph: Paragraph, by, at: datetime) -> None:
    """Take a paragraph out of an open version. Earlier versions keep it, and what was said of it."""
    row = locked_paragraph(paragraph)
    record(act="paragraph.removed", subject=row.version, by=by, at=at, lab_id=row.lab_id, anchor=row.anchor)
    row.delete()


@transaction.atomic
def bring_back(*, version: ProposalVersion, anchor: str, by, at: datetime) -> Paragraph:
    """Put a paragraph that stood in the version before into this one, with the words it had and the same anchor."""
    row = locked_version(version)
    there = row.paragraphs.filter(anchor=anchor).first()
    if there is not None:
        return there
    before = version_before(row)
    old = before.paragraphs.filter(anchor=anchor).first() if before else None
    if old is None:
        raise RuleBroken(_("Paragrafen står inte i förra versionen."), status=409)
    earlier = old.version.paragraphs.filter(place__lt=old.place).order_by("-place").values_list("anchor", flat=True)
    here = {one.anchor: one for one in row.paragraphs.all()}
    after = next((here[one] for one in earlier if one in here), None)
    return add_paragraph(
        version=row, label=old.label, legal=old.legal, plain=old.plain, anchor=anchor, after=after, by=by, at=at
    )


def locked_paragraph(paragraph: Paragraph) -> Paragraph:
    """The paragraph, when its version may still be written in; the version is locked. RuleBroken else."""
    version = locked_version(paragraph.version)
    row = version.paragraphs.filter(pk=paragraph.pk).first()
    if row is None:
        raise RuleBroken(_("Paragrafen är redan borttagen ur den här versionen."), status=409)
    row.version = version
    return row


# --- Inner parts ------------------------------------------------------------------------------


def _free_anchor(version: ProposalVersion, label: str) -> str:
    plain = slugify(re.sub(r"§+", "", label))[:24].strip("-")
    base = f"p{plain}" if plain[:1].isdecimal() or not plain else plain
    taken = set(
        Paragraph.objects.filter(version__proposal=version.proposal_id, anchor__startswith=base).values_list(
            "anchor", flat=True
        )
    )
    return next(one for n in range(1, len(taken) + 2) if (one := base if n == 1 else f"{base}-{n}") not in taken)


def _place(version: ProposalVersion, after: Paragraph | None) -> int:
    """A place after that one, or last."""
    if after is None or after.version_id != version.pk:
        return (version.paragraphs.aggregate(last=Max("place"))["last"] or 0) + STRIDE
    following = version.paragraphs.filter(place__gt=after.place).order_by("place").first()
    if following is None:
        return after.place + STRIDE
    if following.place - after.place > 1:
        return (after.place + following.place) // 2
    for place, one in enumerate(version.paragraphs.order_by("place", "pk"), start=1):
        Paragraph.objects.filter(pk=one.pk).update(place=place * STRIDE)
    after.refresh_from_db(fields=["place"])
    return after.place + STRIDE // 2
