"""Write a map to a file, the same as the page gives."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError

from hlab.core.commands import TellingCommand
from hlab.core.text import whole_number
from journeys.exports.files import FORMS, content
from journeys.models import Journey
from journeys.queries.journeys import journeys

LISTED = 20

MORE = """exempel
  manage.py exportjourney 12 --format json --output resa.json
  manage.py exportjourney alex-vag-till-hjalp --format mermaid

Citat finns bara med där personen har sagt ja till dem, så som de står i dag.

slutar med
  0  filen är skriven
  1  kartan finns inte, eller filen går inte att skriva
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = "Skriver en resa som fil: JSON, CSV, Excel, CJML eller Mermaid."

    def add_arguments(self, parser):
        parser.add_argument("id", help="kartans nummer eller adressnamn")
        parser.add_argument("--format", choices=FORMS, required=True)
        parser.add_argument("--output", type=Path, help="filen att skriva; utan den skrivs allt på skärmen")

    def handle(self, *, id: str, format: str, output: Path | None, **options):
        made = content(_journey(id), format, voices=True)
        if format == "xlsx" and output is None:
            raise CommandError("En Excel-fil kan inte visas på skärmen. Ange --output.")
        self.give(made, output)


def _journey(key: str) -> Journey:
    rows = journeys()
    number = whole_number(key)
    found = (rows.filter(pk=number).first() if number else None) or rows.filter(slug=key).first()
    if found is not None:
        return found
    known = [f"  {row.pk:>5}  {row.slug}" for row in rows.order_by("-changed_at", "-pk")[:LISTED]]
    raise CommandError("\n".join([f"Det finns ingen karta {key}. De senaste:", *known]))
