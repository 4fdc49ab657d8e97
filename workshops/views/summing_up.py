"""The raw summary: sent by whoever leads the site, read and put right by those who took part."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import refuse, save_form
from workshops.actions import summing_up as acts
from workshops.enums import WorkshopState
from workshops.forms_after import AnswerForm, CorrectionForm, SummaryForm
from workshops.models import Site, Summary, Workshop
from workshops.queries import participation_of, sites, workshops
from workshops.queries.after import (
    correction_at,
    corrections_at,
    corrections_by,
    latest_summary,
    own_ids,
    summaries_of,
)
from workshops.sent import sent_key
from workshops.summing_up import opened, parts_of


@guarded("workshops.sum_up", sites)
def sum_up(request, site: Site):
    """What will be sent, the words around it, the versions that have been, and what was said of them."""
    latest, now = latest_summary(site), timezone.now()
    form = SummaryForm(
        request.POST if request.method == "POST" else None, again=latest is not None, today=timezone.localdate(now)
    )

    def save(data):
        sent = acts.send_summary(site=site, key=sent_key(request), by=request.user, at=now, **data)
        messages.success(request, _("Version %(n)d är skickad. Deltagarna ser den nu.") % {"n": sent.number})
        return redirect("workshops:sum_up", pk=site.pk)

    draft = Summary(site=site, number=0, parts=parts_of(site), at=now)
    context = {
        "site": site,
        "workshop": site.workshop,
        "closed": site.state == WorkshopState.CLOSED,
        "latest": latest,
        "versions": list(summaries_of(site)),
        "corrections": _with_notes(corrections_at(site)),
        "answer_form": AnswerForm(),
        "parts": opened(draft),
        "key": request.POST.get("key") or uuid.uuid4(),
        "is_demo": site.workshop.is_demo,
    }
    return save_form(request, form, save, template="workshops/sum_up.html", **context)


def _with_notes(corrections: list) -> list:
    """Each with the words of the note that it is about, unless that has been taken back."""
    for row in corrections:
        note = row.contribution
        row.about = "" if note is None or note.withdrawn_at else note.text
    return corrections


@guarded("workshops.sum_up", sites)
@require_POST
def answer(request, site: Site, correction: int):
    """What was done about a correction."""
    found = correction_at(site, correction)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            acts.answer_correction(
                correction=found, answer=data["answer"], text=data["answer_text"], by=request.user, at=timezone.now()
            )  # fmt: skip
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, _("Svaret är sparat. Den som skrev kan läsa det."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("workshops:sum_up", pk=site.pk)


@guarded("workshops.take_part", workshops, turn_to="followup:receipt")
def summary(request, workshop: Workshop):
    """The newest version at one's site, to be read and put right. The receipt gives the way in, also afterwards."""
    place = participation_of(request.viewer, workshop)
    latest = latest_summary(place.site)
    if latest is None:
        raise Http404
    form, status = CorrectionForm(), 200
    if request.method == "POST":
        form = CorrectionForm(request.POST)
        try:
            if form.is_valid():
                return _take_in(request, place, latest, form.cleaned_data["text"])
            status = 422
        except RuleBroken as broken:
            refuse(form, broken)
            status = broken.status
    mine, said = own_ids(place), corrections_by(place)
    newest = {str(row.contribution_id or ""): row for row in said if row.summary_id == latest.pk}
    parts = opened(latest)
    own = [note for part in parts for pile in part["piles"] for note in pile["notes"] if str(note.pk) in mine]
    for note in own:
        note.said = newest.get(str(note.pk))
    context = {
        "workshop": workshop,
        "summary": latest,
        "parts": parts,
        "own": own,
        "own_ids": {note.pk for note in own},
        "whole": newest.get(""),
        "answered": [row for row in said if row.answer],
        "open": timezone.localdate() <= latest.correct_by,
        "form": form,
        "about": request.POST.get("lapp", "") if form.errors else None,
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/part_summary.html", context, status=status)


def _take_in(request, place, latest: Summary, text: str):
    seen = request.POST.get("version", "")
    if seen != str(latest.number):
        raise RuleBroken(_("Det har kommit en nyare version. Läs den först."), status=409, code="newer")
    note = None
    if about := request.POST.get("lapp", ""):
        note = next((row for row in place.contributions.all() if str(row.pk) == about), None)
        if note is None:
            raise Http404
    agrees = request.POST.get("vad") == "stammer"
    acts.correct(
        summary=latest, participation=place, contribution=note, agrees=agrees, text=text, by=place, at=timezone.now()
    )  # fmt: skip
    said = _("Tack. Vi vet nu att det stämmer.") if agrees else _("Tack. Processledaren läser och svarar dig här.")
    messages.success(request, said)
    return redirect("workshops:summary", pk=place.workshop_id)
