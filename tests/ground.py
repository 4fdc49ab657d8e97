"""What many tests stand on: built once, and left in an open transaction in which each test has one of its own.

The tree of public pages takes half a second to publish, and two hundred tests ask for it. A test that asks for a
fixture named in GROUNDS finds it there already; any other finds the database as migrations left it. Tests with real
transactions, and whoever asks halfway, let the fixture build it for themselves.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import translation

from tests.factories import NOON


def _tree() -> None:
    from hlab.cms.actions.site import ensure_site

    ensure_site(at=NOON)


GROUNDS = {"tree": _tree}
_standing: tuple[str, transaction.Atomic] | None = None


def wanted_by(item) -> str:
    """Name of the ground that a test stands on; blank when it stands on none."""
    marker = item.get_closest_marker("django_db")
    real = "transactional_db" in item.fixturenames or (marker and marker.kwargs.get("transaction"))
    return "" if real else next((name for name in GROUNDS if name in item.fixturenames), "")


def is_laid(name: str) -> bool:
    """Whether the test that runs stands on it."""
    return _standing is not None and _standing[0] == name


def lay(name: str) -> None:
    """Build it, unless it stands there since the test before; what another test stood on is taken up."""
    global _standing
    if is_laid(name):
        return
    take_up()
    if name:
        beneath = transaction.atomic()
        beneath._from_testcase = True  # so that what must be outermost still may be, as in any test of Django's
        beneath.__enter__()
        _standing = (name, beneath)
        with translation.override("sv"):
            GROUNDS[name]()
        connection.check_constraints()  # once, and not at the end of each test


def take_up() -> None:
    """The database is as migrations left it."""
    global _standing
    if _standing is not None:
        _name, beneath = _standing
        _standing = None
        transaction.set_rollback(True)
        beneath.__exit__(None, None, None)
