"""A whole site of real processes on a database of its own, and people who use it through its pages.

Each worker of the suite has a site of its own. On the pass with PostgreSQL the database is in a cluster that these
tests have made and may restart.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connections

from tests import need, template
from tests.faults.servers import Cluster, Ledger, postgres_programs
from tests.live.servers import Server
from tests.load import judge
from tests.load.crowd import Person
from tests.load.session import Session, Stored
from tests.load.wire import Browser, Place
from tests.site import ROOT, environment

PATIENCE = 90.0  # seconds for whatever a busy machine takes; what works is never waited for so long
NAMED = re.compile(r"^Prov (\d+)\.(\d+):")


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL of our own on the pass with PostgreSQL; None on the other."""
    if connections["default"].vendor != "postgresql":
        yield None
        return
    programs = postgres_programs() or need.missing("postgres", "initdb finns inte på den här maskinen")
    ours = Cluster(programs).make()
    yield ours
    ours.remove()


@pytest.fixture(scope="session")
def site_environment(cluster, tmp_path_factory):
    """Environment of processes around one database with every table in it."""
    folder = tmp_path_factory.mktemp("faults")
    env = environment(folder, "http://127.0.0.1", **({"DATABASE_URL": cluster.url} if cluster else {}))
    env |= {"PYTHONPATH": str(ROOT), "LIVE_SWEEP_SECONDS": "0.5"}
    if cluster:
        template.fill(cluster.url, cluster.programs)
    else:
        template.database(folder / "hlab.sqlite3")
    return env


@pytest.fixture(scope="session")
def world(site_environment):
    """What `tests.faults.world` made."""
    command = [sys.executable, "-m", "tests.faults.world"]
    done = subprocess.run(
        command, cwd=ROOT, env=site_environment, check=True, timeout=600, capture_output=True, text=True
    )
    made = json.loads(done.stdout.strip().splitlines()[-1])
    made["rooms"] = [Session(**room) for room in made["rooms"]]
    return made


@pytest.fixture
def room(world) -> Session:
    """A session that no other test uses: notes are shown while people write."""
    return world["rooms"].pop()


@pytest.fixture
def ledger(site_environment, cluster) -> Ledger:
    """The database itself."""
    return Ledger(cluster.url if cluster else "", Path(site_environment["HLAB_DATA_DIR"]) / "hlab.sqlite3")


@pytest.fixture(scope="session")
def start_site(site_environment, tmp_path_factory):
    """start_site(how many, **environment) → processes of the site; all are stopped in the end."""
    servers: list[Server] = []

    def start(many: int, **extra) -> list[Server]:
        folder, env = tmp_path_factory.mktemp("servers"), site_environment | extra
        here = [Server(folder, env, app="hlab.asgi:application", probe="/healthz") for _number in range(many)]
        servers.extend(server.start(wait=False) for server in here)
        return [server.wait() for server in here]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def _pair(start_site, world) -> list[Server]:
    return start_site(2)


@pytest.fixture
def pair(_pair) -> list[Server]:
    """Two processes of the site without Redis. Who kills one starts it again."""
    for server in _pair:
        if server.process.poll() is not None:
            server.start()
    return _pair


async def until(what, otherwise: str) -> None:
    """Wait until what() is true."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, otherwise
        await asyncio.sleep(0.05)


class Crowd:
    """People who write in one room, spread over the processes, until they are told to stop."""

    def __init__(self, room: Session):
        self.room = room
        self.people: list[Person] = []
        self._over = asyncio.Event()
        self._writing: list[asyncio.Task] = []

    async def come(self, servers, many: int = 4) -> Crowd:
        for number in range(many):
            person = Person(len(self.people), Browser(Place.of(servers[number % len(servers)].url)), patience=PATIENCE)
            await person.come_in(self.room)
            await person.listen()
            self.people.append(person)
        return self

    def write(self) -> None:
        """Begin."""
        self._over.clear()
        self._writing = [asyncio.create_task(self._keep_on(person)) for person in self.people]

    async def _keep_on(self, person: Person) -> None:
        while not self._over.is_set():
            number = len(person.accepted) + 1
            await person.write(number, pages=False)
            assert len(person.accepted) == number, f"gave up: {person.errors[-3:]}"
            await asyncio.sleep(0.02)

    async def enough(self) -> list:
        """Stop; everybody's last note has been answered. What was answered with yes."""
        self._over.set()
        await asyncio.gather(*self._writing)
        return self.accepted

    @property
    def accepted(self) -> list:
        return [note for person in self.people for note in person.accepted]

    @property
    def errors(self) -> list[str]:
        return [error for person in self.people for error in person.errors]

    def heard(self) -> list[int]:
        """How many notes each phone has been told of."""
        return [sum(len(came) for _at, came in person.ear.heard) for person in self.people]

    async def have_written(self, more: int) -> None:
        """So many more notes than now have been answered with yes, whoever wrote them."""
        before = len(self.accepted)
        await until(lambda: len(self.accepted) >= before + more, "writing did not go on")

    async def all_heard(self, keys: set) -> None:
        """Every phone has been told of every one of these."""
        for _ in range(int(PATIENCE / 0.1)):
            missing = [
                {key for key in keys if key[1] > person.since(key[0])}
                - {key for _at, came in person.ear.heard for key in came}
                for person in self.people
            ]
            if not any(missing):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"not heard: {[sorted(rest)[:5] for rest in missing]}")

    def leave(self) -> None:
        for person in self.people:
            person.ear.stop()
            person.browser.close()


@pytest.fixture
async def crowd(room):
    """Nobody yet, in a room of their own."""
    people = Crowd(room)
    yield people
    people.leave()


@pytest.fixture
def kept(ledger):
    """kept(session) → every note of the step as the database has it, with its order on the wire."""

    def read(session: Session) -> list[Stored]:
        wires = (f"site:{session.site}", f"site:{session.site}:%")
        told: dict = {}
        for channel, order, at in ledger.rows(
            "SELECT channel_id, seq, at FROM live_event"
            " WHERE (channel_id = %s OR channel_id LIKE %s) AND kind = 'notes' ORDER BY seq",
            *wires,
        ):
            told.setdefault(at, []).append((channel, order))
        out = []
        for text, at in ledger.rows(
            "SELECT text, created_at FROM workshops_contribution WHERE exercise_id = %s ORDER BY created_at, id",
            session.step,
        ):
            channel, order = told[at].pop(0) if told.get(at) else ("", None)
            person, number = NAMED.match(text).groups()
            out.append(Stored((int(person), int(number)), channel, order))
        return out

    return read


@pytest.fixture
def nothing_lost(kept):
    """await nothing_lost(crowd): set and order of the notes are what was accepted, and everybody has heard them."""

    async def check(crowd: Crowd) -> None:
        stored = kept(crowd.room)
        assert judge.complaints(crowd.accepted, stored) == []
        await crowd.all_heard({(note.channel, note.order) for note in stored})
        assert not any(person.ear.resets for person in crowd.people)
        heard = [person.ear.heard for person in crowd.people]
        assert judge.complaints(crowd.accepted, stored, heard) == []

    return check
