"""Så här står dina ord i målbilden: a person says whether that is right, without an account."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.forms.receipt import OwnViewForm
from goals.actions.representing import say_own_view
from goals.enums import OwnView
from goals.models import Evidence
from goals.queries.represented import own_voices, quoted, view_of
from hlab.core.access import guarded
from hlab.core.forms import save_form


@guarded("goals.own_voice", own_voices, turn_to="followup:receipt")
def own_view(request, voice: Evidence):
    """How the words stand, and what the person says of it. It can be said anew until the version is replaced."""
    said = view_of(voice)
    start = {"answer": said.answer, "words": said.words, "row_version": said.row_version} if said else {}
    form = OwnViewForm(request.POST if request.method == "POST" else None, initial=start)

    def save(data):
        note = voice.contribution
        say_own_view(
            evidence=voice, answer=data["answer"], words=data["words"], row_version=data["row_version"] or 0,
            by=note.participation, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _SAVED[data["answer"]]())
        return redirect(f"{reverse('followup:receipt')}#ord-{voice.pk}")

    return save_form(
        request, form, save, template="followup/own_view.html", voice=voice, note=voice.contribution,
        version=voice.version, quoted=quoted(voice), said=said, is_demo=voice.version.goal.is_demo,
    )  # fmt: skip


_SAVED = {
    OwnView.RIGHT: lambda: _("Tack. Vi vet nu att det stämmer."),
    OwnView.CORRECT: lambda: _("Sparat. Labbet läser det och svarar här på kvittosidan."),
    OwnView.REFUSE: lambda: _("Sparat. Dina ord visas inte längre i målbilden, och nästa version lämnar dem utanför."),
}
