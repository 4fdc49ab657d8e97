"""Fixtures for the whole suite. Worlds are built in `tests.factories`; what a machine may lack is in `tests.need`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
import time_machine
from django.core.handlers.base import BaseHandler
from django.test import Client, TransactionTestCase

from tests import database, factories, ground, need, once, pace, reading
from tests.site import browser_context_args, browser_type_launch_args, phone_args, site, site_options  # noqa: F401

ROOT = Path(__file__).resolve().parents[1]
BROWSER_DIRS = {"e2e", "a11y"}
HAS_ROOM = pytest.StashKey[bool]()


def pytest_addoption(parser):
    parser.addoption("--again", action="store_true", help="leave out what one database is enough for (tests/once.py)")


def pytest_ignore_collect(collection_path, config):
    if config.getoption("--again") and collection_path.name.startswith("test_"):
        return bool(once.named(str(collection_path.relative_to(ROOT / "tests")))) or None
    return None


def pytest_itemcollected(item):
    """Stories are marked as they are found: later would be too late for `-m "not browser"`."""
    if BROWSER_DIRS & set(item.path.relative_to(ROOT).parts):
        item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Browser stories last: Playwright's loop lives on in the process and Django's ORM would refuse to run after.

    Among the others, tests with real transactions come after those that roll back. In each group the slow ones come
    first, so that no worker is left alone with one of them at the end. Within a file those that stand on the same
    ground come together.
    """
    if config.getoption("--again"):
        enough = {item for item in items if once.is_enough(str(item.path.relative_to(ROOT / "tests")), item)}
        config.hook.pytest_deselected(items=list(enough))
        items[:] = [item for item in items if item not in enough]
    places: dict[Path, int] = {}
    for item in items:
        places.setdefault(item.path, len(places))

    def group(item) -> int:
        if item.get_closest_marker("browser"):
            return 2
        marker = item.get_closest_marker("django_db")
        real = "transactional_db" in item.fixturenames or (marker and marker.kwargs.get("transaction"))
        return 1 if real else 0

    def order(item):
        return group(item), not item.get_closest_marker("slow"), places[item.path], ground.wanted_by(item)

    items.sort(key=order)


def pytest_collection_finish(session):
    pace.leave_alone_what_stays()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    """The loop itself, begun once more from where there is room."""
    if not session.config.stash.get(HAS_ROOM, False):
        session.config.stash[HAS_ROOM] = True
        return pace.with_room(partial(session.config.hook.pytest_runtestloop, session=session))
    return None


def pytest_runtest_setup(item):
    if item.get_closest_marker("postgres"):
        from django.db import connection

        if connection.vendor != "postgresql":
            pytest.skip("gäller bara PostgreSQL (körs i det passet av make test)")


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """The transaction of a test begins above the ground that it stands on, that of a TestCase on none."""
    case = fixturedef.argname == "_django_setup_unittest" and issubclass(request.cls or object, TransactionTestCase)
    if case or fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock():
            ground.lay("" if case else ground.wanted_by(request.node))


# --- The database -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, tmp_path_factory, worker_id):
    """Instead of pytest-django's own, which migrates in each worker: a copy of what has been migrated once."""
    with django_db_blocker.unblock():
        database.use_a_copy(tmp_path_factory.mktemp("db") / "test.sqlite3", worker_id)
    yield
    with django_db_blocker.unblock():
        ground.take_up()
        database.clear_away()


@pytest.fixture(autouse=True, scope="session")
def _fresh_after_commits():
    """Tests with real transactions leave the database as migrations left it."""
    emptied = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = database.make_fresh
    yield
    TransactionTestCase._fixture_teardown = emptied


@pytest.fixture(autouse=True)
def _pages_only_read(request, monkeypatch):
    """A GET that writes fails, except where a test says `@pytest.mark.get_may_write("why")`."""
    if not request.node.get_closest_marker("get_may_write"):
        monkeypatch.setattr(BaseHandler, "_get_response", reading.guarded(BaseHandler._get_response))


@pytest.fixture(autouse=True)
def _empty_cache():
    """Counters of the rate limits start at nought in each test."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _swedish():
    """A page that one test asked for in English does not make the next test's acts speak it."""
    from django.utils import translation

    with translation.override("sv"):
        yield


# --- The machine ------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """Folder with reference data beside the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        need.missing("data", "../shared/data saknas")
    return folder


@pytest.fixture(scope="session")
def redis_url() -> str:
    """A Redis that tests may use."""
    return need.redis_url() or need.missing("redis", "ingen Redis går att nå på 127.0.0.1:6379")


@pytest.fixture
def freeze():
    """freeze(moment): let the clock stand still there for the rest of the test. Returns the traveller."""
    travels = []

    def stop(moment=factories.NOON):
        travel = time_machine.travel(moment, tick=False)
        travels.append(travel)
        return travel.start()

    yield stop
    for travel in reversed(travels):
        travel.stop()


# --- People -----------------------------------------------------------------------------------


@pytest.fixture
def lab(db):
    """A lab with everything a session needs before it may open."""
    return factories.make_lab()


@pytest.fixture
def lead(lab):
    return factories.make_member(lab=lab, role="lead")


@pytest.fixture
def facilitator(lab):
    return factories.make_member(lab=lab, role="facilitator")


@pytest.fixture
def table_host(lab):
    return factories.make_member(lab=lab, role="table_host")


@pytest.fixture
def listener(lab):
    return factories.make_member(lab=lab, role="listener")


@pytest.fixture
def analyst(lab):
    return factories.make_member(lab=lab, role="analyst")


@pytest.fixture
def editor(lab):
    """Editor in the lab (not of the site)."""
    return factories.make_member(lab=lab, role="editor")


@pytest.fixture
def site_editor(db):
    return factories.make_user(site_role="editor")


@pytest.fixture
def administrator(db):
    return factories.make_user(site_role="administrator")


@pytest.fixture
def outsider(db):
    """A log-in that has nothing to do with the lab."""
    return factories.make_user()


@pytest.fixture
def client_of(db):
    """client_of(user) → a test client signed in as that user; client_of(None) → nobody."""

    def make(user=None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture
def phone(db):
    """phone(workshop, **fields) → (client, participation) of someone who has joined with a receipt."""

    def make(workshop=None, **fields):
        receipt, code = factories.make_receipt()
        place = factories.make_participation(workshop=workshop, receipt=receipt, **fields)
        return factories.carry(Client(), code), place

    return make
