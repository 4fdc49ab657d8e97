"""Work that takes longer than a page."""

from __future__ import annotations

from django.utils import timezone

from hlab.accounts.models import User
from hlab.core.jobs import job
from workshops.actions import imports, opinion_runs, over_time
from workshops.models import Exercise, ImportBatch


@job("workshops.read_paper", retry=True)
def read_paper(progress, *, batch: str, user: int) -> None:
    """Read in a file of paper notes. Once more does no harm: what is there is not added again."""
    found, by = ImportBatch.objects.get(pk=batch), User.objects.get(pk=user)
    try:
        done = imports.run_import(batch=found, by=by, at=timezone.now())
    except Exception:
        imports.mark_failed(batch=found, by=by, at=timezone.now())
        raise
    progress(done.rows, done.rows, imports.result(done))


@job("workshops.opinion_map", retry=True)
def opinion_map(progress, *, exercise: int) -> None:
    """Work out the opinion map of a step. Once more does no harm: the same answers give the same map."""
    step = Exercise.objects.filter(pk=exercise).first()
    if step is not None:  # a rehearsal may be over by now
        opinion_runs.work_out(exercise=step, at=timezone.now(), progress=progress)


@job("workshops.remind", retry=True)
def remind(progress) -> None:
    """Send the reminders that are due. Once more does no harm: a letter that was sent is not sent again."""
    over_time.send_reminders(now=timezone.now(), progress=progress)
