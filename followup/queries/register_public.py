"""The register of indicators as anyone may read it: the list with its search, one indicator through its versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from followup.models import ExternalId, FollowLink, Indicator, IndicatorVersion, Release
from followup.queries.published import latest_releases
from goals.queries.public import published_goals
from hlab.core.stems import holds, stems
from hlab.labs.models import Lab

FOUND_BY = ("title", "short_title", "question", "definition", "population", "register_name", "platform")
MOST_LETTERS = 200
LINKED, UNLINKED = "med", "utan"


def versions_in_list(
    *,
    query: str = "",
    lab: Lab | str = "",
    kind: str = "",
    logic: str = "",
    polarity: str = "",
    area: str = "",
    shift: str = "",
    linked: str = "",
) -> list[IndicatorVersion]:
    """The version that counts now of every public indicator, by name, filtered. A query must find every one of its
    words; one that holds none finds nothing. linked: "med" or "utan" a målbild or value area. One query: there are few
    enough to be looked through."""  # fmt: skip
    rows = _current().annotate(is_linked=Exists(_links().filter(indicator=OuterRef("indicator"))))
    for field, wanted in (
        ("indicator__lab", lab), ("indicator__kind", kind), ("logic", logic), ("polarity", polarity),
        ("quality_area", area),
    ):  # fmt: skip
        if wanted:
            rows = rows.filter(**{field: wanted})
    if linked in (LINKED, UNLINKED):
        rows = rows.filter(is_linked=linked == LINKED)
    found: list[IndicatorVersion] = [row for row in rows if not shift or shift in row.shifts]
    return found if not query.strip() else _saying(found, query)


def found_versions(query: str, *, every: bool) -> list[IndicatorVersion]:
    """Public indicators that hold every word of a query, or with every=False some of them, by name. One query."""
    return _saying(_current(), query, every=every)


def indicators_in_map() -> list[tuple[str, datetime]]:
    """[(key, when its version was published)] of what a search engine may list. One query."""
    rows = _current().order_by("indicator__key").values_list("indicator__key", "published_at")
    return [(key, at) for key, at in rows if at is not None]


def versions_of(key: str) -> list[IndicatorVersion]:
    """Every published version of the public indicator at this address, the latest first; empty where there is none.
    One query: each has indicator and lab."""
    rows = IndicatorVersion.objects.filter(
        indicator__key=key, indicator__lab__is_public=True, published_at__isnull=False
    )
    return list(rows.select_related("indicator__lab", "uncertainty_by").order_by("-number"))


def kin_of(indicator: Indicator) -> tuple[IndicatorVersion | None, list[IndicatorVersion]]:
    """(what has replaced it, what it replaces), as far as they are public. One query."""
    rows = _current().filter(Q(indicator=indicator.replaced_by_id) | Q(indicator__replaced_by=indicator))
    found = {row.indicator_id: row for row in rows}
    later = found.pop(indicator.replaced_by_id, None) if indicator.replaced_by_id else None
    return later, list(found.values())


def codes_of(indicator: Indicator) -> list[ExternalId]:
    """What sources call it. One query."""
    return list(ExternalId.objects.filter(indicator=indicator).order_by("source", "code", "pk"))


@dataclass(frozen=True)
class Serves:
    """What an indicator is followed for. goal: the public title of a målbild, blank where only an area is named."""

    lab: Lab
    area: str
    goal: str
    address: str
    reason: str


def links_openly(indicators: Collection[int]) -> dict[int, list[Serves]]:
    """{indicator id: what it serves, in the labs' own order}, of public labs and public målbilder. One query."""
    public = published_goals().filter(goal=OuterRef("goal"))
    rows = (
        _links()
        .filter(indicator__in=indicators)
        .annotate(goal_title=Subquery(public.values("title")[:1]), goal_slug=F("goal__slug"))
        .select_related("lab", "area", "goal")
        .order_by("lab__name", "lab_id", "place", "pk")
    )
    out: dict[int, list[Serves]] = {pk: [] for pk in indicators}
    for row in rows:
        area = row.area.name if row.area and row.area.gone_at is None else ""
        goal = row.goal_title if row.goal else ""
        if (area or goal) and row.indicator_id is not None:
            address = row.goal.address if row.goal and goal else ""
            out[row.indicator_id].append(Serves(row.lab, area, goal or "", address, row.reason))
    return out


def released(versions: Iterable[IndicatorVersion]) -> dict[int, Release]:
    """{version id: its latest release}, each with the version given. One query."""
    by_id = {version.pk: version for version in versions}
    found = latest_releases(by_id)
    for pk, release in found.items():
        release.version = by_id[pk]
    return found


# --- Inner parts ------------------------------------------------------------------------------


def _current() -> QuerySet[IndicatorVersion]:
    """The latest published version of each indicator of a public lab, by name."""
    published = IndicatorVersion.objects.filter(published_at__isnull=False)
    later = published.filter(indicator=OuterRef("indicator"), number__gt=OuterRef("number"))
    rows = published.filter(~Exists(later), indicator__lab__is_public=True)
    return rows.select_related("indicator__lab").order_by("title", "pk")


def _links() -> QuerySet[FollowLink]:
    """Of public labs. The reason of a link is about the målbild too: none of one that is not public."""
    public = published_goals().filter(goal=OuterRef("goal"))
    rows = FollowLink.objects.filter(lab__is_public=True, gone_at__isnull=True)
    return rows.filter(Q(goal__isnull=True) | Exists(public))


def _saying(rows: Iterable[IndicatorVersion], query: str, *, every: bool = True) -> list[IndicatorVersion]:
    wanted = list(stems(query[:MOST_LETTERS]))
    return [row for row in rows if wanted and _says(row, wanted, every=every)]


def _says(row: IndicatorVersion, wanted: list[str], *, every: bool = True) -> bool:
    return holds(
        " ".join([row.indicator.key.replace("-", " "), *(getattr(row, name) for name in FOUND_BY)]), wanted, every=every
    )
