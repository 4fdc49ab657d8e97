"""What it costs to hide and to audit, and whether anything can be worked out: 300 units × 2 sexes × 4 ages, made up.
Prints JSON; `rows()` is for the table of `make bench`.

`python -m tests.perf.cube`: one year with its totals over units, sexes and ages; then the year as it is released again
with some of its figures revised; then, of fewer units, twelve months and the year that they add up to.
"""

from __future__ import annotations

import json
import random
import sys
import time

UNITS, FEWER, AGES = 300, 60, ("18-29", "30-49", "50-64", "65+")
MONTHS = tuple(f"2024-{month:02}" for month in range(1, 13))


def measure() -> dict[str, dict]:
    """{"year", "again", "months"}: each {"cells", "hidden", "recoverable", "publish_s", "audit_s"}."""
    from followup.analysis.cube import publish
    from tests.followup.cube.made import RULES, after, grow, make_rows, with_years

    year, tree = make_rows(units=UNITS, ages=AGES, mean=20, seed=1)
    months, months_tree = make_rows(units=FEWER, ages=AGES, mean=4, seed=2, periods=MONTHS)
    out = {"year": _measured(year, tree), "months": _measured(with_years(months), months_tree)}
    told = after(year, publish(year, now=0, tree=tree, rules=RULES))
    chance = random.Random(3)
    leaves = sorted({row.key for row in year if row.sex != "T" and row.age and tree[row.unit]})
    again = year
    for leaf in chance.sample(leaves, len(leaves) // 50):
        again = grow(again, tree, leaf, at=1, people=chance.choice((1, 3, 8, 25)), having=1)
    out["again"] = _measured(again, tree, earlier=told, now=1)
    return out


def _measured(figures, tree, *, earlier=None, now=0) -> dict:
    from followup.analysis.cube import publish
    from followup.analysis.cube_audit import audit
    from tests.followup.cube.made import RULES, after

    begun = time.perf_counter()
    cube = publish(figures, now=now, tree=tree, rules=RULES, earlier=earlier)
    published = time.perf_counter()
    found = audit(
        figures, tree=tree, rules=RULES, earlier=after(figures, cube, earlier), releases=now + 1, ranges=False
    )  # fmt: skip
    return {
        "cells": sum(cube.totals.values()),
        "hidden": cube.totals["hidden"],
        "kept": cube.kept,
        "recoverable": len(found.recoverable),
        "publish_s": round(published - begun, 2),
        "audit_s": round(time.perf_counter() - published, 2),
    }


def rows() -> list[tuple[str, str]]:
    """(what, figure) for the table."""
    names = {"year": "300 enheter × 2 kön × 4 åldrar", "months": f"… {FEWER} enheter, tolv månader och deras år",
             "again": "… publicerat igen, med rättelser"}  # fmt: skip
    return [
        (
            f"{names[name]}: dölja / granska",
            f"{one['cells']} uppgifter, {one['hidden']} dolda, {one['recoverable']} kan räknas ut, "
            f"{one['publish_s']:.1f} / {one['audit_s']:.1f} s",
        )
        for name, one in measure().items()
    ]


def main() -> int:
    found = measure()
    print(json.dumps(found))
    return 1 if any(one["recoverable"] for one in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
