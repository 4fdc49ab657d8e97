"""Is the house standing? Rooms register what must answer before the site may take visitors."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_checks: dict[str, Callable[[], bool | str]] = {}


def register(name: str, check: Callable[[], bool | str]) -> None:
    """check() is True when well, else False or a few words on what is wrong (no secrets, no addresses)."""
    _checks[name] = check


def states() -> dict[str, str]:
    """{name: "ok" or what is wrong} of every check. A check that fails is not well."""
    return {name: _ask(check) for name, check in _checks.items()}


def _ask(check: Callable[[], bool | str]) -> str:
    try:
        answer = check()
    except Exception as error:
        return type(error).__name__
    return "ok" if answer is True else (answer or "fel")


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool | str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return True if not waiting else f"{len(waiting)} väntar"


register("database", _database)
register("migrations", _migrations)
