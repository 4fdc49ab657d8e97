"""The maps of a lab."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hlab.labs.models import Lab
from journeys.models import Journey, Voice
from journeys.queries.voices import USABLE, unheard


def journeys() -> QuerySet[Journey]:
    """Maps with what the door and every page around them ask for."""
    return Journey.objects.select_related("lab", "owner", "teller", "as_is", "public_version", "exercise__workshop")


def journeys_of(lab: Lab) -> QuerySet[Journey]:
    """The lab's maps, those changed last first; not those of a rehearsal."""
    return journeys().filter(lab=lab, exercise__workshop__rehearsal_of=None)


def heard(rows: QuerySet[Journey], *, everything: bool, but_shown_at=()) -> QuerySet[Journey]:
    """Those of the maps that this reader may read (see `journeys.queries.voices.unheard`): what is told of many maps at
    once is told of these."""
    there = unheard(everything=everything, but_shown_at=but_shown_at).filter(journey=OuterRef("pk"))
    return rows.filter(Q(exercise__isnull=True) | ~Exists(there))


def with_last_said(rows: QuerySet[Journey]) -> QuerySet[Journey]:
    """Each with `last_said`: when the latest of what it rests on was said, None where nothing that it rests on may be
    used. So old is what the map knows, whenever somebody last wrote in it."""
    said = Voice.objects.filter(USABLE, journey=OuterRef("pk"), gone_at__isnull=True)
    latest = said.order_by("-contribution__created_at").values("contribution__created_at")
    return rows.annotate(last_said=Subquery(latest[:1]))


def with_its_surroundings() -> QuerySet[Journey]:
    """The same, each with `empty_chairs` (how many of its voices may not be used any more), `last_said` (see
    `with_last_said`) and `is_answered` (whether another map answers it)."""
    gone = Voice.objects.filter(journey=OuterRef("pk"), gone_at__isnull=True).exclude(USABLE).order_by()
    counted = Subquery(gone.values("journey").annotate(n=Count("pk")).values("n"))
    answers = Journey.objects.filter(as_is=OuterRef("pk"), archived_at__isnull=True)
    return with_last_said(journeys()).annotate(empty_chairs=Coalesce(counted, 0), is_answered=Exists(answers))


def beside(journey: Journey) -> list[Journey]:
    """The maps that stand beside one another as how it is and how it could be, with this one among them: the one that
    they answer first. Empty where it stands alone. journey: of `with_its_surroundings`."""
    if journey.as_is_id is None and not journey.is_answered:
        return []
    origin = journey.as_is_id or journey.pk
    rows = Journey.objects.filter(Q(pk=origin) | Q(as_is=origin), archived_at__isnull=True).order_by("pk")
    found = sorted(rows, key=lambda row: (row.pk != origin, row.pk))
    return found if len(found) > 1 else []


def to_choose(maps: QuerySet[Journey], asked: list[int], most: int = 200) -> list[Journey]:
    """Maps to choose among: those changed last, at most so many, and those that are asked for by id. Two
    queries at most."""
    rows = list(maps[:most])
    missing = set(asked) - {row.pk for row in rows} - {0}
    return [*rows, *maps.filter(pk__in=missing)] if missing else rows
