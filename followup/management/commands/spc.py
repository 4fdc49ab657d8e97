"""`manage.py spc FILE.csv`: one chart a series, as JSON."""

from __future__ import annotations

import argparse
import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from followup.analysis.chartfile import BadFile, chart_as_json, day_of, read_series
from hlab.core.commands import TellingCommand
from hlab.stats.spc.chart import Chart, Direction, Kind, Series, chart
from hlab.stats.spc.limits import Settings
from hlab.stats.spc.phases import BadSeries

MORE = """filen
  date,value  eller  date,numerator,denominator; en kolumn series när serierna är många
  Komma, semikolon eller tabb mellan. Datum: 2024-01-31, 2024-01, 2024-Q1 eller 2024; i vilken
  ordning som helst. Tomt betyder att värdet saknas, aldrig 0. Andra kolumner läses inte.

  Skriver ett JSON-objekt, eller en lista med ett för varje serie när kolumnen series finns.

exempel
  manage.py spc vantetid.csv --direction decrease --target 30 --rebase 2023-05-01
  manage.py spc andelar.csv --chart pp --baseline 24

slutar med
  0  diagrammen är utskrivna
  1  filen gick inte att läsa; felet står med rad och kolumn, och inget är utskrivet
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = "Läser serier ur en CSV-fil och skriver styrdiagram som JSON. Inget sparas."
    requires_system_checks = []  # a file and sums: nothing of the site has to be there

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FIL", help="CSV-filen")
        parser.add_argument(
            "--chart",
            choices=["auto", *(kind.value for kind in Kind)],
            default="auto",
            help="auto väljer efter värdena",
        )
        parser.add_argument(
            "--direction", choices=[one.value for one in Direction], default=Direction.NEUTRAL.value,
            help="åt vilket håll det blir bättre; neutral ger inget omdöme",
        )  # fmt: skip
        parser.add_argument("--target", type=_target, help="målet, så som diagrammet visar värdet")
        parser.add_argument("--rebase", action="append", default=[], metavar="DATE", help="första dagen i en ny fas")
        parser.add_argument("--baseline", type=int, metavar="N", help="gränser av varje fas första N punkter")
        parser.add_argument(
            "--screen", action=argparse.BooleanOptionalAction, default=True, help="ta bort ovanligt stora steg en gång"
        )

    def handle(self, *, file, rebase, baseline, screen, target, **options):
        if baseline is not None and baseline < 2:
            raise CommandError("--baseline: minst 2 punkter")
        kind = None if options["chart"] == "auto" else Kind(options["chart"])
        direction, out = Direction(options["direction"]), []
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                found = read_series(lines, kind)
            phases = _phases(rebase, found.values())
            for name, series in found.items():
                starts, unseen = _starts(series, phases)
                settings = Settings(starts=starts, baseline=baseline, screen=screen)
                told = chart_as_json(_drawn(name, series, kind, direction=direction, target=target, settings=settings))
                told["warnings"] += [f"Ny period från {day}: serien har ingen punkt då eller senare." for day in unseen]
                out.append({"series": name} | told)
        except UnicodeDecodeError as error:
            raise CommandError(f"{file.name}: filen är inte i UTF-8. Spara den så, och försök igen.") from error
        except OSError as error:
            raise CommandError(f"Filen {file} går inte att läsa: {error.strerror}.") from error
        except (BadFile, BadSeries) as error:
            raise CommandError(f"{file.name}: {error}") from error
        self.stdout.write(json.dumps(out if list(found) != [""] else out[0], ensure_ascii=False, allow_nan=False))


def _target(text: str) -> float:
    value = float(text.replace(",", "."))
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text} är inget tal")
    return value


def _drawn(name: str, series: Series, kind: Kind | None, **options) -> Chart:
    """The chart; of several series, the one that cannot be drawn is named."""
    try:
        return chart(series, kind, **options)
    except BadSeries as error:
        raise BadSeries(f"serien {name}: {error}" if name else str(error)) from error


def _phases(rebase: Iterable[str], found: Iterable[Series]) -> list[date]:
    """First days of new phases. BadFile for what is no date, and for a day that no series has a point on or after."""
    out, last = [], max(series.dates[-1] for series in found)
    for text in rebase:
        try:
            day = day_of(text)
        except ValueError:
            raise BadFile(f"--rebase: ”{text}” är inte ett datum (skriv ÅÅÅÅ-MM-DD)") from None
        if day > last:
            raise BadFile(f"--rebase: ingen punkt ligger på eller efter {day}")
        out.append(day)
    return sorted(out)


def _starts(series: Series, phases: Sequence[date]) -> tuple[list[int], list[date]]:
    """(positions of the first points of new phases, days that come after the last point of this series)."""
    places = [bisect_left(series.dates, day) for day in phases]
    return [at for at in places if at < len(series.dates)], [day for day in phases if day > series.dates[-1]]
