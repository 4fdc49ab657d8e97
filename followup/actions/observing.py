"""Writing figures: many at once, appended, so that what was known before can still be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from django.db import connection

from followup.analysis.parts import parts
from followup.models import ImportBatch, Observation

_AT_ONCE = 10_000
_COLUMNS = (
    "version_id", "unit_id", "period", "start", "sex", "age", "numerator", "denominator", "value", "status", "batch_id",
    "recorded_at",
)  # fmt: skip


def write(
    *, batch: ImportBatch, changed: pd.DataFrame, at: datetime, tell: Callable[[int, int], None] | None = None
) -> None:
    """Append the figures of a `differing.Difference`, in the caller's transaction. What gives way is ended first: one
    figure stands at a time. tell(done, of): called as it goes, and may ask the database itself.

    By hand, since a model a row costs ten times as much: the columns are those of `Observation`, and the database
    checks what they may hold.
    """
    table, of = Observation._meta.db_table, len(changed)
    tell = tell or (lambda done, of: None)
    when = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        for ids in parts((int(one) for one in changed["id"] if one), _AT_ONCE):
            marks = ", ".join(["%s"] * len(ids))
            cursor.execute(f"UPDATE {table} SET replaced_at = %s WHERE id IN ({marks})", [when, *ids])  # noqa: S608 (our names)
        for number, rows in enumerate(parts(_rows(batch, changed, when), _AT_ONCE)):
            tell(number * _AT_ONCE, of)  # between two pieces: within one the connection answers nothing else
            _append(cursor, table, rows)
        tell(of, of)


def _append(cursor, table: str, rows: Sequence[tuple]) -> None:
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(_COLUMNS))
    insert = f"INSERT INTO {table} ({', '.join(_COLUMNS)}) VALUES ({marks})"  # noqa: S608 (names of ours)
    cursor.executemany(insert, rows)


def _rows(batch: ImportBatch, changed: pd.DataFrame, when: Any) -> Iterator[tuple]:
    def numbers(name: str) -> list:
        values = changed[name].to_numpy(dtype=float)
        return [None if value != value else value for value in values.tolist()]

    starts = {one: connection.ops.adapt_datefield_value(one) for one in changed["start"].unique()}
    yield from zip(
        changed["version"].tolist(), changed["unit"].tolist(), changed["period"].tolist(),
        [starts[one] for one in changed["start"]], changed["sex"].tolist(), changed["age"].tolist(),
        numbers("numerator"), numbers("denominator"), numbers("value"), changed["status"].tolist(),
        [batch.pk] * len(changed), [when] * len(changed), strict=True,
    )  # fmt: skip
