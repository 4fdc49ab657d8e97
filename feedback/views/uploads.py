"""Proposals in from files and out to files, and the published form of them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from feedback.actions import uploads as acts
from feedback.analysis import native
from feedback.analysis.native_schema import schema as native_schema
from feedback.enums import ProposalKind
from feedback.exchange_words import finding_sentence, losses_told
from feedback.forms_proposals import FileForm, ReadInForm
from feedback.models import Proposal, ProposalUpload
from feedback.queries.document import document
from feedback.queries.proposals import proposals, uploads
from feedback.views.around_proposal import METHODS, of_lab, of_proposal
from hlab.core.access import guarded, may, public
from hlab.core.errors import RuleBroken
from hlab.core.forms import refuse, save_form, sent, who
from hlab.labs.models import Lab

SHOWN = 50


@guarded("feedback.see", proposals)
@require_safe
def proposal_files(request, proposal: Proposal):
    """What a proposal can be taken along as, and what does not come along."""
    named = document(proposal, pictures=False)
    context = of_proposal(proposal, (_("Ta med förslaget"), None)) | {
        "pictures": len(named.pictures), "may_write": may(request, "feedback.write", proposal),
    }  # fmt: skip
    return render(request, "feedback/exchange/files.html", context)


@guarded("feedback.see", proposals)
@require_safe
def export_proposal(request, proposal: Proposal):
    """The proposal as a file, with its pictures unless ?bilder=nej."""
    made = native.write(document(proposal, pictures=request.GET.get("bilder") != "nej"))
    answer = HttpResponse(made, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{proposal.slug}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@guarded("feedback.write", Lab)
@require_http_methods(METHODS)
def import_proposal(request, lab: Lab):
    """Choose a file. Nothing is read in yet."""
    form = FileForm(sent(request), request.FILES or None)

    def save(data):
        file = data["file"]
        if file.size > acts.MAX_BYTES:
            raise acts.too_large()
        key = data.get("key") or uuid.uuid4()
        upload = acts.take_in(lab=lab, key=key, raw=file.read(), filename=file.name, by=request.user, at=timezone.now())
        return redirect("feedback:look_proposal", upload.pk)

    return save_form(
        request, form, save, template="feedback/exchange/import.html", **of_lab(lab, (_("Läs in ett förslag"), None))
    )


@guarded("feedback.write", uploads)
@require_http_methods(METHODS)
def look_proposal(request, upload: ProposalUpload):
    """What a file would give, with what is wrong in it and what would be lost; then it is read in."""
    lab, status = upload.lab, 200
    if upload.done_at is not None:
        return _done(request, upload)
    entry = acts.seen(upload)
    form = ReadInForm(sent(request), initial={"number": "" if entry.like else entry.document.number})
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                acts.read_in(upload=upload, **form.cleaned_data, **who(request))
            except RuleBroken as broken:
                refuse(form, broken)
                status = broken.status
            else:
                upload.refresh_from_db()
                messages.success(request, _("Förslaget är inläst. Ingen utanför labbet ser det."))
                return _done(request, upload)
    faults = [finding_sentence(fault) for fault in entry.found.faults]
    crumbs = ((_("Läs in ett förslag"), reverse("feedback:import_proposal", args=[lab.pk])), (_("Titta först"), None))
    context = of_lab(lab, *crumbs) | {
        "upload": upload, "form": form, "document": entry.document, "like": entry.like,
        "kind": dict(ProposalKind.choices).get(entry.document.kind, ""), "faults": faults[:SHOWN],
        "fault_count": len(faults), "more_faults": max(0, len(faults) - SHOWN),
        "losses": losses_told(entry.found.losses),
    }  # fmt: skip
    return render(request, "feedback/exchange/look.html", context, status=status)


def _done(request, upload: ProposalUpload):
    """On to what has been read in, now or before."""
    if upload.proposal_id is None:
        messages.info(request, _("Det som lästes in är borttaget. Välj filen igen."))
        return redirect("feedback:import_proposal", upload.lab_id)
    return redirect("feedback:proposal", upload.proposal_id)


@public
@require_safe
def schema(request):
    """The JSON Schema of our own format, for those who write or check such files."""
    answer = JsonResponse(native_schema(), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Type"] = "application/schema+json; charset=utf-8"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "public, max-age=86400"
    return answer
