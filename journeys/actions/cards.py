"""What people say of their own way in a step where they map it. Each note has a card, made and kept in the note's own
transaction; the note is the person's, with all that holds for notes."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import looks_personal, tidy
from hlab.labs.enums import ActorKind
from journeys.actions.editing import ROOM
from journeys.analysis.telling import FEWEST_PHASES, MOST_PHASES, days_in, is_less_than_nothing
from journeys.enums import Carrier, Feeling, FeelingWord, GapKind
from journeys.models import MapCard, PhaseNames
from journeys.queries.cards import facts, names_for, own_cards
from workshops.actions.contributions import change_note, ensure_open, leave_note
from workshops.actions.locks import lock_place, locked_step
from workshops.enums import HoldReason, Language, Speaker
from workshops.models import Contribution, Exercise, Participation
from workshops.queries import own_notes, place_for

MOST_CARDS = 60
"""Things that one person can tell: more than that is no map."""
NAME, WHO, WORDS = 80, 80, 60
MARKS = ("phase", "feeling", "word", "who", "who_kind", "gap_words", "gap_kind", "gap_carried")
CODES: dict[str, Collection[Any]] = {
    "feeling": (None, *Feeling.values), "word": ("", *FeelingWord.values), "who_kind": ("", *ActorKind.values),
    "gap_kind": ("", *GapKind.values), "gap_carried": ("", *Carrier.values),
}  # fmt: skip
MOMENTS = ("best", "worst")


def keep_cards(*, notes: Collection[Contribution], at: datetime) -> None:
    """A card for each new note, after the person's others; and a note's new words, which whoever has the card open is
    to see."""
    known = set(
        MapCard.objects.filter(contribution__in=[note.pk for note in notes]).values_list("contribution", flat=True)
    )
    MapCard.objects.filter(contribution__in=known).update(row_version=F("row_version") + 1)
    new = [note for note in notes if note.pk not in known]
    if not new:
        return
    last = dict(
        MapCard.objects.filter(
            contribution__exercise=new[0].exercise_id, contribution__participation__in={n.participation_id for n in new}
        )
        .values_list("contribution__participation")
        .annotate(last=Max("place"))
    )
    made = []
    for note in new:
        last[note.participation_id] = place = last.get(note.participation_id, 0) + ROOM
        made.append(MapCard(contribution=note, place=place))
    MapCard.objects.bulk_create(made, batch_size=500)


def forget_cards(*, exercise: Exercise) -> None:
    """What the step keeps of its own; for a step that is removed or a rehearsal that ends."""
    MapCard.objects.filter(contribution__exercise=exercise).delete()
    PhaseNames.objects.filter(exercise=exercise).delete()


@transaction.atomic
def fill_card(*, note: Contribution, data: Mapping[str, Any], by, at: datetime) -> None:
    """Marks that were sent with a note. data: any of MARKS."""
    card = MapCard.objects.select_for_update().get(contribution=note)
    card.contribution = note
    _write(card, marks_of(note.exercise, data))


@transaction.atomic
def save_card(
    *,
    exercise: Exercise,
    participation: Participation,
    card: int,
    text: str,
    marks: Mapping[str, Any],
    client_key: uuid.UUID,
    row_version: int,
    by,
    at: datetime,
    confirmed: bool = False,
    language: str = Language.SV,
    channel: str = "",
    transcribed_by=None,
) -> Contribution:
    """Something that happened, new (card 0) or changed while the step is open. channel, transcribed_by: as for a note.

    row_version: of the card that the person had before them. StaleEdit with both when it has been saved since, from
    another phone or by somebody who filled it in. The same sent again is the same card.
    """
    marks = marks_of(exercise, marks)
    if not tidy(text):
        raise RuleBroken(_("Skriv vad som hände. Resten kan vänta."), field="text")
    if not card:
        if own_notes(exercise, place_for(exercise, participation)).count() >= MOST_CARDS:
            raise RuleBroken(
                _("Du har %(most)d händelser, och fler ryms inte. Slå ihop eller ta tillbaka någon.")
                % {"most": MOST_CARDS},
                field="text",
            )
        note = leave_note(
            exercise=exercise, participation=participation, text=text, client_key=client_key, confirmed=confirmed,
            language=language, channel=channel, transcribed_by=transcribed_by, by=by, at=at,
        )  # fmt: skip
        if note.created_at == at:
            fill_card(note=note, data=marks, by=by, at=at)
        return note
    note, mine = _own(exercise, participation, card)
    if mine.row_version != row_version:
        raise _stale(note.text, mine, text, marks)
    if note.text != tidy(text):
        note = change_note(
            contribution=note, text=text, row_version=note.row_version, confirmed=confirmed, by=by, at=at
        )
        mine.refresh_from_db()
    _write(mine, marks)
    return note


@transaction.atomic
def change_written(
    *, note: Contribution, text: str, marks: Mapping[str, Any], row_version: int, by, at: datetime,
    confirmed: bool = False,
) -> Contribution:  # fmt: skip
    """A card that was written for a table or the room, with other words or marks. While the step is open the words
    can be changed, and a table then stands by them anew; what else is on the card can be filled in later too.

    StaleEdit with both when it has been saved since.
    """
    if note.participation.voice != Speaker.GROUP:
        raise RuleBroken(_("Kortet är en persons eget, och bara den personen ändrar det."), status=409)
    card = MapCard.objects.select_for_update().get(contribution=note)
    card.contribution, marks = note, marks_of(note.exercise, marks)
    if card.row_version != row_version:
        raise _stale(note.text, card, text, marks)
    if not tidy(text):
        raise RuleBroken(_("Skriv vad som hände. Resten kan vänta."), field="text")
    if note.text != tidy(text):
        note = change_note(
            contribution=note, text=text, row_version=note.row_version, confirmed=confirmed, by=by, at=at
        )
        card.refresh_from_db()
        card.contribution = note
    _write(card, marks)
    return note


@transaction.atomic
def change_cards(
    *, exercise: Exercise, participation: Participation, changes: Mapping[int, Mapping[str, Any]], by, at: datetime
) -> int:
    """The same question answered for several of one's own things at once. Returns how many were changed.

    changes: {card: {"row_version", any of MARKS}}. What says what it said already is left alone, also when it has been
    saved from another phone since; StaleEdit, and nothing changed, where the two differ.
    """
    exercise, mine = _all_own(exercise, participation)
    changed = 0
    for pk, sent in changes.items():
        card = mine.get(pk)
        if card is None:
            raise RuleBroken(_("En av händelserna finns inte längre bland dina. Ladda om sidan."), status=404)
        try:
            marks = marks_of(exercise, {name: value for name, value in sent.items() if name != "row_version"})
        except RuleBroken as broken:
            raise RuleBroken(broken.message, field=f"k{pk}-{broken.field}", code=broken.code) from broken
        if all(getattr(card, name) == value for name, value in marks.items()):
            continue
        if card.row_version != sent["row_version"]:
            raise _stale(card.contribution.text, card, card.contribution.text, marks)
        _write(card, marks)
        changed += 1
    return changed


@transaction.atomic
def mark_moments(*, exercise: Exercise, participation: Participation, best: int, worst: int, by, at: datetime) -> None:
    """Which moment was the best and which the hardest: ids of one's own cards, 0 for none."""
    _exercise, mine = _all_own(exercise, participation)
    if best and best == worst:
        raise RuleBroken(_("Samma stund kan inte vara både bäst och svårast. Välj två olika."), field="worst")
    for field, pk in (("best", best), ("worst", worst)):
        if pk and pk not in mine:
            raise RuleBroken(_("Händelsen finns inte längre bland dina. Ladda om sidan."), field=field, status=404)
    for pk, card in mine.items():
        moment = "best" if pk == best else "worst" if pk == worst else ""
        if card.moment != moment:
            card.moment = moment
            _keep(card, "moment")


