"""`manage.py importobservations FILE|FOLDER --lab LAB`: figures from a file or a folder of pages, as the page does."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from followup.actions import importing, looking
from followup.analysis.reading.columns import unpacked
from followup.enums import SourceKind
from followup.models import ColumnMapping, ImportBatch
from followup.words.imports import changes_nothing, file_sentence, found_sentence, summary
from hlab.core.commands import TellingCommand
from hlab.core.errors import RuleBroken
from hlab.core.sheets import Unreadable
from hlab.labs.commands import lab_called

LISTED = 50
MORE = """exempel
  manage.py importobservations varden.csv --lab vagen-hem --dry-run
  manage.py importobservations sidor/ --lab vagen-hem --source kolada

slutar med
  0  värdena är inlästa, eller fanns redan
  1  ingenting är inläst; varje fel står med sin rad
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = "Läser in värden ur en fil, eller ur en mapp med sidor från Kolada. Allt eller ingenting."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FIL", help="CSV, Excel, JSON från Kolada eller JSON-stat")
        parser.add_argument("--lab", required=True, help="labbets adressnamn")
        parser.add_argument("--source", choices=[SourceKind.KOLADA, SourceKind.TABLE, SourceKind.JSONSTAT], default="")
        parser.add_argument("--mapping", default="", help="ett sparat val av kolumner")
        parser.add_argument("--indicator", default="", help="måttets adressnamn, när det inte står i filen")
        parser.add_argument("--scale", choices=["fraction", "percent"], default="", help="andelar av 1, eller procent")
        parser.add_argument("--only-good", action="store_true", help="läs in de rader som går, hoppa över resten")
        parser.add_argument("--last", action="store_true", help="av flera rader om samma sak gäller den sista")
        parser.add_argument("--replace", action="store_true", help="ta en annan källas plats")
        parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, ändra inget")

    def handle(self, *, path: Path, lab: str, source: str, only_good: bool, dry_run: bool, **options):
        where, pages, now = lab_called(lab), _pages(path), timezone.now()
        try:
            with transaction.atomic():
                batch = self._batch(where, path.name, pages, source, now)
                batch.mapping = self._mapping(where, batch, pages[0], options).packed()
                prepared = looking.prepare(batch, now, pages=pages)
                outcome = looking.compare(batch, prepared)
                self._tell(outcome)
                if dry_run:
                    transaction.set_rollback(True)
                    self.stdout.write("Torrkörning: inget är ändrat.")
                    return
                batch.save(update_fields=["mapping"])
                done = importing.read_in(batch=batch, prepared=prepared, by=None, at=now, only_good=only_good)
        except Unreadable as error:
            raise CommandError(file_sentence(error)) from error
        except RuleBroken as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write("Allt fanns redan. Inget är ändrat." if changes_nothing(done.counts) else "Inläst.")

    def _batch(self, lab, name: str, pages: list[bytes], source: str, now) -> ImportBatch:
        digest = hashlib.sha256()
        for page in pages:
            digest.update(page)
        source = source or looking.source_of(pages[0])
        return importing.begin(lab=lab, source=source, name=name, digest=digest.hexdigest(), by=None, at=now)

    def _mapping(self, lab, batch: ImportBatch, raw: bytes, options: dict):
        choices = {name: options[name] for name in ("scale", "last", "replace") if options[name]}
        if batch.source == SourceKind.KOLADA:
            return looking.Mapping(**choices)
        if named := options["mapping"]:
            saved = ColumnMapping.objects.filter(lab=lab, name=named).first()
            if saved is None:
                raise CommandError(f"Inget sparat val av kolumner heter {named}.")
            mapping = unpacked(saved.mapping)
        else:
            mapping = looking.guessed(batch, looking.table_of(batch, raw, looking.Mapping()))
        fixed = mapping.fixed | ({"indicator": options["indicator"]} if options["indicator"] else {})
        return mapping.with_choices(fixed=fixed, **choices)

    def _tell(self, outcome: looking.Outcome) -> None:
        for found in outcome.findings[:LISTED]:
            self.stderr.write(("FEL  " if found.is_fault else "obs  ") + found_sentence(found))
        if len(outcome.findings) > LISTED:
            self.stderr.write(f"… och {len(outcome.findings) - LISTED} till")
        self.stdout.write(f"{outcome.rows} rader: {summary(outcome.counts())} {outcome.rejected} går inte att läsa in.")


def _pages(path: Path) -> list[bytes]:
    """The file, or the files of a folder in the order of their names."""
    try:
        if path.is_dir():
            files = sorted(path.glob("*.json"), key=lambda one: (len(one.name), one.name))
            if not files:
                raise CommandError(f"I mappen {path} finns inga JSON-filer.")
            return [file.read_bytes() for file in files]
        return [path.read_bytes()]
    except OSError as error:
        raise CommandError(f"{path} går inte att läsa: {error.strerror}.") from error
