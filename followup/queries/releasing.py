"""Releases as those who make them see them."""

from __future__ import annotations

from django.db.models import F, QuerySet

from followup.analysis.cells import Cell
from followup.analysis.cube_diff import Told, differing
from followup.models import Indicator, IndicatorVersion, Release, Unit
from followup.queries.published import cells_of


def indicators() -> QuerySet[Indicator]:
    """With their lab, as the door and the crumbs need."""
    return Indicator.objects.select_related("lab")


def latest_version(indicator: Indicator) -> IndicatorVersion | None:
    """The version whose figures are made public: the latest that stands."""
    rows = indicator.versions.filter(published_at__isnull=False).select_related("indicator__lab")
    return rows.order_by("-number").first()


def releases_of(indicator: Indicator) -> QuerySet[Release]:
    """Every release of every version, the latest first."""
    rows = Release.objects.filter(version__indicator=indicator).select_related("version", "made_by")
    return rows.order_by("-version__number", "-number", "-pk")


def releases() -> QuerySet[Release]:
    """lab_id: of the indicator's lab, which rules ask for."""
    rows = Release.objects.select_related("version__indicator__lab", "made_by")
    return rows.annotate(lab_id=F("version__indicator__lab_id"))


def before(release: Release) -> Release | None:
    """The one before it, of the same version."""
    return Release.objects.filter(version=release.version_id, number__lt=release.number).order_by("-number").first()


def difference(release: Release, former: Release | None) -> tuple[list[Told], dict[int, Unit]]:
    """(what is told otherwise, by name of the unit; {unit id: unit}). Two queries."""
    told = cells_of([release.pk] + ([former.pk] if former else []))
    now = told.get(release.pk, {})
    old: dict[int, list[Cell]] = told.get(former.pk, {}) if former else {}
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=now.keys() | old.keys()).order_by("name", "code")}
    return differing(_by(units, old), _by(units, now)), units


def _by(units: dict[int, Unit], cells: dict[int, list[Cell]]) -> dict[int, list[Cell]]:
    return {pk: cells[pk] for pk in units if pk in cells}