@transaction.atomic
def name_phases(
    *, exercise: Exercise, participation: Participation, names: Sequence[str], row_version: int, by, at: datetime,
    even_closed: bool = False,
) -> PhaseNames:  # fmt: skip
    """What somebody calls the phases of their way, 3–5 of them. What lay in a phase that is gone lies in the last.

    row_version: 0 for the first time. StaleEdit with both when they have been named from another phone since.
    even_closed: somebody writes it in for another.
    """
    names = checked_names(names)
    exercise = locked_step(exercise, shared=True)
    place = place_for(exercise, participation)
    lock_place(place)
    if not even_closed:
        ensure_open(exercise)
    now = names_for(exercise, place)
    if now.pk is not None and now.names == names:
        return now
    if now.row_version != row_version:
        raise StaleEdit(
            _("Delarna har fått andra namn på ett annat ställe sedan du öppnade sidan. Jämför och välj."),
            field="names", yours="\n".join(names), theirs="\n".join(now.names), row_version=now.row_version,
        )  # fmt: skip
    now.names, now.row_version = names, now.row_version + 1
    now.save()
    beyond = MapCard.objects.filter(contribution__in=own_notes(exercise, place), phase__gt=len(names))
    beyond.update(phase=len(names), row_version=F("row_version") + 1)
    return now


