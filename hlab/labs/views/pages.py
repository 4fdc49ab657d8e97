"""Staff pages of labs: mine, one, its history."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.core.access import guarded, may, signed_in
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.labs import rooms
from hlab.labs.actions import labs as acts
from hlab.labs.forms import LabForm
from hlab.labs.models import Lab
from hlab.labs.queries import audit_of, lab_for_page, labs_of


@signed_in
def mine(request):
    """The labs where the viewer has a role."""
    labs = labs_of(request.viewer)
    context = {
        "labs": labs,
        "may_create": may(request, "labs.create"),
        "is_demo": any(lab.is_demo for lab in labs),
    }
    return render(request, "labs/mine.html", context)


@guarded("labs.see", Lab)
def detail(request, lab: Lab):
    """One lab: question, what is open and decided, who is around the person, what goes on."""
    context = lab_for_page(lab.pk) | {
        "missing": acts.readiness(lab),
        "rooms": rooms.sections(lab, request.viewer),
        "may_change": may(request, "labs.change", lab),
        "is_demo": lab.is_demo,
    }
    return render(request, "labs/detail.html", context)


@signed_in
def create(request):
    """A new lab, by an administrator."""
    if not may(request, "labs.create"):
        from django.core.exceptions import PermissionDenied

        raise PermissionDenied
    form = LabForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in acts.FIELDS}
        lab = acts.create_lab(
            by=request.user, at=timezone.now(), principals=form.cleaned_data["principals"], **data
        )
        return redirect("labs:detail", pk=lab.pk)
    return render(request, "labs/form.html", {"form": form, "title": _("Nytt labb")}, status=422 if form.errors else 200)


@guarded("labs.change", Lab)
def change(request, lab: Lab):
    """Other words for a lab."""
    form = LabForm(
        request.POST if request.method == "POST" else None, instance=lab, initial={"row_version": lab.row_version}
    )
    context = {"form": form, "lab": lab, "title": _("Ändra labbet"), "is_demo": lab.is_demo}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = {name: form.cleaned_data[name] for name in acts.FIELDS}
            try:
                acts.change_lab(
                    lab=lab,
                    row_version=form.cleaned_data["row_version"] or 0,
                    principals=form.cleaned_data["principals"],
                    by=request.user,
                    at=timezone.now(),
                    **data,
                )
            except StaleEdit as stale:
                form.add_error(None, stale.message)
                context["stale"] = stale
                status = stale.status
            except RuleBroken as broken:
                form.add_error(broken.field or None, broken.message)
                status = broken.status
            else:
                messages.success(request, _("Labbet är ändrat."))
                return redirect("labs:detail", pk=lab.pk)
    return render(request, "labs/form.html", context, status=status)


@guarded("labs.change", Lab)
def history(request, lab: Lab):
    """What has happened, without anyone's words."""
    page = Paginator(audit_of(lab), 50).get_page(request.GET.get("page"))
    return render(request, "labs/history.html", {"lab": lab, "page": page, "is_demo": lab.is_demo})
