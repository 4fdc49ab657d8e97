"""Who acted, as a reference that is never a name."""

from __future__ import annotations


def actor_ref(by) -> str:
    """ "user:12", "participation:…" for whoever acts; "system" when nobody does (a command, a job)."""
    if by is None:
        return "system"
    if isinstance(by, str):
        return by
    return f"{by._meta.model_name}:{by.pk}"


def user_of(by):
    """The log-in behind an act, for a foreign key; None for a participant, a command or a job."""
    return by if by is not None and not isinstance(by, str) and by._meta.label == "accounts.User" else None
