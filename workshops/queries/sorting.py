"""Reads about a sorting: its piles, what has been done in it, and what the computer may propose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from workshops.enums import Language, SortingTurn
from workshops.models import (
    Cluster,
    Contribution,
    DismissedSuggestion,
    Exercise,
    Placement,
    SortingAct,
    SortingMove,
)
from workshops.queries import shown_notes, themes_of, unsorted_notes

EVERYTHING, UNSORTED = "alla", "utan"
LOOKED_AT = 50  # acts


def pile(exercise: Exercise, where: str | Cluster) -> QuerySet[Contribution]:
    """Notes that may be shown of one pile: EVERYTHING, UNSORTED or a theme, in the order they came there.

    Of EVERYTHING, each note has `lies`: its placement in this sorting with the theme, in a list, empty for none.
    """
    if exercise.source is None:
        return Contribution.objects.none()
    if isinstance(where, Cluster):
        lies = Placement.objects.filter(exercise=exercise, cluster=where, contribution=OuterRef("pk"))
        there = shown_notes(exercise.source).filter(Exists(lies))
        return there.order_by(Subquery(lies.values("at")[:1]), "created_at", "pk")
    if where == UNSORTED:
        return unsorted_notes(exercise).order_by("created_at", "pk")
    here = Placement.objects.filter(exercise=exercise).select_related("cluster")
    notes = shown_notes(exercise.source).order_by("created_at", "pk")
    return notes.prefetch_related(Prefetch("placements", here, to_attr="lies"))


def theme_of(exercise: Exercise, pk: int) -> Cluster | None:
    """A theme of the sorting that stands."""
    return themes_of(exercise).filter(pk=pk).first() if pk else None


def last_number(exercise: Exercise) -> int:
    """The number of the latest act in the sorting, 0 when nothing has been done."""
    return exercise.sorting_acts.filter(site=exercise.here.site_id).aggregate(top=Max("number"))["top"] or 0


def standing_acts(exercise: Exercise) -> QuerySet[SortingAct]:
    """Acts that hold: neither undone nor themselves an undoing, latest first."""
    return (
        SortingAct.objects.filter(exercise=exercise, site=exercise.here.site_id, undone_by__isnull=True)
        .exclude(turn=SortingTurn.UNDONE)
        .order_by("-number")
    )


@dataclass(frozen=True)
class Latest:
    """number: of the latest act, 0 before the first. undo: the latest act that holds. redo: the latest undoing that
    has not been taken back, unless something new has been done since."""

    number: int
    undo: SortingAct | None
    redo: SortingAct | None


def latest(exercise: Exercise) -> Latest:
    """Where the sorting's log stands, in one query. What was undone LOOKED_AT times in a row is not offered again."""
    here = SortingAct.objects.filter(exercise=exercise, site=exercise.here.site_id)
    acts = list(_with_themes(here).order_by("-number")[:LOOKED_AT])
    holds = [act for act in acts if not hasattr(act, "undone_by")]
    fresh = next((act.number for act in acts if act.turn == SortingTurn.DONE), 0)
    return Latest(
        number=acts[0].number if acts else 0,
        undo=next((act for act in holds if act.turn != SortingTurn.UNDONE), None),
        redo=next((act for act in holds if act.turn == SortingTurn.UNDONE and act.number > fresh), None),
    )


def act_of(exercise: Exercise, pk: int) -> SortingAct | None:
    """One act of this sorting with its themes, to be undone."""
    return _with_themes(SortingAct.objects.filter(exercise=exercise, site=exercise.here.site_id, pk=pk)).first()


def _with_themes(acts: QuerySet[SortingAct]) -> QuerySet[SortingAct]:
    return acts.select_related("theme", "appeared", "vanished", "by", "undone_by")


def moved_later(exercise: Exercise, note_ids: Iterable, number: int, *, by) -> QuerySet[SortingMove]:
    """Where the notes were moved after an act with this number, latest first. by: whose own moves do not count."""
    moves = SortingMove.objects.filter(act__exercise=exercise, act__number__gt=number, contribution__in=list(note_ids))
    if by is not None:
        moves = moves.filter(Q(act__by__isnull=True) | ~Q(act__by=by))
    return moves.select_related("target").order_by("-act__number")


def touched_later(exercise: Exercise, act: SortingAct) -> bool:
    """Whether an act that holds and came after this one moved any of the same notes."""
    later = standing_acts(exercise).filter(number__gt=act.number)
    return later.filter(moves__contribution__in=act.moves.values("contribution")).exists()


def lies_elsewhere(act: SortingAct) -> bool:
    """Whether a note that the act moved lies somewhere else now than where the act put it."""
    lies = Placement.objects.filter(exercise=act.exercise_id, contribution=OuterRef("contribution"))
    moves = act.moves.annotate(now=Subquery(lies.values("cluster")[:1]))
    differs = Q(now__isnull=True, target__isnull=False) | Q(now__isnull=False, target__isnull=True)
    return moves.filter(differs | (Q(now__isnull=False, target__isnull=False) & ~Q(now=F("target")))).exists()


def comparable_notes(exercise: Exercise) -> list[Contribution]:
    """Notes that the computer may look for likeness in: shown, in no theme, in Swedish, agreed to analysis."""
    return list(
        unsorted_notes(exercise).filter(language=Language.SV, consent_analysis=True).order_by("created_at", "pk")
    )


def dismissed(exercise: Exercise) -> list[frozenset[str]]:
    """The notes of each suggestion that somebody has said no to, as ids."""
    rows = DismissedSuggestion.objects.filter(exercise=exercise).values_list("notes", flat=True)
    return [frozenset(notes) for notes in rows]
