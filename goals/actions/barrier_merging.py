"""Several barriers that say the same thing become one that stands for them, and can always be taken apart again.

The originals keep their words, where they were said and their rows. What stood for several is no middle layer: what it
stood for is moved to the new one, and remembers where it lay, so that taking the new one apart gives the old ones back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.barriers import LIMITS, locked, write_down
from goals.enums import BarrierAct, BarrierKind, BarrierState
from goals.models import Barrier, BarrierTag
from goals.queries.barriers import IN_EARNEST, USABLE
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import looks_personal, tidy
from workshops.queries import is_shown

MOST = 200
ALIKE = ("layer", "level", "decided", "who_can_act")


@transaction.atomic
def bring_together(*, lab, ids: Collection[int], title: str, by, at: datetime) -> Barrier:
    """One barrier, with a title of its own, that stands for these. What they are all marked with it is marked with too;
    its kinds and målbilder are all of theirs.

    RuleBroken when fewer than two are chosen, one is of another lab, has not been shown in its room, or somebody has
    just brought one of them together with others.
    """
    title = " ".join(tidy(title).split())
    if not title:
        raise RuleBroken(_("Skriv vad de har gemensamt."), field="title")
    if len(title) > LIMITS["title"]:
        words = _("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LIMITS["title"]}
        raise RuleBroken(words, field="title")
    if looks_personal(title):
        said = _("Det ser ut som att rubriken innehåller ett nummer eller en adress till en person. Ta bort det.")
        raise RuleBroken(said, field="title")
    chosen = _chosen(lab, set(ids))
    whole = Barrier.objects.create(
        lab=lab, title=title, is_demo=lab.is_demo, created_by=user_of(by), created_at=at, **_alike(chosen)
    )
    kinds = {tag.kind for barrier in chosen for tag in barrier.tags.all()}
    BarrierTag.objects.bulk_create(BarrierTag(barrier=whole, kind=kind) for kind in BarrierKind.values if kind in kinds)
    whole.goals.set({goal.pk for barrier in chosen for goal in barrier.goals.all()})
    write_down(whole, BarrierAct.GATHERED, by=by, at=at)
    for barrier in chosen:
        for inner in barrier.originals.select_for_update():
            inner.merged_into = whole
            inner.row_version += 1
            inner.save(update_fields=["merged_into", "row_version"])
            write_down(inner, BarrierAct.MERGED, other=whole, by=by, at=at)
        _lay_into(barrier, whole, by, at)
    record(act="barrier.merged", subject=whole, by=by, at=at, lab_id=lab.pk, barriers=len(chosen))
    return whole


@transaction.atomic
def take_apart(*, whole: Barrier, by, at: datetime) -> list[Barrier]:
    """Let those it stood for stand for themselves again, each as it stood before. What had been brought together before
    is so again."""
    whole = locked(whole)
    if whole.merged_into_id is not None:
        raise RuleBroken(_("Det här är i sin tur sammanfört med andra. Ta isär det först."), status=409)
    inside = {barrier.pk: barrier for barrier in whole.originals.select_for_update().order_by("pk")}
    if not inside:
        raise RuleBroken(_("Hindret står inte för några andra, så det finns inget att ta isär."), status=409)
    free = []
    for barrier in inside.values():
        home = _before(barrier, whole, inside)
        barrier.merged_into = home
        barrier.state = BarrierState.MERGED if home else _state_before(barrier)
        barrier.row_version += 1
        barrier.save(update_fields=["merged_into", "state", "row_version"])
        write_down(barrier, BarrierAct.PARTED, other=whole, by=by, at=at)
        if home is None:
            free.append(barrier)
    if whole.is_public:
        whole.is_public = False
        whole.save(update_fields=["is_public"])
    write_down(whole, BarrierAct.PARTED, by=by, at=at)
    record(act="barrier.parted", subject=whole, by=by, at=at, lab_id=whole.lab_id, barriers=len(free))
    return free


# --- Inner parts ------------------------------------------------------------------------------


def _chosen(lab, ids: set[int]) -> list[Barrier]:
    """The barriers, each held until the act is done, in the order of their keys so that two acts cannot wait for each
    other."""
    if len(ids) < 2:
        raise RuleBroken(_("Välj minst två hinder att sammanföra."), field="hinder")
    if len(ids) > MOST:
        said = _("Välj högst %(most)s hinder åt gången. Det sammanförda kan sammanföras igen.") % {"most": MOST}
        raise RuleBroken(said, field="hinder")
    rows = Barrier.objects.select_for_update(of=("self",)).filter(IN_EARNEST, lab=lab, pk__in=ids)
    chosen = list(rows.prefetch_related("tags", "goals").order_by("pk"))
    if len(chosen) != len(ids):
        raise RuleBroken(_("Något av hindren finns inte i det här labbet."), field="hinder", status=404)
    taken = next((barrier for barrier in chosen if barrier.merged_into_id is not None), None)
    if taken is not None:
        said = _("Någon har redan sammanfört ”%(title)s” med andra. Ladda om listan och välj på nytt.")
        raise RuleBroken(said % {"title": taken.title}, field="hinder", status=409)
    if any(_is_taken_apart(barrier) for barrier in chosen):
        said = _("Något av hindren har tagits isär sedan du valde. Ladda om listan och välj på nytt.")
        raise RuleBroken(said, field="hinder", status=409)
    notes = [barrier.pk for barrier in chosen if barrier.contribution_id is not None]
    readable = Barrier.objects.filter(USABLE, is_shown("contribution__"), pk__in=notes)
    if readable.count() != len(notes):
        said = _("Något av hindren är inte visat i sitt rum ännu, eller får inte längre användas. Lämna det utanför.")
        raise RuleBroken(said, field="hinder", status=409)
    return chosen


def _is_taken_apart(barrier: Barrier) -> bool:
    return (
        barrier.contribution_id is None
        and barrier.events.filter(act=BarrierAct.GATHERED).exists()
        and not barrier.originals.exists()
    )


def _alike(chosen: list[Barrier]) -> dict[str, str]:
    """What they are all marked with alike."""
    values = {name: {getattr(barrier, name) for barrier in chosen} for name in ALIKE}
    return {name: found.pop() for name, found in values.items() if len(found) == 1}


def _lay_into(barrier: Barrier, whole: Barrier, by, at: datetime) -> None:
    barrier.merged_into, barrier.state, barrier.is_public = whole, BarrierState.MERGED, False
    barrier.row_version += 1
    barrier.save(update_fields=["merged_into", "state", "is_public", "row_version"])
    write_down(barrier, BarrierAct.MERGED, other=whole, by=by, at=at)


def _before(barrier: Barrier, whole: Barrier, inside: dict[int, Barrier]) -> Barrier | None:
    """What stood for it right before it was laid into the whole, if that was laid there too.

    around: what it lies in after each act, the innermost first.
    """
    around: list[int] = []
    for event in barrier.events.filter(act__in=(BarrierAct.MERGED, BarrierAct.PARTED)).order_by("at", "pk"):
        if event.other_id is None:
            continue
        if event.act == BarrierAct.MERGED:
            around.append(event.other_id)
        elif event.other_id in around:
            del around[around.index(event.other_id) :]
    if whole.pk in around:
        del around[around.index(whole.pk) :]
    return inside.get(around[-1]) if around else None


def _state_before(barrier: Barrier) -> str:
    """How it was last said to stand before it was brought into another."""
    last = barrier.events.exclude(state=BarrierState.MERGED).order_by("-at", "-pk").first()
    return last.state if last else BarrierState.NEW
