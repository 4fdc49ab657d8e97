"""What has been done to a map, and taking it back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.core.access import guarded, may
from hlab.core.forms import who
from journeys.actions.editing import undo
from journeys.enums import EditAct
from journeys.models import Journey, MapEdit
from journeys.queries.journeys import journeys
from journeys.queries.parts import edit_of, edits_of
from journeys.views.around import METHODS, around, confirmed

PER_PAGE = 25
FIRST_ACTS = (EditAct.MADE, EditAct.READ_IN)
OF_VOICES = (EditAct.VOICE_ADDED, EditAct.VOICE_CHANGED, EditAct.VOICE_REMOVED)
"""Done, and so taken back, by those who read voices, and by nobody else by way of the history."""


@guarded("journeys.see", journeys)
def map_history(request, journey: Journey):
    """Every change, the latest first, with a way to take each back."""
    page = Paginator(edits_of(journey), PER_PAGE).get_page(request.GET.get("page"))
    may_write = may(request, "journeys.write", journey) and journey.archived_at is None
    reads = may(request, "journeys.read_voices", journey)
    for edit in page.object_list:
        edit.words = _told(edit)
        edit.may_undo = may_write and _may_be_undone(edit) and (reads or edit.act not in OF_VOICES)
    context = around(journey, (_("Historik"), None)) | {"page": page, "may_write": may_write}
    return render(request, "journeys/edit/history.html", context)


@guarded("journeys.write", journeys)
@require_http_methods(METHODS)
def undo_edit(request, journey: Journey, number: int):
    """Take back one change, after asking."""
    edit = edit_of(journey, number)
    if edit is None:
        raise Http404
    if edit.act in OF_VOICES and not may(request, "journeys.read_voices", journey):
        raise PermissionDenied
    about = _("Det gäller ”%(about)s”.") % {"about": edit.about} if edit.about else ""
    return confirmed(
        request, journey, lambda key: undo(journey=journey, number=number, client_key=key, **who(request)),
        title=_("Ångra ändringen?"), kind="",
        body=" ".join(filter(None, [f"{_told(edit)}.", about, _("Det som ångras går att ta tillbaka igen.")])),
        submit=_("Ångra ändringen"), words=_("Ändringen är ångrad."),
        back=reverse("journeys:map_history", args=[journey.pk]),
    )  # fmt: skip


def _told(edit: MapEdit) -> str:
    return str(EditAct(edit.act).label) if edit.act in EditAct.values else edit.act


def _may_be_undone(edit: MapEdit) -> bool:
    return edit.act not in FIRST_ACTS and getattr(edit, "undone_by", None) is None
