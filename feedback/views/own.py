"""One's own answers about a proposal: to read again, to change while the round is open, and to take back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.actions.responding import withdraw_response
from feedback.enums import RoundState
from feedback.models import Response
from feedback.queries.asking import Answerable, asked_about
from feedback.queries.responses import KIND, own_responses, responses
from hlab.core.access import guarded, public


@public
def my_responses(request, slug: str):
    """Everything that the person with this device's code has said of the proposal. Without a code: where it is
    typed."""
    now = timezone.now()
    asked = asked_about(slug, now)
    if asked is None:
        raise Http404
    receipt = request.viewer.receipt
    mine = own_responses(asked.proposal, receipt) if receipt is not None else []
    for row in mine:
        row.may_change = row.round.state == RoundState.OPEN and now < row.round.closes_at and row.withdrawn_at is None
        row.on_web = row.round.workshop_id == row.exercise.workshop_id and row.exercise.kind == KIND
    context = {
        "proposal": asked.proposal,
        "version": asked.version,
        "mine": mine,
        "may_begin": isinstance(asked, Answerable) and not any(row.version_id == asked.version.pk for row in mine),
        "receipt_code": request.viewer.receipt_code,
        "is_demo": asked.proposal.is_demo,
        "crumbs": [
            (_("Start"), "/"),
            (_("Förslag"), "/forslag/"),
            (asked.version.title, asked.proposal.address),
            (_("Dina synpunkter"), None),
        ],
    }
    return render(request, "feedback/own_responses.html", context)


@guarded("feedback.own_response", responses, turn_to="followup:receipt")
def withdraw(request, response: Response):
    """Take back a whole answer, after being told what that means."""
    proposal = response.version.proposal
    mine = reverse("feedback:my_responses", args=[proposal.slug])
    if request.method == "POST":
        withdraw_response(response=response, by=response.participation, at=timezone.now())
        messages.success(request, _("Svaret är återtaget. Vi har slutat använda och visa det."))
        return redirect(mine)
    context = {
        "title": _("Ta tillbaka hela svaret?"),
        "body_template": "feedback/_withdraw.html",
        "response": response,
        "action": request.path,
        "submit": _("Ta tillbaka svaret"),
        "kind": "stop",
        "cancel_url": mine,
        "cancel": _("Behåll det"),
        "is_demo": proposal.is_demo,
    }
    return render(request, "confirm.html", context)
