"""Constraints that several rooms have use for."""

from __future__ import annotations

from django.db.models import CheckConstraint, Choices, Q


def only_codes(name: str, **fields: type[Choices]) -> CheckConstraint:
    """The columns hold nothing but the codes of their choices: `only_codes("…", state=JobState)`."""
    condition = Q()
    for field, choices in fields.items():
        condition &= Q(**{f"{field}__in": list(choices.values)})
    return CheckConstraint(name=name, condition=condition)
