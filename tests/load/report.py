"""What `bin/loadtest` prints, and the rows that `bin/bench` takes from it."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import need
from tests.load.processes import family
from tests.site import ROOT, launch

FOLDER = ROOT / "var" / "load"
DATABASE = "hlab_test_load"
P99 = 250  # ms
WITHIN = 600  # seconds for one run, whatever happens
MODES = {"sqlite": "SQLite, en process", "postgres": "PostgreSQL och Redis, två processer"}


def behind(mode: str) -> tuple[dict, int] | str:
    """(environment, processes) of a server in this mode, or why there cannot be one here."""
    if mode == "sqlite":
        return {}, 1
    import psycopg

    given = os.environ.get("DATABASE_URL", "postgresql:///postgres")
    base, options = given.partition("?")[0].rpartition("/")[0], "?" + given.partition("?")[2] if "?" in given else ""
    redis = need.redis_url()
    if redis is None:
        return "ingen Redis går att nå"
    try:
        psycopg.connect(f"{base}/postgres{options}", connect_timeout=3).close()
    except psycopg.Error:
        return "ingen PostgreSQL går att nå"
    url = f"{base}/{DATABASE}{options}"
    return {"DATABASE_URL": url, "REDIS_URL": redis}, 2


def run(mode: str, options: dict) -> dict | str:
    """The figures of one run against a server of its own, or why there are none."""
    found = behind(mode)
    if isinstance(found, str):
        return f"överhoppad: {found}"
    extra, workers = found
    folder = FOLDER / mode
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    site = launch(Path(folder), workers=workers, **extra)
    try:
        return against(site.url, site.env, options | {"pids": family(site.process.pid)})
    finally:
        site.stop()


def against(url: str, env: dict, options: dict) -> dict | str:
    """The figures of one run against a server that is up. env: of a process that has the server's database."""
    command = [sys.executable, "-m", "tests.load.run", url, json.dumps(options)]
    try:
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=WITHIN)
    except subprocess.TimeoutExpired:
        return f"avbruten: inget svar inom {WITHIN} s"
    if done.returncode:
        return f"gick inte:\n{done.stderr[-2000:]}"
    return json.loads(done.stdout.strip().splitlines()[-1])


def rows(found: dict) -> list[tuple[str, str, str]]:
    """(what, figure, limit) of a run."""
    reached, server = found["reached"], found["server"]
    errors = ", ".join(f"{many} × {what}" for what, many in found["errors"].items()) or "inga"
    page = "{:.0f} / {:.0f} ms".format(*found["page_ms"]) if found["page_ms"] else "läses inte"
    processes = [use for use in server if use["cpu"] >= 0.5] or server  # those that only watch over others say nothing
    cpu, memory = (" + ".join(f"{use[part]:.0f}" for use in processes) for part in ("cpu", "peak_mb"))
    return [
        ("lappar som fick ja", f"{found['notes']}", ""),
        (f"telefoner som hör varje lapp ({found['listeners']})", f"{reached['share']:.2f} %", "100 %"),
        (
            "lapp till telefon: p50 / p99 / sist",
            f"{reached['p50']:.0f} / {reached['p99']:.0f} / {reached['slowest']:.0f} ms",
            f"p99 under {P99} ms",
        ),
        ("svar på en lapp: p50 / p99", f"{found['answer_ms'][0]:.0f} / {found['answer_ms'][1]:.0f} ms", ""),
        ("sidan efter lappen: p50 / p99", page, ""),
        ("fel", errors, "inga"),
        ("lappar i databasen, mängd och ordning", found["complaints"][0] if found["complaints"] else "som lovat", ""),
        ("serverns processor, per process", f"{cpu} %", ""),
        ("serverns minne som mest, per process", f"{memory} MB", ""),
        ("mätarens egen processor", f"{found['client_cpu']:.0f} %", ""),
        ("hela maskinen", f"{found['machine_cpu']:.0f} % av {100 * (os.cpu_count() or 1)}", ""),
    ]


def well(found: dict, *, slow_is_fine: bool = False) -> bool:
    """Everything delivered and kept, nothing refused, and soon enough."""
    soon = slow_is_fine or found["reached"]["p99"] < P99
    return found["reached"]["share"] == 100 and not found["errors"] and not found["complaints"] and soon


def show(title: str, found: dict | str) -> None:
    print(f"\n{title}   (belastning före: {os.getloadavg()[0]:.1f})", flush=True)
    if isinstance(found, str):
        print(f"  {found}")
        return
    for what, figure, limit in rows(found):
        print(f"  {what:<46} {figure:>26}   {limit}".rstrip(), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/loadtest", description=__doc__)
    parser.add_argument("--people", type=int, default=300, help="hur många som skriver (300)")
    parser.add_argument("--every", type=float, default=5, help="sekunder mellan en persons lappar (5)")
    parser.add_argument("--seconds", type=float, default=60, help="hur länge de skriver (60)")
    parser.add_argument("--listeners", type=int, default=0, help="hur många som lyssnar i allt, minst de som skriver")
    parser.add_argument("--pages", action="store_true", help="var och en läser om sin sida efter varje lapp")
    parser.add_argument("--mode", choices=[*MODES, "both"], default="both", help="vad som står bakom servern")
    parser.add_argument("--url", help="en server som redan är i gång på den här maskinen, med databasen i miljön")
    parser.add_argument("--quick", action="store_true", help="60 personer i 10 sekunder")
    parser.add_argument("--json", action="store_true", help="siffrorna som JSON")
    asked = parser.parse_args()
    options = {name: getattr(asked, name) for name in ("people", "every", "seconds", "listeners", "pages")}
    if asked.quick:
        options |= {"people": 60, "seconds": 10.0}
    print(
        f"{options['people']} personer skriver en lapp var {options['every']:g}:e sekund i {options['seconds']:g} s.\n"
        "Lapparna visas redan för rummet, så varje lapp berättas för varje telefon på rummets egen kanal (innan de\n"
        "visas hör en telefon inget om dem). Alla går in med kod, dörr och sida över HTTP och håller en öppen ström."
    )
    if options["listeners"] > options["people"]:
        silent = options["listeners"] - options["people"]
        print(f"De som bara lyssnar ({silent}) har fått sin plats direkt i databasen.")
    results = {}
    if asked.url:
        env = {"DJANGO_SETTINGS_MODULE": "hlab.settings.dev", **os.environ}
        results[asked.url] = against(asked.url, env, options)
        show(asked.url, results[asked.url])
    else:
        for mode in MODES if asked.mode == "both" else [asked.mode]:
            results[MODES[mode]] = run(mode, options)
            show(MODES[mode], results[MODES[mode]])
    if asked.json:
        print(json.dumps(results, ensure_ascii=False))
    ran = [found for found in results.values() if not (isinstance(found, str) and found.startswith("överhoppad"))]
    fine = all(isinstance(found, dict) and well(found, slow_is_fine=options["listeners"] > 300) for found in ran)
    return 0 if ran and fine else 1


if __name__ == "__main__":
    sys.exit(main())
