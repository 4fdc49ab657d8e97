"""Working out the opinion map of a step: at once while the answers are few, else as a job; now and then over time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from hlab.core.actions.audit import record
from hlab.core.jobs import enqueue
from hlab.core.models import Job
from hlab.stats.opinion import OpinionMap, State, Votes, opinion_map
from workshops.analysis.opinions import kept
from workshops.models import Exercise, OpinionRun
from workshops.queries.opinions import counted_stances, due, live_statements, mark_of, runs_of, settled, taken_in

AT_ONCE = 5_000  # stances up to which the page that asks waits for the answer
EVERY = timedelta(minutes=10)  # between two maps of a step that people answer over time
SEED = 1
JOB = "workshops.opinion_map"


def settle(*, exercise: Exercise, at: datetime) -> None:
    """The step has closed, or is shown, at a site: the map as it is now."""
    ask_for(exercise=exercise, by=None, at=at)


@transaction.atomic
def ask_for(*, exercise: Exercise, by, at: datetime) -> Job | None:
    """Work out the map now, or when there is much to read ask for it as a job, which is given back."""
    if taken_in(exercise)["stances"] <= AT_ONCE:
        work_out(exercise=exercise, at=at)
        return None
    waiting = Job.objects.filter(name=JOB, params={"exercise": exercise.pk}, state=Job.State.QUEUED).first()
    return waiting or enqueue(JOB, by=by, at=at, exercise=exercise.pk)


@transaction.atomic
def work_out_again(*, exercise: Exercise, by, at: datetime) -> Job | None:
    """Somebody who leads wants the map as it is now."""
    record(act="opinion.worked_out", subject=exercise, by=by, at=at, lab_id=exercise.lab_id)
    return ask_for(exercise=exercise, by=by, at=at)


def work_out(*, exercise: Exercise, at: datetime, progress=lambda done, total: None) -> OpinionRun | None:
    """Work out the map of all answers that count and keep it; the last one is given back when nothing is new since.

    None where nobody has answered. Reading and counting hold nothing up: only the keeping is a transaction.
    """
    previous, mark = runs_of(exercise).first(), mark_of(exercise)
    if previous is not None and previous.settings.get("of") == mark:
        return previous
    progress(0, 2)
    rows = [(str(person), str(pk), vote) for person, pk, vote in _votes(exercise)]
    if not rows and previous is None:
        return None
    live = {str(row.pk) for row in live_statements(exercise)}
    found = opinion_map(
        Votes.from_rows(rows, statements=live),
        rejected={pk for _person, pk, _vote in rows} - live,
        previous=State.from_dict(previous.state["map"]) if previous and previous.state else None,
        seed=SEED,
    )
    progress(1, 2)
    run = _keep(exercise, previous, found, len(rows), mark, at)
    progress(2, 2)
    return run


def _votes(exercise: Exercise):
    return counted_stances(exercise).values_list("participation", "statement", "value").iterator(chunk_size=10_000)


@transaction.atomic
def _keep(
    exercise: Exercise, previous: OpinionRun | None, found: OpinionMap, stances: int, mark: str, at: datetime
) -> OpinionRun:
    """The new map. Only the last one knows where anybody stands, and one made while people still answered goes when the
    next comes."""
    list(Exercise.objects.select_for_update(no_key=True).filter(pk=exercise.pk).values_list("pk"))
    meanwhile = runs_of(exercise).first()
    if meanwhile is not None and meanwhile.pk != (previous and previous.pk):
        return meanwhile
    result = kept(found)
    run = OpinionRun.objects.create(
        exercise=exercise, number=previous.number + 1 if previous else 1, stances=stances, people=result["people"],
        drawable=found.drawable, result=result, state={"map": found.state.as_dict()}, at=at,
        settings={
            "seed": found.seed, "engine": found.engine, "of": mark, "open": not settled(exercise),
            "method": found.settings.as_dict(),
        },
    )  # fmt: skip
    if previous is not None:
        OpinionRun.objects.filter(pk=previous.pk).update(state={})
        if previous.settings.get("open"):
            previous.delete()
    return run


def follow(now: datetime) -> int:
    """Make the maps of steps that people answer over time anew (`queries.opinions.due`). Returns how many."""
    steps = due(now, EVERY)
    for step in steps:
        ask_for(exercise=step, by=None, at=now)
    return len(steps)
