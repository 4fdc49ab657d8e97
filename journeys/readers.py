"""What the person behind a request may read of the voices behind a map; asked by every page that shows one."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hlab.core.access import may
from journeys.analysis.document import Document, without_voices
from journeys.models import Journey
from journeys.queries.document import document
from journeys.queries.journeys import heard as heard_by
from journeys.queries.journeys import journeys_of
from journeys.queries.voices import PUBLIC, readable_by
from workshops.readers import reads_in_rooms


def reads(request, lab) -> dict:
    """{"everything": whether they also read what has not been shown in the room, "but_shown_at": ids of the sites that
    others lead, of which they read only what has been shown in any case}."""
    found = reads_in_rooms(request.viewer, lab)
    return found | {"but_shown_at": list(found["but_shown_at"])}


def heard(request, lab) -> QuerySet[Journey]:
    """The lab's maps that this reader may read."""
    return heard_by(journeys_of(lab), **reads_in_rooms(request.viewer, lab))


def readable(request, lab) -> Q | None:
    """Condition on the voices whose words this reader may see; None for those who read no voices."""
    return readable_by(**reads_in_rooms(request.viewer, lab)) if may(request, "journeys.read_voices", lab) else None


def seen(request, journey: Journey) -> Document:
    """The map as this reader of the lab sees it: with the voices only for those who may read them."""
    condition = readable(request, journey.lab)
    found = document(journey, readable=condition)
    return found if condition is not None else without_voices(found)


def seen_with_quotes(request, journey: Journey) -> Document:
    """The map as `seen`, with no other words than those that may stand for anyone: chosen as quotes, and agreed to. It
    is drawn on walls, printed and looked at by many."""
    if not may(request, "journeys.read_voices", journey.lab):
        return without_voices(document(journey))
    return document(journey, readable=readable_by(**reads_in_rooms(request.viewer, journey.lab)) & PUBLIC)
