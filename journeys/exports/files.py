"""A map as a file that other tools can read, or that can be read in again. The same for the page and the command."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from hlab.core.cells import csv_lines, safe
from journeys.analysis import cjml_write, mermaid, native, table
from journeys.analysis.document import Document, without_voices
from journeys.enums import JourneyKind
from journeys.exchange_words import table_words
from journeys.models import Journey
from journeys.queries.document import documents
from journeys.queries.voices import PUBLIC

WIDTHS = (28, 24, 30, 28, 24, 22, 22, 60, 12, 12, 14, 14)


@dataclass(frozen=True)
class Form:
    """One sort of file. says: what comes along, and what does not."""

    name: object
    ending: str
    content_type: str
    says: object
    make: Callable[[Journey, Document, Document | None], bytes]


def content(journey: Journey, form: str, *, voices: bool) -> bytes:
    """The file. form: key of FORMS. voices: whether whoever gets it may know of the notes that the map rests on; the
    words of a note are in it only where it is chosen as a quote and the person agrees to that as it stands today."""
    plan = _plan_of(journey) if form == "cjml" else None
    found = documents([journey, *([plan] if plan else [])], readable=PUBLIC)
    if not voices:
        found = {pk: without_voices(document) for pk, document in found.items()}
    return FORMS[form].make(journey, found[journey.pk], found[plan.pk] if plan else None)


def filename(journey: Journey, form: str) -> str:
    """What the file is called; example content says so in its name."""
    return f"{'exempel-' if journey.is_demo else ''}{journey.slug}.{FORMS[form].ending}"


def _plan_of(journey: Journey) -> Journey | None:
    """The one map in the lab of how this way was planned; None where there is none, or several."""
    plans = list(
        Journey.objects.filter(
            as_is=journey, kind=JourneyKind.PLANNED, lab=journey.lab_id, archived_at__isnull=True, teller__isnull=True
        )[:2]
    )
    return plans[0] if len(plans) == 1 else None


def _beside(journey: Journey) -> dict[str, Any]:
    """What our own files tell of a map beside what is in it."""
    answers = journey.as_is.slug if journey.as_is is not None else ""
    return {"source": journey.slug, "answers": answers, "review_on": journey.review_on}


def _json(journey: Journey, document: Document, plan: Document | None) -> bytes:
    return native.write(document, **_beside(journey))


def _csv(journey: Journey, document: Document, plan: Document | None) -> bytes:
    return "".join(csv_lines(table.rows(document, table_words(), **_beside(journey)))).encode()


def _xlsx(journey: Journey, document: Document, plan: Document | None) -> bytes:
    return workbook(table.rows(document, table_words(), **_beside(journey)), title=document.title)


def workbook(rows: Iterable[list[str]], *, title: str) -> bytes:
    """The table as a workbook of one sheet. Everything in it is text: no cell is a formula."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.language = title, "sv-SE"
    sheet = book.create_sheet("Resa")
    sheet.freeze_panes = "A2"
    for at, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row in rows:
        sheet.append([safe(ILLEGAL_CHARACTERS_RE.sub("", cell)) or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cjml(journey: Journey, document: Document, plan: Document | None) -> bytes:
    return cjml_write.write(document, table_words(), planned=plan)


def _mermaid(journey: Journey, document: Document, plan: Document | None) -> bytes:
    return mermaid.write(document).encode()


FORMS: dict[str, Form] = {
    "json": Form(
        "JSON", "json", "application/json",
        _("Allt i kartan. Går att läsa in igen precis som den är."), _json,
    ),
    "csv": Form(
        "CSV", "csv", "text/csv; charset=utf-8",
        _("Allt i kartan som en tabell, en rad för varje uppgift. Går att ändra i ett kalkylark och läsa in igen."),
        _csv,
    ),
    "xlsx": Form(
        "Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _("Samma tabell som ett kalkylblad."), _xlsx,
    ),
    "cjml": Form(
        "CJML 2.0 (XML)", "xml", "application/xml",
        _(
            "För andra verktyg som ritar resor. Faser, steg, aktörer, kanaler och känslor följer med. Mellanrummens "
            "ord och rutorna bakom scenen blir kommentarer, och dagar blir datum bara där kartan har ett första datum."
        ),
        _cjml,
    ),
    "mermaid": Form(
        "Mermaid", "mmd", "text/plain; charset=utf-8",
        _("En text som blir ett diagram i Markdown. Bara faser, namn, aktörer och känslor. Går inte att läsa in igen."),
        _mermaid,
    ),
}  # fmt: skip
