"""What others may see of a note is decided here, once: shown means revealed, not held, not withdrawn.

The ladder: a note is its writer's, then (where people talk in groups) its table's, then its site's, then the other
sites'. Each rung is a row's time in `Pace` or `GroupPace`; `shown_notes`, `table_notes` and `released_notes` are the
only three ways to another person's words, and `is_shown` is the second of them for rows of several steps at once.
Before all of them stands `may_be_used`: a story is its teller's alone until they have said yes to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)  # fmt: skip

from workshops import registry
from workshops.enums import ExerciseState, HoldReason, Speaker
from workshops.models import (
    Contribution,
    Exercise,
    Group,
    GroupPace,
    NoteReport,
    Pace,
    Participation,
    Placement,
    Site,
    Workshop,
)


def may_be_used(note: str = "") -> Q:
    """Condition: the note is of no story, or of one whose teller has said that it is right, or where it is written
    down why nobody could ask (`Story.may_be_used`). note: path to it, as "contribution__"."""
    read = Q(**{f"{note}story__approved_at__isnull": False}) | Q(**{f"{note}story__no_read_back__gt": ""})
    return Q(**{f"{note}story__isnull": True}) | read


def contributions() -> QuerySet[Contribution]:
    """Notes with whose they are and where they were said; `step_state` and `shown_at` are the step's at that site."""
    pace = FilteredRelation("exercise__paces", condition=Q(exercise__paces__site=F("site")))
    return Contribution.objects.select_related("exercise__workshop__lab", "participation", "site", "group").annotate(
        pace=pace, step_state=F("pace__state"), shown_at=F("pace__revealed_at")
    )


def kept_notes(exercise: Exercise) -> QuerySet[Contribution]:
    """Every note of a step at its site that others may know of and that has not been withdrawn."""
    return Contribution.objects.filter(
        may_be_used(), exercise=exercise, site=exercise.here.site_id, withdrawn_at__isnull=True
    ).select_related("participation")


def shown_notes(exercise: Exercise) -> QuerySet[Contribution]:
    """Notes that everyone at the site may read: none before the step has been shown there, and from a table that
    works together only what the table stands by."""
    if exercise.revealed_at is None:
        return Contribution.objects.none()
    return kept_notes(exercise).filter(_off_the_table(exercise), hold=HoldReason.NONE)


def _off_the_table(exercise: Exercise) -> Q:
    if not exercise.in_groups:
        return Q()
    confirmed = GroupPace.objects.filter(exercise=exercise, confirmed_at__isnull=False).values("group")
    return Q(group__isnull=True) | Q(group__in=confirmed)


def table_notes(exercise: Exercise, group: Group | None) -> QuerySet[Contribution]:
    """Notes that those at one table may read: none before the step has been shown to the table."""
    if group is None or not GroupPace.objects.filter(group=group, exercise=exercise, shown_at__isnull=False).exists():
        return Contribution.objects.none()
    return kept_notes(exercise).filter(group=group, hold=HoldReason.NONE)


def table_desk(exercise: Exercise, group: Group) -> tuple[list[Contribution], int]:
    """(what the host of a table reads: what was written down for it, and the others' once it is shown to the table;
    how many notes of single persons at the table are hidden still)."""
    here = kept_notes(exercise).filter(group=group, hold=HoldReason.NONE)
    shown = GroupPace.objects.filter(group=group, exercise=exercise, shown_at__isnull=False).exists()
    read = here if shown or exercise.revealed_at else here.filter(participation__voice=Speaker.GROUP)
    return list(read.order_by("created_at")[:200]), here.count() - read.count()


def may_read(exercise: Exercise, place: Participation) -> bool:
    """Whether any rung of the ladder lets this person read others' notes in the step."""
    if exercise.revealed_at is not None:
        return True
    mine = GroupPace.objects.filter(group=place.group_id, exercise=exercise, shown_at__isnull=False)
    return exercise.in_groups and place.group_id is not None and mine.exists()


def readable_notes(exercise: Exercise, place: Participation) -> QuerySet[Contribution]:
    """What one person may read of a step: what the site shows, and what their own table shows."""
    shown, table = shown_notes(exercise), table_notes(exercise, place.group)
    return table if exercise.revealed_at is None else shown | table


def released_notes(*exercises: Exercise) -> QuerySet[Contribution]:
    """Notes of these steps that their sites let the others read, each with its site and table, by step and site."""
    released = Pace.objects.filter(
        site=OuterRef("site"), exercise=OuterRef("exercise"), released_at__isnull=False
    )  # fmt: skip
    return (
        Contribution.objects.filter(Exists(released), is_shown(), exercise__in=exercises)
        .select_related("participation", "site", "group")
        .order_by("exercise__position", "site__position", "created_at", "pk")
    )


