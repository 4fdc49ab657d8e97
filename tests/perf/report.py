"""What `make bench` prints: every figure in one table. A figure that could not be had says why."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.load import report as load
from tests.perf.startup import copy_to, first_page
from tests.site import ROOT, launch

FOLDER = ROOT / "var" / "bench"
FIRST, SECOND = 180, 10  # seconds allowed
QUERIES = 15


def row(what: str, figure: str, limit: str = "") -> None:
    print(f"{what:<44} {figure:>24}   {limit}".rstrip(), flush=True)


def starts() -> None:
    """Two starts of a fresh copy."""
    copy = FOLDER / "copy"
    copy_to(copy)
    for name, limit in (("första sidan efter make run, första gången", FIRST), ("… andra gången", SECOND)):
        try:
            row(name, f"{first_page(copy, within=2 * FIRST):.1f} s", f"högst {limit} s")
        except RuntimeError as error:
            row(name, "gick inte")
            print(error)
            return
    shutil.rmtree(copy, ignore_errors=True)


def ask(module: str, *arguments: str, env: dict) -> dict:
    """What a measuring module prints, or {} with its complaint on the screen."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=240
    )
    if done.returncode:
        print(f"{module} gick inte:\n{done.stderr[-1500:]}")
        return {}
    return json.loads(done.stdout.strip().splitlines()[-1])


def under_load(*, quick: bool) -> bool:
    """A room full of people, on what a laptop has and on what a server has. Whether what must hold did."""
    people = {"people": 60, "every": 5.0, "seconds": 10.0} if quick else {"people": 300, "every": 5.0, "seconds": 60.0}
    well = True
    for mode, title in load.MODES.items():
        found = load.run(mode, people)
        print(f"\n{people['people']} personer skriver var 5:e s i {people['seconds']:g} s, {title}:")
        if isinstance(found, str):
            print(f"  {found}")
            well = well and found.startswith("överhoppad")
            continue
        for what, figure, limit in load.rows(found):
            row(what, figure, limit)
        well = well and load.well(found, slow_is_fine=True)  # slowness is told in the table; a busy machine is no fault
    return well


def kilobytes(size: int) -> str:
    return f"{size / 1000:.1f}"


def main() -> int:
    quick = "--quick" in sys.argv
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    machine = f"{os.cpu_count()} kärnor, Python {sys.version.split()[0]}, SQLite, en process"
    print(f"{machine}, belastning {os.getloadavg()[0]:.1f}\n")
    if not quick:
        starts()
    site = launch(Path(FOLDER))
    try:
        arrival = ask("tests.perf.arrival", site.url, env=site.env)
        if arrival:
            reached = f"{arrival['p50']:.0f} / {arrival['p99']:.0f} / {arrival['slowest']:.0f} ms"
            row(
                f"en lapp till {arrival['listeners']} lyssnare: p50 / p99 / sist", reached, f"{arrival['lost']} uteblev"
            )
        pages = ask("tests.perf.pages", env=site.env)
    finally:
        site.stop()
    if pages:
        print(f"\n{'sida':<32} {'frågor':>7} {'ms':>7} {'html kB':>9} {'css kB':>8} {'js kB':>8}   (kB med gzip)")
    for name, page in pages.items():
        sizes = [kilobytes(page[part]) for part in ("html", "css", "js")]
        over = f"   fler än {QUERIES}" if page["queries"] > QUERIES else ""
        print(f"{name:<32} {page['queries']:>7} {page['ms']:>7} {sizes[0]:>9} {sizes[1]:>8} {sizes[2]:>8}{over}")
    held = under_load(quick=quick)
    return 0 if arrival and pages and held else 1


if __name__ == "__main__":
    sys.exit(main())
