"""Which voices a map rests on, and whose words may be told to whom."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from journeys.enums import TellerSays
from journeys.models import Gap, Journey, Step, Voice
from workshops.enums import HoldReason, Speaker
from workshops.models import Contribution, Participation
from workshops.queries import is_shown, usable_contributions
from workshops.queries.notes import may_be_used

NOTE = "contribution__"
USABLE = Q(
    may_be_used(NOTE), contribution__consent_analysis=True, contribution__withdrawn_at__isnull=True,
    contribution__hold=HoldReason.NONE,
)  # fmt: skip
"""Of a voice: the note may be used for a map today."""
PUBLIC = USABLE & Q(quote=True, quoted_version=F("contribution__row_version"), contribution__consent_quote=True)
"""Its words may be read by anyone: chosen, agreed to as it stands today, and as whoever chose them had read them."""
MADE_OF = Q(journey__exercise=F("contribution__exercise"))
"""Of a voice: the part was made of the note, and says what it says."""


def person_key(place: Participation) -> str:
    """One key for one person, however often and where they spoke. Blank for a table that speaks with one voice and for
    somebody unknown, who may be counted already."""
    return str(place.receipt_id or place.pk) if place.voice == Speaker.PERSON else ""


def readable_by(*, everything: bool, but_shown_at=()) -> Q:
    """Of a voice: the words may be told to somebody of the lab's staff. everything: also what has not been shown in the
    room, except at the sites but_shown_at (ids, or a query of them), which others lead."""
    if not everything:
        return USABLE & is_shown(NOTE)
    return USABLE & (~Q(contribution__site__in=but_shown_at) | is_shown(NOTE))


def notes_to_choose(journey: Journey, *, everything: bool, but_shown_at=()) -> QuerySet[Contribution]:
    """Notes of the lab that the viewer may read and that can be tied to a map: of the teller alone, where it is one
    person's own way."""
    notes = usable_contributions(journey.lab)
    if not everything:
        notes = notes.filter(is_shown())
    elif but_shown_at:
        notes = notes.filter(~Q(site__in=list(but_shown_at)) | is_shown())
    if journey.teller is not None:
        theirs = Q(participation=journey.teller)
        if journey.teller.receipt_id:
            theirs |= Q(participation__receipt=journey.teller.receipt_id)
        notes = notes.filter(theirs)
    return notes.order_by("created_at", "pk")


def empty_chairs(journey: Journey) -> int:
    """How many voices that the map rested on may not be used any more."""
    return Voice.objects.filter(journey=journey, gone_at__isnull=True).exclude(USABLE).count()


def taken_back(journey: Journey) -> set[Any]:
    """Keys of the steps and gaps that were made of a note that may not be used any more, also where somebody has taken
    the voice out. No query for a map that was not made of notes."""
    if journey.exercise_id is None:
        return set()
    rows = Voice.objects.filter(MADE_OF, journey=journey).exclude(USABLE)
    return {step or gap for step, gap in rows.values_list("step_id", "gap_id")}


def empty_chair() -> str:
    """What such a part is called."""
    return _("Det här får inte användas längre")


def unheard(*, everything: bool, but_shown_at=()) -> QuerySet[Voice]:
    """Voices of which the words stand in a map that was made of them, and may not be told to this reader (see
    `readable_by`). A person who has said yes to the map as it is lets it be read."""
    agreed = Q(journey__teller_says=TellerSays.YES, journey__changed_at__lte=F("journey__teller_at"))
    rows = Voice.objects.filter(MADE_OF, USABLE).exclude(agreed)
    return rows.exclude(readable_by(everything=everything, but_shown_at=but_shown_at))


def voices() -> QuerySet[Voice]:
    """Voices that stand in a map, with what the door and a page of one asks for."""
    return Voice.objects.filter(gone_at__isnull=True).select_related(
        "journey__lab", "journey__teller", "step", "gap", "contribution__participation",
        "contribution__exercise__workshop",
    )  # fmt: skip


def part_of(journey: Journey, pk) -> Step | Gap | None:
    """The step or the gap of the map with this key, as long as it is there."""
    here = {"journey": journey, "gone_at__isnull": True, "pk": pk}
    found = Step.objects.filter(**here).first() or Gap.objects.filter(**here).first()
    if found is not None and found.pk in taken_back(journey):
        found.title = empty_chair()
    return found


def voices_behind(part: Step | Gap, readable: Q) -> tuple[list[Voice], int]:
    """(the voices behind a step or a gap whose words the reader may see, how many there are that they may not).

    Each has `.reworded`: chosen as a quote in words that the person has changed since. Of what has been taken back
    there are no words: it is among the others.
    """
    place = {"step": part} if isinstance(part, Step) else {"gap": part}
    rows = voices().filter(**place).order_by("added_at", "pk")
    found = list(rows.filter(readable))
    for row in found:
        row.reworded = row.quote and row.quoted_version != row.contribution.row_version
    return found, rows.count() - len(found)
