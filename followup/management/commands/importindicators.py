"""Read indicators into a lab's register from a file, the same way as the page does."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from followup.actions.register_reading import finding_words, looked_at, read_in
from followup.analysis.register_file import MAX_BYTES
from hlab.core.commands import TellingCommand, content_of
from hlab.core.errors import RuleBroken
from hlab.labs.commands import lab_called

HELP = """Läser in mått till ett labb ur en fil: vår egen (halsolabb-matt 1) eller Koladas lista med nyckeltal.
Allt läses in eller ingenting. Det som finns lämnas som det är, och samma fil två gånger ändrar inget.
Nyckeltal blir utkast: frågan, riktningen och vad måttet inte visar skriver labbet själv."""

MORE = """exempel
  manage.py importindicators matt.json --lab vagen-hem --dry-run
  manage.py importindicators kpi.json --lab vagen-hem --owner "Analytikern i labbet"

slutar med
  0  måtten är inlästa, eller fanns redan
  1  ingenting är inläst; varje fel står med sin plats i filen
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = HELP

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="JSON; högst 5 MB")
        parser.add_argument("--lab", required=True, help="labbets adressnamn")
        parser.add_argument("--owner", default="Labbet", help="vem som svarar för mått ur Kolada")
        parser.add_argument("--drafts", action="store_true", help="publicera inget, ta bara den sista versionen")
        parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, ändra inget")

    def handle(self, *, file: Path, lab: str, owner: str, drafts: bool, dry_run: bool, **options):
        raw, where, now = content_of(file, most=MAX_BYTES, too_large=_too_large), lab_called(lab), timezone.now()
        try:
            with transaction.atomic():
                found = looked_at(raw, owner=owner, today=timezone.localdate())
                taken = read_in(lab=where, found=found, publishes=not drafts, by=None, at=now)
                for one in taken.findings:
                    self.stdout.write(f"  – {finding_words(one)}")
                if dry_run:
                    transaction.set_rollback(True)
        except RuleBroken as broken:
            raise CommandError(str(broken)) from broken
        for made in taken.made:
            self.stdout.write(f"  + {made.key}")
        for key in taken.kept:
            self.stdout.write(f"  = {key} finns och lämnas som det är")
        counts = f"Nya: {len(taken.made)}. Fanns redan: {len(taken.same) + len(taken.kept)}."
        self.stdout.write(f"Torrkörning, inget är ändrat. {counts}" if dry_run else counts)


def _too_large() -> str:
    return "Filen är för stor. Högst 5 MB går att läsa in."
