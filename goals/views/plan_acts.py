"""Acts on a plan itself: begun, renamed, made public, taken away. What cannot be undone is asked about first."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.actions import plans as acts
from goals.forms_plans import PlanForm
from goals.models import ActionPlan, PlanVersion
from goals.queries.plan_public import would_be_public
from goals.queries.plans import goals_to_judge, plan_versions, plans
from goals.views.plans import around, around_plan
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from hlab.labs.models import Lab

METHODS = ["GET", "HEAD", "POST"]


@guarded("goals.write", Lab)
@require_http_methods(METHODS)
def create(request, lab: Lab):
    """A new plan; its actions come next."""

    def save(data):
        data.pop("row_version")
        plan = acts.create_plan(lab=lab, by=request.user, at=timezone.now(), **data)
        return redirect("goals:plan_source", plan.pk)

    context = around(lab, (_("Ny plan"), None)) | {
        "title": _("Lägg till en handlingsplan"),
        "lede": _("Berätta först vilken plan det är. Sedan läser du in insatserna från en fil, eller skriver dem."),
        "submit": _("Gå vidare till insatserna"),
        "cancel": reverse("goals:plans", args=[lab.pk]),
    }
    form = PlanForm(request.POST if request.method == "POST" else None, lab=lab)
    return save_form(request, form, save, template="goals/plans/form.html", **context)


@guarded("goals.write", plans)
@require_http_methods(METHODS)
def change(request, plan: ActionPlan):
    """Another name, owner or period."""

    def save(data):
        data["row_version"] = data["row_version"] or 0
        acts.change_plan(plan=plan, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Sparat."))
        return redirect("goals:plan", plan.pk)

    facts = {name: getattr(plan, name) for name in ("title", "owner", "period", "principal", "row_version")}
    form = PlanForm(request.POST if request.method == "POST" else None, lab=plan.lab, initial=facts)
    context = around_plan(plan, (_("Ändra uppgifterna"), None)) | {
        "title": _("Ändra planens uppgifter"),
        "cancel": reverse("goals:plan", args=[plan.pk]),
        "again": request.path,
    }
    return save_form(request, form, save, template="goals/plans/form.html", **context)


@guarded("goals.publish_plan", plans)
@require_http_methods(METHODS)
def public(request, plan: ActionPlan):
    """Let the pages of the målbilder tell of the plan, or no longer. What anyone could read is shown first."""
    show = not plan.is_public
    reasons = would_be_public(plan, goals_to_judge(plan.lab)) if show else []
    return _confirmed(
        request, plan,
        lambda: acts.set_public(plan=plan, is_public=show, by=request.user, at=timezone.now()),
        title=_("Visa planen på målbildernas sidor?") if show else _("Sluta visa planen?"),
        body=_("Planen och det som sagts om den försvinner från målbildernas sidor. Allt finns kvar i labbet."),
        body_template="goals/plans/_would_be_public.html" if show else "",
        submit=_("Visa planen") if show else _("Sluta visa planen"),
        done=_("Planen visas på målbildernas sidor.") if show else _("Planen visas inte längre."),
        reasons=reasons,
    )  # fmt: skip


@guarded("goals.write", plan_versions)
@require_http_methods(METHODS)
def remove_version(request, version: PlanVersion):
    """Take away the latest version, which nobody has judged."""
    return _confirmed(
        request, version.plan,
        lambda: acts.remove_version(version=version, by=request.user, at=timezone.now()),
        title=_("Ta bort version %(number)s?") % {"number": version.number},
        body=_("Versionens insatser försvinner. Ingen har bedömt dem. Tidigare versioner ligger kvar."),
        submit=_("Ta bort versionen"),
        done=_("Versionen är borttagen."),
        kind="stop",
    )  # fmt: skip


@guarded("goals.write", plans)
@require_http_methods(METHODS)
def remove(request, plan: ActionPlan):
    """Take away a plan without actions."""
    return _confirmed(
        request, plan,
        lambda: acts.remove_plan(plan=plan, by=request.user, at=timezone.now()),
        title=_("Ta bort planen?"),
        body=_("Planen har inga insatser. Namnet och uppgifterna försvinner."),
        submit=_("Ta bort planen"),
        done=_("Planen är borttagen."),
        kind="stop",
        onward=reverse("goals:plans", args=[plan.lab_id]),
    )  # fmt: skip


def _confirmed(request, plan: ActionPlan, act, *, title, body, submit, done, kind="", onward="", **more):
    """A page that asks, then the act. A refusal stays here and says why."""
    error, code = "", 200
    back = reverse("goals:plan", args=[plan.pk])
    if request.method == "POST":
        try:
            act()
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            messages.success(request, done)
            return redirect(onward or back)
    context = around_plan(plan, (title, None)) | {
        "title": title, "body": body, "submit": submit, "kind": kind, "error": error, "action": request.path,
        "cancel_url": back,
    }  # fmt: skip
    return render(request, "confirm.html", context | more, status=code)
