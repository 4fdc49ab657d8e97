"""What anyone reads of a round, and an address for one neutral message when it is answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.actions.notices import ask_to_be_told, forget_address
from feedback.forms_rounds import TellMeForm
from feedback.models import Round
from feedback.queries.rounds import WAITS_FOR_ANSWERS
from feedback.queries.rounds import public_round as found_round
from hlab.core.access import public
from hlab.core.forms import save_form
from hlab.core.mail import can_send
from hlab.core.ratelimit import Limit

ASKED = Limit("told", limit=20, seconds=3600)


@public
def public_round(request, pk: int):
    """What a round is about, its days, and where each proposal and its answers are read."""
    round = _readable(pk)
    return render(request, "feedback/round_public.html", _around(round))


@public
def tell_me(request, pk: int):
    """Leave an address for one message. Nothing ties it to who is asking, or to what they have said."""
    round = _readable(pk)
    if round.state not in WAITS_FOR_ANSWERS or not can_send():
        messages.info(request, _("Det går inte att få besked med e-post om den här rundan. Svaren visas här."))
        return redirect("feedback:public_round", round.pk)
    form = TellMeForm(request.POST if request.method == "POST" else None)
    context = _around(round, (_("Få besked"), None)) | {"cancel": reverse("feedback:public_round", args=[round.pk])}
    if request.method == "POST" and ASKED.blocked(request):
        form.add_error(None, _("För många adresser härifrån. Försök igen om en timme."))
        return render(request, "feedback/notice.html", context | {"form": form}, status=429)

    def save(data):
        ASKED.hit(request)
        notice = ask_to_be_told(round=round, email=data["email"], by=None, at=timezone.now())
        messages.success(request, _("Du får ett brev när det finns svar. Sedan tas adressen bort."))
        return redirect("feedback:no_telling", notice.token)

    return save_form(request, form, save, template="feedback/notice.html", **context)


@public
def no_telling(request, token: str):
    """No message after all. Opening the page changes nothing, and tells nobody whether there is an address."""
    if len(token) > 64:
        raise Http404
    if request.method == "POST":
        forget_address(token=token)
    return render(request, "feedback/notice_stop.html", {"done": request.method == "POST"})


def _readable(pk: int) -> Round:
    round = found_round(pk)
    if round is None:
        raise Http404
    return round


def _around(round: Round, *steps: tuple[str, str | None]) -> dict:
    here = (round.title, reverse("feedback:public_round", args=[round.pk]) if steps else None)
    return {"round": round, "crumbs": [(_("Start"), "/"), (_("Förslag"), "/forslag/"), here, *steps],
            "is_demo": round.is_demo}  # fmt: skip
