"""What an indicator means: written, published so that it stands, and begun anew when the meaning is another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from followup.actions.register_facts import checked, settled
from followup.enums import Frequency, IndicatorKind, Logic, Polarity, Standardisation, ValueType
from followup.models import ExternalId, FollowLink, Indicator, IndicatorVersion
from followup.models.indicator import LEAST_TO_JUDGE
from followup.queries.publishing import hindrances
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.labs.actions.labs import stale
from hlab.stats.suppression import DEFAULT_K

PREM_K = 10
"""Fewest people in a group whose experience is shown, unless the lab says more. Our own default."""
MOST_NUMBER = 9999
NOT_OURS = ("id", "indicator", "number", "published_at", "created_by", "created_at", "row_version")
FIELDS = tuple(
    field.name for field in IndicatorVersion._meta.get_fields() if field.concrete and field.name not in NOT_OURS
)
"""What a version says, that whoever writes it decides."""
_DEFAULTS: dict[str, Any] = {
    "definition": "", "question": "", "unit_label": "", "register_name": "", "value_type": ValueType.PROPORTION,
    "polarity": Polarity.NEUTRAL, "logic": Logic.SERVICE, "frequency": Frequency.YEAR,
    "standardisation": Standardisation.NONE, "shifts": (), "ages": (), "levels": (), "judge_n": LEAST_TO_JUDGE,
    "range_low": None, "range_high": None, "valid_to": None, "uncertainty_by": None,
}  # fmt: skip


@transaction.atomic
def write_version(*, version: IndicatorVersion, row_version: int, by, at: datetime, **fields: Any) -> IndicatorVersion:
    """Other words in a version that has not been published. fields: of FIELDS.

    Raises RuleBroken at the field, or StaleEdit with both when somebody has saved since row_version.
    """
    row = _locked(version)
    if row.published_at is not None:
        raise RuleBroken(_("Versionen är publicerad och står kvar. Börja på en ny."), status=409)
    told = {name: getattr(row, name) for name in FIELDS}
    facts = settled(told | checked(IndicatorVersion, fields))
    if not facts["title"]:
        raise RuleBroken(_("Skriv vad måttet heter."), field="title")
    changed = {name: value for name, value in facts.items() if told[name] != value}
    if not changed:
        return row
    if row.row_version != row_version:
        raise stale(row, changed, _("Någon annan har ändrat versionen sedan du öppnade sidan."))
    for name, value in changed.items():
        setattr(row, name, value)
    row.row_version += 1
    row.save(update_fields=[*changed, "row_version"])
    record(act="indicator.written", subject=row.indicator, by=by, at=at, lab_id=row.lab_id, number=row.number)
    return row


@transaction.atomic
def publish_version(*, version: IndicatorVersion, row_version: int, by, at: datetime) -> IndicatorVersion:
    """Let a version stand, from the day it says. The one before ends the day before. Twice is once.

    row_version: of what was read. Raises RuleBroken with everything that is missing.
    """
    row = _locked(version)
    if row.published_at is not None:
        return row
    if row.row_version != row_version:
        raise RuleBroken(_("Någon har ändrat versionen sedan du öppnade sidan. Läs den igen."), status=409)
    if missing := hindrances(row):
        raise RuleBroken(" ".join([_("Versionen går inte att publicera än."), *missing]), code="hindered")
    before = row.indicator.versions.filter(published_at__isnull=False).order_by("-number").first()
    if before is not None:
        before.valid_to = row.valid_from - timedelta(days=1)
        before.save(update_fields=["valid_to"])
    row.published_at = at
    row.row_version += 1
    row.save(update_fields=["published_at", "row_version"])
    record(act="indicator.published", subject=row.indicator, by=by, at=at, lab_id=row.lab_id, number=row.number)
    return row


@transaction.atomic
def new_version(*, indicator: Indicator, by, at: datetime) -> IndicatorVersion:
    """A version to write on, with all that the last one says. One is open already: that one. Raises RuleBroken for an
    indicator that has ended."""
    owner = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    last = IndicatorVersion.objects.filter(indicator=owner).order_by("-number").first()
    if last is not None and last.published_at is None:
        return last
    if last is None:
        raise RuleBroken(_("Måttet har ingen version att utgå från."), status=409)
    if owner.ended_on is not None:
        raise RuleBroken(_("Måttet har upphört. Säg först att det lever igen, eller gör ett nytt mått."), status=409)
    facts = {name: getattr(last, name) for name in FIELDS} | {
        "what_changed": "", "valid_to": None, "valid_from": max(at.date(), last.valid_from + timedelta(days=1)),
    }  # fmt: skip
    row = IndicatorVersion.objects.create(
        indicator=owner, number=last.number + 1, created_by=user_of(by), created_at=at, **facts
    )
    record(act="indicator.version_begun", subject=owner, by=by, at=at, lab_id=owner.lab_id, number=row.number)
    return row


@transaction.atomic
def discard_version(*, version: IndicatorVersion, by, at: datetime) -> bool:
    """Throw away a version that has not been published. True when the indicator went with it, which had no other.

    Raises RuleBroken for one that is published, and for the only one of an indicator that something rests on.
    """
    row = _locked(version)
    indicator, number = row.indicator, row.number
    if row.published_at is not None:
        raise RuleBroken(_("Versionen är publicerad och står kvar."), status=409)
    if row.observations.exists():
        raise RuleBroken(_("Det finns värden inlästa för den här versionen. Därför står den kvar."), status=409)
    alone = not indicator.versions.exclude(pk=row.pk).exists()
    if alone and rests_on(indicator):
        raise RuleBroken(
            _("Måttet har mål, brott eller kopplingar och står därför kvar. Avsluta det i stället."), status=409
        )
    record(act="indicator.discarded", subject=indicator, by=by, at=at, lab_id=indicator.lab_id, number=number)
    row.delete()
    if alone:
        ExternalId.objects.filter(indicator=indicator).delete()
        indicator.delete()
    return alone


def first_version(*, indicator: Indicator, by, at: datetime, number: int = 1, **words: Any) -> IndicatorVersion:
    """Version 1 to write on, with sensible values where nothing is said: within the caller's transaction."""
    facts = settled(_begun(indicator, at.date()) | checked(IndicatorVersion, words))
    if not facts["title"]:
        raise RuleBroken(_("Skriv vad måttet heter."), field="title")
    facts["short_title"] = facts["short_title"] or _shortened(facts["title"])
    return IndicatorVersion.objects.create(
        indicator=indicator, number=number, created_by=user_of(by), created_at=at, **facts
    )


def rests_on(indicator: Indicator) -> bool:
    """Whether something has been decided or tied that stands even when it is taken back."""
    return (
        indicator.targets.exists()
        or indicator.breaks.exists()
        or FollowLink.objects.filter(indicator=indicator).exists()
        or indicator.replaces.exists()
        or IndicatorVersion.objects.filter(uncertainty_by=indicator).exists()
    )


# --- Inner parts ------------------------------------------------------------------------------


def _locked(version: IndicatorVersion) -> IndicatorVersion:
    rows = IndicatorVersion.objects.select_for_update(of=("self",)).select_related("indicator__lab")
    return rows.get(pk=version.pk)


def _begun(indicator: Indicator, today: date) -> dict[str, Any]:
    blank = IndicatorVersion(indicator=indicator)
    facts = {name: getattr(blank, name) for name in FIELDS} | _DEFAULTS
    return facts | {
        "valid_from": date(today.year, 1, 1),
        "k": PREM_K if indicator.kind in (IndicatorKind.PREM, IndicatorKind.PROM) else DEFAULT_K,
        "multiplier": 100,
        "unit_label": "%",
    }


def _shortened(title: str) -> str:
    """As much of a name as has room, whole words."""
    if len(title) <= 60:
        return title
    return title[:59].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
