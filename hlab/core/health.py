"""Is the house standing? Rooms register what must answer before the site may take visitors."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

log = structlog.get_logger("hlab.health")
_checks: dict[str, Callable[[], bool | str]] = {}
_FRESH = 60.0  # seconds that a reading of the migrations on disk holds; they change with the code only
_migrated_at = -_FRESH


def register(name: str, check: Callable[[], bool | str]) -> None:
    """check() is True when well, else False or a few words on what is wrong (no secrets, no addresses)."""
    _checks[name] = check


def states() -> dict[str, str]:
    """{name: "ok" or what is wrong} of every check. A check that fails is not well."""
    return {name: _ask(name, check) for name, check in _checks.items()}


def _ask(name: str, check: Callable[[], bool | str]) -> str:
    try:
        answer = check()
    except Exception as error:
        log.warning("check failed", check=name, exc_info=True)
        return type(error).__name__
    return "ok" if answer is True else (answer or "fel")


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations() -> bool | str:
    """Whether the database is as new as the code."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return True if not waiting else f"{len(waiting)} väntar"


def _migrations_lately() -> bool | str:
    global _migrated_at
    if time.monotonic() - _migrated_at < _FRESH:
        return True
    answer = migrations()
    if answer is True:
        _migrated_at = time.monotonic()
    return answer


register("database", _database)
register("migrations", _migrations_lately)
