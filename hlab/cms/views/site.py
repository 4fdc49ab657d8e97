"""Pages of the public site that are no Wagtail pages: search, publishing, what robots may read."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.queries import people_behind_version, versions
from hlab.cms.actions.publishing import publish_goal as publish_action
from hlab.cms.queries import found_pages, page_of
from hlab.core.access import guarded, public
from hlab.core.errors import RuleBroken

PER_PAGE = 20


@public
def search(request):
    """Pages that hold every word that was asked for."""
    query = " ".join(request.GET.get("q", "").split())[:200]
    page = page_of(found_pages(query), request, PER_PAGE) if query else None
    return render(request, "cms/search.html", {"query": query, "page": page})


@guarded("goals.publish", versions)
def publish_goal(request, version):
    """What becomes public, said before it does; then the public page."""
    back = reverse("goals:edit", args=[version.pk])
    error = ""
    status = 200
    if request.method == "POST":
        try:
            page = publish_action(version=version, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, status = str(broken), broken.status
        else:
            return redirect(page.get_url(request))
    people, _roles = people_behind_version(version)
    context = {
        "title": _("Publicera ”%(title)s”?") % {"title": version.title},
        "body": _(
            "Målbilden får en egen sida som alla kan läsa. Den bygger på %(people)d personers röster. Bara citat från "
            "dem som har sagt ja visas. Orden kan inte ändras efteråt, men ni kan göra en ny version."
        )
        % {"people": people},
        "action": request.path,
        "submit": _("Publicera"),
        "cancel_url": back,
        "error": error,
        "crumbs": [(version.title, back), (_("Publicera"), None)],
        "is_demo": version.goal.is_demo,
    }
    return render(request, "confirm.html", context, status=status)


@public
def robots(request):
    """Public pages may be read; pages of a session may not."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in ("/delta/", "/led/", "/kvitto/", "/konto/", "/arbete/"))]
    return HttpResponse("\n".join([*lines, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]), content_type="text/plain")
