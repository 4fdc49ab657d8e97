"""Read paper notes from a CSV file into a step, the same way as the page does."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from hlab.core.commands import TellingCommand, content_of
from hlab.core.errors import RuleBroken
from workshops import registry
from workshops.actions import imports
from workshops.analysis.paper import FIELDS, MAX_BYTES
from workshops.models import Exercise
from workshops.queries import exercises

LISTED = 20

HELP = """Läser in lappar från papper: en CSV-fil med en lapp per rad och rubriker på första raden.
Allt läses in eller ingenting, och samma fil två gånger lägger inte till något."""

MORE = """kolumner
  text         lappens text (krävs)
  person       namn eller nummer på blanketten; sparas inte, men lappar med samma
               värde räknas som en persons. Utan kolumnen räknas varje rad som en person
  perspektiv   till exempel Närstående, eller koden relative
  språk        till exempel Svenska, eller koden sv
  kanal        På papper, Per telefon, Intervju …; På papper om inget står
  citat        ja eller nej: får citeras ordagrant
  andra labb   ja eller nej: får användas i andra labb
  Heter kolumnerna något annat: --map text="Vad sa ni" --map person=Blankett

exempel
  manage.py importcontributions lappar.csv                    visar vilka steg som finns
  manage.py importcontributions lappar.csv --step 12 --dry-run
  manage.py importcontributions lappar.csv --step 12

slutar med
  0  lapparna är inlästa, eller fanns redan
  1  ingenting är inläst; varje fel står på sin rad, med radens nummer i filen
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = HELP

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV-filen: högst 2 MB och 5 000 rader; , ; eller tabb mellan")
        parser.add_argument("--step", type=int, help="stegets nummer; utan det visas vilka steg som finns")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FÄLT=RUBRIK",
            help=f"vilken kolumn som är vad; fält: {', '.join(FIELDS)}",
        )
        parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, ändra inget")

    def handle(self, *, file: Path, step: int | None, map: list[str], dry_run: bool, **options):
        exercise = _step(step)
        raw = content_of(file, most=MAX_BYTES, too_large=imports.too_large)
        now = timezone.now()
        try:
            with transaction.atomic():
                batch = imports.draft_import(exercise=exercise, filename=file.name, raw=raw, by=None, at=now)
                if map:
                    imports.map_columns(batch=batch, mapping=batch.mapping | _chosen(map), by=None, at=now)
                seen = imports.preview(batch)
                if seen.faults:
                    raise CommandError("Inget är inläst.\n" + "\n".join(seen.faults))
                if dry_run:
                    self.stdout.write(f"{imports.promise(seen)} (Torrkörning: inget är ändrat.)")
                    transaction.set_rollback(True)
                    return
                batch = imports.run_import(batch=batch, by=None, at=now)
        except RuleBroken as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(imports.result(batch))


def _step(number: int | None) -> Exercise:
    """The writing step with this number; without one, an error that lists what there is to choose among."""
    writing = (
        exercises()
        .filter(kind__in=registry.keys_where(takes_paper=True), workshop__rehearsal_of__isnull=True)
        .order_by("-workshop__starts_at", "position")
    )
    found = writing.filter(pk=number).first() if number is not None else None
    if found is not None:
        return found
    said = "Ange steget med --step." if number is None else f"Det finns inget skrivsteg med nummer {number}."
    steps = list(writing[:LISTED])
    if not steps:
        raise CommandError(f"{said} Det finns inga skrivsteg ännu: planera en verkstad först.")
    lines = [f"  {row.pk:>5}  {row.workshop.title} ({row.workshop.starts_at:%Y-%m-%d}): {row.title}" for row in steps]
    raise CommandError("\n".join([f"{said} De senaste skrivstegen:", *lines]))


def _chosen(pairs: list[str]) -> dict[str, str]:
    """{our field: heading} out of what was written after --map."""
    chosen = dict(pair.partition("=")[::2] for pair in pairs)
    if unknown := [name for name, heading in chosen.items() if name not in FIELDS or not heading]:
        raise CommandError(f"--map {unknown[0]}: skriv FÄLT=RUBRIK, till exempel text=Lapp. Fält: {', '.join(FIELDS)}.")
    return chosen
