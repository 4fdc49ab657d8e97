"""What the opinion map costs and how well it does: large made-up rooms, and real conversations where they are.

`python -m tests.perf.opinion` prints a JSON document on its last line. Each large room is a process of its own, so that
its peak of memory is its own; time and memory are of the whole command, from the file to the JSON.
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
from statistics import mean, median

import numpy as np

from hlab.stats.opinion import opinion_map
from hlab.stats.opinion.document import document
from hlab.stats.opinion.heldout import brier_gain
from hlab.stats.opinion.reading import read_votes
from tests.stats.opinion import reference

ROOMS = ((2_000, 200, 120_000, 0.5), (50_000, 300, 750_000, 10.0))  # people, statements, votes, seconds allowed


def write_room(path: Path, people: int, statements: int, votes: int) -> None:
    """Three camps that lean their own way on every statement; a tenth of the votes are passes."""
    rng = np.random.default_rng(1)
    lean, camp = rng.random((3, statements)), rng.integers(0, 3, people)
    with path.open("w", encoding="utf-8") as file:
        file.write("participant," + ",".join(map(str, range(statements))) + "\n")
        for i in range(people):
            cast = np.where(rng.random(statements) < lean[camp[i]], 1, -1)
            cast[rng.random(statements) < 0.1] = 0
            seen = rng.random(statements) < votes / (people * statements)
            cells = (str(vote) if shown else "" for vote, shown in zip(cast, seen, strict=True))
            file.write(f"{i}," + ",".join(cells) + "\n")


def measure(path: str) -> dict:
    """Seconds of reading, of the map, of the document and of the processor, peak megabytes of this process, and what
    was found."""
    begun, worked = time.perf_counter(), time.process_time()
    votes = read_votes(Path(path).read_text(encoding="utf-8")).votes
    read = time.perf_counter()
    found = opinion_map(votes)
    mapped = time.perf_counter()
    json.dumps(document(found), allow_nan=False)
    return {
        "votes": int(votes.seen.sum()),
        "read": read - begun,
        "map": mapped - read,
        "document": time.perf_counter() - mapped,
        "cpu": time.process_time() - worked,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "k": found.k,
        "stability": found.stability.median if found.stability else None,
    }


def large() -> list[dict]:
    """Each of ROOMS measured by itself."""
    rooms = []
    with tempfile.TemporaryDirectory() as folder:
        for people, statements, votes, seconds in ROOMS:
            path = Path(folder) / "room.csv"
            write_room(path, people, statements, votes)
            done = subprocess.run(
                [sys.executable, "-m", "tests.perf.opinion", str(path)], capture_output=True, text=True, env=os.environ
            )
            if done.returncode:
                raise SystemExit(done.stderr[-1500:])
            rooms.append({"people": people, "statements": statements, "allowed": seconds, **json.loads(done.stdout)})
    return rooms


def conversations() -> list[dict]:
    """For each real conversation: agreement with the published groups three ways, and the gain in Brier score."""
    rows = []
    for folder in reference.folders():
        one = reference.conversation(folder)
        known, unknown = (reference.as_it_is(one, 0, rejected=rejected) for rejected in (one.rejected, None))
        rows.append(
            {
                "name": one.name,
                "people": len(one.published),
                "published": median(reference.against_published(one, seed) for seed in reference.SEEDS),
                "lowest": min(reference.against_published(one, seed) for seed in reference.SEEDS),
                "own_k": known[0],
                "own": known[1],
                "file_k": unknown[0],
                "file": unknown[1],
                "brier": mean(
                    brier_gain(one.votes, rejected=one.rejected, seed=seed) or 0.0 for seed in reference.SEEDS
                ),
            }
        )
    return rows


def main() -> int:
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        print(json.dumps({"rooms": large(), "conversations": conversations()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
