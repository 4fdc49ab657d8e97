"""Stories: whose they are, where they stand, and their parts in the order of the guide.

What may be used of them is the same condition as for every note (`workshops.queries.notes.may_be_used`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from workshops.enums import StoryState
from workshops.models import Contribution, Exercise, Pace, Participation, Site, Story
from workshops.queries.notes import contributions, usable_contributions

_LIVE = Exists(Contribution.objects.filter(story=OuterRef("pk"), withdrawn_at__isnull=True))
_APPROVED = Q(approved_at__isnull=False)
_UNREAD = Q(no_read_back__gt="")
IN_STATE = {
    StoryState.WAITING: Q(_LIVE) & Q(approved_at=None, no_read_back="", taken_down_by__isnull=False),
    StoryState.APPROVED: Q(_LIVE) & _APPROVED,
    StoryState.UNREAD: Q(_LIVE) & _UNREAD,
    StoryState.WITHDRAWN: ~Q(_LIVE),
}


@dataclass(frozen=True)
class Part:
    """One question of the guide and what a story says to it: None for nothing. number: from 1."""

    number: int
    key: str
    question: str
    help: str
    note: Contribution | None


def guide(exercise: Exercise) -> list[dict]:
    """[{"key", "question", "help"}] in order."""
    return list(exercise.settings.get("questions", []))


def stories() -> QuerySet[Story]:
    """Stories with whose they are and where, and their parts that have not been taken back (`live`)."""
    live = contributions().filter(withdrawn_at__isnull=True).order_by("created_at", "pk")
    rows = Story.objects.select_related("exercise__workshop__lab", "participation__form", "site__workshop")
    return rows.prefetch_related(Prefetch("parts", live, to_attr="live"))


def parts_of(story: Story) -> list[Part]:
    """The guide's questions with what the story, as `stories` gives it, says to each."""
    said = {note.part: note for note in story.live}
    return [
        Part(number, row["key"], row["question"], row.get("help", ""), said.get(row["key"]))
        for number, row in enumerate(guide(story.exercise), start=1)
    ]


def state_of(story: Story) -> StoryState | None:
    """Where a story, as `stories` gives it, stands. None for one that only its teller reads."""
    if not story.live:
        return StoryState.WITHDRAWN
    if story.approved_at is not None:
        return StoryState.APPROVED
    if story.no_read_back:
        return StoryState.UNREAD
    return StoryState.WAITING if story.taken_down_by_id is not None else None


# --- The teller's own --------------------------------------------------------------------------


def own_stories(exercise: Exercise, place: Participation) -> list[Story]:
    """One person's stories in a step, in the order they were begun: their place in the list is their number."""
    return list(stories().filter(exercise=exercise, participation=place).order_by("created_at", "pk"))


def part_of(story: Story, key: str) -> Contribution | None:
    """What a story says to one question, as it is now."""
    return Contribution.objects.filter(story=story, part=key, withdrawn_at__isnull=True).first()


def stories_for(receipt) -> list[Story]:
    """Everything one person has told, newest session first; rehearsals are none."""
    mine = stories().filter(participation__receipt=receipt, exercise__workshop__rehearsal_of__isnull=True)
    return list(mine.order_by("-exercise__workshop__starts_at", "exercise__position", "created_at", "pk"))


# --- For those who work with them --------------------------------------------------------------


def sent_stories() -> QuerySet[Story]:
    """Stories that others than the teller may know of: written in for somebody, or sent."""
    return stories().filter(Q(taken_down_by__isnull=False) | _APPROVED | _UNREAD)


def stories_at(site: Site, *, everything: bool, user) -> QuerySet[Story]:
    """The stories of a site, those that wait first. everything: also those that somebody else wrote in."""
    rows = sent_stories().filter(site=site)
    if not everything:
        rows = rows.filter(taken_down_by=user)
    return rows.alias(waits=Exists(Story.objects.filter(IN_STATE[StoryState.WAITING], pk=OuterRef("pk")))).order_by(
        "-waits", "created_at", "pk"
    )


def story_counts(site: Site, exercise: Exercise | None = None) -> dict[str, int]:
    """{state: stories} of a site; exercise: of one step."""
    rows = Story.objects.filter(Q(taken_down_by__isnull=False) | _APPROVED | _UNREAD, site=site)
    if exercise is not None:
        rows = rows.filter(exercise=exercise)
    return rows.aggregate(**{str(state): Count("pk", filter=found) for state, found in IN_STATE.items()})


def told_in(paces: Iterable[Pace]) -> dict[tuple[int, int], dict[str, int]]:
    """{(step, site): {"people": persons, state: stories}} of these steps at their sites, for a report."""
    rows = Story.objects.filter(
        Q(taken_down_by__isnull=False) | _APPROVED | _UNREAD, exercise__in={pace.exercise_id for pace in paces}
    )
    counts = {str(state): Count("pk", filter=found) for state, found in IN_STATE.items()}
    counted: Iterable[Any] = rows.order_by().values("exercise", "site").annotate(
        people=Count("participation", filter=Q(_LIVE), distinct=True), **counts
    )  # fmt: skip
    return {
        (row["exercise"], row["site"]): {name: n for name, n in row.items() if name not in ("exercise", "site")}
        for row in counted
    }


def stories_of(lab) -> list[Story]:
    """The stories of a lab that may be used, oldest first, each with what may be used of it (`usable`, in the order of
    the guide). Four queries however many there are."""
    usable = usable_contributions(lab).filter(story__isnull=False)
    rows = Story.objects.filter(parts__in=usable.order_by().values("pk")).distinct()
    rows = rows.select_related("exercise__workshop__lab", "participation", "site")
    found: list[Any] = list(
        rows.prefetch_related(Prefetch("parts", usable, to_attr="usable")).order_by("created_at", "pk")
    )
    for story in found:
        order = [row["key"] for row in guide(story.exercise)]
        story.usable.sort(key=lambda note, order=order: order.index(note.part) if note.part in order else len(order))
    return found


def story_of(note: Contribution) -> Story | None:
    """The story that a note is a part of, with its other parts."""
    return stories().filter(pk=note.story_id).first() if note.story_id is not None else None
