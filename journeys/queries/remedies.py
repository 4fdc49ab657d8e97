"""What a lab has done about gaps."""

from __future__ import annotations

from django.db.models import Exists, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from journeys.enums import Grade
from journeys.models import Gap, Journey, Remedy


def remedies() -> QuerySet[Remedy]:
    """Remedies with their lab; those taken away too."""
    return Remedy.objects.select_related("lab")


def remedies_of(lab_id: int) -> QuerySet[Remedy]:
    """A lab's remedies, latest first; not those taken away."""
    return Remedy.objects.filter(lab=lab_id, gone_at__isnull=True)


def removed_of(lab_id: int) -> QuerySet[Remedy]:
    """Those that were taken away and can be taken back, latest first."""
    return Remedy.objects.filter(lab=lab_id, gone_at__isnull=False)


def remedies_for(journey: Journey) -> QuerySet[Remedy]:
    """What the lab has done about a kind of gap that this map has, and that is more than assumed. `last_day`: the day
    of the way, counted from its day nought, when such a gap last began; None where that is not known."""
    same = Gap.objects.filter(
        journey=journey, gone_at=None, after__gone_at=None, after__phase__gone_at=None, kind=OuterRef("kind"),
        from_actor__kind=OuterRef("from_kind"), from_actor__gone_at=None, to_actor__kind=OuterRef("to_kind"),
        to_actor__gone_at=None,
    ).exclude(grade=Grade.ASSUMED)  # fmt: skip
    day = Coalesce("after__to_day", "after__from_day")
    last = same.order_by().values("journey").annotate(last=Max(day)).values("last")
    return (
        remedies_of(journey.lab_id)
        .filter(Exists(same), county__in=("", journey.county))
        .annotate(last_day=Subquery(last, output_field=IntegerField()))
    )
