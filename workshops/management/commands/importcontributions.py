"""Read paper notes from a CSV file into a step, the same way as the page does."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from hlab.core.errors import RuleBroken
from workshops.actions import imports
from workshops.analysis.paper import FIELDS, MAX_BYTES
from workshops.queries import exercises


class Command(BaseCommand):
    help = (
        "Läser in lappar från en CSV-fil. Är något fel läses ingenting in; samma fil två gånger lägger inte till något."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--step", type=int, required=True, help="stegets nummer (id)")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FÄLT=RUBRIK",
            help=f"vilken kolumn; fält: {', '.join(FIELDS)}",
        )
        parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, ändra inget")

    def handle(self, *, file: Path, step: int, map: list[str], dry_run: bool, **options):
        exercise = exercises().filter(pk=step, kind="brainstorm").first()
        if exercise is None:
            raise CommandError(f"Det finns inget skrivsteg med nummer {step}.")
        if not file.is_file():
            raise CommandError(f"Filen {file} finns inte.")
        if file.stat().st_size > MAX_BYTES:
            raise CommandError(imports.too_large())
        try:
            chosen = dict(pair.split("=", 1) for pair in map)
        except ValueError:
            raise CommandError("Skriv --map som FÄLT=RUBRIK, till exempel --map text=Lapp.") from None
        now = timezone.now()
        try:
            with transaction.atomic():
                batch = imports.draft_import(
                    exercise=exercise, filename=file.name, raw=file.read_bytes(), by=None, at=now
                )
                if chosen:
                    imports.map_columns(batch=batch, mapping=batch.mapping | chosen, by=None, at=now)
                seen = imports.preview(batch)
                if seen.faults:
                    raise CommandError("Inget är inläst.\n" + "\n".join(seen.faults))
                if dry_run:
                    self.stdout.write(f"{seen.new} nya lappar från {seen.people} personer skulle läsas in.")
                    transaction.set_rollback(True)
                    return
                batch = imports.run_import(batch=batch, by=None, at=now)
        except RuleBroken as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(f"{batch.added} lappar är inlästa. {batch.already_there} fanns redan.")
