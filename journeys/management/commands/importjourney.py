"""Read a map in from a file, the same way as the page does."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from hlab.core.commands import TellingCommand, content_of
from hlab.core.errors import RuleBroken
from hlab.labs.commands import lab_called
from hlab.labs.models import Lab
from journeys.actions import importing
from journeys.exchange_words import finding_sentence, losses_told

FORMS = {"json": "json", "csv": "table", "xlsx": "table", "cjml": "cjml"}
HELP = """Läser in resor ur en fil till ett labb. Allt i filen läses in eller ingenting,
och samma fil två gånger i samma labb lägger inte till något."""

MORE = """exempel
  manage.py importjourney resa.json --lab vagen-hem --dry-run
  manage.py importjourney resa.xml --lab vagen-hem --question "Var blir det tyst?"

slutar med
  0  kartan är inläst, eller fanns redan
  1  ingenting är inläst; varje fel står med sin plats i filen
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = HELP

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="JSON ur Hälsolabb, tabell (CSV, .xlsx) eller CJML; högst 5 MB")
        parser.add_argument("--lab", required=True, help="labbets adressnamn")
        parser.add_argument("--format", choices=FORMS, help="filens format; utan det syns det på innehållet")
        parser.add_argument("--question", default="", help="vad kartan ska svara på, när filen inte säger det")
        parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, ändra inget")

    def handle(self, *, file: Path, lab: str, format: str | None, question: str, dry_run: bool, **options):
        raw, now = content_of(file, most=importing.MAX_BYTES, too_large=importing.too_large), timezone.now()
        where, form = lab_called(lab), FORMS.get(format or "", "") or importing.form_of(raw)
        try:
            with transaction.atomic():
                upload = importing.take_in(
                    lab=where, key=key_of(where, form, raw), raw=raw, filename=file.name, form=form, by=None, at=now
                )
                if upload.done_at is not None:
                    self.stdout.write(f"Filen är redan inläst: {upload.journey}. Inget ändrades.")
                    return
                self._tell(importing.seen(upload, voices=True))
                made = importing.read_in(upload=upload, question=question, voices=True, by=None, at=now)
                if dry_run:
                    transaction.set_rollback(True)
        except RuleBroken as broken:
            raise CommandError(str(broken)) from broken
        if dry_run:
            self.stdout.write("Torrkörning: filen går att läsa in, och inget är ändrat.")
            return
        for journey in made:
            self.stdout.write(f"{journey.pk}  {journey.title}")

    def _tell(self, entries: list[importing.Entry]) -> None:
        """What is in the file and what would be lost, before it is read in."""
        faults = [finding_sentence(fault) for entry in entries for fault in entry.found.faults]
        if faults:
            raise CommandError("\n".join(["Inget är inläst.", *faults]))
        for entry in entries:
            document = entry.document
            parts = f"{len(document.phases)} faser, {len(document.steps)} steg, {len(document.gaps)} mellanrum"
            self.stdout.write(f"{document.title}: {parts}")
            for loss in losses_told(entry.found.losses):
                often = f" ({loss['n']} gånger)" if loss["n"] > 1 else ""
                self.stdout.write(f"  – {loss['text']}{often}")


def key_of(lab: Lab, form: str, raw: bytes) -> uuid.UUID:
    """The same for the same file in the same lab, so that it is read in once."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"journey {lab.pk} {form} {hashlib.sha256(raw).hexdigest()}")