@transaction.atomic
def move_card(
    *, exercise: Exercise, participation: Participation, card: int, up: bool, row_version: int, by, at: datetime
) -> bool:
    """One step earlier or later on the way; at the edge of a phase into the one beside it. False, and nothing is done,
    when it has been moved or saved since it was shown: the same press twice is one."""
    exercise, mine = _all_own(exercise, participation)
    moved = mine.get(card)
    if moved is None:
        raise RuleBroken(_("Händelsen finns inte längre bland dina. Ladda om sidan."), status=404)
    if moved.row_version != row_version:
        return False
    phases = len(names_for(exercise, moved.contribution.participation).names)
    order = [row for row in mine.values() if row.phase == moved.phase]
    at_place = order.index(moved)
    beside = at_place - 1 if up else at_place + 1
    if 0 <= beside < len(order):
        order[at_place], order[beside] = order[beside], order[at_place]
        _renumber(order, moved)
        return True
    goal = moved.phase - 1 if up else moved.phase + 1
    if not 1 <= goal <= phases:
        return False
    there = [row for row in mine.values() if row.phase == goal]
    moved.phase = goal
    _renumber([*there, moved] if up else [moved, *there], moved)
    return True


# --- Inner parts ------------------------------------------------------------------------------


def checked_names(names: Sequence[str]) -> list[str]:
    """Names of phases as stored, or RuleBroken."""
    names = [" ".join(tidy(str(name)).split()) for name in names]
    names = [name for name in names if name]
    if not FEWEST_PHASES <= len(names) <= MOST_PHASES:
        said = _("Dela in vägen i %(few)d till %(most)d delar. Nu är det %(n)d.")
        raise RuleBroken(said % {"few": FEWEST_PHASES, "most": MOST_PHASES, "n": len(names)}, field="names")
    for name in names:
        if len(name) > NAME:
            said = _("”%(name)s …” är för långt. En del heter något på högst %(most)d tecken.")
            raise RuleBroken(said % {"name": name[:30], "most": NAME}, field="names")
        _refuse_personal(name, "names")
    return names


