"""Work that takes longer than a page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from followup.actions import fetching, importing, looking
from followup.models import ImportBatch
from followup.words.imports import file_sentence, summary
from hlab.accounts.models import User
from hlab.core.errors import RuleBroken
from hlab.core.jobs import job
from hlab.core.sheets import Unreadable


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
        prepared = looking.prepare(row, timezone.now(), progress)
        progress(3, 4, _("Skriver in värdena"))
        done = importing.read_in(batch=row, prepared=prepared, by=by, at=timezone.now(), only_good=only_good)
    except Unreadable as error:
        importing.mark_failed(batch=row, by=by, at=timezone.now())
        raise RuleBroken(file_sentence(error)) from error
    except Exception:
        importing.mark_failed(batch=row, by=by, at=timezone.now())
        raise
    progress(4, 4, summary(done.counts))


@job(fetching.FETCH, retry=True)
def fetch_figures(progress, *, batch: int, user: int | None) -> None:
    """Fetch figures and see what they would give. Once more does no harm: pages that are there are not asked for."""
    row = ImportBatch.objects.select_related("lab").get(pk=batch)
    if row.done_at is None:
        by = User.objects.filter(pk=user).first()
        fetching.fetch(batch=row, by=by, at=timezone.now(), progress=progress)
        look_at_figures(progress, batch=batch)
