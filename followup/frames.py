"""Rows of figures as the frames that `followup.analysis` describes."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from django.db.models import QuerySet

from followup.analysis.differing import NOW
from followup.analysis.parts import parts
from followup.models import Observation

_AT_ONCE = 400  # versions asked for in one query
_COLUMNS = (
    "pk", "version_id", "unit_id", "period", "sex", "age", "numerator", "denominator", "value", "status",
    "batch__source",
)  # fmt: skip


def known_now(versions: Iterable[int], units: Iterable[int] | None = None) -> pd.DataFrame:
    """What is known now of these versions, as differing.NOW. units: only these, when they are few."""
    rows: list[tuple] = []
    few = sorted(set(units)) if units is not None else []
    for part in parts(sorted(set(versions)), _AT_ONCE):
        found = Observation.objects.filter(version__in=part, replaced_at__isnull=True)
        if 0 < len(few) <= _AT_ONCE:
            found = found.filter(unit__in=few)
        rows += _read(found)
    return _framed(rows)


def of_batch(batch) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(figures of a batch that still stand, what each of them took the place of), both as differing.NOW."""
    now = Observation.objects.filter(batch=batch, replaced_at__isnull=True)
    versions = now.order_by().values("version")
    before = Observation.objects.filter(version__in=versions, replaced_at__isnull=False, replaced_at=batch.done_at)
    return _framed(_read(now)), _framed(_read(before))


def _read(found: QuerySet[Observation]) -> list[tuple]:
    return list(found.order_by().values_list(*_COLUMNS).iterator(chunk_size=20_000))


def _framed(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(NOW))
    for name in ("numerator", "denominator", "value"):
        frame[name] = frame[name].astype(float)
    for name in ("id", "version", "unit"):
        frame[name] = frame[name].astype("int64")
    for name in ("period", "sex", "age", "status", "source"):
        frame[name] = frame[name].astype(object)
    return frame
