"""The facilitator's page: where we are, how the room is doing, and one next act at a time."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.mail import can_send
from hlab.labs.afterwards import cards
from workshops import registry
from workshops.actions import pacing
from workshops.actions.contributions import hold_note, release_note
from workshops.actions.moderation import keep_note
from workshops.asked import asked_in
from workshops.console_acts import ACTS, next_acts
from workshops.desk import console_data
from workshops.entrance import entrance
from workshops.enums import HoldReason, ReportReason, WorkshopState
from workshops.models import Contribution, Site
from workshops.queries import contributions, sites, step_at
from workshops.queries.board import overview
from workshops.queries.over_time import is_open_over_time
from workshops.queries.room import message_on_stage
from workshops.wire import desk, everywhere, room


@guarded("workshops.host", sites)
def console(request, site: Site):
    """The whole console; as a fragment its numbers (?del=lage), or where the other sites are (?del=orter)."""
    if request.GET.get("del") == "orter":
        context = {"site": site, "workshop": site.workshop, "other_sites": overview(site.workshop, timezone.now())}
        return render(request, "workshops/_console_sites.html", context)
    return _console(request, site)


def _console(request, site: Site, *, error: RuleBroken | None = None, sent=None):
    """error, sent: an act inside the step that was refused, and what was filled in, so that nothing is ticked anew."""
    now = timezone.now()
    workshop = site.workshop
    data = console_data(site, request.viewer, now, asked=asked_in(request))
    context = data | {
        "wire": [room(site.pk), desk(site.pk), everywhere(workshop.pk)],
        "missing": pacing.missing_before_opening(workshop) if site.state == WorkshopState.PLANNED else [],
        "acts": next_acts(site, data["steps"]),
        "join_url": request.build_absolute_uri(entrance(site)),
        "hold_reasons": [choice for choice in HoldReason.choices if choice[0]],
        "report_reasons": ReportReason.choices,
        "is_demo": workshop.is_demo,
        "no_mail": data["step"] is not None and is_open_over_time(data["step"], now) and not can_send(),
        "afterwards": cards(workshop, request.viewer) if site.state == WorkshopState.CLOSED else [],
        "error": error,
        "ticked": sent.getlist("notes") if sent else [],
        "sent": sent or {},
    }
    template = "workshops/_console_stats.html" if request.GET.get("del") == "lage" else "workshops/console.html"
    return render(request, template, context, status=error.status if error else 200)


@guarded("workshops.facilitate", sites)
def act(request, site: Site, act: str):
    """One act of pace. Asked about first when it shows, closes or opens something; done by POST only."""
    known = ACTS.get(act)
    if known is None:
        raise Http404
    back = reverse("workshops:console", args=[site.pk])
    if request.method != "POST":
        question = known.ask(site) if known.ask else None
        if question is None:
            return redirect(back)
        context = {
            "fields": [("sett", site.current_id or "")],
            "title": question.title,
            "body": question.body,
            "body_template": "workshops/_ask_body.html",
            "declaration": site.workshop.lab if site.workshop.state == WorkshopState.PLANNED else None,
            "action": request.get_full_path(),
            "submit": question.submit,
            "cancel_url": back,
            "crumbs": [(site.title, back), (question.title, None)],
            "is_demo": site.workshop.is_demo,
        }
        return render(request, "workshops/_ask.html" if request.htmx else "confirm.html", context)
    try:
        said = known.do(site=site, data=request.POST, by=request.user, at=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        if said:
            messages.success(request, said)
    return redirect(back)


@guarded("workshops.host", sites)
@require_POST
def host_act(request, site: Site, step: int, act: str):
    """What a host does inside a step; which acts there are is the kind's to say."""
    exercise = step_at(site.pk, step)
    perform = registry.get(exercise.kind).host_acts.get(act) if exercise else None
    if perform is None:
        raise Http404
    try:
        said = perform(exercise=exercise, data=request.POST, by=request.user, at=timezone.now())
    except StaleEdit as stale:
        return _both_texts(request, site, stale)
    except RuleBroken as broken:
        return _console(request, site, error=broken, sent=request.POST)
    if said:
        messages.success(request, said)
    return redirect(reverse("workshops:console", args=[site.pk]) + asked_in(request).after + "#steg")


def _both_texts(request, site: Site, stale: StaleEdit):
    """409 with both texts, and the same act again with the row version that is true now."""
    kept = [
        (name, value)
        for name, value in request.POST.items()
        if name not in ("row_version", stale.field, "csrfmiddlewaretoken")
    ]
    context = {
        "message": stale.message,
        "yours": stale.yours,
        "theirs": stale.theirs,
        "action": request.get_full_path(),
        "fields": [*kept, ("row_version", stale.row_version), (stale.field, stale.yours)],
        "back_url": reverse("workshops:console", args=[site.pk]),
        "is_demo": site.workshop.is_demo,
    }
    return render(request, "errors/stale.html", context, status=stale.status)


@guarded("workshops.facilitate", sites)
@require_POST
def moderate(request, site: Site, note):
    """Hold a note with a reason, or let it through."""
    found: Contribution | None = contributions().filter(pk=note, site=site).first()
    if found is None:
        raise Http404
    if request.POST.get("vad") == "slapp":
        release_note(contribution=found, by=request.user, at=timezone.now())
        messages.success(request, _("Lappen är släppt och visas med de andra."))
    elif request.POST.get("vad") == "behall":
        keep_note(contribution=found, by=request.user, at=timezone.now())
        messages.success(request, _("Lappen får vara kvar. Beslutet står i granskningsloggen."))
    else:
        reason = request.POST.get("skal", HoldReason.OTHER)
        try:
            hold_note(contribution=found, reason=reason, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, _("Lappen hålls kvar och visas inte."))
    return redirect(reverse("workshops:console", args=[site.pk]) + "#vantar")


@guarded("workshops.stage", sites)
def stage(request, site: Site):
    """The big screen of a site: nothing personal, nothing that has not been shown there."""
    now = timezone.now()
    data = console_data(site, request.viewer, now, with_notes=False)
    context = data | {
        "wire": [room(site.pk), everywhere(site.workshop_id)],
        "join_url": request.build_absolute_uri(entrance(site)),
        "host": request.get_host(),
        "is_demo": site.workshop.is_demo,
    }
    context["told"] = message_on_stage(site)
    step = data["step"]
    if step is not None:
        kind = registry.get(step.kind)
        context |= {"stage_template": f"{kind.templates}/stage.html", **kind.stage(exercise=step)}
    template = "workshops/_stage.html" if request.htmx else "workshops/stage.html"
    return render(request, template, context)
