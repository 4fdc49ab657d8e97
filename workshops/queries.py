"""Reads. What others may see of a note is decided here, once: shown means revealed, not held, not withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Manager, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from workshops.enums import LIVE_STATES, HoldReason
from workshops.models import (
    Cluster,
    Contribution,
    Exercise,
    ImportBatch,
    Participation,
    Placement,
    Ready,
    Vote,
    Workshop,
)

PRESENT_FOR = timedelta(minutes=3)


# --- Workshops -------------------------------------------------------------------------------


def workshops() -> QuerySet[Workshop]:
    """Workshops with what every page about one needs."""
    return Workshop.objects.select_related("lab", "current", "declaration")


def workshops_of(lab) -> QuerySet[Workshop]:
    """A lab's workshops with how many notes and people each holds."""
    return (
        Workshop.objects.filter(lab=lab)
        .annotate(
            notes=Count("exercises__contributions", filter=NOT_WITHDRAWN_VIA_EXERCISE, distinct=True),
            people=Count("participations", distinct=True),
            steps=Count("exercises", distinct=True),
        )
        .order_by("-starts_at", "-id")
    )


NOT_WITHDRAWN_VIA_EXERCISE = Q(exercises__contributions__withdrawn_at__isnull=True)


def open_workshops() -> QuerySet[Workshop]:
    """Sessions that go on now in labs that are public, with lab and declaration."""
    return workshops().filter(state__in=LIVE_STATES, lab__is_public=True).order_by("starts_at", "id")


def workshop_by_join_key(key: str) -> Workshop | None:
    """The open session behind a folded join code."""
    return workshops().filter(join_key=key).first() if key else None


def exercises() -> QuerySet[Exercise]:
    """Steps with their workshop, lab and source."""
    return Exercise.objects.select_related("workshop__lab", "source")


def programme(workshop: Workshop) -> list[Exercise]:
    """The steps in order."""
    return list(workshop.exercises.select_related("source").order_by("position"))


# --- People ----------------------------------------------------------------------------------


def participation_of(viewer, workshop: Workshop) -> Participation | None:
    """The viewer's place in a workshop. All of a viewer's places are read once a request."""
    if "participations" not in viewer.memo:
        found = Participation.objects.filter(receipt=viewer.receipt) if viewer.receipt else []
        viewer.memo["participations"] = {place.workshop_id: place for place in found}
    return viewer.memo["participations"].get(workshop.pk)


def presence(workshop: Workshop, exercise: Exercise | None, now: datetime) -> dict[str, int]:
    """{"ready", "total", "away", "joined"} of the people in the room.

    total: those who are here, and those who were done before they lost contact; away: the rest.
    """
    people = Participation.objects.filter(workshop=workshop).exclude(source_key__gt="")
    here = Q(last_seen_at__gte=now - PRESENT_FOR)
    done = Q(pk__in=Ready.objects.filter(exercise=exercise).values("participation")) if exercise else Q(pk__in=[])
    counts = people.aggregate(joined=Count("pk"), ready=Count("pk", filter=done), total=Count("pk", filter=here | done))
    return {**counts, "away": counts["joined"] - counts["total"]}


def is_ready(exercise: Exercise, participation: Participation) -> bool:
    """Whether the person has said "jag är klar" in this step."""
    return Ready.objects.filter(exercise=exercise, participation=participation).exists()


def people_behind(notes: QuerySet[Contribution]) -> tuple[int, dict[str, int]]:
    """How many different people stand behind the notes, and how they speak: (people, {perspective: people}).

    A person who took part in several workshops with one receipt counts once, with their latest perspective.
    """
    rows = notes.order_by("created_at").values_list(
        "participation_id", "participation__receipt_id", "participation__perspective"
    )
    speaks = {receipt or place: perspective for place, receipt, perspective in rows}
    counts: dict[str, int] = {}
    for perspective in speaks.values():
        counts[perspective] = counts.get(perspective, 0) + 1
    return len(speaks), counts


# --- Notes -----------------------------------------------------------------------------------


def contributions() -> QuerySet[Contribution]:
    """Notes with whose they are and where they were said."""
    return Contribution.objects.select_related("exercise__workshop__lab", "participation")


def kept_notes(exercise: Exercise) -> QuerySet[Contribution]:
    """Every note of a step that has not been withdrawn."""
    return Contribution.objects.filter(exercise=exercise, withdrawn_at__isnull=True).select_related("participation")


def shown_notes(exercise: Exercise) -> QuerySet[Contribution]:
    """Notes that everyone in the room may read: none before the step has been revealed."""
    if exercise.revealed_at is None:
        return Contribution.objects.none()
    return kept_notes(exercise).filter(hold=HoldReason.NONE)


def may_be_read(step: Exercise) -> bool:
    """Whether the room may read what came of a step: its own notes or result, or a sorting of shown notes."""
    if step.revealed_at is not None:
        return True
    return step.kind == "cluster" and step.opened_at is not None and bool(step.source and step.source.revealed_at)


