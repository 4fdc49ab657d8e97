"""A målbild on its way out: what becomes public, said before it does."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.forms import HideForm
from goals.queries import versions
from hlab.cms.actions import publishing
from hlab.cms.actions.publishing import publish_goal as publish
from hlab.cms.queries import publishing_data
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form


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


@guarded("goals.hide", versions)
def hide_goal(request, version):
    """Say what happens and ask why, then let nobody outside the lab read this version."""
    if version.is_hidden:
        return redirect("cms:unhide_goal", version.pk)

    def save(said):
        publishing.hide_goal(version=version, by=request.user, at=timezone.now(), **said)
        messages.success(request, _("Versionen är dold. Så här ser sidan ut för alla andra nu."))
        return redirect(version.address)

    form = HideForm(request.POST if request.method == "POST" else None)
    return save_form(request, form, save, template="cms/hide_goal.html", **_about(request, version, _("Dölj")))


@guarded("goals.hide", versions)
def unhide_goal(request, version):
    """Ask once, then let anyone read a hidden version again."""
    error, status = "", 200
    if request.method == "POST":
        try:
            publishing.unhide_goal(version=version, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, status = str(broken), broken.status
        else:
            messages.success(request, _("Versionen visas igen. Alla kan läsa den här."))
            return redirect(version.address)
    context = _about(request, version, _("Visa igen")) | {
        "title": _("Visa versionen igen?"),
        "body": _("Alla kan då läsa orden och rösterna i version %(number)s, som före den doldes.")
        % {"number": version.number},
        "action": request.path,
        "submit": _("Visa igen"),
        "error": error,
    }
    return render(request, "confirm.html", context, status=status)


def _about(request, version, here) -> dict:
    """Editors of the site may hide what they may not work with: their way back is the public page."""
    back = version.address
    crumbs = [(_("Målbilder"), "/malbilder/")]
    if may(request, "goals.see", version):
        back = reverse("goals:version", args=[version.pk])
        crumbs = [(version.goal.lab.name, reverse("labs:detail", args=[version.goal.lab_id]))]
    return {
        "version": version,
        "cancel_url": back,
        "crumbs": [*crumbs, (version.title, back), (here, None)],
        "is_demo": version.goal.is_demo,
    }
