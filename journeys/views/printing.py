"""A map on paper, as pictures and as slides."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hlab.core.access import guarded
from hlab.core.text import whole_number
from journeys.exports.outline import outline
from journeys.exports.picture import png, svg
from journeys.exports.poster import cut_up, how_to, leaves, sheets, whole
from journeys.exports.slides import slides
from journeys.exports.told import Told, facts, printed
from journeys.models import Journey
from journeys.queries.journeys import journeys
from journeys.readers import seen_with_quotes

POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@guarded("journeys.see", journeys)
def print_journey(request, journey: Journey):
    """What the map can become on paper."""
    return render(request, "journeys/print/choose.html", _around(journey) | {"crumbs": _crumbs(journey)})


@guarded("journeys.see", journeys)
def poster(request, journey: Journey):
    """The map on sheets of A3."""
    found = sheets(seen_with_quotes(request, journey), _told(journey), "a3")
    return render(request, "journeys/print/poster.html", _around(journey) | {"leaves": leaves(found, journey.title)})


@guarded("journeys.see", journeys)
def poster_tiles(request, journey: Journey):
    """The map on an A0, cut into pages. ?ark=a4 for those of a small printer."""
    paper, told = "a4" if request.GET.get("ark") == "a4" else "a3", _told(journey)
    found = sheets(seen_with_quotes(request, journey), told, "a0")
    pages, cut = cut_up(found, journey.title, told.stamp, paper)
    context = {"leaves": pages, "paper": paper.upper(), "how_to": how_to(cut), "is_wide": cut.paper[0] > cut.paper[1]}
    return render(request, "journeys/print/tiles.html", _around(journey) | context)


@guarded("journeys.see", journeys)
def text_outline(request, journey: Journey):
    """The map as text on A4."""
    document, told = seen_with_quotes(request, journey), _told(journey)
    context = {"phases": outline(document), "facts": facts(document), "printed": printed(told), "stamp": told.stamp}
    return render(request, "journeys/print/outline.html", _around(journey) | context)


@guarded("journeys.see", journeys)
def map_svg(request, journey: Journey):
    """The map as a drawing. ?papper=a0 (or a3) for one of that size, and ?blad= for which sheet of it."""
    paper, document, told = request.GET.get("papper"), seen_with_quotes(request, journey), _told(journey)
    if paper in ("a0", "a3"):
        found = sheets(document, told, paper)
        at = whole_number(request.GET.get("blad")) or 1
        sheet, name = found[min(max(at, 1), len(found)) - 1], f"-{paper}"
    else:
        sheet, name = whole(document, told), ""
    drawing = svg(sheet, title=journey.title, about=f"{journey.question} {facts(document)} {told.stamp}".strip())
    return _as_file(journey, drawing.encode(), "image/svg+xml", f"{name}.svg")


@guarded("journeys.see", journeys)
def map_png(request, journey: Journey):
    """The map as a picture."""
    return _as_file(journey, png(whole(seen_with_quotes(request, journey), _told(journey))), "image/png", ".png")


@guarded("journeys.see", journeys)
def map_pptx(request, journey: Journey):
    """The map as slides, one phase a slide."""
    return _as_file(journey, slides(seen_with_quotes(request, journey), _told(journey)), POWERPOINT, ".pptx")


# --- Inner parts ------------------------------------------------------------------------------


def _told(journey: Journey) -> Told:
    stamp = _("Exempeldata. Alla personer, orter, citat och siffror är påhittade.") if journey.is_demo else ""
    if journey.exercise is not None and journey.exercise.workshop.rehearsal_of_id is not None:
        stamp = _("Övning. Inget av det här har hänt.")
    return Told(journey.lab.name, journey.edits, timezone.now(), stamp)


def _around(journey: Journey) -> dict:
    """What every page about the paper shows."""
    workshop = journey.exercise.workshop if journey.exercise is not None else None
    return {"journey": journey, "lab": journey.lab, "is_demo": journey.is_demo, "workshop": workshop}


def _crumbs(journey: Journey) -> list[tuple[str, str | None]]:
    return [
        (_("Mina labb"), reverse("labs:mine")),
        (journey.lab.name, reverse("labs:detail", args=[journey.lab_id])),
        (_("Resor"), reverse("journeys:list", args=[journey.lab_id])),
        (journey.title, reverse("journeys:journey", args=[journey.pk])),
        (_("Skriv ut"), None),
    ]


def _as_file(journey: Journey, content: bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(journey.title) or journey.pk}{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer
