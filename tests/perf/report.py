"""What `make bench` prints: every figure in one table. A figure that could not be had says why."""

from __future__ import annotations

import json
import os
import shutil
import statistics
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


def opinion_maps() -> bool:
    """The opinion map: agreement with published groups, what groups foretell, time and memory. Whether it was had."""
    found = ask("tests.perf.opinion", env=dict(os.environ))
    if not found:
        return False
    print("\nåsiktskartan, hela kommandot från fil till JSON:")
    for room in found["rooms"]:
        seconds = room["read"] + room["map"] + room["document"]
        told = f"{seconds:.2f} s, {room['megabytes']:.0f} MB"
        row(
            f"{room['people']} × {room['statements']}, {room['votes']} röster (processorn {room['cpu']:.2f} s)",
            told,
            f"högst {room['allowed']:g} s, 1000 MB",
        )
    every = found["conversations"]
    if not every:
        print("  jämförelsen med publicerade grupper är överhoppad: ../shared/data saknas")
        return True
    head = ("personer", "publicerat", "lägst", "eget urval", "utan lista", "Brier")
    print(f"\n{'överensstämmelse (ARI)':<32}" + "".join(f" {name:>11}" for name in head))
    for one in every:
        own = [f"{one[way]:.2f} (k {one[way + '_k']})" for way in ("own", "file")]
        figures = (
            one["people"],
            f"{one['published']:.2f}",
            f"{one['lowest']:.2f}",
            *own,
            f"{100 * one['brier']:.1f} %",
        )
        print(f"{one['name']:<32}" + "".join(f" {figure:>11}" for figure in figures))
    middle = [f"{statistics.median(one[way] for one in every):.2f}" for way in ("published", "lowest", "own", "file")]
    gain = f"{100 * statistics.mean(one['brier'] for one in every):.1f} %"
    print(f"{'median (Brier: medel)':<32}" + "".join(f" {figure:>11}" for figure in ("", *middle, gain)))
    return True


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
    mapped = opinion_maps()
    held = under_load(quick=quick)
    return 0 if arrival and pages and mapped and held else 1


if __name__ == "__main__":
    sys.exit(main())
