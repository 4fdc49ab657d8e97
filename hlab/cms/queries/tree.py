"""The tree of pages."""

from __future__ import annotations

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from goals.queries import published_goals
from hlab.cms.analysis.stems import terms
from hlab.cms.models import ArticlePage, GoalPage, InfoPage, LabPage, Operator
from hlab.labs.queries import principals_words


def readable() -> QuerySet[Page]:
    """Pages that anyone may open: live, not behind a log-in, and not about a lab that is not public.

    Nor that of a målbild whose wording is hidden: it can be opened, but it only says so.
    """
    hidden = LabPage.objects.filter(lab__is_public=False)
    unpublished = GoalPage.objects.exclude(goal__in=published_goals().values("goal"))
    return (
        Page.objects.live()
        .public()
        .filter(depth__gte=2)
        .exclude(pk__in=hidden.values("pk"))
        .exclude(pk__in=unpublished.values("pk"))
    )


def found_pages(query: str):
    """(pages, whether every word was found). Best first; pages with some of the words where none has them all."""
    wanted = terms(query)
    if not wanted:
        return Page.objects.none(), True
    hits = readable().search(" ".join(wanted), operator="and")
    if len(wanted) > 1 and not hits.count():
        return readable().search(" ".join(wanted), operator="or"), False
    return hits, True


def with_marks(hits) -> list:
    """What was found, each with `.kind_name` in words, `.marks_demo` where what it shows is invented, and `.href`: its
    address where it is no page of the tree."""
    every = list(hits)
    found = [hit for hit in every if isinstance(hit, Page)]
    ids = [page.pk for page in found]
    demo = set(GoalPage.objects.filter(pk__in=ids, goal__is_demo=True).values_list("pk", flat=True))
    demo |= set(LabPage.objects.filter(pk__in=ids, lab__is_demo=True).values_list("pk", flat=True))
    demo |= set(ArticlePage.objects.filter(pk__in=ids, is_demo=True).values_list("pk", flat=True))
    for page in found:
        page.kind_name = page.specific_class._meta.verbose_name
        page.marks_demo = page.pk in demo
        page.href = ""
    return every


def articles() -> QuerySet[ArticlePage]:
    """Published articles, newest first."""
    return ArticlePage.objects.live().public().order_by("-published_on", "-pk")


def information(shelf) -> QuerySet[InfoPage]:
    """The pages on the shelf about the site, in the editor's order."""
    return InfoPage.objects.child_of(shelf).live().public().order_by("path")


def site_map() -> QuerySet[Page]:
    """Every page that a search engine may list, in the order of the tree."""
    return readable().filter(~Q(url_path="/")).order_by("path").only("pk", "url_path", "last_published_at", "path")


def foot_data(page) -> dict:
    """What the foot says: who stands behind the page, and when what it shows was last published.

    A page of a lab or a målbild is the lab's principals'; the rest is the operator's. A shelf is as new as the newest
    on it.
    """
    lab = page.goal.lab if isinstance(page, GoalPage) else getattr(page, "lab", None)
    updated = page.last_published_at
    if page.pk and page.specific_class.subpage_types:
        live = Page.objects.descendant_of(page, inclusive=True).live()
        updated = live.aggregate(newest=Max("last_published_at"))["newest"]
    if lab is not None:
        return {"behind": principals_words(lab), "updated": updated}
    who = operator()
    behind = _("%(name)s driver webbplatsen.") % {"name": who.name} if who and who.name else ""
    return {"behind": behind, "updated": updated, "is_demo": bool(behind and who and who.is_demo)}


def operator() -> Operator | None:
    """Who runs the site and how to reach them, or None before anybody has filled it in.

    Wagtail's own way of reading a setting writes an empty row the first time, and a page only reads.
    """
    return Operator.objects.filter(site__is_default_site=True).first()
