"""Who is there, and how many stand behind what was said."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import (
    Count,
    Q,
    QuerySet,
)  # fmt: skip

from workshops.anonymity import is_anonymous, unknown_place
from workshops.enums import Speaker
from workshops.models import (
    Contribution,
    Exercise,
    Participation,
    Ready,
    Site,
    Workshop,
)

PRESENT_FOR = timedelta(minutes=3)


def participation_of(viewer, workshop: Workshop) -> Participation | None:
    """The viewer's place in a workshop. All of a viewer's places are read once a request."""
    if "participations" not in viewer.memo:
        mine = Participation.objects.select_related("site__workshop", "group")
        found = mine.filter(receipt=viewer.receipt) if viewer.receipt else []
        viewer.memo["participations"] = {place.workshop_id: place for place in found}
    return viewer.memo["participations"].get(workshop.pk)


def place_for(exercise: Exercise, participation: Participation) -> Participation:
    """Whose place a person answers from in this step: their own, or in an anonymous step the unknown one that is
    theirs as long as the step is open (stored or, before they have answered, not)."""
    if not is_anonymous(exercise, participation):
        return participation
    unknown = unknown_place(exercise, participation)
    known = Participation.objects.filter(workshop=exercise.workshop, source_key=unknown.source_key)
    return known.select_related("group").first() or unknown


def people_in(workshop_id: int) -> QuerySet[Participation]:
    """Those who have come in themselves: not paper, not tables, not somebody unknown."""
    return Participation.objects.filter(workshop=workshop_id, voice=Speaker.PERSON).exclude(source_key__gt="")


def presence(site: Site, exercise: Exercise | None, now: datetime, **more: Count) -> dict[str, int]:
    """{"ready", "total", "away", "joined"} of the people at a site.

    total: those who are here, and those who were done before they lost contact; away: the rest, also who has left.
    more: other things to count of the same people, by name.
    """
    people = people_in(site.workshop_id).filter(site=site)
    here = Q(last_seen_at__gte=now - PRESENT_FOR, left_at__isnull=True)
    done = Q(pk__in=Ready.objects.filter(exercise=exercise).values("participation")) if exercise else Q(pk__in=[])
    counts = people.aggregate(
        joined=Count("pk"), ready=Count("pk", filter=done), total=Count("pk", filter=here | done), **more
    )
    return {**counts, "away": counts["joined"] - counts["total"]}


def is_ready(exercise: Exercise, participation: Participation) -> bool:
    """Whether the person has said "jag är klar" in this step."""
    return Ready.objects.filter(exercise=exercise, participation=participation).exists()


def people_behind(notes: QuerySet[Contribution]) -> tuple[int, dict[str, int]]:
    """How many different people stand behind the notes, and how they speak: (people, {perspective: people}).

    A person who took part in several workshops with one receipt counts once, with their latest perspective. A table
    that speaks with one voice is no person, and who is unknown may be somebody who is counted already: neither counts.
    """
    rows = (
        notes.filter(participation__voice=Speaker.PERSON)
        .order_by("created_at")
        .values_list("participation_id", "participation__receipt_id", "participation__perspective")
    )
    speaks = {receipt or place: perspective for place, receipt, perspective in rows}
    counts: dict[str, int] = {}
    for perspective in speaks.values():
        counts[perspective] = counts.get(perspective, 0) + 1
    return len(speaks), counts
