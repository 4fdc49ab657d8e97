"""When the next figure of a series can be expected. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from followup.analysis.cells import end_of, months_of


def next_due(last_period: str, lag_days: int = 0) -> date:
    """The day that the figure after the last one should be there: when its period has ended and it has had the time it
    usually takes. last_period: "2024", "2024-Q1", "2024-03" … Raises BadPeriod."""
    start = end_of(last_period)
    month = start.month - 1 + months_of(last_period)
    return date(start.year + month // 12, month % 12 + 1, 1) + timedelta(days=lag_days)
