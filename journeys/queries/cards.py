"""What people say of their own way in a step where they map it: notes with a card each, in the order of the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.labs.enums import ActorKind
from journeys.analysis.telling import Card
from journeys.enums import Carrier, Feeling, FeelingWord, GapKind
from journeys.models import Journey, MapCard, PhaseNames, Voice
from workshops.enums import ExerciseState, Speaker
from workshops.models import Contribution, Exercise, GroupPace, Pace, Participation, Site
from workshops.queries import own_notes, steps_at, usable_contributions

KIND = "map_journey"
"""The kind of step where a way is mapped."""
FIELDS = (
    "feeling", "word", "moment", "who", "who_kind", "gap_days", "gap_words", "gap_kind", "gap_carried",
)  # fmt: skip


def names_for(exercise: Exercise, participation: Participation) -> PhaseNames:
    """What somebody calls the phases of their way; until they have said so, what the step suggests (not stored)."""
    known = PhaseNames.objects.filter(exercise=exercise, participation=participation.pk).first()
    return known or PhaseNames(
        exercise=exercise, participation=participation, names=list(exercise.settings.get("phases", [])), row_version=0
    )


def own_cards(exercise: Exercise, participation: Participation) -> list[Contribution]:
    """What somebody has said in the step, in the order of their way, each with its `card`. Two queries."""
    return with_cards(own_notes(exercise, participation))


def with_cards(notes: Iterable[Contribution]) -> list[Contribution]:
    """These notes in the order of the way, each with its `card`. Two queries however many."""
    found: list[Any] = list(notes)
    cards = {row.contribution_id: row for row in MapCard.objects.filter(contribution__in=[note.pk for note in found])}
    for note in found:
        note.card = cards.get(note.pk) or MapCard(contribution=note)
        note.card.contribution = note
    return sorted(found, key=lambda note: (note.card.phase, note.card.place, note.created_at, str(note.pk)))


def as_cards(notes: Iterable[Contribution]) -> list[Card]:
    """Notes with their `card` as what a map is made of."""
    return [
        Card(str(note.pk), note.text, note.card.phase, **{name: getattr(note.card, name) for name in FIELDS})
        for note in notes
    ]


def usable_cards(exercise: Exercise, participation: Participation) -> list[Contribution]:
    """Those of somebody's notes in the step that may be part of a map, with their cards, in the order of the way."""
    notes = usable_contributions(exercise.workshop.lab).filter(exercise=exercise, participation=participation)
    return with_cards(notes)


# --- In words ---------------------------------------------------------------------------------


def feeling_words(card: MapCard) -> str:
    """ "Tungt, orolig" """
    parts = [str(Feeling(card.feeling).label)] if card.feeling is not None else []
    parts += [str(FeelingWord(card.word).label)] if card.word else []
    return ", ".join(word if n == 0 else word.lower() for n, word in enumerate(parts))


def who_words(card: MapCard) -> str:
    """ "Vårdcentralen (region)" """
    kind = str(ActorKind(card.who_kind).label) if card.who_kind else ""
    return f"{card.who} ({kind.lower()})" if card.who and kind else card.who or kind


def gap_words(card: MapCard) -> str:
    """ "Tre veckor, ungefär 21 dagar. Väntan. Ingen höll ihop det.", as far as it has been said."""
    days = card.gap_days
    counted = ngettext("ungefär %(n)d dag", "ungefär %(n)d dagar", days) % {"n": days} if days is not None else ""
    if days == 0 or card.gap_words.casefold() in (f"{days} dagar", f"{days} dag"):
        counted = ""
    carried = {
        Carrier.PERSON: _("Personen höll själv ihop det"), Carrier.RELATIVE: _("En närstående höll ihop det"),
        Carrier.SERVICE: _("Någon i vården eller omsorgen höll ihop det"), Carrier.NOBODY: _("Ingen höll ihop det"),
        Carrier.UNKNOWN: _("Oklart vem som höll ihop det"),
    }  # fmt: skip
    parts = [
        ", ".join(filter(None, (card.gap_words, counted))),
        str(GapKind(card.gap_kind).label) if card.gap_kind else "",
        str(carried[Carrier(card.gap_carried)]) if card.gap_carried else "",
    ]
    return " ".join(f"{part[:1].upper()}{part[1:].rstrip('.')}." for part in parts if part)


def facts(card: MapCard) -> str:
    """Everything on the card but its words, in one line."""
    moments = {"best": _("Bästa stunden."), "worst": _("Svåraste stunden.")}
    gap, who, felt = gap_words(card), who_words(card), feeling_words(card)
    parts = [
        f"{felt}." if felt else "",
        moments.get(card.moment, ""),
        _("Med: %(who)s.") % {"who": who} if who else "",
        _("Sedan: %(gap)s") % {"gap": gap} if gap else "",
    ]
    return " ".join(filter(None, parts))


