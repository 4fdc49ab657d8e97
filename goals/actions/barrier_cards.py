"""From what is said in a step to cards: each note of the step has one, made and kept in the note's own transaction."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.barriers import change_barrier, locked, write_down
from goals.analysis.cards import TITLE, joined, parted
from goals.enums import BarrierAct
from goals.models import Barrier, BarrierEvent
from goals.queries.barrier_words import as_text, versions_shown
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from workshops.actions.contributions import change_note, ensure_open, leave_note
from workshops.actions.locks import locked_step
from workshops.enums import HoldReason, Language
from workshops.models import Contribution, Exercise, Participation
from workshops.queries import own_notes, place_for

MARKS = ("layer", "level", "decided", "who_can_act", "kinds", "goals")


def keep_cards(*, notes: Collection[Contribution], at: datetime) -> None:
    """A card for each new note, and a note's new words on a card that nobody has written anew."""
    known = {row.contribution_id: row for row in Barrier.objects.filter(contribution__in=[note.pk for note in notes])}
    new = [note for note in notes if note.pk not in known]
    if new:
        _make(new, at)
    for note in notes:
        if note.pk in known:
            _reword(known[note.pk], note, at)


def fill_card(*, note: Contribution, data: dict, by, at: datetime) -> None:
    """Marks that were sent with a note that somebody writes in for others. data: any of MARKS."""
    barrier = Barrier.objects.get(contribution=note)
    change_barrier(barrier=barrier, row_version=barrier.row_version, by=by, at=at, **_marks(data))


@transaction.atomic
def save_card(
    *,
    exercise: Exercise,
    participation: Participation,
    card: int,
    title: str,
    example: str,
    marks: dict,
    client_key: uuid.UUID,
    row_version: int,
    by,
    at: datetime,
    confirmed: bool = False,
    language: str = Language.SV,
    channel: str = "",
    transcribed_by=None,
) -> Contribution:
    """A person's own card, new (card 0) or changed while the step is open. channel, transcribed_by: as for a note.

    row_version: of the card that the person had before them. StaleEdit with both when it has been saved since, by the
    person from another phone or by somebody who filled it in.
    """
    title, example = " ".join(tidy(title).split()), tidy(example)
    if not title:
        raise RuleBroken(_("Skriv vad som står i vägen. Resten kan vänta."), field="title")
    if len(title) > TITLE:
        over = len(title) - TITLE
        said = _("Det är %(over)d tecken för långt. Säg det på %(limit)d tecken, och resten i exemplet.")
        raise RuleBroken(said % {"over": over, "limit": TITLE}, field="title")
    text = joined(title, example)
    if not card:
        note = leave_note(
            exercise=exercise, participation=participation, text=text, client_key=client_key, confirmed=confirmed,
            language=language, channel=channel, transcribed_by=transcribed_by, by=by, at=at,
        )  # fmt: skip
        if note.created_at == at:
            fill_card(note=note, data=marks, by=by, at=at)
        return note
    note, barrier = _own(exercise, participation, card)
    now = parted(note.text)
    if barrier.row_version != row_version:
        raise StaleEdit(
            _("Kortet har ändrats på ett annat ställe sedan du öppnade det. Jämför och välj vad som ska gälla."),
            field="title",
            yours=as_text({"title": title, "example": example}),
            theirs=as_text({"title": now.title, "example": now.example}),
            row_version=barrier.row_version,
        )
    if note.text != text:
        note = change_note(
            contribution=note, text=text, row_version=note.row_version, confirmed=confirmed, by=by, at=at
        )
    fill_card(note=note, data=marks, by=by, at=at)
    return note


def forget_cards(*, exercise: Exercise) -> None:
    """Everything that the step's cards are made of; for a step that is removed or a rehearsal that ends."""
    rows = Barrier.objects.filter(exercise=exercise)
    BarrierEvent.objects.filter(barrier__in=rows).delete()
    rows.delete()


# --- Inner parts ------------------------------------------------------------------------------


def _make(notes: list[Contribution], at: datetime) -> None:
    exercise = notes[0].exercise
    workshop = exercise.workshop
    said = [(note, parted(note.text)) for note in notes]
    made = Barrier.objects.bulk_create(
        (
            Barrier(
                lab_id=workshop.lab_id, exercise=exercise, contribution=note, title=card.title, example=card.example,
                text=card.text, is_demo=workshop.is_demo, created_by_id=note.transcribed_by_id, created_at=at,
            )
            for note, card in said
        ),
        batch_size=500,
    )  # fmt: skip
    BarrierEvent.objects.bulk_create(
        (
            BarrierEvent(barrier=row, act=BarrierAct.MADE, state=row.state, by_id=row.created_by_id, at=at)
            for row in made
        ),
        batch_size=500,
    )
    shown = versions_shown(workshop.lab_id, exercise.settings.get("versions", []))
    if len({version.goal_id for version in shown}) == 1:  # it was about this one
        through = Barrier.goals.through
        through.objects.bulk_create(
            (through(barrier_id=row.pk, goal_id=shown[0].goal_id) for row in made), batch_size=500
        )


def _reword(barrier: Barrier, note: Contribution, at: datetime) -> None:
    before = note.revisions.order_by("-row_version").values_list("text", flat=True).first()
    now, then = parted(note.text), parted(before) if before is not None else None
    barrier = locked(barrier)
    untouched = then is not None and all(
        getattr(barrier, name) == getattr(then, name) for name in ("title", "example", "text")
    )
    if untouched:
        barrier.title, barrier.example, barrier.text = now.title, now.example, now.text
    barrier.row_version += 1
    barrier.save(update_fields=["title", "example", "text", "row_version"])
    write_down(barrier, BarrierAct.REWORDED, by=None, at=at)


def _own(exercise: Exercise, participation: Participation, card: int) -> tuple[Contribution, Barrier]:
    """The person's own card as it is now, its step held still."""
    exercise = locked_step(exercise)
    place = place_for(exercise, participation)
    note = own_notes(exercise, place).filter(barrier=card).first()
    if note is None:
        raise RuleBroken(_("Kortet finns inte längre bland dina. Ladda om sidan."), status=404)
    ensure_open(exercise, even_closed=note.hold == HoldReason.REWORD)
    return note, locked(note.barrier)


def _marks(data: dict) -> dict:
    return {name: value for name, value in data.items() if name in MARKS}
