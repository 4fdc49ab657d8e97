"""Whom to tell that a round is answered."""

from __future__ import annotations

from django.db.models import QuerySet

from feedback.enums import RoundState
from feedback.models import AnswerNotice


def notices_due() -> QuerySet[AnswerNotice]:
    """Addresses whose round has been answered and that have had no letter. Not before: there is only one letter."""
    return AnswerNotice.objects.filter(sent_at=None, round__state=RoundState.ANSWERED).order_by("pk")
