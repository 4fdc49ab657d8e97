"""An e-mail address for one reminder, apart from everything else."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.core.access import guarded, public
from hlab.core.forms import save_form
from hlab.core.mail import can_send
from hlab.core.ratelimit import Limit
from workshops.actions.over_time import ask_for_reminder, forget_address
from workshops.forms_paper import ReminderForm
from workshops.models import Workshop
from workshops.queries import participation_of, step_at, workshops
from workshops.queries.over_time import may_be_reminded

ASKED = Limit("reminder", limit=20, seconds=3600)


@guarded("workshops.take_part", workshops, turn_to="workshops:join")
def ask(request, workshop: Workshop):
    """Leave an address for a reminder of the step that is open. Nothing ties it to who is asking."""
    site = participation_of(request.viewer, workshop).site
    step = step_at(site.pk, site.current_id) if site.current_id else None
    if step is None or not can_send() or not may_be_reminded(step, timezone.now()):
        messages.info(request, _("Det finns inget att påminna om just nu."))
        return redirect("workshops:take_part", pk=workshop.pk)
    form = ReminderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and ASKED.blocked(request):
        form.add_error(None, _("För många adresser härifrån. Försök igen om en timme."))
        context = {"form": form, "workshop": workshop, "step": step, "is_demo": workshop.is_demo}
        return render(request, "workshops/remind_me.html", context, status=429)

    def save(data):
        ASKED.hit(request)
        ask_for_reminder(exercise=step, email=data["email"], by=None, at=timezone.now())
        messages.success(request, _("Du får en påminnelse innan tiden är ute. Sedan tas adressen bort."))
        return redirect("workshops:take_part", pk=workshop.pk)

    return save_form(
        request, form, save, template="workshops/remind_me.html", workshop=workshop, step=step,
        is_demo=workshop.is_demo,
    )  # fmt: skip


@public
def stop(request, token: str):
    """From the letter: no reminder after all. Opening the link changes nothing, since programs open links too."""
    if len(token) > 64:
        raise Http404
    if request.method == "POST":
        forget_address(token=token)
    return render(request, "workshops/no_reminder.html", {"done": request.method == "POST"})
