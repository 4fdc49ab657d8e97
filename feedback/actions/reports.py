"""Files that take a while to make: asked for, made by a job, fetched, and gone after a day."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from feedback.models import Round
from hlab.core.actions.audit import record
from hlab.core.jobs import enqueue
from hlab.core.models import Job

FOLDER = "reports"
KEPT_FOR = timedelta(days=1)
JOB = "feedback.report_pdf"


@transaction.atomic
def ask_for_pdf(*, round: Round, key: uuid.UUID, by, at: datetime) -> Job:
    """Have the report made as PDF. The same form sent twice (key) is one job."""
    there = Job.objects.filter(name=JOB, params={"round": round.pk, "key": str(key)}).first()
    if there is not None:
        return there
    record(act="round.report_asked", subject=round, by=by, at=at, lab_id=round.lab_id)
    return enqueue(JOB, by=by, at=at, round=round.pk, key=str(key))


def keep(*, round: Round, key: str, content: bytes) -> None:
    """Put the finished file where it can be fetched."""
    name = name_of(round, key)
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


def name_of(round: Round, key: str) -> str:
    """Where the file lies, once it is made."""
    return f"{FOLDER}/{round.pk}-{uuid.UUID(str(key))}.pdf"


def forget_old(now: datetime) -> int:
    """Remove the files that have lain for a day. Returns how many."""
    if not default_storage.exists(FOLDER):
        return 0
    gone = 0
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < now - KEPT_FOR:
            default_storage.delete(path)
            gone += 1
    return gone
