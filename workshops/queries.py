"""Reads. What others may see of a note is decided here, once: shown means revealed, not held, not withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Manager, Max, Prefetch, Q, QuerySet

from workshops import registry
from workshops.enums import LIVE_STATES, HoldReason
from workshops.models import (
    CheckOut,
    Cluster,
    Contribution,
    Exercise,
    ImportBatch,
    Participation,
    Placement,
    Preference,
    Ready,
    ScaleAnswer,
    Voice,
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
    """Whether the room may read what came of a step; each kind knows from when."""
    return registry.get(step.kind).may_be_read(step)


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


def clusters_of(exercise: Exercise) -> list[Cluster]:
    """Themes of a sorting step. Each has `.placed` (placements with notes that may be shown) and `.people`.

    A step whose notes are shown no longer takes them back from the themes too.
    """
    shown = Placement.objects.filter(
        contribution__exercise__revealed_at__isnull=False,
        contribution__withdrawn_at__isnull=True,
        contribution__hold=HoldReason.NONE,
    ).select_related("contribution__participation")
    found: list[Cluster] = list(exercise.clusters.prefetch_related(Prefetch("placements", shown, to_attr="placed")))
    for cluster in found:
        cluster.people = len({place.contribution.participation_id for place in cluster.placed})
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


def next_position(rows: QuerySet | Manager) -> int:
    """One more than the highest position among the rows."""
    return (rows.aggregate(top=Max("position"))["top"] or 0) + 1


def dots_of(exercise: Exercise, participation: Participation) -> dict[int, int]:
    """{cluster id: dots} of one person."""
    votes = Vote.objects.filter(exercise=exercise, participation=participation, cluster__isnull=False)
    return dict(votes.values_list("cluster_id", "dots"))


def dot_results(exercise: Exercise) -> dict[int, dict[str, int]]:
    """{cluster id: {"dots", "people"}} of everyone whose dots count."""
    votes = Vote.objects.filter(exercise=exercise, counted=True, cluster__isnull=False)
    out: dict[int, dict[str, int]] = {}
    for cluster_id, dots in votes.values_list("cluster_id", "dots"):
        row = out.setdefault(cluster_id, {"dots": 0, "people": 0})
        row["dots"] += dots
        row["people"] += 1
    return out


def voters_in(exercise: Exercise) -> int:
    """How many have laid dots that count."""
    return Vote.objects.filter(exercise=exercise, counted=True).values("participation").distinct().count()


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


# --- Scales, orders, check-outs, voices ------------------------------------------------------


def scale_counts(exercise: Exercise) -> dict[int | None, int]:
    """{point from 1, None for "vet inte": persons} of everyone whose answer counts."""
    answers = ScaleAnswer.objects.filter(exercise=exercise, counted=True)
    return dict(answers.order_by().values_list("point").annotate(Count("pk")))


def scale_answer_of(exercise: Exercise, participation: Participation) -> ScaleAnswer | None:
    """What one person answered on the scale."""
    return ScaleAnswer.objects.filter(exercise=exercise, participation=participation).first()


def rank_options(exercise: Exercise) -> list[tuple[str, str]]:
    """[(key, text)] of what is put in order: "o1" the step's own first alternative, "c7" the theme with id 7."""
    if exercise.source_id is None:
        return [(f"o{i}", text) for i, text in enumerate(exercise.settings.get("options", []), start=1)]
    themes = Cluster.objects.filter(exercise=exercise.source_id).order_by("position", "pk")
    return [(f"c{pk}", title) for pk, title in themes.values_list("pk", "title")]


def rankings(exercise: Exercise) -> list[list[str]]:
    """Each person's order, best first, as keys of `rank_options`; of everyone whose order counts."""
    rows = Preference.objects.filter(exercise=exercise, counted=True).order_by("participation", "place")
    orders: dict = {}
    for person, cluster, option in rows.values_list("participation", "cluster", "option"):
        orders.setdefault(person, []).append(f"c{cluster}" if option is None else f"o{option}")
    return list(orders.values())


def ranking_of(exercise: Exercise, participation: Participation) -> dict[str, int]:
    """{key of `rank_options`: place} of one person."""
    rows = Preference.objects.filter(exercise=exercise, participation=participation)
    return {row.key: row.place for row in rows}


def check_out_of(exercise: Exercise, participation: Participation) -> CheckOut | None:
    """One person's own last words, with the note when they let the group see it."""
    return CheckOut.objects.filter(exercise=exercise, participation=participation).select_related("note").first()


def private_words_of(receipt) -> QuerySet[CheckOut]:
    """What a person has kept to themselves: theirs to read, nobody else's."""
    mine = CheckOut.objects.filter(participation__receipt=receipt).select_related("exercise__workshop")
    return mine.filter(Q(note__isnull=True) | Q(note__withdrawn_at__isnull=False)).order_by("created_at")


def voice_of(exercise: Exercise) -> Voice | None:
    """The opening voice of a step, when there is one in writing or as sound."""
    return Voice.objects.filter(exercise=exercise).first()