def is_shown(note: str = "") -> Q:
    """Condition: the note is shown at the site where it was said. note: path to it, as "contribution__"."""
    return Q(**{f"{note}withdrawn_at": None, f"{note}hold": HoldReason.NONE}) & is_out(note)


def is_out(note: str = "") -> Q:
    """Condition: the step is shown at the site where the note was said, and the note has left its table. Whether it is
    held or withdrawn is another matter."""
    revealed = Pace.objects.filter(
        site=OuterRef(f"{note}site"), exercise=OuterRef(f"{note}exercise"), revealed_at__isnull=False
    )
    confirmed = GroupPace.objects.filter(
        group=OuterRef(f"{note}group"), exercise=OuterRef(f"{note}exercise"), confirmed_at__isnull=False
    )
    off_the_table = Q(**{f"{note}exercise__in_groups": False}) | Q(**{f"{note}group": None}) | Exists(confirmed)
    return Exists(revealed) & off_the_table & may_be_used(note)


def may_be_read(step: Exercise) -> bool:
    """Whether the room may read what came of a step; each kind knows from when."""
    return registry.get(step.kind).may_be_read(step)


def has_answered(step: Exercise) -> bool:
    """Whether a site's own answers to a step are in, so that it may read the others'."""
    return step.state == ExerciseState.CLOSED


def held_notes(site: Site) -> QuerySet[Contribution]:
    """Notes at a site that wait for a facilitator, oldest first: held ones, and those that somebody has reported
    (`reported_for`, `report_words`)."""
    waiting = NoteReport.objects.filter(contribution=OuterRef("pk"), decided_at=None).order_by("at", "pk")
    first = {"reported_for": waiting.values("reason")[:1], "report_words": waiting.values("words")[:1]}
    return (
        Contribution.objects.filter(may_be_used(), site=site, withdrawn_at__isnull=True)
        .filter(~Q(hold=HoldReason.NONE) | Exists(waiting))
        .annotate(**{name: Subquery(rows) for name, rows in first.items()})
        .select_related("exercise")
        .order_by("created_at")
    )


def own_notes(exercise: Exercise, participation: Participation) -> QuerySet[Contribution]:
    """What this person has left in this step, in order, also at a site they have moved from."""
    return (
        Contribution.objects.filter(exercise=exercise, participation=participation, withdrawn_at__isnull=True)
        .select_related("participation")
        .order_by("created_at")
    )


def note_counts(exercise: Exercise) -> dict[str, int]:
    """{"notes", "people", "held"} of a step at its site."""
    return kept_notes(exercise).aggregate(
        notes=Count("pk"),
        people=Count("participation", filter=~Q(participation__voice=Speaker.GROUP), distinct=True),
        held=Count("pk", filter=~Q(hold=HoldReason.NONE)),
    )


def notes_for_staff(workshop: Workshop, *, in_full: Iterable[int]) -> QuerySet[Contribution]:
    """A workshop's notes for those who work with them: what has been shown, and everything of the sites in_full."""
    notes = contributions().filter(may_be_used(), exercise__workshop=workshop, withdrawn_at__isnull=True)
    notes = notes.filter(Q(site__in=list(in_full)) | is_shown())
    return notes.prefetch_related(Prefetch("placements", Placement.objects.select_related("cluster"))).order_by(
        "exercise__position", "created_at", "pk"
    )


def usable_contributions(lab) -> QuerySet[Contribution]:
    """Notes that may be part of a synthesis: agreed to analysis, neither withdrawn nor held, of no rehearsal and of
    no story that its teller has not said yes to."""
    return contributions().filter(
        may_be_used(), exercise__workshop__lab=lab, consent_analysis=True, withdrawn_at__isnull=True,
        hold=HoldReason.NONE, exercise__workshop__rehearsal_of__isnull=True,
    )  # fmt: skip


def contributions_of(receipt) -> QuerySet[Contribution]:
    """Everything one person has said, with themes, newest workshop first."""
    return (
        contributions()
        .filter(participation__receipt=receipt, exercise__workshop__rehearsal_of__isnull=True)
        .prefetch_related(Prefetch("placements", Placement.objects.select_related("cluster", "exercise")))
        .order_by("-exercise__workshop__starts_at", "exercise__position", "created_at")
    )
