"""Read a proposal in from a file, the same way as the page does."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from feedback.actions import uploads as acts
from feedback.exchange_words import finding_sentence, losses_told
from hlab.core.commands import TellingCommand, content_of
from hlab.core.errors import RuleBroken
from hlab.labs.commands import lab_called
from hlab.labs.models import Lab

HELP = """Läser in ett förslag ur en fil (format forslag-1) till ett labb. Allt läses in eller ingenting,
ingenting blir publikt, och samma fil två gånger i samma labb lägger inte till något."""

MORE = """exempel
  manage.py importproposal forslag.json --lab vagen-hem --dry-run
  manage.py importproposal forslag.json --lab vagen-hem --number F7

slutar med
  0  förslaget är inläst, eller fanns redan
  1  ingenting är inläst; varje fel står med sin plats i filen
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = HELP

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="JSON ur Hälsolabb; högst 20 MB")
        parser.add_argument("--lab", required=True, help="labbets adressnamn")
        parser.add_argument("--number", default="", help="vad förslaget ska heta här, när filens nummer är taget")
        parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, ändra inget")

    def handle(self, *, file: Path, lab: str, number: str, dry_run: bool, **options):
        raw, where, now = (
            content_of(file, most=acts.MAX_BYTES, too_large=acts.too_large),
            lab_called(lab),
            timezone.now(),
        )
        try:
            with transaction.atomic():
                upload = acts.take_in(
                    lab=where, key=key_of(where, number, raw), raw=raw, filename=file.name, by=None, at=now
                )
                if upload.done_at is not None:
                    self.stdout.write(f"Filen är redan inläst: {upload.proposal}. Inget ändrades.")
                    return
                self._tell(acts.seen(upload), number)
                if dry_run:
                    transaction.set_rollback(True)
                    self.stdout.write("Torrkörning: filen går att läsa in, och inget är ändrat.")
                    return
                proposal = acts.read_in(upload=upload, number=number, by=None, at=now)
        except RuleBroken as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(f"{proposal.pk}  {proposal.number}")

    def _tell(self, entry: acts.Entry, number: str) -> None:
        """What is in the file and what would be lost. CommandError for what stops it."""
        faults = [finding_sentence(fault) for fault in entry.found.faults]
        if entry.like is not None and not number:
            faults.append(f"Det finns redan ett förslag som heter {entry.like.number}. Ange --number.")
        if faults:
            raise CommandError("\n".join(["Inget är inläst.", *faults]))
        for version in entry.document.versions:
            parts = f"{len(version.paragraphs)} paragrafer, {len(version.scenes)} scener"
            self.stdout.write(f"Version {version.number}, {version.title}: {parts}")
        for loss in losses_told(entry.found.losses):
            often = f" ({loss['n']} gånger)" if loss["n"] > 1 else ""
            self.stdout.write(f"  – {loss['text']}{often}")


def key_of(lab: Lab, number: str, raw: bytes) -> uuid.UUID:
    """The same for the same file under the same number in the same lab, so that it is read in once."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"proposal {lab.pk} {number} {hashlib.sha256(raw).hexdigest()}")
