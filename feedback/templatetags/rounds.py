"""`{% round_facts round as facts %}`: what belongs to a round and changes with the days."""

from __future__ import annotations

from django import template
from django.utils import timezone

from feedback.models import Round
from feedback.queries.rounds import Facts, facts_of
from hlab.core.mail import can_send

register = template.Library()


@register.simple_tag
def round_facts(round: Round) -> Facts:
    """Asked where it is shown, so that every page tells the same of a round without thinking of it. One query."""
    return facts_of(round, timezone.now())


@register.simple_tag
def letters_leave() -> bool:
    """Whether somebody can be told by e-mail at all."""
    return can_send()
