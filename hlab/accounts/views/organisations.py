"""Organisations, for administrators: the list, and those that somebody has added."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.accounts.actions.organisations import change_organisation, create_organisation, remove_organisation
from hlab.accounts.forms import OrganisationForm, SearchForm
from hlab.accounts.models import Organisation
from hlab.accounts.queries import added_organisations, is_used, organisations
from hlab.accounts.views.trail import PER_PAGE, for_administrators, searched, way
from hlab.core.access import guarded, signed_in
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form

METHODS = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(METHODS)
def organisation_list(request):
    """All organisations, and a form for those without an official code."""
    for_administrators(request)

    def save(data):
        create_organisation(by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Organisationen är tillagd."))
        return redirect("accounts:organisations")

    search = searched(request)
    page = Paginator(organisations(search), PER_PAGE).get_page(request.GET.get("page"))
    return save_form(
        request,
        OrganisationForm(request.POST or None),
        save,
        template="accounts/organisations.html",
        crumbs=way((_("Organisationer"), None)),
        page=page,
        added=set(added_organisations().values_list("pk", flat=True)),
        search=SearchForm({"q": search}),
        q=search,
        is_demo=any(row.is_demo for row in page),
    )


def _way(organisation: Organisation, *steps):
    return way((_("Organisationer"), reverse("accounts:organisations")), (organisation.name, None), *steps)


@guarded("accounts.manage", added_organisations)
@require_http_methods(METHODS)
def change(request, organisation: Organisation):
    """Another name or kind; below it the way to take away one that nobody uses."""
    shown = organisation.name

    def save(data):
        change_organisation(organisation=organisation, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Ändringen är sparad."))
        return redirect("accounts:organisations")

    return save_form(
        request,
        OrganisationForm(request.POST or None, initial={"name": shown, "kind": organisation.kind}),
        save,
        template="accounts/organisation.html",
        title=shown,
        organisation=organisation,
        used=is_used(organisation),
        crumbs=_way(organisation),
        cancel=reverse("accounts:organisations"),
        is_demo=organisation.is_demo,
    )


@guarded("accounts.manage", added_organisations)
@require_http_methods(METHODS)
def remove(request, organisation: Organisation):
    """Take it away, after asking."""
    status, error = 200, ""
    if request.method == "POST":
        try:
            remove_organisation(organisation=organisation, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            status, error = broken.status, str(broken)
        else:
            messages.success(request, _("Organisationen är borttagen."))
            return redirect("accounts:organisations")
    context = {
        "title": _("Ta bort %(name)s?") % {"name": organisation.name},
        "crumbs": _way(organisation),
        "body": _("Ingen person och inget labb använder organisationen. Du kan lägga till den igen."),
        "action": request.path,
        "submit": _("Ta bort"),
        "kind": "stop",
        "cancel_url": reverse("accounts:change_organisation", args=[organisation.pk]),
        "error": error,
        "is_demo": organisation.is_demo,
    }
    if is_used(organisation):
        context["body"] = _("Organisationen används. Byt där den används först.")
    return render(request, "confirm.html", context, status=status)
