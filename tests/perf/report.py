"""What `make bench` prints: every figure in one table. A figure that could not be had says why."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from importlib.util import find_spec
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


def ask(module: str, *arguments: str, env: dict, within: int = 240) -> dict:
    """What a measuring module prints, or {} with its complaint on the screen. within: seconds allowed."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT, env=env, capture_output=True, text=True, timeout=within, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        print(f"{module} blev inte klar på {within} s")
        return {}
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


def journey_maps(site) -> bool:
    """A large map opened by one, on a slow processor, in the example's own site. Whether the figures were had."""
    found = ask("tests.perf.journey_map", site.url, env=site.env)
    if not found:
        return False
    print("\nen resekarta, 12 faser, 60 steg, 8 rader, 30 mellanrum:")
    row("frågor, och ms på servern", f"{found['queries']}, {found['ms']:.0f} ms", f"högst {QUERIES} frågor")
    row("sidan, rå och med gzip", f"{kilobytes(found['raw'])} / {kilobytes(found['html'])} kB")
    row("css + js, med gzip", f"{kilobytes(found['css'] + found['js'])} kB", "högst 60 kB")
    usable = found["usable"]
    told = f"{usable['phone']} / {usable['laptop']} ms" if usable else "ingen webbläsare"
    row("till den går att använda, 4× långsammare, 375 / 1280 px", told)
    return True


def writing_in_a_map(*, quick: bool) -> bool:
    """Forty people in one map, on SQLite and where it is found on PostgreSQL. Whether nothing was lost."""
    options = {"people": 40, "every": 6.0, "seconds": 10.0 if quick else 60.0}
    well = True
    for mode, title in load.MODES.items():
        found = load.behind(mode)
        print(f"\n{options['people']} personer skriver i samma karta i {options['seconds']:g} s, {title}:")
        if isinstance(found, str):
            print(f"  överhoppad: {found}")
            continue
        extra, workers = found
        folder = FOLDER / f"map-{mode}"
        folder.mkdir(parents=True)
        site = launch(folder, workers=workers, **extra)
        try:
            told = ask("tests.perf.mapping", site.url, json.dumps(options), env=site.env)
        finally:
            site.stop()
        if not told:
            well = False
            continue
        row("ändringar som fick ja, och som mötte en annans", f"{told['kept']}, {told['met']}")
        row("öppna ett steg: p50 / p99", "{:.0f} / {:.0f} ms".format(*told["open_ms"]))
        row("svar på en ändring: p50 / p99", "{:.0f} / {:.0f} ms".format(*told["send_ms"]))
        row("fel", ", ".join(told["errors"]) or "inga", "inga")
        row("borta eller i fel ordning", "; ".join(told["complaints"]) or "inget", "inget")
        well = well and not told["errors"] and not told["complaints"]
    return well


def many_journeys() -> bool:
    """2,000 journeys counted together. Whether it was had."""
    found = ask("tests.perf.rollup", env=dict(os.environ))
    if not found:
        return False
    print(f"\n{found['journeys']} resor med {found['gaps']} mellanrum ({found['megabytes']} MB):")
    row("resorna tillsammans, hela sidan", f"{found['page_ms']:.0f} ms", f"{found['queries']} frågor, högst {QUERIES}")
    row("… räkningen själv", f"{found['count_ms']:.0f} ms")
    row("listan över resorna", f"{found['list_ms']:.0f} ms")
    return True


def large_round() -> bool:
    """A round of 5,000 people and 20 proposals. Whether it was had."""
    found = ask("tests.perf.round", env=dict(os.environ))
    if not found:
        return False
    print(f"\nen runda med {found['people']} personer × {found['proposals']} förslag:")
    row("räkna den, en gång", f"{found['count_s']:.1f} s")
    row("vad rundan kom fram till", f"{found['page_ms']:.0f} ms", f"{found['queries']} frågor, högst {QUERIES}")
    told = f"{found['version_queries']} frågor, högst {QUERIES}"
    row("… ett av förslagen", f"{found['version_ms']:.0f} ms", told)
    row("… båda sidorna, med gzip", f"{kilobytes(found['html'])} / {kilobytes(found['version_html'])} kB")
    pdf = f"{found['pdf_s']:.1f} s" if found["pdf_s"] is not None else "finns inte"
    row("redovisningen med tusen synpunkter, Word / PDF", f"{found['docx_s']:.1f} s / {pdf}",
        f"{found['report_queries']} frågor, högst {QUERIES}")  # fmt: skip
    row("blanketten, med gzip", f"{kilobytes(found['form'])} kB" if found["form"] else "finns inte")
    return True


LONG = 1800  # seconds: a million figures are read in three times, on two databases
FOLLOWED = {
    "engine": "uppföljningens räkning:",
    "importing": "värden som läses in:",
    "cube": "publicering utan att någon kan kännas igen:",
}


def following(*, quick: bool) -> bool:
    """The engine of the follow-up, reading figures in, and publishing them. Whether all was had, in a process each, so
    that the peak of memory is its own."""
    well = True
    env = dict(os.environ) | ({"HLAB_BENCH_FIGURES": "50000"} if quick else {})
    for name, title in FOLLOWED.items():
        module = f"tests.perf.{name}"
        if find_spec(module) is None:
            continue
        found = ask("tests.perf.rows", module, env=env, within=LONG)
        if found:
            print(f"\n{title}")
            for one in found["rows"]:
                row(*one)
        well = well and bool(found)
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
        drawn = journey_maps(site)
    finally:
        site.stop()
    if pages:
        print(f"\n{'sida':<32} {'frågor':>7} {'ms':>7} {'html kB':>9} {'css kB':>8} {'js kB':>8}   (kB med gzip)")
    for name, page in pages.items():
        sizes = [kilobytes(page[part]) for part in ("html", "css", "js")]
        over = f"   fler än {QUERIES}" if page["queries"] > QUERIES else ""
        print(f"{name:<32} {page['queries']:>7} {page['ms']:>7} {sizes[0]:>9} {sizes[1]:>8} {sizes[2]:>8}{over}")
    mapped = opinion_maps()
    rolled = many_journeys()
    counted = large_round()
    followed = following(quick=quick)
    kept = writing_in_a_map(quick=quick)
    held = under_load(quick=quick)
    return 0 if arrival and pages and drawn and mapped and rolled and counted and followed and kept and held else 1


if __name__ == "__main__":
    sys.exit(main())
