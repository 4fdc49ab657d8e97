"""What a lane says of a step. Each lane has a row version of its own, so that two who write in different lanes of one
step never meet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from journeys.actions.editing import Change, changing
from journeys.actions.fields import ensure_nobody_named, stale, too_long
from journeys.enums import EditAct, Lane
from journeys.models import Cell, Step

LONGEST = 600


@transaction.atomic
def write_cell(*, step: Step, lane: str, text: str, row_version: int, by, at: datetime) -> None:
    """Let a lane say something else of a step; no words empty it.

    row_version: of the cell that was read, 0 where there was none. StaleEdit with both texts when somebody has written
    in the same lane since.
    """
    with changing(step.journey, EditAct.CELL_WRITTEN, by=by, at=at, about=step.title) as change:
        put_cell(change, change.open(Step, step.pk), lane, text, row_version)


def put_cell(change: Change, step: Step, lane: str, text: str, row_version: int | None) -> None:
    """The same inside another act. row_version: None where nobody has read anything."""
    name = f"lane_{lane}"
    if lane not in Lane.values:
        raise RuleBroken(_("Välj ett av alternativen."), field=name)
    text = tidy(text)
    if len(text) > LONGEST:
        raise too_long(name, LONGEST)
    there = Cell.objects.filter(step=step, lane=lane).first()
    if (there.text if there else "") == text:
        return
    ensure_nobody_named(text, name)
    if there is None:
        change.add(Cell(step=step, lane=lane, text=text))
        return
    cell = change.open(Cell, there.pk)
    if row_version is not None and cell.row_version != row_version:
        met = stale(text, cell.text, step.row_version)
        met.field, met.extra = name, {lane: cell.row_version}
        raise met
    cell.text = text
    change.save(cell)
