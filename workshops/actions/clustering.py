"""Sorting notes into themes together. Every act is written down and can be undone (`undoing`); nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from workshops.actions.sorting_log import gone, lay, locked_sorting, places_of, sorting_of, write_down
from workshops.enums import SortingKind
from workshops.models import Cluster, Exercise
from workshops.queries import dots_begun, is_answered, next_position, themes_of

TITLE_LENGTH = 80
MOST_THEMES = 100  # more can be neither read aloud nor shown in a room


@transaction.atomic
def create_cluster(*, exercise: Exercise, title: str, by, at: datetime) -> Cluster:
    """A new theme. A title that exists gives that theme."""
    title = checked_title(title)
    exercise = locked_sorting(exercise)
    existing = themes_of(exercise).filter(title=title).first()
    if existing:
        return existing
    cluster = new_theme(exercise, title, at)
    record(act="cluster.created", subject=cluster, by=by, at=at, lab_id=exercise.lab_id)
    write_down(exercise, SortingKind.CREATE, by=by, at=at, theme=cluster, appeared=cluster)
    return cluster


@transaction.atomic
def rename_cluster(*, cluster: Cluster, title: str, row_version: int, by, at: datetime) -> Cluster:
    """Another heading. Someone who renamed it in between gets both headings to choose from."""
    title = checked_title(title)
    exercise = locked_sorting(sorting_of(cluster))
    theme = _standing(exercise, cluster)
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
    if themes_of(exercise).filter(title=title).exists():
        raise RuleBroken(_("Det finns redan ett tema med den rubriken. Slå ihop temana i stället."), field="title")
    before = theme.title
    theme.title, theme.row_version = title, theme.row_version + 1
    theme.save(update_fields=["title", "row_version"])
    record(act="cluster.renamed", subject=theme, by=by, at=at, lab_id=exercise.lab_id)
    write_down(exercise, SortingKind.RENAME, by=by, at=at, theme=theme, title_before=before, title_after=title)
    return theme


@transaction.atomic
def move_notes(
    *, exercise: Exercise, note_ids: Iterable, cluster: Cluster | None, by, at: datetime, seen: int | None = None
) -> int:
    """Lay notes in a theme, or back among the unsorted (cluster None). Returns how many were moved.

    Only notes of the source step that have been shown can be moved; any other id refuses the whole move.
    seen: the number of the latest act when the mover's page was shown (`places_of` tells what it is for).
    """
    wanted = set(note_ids)
    exercise = locked_sorting(exercise)
    if cluster is not None and (cluster.exercise_id, cluster.site_id) != (exercise.pk, exercise.here.site_id):
        raise RuleBroken(_("Temat hör till ett annat steg."), field="cluster", status=404)
    theme = _standing(exercise, cluster) if cluster is not None else None
    return _moved(exercise, places_of(exercise, wanted, seen=seen, by=by), theme, by, at)


def _moved(exercise: Exercise, places: dict, theme: Cluster | None, by, at: datetime) -> int:
    target = theme.pk if theme else None
    moves = {note: (place, target) for note, place in places.items() if place != target}
    if moves:
        lay(exercise, dict.fromkeys(moves, target), at)
        record(act="notes.moved", subject=theme or exercise, by=by, at=at, lab_id=exercise.lab_id, notes=len(moves))
        write_down(exercise, SortingKind.MOVE, by=by, at=at, theme=theme, moves=moves)
    return len(moves)


@transaction.atomic
def make_theme_of(
    *, exercise: Exercise, title: str, note_ids: Iterable, by, at: datetime, seen: int | None = None
) -> tuple[Cluster, int]:
    """A new theme of the chosen notes, in one act; when they all lie in one theme, that theme is split.

    Returns the theme and how many notes were moved. A title that exists gives a move to that theme.
    """
    title = checked_title(title)
    exercise = locked_sorting(exercise)
    places = places_of(exercise, set(note_ids), seen=seen, by=by)
    existing = themes_of(exercise).filter(title=title).first()
    if existing:
        return existing, _moved(exercise, places, existing, by, at)
    kind = SortingKind.SPLIT if len({*places.values()}) == 1 and None not in places.values() else SortingKind.CREATE
    theme = new_theme(exercise, title, at)
    fill(exercise, theme, places, kind, by, at)
    act = "cluster.split" if kind == SortingKind.SPLIT else "cluster.created"
    record(act=act, subject=theme, by=by, at=at, lab_id=exercise.lab_id, notes=len(places))
    return theme, len(places)


def fill(exercise: Exercise, theme: Cluster, places: dict, kind: str, by, at: datetime) -> None:
    """Lay notes in a theme that was made for them, as one act."""
    lay(exercise, dict.fromkeys(places, theme.pk), at)
    moves = {note: (place, theme.pk) for note, place in places.items()}
    write_down(exercise, kind, by=by, at=at, theme=theme, appeared=theme, moves=moves)


@transaction.atomic
def merge_clusters(*, cluster: Cluster, into: Cluster, by, at: datetime) -> int:
    """Lay every note of one theme in another, those that are held too. Returns how many; the emptied theme is kept
    as merged, so that it can come back. Refused once people have been asked for dots on the themes.
    """
    exercise = locked_sorting(sorting_of(cluster), with_dots=True)
    theme, other = _standing(exercise, cluster), _standing(exercise, into)
    if theme.pk == other.pk:
        raise RuleBroken(_("Välj ett annat tema att slå ihop med."), field="into")
    if dots_begun(exercise):
        raise RuleBroken(dots_are_laid(), status=409)
    moves = dict.fromkeys(theme.placements.values_list("contribution_id", flat=True), (theme.pk, other.pk))
    lay(exercise, dict.fromkeys(moves, other.pk), at)
    let_go(theme, at, into=other)
    record(act="cluster.merged", subject=other, by=by, at=at, lab_id=exercise.lab_id, notes=len(moves))
    write_down(exercise, SortingKind.MERGE, by=by, at=at, theme=other, vanished=theme, moves=moves)
    return len(moves)


@transaction.atomic
def remove_cluster(*, cluster: Cluster, by, at: datetime) -> None:
    """Take away a theme without notes, dots and places in an order. Twice is once."""
    exercise = locked_sorting(sorting_of(cluster), with_dots=True)
    theme = themes_of(exercise).filter(pk=cluster.pk).first()
    if theme is None:
        return
    if theme.placements.exists() or is_answered(theme):
        raise RuleBroken(_("Temat har lappar, prickar eller en plats i någons ordning och blir kvar."), status=409)
    let_go(theme, at)
    record(act="cluster.removed", subject=theme, by=by, at=at, lab_id=exercise.lab_id)
    write_down(exercise, SortingKind.REMOVE, by=by, at=at, theme=theme, vanished=theme)


def let_go(theme: Cluster, at: datetime, *, into: Cluster | None = None) -> None:
    """The theme stands no longer. into: the one it was merged into."""
    theme.gone_at, theme.merged_into, theme.row_version = at, into, theme.row_version + 1
    theme.save(update_fields=["gone_at", "merged_into", "row_version"])


def new_theme(exercise: Exercise, title: str, at: datetime, **fields) -> Cluster:
    """A theme last among the others. RuleBroken when there are as many as a room can hold in mind."""
    if themes_of(exercise).count() >= MOST_THEMES:
        raise RuleBroken(
            _("Det finns redan %(n)d teman. Slå ihop några innan ni gör fler.") % {"n": MOST_THEMES}, field="title"
        )
    position = next_position(themes_of(exercise))
    return Cluster.objects.create(
        site=exercise.site, exercise=exercise, title=title, position=position, created_at=at, **fields
    )


def dots_are_laid() -> str:
    """The sentence for what would change the themes under those who lay dots on them."""
    return _("Prickarna på temana har börjat läggas. Då kan teman inte slås ihop, för prickarna skulle hamna fel.")


def checked_title(title: str) -> str:
    """The heading as it is stored, or RuleBroken when it is blank or too long."""
    title = " ".join(tidy(title).split())
    if not title:
        raise RuleBroken(_("Skriv en rubrik för temat."), field="title")
    if len(title) > TITLE_LENGTH:
        raise RuleBroken(
            _("Rubriken är för lång. Den får ha högst %(max)d tecken.") % {"max": TITLE_LENGTH}, field="title"
        )
    return title


def _standing(exercise: Exercise, cluster: Cluster) -> Cluster:
    theme = themes_of(exercise).filter(pk=cluster.pk).first()
    if theme is None:
        raise RuleBroken(gone(), field="cluster", status=409)
    return theme
