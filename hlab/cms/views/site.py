"""Pages of the public site that do not lie in the tree: search, the door to the editors' room, words for robots."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from feedback.queries.public import proposals_in_map
from followup.queries.register_public import indicators_in_map
from followup.queries.reports_public import reports_in_map
from followup.queries.unit_page import units_in_map
from hlab.accounts.enums import SiteRole
from hlab.cms.models import GoalPage
from hlab.cms.queries import journeys_in_map, page_of, site_map, with_marks
from hlab.cms.queries import search as find
from hlab.core.access import public

PER_PAGE = 20
LONGEST = 200
FOR_PEOPLE = ("/arbete/", "/delta/", "/ga-med/", "/konto/", "/kvitto/", "/led/", "/mitt/", "/redaktion/", "/storbild/")


@public
def search(request):
    """Pages that hold the words asked for. An odd query finds nothing; it never fails."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())
    query = asked[:LONGEST]
    context = {"query": query, "asked": bool(asked), "searched": bool(query)}
    if query:
        hits, every_word = find(query)
        page = page_of(hits, request, PER_PAGE)
        page.object_list = with_marks(page.object_list)
        context |= {"page": page, "every_word": every_word, "chosen": urlencode({"q": query})}
        context["is_demo"] = any(hit.marks_demo for hit in page.object_list)
    return render(request, "cms/search.html", context)


@public
def goal(request, slug: str, number: int | None = None):
    """The page of a målbild, or of one version, found without walking the tree: it tells the most of all pages, and
    what the walk would ask for is better asked about the målbild."""
    page = get_object_or_404(GoalPage.objects.live().select_related("goal__lab"), slug=slug)
    return page.current(request) if number is None else page.earlier(request, number)


@public
def editors_door(request):
    """Where Wagtail sends whoever may not enter: to log in, or to the words that this room is for editors."""
    wanted = request.GET.get("next", "/redaktion/")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = "/redaktion/"
    if not request.user.is_authenticated:
        return redirect(f"/konto/login/?{urlencode({'next': wanted})}")
    may_enter = request.user.site_role in (SiteRole.EDITOR, SiteRole.ADMINISTRATOR)
    if may_enter and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(wanted)
    return render(request, "cms/editors_only.html", status=403)


@public
def sitemap(request):
    """Every readable page for search engines."""
    return render(
        request,
        "cms/sitemap.xml",
        {
            "pages": site_map(),
            "journeys": journeys_in_map(),
            "proposals": proposals_in_map(),
            "indicators": indicators_in_map(),
            "reports": reports_in_map(),
            "units": units_in_map(),
            "site": settings.SITE_URL.rstrip("/"),
        },
        content_type="application/xml",
    )


@public
def robots(request):
    """Public pages may be read by machines; sessions, receipts and staff pages may not."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in FOR_PEOPLE)]
    lines += ["", f"Sitemap: {settings.SITE_URL.rstrip('/')}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
