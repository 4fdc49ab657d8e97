"""Work that takes longer than a page."""

from __future__ import annotations

from django.utils import timezone

from followup.actions import fetching, importing, looking
from followup.models import ImportBatch
from followup.words.imports import file_sentence, summary
from hlab.accounts.models import User
from hlab.core.errors import RuleBroken
from hlab.core.jobs import job
from hlab.core.sheets import Unreadable

WRITING, WHOLE = 30, 100  # per cent; about a third of the time goes to reading and checking


@job(importing.LOOK, retry=True)
def look_at_figures(progress, *, batch: int) -> None:
    """See what a file of figures would give. Once more does no harm: no figure is changed."""
    row = ImportBatch.objects.select_related("lab").get(pk=batch)
    try:
        prepared = looking.prepare(row, timezone.now(), progress)
    except Unreadable as error:
        importing.look(batch=row, by=None, at=timezone.now(), unread=file_sentence(error))
    else:
        importing.look(batch=row, by=None, at=timezone.now(), prepared=prepared)


@job(importing.READ, retry=True)
def read_in_figures(progress, *, batch: int, user: int | None, only_good: bool) -> None:
    """Read in a file of figures. Once more does no harm: what is read in stays so."""
    row = ImportBatch.objects.select_related("lab").get(pk=batch)
    if row.done_at is not None:
        return
    by = User.objects.filter(pk=user).first()
    try:
        prepared = looking.prepare(row, timezone.now(), _within(progress, 0, WRITING))
        done = importing.read_in(
            batch=row, prepared=prepared, by=by, at=timezone.now(), only_good=only_good,
            progress=_within(progress, WRITING, WHOLE),
        )  # fmt: skip
    except Unreadable as error:
        importing.mark_failed(batch=row, by=by, at=timezone.now())
        raise RuleBroken(file_sentence(error)) from error
    except Exception:
        importing.mark_failed(batch=row, by=by, at=timezone.now())
        raise
    progress(WHOLE, WHOLE, summary(done.counts))


@job(fetching.FETCH, retry=True)
def fetch_figures(progress, *, batch: int, user: int | None) -> None:
    """Fetch figures and see what they would give. Once more does no harm: pages that are there are not asked for."""
    row = ImportBatch.objects.select_related("lab").get(pk=batch)
    if row.done_at is None:
        by = User.objects.filter(pk=user).first()
        fetching.fetch(batch=row, by=by, at=timezone.now(), progress=progress)
        look_at_figures(progress, batch=batch)


def _within(progress, first: int, last: int):
    """A part of the work that tells how far it has come itself, as that part of the whole."""

    def part(done: int, total: int, message: str = "") -> None:
        progress(first + (last - first) * done // max(total, 1), WHOLE, message)

    return part
