"""Sorting notes into themes together. Every move is undone by moving back; only an empty theme can go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from hlab.live.actions import publish
from workshops.actions.locks import locked_step
from workshops.enums import LIVE_STATES
from workshops.models import Cluster, Contribution, Exercise, Placement
from workshops.queries import next_position, shown_notes
from workshops.wire import room

TITLE_LENGTH = 80


@transaction.atomic
def create_cluster(*, exercise: Exercise, title: str, by, at: datetime) -> Cluster:
    """A new theme. A title that exists gives that theme."""
    title = _checked_title(title)
    exercise = _live_step(exercise.pk)
    existing = exercise.clusters.filter(title=title).first()
    if existing:
        return existing
    cluster = Cluster.objects.create(
        exercise=exercise, title=title, position=next_position(exercise.clusters), created_at=at
    )
    record(act="cluster.created", subject=cluster, by=by, at=at, lab_id=exercise.lab_id)
    _tell(exercise, at)
    return cluster


@transaction.atomic
def rename_cluster(*, cluster: Cluster, title: str, row_version: int, by, at: datetime) -> Cluster:
    """Another heading. Someone who renamed it in between gets both headings to choose from."""
    title = _checked_title(title)
    exercise = _live_step(cluster.exercise_id)
    theme = exercise.clusters.filter(pk=cluster.pk).first()
    if theme is None:
        raise RuleBroken(gone(), status=409)
    if theme.title == title:
        return theme
    if theme.row_version != row_version:
        raise StaleEdit(
            _("Temat har fått en annan rubrik sedan du öppnade det. Välj vilken som ska gälla."),
            field="title",
            yours=title,
            theirs=theme.title,
            row_version=theme.row_version,
        )
    if exercise.clusters.filter(title=title).exists():
        raise RuleBroken(_("Det finns redan ett tema med den rubriken. Flytta lapparna dit i stället."), field="title")
    theme.title, theme.row_version = title, theme.row_version + 1
    theme.save(update_fields=["title", "row_version"])
    record(act="cluster.renamed", subject=theme, by=by, at=at, lab_id=exercise.lab_id)
    _tell(exercise, at)
    return theme


@transaction.atomic
def move_notes(*, exercise: Exercise, note_ids: Iterable, cluster: Cluster | None, by, at: datetime) -> int:
    """Lay notes in a theme, or back among the unsorted (cluster None). Returns how many were moved.

    Only notes of the source step that have been shown can be moved; any other id refuses the whole move.
    """
    wanted = set(note_ids)
    if not wanted:
        raise RuleBroken(_("Välj minst en lapp att flytta."), field="notes")
    exercise = _live_step(exercise.pk)
    if cluster is not None and cluster.exercise_id != exercise.pk:
        raise RuleBroken(_("Temat hör till ett annat steg."), field="cluster", status=404)
    if cluster is not None and not exercise.clusters.filter(pk=cluster.pk).exists():
        raise RuleBroken(gone(), field="cluster", status=409)
    allowed: list[Contribution] = list(shown_notes(exercise.source).filter(pk__in=wanted)) if exercise.source else []
    if len(allowed) != len(wanted):
        raise RuleBroken(
            _("En av lapparna visas inte längre. Ladda om sidan och försök igen."), field="notes", status=409
        )
    there = Placement.objects.filter(exercise=exercise, contribution__in=allowed)
    if cluster is None:
        moved, _rows = there.delete()
    else:
        moved = there.exclude(cluster=cluster).update(cluster=cluster, at=at, row_version=F("row_version") + 1)
        placed = set(there.values_list("contribution_id", flat=True))
        fresh = [
            Placement(exercise=exercise, cluster=cluster, contribution=note, at=at)
            for note in allowed
            if note.pk not in placed
        ]
        Placement.objects.bulk_create(fresh)
        moved += len(fresh)
    record(act="notes.moved", subject=cluster or exercise, by=by, at=at, lab_id=exercise.lab_id, notes=len(wanted))
    _tell(exercise, at)
    return moved


@transaction.atomic
def remove_cluster(*, cluster: Cluster, by, at: datetime) -> None:
    """Take away a theme without notes, dots and places in an order. Twice is once."""
    voted_on = Exercise.objects.filter(source=cluster.exercise_id).values_list("pk", flat=True)
    exercise = _live_step(cluster.exercise_id, *voted_on)
    if not exercise.clusters.filter(pk=cluster.pk).exists():
        return
    if cluster.placements.exists() or cluster.votes.exists() or cluster.preferences.exists():
        raise RuleBroken(_("Temat har lappar, prickar eller en plats i någons ordning och blir kvar."), status=409)
    record(act="cluster.removed", subject=cluster, by=by, at=at, lab_id=exercise.lab_id)
    cluster.delete()
    _tell(exercise, at)


def _checked_title(title: str) -> str:
    title = " ".join(tidy(title).split())
    if not title:
        raise RuleBroken(_("Skriv en rubrik för temat."), field="title")
    if len(title) > TITLE_LENGTH:
        raise RuleBroken(
            _("Rubriken är för lång. Den får ha högst %(max)d tecken.") % {"max": TITLE_LENGTH}, field="title"
        )
    return title


def gone() -> str:
    """The sentence for a theme or a note that somebody else has taken away."""
    return _("Temat eller lappen finns inte längre. Ladda om sidan.")


def _live_step(step_id: int, *others: int) -> Exercise:
    """The sorting, locked, in a session that goes on."""
    exercise = locked_step(step_id, *others)
    if exercise.workshop.state not in LIVE_STATES:
        raise RuleBroken(_("Verkstaden är stängd, så teman kan inte ändras här."), status=409)
    return exercise


def _tell(exercise: Exercise, at: datetime) -> None:
    publish(channel=room(exercise.workshop_id), kind="themes", at=at, step=exercise.pk)
