"""One step becomes two, and two become one. Nothing that was written is lost, and both can be undone."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from journeys.actions.cells import LONGEST
from journeys.actions.editing import Change, already, changing, place_after
from journeys.actions.fields import checked, made_before
from journeys.actions.standing import ensure_no_branch_leads_back
from journeys.actions.steps import ensure_room_for_one
from journeys.enums import EditAct, Grade, Lane
from journeys.models import Cell, Gap, Link, Step, StepActor, Voice
from journeys.queries.outline import LIVE
from journeys.queries.voices import MADE_OF

CHOSEN_ONCE = ("channel", "track", "word", "who_did", "wanted", "moment")
"""Of two steps that become one the first one's is kept, or the other's where the first says nothing."""


@transaction.atomic
def split_step(
    *, step: Step, title: str, second_title: str, moved: Collection[str] = (), by, at: datetime,
    client_key: uuid.UUID | None = None,
) -> Step:  # fmt: skip
    """Divide a step in two that follow each other; returns the second.

    moved: lanes whose words go to the second. Both have the same actors and the same grade. How it felt, the days and
    the voices stay with the first; of a step that was made of a note, both rest on it. The gaps that followed the step
    follow the second, and so do its ways on.
    """
    with changing(step.journey, EditAct.STEP_SPLIT, by=by, at=at, about=step.title, client_key=client_key) as change:
        made = made_before(change, Step, client_key)
        if made is not None:
            return made
        ensure_room_for_one(step.journey)
        first = change.open(Step, step.pk)
        names = {"title": title}, {"title": second_title}
        first.title = checked(Step, step.journey, names[0], first)["title"]
        try:
            second_name = checked(Step, step.journey, names[1])["title"]
        except RuleBroken as broken:
            broken.field = "second_title"
            raise
        place = place_after(Step.objects.filter(phase=first.phase_id), first, Step)
        second = change.add(
            Step(
                journey=change.journey, phase=first.phase, place=place, title=second_name, channel=first.channel,
                track=first.track, grade=first.grade,
            )
        )  # fmt: skip
        there = StepActor.objects.filter(step=first).values_list("actor_id", flat=True)
        StepActor.objects.bulk_create(StepActor(step=second, actor_id=pk) for pk in there)
        change.save(first)
        for cell in Cell.objects.filter(step=first, lane__in=list(moved)).exclude(text=""):
            row = change.open(Cell, cell.pk)
            change.add(Cell(step=second, lane=row.lane, text=row.text))
            row.text = ""
            change.save(row)
        for voice in Voice.objects.filter(MADE_OF, step=first):  # its words may stand in both
            copy = Voice(journey=change.journey, step=second, contribution_id=voice.contribution_id, added_at=at,
                         added_by=user_of(by), gone_at=voice.gone_at)  # fmt: skip
            change.add(copy)
        for gap in Gap.objects.filter(LIVE, after=first):
            _rehang(change, Gap, gap.pk, after=second)
        for link in Link.objects.filter(LIVE, source=first):
            _rehang(change, Link, link.pk, source=second)
    return second


@transaction.atomic
def merge_steps(*, step: Step, other: Step, title: str, by, at: datetime, client_key: uuid.UUID | None = None) -> Step:
    """Join another step to this one, which keeps its place.

    What both say in a lane stands one after the other; actors, gaps, ways and voices are all kept. A gap between the
    two is no longer one, and is taken out. The grade is the weaker of the two. Raises RuleBroken when a lane would hold
    more than it can.
    """
    with changing(step.journey, EditAct.STEPS_MERGED, by=by, at=at, about=title, client_key=client_key) as change:
        if already(change.journey, client_key):
            return Step.objects.get(pk=step.pk)
        if step.pk == other.pk:
            raise RuleBroken(_("Välj ett annat steg att slå ihop med."), field="other")
        kept, gone = change.open(Step, step.pk), change.open(Step, other.pk)
        kept.title = checked(Step, step.journey, {"title": title}, kept)["title"]
        _take_over_marks(kept, gone)
        there = StepActor.objects.filter(step=kept).values_list("actor_id", flat=True)
        new = StepActor.objects.filter(step=gone).exclude(actor__in=list(there)).values_list("actor_id", flat=True)
        StepActor.objects.bulk_create([StepActor(step=kept, actor_id=pk) for pk in new])
        change.save(kept)
        _take_over_words(change, kept, gone)
        _take_over_gaps(change, kept, gone)
        _take_over_ways(change, kept, gone)
        _take_over_voices(change, kept, gone)
        change.remove(gone)
        ensure_no_branch_leads_back(change.journey)
    return kept


# --- Inner parts ------------------------------------------------------------------------------


def _rehang(change: Change, model, pk, **to) -> None:
    row = change.open(model, pk)
    for name, value in to.items():
        setattr(row, name, value)
    change.save(row)


def _take_over_marks(kept: Step, gone: Step) -> None:
    for name in CHOSEN_ONCE:
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    if kept.feeling is None:
        kept.feeling = gone.feeling
    order = list(Grade.values)
    kept.grade = min(kept.grade, gone.grade, key=order.index)
    days = [day for day in (kept.from_day, gone.from_day) if day is not None]
    ends = [day for day in (kept.to_day, gone.to_day) if day is not None]
    kept.from_day = min(days, default=None)
    last = max([*ends, *days], default=None)
    kept.to_day = last if last != kept.from_day or ends else None


def _take_over_words(change: Change, kept: Step, gone: Step) -> None:
    mine = {cell.lane: cell for cell in Cell.objects.filter(step=kept)}
    for cell in Cell.objects.filter(step=gone).exclude(text=""):
        if cell.lane not in mine:
            change.add(Cell(step=kept, lane=cell.lane, text=cell.text))
            continue
        row = change.open(Cell, mine[cell.lane].pk)
        text = f"{row.text}\n{cell.text}" if row.text and row.text != cell.text else cell.text
        if len(text) > LONGEST:
            raise RuleBroken(
                _("Tillsammans blir texten i ”%(lane)s” %(n)s tecken, och högst %(most)s ryms. Korta den först.")
                % {"lane": Lane(cell.lane).label, "n": len(text), "most": LONGEST}
            )
        if text != row.text:
            row.text = text
            change.save(row)


def _take_over_gaps(change: Change, kept: Step, gone: Step) -> None:
    for gap in Gap.objects.filter(LIVE).filter(Q(after=gone) | Q(before=gone) | Q(after=kept, before=gone)):
        row = change.open(Gap, gap.pk)
        row.after = kept if row.after_id == gone.pk else row.after
        row.before = kept if row.before_id == gone.pk else row.before
        if row.before_id == row.after_id:
            row.after_id, row.before_id = gap.after_id, gap.before_id
            for voice in Voice.objects.filter(LIVE, gap=gap):
                change.remove(change.open(Voice, voice.pk))
            change.remove(row)
        else:
            change.save(row)


def _take_over_ways(change: Change, kept: Step, gone: Step) -> None:
    for link in Link.objects.filter(LIVE).filter(Q(source=gone) | Q(target=gone)):
        row = change.open(Link, link.pk)
        source = kept if row.source_id == gone.pk else row.source
        target = kept if row.target_id == gone.pk else row.target
        there = Link.objects.filter(LIVE, source=source, target=target).exclude(pk=row.pk)
        if source.pk == target.pk or there.exists():
            change.remove(row)
        else:
            row.source, row.target = source, target
            change.save(row)


def _take_over_voices(change: Change, kept: Step, gone: Step) -> None:
    mine = set(Voice.objects.filter(LIVE, step=kept).values_list("contribution_id", flat=True))
    for voice in Voice.objects.filter(LIVE, step=gone):
        row = change.open(Voice, voice.pk)
        if row.contribution_id in mine:
            change.remove(row)
        else:
            row.step = kept
            change.save(row)
