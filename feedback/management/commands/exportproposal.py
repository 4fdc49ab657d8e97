"""Write a proposal to a file, the same as the page gives."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError

from feedback.analysis.native import write
from feedback.models import Proposal
from feedback.queries.document import document
from feedback.queries.proposals import proposals
from hlab.core.commands import TellingCommand
from hlab.core.text import whole_number

LISTED = 20

MORE = """exempel
  manage.py exportproposal 12 --output forslag.json
  manage.py exportproposal en-plan-som-foljer-med-dig --without-pictures

slutar med
  0  filen är skriven
  1  förslaget finns inte, eller filen går inte att skriva
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = "Skriver ett förslag med alla sina versioner som JSON (format forslag-1)."

    def add_arguments(self, parser):
        parser.add_argument("id", help="förslagets nummer i databasen, eller adressnamn")
        parser.add_argument("--output", type=Path, help="filen att skriva; utan den skrivs allt på skärmen")
        parser.add_argument("--without-pictures", action="store_true", help="nämn bilderna, men ta inte med dem")

    def handle(self, *, id: str, output: Path | None, without_pictures: bool, **options):
        made = write(document(_proposal(id), pictures=not without_pictures))
        self.give(made, output)


def _proposal(key: str) -> Proposal:
    rows, number = proposals(), whole_number(key)
    found = (rows.filter(pk=number).first() if number else None) or rows.filter(slug=key).first()
    if found is not None:
        return found
    known = [f"  {row.pk:>5}  {row.slug}" for row in rows.order_by("-created_at", "-pk")[:LISTED]]
    raise CommandError("\n".join([f"Det finns inget förslag {key}. De senaste:", *known]))
