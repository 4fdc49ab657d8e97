"""Maps in from files and out to files, and the published form of our own."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hlab.core.access import guarded, may, public
from hlab.core.errors import RuleBroken
from hlab.core.forms import refuse, save_form
from hlab.labs.models import Lab
from journeys.actions import importing
from journeys.analysis.native_schema import schema as native_schema
from journeys.enums import JourneyKind
from journeys.exchange_words import finding_sentence, losses_told
from journeys.exports.files import FORMS, content, filename
from journeys.forms_exchange import FileForm, ReadInForm
from journeys.models import Journey, JourneyUpload
from journeys.queries.journeys import journeys
from journeys.queries.uploads import uploads
from journeys.views.around import of_lab

METHODS = ["GET", "HEAD", "POST"]
SHOWN = 50


@guarded("journeys.see", journeys)
@require_safe
def journey_files(request, journey: Journey):
    """What a map can be taken along as."""
    forms = [(key, form.name, form.says) for key, form in FORMS.items()]
    here = (journey.title, reverse("journeys:journey", args=[journey.pk]))
    context = of_lab(journey.lab, here, (_("Ta med kartan"), None)) | {
        "journey": journey, "forms": forms, "may_read_voices": may(request, "journeys.read_voices", journey.lab),
        "may_write": may(request, "journeys.write", journey.lab), "is_demo": journey.is_demo,
    }  # fmt: skip
    return render(request, "journeys/exchange/files.html", context)


@guarded("journeys.see", journeys)
@require_safe
def export_journey(request, journey: Journey, form: str):
    """The map as a file. form: key of `journeys.exports.files.FORMS`."""
    if form not in FORMS:
        raise Http404
    made = content(journey, form, voices=may(request, "journeys.read_voices", journey.lab))
    answer = HttpResponse(made, content_type=FORMS[form].content_type)
    answer["Content-Disposition"] = f'attachment; filename="{filename(journey, form)}"'
    answer["Cache-Control"] = "no-store"
    return answer


@guarded("journeys.write", Lab)
@require_http_methods(METHODS)
def import_journey(request, lab: Lab):
    """Choose a file. Nothing is read in yet."""
    form = FileForm(request.POST if request.method == "POST" else None, request.FILES or None)

    def save(data):
        file = data["file"]
        if file.size > importing.MAX_BYTES:
            raise importing.too_large()
        key = data.get("key") or uuid.uuid4()
        upload = importing.take_in(
            lab=lab, key=key, raw=file.read(), filename=file.name, by=request.user, at=timezone.now()
        )
        return redirect("journeys:look_upload", upload.pk)

    return save_form(
        request, form, save, template="journeys/exchange/import.html", **of_lab(lab, (_("Läs in en karta"), None))
    )


@guarded("journeys.write", uploads)
@require_http_methods(METHODS)
def look_upload(request, upload: JourneyUpload):
    """What a file would give, with what is wrong in it and what would be lost; then it is read in."""
    lab, status, failed = upload.lab, 200, ""
    if upload.done_at is not None:
        return _done(request, upload, [])
    voices = may(request, "journeys.read_voices", lab)
    try:
        entries = importing.seen(upload, voices=voices)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("journeys:import_journey", lab.pk)
    form = ReadInForm(request.POST if request.method == "POST" else None, entries=entries)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = importing.read_in(
                    upload=upload, by=request.user, at=timezone.now(), voices=voices, **form.answers()
                )
            except RuleBroken as broken:
                refuse(form, broken)
                failed, status = _("Inget är inläst."), broken.status
            else:
                return _done(request, upload, made)
    context = of_lab(lab, (_("Läs in en karta"), reverse("journeys:import_journey", args=[lab.pk])),
                     (_("Titta först"), None)) | {
        "upload": upload, "form": form, "failed": failed, "entries": [_told(entry) for entry in entries],
        "may_read_in": any(not entry.found.faults for entry in entries),
    }  # fmt: skip
    return render(request, "journeys/exchange/look.html", context, status=status)


def _done(request, upload: JourneyUpload, made: list[Journey]):
    """On to what has been read in, now or before."""
    if made:
        told = ngettext("%(n)s karta är inläst.", "%(n)s kartor är inlästa.", len(made)) % {"n": len(made)}
        messages.success(request, told)
    journey = made[0] if made else upload.journey
    if len(made) > 1 or journey is None:
        return redirect("journeys:list", upload.lab_id)
    return redirect("journeys:journey", journey.pk)


def _told(entry: importing.Entry) -> dict:
    """One journey of the file as the page shows it."""
    faults = [finding_sentence(fault) for fault in entry.found.faults]
    document, kinds = entry.document, dict(JourneyKind.choices)
    return {
        "document": document,
        "kind": kinds.get(document.kind, ""),
        "like": entry.like,
        "is_own": entry.of is not None,
        "faults": faults[:SHOWN],
        "fault_count": len(faults),
        "more_faults": max(0, len(faults) - SHOWN),
        "losses": losses_told(entry.found.losses),
    }


@public
@require_safe
def schema(request):
    """The JSON Schema of our own format, for those who write or check such files."""
    answer = JsonResponse(native_schema(), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Type"] = "application/schema+json; charset=utf-8"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "public, max-age=86400"
    return answer
