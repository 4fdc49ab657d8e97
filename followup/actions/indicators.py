"""An indicator is taken into a lab's register, looked after, and ended."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from followup.actions.register_facts import checked
from followup.actions.versions import first_version
from followup.models import ExternalId, Indicator
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.labs.actions.labs import stale
from hlab.labs.models import Lab

FACTS = ("kind", "owner", "review_by")
MOST_CODE = 40


@transaction.atomic
def make_indicator(
    *, lab, kind: str, owner: str, review_by: date, by, at: datetime, create_key: uuid.UUID | None = None,
    key: str = "", is_demo: bool = False, **words: Any,
) -> Indicator:  # fmt: skip
    """An indicator with version 1 to write on. words: of `versions.FIELDS`, `title` at least. key: address, by default
    made of the title.

    The same form sent twice (create_key) is one indicator. Raises RuleBroken that names the field.
    """
    lab = Lab.objects.select_for_update().get(pk=lab.pk)
    made = Indicator.objects.filter(lab=lab, create_key=create_key).first() if create_key else None
    if made is not None:
        return made
    facts = _checked({"kind": kind, "owner": owner, "review_by": review_by}, at)
    indicator = Indicator.objects.create(
        lab=lab, key=free_key(key or str(words.get("title", ""))), is_demo=is_demo or lab.is_demo,
        create_key=create_key, created_by=user_of(by), created_at=at, **facts,
    )  # fmt: skip
    first_version(indicator=indicator, by=by, at=at, **words)
    record(act="indicator.made", subject=indicator, by=by, at=at, lab_id=lab.pk)
    return indicator


@transaction.atomic
def change_indicator(*, indicator: Indicator, row_version: int, by, at: datetime, **facts: Any) -> Indicator:
    """Who answers for it, when it is looked at again, and, before anything of it is published, where it comes from.

    facts: of FACTS. Raises StaleEdit with both when somebody has saved since row_version, RuleBroken at the field.
    """
    row = locked_indicator(indicator)
    facts = _checked(facts, at if facts.get("review_by") != row.review_by else None)
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if not changed:
        return row
    if row.row_version != row_version:
        raise stale(row, changed, _("Någon annan har ändrat måttets uppgifter sedan du öppnade sidan."))
    if "kind" in changed and row.versions.filter(published_at__isnull=False).exists():
        raise RuleBroken(
            _("Måttet är publicerat som %(kind)s. Gör ett nytt mått om uppgifterna kommer från något annat.")
            % {"kind": row.get_kind_display()},
            field="kind",
        )
    _save(row, changed)
    record(act="indicator.changed", subject=row, by=by, at=at, lab_id=row.lab_id, fields=sorted(changed))
    return row


@transaction.atomic
def review_indicator(*, indicator: Indicator, review_by: date, row_version: int, by, at: datetime) -> Indicator:
    """Somebody has looked it through, and says when the next time is. Sent twice it is once."""
    row = locked_indicator(indicator)
    facts = _checked({"review_by": review_by}, at) | {"reviewed_on": at.date()}
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if not changed:
        return row
    if row.row_version != row_version:
        raise stale(row, changed, _("Någon annan har ändrat måttets uppgifter sedan du öppnade sidan."))
    _save(row, changed)
    record(act="indicator.reviewed", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def end_indicator(
    *, indicator: Indicator, ended_on: date, ended_reason: str, row_version: int, by, at: datetime,
    replaced_by: Indicator | None = None,
) -> Indicator:  # fmt: skip
    """No more figures come: since when, why, and what came instead. The series is never drawn on. A new reason for one
    that has ended already is another one. Raises StaleEdit or RuleBroken at the field."""
    row = locked_indicator(indicator)
    facts: dict[str, Any] = checked(Indicator, {"ended_reason": ended_reason})
    facts |= {"ended_on": ended_on, "replaced_by": replaced_by}
    if not facts["ended_reason"]:
        raise RuleBroken(_("Skriv varför måttet upphör. Alla som läser måttet ser det."), field="ended_reason")
    if ended_on > at.date():
        raise RuleBroken(_("Dagen har inte varit än. Avsluta måttet när det har upphört."), field="ended_on")
    _ensure_successor(row, replaced_by)
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if not changed:
        return row
    if row.row_version != row_version:
        raise stale(row, changed, _("Någon annan har ändrat måttets uppgifter sedan du öppnade sidan."))
    _save(row, changed)
    record(act="indicator.ended", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def reopen_indicator(*, indicator: Indicator, by, at: datetime) -> Indicator:
    """It had not ended after all. Twice is once."""
    row = locked_indicator(indicator)
    if row.ended_on is not None:
        _save(row, {"ended_on": None, "ended_reason": "", "replaced_by": None})
        record(act="indicator.reopened", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


# --- What sources call it ---------------------------------------------------------------------


@transaction.atomic
def add_code(*, indicator: Indicator, source: str, code: str, by, at: datetime) -> ExternalId:
    """What a source calls the indicator, so that figures find their way. Always text: leading zeros stay.

    Already there: that one. Raises RuleBroken for a code that another of the lab's indicators goes by, since a figure
    would not know where to go.
    """
    row = locked_indicator(indicator)
    facts = checked(ExternalId, {"source": source, "code": code})
    if not facts["code"] or any(sign.isspace() for sign in facts["code"]):
        raise RuleBroken(_("Skriv koden som källan har den, utan mellanslag."), field="code")
    there = ExternalId.objects.filter(gone_at__isnull=True, indicator__lab=row.lab_id, **facts).first()
    if there is not None and there.indicator_id != row.pk:
        raise RuleBroken(
            _("Koden hör redan till måttet %(key)s i labbet.") % {"key": there.indicator.key}, field="code"
        )
    if there is None:
        there = ExternalId.objects.create(indicator=row, **facts)
        record(act="indicator.code_added", subject=row, by=by, at=at, lab_id=row.lab_id)
    return there


@transaction.atomic
def remove_code(*, code: ExternalId, by, at: datetime) -> None:
    """The source does not call it so any longer. Twice is once."""
    row = ExternalId.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=code.pk)
    if row.gone_at is None:
        row.gone_at = at
        row.save(update_fields=["gone_at"])
        record(act="indicator.code_removed", subject=row.indicator, by=by, at=at, lab_id=row.indicator.lab_id)


# --- Inner parts ------------------------------------------------------------------------------


def locked_indicator(indicator: Indicator) -> Indicator:
    """The row with its lab, held until the act is done."""
    return Indicator.objects.select_for_update(of=("self",)).select_related("lab").get(pk=indicator.pk)


def free_key(wanted: str) -> str:
    """An address that no indicator has, made of these words."""
    base = slugify(wanted)[:70].strip("-") or "matt"
    taken = set(Indicator.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(key for n in range(1, len(taken) + 2) if (key := base if n == 1 else f"{base}-{n}") not in taken)


def _save(row: Indicator, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(row, name, value)
    row.row_version += 1
    row.save(update_fields=[*changed, "row_version"])


def _checked(facts: dict[str, Any], at: datetime | None) -> dict[str, Any]:
    """at: now, where the day of the next review is a new one."""
    out = checked(Indicator, facts)
    if "owner" in out and not out["owner"]:
        raise RuleBroken(_("Skriv vilken funktion som svarar för måttet."), field="owner")
    if at is not None and "review_by" in out and out["review_by"] <= at.date():
        raise RuleBroken(_("Välj en dag som inte har varit än."), field="review_by")
    return out


def _ensure_successor(row: Indicator, other: Indicator | None) -> None:
    """Of the same lab, and no circle."""
    if other is None:
        return
    if other.lab_id != row.lab_id:
        raise RuleBroken(_("Välj ett av labbets mått."), field="replaced_by")
    seen, step = {row.pk}, other  # type: set[int], Indicator | None
    while step is not None:
        if step.pk in seen:
            raise RuleBroken(_("Måtten skulle ersätta varandra i en ring. Välj ett annat."), field="replaced_by")
        seen.add(step.pk)
        step = step.replaced_by
