"""Writing down what happened."""

from __future__ import annotations

from datetime import datetime

from hlab.core.models import AuditEvent


def actor_ref(by) -> str:
    """Whoever acts, as "user:12" or "participation:…"; "system" when nobody does (a command, a job)."""
    if by is None:
        return "system"
    if isinstance(by, str):
        return by
    return f"{by._meta.model_name}:{by.pk}"


def record(*, act: str, subject, by, at: datetime, lab_id: int | None = None, **facts) -> AuditEvent:
    """Add one audit event, in the caller's transaction. facts: small and without anyone's words or name."""
    return AuditEvent.objects.create(
        at=at, actor=actor_ref(by), act=act, subject=actor_ref(subject), lab_id=lab_id, facts=facts
    )
