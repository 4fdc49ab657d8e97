"""What every act of sorting has in common: the step to itself, notes laid elsewhere, and a row of what was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.live.actions import publish
from workshops.actions.locks import locked_step
from workshops.enums import LIVE_STATES
from workshops.models import Cluster, Exercise, Placement, SortingAct, SortingMove
from workshops.queries import shown_notes, step_at, steps_at
from workshops.queries.sorting import last_number, moved_later
from workshops.wire import room

NAMED_IN_A_CLASH = 3


def gone() -> str:
    """The sentence for a theme or a note that somebody else has taken away."""
    return _("Temat eller lappen finns inte längre. Ladda om sidan.")


def sorting_of(row: Cluster | SortingAct) -> Exercise:
    """The sorting that a theme or an act lies in, at its site."""
    step = step_at(row.site_id, row.exercise_id)
    if step is None:
        raise RuleBroken(gone(), status=409)
    return step


def locked_sorting(exercise: Exercise, *, with_dots: bool = False) -> Exercise:
    """The sorting, locked, at a site that goes on. with_dots: nobody lays dots on its themes meanwhile either."""
    others = [step for step in steps_at(exercise.site) if step.source_id == exercise.pk] if with_dots else []
    exercise = locked_step(exercise, *others)
    if exercise.site.state not in LIVE_STATES:
        raise RuleBroken(_("Verkstaden är stängd, så teman kan inte ändras här."), status=409)
    return exercise


def places_of(exercise: Exercise, note_ids: set, *, seen: int | None, by) -> dict:
    """{note id: id of the theme it lies in, or None} of notes that are about to be moved.

    seen: the number of the latest act when the page was shown; None when nobody looked. RuleBroken when nothing is
    chosen, when a note is not one that may be shown, and when somebody else has moved one since: then it says where
    it lies now, and the same move again is accepted.
    """
    if not note_ids:
        raise RuleBroken(_("Välj minst en lapp att flytta."), field="notes")
    shown = shown_notes(exercise.source).filter(pk__in=note_ids).count() if exercise.source else 0
    if shown != len(note_ids):
        raise RuleBroken(
            _("En av lapparna visas inte längre. Ladda om sidan och försök igen."), field="notes", status=409
        )
    if seen is not None:
        _refuse_what_others_moved(exercise, note_ids, seen, by)
    placed = Placement.objects.filter(exercise=exercise, contribution__in=note_ids)
    return dict.fromkeys(note_ids) | dict(placed.values_list("contribution_id", "cluster_id"))


def _refuse_what_others_moved(exercise: Exercise, note_ids: set, seen: int, by) -> None:
    now: dict = {}
    for move in moved_later(exercise, note_ids, seen, by=user_of(by)).select_related("contribution"):
        now.setdefault(move.contribution, move.target)
    if not now:
        return
    where = [
        _("”%(note)s” ligger nu i ”%(theme)s”.") % {"note": _short(note.text), "theme": theme.title}
        if theme
        else _("”%(note)s” ligger nu utan tema.") % {"note": _short(note.text)}
        for note, theme in list(now.items())[:NAMED_IN_A_CLASH]
    ]
    first = ngettext(
        "Någon annan har flyttat lappen sedan du öppnade sidan.",
        "Någon annan har flyttat %(n)d av lapparna sedan du öppnade sidan.",
        len(now),
    ) % {"n": len(now)}
    again = _("Inget är flyttat av dig ännu. Gör om flytten om du ändå vill.")
    raise RuleBroken(" ".join([first, *where, again]), field="notes", status=409, code="moved")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39].rstrip() + "…"


def lay(exercise: Exercise, targets: Mapping, at: datetime) -> None:
    """Let each note lie where targets says: {note id: theme id, or None for no theme}."""
    here = Placement.objects.filter(exercise=exercise)
    for target in dict.fromkeys(targets.values()):
        notes = [note for note, place in targets.items() if place == target]
        if target is None:
            here.filter(contribution__in=notes).delete()
            continue
        placed = set(here.filter(contribution__in=notes).values_list("contribution_id", flat=True))
        here.filter(contribution__in=placed).update(cluster=target, at=at, row_version=F("row_version") + 1)
        Placement.objects.bulk_create(
            Placement(exercise=exercise, cluster_id=target, contribution_id=note, at=at)
            for note in notes
            if note not in placed
        )


def write_down(
    exercise: Exercise, kind: str, *, by, at: datetime, moves: Mapping | None = None, **fields
) -> SortingAct:
    """Add the act to the sorting's log and tell the room. moves: {note id: (theme id before, theme id after)}."""
    moves = moves or {}
    act = SortingAct.objects.create(
        site=exercise.site,
        exercise=exercise,
        number=last_number(exercise) + 1,
        kind=kind,
        notes=len(moves),
        by=user_of(by),
        at=at,
        **fields,
    )
    SortingMove.objects.bulk_create(
        SortingMove(act=act, contribution_id=note, origin_id=before, target_id=after)
        for note, (before, after) in moves.items()
    )
    publish(channel=room(exercise.here.site_id), kind="themes", at=at, step=exercise.pk)
    return act