# --- Those who have told, for whoever makes maps ----------------------------------------------


@dataclass
class Teller:
    """Somebody, or a table, who has said something in a step at a site. number: in the order they began. events: what
    they have said and not taken back; usable: what of it may be part of a map. hindrance: why none can be made yet."""

    place: Participation
    number: int
    events: int
    usable: int
    changed_at: Any
    journey: Journey | None = None
    hindrance: str = ""


def mapping_steps(site: Site) -> list[Exercise]:
    """The site's steps where a way is mapped, in order."""
    return [step for step in steps_at(site) if step.kind == KIND]


def tellers_in(step: Exercise) -> list[Teller]:
    """Everybody who has told in a step at the site it was read for, in the order they began. Five queries."""
    live = Q(contributions__exercise=step, contributions__site=step.here.site_id, contributions__withdrawn_at=None)
    usable = usable_contributions(step.workshop.lab).filter(exercise=step).order_by().values("pk")
    rows: Any = (
        Participation.objects.filter(contributions__exercise=step, contributions__site=step.here.site_id)
        .select_related("group")
        .annotate(
            began=Min("contributions__created_at"),
            events=Count("contributions", filter=live, distinct=True),
            usable=Count("contributions", filter=live & Q(contributions__in=usable), distinct=True),
            said=Max("contributions__created_at"), reworded=Max("contributions__changed_at"),
        )
        .order_by("began", "pk")
    )  # fmt: skip
    maps = maps_of(step)
    found = [
        Teller(row, number, row.events, row.usable, max(filter(None, (row.said, row.reworded))), maps.get(row.pk))
        for number, row in enumerate(rows, start=1)
    ]
    standing = Standing.of(step)
    for teller in found:
        teller.hindrance = hindrance(step, teller.place, teller.usable, standing)
    return found


def maps_of(step: Exercise) -> dict[Any, Journey]:
    """{participation id: the map that was made of what they told in this step}. A table's own is known by the voices
    that it was made with."""
    found = {row.teller_id: row for row in Journey.objects.filter(exercise=step, teller__isnull=False)}
    of_tables = Voice.objects.filter(
        journey__exercise=step, journey__teller=None, contribution__exercise=step, added_at=F("journey__created_at")
    )
    return found | {
        row.contribution.participation_id: row.journey for row in of_tables.select_related("journey", "contribution")
    }


@dataclass(frozen=True)
class Standing:
    """writing: ids of places from which something was said where the step has not closed. confirmed: ids of tables
    that stand by what is written down."""

    writing: frozenset[Any]
    confirmed: frozenset[int]

    @classmethod
    def of(cls, step: Exercise) -> Standing:
        """As it is now. Two queries."""
        not_closed = Pace.objects.filter(exercise=step).exclude(state=ExerciseState.CLOSED).values("site")
        writing = Contribution.objects.filter(exercise=step, site__in=not_closed).values_list(
            "participation", flat=True
        )
        confirmed = GroupPace.objects.filter(exercise=step, confirmed_at__isnull=False).values_list("group", flat=True)
        return cls(frozenset(writing), frozenset(confirmed))


def hindrance(step: Exercise, place: Participation, usable: int, standing: Standing) -> str:
    """Why no map can be made of what somebody told, in words; blank when it can."""
    if step.workshop.rehearsal_of_id is not None:
        return _("Det här är en övning, och av den görs ingen karta.")
    if place.pk in standing.writing:
        return _("Steget är inte stängt. Kartan görs när ingen längre skriver.")
    if step.in_groups and place.group_id and place.group_id not in standing.confirmed:
        return _("Bordet har inte sagt att det stämmer. Inget lämnar bordet före det.")
    if not usable:
        return _("Inget av det som sagts får användas i en karta.")
    return ""


def is_one_person(place: Participation) -> bool:
    """Whether what was said there is one person's own way; a table speaks of somebody it has made up."""
    return place.voice == Speaker.PERSON


def written_cards() -> QuerySet[Contribution]:
    """Notes with a card that somebody has written down for a table or the whole room, and that stand."""
    rows = Contribution.objects.filter(
        exercise__kind=KIND, map_card__isnull=False, participation__voice=Speaker.GROUP, withdrawn_at__isnull=True
    )
    return rows.select_related(
        "map_card", "participation", "exercise__workshop__lab", "site__workshop__lab", "group__site__workshop"
    )
