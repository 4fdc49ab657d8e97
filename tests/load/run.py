"""One run against a server that is up: `python -m tests.load.run URL OPTIONS-AS-JSON`. Prints JSON.

The server's database is that of this process's environment. Loopback only.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass

from tests.load import processes
from tests.load.wire import Ear, Place

SETTLE = 5.0  # seconds in which the last note must have come
GRACE = 60.0  # seconds for coming in and settling, besides what the crowd takes


@dataclass(frozen=True)
class Options:
    """people who write, each about `every` seconds for so many `seconds`; `listeners` in all; pages: each reads
    their page after each note, as a browser does; pids: the server's processes."""

    people: int = 300
    every: float = 5.0
    seconds: float = 60.0
    listeners: int = 0
    pages: bool = False
    pids: tuple[int, ...] = ()


async def run(place: Place, session, silent: list[str], options: Options) -> dict:
    """Come in, listen, write, wait for the last; the crowd's own measures."""
    from tests.load.crowd import gather

    began = time.monotonic()
    people = await gather(place, session, options.people)
    ears = [person.ear for person in people]
    for start in range(0, len(silent), 50):
        ears += await asyncio.gather(*(Ear(place, stream, "notes").listen() for stream in silent[start : start + 50]))
    came_in = time.monotonic() - began
    for person in people:
        person.page_ms.clear()
    await asyncio.sleep(1)

    before, own, machine = _uses(options.pids), time.process_time(), processes.busy()
    began, rhythm = time.monotonic(), random.Random(7)
    until = began + options.seconds
    writing = (
        person.keep_writing(
            every=options.every, until=until, pages=options.pages, rhythm=random.Random(rhythm.random())
        )
        for person in people
    )
    await asyncio.gather(*writing)
    took = time.monotonic() - began
    after = _uses(options.pids)
    own, machine = time.process_time() - own, processes.busy() - machine
    wanted = sum(len(person.accepted) for person in people)
    deadline = time.monotonic() + SETTLE
    while time.monotonic() < deadline and any(_count(ear) < wanted for ear in ears):
        await asyncio.sleep(0.1)
    for ear in ears:
        ear.stop()
    for person in people:
        person.browser.close()
    errors = Counter(error for person in people for error in person.errors)
    errors.update({"ström nekad": sum(ear.refused for ear in ears), "ström avbruten": sum(ear.cuts for ear in ears)})
    errors.update({"ström började om": sum(ear.resets for ear in ears)})
    return {
        "accepted": [note for person in people for note in person.accepted],
        "ears": ears,
        "came_in": came_in,
        "took": took,
        "late": sum(person.late for person in people),
        "errors": {what: many for what, many in errors.items() if many},
        "page_ms": [ms for person in people for ms in person.page_ms],
        "client_cpu": 100 * own / took,
        "machine_cpu": 100 * machine / took,
        "server": [
            {"cpu": 100 * (after[pid].cpu - before[pid].cpu) / took, "peak_mb": after[pid].peak_mb}
            for pid in options.pids
            if before[pid] and after[pid]
        ],
    }


def _uses(pids: tuple[int, ...]) -> dict[int, processes.Use | None]:
    return {pid: processes.use(pid) for pid in pids}


def _count(ear: Ear) -> int:
    return sum(len(keys) for _at, keys in ear.heard)


def measure(url: str, options: Options) -> dict:
    """The whole of it, bounded in time. Figures ready to be printed."""
    import numpy as np

    from tests.load import judge, session

    place = Place.of(url)
    under_load = session.shown_and_open(session.example_lab())
    silent = session.silent_listeners(under_load, max(0, options.listeners - options.people))

    async def bounded() -> dict:
        async with asyncio.timeout(options.seconds + GRACE + options.people * 0.2 + len(silent) * 0.05):
            return await run(place, under_load, silent, options)

    found = asyncio.run(bounded())
    kept = session.stored(under_load)
    sent = {note.name: note.sent for note in found["accepted"]}
    told = {(note.channel, note.order): sent[note.name] for note in kept if note.order and note.name in sent}
    heard = [ear.heard for ear in found["ears"]]
    reached = judge.arrivals(told, heard)
    answers = np.asarray([1000 * (note.answered - note.sent) for note in found["accepted"]] or [float("nan")])
    return {
        "notes": len(found["accepted"]),
        "listeners": len(heard),
        "reached": asdict(reached) | {"share": float(reached.share)},
        "answer_ms": [float(value) for value in np.percentile(answers, [50, 99])],
        "page_ms": [float(value) for value in np.percentile(found["page_ms"], [50, 99])] if found["page_ms"] else [],
        "complaints": judge.complaints(found["accepted"], kept, heard),
        **{name: found[name] for name in ("came_in", "took", "late", "errors", "client_cpu", "machine_cpu", "server")},
    }


def main() -> None:
    import django

    django.setup()
    given = json.loads(sys.argv[2]) if sys.argv[2:] else {}
    given["pids"] = tuple(given.get("pids", ()))
    json.dump(measure(sys.argv[1], Options(**given)), sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.dev")
    main()
