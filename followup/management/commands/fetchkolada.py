"""`manage.py fetchkolada --lab LAB --kpi ID … --years 2016-2025`: figures from Kolada itself."""

from __future__ import annotations

import re

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from followup import kolada
from followup.actions import fetching, importing, looking
from followup.words.imports import file_sentence, found_sentence, summary
from hlab.core.errors import RuleBroken
from hlab.core.sheets import Unreadable
from hlab.labs.commands import lab_called

LISTED = 50


class Command(BaseCommand):
    help = (
        "Hämtar värden från Kolada, sparar varje sida och läser in det som är nytt. Går att köra om där det stannade."
    )

    def add_arguments(self, parser):
        parser.add_argument("--lab", required=True, help="labbets adressnamn")
        parser.add_argument("--kpi", required=True, nargs="+", help="Koladas koder, som måtten i labbet har dem")
        parser.add_argument("--years", required=True, nargs="+", help="år, eller 2016-2025")
        parser.add_argument("--unit", nargs="+", help="enheters koder; annars alla")
        parser.add_argument("--base", default=kolada.BASE, help="adressen till tjänsten")
        parser.add_argument("--only-good", action="store_true", help="läs in de rader som går, hoppa över resten")
        parser.add_argument("--dry-run", action="store_true", help="hämta och visa, men läs inte in")

    def handle(self, *, lab: str, kpi, years, unit, base: str, only_good: bool, dry_run: bool, **options):
        now = timezone.now()
        try:
            batch = fetching.begin_fetch(
                lab=lab_called(lab), kpis=kpi, years=years_of(years), units=unit, base=base, by=None, at=now
            )
            pages = fetching.fetch(batch=batch, by=None, at=now, progress=self._progress)
            self.stdout.write(f"{pages} sidor hämtade.")
            prepared = looking.prepare(batch, now)
            outcome = looking.compare(batch, prepared)
            for found in outcome.findings[:LISTED]:
                self.stderr.write(("FEL  " if found.is_fault else "obs  ") + found_sentence(found))
            self.stdout.write(f"{outcome.rows} värden: {summary(outcome.counts())}")
            if dry_run:
                self.stdout.write("Inget är inläst. Sidorna ligger kvar.")
                return
            importing.read_in(
                batch=batch, prepared=looking.prepare(batch, now), by=None, at=now, only_good=only_good
            )  # fmt: skip
        except Unreadable as error:
            raise CommandError(file_sentence(error)) from error
        except RuleBroken as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write("Inläst.")

    def _progress(self, done: int, total: int, message: str = "") -> None:
        if total > 1:
            self.stderr.write(f"{done} av {total}")


def years_of(given) -> list[int]:
    """["2016-2018", "2020"] as [2016, 2017, 2018, 2020]. Raises CommandError."""
    out: list[int] = []
    for text in given:
        found = re.fullmatch(r"(\d{4})(?:[-–](\d{4}))?", text)
        if not found:
            raise CommandError(f"{text} är inget år. Skriv till exempel 2016-2025.")
        out += range(int(found[1]), int(found[2] or found[1]) + 1)
    return out
