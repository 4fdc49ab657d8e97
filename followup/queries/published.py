"""What anyone may read of the figures: the one door to them, for pages, charts, files, the API and messages alike.

Nothing else reads `Published` or `Verdict`, and no page, chart, file or limit is made of `Observation`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from followup.analysis.cells import Cell, unpack
from followup.models import Indicator, IndicatorVersion, Published, Release, Unit, Verdict


@dataclass(frozen=True)
class Told:
    """The figures of one unit in the latest release of one version, and what they come to. cells: every sex and age.
    verdicts: {(sex, age): Verdict}."""

    release: Release
    unit: Unit
    cells: list[Cell]
    verdicts: dict[tuple[str, str], Verdict]

    @property
    def verdict(self) -> Verdict | None:
        """For everybody."""
        return self.verdicts.get(("T", ""))


def public_indicators() -> QuerySet[Indicator]:
    """Indicators with a published version, of labs that anyone may read."""
    published = IndicatorVersion.objects.filter(indicator=OuterRef("pk"), published_at__isnull=False)
    return (
        Indicator.objects.filter(lab__is_public=True)
        .annotate(version_now=Subquery(published.order_by("-number").values("pk")[:1]))
        .filter(version_now__isnull=False)
        .select_related("lab", "replaced_by")
    )


def current_versions(indicators: Iterable[Indicator] | Collection[int]) -> dict[int, IndicatorVersion]:
    """{indicator id: its latest published version}. One query."""
    ids = [one.pk if isinstance(one, Indicator) else one for one in indicators]
    rows = (
        IndicatorVersion.objects.filter(indicator__in=ids, published_at__isnull=False)
        .select_related("indicator__lab")
        .order_by("indicator_id", "number")
    )
    return {row.indicator_id: row for row in rows}


def told_units() -> QuerySet[Unit]:
    """Units that something is told of in a public lab, by name, with what they are a part of."""
    rows = Published.objects.filter(unit=OuterRef("pk"), release__version__indicator__lab__is_public=True)
    return Unit.objects.filter(Exists(rows)).select_related("parent").order_by("name", "code")


def latest_releases(versions: Collection[int]) -> dict[int, Release]:
    """{version id: its latest release}. One query."""
    later = Release.objects.filter(version=OuterRef("version"), number__gt=OuterRef("number"))
    rows = Release.objects.filter(~Exists(later), version__in=versions).select_related("version__indicator__lab")
    return {row.version_id: row for row in rows.order_by("version_id")}


def standing_releases(versions: Iterable[IndicatorVersion]) -> dict[int, Release]:
    """{version id: its latest release, or where it has none yet that of the nearest published version before it}. Of
    each `.version` is what its figures are made by: where that is another than the one asked for, the page says so.
    One query."""
    asked = {version.pk: version for version in versions}
    later = Release.objects.filter(version=OuterRef("version"), number__gt=OuterRef("number"))
    rows = Release.objects.filter(
        ~Exists(later), version__indicator__in={version.indicator_id for version in asked.values()},
        version__published_at__isnull=False,
    ).select_related("version__indicator__lab")  # fmt: skip
    by_indicator: dict[int, list[Release]] = {}
    for row in rows.order_by("version__number", "pk"):
        by_indicator.setdefault(row.version.indicator_id, []).append(row)
    out = {}
    for pk, version in asked.items():
        for row in by_indicator.get(version.indicator_id, []):
            if row.version.number <= version.number:
                out[pk] = row
        if pk in out and out[pk].version_id == pk:
            out[pk].version = version
    return out


def units_in(release: Release) -> QuerySet:
    """Ids of the units that a release tells of, to be used within another query."""
    return Published.objects.filter(release=release).order_by().values("unit")


def told(releases: Collection[Release], *, units: Collection[int] | None = None) -> dict[tuple[int, int], Told]:
    """{(version id, unit id): what is told}. units: only these. Two queries, however many."""
    by_id = {release.pk: release for release in releases}
    rows = Published.objects.filter(release__in=by_id).select_related("unit")
    judged = Verdict.objects.filter(release__in=by_id)
    if units is not None:
        rows, judged = rows.filter(unit__in=units), judged.filter(unit__in=units)
    verdicts: dict[tuple[int, int], dict[tuple[str, str], Verdict]] = {}
    for verdict in judged:
        verdicts.setdefault((verdict.release_id, verdict.unit_id), {})[verdict.sex, verdict.age] = verdict
    out = {}
    for row in rows.order_by("release_id", F("unit__name"), "unit_id"):
        release = by_id[row.release_id]
        out[release.version_id, row.unit_id] = Told(
            release, row.unit, unpack(row.cells), verdicts.get((release.pk, row.unit_id), {})
        )
    return out


def cells_of(releases: Collection[int]) -> dict[int, dict[int, list[Cell]]]:
    """{release id: {unit id: its cells}}. One query."""
    out: dict[int, dict[int, list[Cell]]] = {}
    rows = Published.objects.filter(release__in=releases).order_by("release_id", "unit_id")
    for release, unit, packed in rows.values_list("release_id", "unit_id", "cells"):
        out.setdefault(release, {})[unit] = unpack(packed)
    return out


def every_release(versions: Collection[int]) -> dict[int, list[tuple[Release, dict[int, list[Cell]]]]]:
    """{version id: all that has ever been told of it, in order}: each release with the cells of each unit. Two queries,
    however many versions."""
    releases = list(Release.objects.filter(version__in=versions).order_by("version_id", "number"))
    told = cells_of([release.pk for release in releases])
    out: dict[int, list[tuple[Release, dict[int, list[Cell]]]]] = {pk: [] for pk in versions}
    for release in releases:
        out[release.version_id].append((release, told.get(release.pk, {})))
    return out


def units_told(releases: Collection[Release]) -> dict[int, list[Unit]]:
    """{version id: the units that are told of, by name}, without their figures. One query."""
    by_id = {release.pk: release.version_id for release in releases}
    out: dict[int, list[Unit]] = {version: [] for version in by_id.values()}
    rows = Published.objects.filter(release__in=by_id).select_related("unit__parent").defer("cells")
    for row in rows.order_by("unit__name", "unit__code"):
        out[by_id[row.release_id]].append(row.unit)
    return out


def verdicts_told(
    releases: Collection[Release], *, units: Collection[int] | None = None
) -> dict[tuple[int, int], Verdict]:
    """{(version id, unit id): the verdict for everybody}, with its unit and without the figures. One query."""
    by_id = {release.pk: release.version_id for release in releases}
    rows = Verdict.objects.filter(release__in=by_id, sex="T", age="").select_related("unit__parent", "release")
    if units is not None:
        rows = rows.filter(unit__in=units)
    return {(by_id[row.release_id], row.unit_id): row for row in rows}
