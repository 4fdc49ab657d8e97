"""What it costs to read in a million figures, on SQLite and where it is found on PostgreSQL, in databases of their own
that are thrown away.

`python -m tests.perf.importing`: prints what it measured as JSON on its last line. A table of made-up figures is read,
checked, held beside what is known, and written; then once more, with one figure of a hundred changed.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.need import required

FIGURES = int(os.environ.get("HLAB_BENCH_FIGURES", 1_000_000))  # fewer for a quick table
UNITS, INDICATORS, MONTHS = 300, 28, 120
DATABASE = "hlab_test_importing"


def content(*, changed: bool = False) -> bytes:
    """The file: an indicator, a unit and a month a row, with counts. changed: one row of a hundred is another."""
    lines = ["Mått;Enhetskod;Period;Täljare;Nämnare"]
    months = [f"{2015 + n // 12}-{n % 12 + 1:02}" for n in range(MONTHS)]
    row = 0
    for indicator in range(INDICATORS):
        for unit in range(UNITS):
            for month in months:
                if row == FIGURES:
                    return "\n".join(lines).encode()
                above = 20 + (row * 7919) % 60 + (changed and row % 100 == 0)
                lines.append(f"matt-{indicator};E{unit};{month};{above};100")
                row += 1
    return "\n".join(lines).encode()


def measure() -> dict:
    """{"first_s", "again_s", "same_s", "megabytes"} of FIGURES rows."""
    from django.utils import timezone

    from followup.actions import importing, looking
    from followup.models import Observation, Unit
    from tests.factories import make_lab
    from tests.followup.sample import make_indicator, make_indicator_version

    lab = make_lab(is_demo=True)
    for n in range(INDICATORS):
        make_indicator_version(indicator=make_indicator(lab=lab, key=f"matt-{n}", is_demo=True), levels=[])
    units = [Unit(kind="unit", code=f"E{n}", name=f"Enhet {n}", is_demo=True) for n in range(UNITS)]
    Unit.objects.bulk_create(units)

    def read(raw: bytes) -> tuple[float, dict]:
        now, begun = timezone.now(), time.perf_counter()
        batch = importing.begin(lab=lab, source="table", name="matning.csv", digest="0" * 64, by=None, at=now)
        table = looking.table_of(batch, raw, looking.Mapping())
        batch.mapping = looking.guessed(batch, table).packed()
        batch.save(update_fields=["mapping"])
        prepared = looking.prepare(batch, now, pages=[raw])
        done = importing.read_in(batch=batch, prepared=prepared, by=None, at=now)
        return time.perf_counter() - begun, done.counts

    first, counts = read(content())
    assert counts["new"] == FIGURES, counts
    again, counts = read(content(changed=True))
    assert counts["revised"] == FIGURES // 100 and counts["same"] == FIGURES * 99 // 100, counts
    same, counts = read(content(changed=True))
    assert counts["same"] == FIGURES and Observation.objects.count() == FIGURES + FIGURES // 100
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"first_s": first, "again_s": again, "same_s": same, "megabytes": round(peak)}


def rows() -> list[tuple[str, str]]:
    """[(what, figure)] for the table of `make bench`."""
    out = []
    for name, found in _every().items():
        if isinstance(found, str):
            out.append((f"läsa in {FIGURES} värden, {name}", f"överhoppad: {found}"))
            continue
        told = f"{FIGURES / found['first_s']:.0f} rader/s ({found['first_s']:.1f} s)"
        out.append((f"läsa in {FIGURES} värden, {name}", told))
        out.append(("… samma fil med en på hundra ändrad", f"{found['again_s']:.1f} s"))
        out.append(("… samma fil en gång till", f"{found['same_s']:.1f} s, {found['megabytes']} MB"))
    return out


def _every() -> dict[str, dict | str]:
    """{name of the database: what was measured, or why not}. Each in a process of its own, so that memory is its."""
    out: dict[str, dict | str] = {}
    with tempfile.TemporaryDirectory() as folder:
        out["SQLite"] = _measured("sqlite", Path(folder) / "importing.sqlite3")
        out["PostgreSQL"] = _measured("postgres", Path(folder))
    return out


def _measured(kind: str, path: Path) -> dict | str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.perf.importing", kind, str(path)],
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    if done.returncode:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "gick inte"
    return json.loads(done.stdout.strip().splitlines()[-1])


def _one(kind: str, path: Path) -> int:
    from tests import template

    url = ""
    if kind == "sqlite":
        template.database(path)
        os.environ["DATABASE_URL"] = f"sqlite:///{path}"
    else:
        import psycopg

        given = os.environ.get("DATABASE_URL", "")
        server = given if given.startswith("postgres") else "postgresql:///postgres"
        try:
            psycopg.connect(template.address(server, "postgres"), connect_timeout=3).close()
        except psycopg.Error:
            print("ingen PostgreSQL går att nå", file=sys.stderr)
            return 1 if not required("postgres") else 2
        url = template.address(server, DATABASE)
        template.database(path, url)
        os.environ["DATABASE_URL"] = url
    import django

    django.setup()
    try:
        print(json.dumps(measure()))
    finally:
        if url:
            from django.db import connections

            connections.close_all()
            template.drop(url)
    return 0


def main() -> int:
    if len(sys.argv) == 3:
        return _one(sys.argv[1], Path(sys.argv[2]))
    found = rows()
    for what, figure in found:
        print(f"{what:<60} {figure}")
    print(json.dumps({"rows": found}))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.dev")
    sys.exit(main())
