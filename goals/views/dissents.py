"""Views that were not adopted: written on a version, and carried on to the next unless it says how they are met."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.actions import dissents as acts
from goals.actions.checks import must_be_ready_to_check
from goals.forms_validation import DissentForm, MetForm
from goals.models import GoalVersion
from goals.queries import versions
from goals.queries.trials import carried_by, remark
from goals.readers import read_in_full
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import refuse


@guarded("goals.record_check", versions)
def write(request, version: GoalVersion):
    """Put an objection beside a version, in its own words or in those of a remark (?lapp=)."""
    reads = read_in_full(request, version.goal.lab)
    asked = (request.POST if request.method == "POST" else request.GET).get("lapp", "")
    found = remark(version, asked, **reads) if asked else None
    may_be_quoted = found is not None and found["note"].consent_quote  # what is written here becomes public
    start = {"text": found["text"][: acts.LONGEST_DISSENT]} if may_be_quoted else {}
    form = DissentForm(request.POST if request.method == "POST" else None, initial=start)
    first, status = "", 200
    try:
        must_be_ready_to_check(version)
    except RuleBroken as broken:
        first = broken.message
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                acts.write_dissent(
                    version=version, note=found["note"] if found else None, by=request.user, at=timezone.now(),
                    **form.cleaned_data,
                )  # fmt: skip
            except RuleBroken as broken:
                refuse(form, broken)
                status = broken.status
                if broken.code == "looks_personal":
                    form.ask_anyway()
            else:
                messages.success(request, _("Invändningen står vid målbilden."))
                return redirect("goals:trials", version.pk)
    context = {
        "version": version, "form": form, "remark": found, "first": first if request.method == "GET" else "",
        "is_demo": version.goal.is_demo,
    }  # fmt: skip
    return render(request, "goals/trials/dissent.html", context, status=status)


@guarded("goals.write", versions)
def carried(request, version: GoalVersion):
    """The objections that a draft has from the version before, each with how it is met, when it is."""
    rows = list(carried_by(version))
    for row in rows:
        row.form = MetForm(initial={"met": row.met}, auto_id=f"id_%s_{row.pk}")
    context = {"version": version, "dissents": rows, "is_demo": version.goal.is_demo}
    return render(request, "goals/trials/carried.html", context)


@guarded("goals.write", versions)
def meet(request, version: GoalVersion, dissent: int):
    """Say how one of them is met in the draft."""
    row = carried_by(version).filter(pk=dissent).first()
    if row is None:
        raise Http404
    if request.method != "POST":
        return redirect("goals:carried_dissents", version.pk)
    form = MetForm(request.POST, auto_id=f"id_%s_{row.pk}")
    status, warn = 422, False
    if form.is_valid():
        try:
            met = acts.meet_dissent(
                dissent=row, confirmed=request.POST.get("confirmed") == "1", by=request.user, at=timezone.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except RuleBroken as broken:
            refuse(form, broken)
            status, warn = broken.status, broken.code == "looks_personal"
        else:
            said = _("Sparat. Det står i den nya versionen.") if met.met else _("Sparat. Invändningen står kvar.")
            messages.success(request, said)
            return redirect("goals:carried_dissents", version.pk)
    rows = list(carried_by(version))
    for other in rows:
        other.form = form if other.pk == row.pk else MetForm(initial={"met": other.met}, auto_id=f"id_%s_{other.pk}")
        other.warn = warn and other.pk == row.pk
    context = {"version": version, "dissents": rows, "is_demo": version.goal.is_demo}
    return render(request, "goals/trials/carried.html", context, status=status)
