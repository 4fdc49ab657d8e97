"""How a barrier stands, for rows that were read with `goals.queries.barriers.barriers`."""

from __future__ import annotations

from django import template

from goals.enums import BarrierState

register = template.Library()
CHIPS = {
    BarrierState.NEW: "wait", BarrierState.CONFIRMED: "now", BarrierState.MERGED: "unk", BarrierState.TAKEN_ON: "now",
    BarrierState.REMAINS: "no", BarrierState.REMOVED: "done",
}  # fmt: skip


@register.filter
def state_chip(barrier) -> str:
    """Which chip says it."""
    return CHIPS[BarrierState(barrier.stands)]


@register.filter
def state_words(barrier) -> str:
    """ "Bekräftat av gruppen" """
    return str(BarrierState(barrier.stands).label)
