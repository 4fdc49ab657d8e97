"""What moves a round on. Each is asked about first, since none can be taken back."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.actions import rounds as acts
from feedback.enums import RoundState
from feedback.forms_rounds import EndForm, OpenForm
from feedback.models import Round
from feedback.queries.remarks import unanswered
from feedback.queries.rounds import missing, rounds
from feedback.views.rounds import around_round
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form


@guarded("feedback.run", rounds)
def open_it(request, round: Round):
    """Let people answer, when everything is in place."""

    def save(data):
        acts.open_round(
            round=round, support_person=data["support_person"], by=request.user, at=timezone.now()
        )  # fmt: skip
        messages.success(request, _("Rundan är öppen."))
        return redirect("feedback:round", round.pk)

    if round.state != RoundState.PLANNED:
        messages.info(request, _("Rundan har redan öppnat."))
        return redirect("feedback:round", round.pk)
    form = OpenForm(request.POST if request.method == "POST" else None)
    context = around_round(round, (_("Öppna"), None)) | {
        "missing": missing(round, timezone.now()),
        "cancel": reverse("feedback:round", args=[round.pk]),
    }
    return save_form(request, form, save, template="feedback/round_open.html", **context)


@guarded("feedback.run", rounds)
def close(request, round: Round):
    """Close before time, after asking."""
    day = date_format(round.paper_until, "j F Y")
    return _asked(
        request, round, acts.close_round,
        title=_("Stänga rundan nu?"),
        body=_("Ingen kan svara på nätet efter det, och rundan kan inte öppnas igen. Svar på papper kan skrivas in "
               "till och med %(day)s.") % {"day": day},
        submit=_("Stäng rundan"),
        done=_("Rundan är stängd. Svar på papper kan skrivas in till och med %(day)s.") % {"day": day},
        kind="stop",
    )  # fmt: skip


@guarded("feedback.run", rounds)
def count(request, round: Round):
    """Work out the result, after asking. It is done by itself too, the day after the last day for paper."""
    return _asked(
        request, round, acts.count_round,
        title=_("Räkna resultatet?"),
        body=_("Resultatet räknas en enda gång. Kontrollera att alla papper är inskrivna. Efter det går inget svar att "
               "lägga till."),
        submit=_("Räkna resultatet"),
        done=_("Resultatet är räknat."),
    )  # fmt: skip


@guarded("feedback.run", rounds)
def end(request, round: Round):
    """The round is answered, or there is a published reason why not all of it is."""
    form = EndForm(request.POST if request.method == "POST" else None)
    left = unanswered(round)
    if not left:
        del form.fields["unanswered_reason"]

    def save(data):
        acts.end_round(
            round=round, unanswered_reason=data.get("unanswered_reason", ""), by=request.user, at=timezone.now()
        )
        messages.success(request, _("Rundan är besvarad. De som bad om besked får det nu."))
        return redirect("feedback:round", round.pk)

    words = ngettext("%(n)d synpunkt har inte fått svar.", "%(n)d synpunkter har inte fått svar.", left) % {"n": left}
    context = around_round(round, (_("Avsluta"), None)) | {
        "left": left,
        "words": words,
        "cancel": reverse("feedback:round", args=[round.pk]),
    }
    return save_form(request, form, save, template="feedback/round_end.html", **context)


def _asked(request, round: Round, act, *, title: str, body: str, submit: str, done: str, kind: str = ""):
    error, code, back = "", 200, reverse("feedback:round", args=[round.pk])
    if request.method == "POST" and request.POST.get("confirm") == "1":
        try:
            act(round=round, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            messages.success(request, done)
            return redirect(back)
    context = around_round(round, (title, None)) | {
        "title": title, "body": body, "submit": submit, "kind": kind, "error": error, "action": request.path,
        "cancel_url": back,
    }  # fmt: skip
    return render(request, "confirm.html", context, status=code)
