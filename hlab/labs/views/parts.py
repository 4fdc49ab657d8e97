"""The parts of a lab that grow: actors, ongoing work, words, members."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.labs.actions import actor_map, members
from hlab.labs.forms import ActorForm, ConceptForm, InitiativeForm, MemberForm
from hlab.labs.models import Lab

# part in the address: (form, relation on the lab, name of the action's argument, heading)
PARTS = {
    "aktor": (ActorForm, "actors", "actor", gettext_lazy("Aktör runt personen")),
    "arbete": (InitiativeForm, "initiatives", "initiative", gettext_lazy("Pågående arbete")),
    "ord": (ConceptForm, "concepts", "concept", gettext_lazy("Ord")),
}
PUT = {"aktor": actor_map.put_actor, "arbete": actor_map.put_initiative, "ord": actor_map.put_concept}


def _part(lab: Lab, part: str, row: int | None):
    if part not in PARTS:
        raise Http404
    form, relation, argument, title = PARTS[part]
    found = getattr(lab, relation).filter(pk=row).first() if row else None
    if row and found is None:
        raise Http404
    return form, argument, title, found


@guarded("labs.change", Lab)
def put(request, lab: Lab, part: str, row: int | None = None):
    """Add or change one."""
    form_class, argument, title, found = _part(lab, part, row)
    form = form_class(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data | ({argument: found} if found and part != "ord" else {})
        try:
            PUT[part](lab=lab, by=request.user, at=timezone.now(), **fields)
        except RuleBroken as broken:
            form.add_error(broken.field or None, broken.message)
        else:
            return redirect("labs:detail", pk=lab.pk)
    context = {"form": form, "lab": lab, "title": title, "is_demo": lab.is_demo}
    return render(request, "labs/form.html", context, status=422 if form.errors else 200)


@guarded("labs.change", Lab)
def remove(request, lab: Lab, part: str, row: int):
    """Take one away, after asking."""
    _form, _argument, title, found = _part(lab, part, row)
    back = reverse("labs:detail", args=[lab.pk])
    if request.method == "POST":
        actor_map.remove(lab=lab, row=found, by=request.user, at=timezone.now())
        messages.success(request, _("Borttaget."))
        return redirect(back)
    return _confirm(request, lab, _("Ta bort ”%(what)s”?") % {"what": found}, back)


@guarded("labs.members", Lab)
def add_member(request, lab: Lab):
    """Give somebody a role."""
    form = MemberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        members.add_member(lab=lab, by=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect("labs:detail", pk=lab.pk)
    context = {"form": form, "lab": lab, "title": _("Lägg till en person"), "is_demo": lab.is_demo}
    return render(request, "labs/form.html", context, status=422 if form.errors else 200)


@guarded("labs.members", Lab)
def remove_member(request, lab: Lab, row: int):
    """Take a role back, after asking."""
    membership = lab.memberships.select_related("user").filter(pk=row).first()
    if membership is None:
        raise Http404
    back = reverse("labs:detail", args=[lab.pk])
    if request.method == "POST":
        try:
            members.remove_member(membership=membership, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.message)
        return redirect(back)
    what = _("Ta bort rollen %(role)s från %(who)s?") % {"role": membership.get_role_display(), "who": membership.user}
    return _confirm(request, lab, what, back)


def _confirm(request, lab: Lab, question: str, back: str):
    context = {
        "title": question,
        "body": _("Det som redan har sagts i labbet påverkas inte."),
        "action": request.get_full_path(),
        "submit": _("Ta bort"),
        "kind": "stop",
        "cancel_url": back,
        "crumbs": [(lab.name, back), (_("Ta bort"), None)],
        "is_demo": lab.is_demo,
    }
    return render(request, "confirm.html", context)
