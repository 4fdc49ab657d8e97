"""What has been decided to aim at, and from when figures are not comparable with those before. Both stand as they were
put down; what is taken back keeps its row."""

from __future__ import annotations

import math
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followup.actions.indicators import locked_indicator
from followup.actions.register_facts import checked
from followup.enums import Polarity, ValueType
from followup.models import Indicator, KnownBreak, Target
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken


@transaction.atomic
def add_target(
    *, indicator: Indicator, value: float, valid_from: date, source: str, by, at: datetime, level: str = ""
) -> Target:
    """A target that somebody has decided, from a day on. value: as it is shown (80 for 80 per cent). level: a code of
    `UnitKind`, blank for every level. The same again is the one that is there.

    Raises RuleBroken at the field: for a volume, which has no target; for a range, which is one; and where the level
    has another target from that day.
    """
    row = locked_indicator(indicator)
    facts = checked(Target, {"source": source, "level": level})
    if not facts["source"]:
        raise RuleBroken(_("Skriv var målet är beslutat, och av vem."), field="source")
    _ensure_aimable(row, value)
    there = Target.objects.filter(
        indicator=row, level=facts["level"], valid_from=valid_from, withdrawn_at__isnull=True
    ).first()
    if there is not None:
        if (there.value, there.source) == (value, facts["source"]):
            return there
        raise RuleBroken(_("Det finns redan ett mål från den dagen. Ta tillbaka det först."), field="valid_from")
    made = Target.objects.create(
        indicator=row, value=value, valid_from=valid_from, added_by=user_of(by), added_at=at, **facts
    )
    record(act="target.added", subject=row, by=by, at=at, lab_id=row.lab_id, target=made.pk)
    return made


@transaction.atomic
def withdraw_target(*, target: Target, by, at: datetime) -> None:
    """It is aimed at no longer, or never was. Twice is once."""
    row = Target.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=target.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        record(act="target.withdrawn", subject=row.indicator, by=by, at=at, lab_id=row.indicator.lab_id, target=row.pk)


@transaction.atomic
def add_break(*, indicator: Indicator, on: date, what: str, by, at: datetime) -> KnownBreak:
    """From this day figures are not comparable with those before; nothing is judged across it. The same again is the
    one that is there. Raises RuleBroken at the field."""
    row = locked_indicator(indicator)
    words = checked(KnownBreak, {"what": what})["what"]
    if not words:
        raise RuleBroken(_("Skriv vad som ändrades den dagen."), field="what")
    there = KnownBreak.objects.filter(indicator=row, on=on, withdrawn_at__isnull=True).first()
    if there is not None:
        if there.what == words:
            return there
        raise RuleBroken(_("Det finns redan ett brott den dagen. Ta bort det först om orden ska ändras."), field="on")
    made = KnownBreak.objects.create(indicator=row, on=on, what=words, added_by=user_of(by), added_at=at)
    record(act="break.added", subject=row, by=by, at=at, lab_id=row.lab_id)
    return made


@transaction.atomic
def withdraw_break(*, known: KnownBreak, by, at: datetime) -> None:
    """The figures are comparable after all. Twice is once."""
    row = KnownBreak.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=known.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        record(act="break.withdrawn", subject=row.indicator, by=by, at=at, lab_id=row.indicator.lab_id)


def _ensure_aimable(indicator: Indicator, value: float) -> None:
    if not math.isfinite(value):
        raise RuleBroken(_("Skriv målet som ett tal."), field="value")
    version = indicator.versions.order_by("-number").first()
    if version is None:
        return
    if version.polarity == Polarity.NEUTRAL:
        raise RuleBroken(
            _("Måttet har ingen önskad riktning. En volym har inget mål: fler eller färre är inte bra eller dåligt i "
              "sig."), field="value",
        )  # fmt: skip
    if version.polarity == Polarity.RANGE:
        raise RuleBroken(_("Målet är spannet självt. Ändra det i en ny version."), field="value")
    if version.value_type == ValueType.PROPORTION and not 0 <= value <= version.multiplier:
        raise RuleBroken(
            _("En andel ligger mellan 0 och %(most)s. Skriv 80 för 80 procent.") % {"most": version.multiplier},
            field="value",
        )
    if value < 0 and version.value_type not in (ValueType.MEAN, ValueType.MEDIAN):
        raise RuleBroken(_("Målet kan inte vara mindre än 0."), field="value")
