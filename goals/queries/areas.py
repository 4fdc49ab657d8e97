"""The value areas of a lab."""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet

from goals.models import GoalVersion, ValueArea


def areas_of(lab) -> QuerySet[ValueArea]:
    """Those in use, by name."""
    return ValueArea.objects.filter(lab=lab, gone_at=None).select_related("lab").order_by("name", "pk")


def areas_with_use(lab) -> QuerySet[ValueArea]:
    """The same, each with `.used`: how many målbilder touch it in the wording that is written on or public now."""
    now = Q(links__version__frozen_at=None) | Q(links__version__published_at__isnull=False) & ~Q(
        links__version__status="replaced"
    )
    return areas_of(lab).annotate(used=Count(F("links__version__goal"), filter=now, distinct=True))


def areas_written(version: GoalVersion) -> list[list[str]]:
    """[[name, reason]] by name, as a frozen version keeps them."""
    return [list(row) for row in version.value_links.order_by("area__name").values_list("area__name", "reason")]
