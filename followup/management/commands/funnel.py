"""`manage.py funnel FILE.csv`: units against the whole, as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import CommandError

from followup.analysis.chartfile import BadFile, funnel_as_json, read_units
from hlab.core.commands import TellingCommand
from hlab.stats.funnel import Kind, funnel
from hlab.stats.intervals import Z95, Z998
from hlab.stats.spc.phases import BadSeries

LIMITS = {"95": Z95, "99.8": Z998}
MORE = """filen
  unit,numerator,denominator: en rad för varje enhet. ratio: observerat antal mot förväntat.
  proportion: andel av personer. counts: kvoten mellan två antal.

  Skriver ett JSON-objekt. z är räknat med överspridningen. Vid ratio räknas alla på rotskalan
  när någon enhet har 0 händelser; method säger vilken skala det blev.

slutar med
  0  tratten är utskriven
  1  filen gick inte att läsa; felet står med rad och kolumn, och inget är utskrivet
  2  kommandot är felskrivet"""


class Command(TellingCommand):
    more = MORE
    help = "Håller enheterna i en CSV-fil mot helheten, med överspridning, och skriver JSON. Aldrig en rangordning."
    requires_system_checks = []  # a file and sums: nothing of the site has to be there

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FIL", help="CSV-filen")
        parser.add_argument("--kind", choices=["ratio", "proportion", "counts"], required=True, help="vad talen är")
        parser.add_argument("--limit", choices=list(LIMITS), default="99.8", help="gränsen som outlier räknas mot")

    def handle(self, *, file, limit, **options):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                units, numerator, denominator = read_units(lines, options["kind"])
            kind = Kind(options["kind"])
            if kind is Kind.RATIO and (numerator == 0).any():
                kind = Kind.ROOT  # a unit without events has no place on the log scale
            found = funnel(numerator, denominator, kind=kind)
        except UnicodeDecodeError as error:
            raise CommandError(f"{file.name}: filen är inte i UTF-8. Spara den så, och försök igen.") from error
        except OSError as error:
            raise CommandError(f"Filen {file} går inte att läsa: {error.strerror}.") from error
        except (BadFile, BadSeries) as error:
            raise CommandError(f"{file.name}: {error}") from error
        out = funnel_as_json(found, units, found.outliers(LIMITS[limit]))
        self.stdout.write(json.dumps(out, ensure_ascii=False, allow_nan=False))
