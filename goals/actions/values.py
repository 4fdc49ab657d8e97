"""The value areas of a lab, and which of them a wording touches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.evidence import locked_draft
from goals.models import GoalVersion, ValueArea, ValueLink
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.labs.actions.labs import stale
from hlab.labs.models import Lab

LONGEST_NAME, LONGEST_MEANING, LONGEST_WHY = 120, 600, 300


@transaction.atomic
def add_area(*, lab: Lab, name: str, description: str, by, at: datetime) -> ValueArea:
    """A new value area. The name is free again once the area that had it is no longer used. Raises RuleBroken."""
    lab = Lab.objects.select_for_update().get(pk=lab.pk)
    name, description = _checked(lab.pk, name, description)
    area = ValueArea.objects.create(lab=lab, name=name, description=description, created_at=at)
    record(act="value_area.added", subject=area, by=by, at=at, lab_id=lab.pk)
    return area


@transaction.atomic
def change_area(*, area: ValueArea, name: str, description: str, row_version: int, by, at: datetime) -> ValueArea:
    """Other words for a value area that is in use. Raises StaleEdit when somebody was first, or RuleBroken."""
    area = _locked(area)
    name, description = _checked(area.lab_id, name, description, but=area.pk)
    if (area.name, area.description) == (name, description):
        return area
    if area.row_version != row_version:
        yours = {"name": name, "description": description}
        raise stale(area, yours, _("Någon annan har ändrat värdeområdet sedan du öppnade sidan."))
    area.name, area.description, area.row_version = name, description, area.row_version + 1
    area.save(update_fields=["name", "description", "row_version"])
    record(act="value_area.changed", subject=area, by=by, at=at, lab_id=area.lab_id)
    return area


@transaction.atomic
def retire_area(*, area: ValueArea, by, at: datetime) -> None:
    """Let no new wording touch it. Frozen versions keep it; drafts lose it. Twice is once."""
    area = _locked(area)
    if area.gone_at is not None:
        return
    ValueLink.objects.filter(area=area, version__frozen_at=None).delete()
    area.gone_at = at
    area.save(update_fields=["gone_at"])
    record(act="value_area.retired", subject=area, by=by, at=at, lab_id=area.lab_id)


@transaction.atomic
def link_areas(*, version: GoalVersion, reasons: Mapping[int, str], by, at: datetime) -> None:
    """Let a draft touch these value areas of its lab, each for a reason, and no others. Raises RuleBroken."""
    draft = locked_draft(version)
    known = set(ValueArea.objects.filter(lab=draft.lab_id, gone_at=None).values_list("pk", flat=True))
    if reasons.keys() - known:
        raise RuleBroken(_("Något av värdeområdena används inte längre. Ladda om sidan."), status=409)
    told = {pk: tidy(reason) for pk, reason in reasons.items()}
    for pk, reason in told.items():
        if not reason:
            raise RuleBroken(_("Skriv varför målbilden rör värdeområdet."), field=f"why_{pk}")
        if len(reason) > LONGEST_WHY:
            raise RuleBroken(
                _("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LONGEST_WHY}, field=f"why_{pk}"
            )
    draft.value_links.all().delete()
    ValueLink.objects.bulk_create(
        ValueLink(version=draft, area_id=pk, reason=reason) for pk, reason in sorted(told.items())
    )
    record(act="goal.areas_linked", subject=draft, by=by, at=at, lab_id=draft.lab_id, n=len(told))


def _locked(area: ValueArea) -> ValueArea:
    return ValueArea.objects.select_for_update(of=("self",)).select_related("lab").get(pk=area.pk)


def _checked(lab_id: int, name: str, description: str, but: int | None = None) -> tuple[str, str]:
    name, description = " ".join(tidy(name).split()), tidy(description)
    if not name:
        raise RuleBroken(_("Ge värdeområdet ett namn."), field="name")
    if len(name) > LONGEST_NAME or len(description) > LONGEST_MEANING:
        raise RuleBroken(_("Texten är för lång."), field="name" if len(name) > LONGEST_NAME else "description")
    if ValueArea.objects.filter(lab=lab_id, name=name, gone_at=None).exclude(pk=but).exists():
        raise RuleBroken(_("Det finns redan ett värdeområde som heter så."), field="name")
    return name, description
