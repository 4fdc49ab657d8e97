"""Parts of maps with what the door asks for: their journey and its lab. Also those that have been removed, so that
whoever comes to one is told what became of it."""

from __future__ import annotations

from django.db.models import QuerySet

from journeys.models import Cell, Gap, Journey, JourneyActor, Link, MapEdit, Phase, Step
from journeys.queries.voices import empty_chair, taken_back

AROUND = ("journey__lab", "journey__teller", "journey__exercise__workshop")


def steps() -> QuerySet[Step]:
    """Steps, with their phase."""
    return Step.objects.select_related(*AROUND, "phase")


def phases() -> QuerySet[Phase]:
    """Phases."""
    return Phase.objects.select_related(*AROUND)


def gaps() -> QuerySet[Gap]:
    """Gaps, with the steps they lie between and those they lie between whom."""
    return Gap.objects.select_related(*AROUND, "after", "before", "from_actor", "to_actor")


def ways() -> QuerySet[Link]:
    """Other ways on, with both their steps."""
    return Link.objects.select_related(*AROUND, "source", "target")


def ways_from(step: Step) -> list[Link]:
    """Other ways on from a step, of those in the map. What has been taken back is an empty chair here too."""
    taken = taken_back(step.journey)
    found = list(ways().filter(source=step, gone_at=None, target__gone_at=None))
    for way in found:
        if way.target_id in taken:
            way.target.title, way.words = empty_chair(), ""
    return found


def those_along() -> QuerySet[JourneyActor]:
    """Actors, with their organisation."""
    return JourneyActor.objects.select_related(*AROUND, "organisation")


def there(step: Step) -> list[JourneyActor]:
    """Who is there in a step."""
    return list(JourneyActor.objects.filter(in_steps__step=step, gone_at__isnull=True))


def cells_of(step: Step) -> dict[str, Cell]:
    """{lane: its cell} of a step, empty ones too."""
    return {cell.lane: cell for cell in Cell.objects.filter(step=step)}


def written_in(step: Step) -> list[Cell]:
    """The cells of a step that say something, in the order of the lanes."""
    order = ["person", "life", "front", "back", "support", "worked", "barrier", "idea"]
    rows = Cell.objects.filter(step=step).exclude(text="")
    return sorted(rows, key=lambda cell: order.index(cell.lane))


def edits_of(journey: Journey) -> QuerySet[MapEdit]:
    """What has been done to a map, the latest first, with who did it and what was taken back by what."""
    return MapEdit.objects.filter(journey=journey).select_related("by", "undoes", "undone_by").order_by("-number")


def edit_of(journey: Journey, number: int) -> MapEdit | None:
    """One change of a map by its number."""
    return edits_of(journey).filter(number=number).first()