def marks_of(exercise: Exercise, data: Mapping[str, Any]) -> dict[str, Any]:
    """Marks as stored, or RuleBroken at the field. data: any of MARKS; others are left out."""
    marks = {name: data[name] for name in MARKS if name in data}
    for name, codes in CODES.items():
        if name in marks:
            if name == "feeling" and marks[name] == "":
                marks[name] = None
            if marks[name] not in codes:
                raise RuleBroken(_("Välj ett av alternativen."), field=name)
    if "phase" in marks and not (isinstance(marks["phase"], int) and 1 <= marks["phase"] <= MOST_PHASES):
        raise RuleBroken(_("Välj vilken del av vägen det hör till."), field="phase")
    for name, most in (("who", WHO), ("gap_words", WORDS)):
        if name in marks:
            marks[name] = " ".join(tidy(marks[name]).split())
            if len(marks[name]) > most:
                said = _("Det är för långt. Säg det på %(most)d tecken.")
                raise RuleBroken(said % {"most": most}, field=name)
            _refuse_personal(marks[name], name)
    if "gap_words" in marks:
        if is_less_than_nothing(marks["gap_words"]):
            raise RuleBroken(
                _("Det kan inte ha gått mindre än noll dagar. Skriv till exempel tre veckor."), field="gap_words"
            )
        marks["gap_days"] = days_in(marks["gap_words"])
    return marks


def _refuse_personal(text: str, field: str) -> None:
    if looks_personal(text):
        raise RuleBroken(_("Det ser ut att peka ut någon. Skriv en roll eller en verksamhet i stället."), field=field)


def _all_own(exercise: Exercise, participation: Participation) -> tuple[Exercise, dict[int, MapCard]]:
    """(the open step, {id: card} of the person's own in order), held still."""
    exercise = locked_step(exercise, shared=True)
    place = place_for(exercise, participation)
    lock_place(place)
    ensure_open(exercise)
    list(MapCard.objects.select_for_update().filter(contribution__in=own_notes(exercise, place)).values_list("pk"))
    return exercise, {note.card.pk: note.card for note in own_cards(exercise, place)}


def _own(exercise: Exercise, participation: Participation, card: int) -> tuple[Contribution, MapCard]:
    """The person's own card as it is now, its step held still."""
    exercise = locked_step(exercise)
    note = own_notes(exercise, place_for(exercise, participation)).filter(map_card=card).first()
    if note is None:
        raise RuleBroken(_("Händelsen finns inte längre bland dina. Ladda om sidan."), status=404)
    ensure_open(exercise, even_closed=note.hold == HoldReason.REWORD)
    mine = MapCard.objects.select_for_update().get(pk=card)
    note.exercise, mine.contribution = exercise, note
    return note, mine


def _write(card: MapCard, marks: Mapping[str, Any]) -> None:
    """Keep marks that are new. In another phase it lies last."""
    new = {name: value for name, value in marks.items() if getattr(card, name) != value}
    if not new:
        return
    if "phase" in new:
        note = card.contribution
        others = MapCard.objects.filter(
            contribution__exercise=note.exercise_id, contribution__participation=note.participation_id
        )
        card.place, new["place"] = (others.aggregate(last=Max("place"))["last"] or 0) + ROOM, 0
    for name in new.keys() - {"place"}:
        setattr(card, name, new[name])
    _keep(card, *new)


def _keep(card: MapCard, *fields: str) -> None:
    card.row_version += 1
    card.save(update_fields=[*fields, "row_version"])


def _renumber(order: list[MapCard], moved: MapCard) -> None:
    """Give the cards of a phase places in this order; only the one that was moved is anew."""
    for n, row in enumerate(order, start=1):
        row.place = n * ROOM
    MapCard.objects.bulk_update([row for row in order if row.pk != moved.pk], ["place"])
    _keep(moved, "place", "phase")


def _stale(saved: str, card: MapCard, text: str, marks: Mapping[str, Any]) -> StaleEdit:
    return StaleEdit(
        _("Händelsen har ändrats på ett annat ställe sedan du öppnade sidan. Jämför och välj vad som ska gälla."),
        field="text",
        yours=_as_text(text, marks),
        theirs=_as_text(saved, {name: getattr(card, name) for name in marks}),
        row_version=card.row_version,
    )


def _as_text(text: str, marks: Mapping[str, Any]) -> str:
    filled = MapCard(**{name: value for name, value in marks.items() if name != "phase"})
    return "\n".join(filter(None, (tidy(text), facts(filled))))
