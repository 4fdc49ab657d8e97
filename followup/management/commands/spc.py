"""`manage.py spc FILE.csv`: one chart a series, as JSON."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from followup.analysis.chartfile import BadFile, chart_as_json, read_series
from hlab.stats.spc.chart import Direction, Kind, Series, chart
from hlab.stats.spc.limits import Settings
from hlab.stats.spc.phases import BadSeries


class Command(BaseCommand):
    help = (
        "Draws control charts of the series in a CSV file (date,value or date,numerator,denominator; series for many)."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--chart", choices=["auto", *(kind.value for kind in Kind)], default="auto")
        parser.add_argument("--direction", choices=[one.value for one in Direction], default=Direction.NEUTRAL.value)
        parser.add_argument("--target", type=float)
        parser.add_argument("--rebase", action="append", default=[], metavar="DATE", help="first day of a new phase")
        parser.add_argument("--baseline", type=int, metavar="N", help="limits from the first N points of each phase")
        parser.add_argument("--screen", action=argparse.BooleanOptionalAction, default=True)

    def handle(self, *, file, rebase, baseline, screen, target, **options):
        if baseline is not None and baseline < 2:
            raise CommandError("--baseline: minst 2 punkter")
        kind = None if options["chart"] == "auto" else Kind(options["chart"])
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                found = read_series(lines)
            out = [
                {"series": name}
                | chart_as_json(
                    chart(
                        series,
                        kind,
                        direction=Direction(options["direction"]),
                        target=target,
                        settings=Settings(starts=_starts(series, rebase), baseline=baseline, screen=screen),
                    )
                )
                for name, series in found.items()
            ]
        except UnicodeDecodeError as error:
            raise CommandError(f"{file.name}: filen är inte i UTF-8. Spara den så, och försök igen.") from error
        except (OSError, BadFile, BadSeries) as error:
            raise CommandError(f"{file.name}: {error}") from error
        self.stdout.write(json.dumps(out if list(found) != [""] else out[0], ensure_ascii=False, allow_nan=False))


def _starts(series: Series, rebase: list[str]) -> list[int]:
    """Positions of the first points of new phases. BadFile for a date that no point comes on or after."""
    out = []
    for text in rebase:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise BadFile(f"--rebase: ”{text}” är inte ett datum (skriv ÅÅÅÅ-MM-DD)") from None
        later = [i for i, at in enumerate(series.dates) if at >= day]
        if not later:
            raise BadFile(f"--rebase: ingen punkt ligger på eller efter {day}")
        out.append(later[0])
    return sorted(out)
