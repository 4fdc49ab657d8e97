"""A map's phases and steps in order, for forms that ask where, and what follows from the order."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from journeys.enums import LinkKind
from journeys.models import Gap, Journey, JourneyActor, Link, Phase, Step, Voice
from journeys.queries.voices import empty_chair, taken_back

LIVE = Q(gone_at__isnull=True)


def outline(journey: Journey) -> list[tuple[Phase, list[Step]]]:
    """[(phase, its steps)] in the order of the map, in two queries, and one where it was made of notes: the words of
    what has been taken back are not told here either. To read; what is saved is opened anew."""
    steps: dict[object, list[Step]] = {}
    taken = taken_back(journey)
    for step in Step.objects.filter(LIVE, journey=journey):
        if step.pk in taken:
            step.title = empty_chair()
        steps.setdefault(step.phase_id, []).append(step)
    return [(phase, steps.get(phase.pk, [])) for phase in Phase.objects.filter(LIVE, journey=journey)]


def in_order(journey: Journey) -> list[Step]:
    """Every step, in the order of the map."""
    return [step for _phase, steps in outline(journey) for step in steps]


def actors(journey: Journey) -> QuerySet[JourneyActor]:
    """Those who are there along the way, in their order."""
    rows = JourneyActor.objects.filter(LIVE, journey=journey).select_related("organisation")
    return rows.order_by("place", "pk")  # said here too: what is counted per row forgets the model's own order


def branch_that_leads_back(journey: Journey) -> Link | None:
    """A branch whose goal lies before where it begins, if there is one."""
    links = list(Link.objects.filter(LIVE, journey=journey, kind=LinkKind.BRANCH).select_related("source", "target"))
    if not links:
        return None
    order = {step.pk: n for n, step in enumerate(in_order(journey))}
    for link in links:
        if link.source_id in order and link.target_id in order and order[link.target_id] <= order[link.source_id]:
            return link
    return None


def comes_before(journey: Journey, one: Step, other: Step) -> bool:
    """Whether one step lies before another on the way."""
    order = {step.pk: n for n, step in enumerate(in_order(journey))}
    return order.get(one.pk, -1) < order.get(other.pk, -1)


def next_after(journey: Journey, step: Step) -> Step | None:
    """The step that follows another in the order of the map; None after the last."""
    steps = in_order(journey)
    at = next((n for n, one in enumerate(steps) if one.pk == step.pk), None)
    return None if at is None or at + 1 >= len(steps) else steps[at + 1]


def hangs_on(step: Step) -> dict[str, list]:
    """{"gaps": those that follow it, "ends": gaps that end at it, "links": ways from or to it, "voices": what it and
    the gaps that follow it rest on}, of what is in the map."""
    gaps = list(Gap.objects.filter(LIVE, after=step))
    return {
        "gaps": gaps,
        "ends": list(Gap.objects.filter(LIVE, before=step)),
        "links": list(Link.objects.filter(LIVE).filter(Q(source=step) | Q(target=step))),
        "voices": list(Voice.objects.filter(LIVE).filter(Q(step=step) | Q(gap__in=gaps))),
    }
