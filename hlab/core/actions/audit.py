"""Writing down what happened."""

from __future__ import annotations

from datetime import datetime

from hlab.core.actors import actor_ref
from hlab.core.models import AuditEvent
from hlab.core.trail import is_apart


def record(*, act: str, subject, by, at: datetime, lab_id: int | None = None, **facts) -> AuditEvent:
    """Add one audit event, in the caller's transaction. facts: small and without anyone's words or name.

    An act on what is only tried out (a rehearsal) is kept too, marked, and outside the lab's history.
    """
    if is_apart(subject):
        lab_id, facts = None, facts | {"rehearsal": True}
    return AuditEvent.objects.create(
        at=at, actor=actor_ref(by), act=act, subject=actor_ref(subject), lab_id=lab_id, facts=facts
    )
