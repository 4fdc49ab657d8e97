"""A målbild on its way out: what becomes public, said before it does."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.queries import versions
from hlab.cms.actions.publishing import publish_goal as publish
from hlab.cms.queries import publishing_data
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken


@guarded("goals.publish", versions)
def publish_goal(request, version):
    """Ask once, then publish and go to the public page."""
    error, status = "", 200
    if request.method == "POST":
        try:
            publish(version=version, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, status = str(broken), broken.status
        else:
            messages.success(request, _("Målbilden är publicerad. Alla kan läsa den här."))
            return redirect(version.goal.address)
    elif version.is_current:
        return redirect(version.goal.address)
    back = reverse("goals:version", args=[version.pk])
    context = publishing_data(version) | {
        "title": _("Publicera målbilden?"),
        "body_template": "cms/_publish.html",
        "action": request.path,
        "submit": _("Publicera"),
        "cancel_url": back,
        "error": error,
        "crumbs": [(version.goal.lab.name, reverse("labs:detail", args=[version.goal.lab_id])),
                   (version.title, back), (_("Publicera"), None)],
    }  # fmt: skip
    return render(request, "confirm.html", context, status=status)
