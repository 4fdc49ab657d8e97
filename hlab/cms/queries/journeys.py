"""Journeys that anyone may read: the list, one page, those that stand beside it, and what a search finds."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hlab.cms.analysis.stems import indexed, terms
from hlab.labs.models import Lab
from journeys.enums import JourneyKind
from journeys.models import Journey
from journeys.queries.shown import published, published_rows

FOUND_BY = ("title", "question", "person", "about", "place")


def journeys_in_list(*, query: str = "", lab: Lab | None = None, kind: str = "", county: str = "") -> QuerySet[Journey]:
    """Published journeys, filtered by what is published of them. A query must find every one of its words."""
    rows = published_rows()
    if lab is not None:
        rows = rows.filter(lab=lab)
    if kind:
        rows = rows.filter(public_version__content__kind=kind)
    if county:
        rows = rows.filter(public_version__content__county=county)
    if wanted := terms(query):
        return rows.filter(pk__in=[row.pk for row in _holding(rows, wanted, every=True)])
    return rows.none() if query.strip() else rows


def found_journeys(query: str, *, every: bool) -> list[Journey]:
    """Published journeys that hold every word of a query, or with every=False some of them. One query."""
    wanted = terms(query)
    return _holding(published_rows(), wanted, every=every) if wanted else []


def family(journey: Journey) -> list[Journey]:
    """Published journeys that stand beside one another as how it is and how it could be, with this one among them: how
    it is first. Empty where it stands alone."""
    origin = journey.as_is_id or journey.pk
    found = list(published_rows().filter(Q(pk=origin) | Q(as_is=origin)))
    found.sort(key=lambda row: (row.pk != origin, row.pk))
    return found if len(found) > 1 and found[0].pk == origin else []


def public_journey(slug: str) -> Journey | None:
    """The published journey at this address, with its lab's principals."""
    return published().prefetch_related("lab__principals").filter(slug=slug).first()


def journeys_in_map() -> list[dict]:
    """[{"address", "at"}] of what a search engine may list."""
    rows = published().values_list("slug", "public_version__at").order_by("slug")
    return [{"address": f"/resor/{slug}/", "at": at} for slug, at in rows]


def kind_label(code: str) -> str:
    """A kind of journey in words; blank for none that exists."""
    return str(JourneyKind(code).label) if code in JourneyKind.values else ""


def _holding(rows: QuerySet[Journey], wanted: list[str], *, every: bool) -> list[Journey]:
    """Those whose published words hold the stems. Few enough to be looked through: nothing but their heads is read."""
    fits = all if every else any
    out = []
    for row in rows:
        words = set(indexed(" ".join(getattr(row, f"told_{name}") or "" for name in FOUND_BY)))
        if fits(stem in words for stem in wanted):
            out.append(row)
    return out
