"""Statements to agree with, where people stand on them, and the map as it was worked out last."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum

from hlab.stats.opinion import draw_next, priorities
from hlab.stats.opinion.settings import ENGINE
from workshops.enums import ExerciseState, HoldReason, StatementState
from workshops.models import Exercise, OpinionRun, Pace, Participation, Site, Stance, Statement

KIND = "opinion"
COUNTED_LIVE = 5_000  # up to so many stances the order of statements follows each answer, above that the last run
LOOKED_AFTER = timedelta(days=30)  # how long after a step has closed late answers still give a new map


@dataclass(frozen=True)
class Own:
    """A statement and where one person stands on it."""

    statement: Statement
    value: int


def is_live(path: str = "") -> Q:
    """Condition: people can answer the statement and read of it. One whose note is withdrawn, held, or reworded after
    it was accepted is left out at once."""
    note = f"{path}contribution__"
    unchanged = Q(**{f"{note}changed_at": None}) | Q(**{f"{note}changed_at__lte": F(f"{path}decided_at")})
    own = Q(**{f"{note}withdrawn_at": None, f"{note}hold": HoldReason.NONE, f"{path}contribution__isnull": False})
    return Q(**{f"{path}state": StatementState.ACCEPTED}) & (Q(**{f"{path}contribution": None}) | own & unchanged)


def statements_of(exercise: Exercise) -> QuerySet[Statement]:
    """Every statement of a step with its note, whatever became of it."""
    return Statement.objects.filter(exercise=exercise).select_related("contribution").order_by("number")


def live_statements(exercise: Exercise) -> list[Statement]:
    """What can be answered and read of."""
    return list(Statement.objects.filter(is_live(), exercise=exercise).order_by("number"))


def waiting_at(exercise: Exercise, site: Site) -> QuerySet[Statement]:
    """What was put forward at a site and waits to be read: what others have said is read where they said it."""
    there = statements_of(exercise).filter(state=StatementState.WAITING, contribution__site=site)
    return there.filter(contribution__withdrawn_at=None)


def own_statements(exercise: Exercise, participation: Participation) -> QuerySet[Statement]:
    """What one person has put forward and not taken back."""
    mine = statements_of(exercise).filter(contribution__participation=participation)
    return mine.filter(contribution__withdrawn_at=None)


def own_stances(exercise: Exercise, participation: Participation) -> dict[int, int]:
    """{statement id: 1, 0 or −1} of one person."""
    rows = Stance.objects.filter(statement__exercise=exercise, participation=participation)
    return dict(rows.values_list("statement", "value"))


def counted_stances(exercise: Exercise) -> QuerySet[Stance]:
    """Stances that are part of a result, at all sites."""
    return Stance.objects.filter(statement__exercise=exercise, counted=True).order_by()


def taken_in(exercise: Exercise) -> dict[str, int]:
    """{"people", "stances"} that count so far."""
    return counted_stances(exercise).aggregate(people=Count("participation", distinct=True), stances=Count("pk"))


def mark_of(exercise: Exercise) -> str:
    """What a map would be worked out from, as one line: the same line, the same map."""
    said = counted_stances(exercise).aggregate(n=Count("pk"), last=Max("at"), sum=Sum("value"))
    live = Statement.objects.filter(is_live(), exercise=exercise).order_by("pk").values_list("pk", flat=True)
    facts = [ENGINE, said["n"], said["sum"], said["last"] and said["last"].isoformat(), *live]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


# --- The map ----------------------------------------------------------------------------------


def runs_of(exercise: Exercise) -> QuerySet[OpinionRun]:
    """Every map of a step, the last first."""
    return OpinionRun.objects.filter(exercise=exercise).order_by("-number")


def last_run(exercise: Exercise) -> OpinionRun | None:
    """The map as it was worked out last, without what leads to anybody (`state`)."""
    return runs_of(exercise).defer("state").first()


def settled(exercise: Exercise, *, and_shown: bool = False) -> bool:
    """Whether nobody answers the step any more at any site that has come to it; and_shown: and all have shown it."""
    begun = [pace for pace in Pace.objects.filter(exercise=exercise) if pace.state != ExerciseState.PENDING]
    return bool(begun) and all(
        pace.state == ExerciseState.CLOSED and (pace.revealed_at is not None or not and_shown) for pace in begun
    )


def shown_run(exercise: Exercise) -> OpinionRun | None:
    """The map as a room may see it: all sites are told together, when all that have come to the step have closed and
    shown it. While it can change, each answer would show as the difference it makes."""
    if exercise.revealed_at is None or not settled(exercise, and_shown=True):
        return None
    return last_run(exercise)


def staffs_run(exercise: Exercise) -> OpinionRun | None:
    """The map as those who work with all answers see it: when nobody answers any more, and of a step that is open over
    time as it was worked out last."""
    if exercise.open_until is None and not settled(exercise):
        return None
    return last_run(exercise)


def own_place(exercise: Exercise, participation: Participation) -> tuple[tuple[float, float], str] | None:
    """((x, y), letter) of one person in the last run; None where they are in no group."""
    key = str(participation.pk)
    rows = runs_of(exercise).values_list(f"state__map__places__{key}", f"state__map__groups__{key}")
    found = rows.first()
    if not found or found[0] is None or found[1] is None:
        return None
    return (float(found[0][0]), float(found[0][1])), str(found[1])


def due(now: datetime, every: timedelta) -> list[Exercise]:
    """Steps with answers that are newer than their map, where the map is at least so old that it may be made anew."""
    last = OpinionRun.objects.filter(exercise=OuterRef("pk")).order_by("-number")
    here = Pace.objects.filter(exercise=OuterRef("pk")).filter(
        Q(state=ExerciseState.OPEN) | Q(state=ExerciseState.CLOSED, closed_at__gt=now - LOOKED_AFTER)
    )
    steps = Exercise.objects.filter(Exists(here), kind=KIND).annotate(worked_out=Subquery(last.values("at")[:1]))
    said = Stance.objects.filter(statement__exercise=OuterRef("pk"), counted=True)
    never = Q(worked_out=None) & Exists(said)
    since = Q(worked_out__lte=now - every) & Exists(said.filter(at__gt=OuterRef("worked_out")))
    return list(steps.filter(never | since).select_related("workshop").order_by("pk"))


# --- What comes next --------------------------------------------------------------------------


def next_statement(
    exercise: Exercise, participation: Participation, statements: Iterable[Statement], answered: Collection[int]
) -> Statement | None:
    """One of the statements that this person has not answered, drawn by priority; the same until they answer."""
    left = {str(row.pk): row for row in statements if row.pk not in answered}
    if not left:
        return None
    seed = f"{participation.source_key or participation.pk}:{exercise.pk}:{len(answered)}"
    rng = np.random.default_rng(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]))
    drawn = draw_next(list(left), weights_of(exercise, list(left)), (), rng)
    return left[drawn] if drawn is not None else None


def weights_of(exercise: Exercise, ids: list[str]) -> dict[str, float]:
    """{statement: its weight in the draw}: from all answers while they are few, else as the last run found them. A new
    statement weighs most."""
    last = runs_of(exercise).values_list("stances", "result__routing").first()
    routing: dict = (last[1] if last else None) or {}
    counts = {pk: row[:3] for pk, row in routing.items()}
    if last is None or last[0] < COUNTED_LIVE:
        sides = {1: 0, -1: 1, 0: 2}
        counts = {}
        for pk, value, n in counted_stances(exercise).values_list("statement", "value").annotate(Count("pk")):
            counts.setdefault(str(pk), [0, 0, 0])[sides[value]] = n
    table = np.array([[*counts.get(pk, (0, 0, 0)), routing.get(pk, (0, 0, 0, 0))[3]] for pk in ids], dtype=float)
    weights = priorities(table[:, 0], table[:, 1], table[:, 2], table[:, 3])
    return {pk: float(weight) for pk, weight in zip(ids, weights, strict=True)}


def exportable(exercise: Exercise) -> list[tuple]:
    """[(participation id, statement number, value)]: live statements, and people who agreed to analysis."""
    rows = counted_stances(exercise).filter(is_live("statement__"), participation__consent_analysis=True)
    return list(rows.values_list("participation", "statement__number", "value"))
