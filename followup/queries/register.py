"""A lab's register of indicators: all of them, searched and narrowed, and one with everything around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from followup.enums import IndicatorKind, Logic, QualityArea
from followup.models import ExternalId, FollowLink, Indicator, IndicatorVersion, KnownBreak, Target
from hlab.labs.enums import FocusShift

STATES = ("lever", "utkast", "utan", "se-over", "upphort")
"""What a list can be narrowed to: still running, with a draft, tied to nothing, to be looked through, ended."""


@dataclass(frozen=True)
class Shares:
    """How many of the indicators that a lab follows measure value for the person, production, and what makes either
    possible. Those with a published version that have not ended; total is their sum."""

    service: int = 0
    production: int = 0
    support: int = 0

    @property
    def total(self) -> int:
        return self.service + self.production + self.support


def indicators() -> QuerySet[Indicator]:
    """Indicators with lab and successor."""
    return Indicator.objects.select_related("lab", "replaced_by")


def versions() -> QuerySet[IndicatorVersion]:
    """Versions with indicator and lab."""
    return IndicatorVersion.objects.select_related("indicator__lab", "indicator__replaced_by", "uncertainty_by")


def codes() -> QuerySet[ExternalId]:
    """What sources call indicators, those that are in use. lab_id: of the indicator's lab, which rules ask for."""
    rows = ExternalId.objects.filter(gone_at__isnull=True).select_related("indicator__lab")
    return rows.annotate(lab_id=F("indicator__lab_id"))


def targets() -> QuerySet[Target]:
    """Targets that stand. lab_id: as of `codes`."""
    rows = Target.objects.filter(withdrawn_at__isnull=True).select_related("indicator__lab")
    return rows.annotate(lab_id=F("indicator__lab_id"))


def breaks() -> QuerySet[KnownBreak]:
    """Breaks that stand. lab_id: as of `codes`."""
    rows = KnownBreak.objects.filter(withdrawn_at__isnull=True).select_related("indicator__lab")
    return rows.annotate(lab_id=F("indicator__lab_id"))


def register_of(lab) -> QuerySet[Indicator]:
    """A lab's indicators by name. `.now_title`, `.now_logic` … of the latest version, published or not;
    `.is_linked`: to a målbild or a value area; `.has_draft`; `.is_public`. One query, and two with `with_versions`."""
    latest = IndicatorVersion.objects.filter(indicator=OuterRef("pk")).order_by("-number")
    published = IndicatorVersion.objects.filter(indicator=OuterRef("pk"), published_at__isnull=False)
    draft = IndicatorVersion.objects.filter(indicator=OuterRef("pk"), published_at__isnull=True)
    links = FollowLink.objects.filter(indicator=OuterRef("pk"), gone_at__isnull=True)
    now = {
        f"now_{name}": Subquery(latest.values(name)[:1])
        for name in ("title", "short_title", "question", "logic", "polarity", "quality_area", "register_name")
    }
    shifts = Subquery(latest.annotate(text=Cast("shifts", CharField())).values("text")[:1])
    rows: Any = indicators().filter(lab=lab)
    rows = rows.annotate(
        **now, now_shifts=shifts, is_linked=Exists(links), has_draft=Exists(draft), is_public=Exists(published)
    )
    return rows.order_by("now_title", "pk")


def narrowed(
    found: QuerySet[Indicator], *, today: date, words: str = "", logic: str = "", kind: str = "", shift: str = "",
    area: str = "", state: str = "",
) -> QuerySet[Indicator]:  # fmt: skip
    """Those of `register_of` that are asked for. What does not exist narrows nothing."""
    rows: Any = found
    if words:
        in_codes = ExternalId.objects.filter(indicator=OuterRef("pk"), gone_at__isnull=True, code__icontains=words)
        said = Q(now_title__icontains=words) | Q(now_question__icontains=words) | Q(owner__icontains=words)
        rows = rows.filter(said | Q(now_register_name__icontains=words) | Q(key__icontains=words) | Exists(in_codes))
    rows = rows.filter(now_logic=logic) if logic in Logic.values else rows
    rows = rows.filter(kind=kind) if kind in IndicatorKind.values else rows
    rows = rows.filter(now_quality_area=area) if area in QualityArea.values else rows
    rows = rows.filter(now_shifts__contains=f'"{shift}"') if shift in FocusShift.values else rows
    conditions = {
        "lever": Q(ended_on__isnull=True), "utkast": Q(has_draft=True), "upphort": Q(ended_on__isnull=False),
        "utan": Q(is_linked=False, ended_on__isnull=True), "se-over": Q(ended_on__isnull=True, review_by__lt=today),
    }  # fmt: skip
    return rows.filter(conditions[state]) if state in conditions else rows


def register_counts(lab, today: date) -> dict[str, int]:
    """{state of STATES: how many}, and "alla". One query."""
    linked = Exists(FollowLink.objects.filter(indicator=OuterRef("pk"), gone_at__isnull=True))
    draft = Exists(IndicatorVersion.objects.filter(indicator=OuterRef("pk"), published_at__isnull=True))
    lives = Q(ended_on__isnull=True)
    rows = Indicator.objects.filter(lab=lab).annotate(is_linked=linked, has_draft=draft)
    return rows.aggregate(
        **{
            "alla": Count("pk"),
            "lever": Count("pk", filter=lives),
            "utkast": Count("pk", filter=Q(has_draft=True)),
            "utan": Count("pk", filter=lives & Q(is_linked=False)),
            "se-over": Count("pk", filter=lives & Q(review_by__lt=today)),
            "upphort": Count("pk", filter=~lives),
        }
    )


def desk() -> QuerySet[Indicator]:
    """Indicators with everything that the page of one says: versions (the last first), codes, targets and breaks that
    stand, what they replace."""
    return indicators().prefetch_related(
        Prefetch("versions", IndicatorVersion.objects.select_related("uncertainty_by").order_by("-number")),
        Prefetch("external_ids", ExternalId.objects.filter(gone_at__isnull=True).order_by("source", "code")),
        Prefetch("targets", Target.objects.filter(withdrawn_at__isnull=True).order_by("valid_from", "pk")),
        Prefetch("breaks", KnownBreak.objects.filter(withdrawn_at__isnull=True).order_by("on", "pk")),
        Prefetch("replaces", Indicator.objects.order_by("key")),
    )


def others_of(indicator: Indicator) -> QuerySet[Indicator]:
    """What may come in its place, or be its interval: the lab's other indicators, by name."""
    return register_of(indicator.lab_id).exclude(pk=indicator.pk)


def shares(lab) -> Shares:
    """How the indicators of one lab divide."""
    return shares_of([lab.pk])[lab.pk]


def shares_of(lab_ids) -> dict[int, Shares]:
    """{lab id: how its indicators divide}, zero for labs that follow nothing. One query however many."""
    ids = list(lab_ids)
    published = IndicatorVersion.objects.filter(indicator=OuterRef("pk"), published_at__isnull=False)
    rows = (
        Indicator.objects.filter(lab__in=ids, ended_on__isnull=True)
        .annotate(logic=Subquery(published.order_by("-number").values("logic")[:1]))
        .filter(logic__isnull=False)
        .order_by()
        .values_list("lab", "logic")
        .annotate(n=Count("pk"))
    )
    found: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    for lab_id, logic, n in rows:
        found[lab_id][logic] = n
    return {pk: Shares(**by_logic) for pk, by_logic in found.items()}
