"""Themes, the notes in them, dots, and files on their way in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_

from django.db.models import (
    Count,
    Manager,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)  # fmt: skip
from django.db.models.functions import Coalesce

from workshops.models import (
    Cluster,
    Contribution,
    Exercise,
    ImportBatch,
    Pace,
    Participation,
    Placement,
    Site,
    Vote,
)
from workshops.queries.notes import is_shown, shown_notes


def themes_of(exercise: Exercise) -> QuerySet[Cluster]:
    """The themes that stand in a sorting, at the site it was read for."""
    return exercise.clusters.filter(site=exercise.here.site_id)


def shown_placements() -> QuerySet[Placement]:
    """Where notes that may be shown lie. A step whose notes are shown no longer takes them back from the themes too."""
    return Placement.objects.filter(is_shown("contribution__"))


def clusters_of(exercise: Exercise, *, notes: int | Callable[[int], int] | None = None) -> list[Cluster]:
    """Themes of a sorting step. Each has `.size` (how many notes that may be shown lie there), `.people` behind them,
    and `.placed`: their placements, at most `notes` of each theme (None: all; a function is given how many themes
    there are). Counted in the database, whatever is read.
    """
    shown = shown_placements().filter(exercise=exercise, cluster__site=exercise.here.site_id)
    each = shown.filter(cluster=OuterRef("pk")).order_by().values("cluster")
    size, people = Count("pk"), Count("contribution__participation", distinct=True)
    found: list[Cluster] = list(
        themes_of(exercise)
        .select_related("accepted_by")
        .annotate(
            size=Coalesce(Subquery(each.annotate(n=size).values("n")), 0),
            people=Coalesce(Subquery(each.annotate(n=people).values("n")), 0),
        )
    )
    most = notes(len(found)) if callable(notes) else notes
    if most == 0:
        for cluster in found:
            cluster.placed = []
    else:
        rows = shown.select_related("contribution__participation").order_by("at", "pk")
        prefetch_related_objects(found, Prefetch("placements", rows[:most] if most else rows, to_attr="placed"))
    return found


def unsorted_notes(exercise: Exercise) -> QuerySet[Contribution]:
    """Notes of the source step that lie in no theme yet."""
    if exercise.source is None:
        return Contribution.objects.none()
    return (
        shown_notes(exercise.source)
        .exclude(pk__in=Placement.objects.filter(exercise=exercise).values("contribution"))
        .order_by("created_at")
    )


def containing(notes: QuerySet[Contribution], words: str) -> QuerySet[Contribution]:
    """The notes that hold the words. SQLite knows only A to Z in both sizes, so the usual spellings are asked for."""
    if not words:
        return notes
    spellings = {words, words.lower(), words.upper(), words.capitalize()}
    return notes.filter(reduce(or_, (Q(text__icontains=spelling) for spelling in spellings)))


def next_position(rows: QuerySet | Manager) -> int:
    """One more than the highest position among the rows."""
    return (rows.aggregate(top=Max("position"))["top"] or 0) + 1


def is_answered(theme: Cluster) -> bool:
    """Whether people have laid dots on a theme or given it a place in an order, so that it may not go."""
    return theme.votes.exists() or theme.preferences.exists()


def dots_begun(exercise: Exercise) -> bool:
    """Whether people have been asked for dots (or whatever else works on the themes) of this sorting."""
    here = exercise.here.site_id
    begun = Pace.objects.filter(exercise__source=exercise, site=here, opened_at__isnull=False)
    return begun.exists() or Vote.objects.filter(cluster__exercise=exercise, cluster__site=here).exists()


def dots_of(exercise: Exercise, participation: Participation) -> dict[int, int]:
    """{cluster id: dots} of one person."""
    votes = Vote.objects.filter(exercise=exercise, participation=participation, cluster__isnull=False)
    return dict(votes.values_list("cluster_id", "dots"))


def dot_results(exercise: Exercise) -> dict[int, dict[str, int]]:
    """{cluster id: {"dots", "people"}} of everyone at the site whose dots count."""
    votes = Vote.objects.filter(
        exercise=exercise, participation__site=exercise.here.site_id, counted=True, cluster__isnull=False
    )
    out: dict[int, dict[str, int]] = {}
    for cluster_id, dots in votes.values_list("cluster_id", "dots"):
        row = out.setdefault(cluster_id, {"dots": 0, "people": 0})
        row["dots"] += dots
        row["people"] += 1
    return out


def voters_in(exercise: Exercise) -> int:
    """How many have laid dots that count."""
    here = exercise.here.site_id
    votes = Vote.objects.filter(exercise=exercise, participation__site=here, counted=True)
    return votes.values("participation").distinct().count()


def placements_of(notes: Iterable[Contribution]) -> dict:
    """{note id: [cluster title, …]} for notes fetched with their placements."""
    return {note.pk: [place.cluster.title for place in note.placements.all()] for note in notes}


def import_of(site: Site, batch_id) -> ImportBatch | None:
    """A file on its way in, if it belongs to the site."""
    return (
        ImportBatch.objects.filter(pk=batch_id, site=site)
        .select_related("exercise__workshop", "site__workshop", "job")
        .first()
    )


def notes_per_theme(cluster_ids: set[int]) -> dict[int, int]:
    """{theme id: notes that lie in it and have not been withdrawn}."""
    rows = Placement.objects.filter(cluster__in=cluster_ids, contribution__withdrawn_at__isnull=True)
    return dict(rows.order_by().values_list("cluster").annotate(Count("pk")))
