"""Svaret på din synpunkt: a person reads what became of one remark and says whether that answers it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.actions.replies import say_own_view
from feedback.enums import OwnView
from feedback.models import Remark
from feedback.queries.own_remarks import own_remarks
from followup.forms.receipt import OwnAnswerViewForm
from hlab.core.access import guarded
from hlab.core.forms import save_form


@guarded("feedback.own_remark", own_remarks, turn_to="followup:receipt")
def own_remark(request, remark: Remark):
    """The answer with its reason, and what the person says of it. It can be said anew until a corrected one comes."""
    start = {"view": remark.own_view, "words": remark.own_words, "row_version": remark.row_version}
    form = OwnAnswerViewForm(request.POST if request.method == "POST" else None, initial=start)
    note, answer = remark.contribution, remark.answer

    def save(data):
        say_own_view(
            remark=remark, view=data["view"], words=data["words"], row_version=data["row_version"] or 0,
            by=note.participation, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _SAVED[data["view"]]())
        return redirect(f"{reverse('followup:receipt')}#synpunkt-{note.pk}")

    return save_form(
        request, form, save, template="followup/own_remark.html", remark=remark, note=note, answer=answer,
        version=remark.response.version, is_demo=remark.response.round.is_demo,
    )  # fmt: skip


_SAVED = {
    OwnView.FITS: lambda: _("Tack. Vi vet nu att svaret stämmer med det du sa."),
    OwnView.MISSES: lambda: _("Sparat. De som arbetar med förslaget läser det. Rättas svaret ser du det här."),
}
