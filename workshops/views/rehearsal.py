"""Practising a session that is planned: in, with invented answers, anew, and out again without a trace."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from workshops.actions import rehearsal as acts
from workshops.models import Site, Workshop
from workshops.queries import sites, step_at, workshops


@guarded("workshops.plan", workshops)
def rehearse(request, workshop: Workshop):
    """Into the rehearsal of a planned session; one that goes on is gone on with."""
    if request.method != "POST":
        return redirect("workshops:programme", pk=workshop.pk)
    try:
        practice = acts.start_rehearsal(workshop=workshop, by=request.user, at=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("workshops:programme", pk=workshop.pk)
    return redirect("workshops:console", pk=practice.site.pk)


@guarded("workshops.facilitate", sites)
def act(request, site: Site, act: str):
    """Something that can only be done in a rehearsal. In a real session these addresses do not exist."""
    workshop = site.workshop
    if workshop.rehearsal_of_id is None or act not in ACTS:
        raise Http404
    if request.method == "POST":
        try:
            return ACTS[act](request, site)
        except RuleBroken as broken:
            messages.error(request, broken.message)
            if broken.code == "gone":
                return redirect("workshops:programme", pk=workshop.rehearsal_of_id)
    return redirect("workshops:console", pk=site.pk)


def _answer(request, site: Site):
    step = step_at(site.pk, whole_number(request.POST.get("steg")))
    if step is None:
        raise Http404
    answered, can = acts.let_them_answer(exercise=step, by=request.user, at=timezone.now())
    if not can:
        said = _("De påhittade deltagarna är klara. I det här slaget av steg har de inget att svara.")
    elif not answered:
        said = _("De påhittade deltagarna är klara. De har inget mer att lämna här.")
    else:
        said = ngettext("%(n)d påhittad deltagare har svarat.", "%(n)d påhittade deltagare har svarat.", answered) % {
            "n": answered
        }
    messages.success(request, said)
    return redirect("workshops:console", pk=site.pk)


def _anew(request, site: Site):
    practice = acts.reset_rehearsal(rehearsal=site.workshop, by=request.user, at=timezone.now())
    messages.success(request, _("Övningen börjar om. Allt från förra gången är borta."))
    return redirect("workshops:console", pk=practice.site.pk)


def _end(request, site: Site):
    session = acts.end_rehearsal(rehearsal=site.workshop, by=request.user, at=timezone.now())
    messages.success(request, _("Övningen är slut, och allt som skrevs i den är borttaget."))
    return redirect("workshops:programme", pk=session.pk)


ACTS = {"svara": _answer, "borja-om": _anew, "sluta": _end}
