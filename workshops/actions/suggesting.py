"""What the computer proposes becomes a theme only when a person says so; a no stays a no in that step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from workshops.actions.clustering import checked_title, fill, new_theme
from workshops.actions.sorting_log import locked_sorting, places_of
from workshops.enums import SortingKind, ThemeOrigin
from workshops.models import Cluster, DismissedSuggestion, Exercise
from workshops.queries import shown_notes, themes_of
from workshops.queries.sorting import dismissed


@transaction.atomic
def accept_suggestion(
    *, exercise: Exercise, title: str, note_ids: Iterable, by, at: datetime, seen: int | None = None
) -> Cluster:
    """A theme of the notes that a named person has looked through. RuleBroken without a name behind it."""
    title = checked_title(title)
    person = user_of(by)
    if person is None:
        raise RuleBroken(_("Ett förslag måste granskas av en person som är inloggad."), status=403)
    exercise = locked_sorting(exercise)
    places = places_of(exercise, set(note_ids), seen=seen, by=by)
    if any(places.values()):
        raise RuleBroken(_("En av lapparna ligger redan i ett tema. Se förslagen igen."), field="notes", status=409)
    if themes_of(exercise).filter(title=title).exists():
        raise RuleBroken(_("Det finns redan ett tema med den rubriken. Skriv en annan."), field="title")
    theme = new_theme(exercise, title, at, origin=ThemeOrigin.SUGGESTED, accepted_by=person)
    fill(exercise, theme, places, SortingKind.ACCEPT, by, at)
    record(act="cluster.accepted", subject=theme, by=by, at=at, lab_id=exercise.lab_id, notes=len(places))
    return theme


@transaction.atomic
def dismiss_suggestion(*, exercise: Exercise, note_ids: Iterable, by, at: datetime) -> None:
    """Do not propose these notes together again in this step. Twice is once."""
    wanted = set(note_ids)
    exercise = locked_sorting(exercise)
    shown = shown_notes(exercise.source).filter(pk__in=wanted).count() if exercise.source else 0
    if not wanted or shown != len(wanted):
        raise RuleBroken(_("Förslaget gäller inte längre. Se förslagen igen."), status=409)
    ids = sorted(str(note) for note in wanted)
    if frozenset(ids) in dismissed(exercise):
        return
    DismissedSuggestion.objects.create(exercise=exercise, notes=ids, by=user_of(by), at=at)
    record(act="suggestion.dismissed", subject=exercise, by=by, at=at, lab_id=exercise.lab_id, notes=len(ids))
