"""What must hold of a map after any act: nothing hangs on what has been removed, and no branch leads back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from journeys.models import Cell, Gap, Journey, JourneyActor, Link, Phase, Step, StepActor, Voice
from journeys.queries.outline import branch_that_leads_back

HANGS_ON = ("phase", "after", "before", "from_actor", "to_actor", "source", "target", "step", "gap")


def ensure_standing(journey: Journey, rows: Collection[Model], added: Collection[Any]) -> None:
    """RuleBroken when one of the rows, as an undone act left it, hangs on what is gone, or is gone from under what
    others have put on it since. added: keys of the rows that the undone act had put there."""
    for row in rows:
        if getattr(row, "gone_at", None) is not None:
            _ensure_bare(row, rows, row.pk in added)
            continue
        if isinstance(row, Cell) and not row.text:
            continue  # an empty lane says nothing, whatever became of its step
        hangs_on = [getattr(row, name, None) for name in HANGS_ON]
        if isinstance(row, Step):
            hangs_on += [there.actor for there in StepActor.objects.filter(step=row).select_related("actor")]
        if any(one is not None and one.gone_at is not None for one in hangs_on):
            raise RuleBroken(_("Det som det hörde till har tagits bort sedan dess. Ta tillbaka det först."), status=409)
    ensure_no_branch_leads_back(journey)


def ensure_no_branch_leads_back(journey: Journey) -> None:
    """RuleBroken when a branch leads to something earlier on the way: round and round is a loop, never a branch."""
    back = branch_that_leads_back(journey)
    if back is None:
        return
    raise RuleBroken(
        _("Grenen från ”%(source)s” till ”%(target)s” skulle leda tillbaka, och då blir det rundgång. Lägg till en "
          "väg tillbaka i stället, eller ta bort grenen först.")
        % {"source": back.source.title, "target": back.target.title},
        status=409, code="round",
    )  # fmt: skip


def _ensure_bare(row: Any, rows: Collection[Model], was_added: bool) -> None:
    hanging = _hanging(row)
    if was_added and isinstance(row, Step):
        mine = [cell.pk for cell in rows if isinstance(cell, Cell)]
        hanging.append(Cell.objects.filter(step=row).exclude(text="").exclude(pk__in=mine))
    if any(found.exists() for found in hanging):
        raise RuleBroken(
            _("Någon har lagt till något på ”%(title)s” sedan dess, som då skulle försvinna. Ta bort eller flytta "
              "det först.") % {"title": str(row)},
            status=409,
        )  # fmt: skip


def _hanging(row: Any) -> list[QuerySet[Any]]:
    """What is in the map and hangs on a row that is gone."""
    here = Q(gone_at__isnull=True)
    if isinstance(row, Phase):
        return [Step.objects.filter(here, phase=row)]
    if isinstance(row, Step):
        return [
            Gap.objects.filter(here).filter(Q(after=row) | Q(before=row)),
            Link.objects.filter(here).filter(Q(source=row) | Q(target=row)),
            Voice.objects.filter(here, step=row),
        ]
    if isinstance(row, Gap):
        return [Voice.objects.filter(here, gap=row)]
    if isinstance(row, JourneyActor):
        return [
            StepActor.objects.filter(actor=row, step__gone_at__isnull=True),
            Gap.objects.filter(here).filter(Q(from_actor=row) | Q(to_actor=row)),
        ]
    return []
