"""The codebook in from another program, and codebook, project and table out. And what the computer suggests."""

from __future__ import annotations

import base64
import binascii
import zlib

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from goals.actions.codeimport import LARGEST, look_at, read_in
from goals.actions.coding import accept_suggestion, dismiss_suggestion
from goals.analysis.refi import normalised
from goals.exports.coding import codebook_file, project_file, table_lines
from goals.forms_coding import BookFileForm
from goals.queries.codebook import candidates, excerpts_of
from goals.views.coding_book import _book
from goals.views.coding_frame import code_or_404, frame, note_or_404, notes_for
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from hlab.labs.models import Lab
from workshops.analysis.similarity import nearest, telling_words

SHOWN = 100
SUGGESTED, COMPARED, LIKE = 10, 300, 100
LONGEST_FIELD = 700_000  # signs of a packed file in the form that reads it in


@guarded("goals.write", Lab)
def import_book(request, lab: Lab):
    """Choose a file, look at what it would give, read it in. The file goes along in the page between the two."""
    form = BookFileForm(None)
    context, status = {}, 200
    if request.method == "POST":
        packed = request.POST.get("innehall", "")
        form = BookFileForm(None if packed else request.POST, request.FILES or None)
        status = 422
        try:
            raw = _unpacked(packed) if packed else _sent(form)
            if packed:
                done = read_in(lab=lab, raw=raw, by=request.user, at=timezone.now())
                n = len(done.new)
                told = ngettext("%(n)s ny kod är inläst.", "%(n)s nya koder är inlästa.", n) % {"n": n}
                messages.success(request, told if n else _("Alla koder i filen fanns redan. Inget ändrades."))
                return redirect("goals:codebook", lab.pk)
            if raw is not None:
                seen = look_at(lab=lab, raw=raw)
                context = {"seen": seen, "packed": _packed(raw), "first": seen.new[:SHOWN], "most": SHOWN}
                status = 200
        except RuleBroken as broken:
            form.add_error("file", broken.message) if form.is_bound else messages.error(request, broken.message)
            status = broken.status
    context |= frame(lab, _("Läs in en kodbok"), above=_book(lab)) | {"form": form}
    return render(request, "goals/coding/import.html", context, status=status)


def _sent(form: BookFileForm) -> bytes | None:
    """The file that was chosen; None where the form says what is wrong."""
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        raise RuleBroken(_("Filen är för stor. En kodbok får vara högst 2 MB."), field="file", status=413)
    return file.read()


def _packed(raw: bytes) -> str:
    packed = base64.b64encode(zlib.compress(raw, 9)).decode()
    if len(packed) > LONGEST_FIELD:
        raise RuleBroken(_("Filen är för stor. En kodbok får vara högst 2 MB."), field="file", status=413)
    return packed


def _unpacked(packed: str) -> bytes:
    """The file again; what is no packed file, or grows beyond what we take, is refused."""
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(base64.b64decode(packed, validate=True), LARGEST + 1)
    except (binascii.Error, ValueError, zlib.error):
        raise RuleBroken(_("Filen kom inte med. Välj den igen."), field="file") from None
    return raw


@guarded("goals.write", Lab)
@require_safe
def export(request, lab: Lab, what: str):
    """kodbok.qdc, projekt.qdpx or kodningar.csv."""
    notes = notes_for(request, lab)
    try:
        if what == "kodbok.qdc":
            answer = HttpResponse(codebook_file(lab), content_type="application/xml")
        elif what == "projekt.qdpx":
            answer = HttpResponse(project_file(lab, notes), content_type="application/zip")
        elif what == "kodningar.csv":
            answer = StreamingHttpResponse(table_lines(lab, notes), content_type="text/csv; charset=utf-8")
        else:
            raise Http404
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("goals:codebook", lab.pk)
    name = slugify(lab.name) or str(lab.pk)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{what}"'
    answer["Cache-Control"] = "no-store"
    return answer


@guarded("goals.write", Lab)
def suggestions(request, lab: Lab, code: int):
    """Notes that share words with what lies under a code, until a person says yes or no. Nothing of it is kept."""
    known = code_or_404(lab, code)
    notes = notes_for(request, lab)
    error, status = None, 200
    if request.method == "POST":
        note = note_or_404(notes, request.POST.get("lapp") or None)
        try:
            if request.POST.get("svar") == "ja":
                version = whole_number(request.POST.get("version"))
                accept_suggestion(code=known, note=note, note_version=version, by=request.user, at=timezone.now())
                messages.success(request, _("Lappen är kodad."))
            else:
                dismiss_suggestion(code=known, note=note, by=request.user, at=timezone.now())
                messages.success(request, _("Lappen föreslås inte igen för den här koden."))
        except RuleBroken as broken:
            error, status = broken.message, broken.status
        else:
            return redirect("goals:code_suggestions", lab.pk, known.pk)
    above = (*_book(lab), (known.name, reverse("goals:code", args=[lab.pk, known.pk])))
    like = [excerpt.text for excerpt in excerpts_of(known, notes)[:LIKE]] if known.gone_at is None else []
    found = candidates(known, notes, telling_words(like), COMPARED)
    near = nearest([normalised(note.text) for note in found], like, most=SUGGESTED)
    context = frame(lab, _("Datorns förslag"), above=above) | {
        "code": known, "like": len(like), "rows": [(found[row.place], row.words) for row in near], "error": error,
    }  # fmt: skip
    return render(request, "goals/coding/suggestions.html", context, status=status)
