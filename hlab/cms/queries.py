"""Reads for the public site: only what is public, in few queries."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
from wagtail.models import Page

from goals.models import GoalVersion
from goals.queries import page_data, published_goals, published_version, shown_people
from hlab.cms.analysis.stems import terms
from hlab.cms.models import ArticlePage
from hlab.labs.models import Concept, Lab
from hlab.labs.queries import actor_groups
from hlab.stats.suppression import DEFAULT_K
from workshops.queries import open_workshops, workshops_of

ON_START = 6


def page_of(rows, request, per_page: int):
    """The page of a list that the address asks for; an odd number gives the first or the last."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def public_labs():
    """Labs that anyone may see, with how many målbilder each has published."""
    published = Q(goals__versions__published_at__isnull=False)
    return (
        Lab.objects.filter(is_public=True)
        .prefetch_related("principals")
        .annotate(goal_count=Count("goals", filter=published, distinct=True))
        .order_by("name")
    )


def start_page_data() -> dict:
    """What the front door shows: sessions that go on, målbilder, labs."""
    sessions = list(open_workshops()[:ON_START])
    versions = [with_people(version) for version in published_goals()[:ON_START]]
    labs = list(public_labs()[:ON_START])
    demo = any(row.is_demo for row in (*sessions, *labs)) or any(version.goal.is_demo for version in versions)
    return {"sessions": sessions, "versions": versions, "labs": labs, "is_demo": demo}


def with_people(version: GoalVersion) -> GoalVersion:
    """The version with `.people`: what may be said of how many people it rests on."""
    version.people = shown_people(version)
    return version


def lab_page_data(lab: Lab) -> dict:
    """One lab for the public. How many took part in a session is told from DEFAULT_K people and up."""
    lab = Lab.objects.prefetch_related("principals", "actors", "initiatives", "concepts").get(pk=lab.pk)
    sessions = [row for row in workshops_of(lab) if row.state != "planned"]
    for session in sessions:
        session.shows_people = session.people >= DEFAULT_K
    return {
        "lab": lab,
        "actor_groups": actor_groups(lab),
        "sessions": sessions,
        "versions": [with_people(version) for version in published_goals().filter(goal__lab=lab)],
        "min_people": DEFAULT_K,
    }


def shown_goals(*, query: str = "", lab: Lab | None = None, status: str = "") -> list[GoalVersion]:
    """Published wordings, filtered. A query must find every one of its words."""
    rows = published_goals()
    if lab is not None:
        rows = rows.filter(goal__lab=lab)
    if status:
        rows = rows.filter(status=status)
    found = list(rows)
    wanted = terms(query)
    if wanted:
        from hlab.cms.analysis.stems import stems

        found = [row for row in found if set(wanted) <= set(stems(f"{row.title} {row.statement}"))]
    return [with_people(version) for version in found]


def goal_page_data(goal) -> dict | None:
    """The published wording and the way there, or None."""
    return page_data(goal)


def version_page_data(goal, number: int) -> dict | None:
    """One published version, for those who cite it, or None."""
    return page_data(goal, number)


def published_wording(goal_id: int) -> GoalVersion | None:
    """The wording that is public now."""
    from goals.models import Goal

    goal = Goal.objects.filter(pk=goal_id).first()
    return published_version(goal) if goal else None


def articles():
    """Published articles, newest first."""
    return ArticlePage.objects.live().order_by("-published_on", "-pk")


def glossary():
    """Every word in use in public labs, with each of its meanings."""
    return Concept.objects.filter(labs__is_public=True).distinct().order_by("term", "source")


def found_pages(query: str):
    """Live public pages that hold every word of the query, best first; nothing for a query without words."""
    wanted = terms(query)
    if not wanted:
        return Page.objects.none()
    return Page.objects.live().public().search(" ".join(wanted), operator="and")
