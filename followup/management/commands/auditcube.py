"""`manage.py auditcube [--indicator KEY]`: whether any hidden figure can be worked out from all that has been told."""

from __future__ import annotations

import time

from django.core.management.base import BaseCommand, CommandError

from followup.analysis.cube_audit import audit
from followup.models import Indicator
from followup.queries.cube import ground_of, released_versions


class Command(BaseCommand):
    help = "Prove by linear algebra that no hidden figure can be worked out. Ends with 1 when one can."

    def add_arguments(self, parser):
        parser.add_argument("--indicator", metavar="KEY", help="only this indicator")
        parser.add_argument("--no-ranges", action="store_true", help="leave out how tightly hidden figures are bounded")

    def handle(self, *args, **options):
        key = options["indicator"]
        if key and not Indicator.objects.filter(key=key).exists():
            raise CommandError(f"Det finns inget mått som heter {key}.")
        begun = time.perf_counter()
        sums = {"cells": 0, "hidden": 0, "recoverable": 0, "narrow": 0, "unranged": 0, "unmatched": 0}
        versions = released_versions(key)
        for version in versions:
            ground = ground_of(version)
            found = audit(
                ground.rows, tree=ground.tree, rules=ground.rules, earlier=ground.earlier, releases=ground.now,
                ranges=not options["no_ranges"],
            )  # fmt: skip
            told = {
                "cells": found.cells, "hidden": found.hidden, "recoverable": len(found.recoverable),
                "narrow": found.narrow, "unranged": found.unranged, "unmatched": ground.unmatched,
            }  # fmt: skip
            self.stdout.write(f"{version.indicator.key} v{version.number}: {_words(told)}")
            for name, n in told.items():
                sums[name] += n
        seconds = time.perf_counter() - begun
        self.stdout.write(f"{len(versions)} versioner: {_words(sums)}, {seconds:.2f} s")
        if sums["recoverable"]:
            raise SystemExit(1)


def _words(told: dict[str, int]) -> str:
    out = (
        f"{told['cells']} uppgifter, {told['hidden']} dolda, {told['recoverable']} kan räknas ut, "
        f"{told['narrow']} kan ringas in"
    )
    if told["unranged"]:
        out += f", {told['unranged']} i för stora system för att ringas in här"
    if told["unmatched"]:
        out += f", {told['unmatched']} visade utan uppgift i databasen"
    return out
