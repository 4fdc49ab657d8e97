"""A programme against the clock. Pure: times in, times out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class StepTime:
    """One step: when it was planned to begin, when it did or now is expected to, and minutes of drift.

    drift: minutes after plan (negative: before), None for a step that has no expected time.
    """

    planned: datetime
    expected: datetime
    drift: int
    done: bool
    now: bool


@dataclass(frozen=True)
class Slot:
    """One step as planned: from, to, and minutes from the beginning of the programme to its end."""

    starts: datetime
    ends: datetime
    total: int


def plan(starts_at: datetime, minutes: list[int]) -> list[Slot]:
    """The programme by the clock, if all goes as planned. starts_at must know its zone: minutes are real minutes,
    also in the night when summer time ends."""
    out, total = [], 0
    for one in minutes:
        begins = starts_at.astimezone(UTC) + timedelta(minutes=total)
        total += one
        out.append(Slot(begins, begins + timedelta(minutes=one), total))
    return out


def timeline(
    starts_at: datetime, steps: list[tuple[int, datetime | None, datetime | None]], current: int | None, now: datetime
) -> list[StepTime]:
    """The agenda with real times first and the plan beside.

    steps: (minutes, opened_at, ends_at) in order; ends_at includes time that was added. current: index of the
    step that goes on, or None before the first. A step that has begun shows when it began; the ones to come
    are expected to follow the current step's end, or now if that has passed.
    """
    out: list[StepTime] = []
    # Python adds and subtracts by the clock on the wall, which one night a year is an hour too much.
    starts_at, now = starts_at.astimezone(UTC), now.astimezone(UTC)
    planned = starts_at
    upcoming = max(now, starts_at) if current is None else now
    for index, (minutes, opened_at, ends_at) in enumerate(steps):
        begun = opened_at is not None and current is not None and index <= current
        expected = opened_at if begun and opened_at else upcoming
        out.append(
            StepTime(
                planned=planned,
                expected=expected,
                drift=round((expected - planned).total_seconds() / 60),
                done=current is not None and index < current,
                now=index == current,
            )
        )
        if index == current:
            upcoming = max(now, ends_at or now)
        elif current is None or index > current:
            upcoming = expected + timedelta(minutes=minutes)
        planned += timedelta(minutes=minutes)
    return out


def minutes_behind(
    starts_at: datetime, steps: list[tuple[int, datetime | None, datetime | None]], current: int, now: datetime
) -> int:
    """How long after plan the current step is going to end (negative: before), as it looks now.

    Time that was added counts, and so does time that has run out without anybody going on.
    """
    planned_end = starts_at.astimezone(UTC) + timedelta(
        minutes=sum(minutes for minutes, _opened, _ends in steps[: current + 1])
    )
    now = now.astimezone(UTC)
    return round((max(now, steps[current][2] or now) - planned_end).total_seconds() / 60)
