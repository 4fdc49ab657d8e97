"""Cells as they are kept, and periods."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from followup.analysis.cells import BadPeriod, Cell, counts, end_of, months_of, pack, series, start_of, unpack, values


@pytest.mark.parametrize(
    ("period", "start", "months", "end"),
    [
        ("2024", date(2024, 1, 1), 12, date(2025, 1, 1)),
        ("2024-H2", date(2024, 7, 1), 6, date(2025, 1, 1)),
        ("2024-T3", date(2024, 9, 1), 4, date(2025, 1, 1)),
        ("2024-Q2", date(2024, 4, 1), 3, date(2024, 7, 1)),
        ("2024-12", date(2024, 12, 1), 1, date(2025, 1, 1)),
    ],
)
def test_periods(period, start, months, end):
    assert (start_of(period), months_of(period), end_of(period)) == (start, months, end)


@pytest.mark.parametrize("period", ["", "24", "2024-13", "2024-00", "2024-Q5", "2024-T4", "2024-H3", "2024-1", "0024"])
def test_not_periods(period):
    with pytest.raises(BadPeriod):
        start_of(period)


def test_there_and_back_in_order_of_time():
    cells = [
        Cell("2024-02", "hidden", reason="small"),
        Cell("2024-01", "shown", 41.2, 14, 34),
        Cell("2024-01", "missing", sex="K"),
    ]
    kept = unpack(pack(cells))
    assert kept == [cells[2], cells[1], cells[0]]
    assert series(kept) == [cells[1], cells[0]]


def test_hidden_is_no_number():
    cells = [Cell("2023", "shown", 0.0, 0, 12), Cell("2024", "hidden", reason="small")]
    assert values(cells)[0] == 0
    assert np.isnan(values(cells)[1])
    above, below = counts(cells)
    assert (above[0], below[0]) == (0, 12)
    assert np.isnan(above[1])
    assert counts([Cell("2023", "shown", 41.0)]) is None
