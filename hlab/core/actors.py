"""Who acted, as a reference that is never a name."""

from __future__ import annotations


def actor_ref(by) -> str:
    """ "user:12", "participation:…" for whoever acts; "system" when nobody does (a command, a job)."""
    if by is None:
        return "system"
    if isinstance(by, str):
        return by
    return f"{by._meta.model_name}:{by.pk}"
