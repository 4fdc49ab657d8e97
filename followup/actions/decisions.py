"""Decisions about the chart of one series: made by somebody, for a reason, never by a rule."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followup.analysis.charting import BASELINE, EXCLUDE, REBASE
from followup.analysis.defined import Decision
from followup.enums import DecisionKind
from followup.models import ChartDecision, Indicator
from followup.queries.decisions import Followable, standing_like
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import looks_personal, tidy
from hlab.stats.spc.chart import FEWEST

LONGEST_REASON, LONGEST_WHO = 400, 160


@transaction.atomic
def decide(
    *,
    followable: Followable,
    kind: str,
    period: str = "",
    count: int | None = None,
    reason: str,
    decided_by: str,
    by,
    at: datetime,
) -> ChartDecision:
    """Decide about one published series. The same again gives the decision that stands. It is seen in the answers from
    the next release on, and older ones stay as they were. Raises RuleBroken with the field at fault."""
    indicator, unit = followable.version.indicator, followable.unit
    list(Indicator.objects.select_for_update().filter(pk=indicator.pk).values_list("pk"))
    wanted = checked(followable, kind=kind, period=period, count=count, reason=reason, decided_by=decided_by, at=at)
    sex, age = followable.sex, followable.age
    if (old := standing_like(indicator, unit, sex=sex, age=age, kind=kind, period=wanted.period)) is not None:
        if (old.count, old.reason, old.decided_by) == (wanted.count, wanted.reason, wanted.decided_by):
            return old
        raise RuleBroken(
            _("Det finns redan ett sådant beslut. Ta tillbaka det först."),
            field="kind" if kind == BASELINE else "period", status=409,
        )  # fmt: skip
    row = ChartDecision.objects.create(
        indicator=indicator, unit=unit, sex=sex, age=age, kind=kind, period=wanted.period, count=wanted.count,
        reason=wanted.reason, decided_by=wanted.decided_by, by=user_of(by), at=at,
    )  # fmt: skip
    record(
        act="decision.made", subject=indicator, by=by, at=at, lab_id=indicator.lab_id, decision_kind=kind,
        unit=unit.code, decision=row.pk,
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw_decision(*, decision: ChartDecision, reason: str, by, at: datetime) -> ChartDecision:
    """Take it back, with a reason. The row stays. Twice is once. Raises RuleBroken without a reason."""
    row = ChartDecision.objects.select_for_update(of=("self",)).select_related("indicator", "unit").get(pk=decision.pk)
    if row.withdrawn_at is not None:
        return row
    row.withdrawn_reason = _words(reason, "reason", LONGEST_REASON, _("Skriv varför beslutet tas tillbaka."))
    row.withdrawn_at, row.withdrawn_by = at, user_of(by)
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record(
        act="decision.withdrawn", subject=row.indicator, by=by, at=at, lab_id=row.indicator.lab_id,
        decision_kind=row.kind, unit=row.unit.code, decision=row.pk,
    )  # fmt: skip
    return row


def checked(
    followable: Followable, *, kind: str, period: str, count: int | None, reason: str, decided_by: str, at: datetime
) -> Decision:
    """The decision as it would be kept; also for a look at what it would change. Raises RuleBroken."""
    if kind not in DecisionKind.values:
        raise RuleBroken(_("Välj vad beslutet gäller."), field="kind")
    if kind == BASELINE:
        period, count = "", _checked_count(followable, count)
    else:
        period, count = _checked_period(followable, kind, period), None
    said = _words(reason, "reason", LONGEST_REASON, _("Skriv varför. Ett beslut utan skäl går inte att pröva."))
    who = _words(decided_by, "decided_by", LONGEST_WHO, _("Skriv vem som har beslutat, som funktion eller grupp."))
    return Decision(kind, period, count, said, who, at.date())


def _checked_period(followable: Followable, kind: str, period: str) -> str:
    cell = next((cell for cell in followable.cells if cell.period == period), None)
    if cell is None:
        raise RuleBroken(_("Välj en period som finns i serien."), field="period")
    if kind == REBASE and cell is followable.cells[0]:
        raise RuleBroken(_("Serien börjar där redan. Välj en senare period."), field="period")
    if kind == EXCLUDE and not cell.is_shown:
        raise RuleBroken(_("Det finns inget värde att räkna bort för den perioden."), field="period")
    return period


def _checked_count(followable: Followable, count: int | None) -> int:
    shown = sum(cell.is_shown for cell in followable.cells)
    if count is None or count < FEWEST:
        raise RuleBroken(_("Välj minst %(n)d värden. Färre ger osäkra gränser.") % {"n": FEWEST}, field="count")
    if count > shown:
        raise RuleBroken(_("Serien har bara %(n)d värden.") % {"n": shown}, field="count")
    return count


def _words(text: str, field: str, longest: int, missing: str) -> str:
    text = tidy(text)
    if not text:
        raise RuleBroken(missing, field=field)
    if len(text) > longest:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": longest}, field=field)
    if looks_personal(text):
        raise RuleBroken(
            _("Texten ser ut att innehålla personuppgifter. Den visas öppet, så ta bort dem."), field=field
        )
    return text
