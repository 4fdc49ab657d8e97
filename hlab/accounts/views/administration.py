"""Accounts, and what has happened to them, for administrators."""

from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hlab.accounts.actions.users import activate_user, change_person, create_user, deactivate_user, set_site_role
from hlab.accounts.forms import NewUserForm, PersonForm, SearchForm, SiteRoleForm, person_initial
from hlab.accounts.models import User
from hlab.accounts.queries import accounts, from_demo, happenings, site_events
from hlab.accounts.views.trail import PER_PAGE, for_administrators, searched, way
from hlab.core.access import guarded, signed_in
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form


@signed_in
@require_safe
def people(request):
    for_administrators(request)
    search = searched(request)
    page = Paginator(accounts(search), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": way((_("Konton"), None)),
        "page": page,
        "search": SearchForm({"q": search}),
        "q": search,
        "is_demo": any(from_demo(row) for row in page),
    }
    return render(request, "accounts/people.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request):
    for_administrators(request)

    def save(data):
        user = create_user(by=request.user, at=timezone.now(), **data)
        _send_password_mail(request, user)
        messages.success(
            request, _("Kontot för %(email)s finns nu. Personen har fått ett mejl.") % {"email": user.email}
        )
        return redirect("accounts:people")

    return save_form(
        request,
        NewUserForm(request.POST or None),
        save,
        template="accounts/form.html",
        title=_("Nytt konto"),
        lede=_("Den som deltar i en verkstad behöver inget konto. Konton är för dem som arbetar i ett labb."),
        submit=_("Skapa kontot"),
        crumbs=way((_("Konton"), reverse("accounts:people")), (_("Nytt"), None)),
        cancel=reverse("accounts:people"),
    )


def _send_password_mail(request, user) -> None:
    """The usual mail for choosing a new password; the link in it is the only key that is sent."""
    form = ResetPasswordForm({"email": user.email})
    if form.is_valid():
        form.save(request)


@guarded("accounts.manage", accounts)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request, user: User):
    """One account: name, organisation, site role; below it the way to close or open it."""
    role_form = SiteRoleForm(
        request.POST if "site_role" in request.POST else None, initial={"site_role": user.site_role}
    )
    form = PersonForm(request.POST if "first_name" in request.POST else None, initial=person_initial(user))

    def save(data):
        now = timezone.now()
        if form.is_bound:
            change_person(user=user, by=request.user, at=now, **data)
        else:
            set_site_role(user=user, role=data["site_role"], by=request.user, at=now)
        messages.success(request, _("Ändringen är sparad."))
        return redirect("accounts:person", user.pk)

    return save_form(
        request,
        role_form if role_form.is_bound else form,
        save,
        template="accounts/person.html",
        person=user,
        person_form=form,
        role_form=role_form,
        is_demo=from_demo(user),
        crumbs=way((_("Konton"), reverse("accounts:people")), (str(user), None)),
    )


@guarded("accounts.manage", accounts)
@require_http_methods(["POST"])
def send_password(request, user: User):
    if user.is_active:
        _send_password_mail(request, user)
        messages.success(request, _("Mejlet om lösenord är skickat."))
    return redirect("accounts:person", user.pk)


@guarded("accounts.manage", accounts)
@require_http_methods(["POST"])
def open_person(request, user: User):
    activate_user(user=user, by=request.user, at=timezone.now())
    messages.success(request, _("Kontot är öppet igen."))
    return redirect("accounts:person", user.pk)


@guarded("accounts.manage", accounts)
@require_http_methods(["GET", "HEAD", "POST"])
def close_person(request, user: User):
    status, error = 200, ""
    if request.method == "POST":
        try:
            deactivate_user(user=user, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            status, error = broken.status, str(broken)
        else:
            messages.success(request, _("Kontot är stängt."))
            return redirect("accounts:person", user.pk)
    context = {
        "title": _("Stänga kontot?"),
        "is_demo": from_demo(user),
        "crumbs": way((_("Konton"), reverse("accounts:people")), (str(user), None)),
        "body": _("%(name)s kan inte längre logga in. Det som personen har gjort finns kvar. Du kan öppna kontot igen.")
        % {"name": user},
        "action": reverse("accounts:close_person", args=[user.pk]),
        "submit": _("Stäng kontot"),
        "kind": "stop",
        "cancel_url": reverse("accounts:person", args=[user.pk]),
        "error": error,
    }
    return render(request, "confirm.html", context, status=status)


@signed_in
@require_safe
def history(request):
    """What has happened to accounts, roles and organisations."""
    for_administrators(request)
    page = Paginator(site_events(), PER_PAGE).get_page(request.GET.get("page"))
    told = happenings(page)
    context = {
        "crumbs": way((_("Händelser"), None)),
        "page": page,
        "happenings": told,
        "is_demo": any(row.from_demo for row in told),
    }
    return render(request, "accounts/history.html", context)
