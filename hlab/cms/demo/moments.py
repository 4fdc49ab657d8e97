"""Fixed moments of the example's year."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

YEAR = 2026
HOME = ZoneInfo("Europe/Stockholm")


def moment(month: int, day: int, hour: int = 9, minute: int = 30) -> datetime:
    """A moment in the example's year, Swedish time."""
    return datetime(YEAR, month, day, hour, minute, tzinfo=HOME)
