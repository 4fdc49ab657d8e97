"""What the rooms have that anyone may see."""

from __future__ import annotations

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from followup.queries.report_words import of_lab as told_of_lab
from goals.models import Goal, GoalVersion
from goals.queries import (
    people_behind_version,
    published_goals,
    replacing,
    shown_people,
    shown_voices,
    usable_evidence,
)
from hlab.cms.analysis.stems import terms
from hlab.cms.models import GoalPage
from hlab.cms.queries.tree import articles
from hlab.labs.models import Concept, Lab
from hlab.labs.queries import actor_groups, actor_picture, public_concepts
from hlab.labs.queries import public_labs as labs_anyone_may_see
from hlab.stats.suppression import DEFAULT_K
from workshops.enums import LIVE_STATES, WorkshopState
from workshops.queries import NOT_WITHDRAWN_VIA_EXERCISE, open_workshops, workshops_of

ON_START = 6
NEW_ARTICLES = 3
MOST_HITS = 1000
LIVE = Q(workshops__state__in=LIVE_STATES, workshops__rehearsal_of__isnull=True)
VOICES = Count(
    "exercises__contributions__participation",
    filter=NOT_WITHDRAWN_VIA_EXERCISE,
    distinct=True,
)


def page_of(rows, request, per_page: int) -> ListPage:
    """The page of a list that the address asks for; an odd number gives the first or the last."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def shown_versions() -> QuerySet[GoalVersion]:
    """The wording that each målbild shows now, where its page can be read."""
    return published_goals().filter(goal__page__live=True)


def public_labs() -> QuerySet[Lab]:
    """Labs that anyone may see, with how many målbilder each has published and whether a session goes on."""
    published = Q(goals__in=published_goals().values("goal"), goals__page__live=True)
    return labs_anyone_may_see().annotate(
        goal_count=Count("goals", filter=published, distinct=True),
        live_count=Count("workshops", filter=LIVE, distinct=True),
    )


def start_page_data() -> dict:
    """What the front door shows: sessions that go on, the latest målbilder, labs, and what editors have written.

    "more_…": whether there are more.
    """
    sessions = list(open_workshops()[:ON_START])
    versions = list(shown_versions()[: ON_START + 1])
    labs = list(public_labs()[: ON_START + 1])
    written = list(articles()[:NEW_ARTICLES])
    demo = any(row.lab.is_demo or row.is_demo for row in sessions) or any(row.is_demo for row in [*labs, *written])
    return {
        "sessions": sessions,
        "versions": with_people(versions[:ON_START]),
        "more_goals": len(versions) > ON_START,
        "labs": labs[:ON_START],
        "more_labs": len(labs) > ON_START,
        "articles": written,
        "is_demo": demo or any(version.goal.is_demo for version in versions),
    }


def lab_page_data(lab: Lab) -> dict:
    """One lab for the public. Sessions that have opened are told of, with counts from DEFAULT_K people and up.

    `.voices`: people who have said something, which are not all who were there.
    """
    prefetch_related_objects([lab], "principals", "actors", "initiatives", "concepts")
    sessions = list(workshops_of(lab).exclude(state=WorkshopState.PLANNED).annotate(voices=VOICES))
    for session in sessions:
        session.shows_counts = session.voices >= DEFAULT_K
        session.is_live = session.state in LIVE_STATES
    return {
        "lab": lab,
        "actor_groups": actor_groups(lab),
        "picture": actor_picture(lab),
        "sessions": sessions,
        "open_now": any(session.is_live for session in sessions),
        "versions": with_people(list(shown_versions().filter(goal__lab=lab))),
        "min_people": DEFAULT_K,
        "reports": told_of_lab(lab, timezone.localdate()),
    }


def goals_in_list(*, query: str = "", lab: Lab | None = None, status: str = "") -> QuerySet[GoalVersion]:
    """Published wordings, filtered. A query must find every one of its words, as the search does."""
    rows = shown_versions()
    if lab is not None:
        rows = rows.filter(goal__lab=lab)
    if status:
        rows = rows.filter(status=status)
    wanted = terms(query)
    if wanted:
        hits = GoalPage.objects.live().search(" ".join(wanted), operator="and")[:MOST_HITS]
        rows = rows.filter(goal__in=[page.goal_id for page in hits])
    elif query.strip():
        rows = rows.none()
    return rows


def with_people(versions):
    """The same list (or page of a list) of versions, each with `.people`: what may be said of how many they are."""
    for version in versions:
        version.people = shown_people(version)
    return versions


def goals_for_api() -> QuerySet[Goal]:
    """Målbilder with a public page; `.public_versions` holds every published wording, latest first.

    A hidden one is among them, for `goals.queries.veiled` to take the words from.
    """
    published = GoalVersion.objects.filter(published_at__isnull=False).select_related("media").order_by("-number")
    return (
        Goal.objects.filter(page__live=True, pk__in=published_goals().values("goal"))
        .select_related("lab", "page", "reused_from__goal__lab")
        .prefetch_related(Prefetch("versions", published, to_attr="public_versions"))
        .distinct()
        .order_by("pk")
    )


def glossary() -> list[tuple[str, list[Concept]]]:
    """Every word in use in public labs, with each of its meanings; `.from_demo` on those of an invented lab."""
    demo = Lab.objects.filter(concepts=OuterRef("pk"), is_demo=True)
    found: dict[str, list[Concept]] = {}
    for concept in public_concepts().annotate(from_demo=Exists(demo)):
        found.setdefault(concept.term, []).append(concept)
    return list(found.items())


def publishing_data(version: GoalVersion) -> dict:
    """What becomes public with a version: how many people and voices, and how many of them are quoted."""
    people, speaks = people_behind_version(version)
    if version.is_open:
        version.people_count, version.people_by_perspective = people, speaks
    usable = usable_evidence(version)
    return {
        "version": version,
        "lab": version.goal.lab,
        "people": shown_people(version),
        "people_count": people,
        "voices": usable.count(),
        "quotes": shown_voices(version).count(),
        "left_out": version.evidence.count() - usable.count(),
        "replacing": replacing(version),
        "is_demo": version.goal.is_demo,
    }
