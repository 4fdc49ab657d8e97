"""Work that takes longer than a page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from followup.actions import releasing
from followup.models import IndicatorVersion
from hlab.accounts.models import User
from hlab.core.jobs import job


@job(releasing.JOB, retry=True)
def release(progress, *, version: int, number: int, user: int | None) -> None:
    """Publish the figures of a version. Once more does no harm: the release is made once."""
    row = IndicatorVersion.objects.get(pk=version)
    by = User.objects.get(pk=user) if user is not None else None
    made = releasing.release(version=row, number=number, by=by, at=timezone.now(), progress=progress)
    words = _("Publicering %(number)s är klar: %(shown)s uppgifter visas, %(hidden)s visas inte.")
    done = sum(made.totals.values())
    progress(done, done, words % {"number": made.number, **made.totals})
