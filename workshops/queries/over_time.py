"""Steps that are open over time, and whom to remind of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery

from workshops.enums import LIVE_STATES, Channel, ExerciseState
from workshops.models import Exercise, Pace, ReminderAddress, Site

EARLY, LATE = timedelta(days=3), timedelta(days=1)
LONG = timedelta(days=6)  # a step that is open at least so long is reminded of EARLY, a shorter one LATE
NO_CLOCK = timedelta(hours=2)  # with more time left than this no clock ticks; the date is said instead


def is_open_over_time(exercise: Exercise, now: datetime) -> bool:
    """Whether people can answer here until a date that has not come yet."""
    return (
        exercise.open_until is not None
        and exercise.state == ExerciseState.OPEN
        and exercise.ends_at is not None
        and exercise.ends_at > now
    )


def may_be_reminded(exercise: Exercise, now: datetime) -> bool:
    """Whether a reminder of the step can still come in time."""
    return is_open_over_time(exercise, now) and exercise.ends_at - now > LATE


def channel_at(site: Site) -> str:
    """How somebody who joins now takes part: over time while the current step is open over time, else here and now."""
    step = site.current
    return Channel.ONLINE if step is not None and step.open_until is not None else Channel.LIVE


def time_is_out(now: datetime) -> list[Pace]:
    """Where a step that was open to a date is open still."""
    return list(
        Pace.objects.filter(state=ExerciseState.OPEN, exercise__open_until__isnull=False, ends_at__lte=now).order_by(
            "pk"
        )
    )


def addresses_to_remind(now: datetime) -> list[ReminderAddress]:
    """Addresses that have not had their letter and whose time has come, each with `ends_at`."""
    pace = Pace.objects.filter(
        exercise=OuterRef("exercise"), site=OuterRef("site"), state=ExerciseState.OPEN, site__state__in=LIVE_STATES
    )
    rows = ReminderAddress.objects.filter(sent_at=None).annotate(
        opened_at=Subquery(pace.values("opened_at"), output_field=DateTimeField()),
        ends_at=Subquery(pace.values("ends_at"), output_field=DateTimeField()),
    )
    rows = rows.filter(ends_at__gt=now, ends_at__lte=now + EARLY).select_related("site__workshop").order_by("pk")
    return [row for row in rows if row.ends_at - now <= (EARLY if row.ends_at - row.opened_at >= LONG else LATE)]


def useless_addresses() -> QuerySet[ReminderAddress]:
    """Addresses of steps that are not open any more where they were given."""
    still = Pace.objects.filter(
        exercise=OuterRef("exercise"), site=OuterRef("site"), state=ExerciseState.OPEN, site__state__in=LIVE_STATES
    )
    return ReminderAddress.objects.exclude(Exists(still))
