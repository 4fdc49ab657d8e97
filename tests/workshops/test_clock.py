"""The agenda against the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workshops.analysis.clock import timeline

START = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def test_before_the_first_step_the_plan_stands():
    rows = timeline(START, [(15, None, None), (20, None, None)], None, START - minutes(30))
    assert [row.expected for row in rows] == [START, START + minutes(15)]
    assert [row.drift for row in rows] == [0, 0]


def test_a_late_start_moves_everything_that_is_to_come():
    now = START + minutes(10)
    rows = timeline(START, [(15, None, None), (20, None, None)], None, now)
    assert [row.drift for row in rows] == [10, 10]


def test_the_running_step_pushes_the_next():
    opened, ends = START + minutes(6), START + minutes(26)
    rows = timeline(START, [(15, opened, ends), (20, None, None)], 0, START + minutes(12))
    assert rows[0].now
    assert rows[0].drift == 6
    assert rows[1].expected == ends
    assert rows[1].drift == 11


def test_time_that_has_run_out_pushes_by_the_clock():
    rows = timeline(START, [(15, START, START + minutes(15)), (20, None, None)], 0, START + minutes(40))
    assert rows[1].expected == START + minutes(40)


def test_the_night_when_the_clock_goes_back_keeps_its_minutes():
    night = datetime(2026, 10, 24, 23, 50, tzinfo=UTC)  # 01.50 in Sweden, two hours before the change
    rows = timeline(night, [(90, None, None), (30, None, None)], None, night)
    assert rows[1].expected - rows[0].expected == minutes(90)
