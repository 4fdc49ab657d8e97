"""Write a lab's register of indicators to a file, the same as the page gives."""

from __future__ import annotations

from pathlib import Path

from followup.analysis.register_file import write
from followup.queries.register_document import document
from hlab.core.commands import TellingCommand
from hlab.labs.commands import lab_called

MORE = """exempel
  manage.py exportindicators vagen-hem --output matt.json

slutar med
  0  filen är skriven
  1  labbet finns inte, eller filen går inte att skriva
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = "Skriver ett labbs mått i alla sina versioner som JSON (format halsolabb-matt 1). Inga värden."

    def add_arguments(self, parser):
        parser.add_argument("lab", help="labbets adressnamn")
        parser.add_argument("--output", type=Path, help="filen att skriva; utan den skrivs allt på skärmen")

    def handle(self, *, lab: str, output: Path | None, **options):
        made = write(document(lab_called(lab)))
        self.give(made, output)
