"""Mitt konto: who I am here, my own copy of it, and the way out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hlab.accounts.actions.leaving import erase_user
from hlab.accounts.actions.users import change_person
from hlab.accounts.forms import OwnForm, person_initial
from hlab.accounts.queries import from_demo, has_second_factor, own_data, written
from hlab.accounts.rooms import rooms
from hlab.accounts.views.trail import crumbs
from hlab.core.access import may, signed_in
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form


@signed_in
@require_safe
def account(request):
    user = request.user
    facts = [
        (_("Namn"), user.get_full_name() or _("Inte ifyllt")),
        (_("E-postadress"), user.email),
        (_("Organisation"), written(user.organisation) if user.organisation else _("Ingen vald")),
        (_("Webbplatsroll"), user.get_site_role_display()),
    ]
    sections = [room.section(user) for room in rooms() if room.section]
    context = {
        "crumbs": crumbs((_("Mitt konto"), None)),
        "facts": facts,
        "sections": sections,
        "is_demo": from_demo(user) or any(section.get("is_demo") for section in sections),
        "second_factor": has_second_factor(user),
        "may_manage": may(request, "accounts.manage"),
    }
    return render(request, "accounts/account.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request):
    form = OwnForm(request.POST or None, initial=person_initial(request.user))

    def save(data):
        change_person(user=request.user, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Dina uppgifter är sparade."))
        return redirect("accounts:account")

    return save_form(
        request,
        form,
        save,
        template="accounts/form.html",
        title=_("Ändra dina uppgifter"),
        crumbs=crumbs((_("Mitt konto"), reverse("accounts:account")), (_("Ändra"), None)),
        cancel=reverse("accounts:account"),
        is_demo=from_demo(request.user),
    )


@signed_in
@require_safe
def export(request):
    """The person's own copy, as a file."""
    response = JsonResponse(own_data(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mina-uppgifter.json"'
    response["Cache-Control"] = "no-store"
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request):
    """Erase the account: a page that says what happens, and one button."""
    status, error = 200, ""
    if request.method == "POST":
        try:
            erase_user(user=request.user, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            status, error = broken.status, str(broken)
        else:
            logout(request)
            messages.success(request, _("Ditt konto är borttaget. Du är utloggad."))
            return redirect("/")
    context = {
        "title": _("Ta bort ditt konto?"),
        "is_demo": from_demo(request.user),
        "crumbs": crumbs((_("Mitt konto"), reverse("accounts:account")), (_("Ta bort"), None)),
        "body_template": "accounts/_leave.html",
        "action": reverse("accounts:leave"),
        "submit": _("Ta bort kontot"),
        "kind": "stop",
        "cancel_url": reverse("accounts:account"),
        "error": error,
    }
    return render(request, "confirm.html", context, status=status)