def held_notes(workshop: Workshop) -> QuerySet[Contribution]:
    """Notes that wait for a facilitator, oldest first."""
    return (
        Contribution.objects.filter(exercise__workshop=workshop, withdrawn_at__isnull=True)
        .exclude(hold=HoldReason.NONE)
        .select_related("exercise")
        .order_by("created_at")
    )


def own_notes(exercise: Exercise, participation: Participation) -> QuerySet[Contribution]:
    """What this person has left in this step, in order."""
    return kept_notes(exercise).filter(participation=participation).order_by("created_at")


def note_counts(exercise: Exercise) -> dict[str, int]:
    """{"notes", "people", "held"} of a step."""
    return kept_notes(exercise).aggregate(
        notes=Count("pk"),
        people=Count("participation", distinct=True),
        held=Count("pk", filter=~Q(hold=HoldReason.NONE)),
    )


def notes_for_staff(workshop: Workshop, *, everything: bool) -> QuerySet[Contribution]:
    """A workshop's notes for those who work with them. everything=False: only what has been shown to all."""
    notes = contributions().filter(exercise__workshop=workshop, withdrawn_at__isnull=True)
    if not everything:
        notes = notes.filter(exercise__revealed_at__isnull=False, hold=HoldReason.NONE)
    return notes.prefetch_related(Prefetch("placements", Placement.objects.select_related("cluster"))).order_by(
        "exercise__position", "created_at", "pk"
    )


def usable_contributions(lab) -> QuerySet[Contribution]:
    """Notes that may be part of a synthesis: agreed to analysis, neither withdrawn nor held."""
    return contributions().filter(
        exercise__workshop__lab=lab, consent_analysis=True, withdrawn_at__isnull=True, hold=HoldReason.NONE
    )


def contributions_of(receipt) -> QuerySet[Contribution]:
    """Everything one person has said, with themes, newest workshop first."""
    return (
        contributions()
        .filter(participation__receipt=receipt)
        .prefetch_related(Prefetch("placements", Placement.objects.select_related("cluster", "exercise")))
        .order_by("-exercise__workshop__starts_at", "exercise__position", "created_at")
    )


# --- Themes and dots -------------------------------------------------------------------------


def shown_placements() -> QuerySet[Placement]:
    """Where notes that may be shown lie. A step whose notes are shown no longer takes them back from the themes too."""
    return Placement.objects.filter(
        contribution__exercise__revealed_at__isnull=False,
        contribution__withdrawn_at__isnull=True,
        contribution__hold=HoldReason.NONE,
    )


def clusters_of(exercise: Exercise, *, notes: int | Callable[[int], int] | None = None) -> list[Cluster]:
    """Themes of a sorting step. Each has `.size` (how many notes that may be shown lie there), `.people` behind them,
    and `.placed`: their placements, at most `notes` of each theme (None: all; a function is given how many themes
    there are). Counted in the database, whatever is read.
    """
    shown = shown_placements().filter(exercise=exercise)
    each = shown.filter(cluster=OuterRef("pk")).order_by().values("cluster")
    size, people = Count("pk"), Count("contribution__participation", distinct=True)
    found: list[Cluster] = list(
        exercise.clusters.select_related("accepted_by").annotate(
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
    """Whether people have laid dots on a theme, so that it may not go."""
    return theme.votes.exists()


def dots_begun(exercise: Exercise) -> bool:
    """Whether people have been asked for dots (or whatever else works on the themes) of this sorting."""
    followers = Exercise.objects.filter(source=exercise)
    return (
        followers.filter(opened_at__isnull=False).exists() or Vote.objects.filter(cluster__exercise=exercise).exists()
    )


def dots_of(exercise: Exercise, participation: Participation) -> dict[int, int]:
    """{cluster id: dots} of one person."""
    votes = Vote.objects.filter(exercise=exercise, participation=participation, cluster__isnull=False)
    return dict(votes.values_list("cluster_id", "dots"))


def dot_results(exercise: Exercise) -> dict[int, dict[str, int]]:
    """{cluster id: {"dots", "people"}} of everyone."""
    votes = Vote.objects.filter(exercise=exercise, cluster__isnull=False).values_list("cluster_id", "dots")
    out: dict[int, dict[str, int]] = {}
    for cluster_id, dots in votes:
        row = out.setdefault(cluster_id, {"dots": 0, "people": 0})
        row["dots"] += dots
        row["people"] += 1
    return out


def placements_of(notes: Iterable[Contribution]) -> dict:
    """{note id: [cluster title, …]} for notes fetched with their placements."""
    return {note.pk: [place.cluster.title for place in note.placements.all()] for note in notes}


def import_of(workshop: Workshop, batch_id) -> ImportBatch | None:
    """A file on its way in, if it belongs to the workshop."""
    return (
        ImportBatch.objects.filter(pk=batch_id, exercise__workshop=workshop)
        .select_related("exercise__workshop", "job")
        .first()
    )


def notes_per_theme(cluster_ids: set[int]) -> dict[int, int]:
    """{theme id: notes that lie in it and have not been withdrawn}."""
    rows = Placement.objects.filter(cluster__in=cluster_ids, contribution__withdrawn_at__isnull=True)
    return dict(rows.order_by().values_list("cluster").annotate(Count("pk")))
