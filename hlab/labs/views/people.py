"""Who works in the lab and which principals own it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.accounts.queries import written
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from hlab.labs.actions import labs as acts
from hlab.labs.actions import members
from hlab.labs.actions.principals import add_principal, remove_principal
from hlab.labs.forms import MemberForm, PrincipalForm, ReasonForm
from hlab.labs.models import Lab
from hlab.labs.views.parts import METHODS, confirm, of
from hlab.labs.views.trail import around, home


@guarded("labs.members", Lab)
@require_http_methods(METHODS)
def add_member(request, lab: Lab):
    """Give somebody a role."""

    def save(data):
        user = data["email"]
        members.add_member(lab=lab, user=user, role=data["role"], by=request.user, at=timezone.now())
        messages.success(request, _("%(person)s är med i labbet.") % {"person": user})
        return redirect(home(lab, "personer"))

    title = _("Lägg till en person")
    form = MemberForm(request.POST or None)
    lede = _("En person kan ha flera roller. Lägg till en i taget. En lyssnare ser allt men ändrar inget.")
    context = around(lab, (title, None)) | {"title": title, "lede": lede, "submit": _("Lägg till")}
    return save_form(request, form, save, template="labs/form.html", **context)


@guarded("labs.members", Lab)
@require_http_methods(METHODS)
def remove_member(request, lab: Lab, row: int):
    """Take a role back, after asking."""
    membership = of(lab.memberships.select_related("user", "lab"), row)
    back, error, status = home(lab, "personer"), "", 200
    if request.method == "POST":
        try:
            members.remove_member(membership=membership, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, status = str(broken), broken.status
        else:
            messages.success(request, _("Rollen är borttagen."))
            still_in = request.viewer.user.pk != membership.user_id
            return redirect(back if still_in else reverse("labs:mine"))
    return confirm(
        request,
        lab,
        title=_("Ta bort rollen %(role)s från %(who)s?")
        % {"role": membership.get_role_display(), "who": membership.user},
        body=_("Det personen har gjort i labbet finns kvar. Du kan ge rollen igen."),
        back=back,
        error=error,
        status=status,
    )


@guarded("labs.change", Lab)
@require_http_methods(METHODS)
def principals(request, lab: Lab):
    """The lab's principals: the list, one more, and the reason when there is only one."""
    reason = ReasonForm(request.POST if "single_principal_reason" in request.POST else None, instance=lab)
    form = PrincipalForm(request.POST if "organisation" in request.POST else None)

    def save(data):
        now = timezone.now()
        if form.is_bound:
            add_principal(lab=lab, organisation=data["organisation"], by=request.user, at=now)
            messages.success(request, _("%(name)s är med i labbet.") % {"name": written(data["organisation"])})
        else:
            acts.change_lab(lab=lab, by=request.user, at=now, **data)
            messages.success(request, _("Skälet är sparat."))
        return redirect("labs:principals", lab.pk)

    title = _("Huvudmän")
    context = around(lab, (title, None)) | {
        "title": title,
        "rows": [(written(row), row) for row in lab.principals.all()],
        "reason_form": reason,
        "principal_form": form,
    }
    return save_form(request, reason if reason.is_bound else form, save, template="labs/principals.html", **context)


@guarded("labs.change", Lab)
@require_http_methods(METHODS)
def drop_principal(request, lab: Lab, row: int):
    """A principal leaves, after asking."""
    organisation, back = of(lab.principals, row), reverse("labs:principals", args=[lab.pk])
    if request.method == "POST":
        remove_principal(lab=lab, organisation=organisation, by=request.user, at=timezone.now())
        messages.success(request, _("Huvudmannen är borttagen."))
        return redirect(back)
    return confirm(
        request,
        lab,
        title=_("Ta bort %(name)s?") % {"name": written(organisation)},
        body=_(
            "Verkstäder som är öppna fortsätter. En ny kan inte öppnas förrän labbet har två huvudmän eller ett skäl."
        ),
        back=back,
    )
