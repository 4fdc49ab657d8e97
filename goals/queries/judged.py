"""Answers to "känner du igen dig?": one's own, how many said what, and what came of a step. A rehearsal is nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from goals.analysis.recognition import Table, plain, shown
from goals.enums import GoalStatus
from goals.models import GoalVersion, Judgement
from goals.queries.people import GROUPS, WIDER
from goals.queries.public import veiled
from workshops.enums import ExerciseState
from workshops.models import Contribution, Exercise, Pace, Participation

KIND = "validate_goals"
MOST_VERSIONS = 10

ByGroup = dict[str, dict[str, int]]


def versions_to_try(lab) -> QuerySet[GoalVersion]:
    """A lab's wordings that stand, have no later one in their place and are not hidden, in order."""
    frozen = GoalVersion.objects.filter(goal__lab=lab, frozen_at__isnull=False, hidden_at__isnull=True).exclude(
        status=GoalStatus.REPLACED
    )
    return frozen.select_related("goal__lab", "media").order_by("goal_id", "number")


def tried_in(exercise: Exercise) -> list[GoalVersion]:
    """What a step asks about, in the order it was chosen; all of the lab's when nothing was. Those that have been
    replaced or hidden meanwhile are left out."""
    there = versions_to_try(exercise.workshop.lab_id)
    chosen = exercise.settings.get("versions") or []
    if not chosen:
        return list(there[:MOST_VERSIONS])
    found = {version.pk: version for version in there.filter(pk__in=chosen)}
    return [found[pk] for pk in chosen if pk in found]


def judgements_of(exercise: Exercise, participation: Participation) -> dict[int, Judgement]:
    """{version id: answer} of one person in one step, with own words."""
    rows = Judgement.objects.filter(exercise=exercise, participation=participation)
    return {row.version_id: row for row in rows.select_related("missing", "wording")}


def counted() -> QuerySet[Judgement]:
    """Answers that are part of a result: participants' own, in no rehearsal."""
    return Judgement.objects.filter(counted=True, exercise__workshop__rehearsal_of__isnull=True)


def answers_in(exercises: Iterable[Exercise]) -> dict[tuple[int, int], ByGroup]:
    """{(step id, version id): {perspective: {answer: persons}}} at all sites. One query."""
    rows = Judgement.objects.filter(exercise__in=[step.pk for step in exercises], counted=True).order_by()
    out: dict[tuple[int, int], ByGroup] = {}
    spoken = ("exercise", "version", "participation__perspective", "answer")
    for step, version, group, answer, n in rows.values_list(*spoken).annotate(Count("pk")):
        out.setdefault((step, version), {}).setdefault(group, {})[answer] = n
    return out


def people_in_step(exercise: Exercise) -> dict[int, int]:
    """{version id: persons whose answer counts} at the step's site."""
    rows = Judgement.objects.filter(exercise=exercise, counted=True, participation__site=exercise.here.site_id)
    return dict(rows.order_by().values_list("version").annotate(Count("pk")))


def all_answers(version: GoalVersion) -> tuple[ByGroup, int]:
    """({perspective: {answer: persons}}, occasions): everyone who has answered about a version, each once, with the
    latest answer of those who took part several times with one code."""
    latest: dict = {}
    steps = set()
    rows = counted().filter(version=version).order_by("at", "pk")
    for step, place, receipt, group, answer in rows.values_list(
        "exercise", "participation", "participation__receipt", "participation__perspective", "answer"
    ):
        latest[receipt or place] = (group, answer)
        steps.add(step)
    out: ByGroup = {}
    for group, answer in latest.values():
        here = out.setdefault(group, {})
        here[answer] = here.get(answer, 0) + 1
    return out, len(steps)


def all_closed(exercise: Exercise, *, and_shown: bool = False) -> bool:
    """Whether nobody answers a step any more at any site that has come to it; and_shown: and all have shown it."""
    begun = [pace for pace in Pace.objects.filter(exercise=exercise) if pace.state != ExerciseState.PENDING]
    done = [pace for pace in begun if pace.state == ExerciseState.CLOSED and (pace.revealed_at or not and_shown)]
    return bool(begun) and len(done) == len(begun)


def result_of(exercise: Exercise, tried: list[GoalVersion] | None = None) -> list[tuple[GoalVersion, Table]] | None:
    """What came of a step, as the room may see it; None as long as it is not shown, or can still change.

    All sites are told together, when all that have come to the step have shown it: numbers of one site beside numbers
    of all would say how the others fell, however few they were. tried: of `tried_in`, where it was read already.
    """
    if exercise.revealed_at is None or not all_closed(exercise, and_shown=True):
        return None
    answers = answers_in([exercise])
    versions = {version.pk: version for version in (tried_in(exercise) if tried is None else tried)}
    gone = [pk for _step, pk in answers if pk not in versions]
    if gone:  # asked about, and replaced or hidden since
        versions |= {row.pk: veiled(row) for row in GoalVersion.objects.filter(pk__in=gone).select_related("goal")}
    return [
        (version, shown(answers.get((exercise.pk, pk), {}), groups=GROUPS, wider=WIDER))
        for pk, version in versions.items()
    ]


def everything_in(by_group: ByGroup) -> Table:
    """Every number of these answers, for the lab."""
    return plain(by_group, GROUPS)


ABOUT = ("missing_in__version", "wording_for__version")
"""What a list of notes reads along, so that each can say what it is about."""


def about(note: Contribution) -> tuple[str, GoalVersion] | None:
    """("missing" or "wording", the version) that a note is about; None for one that a table wrote down, say."""
    for part, name in (("missing", "missing_in"), ("wording", "wording_for")):
        answer = getattr(note, name, None)
        if answer is not None:
            return part, veiled(answer.version)
    return None
