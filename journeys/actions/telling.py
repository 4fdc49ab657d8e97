"""From what somebody told in a step to a map of it, and after that map when more has been told.

Nothing is made before the step is closed where they told it, and only of notes that may be used. What the lab has
written in the map itself is the lab's: it stays when the map follows what was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from journeys.actions.editing import Change, changing, last_place, name_of, place_after
from journeys.actions.putting import make_journey
from journeys.analysis import telling
from journeys.analysis.document import Document
from journeys.enums import EditAct, GapKind, PersonKind
from journeys.models import Cell, Gap, Journey, JourneyActor, Phase, Step, StepActor, Voice
from journeys.queries.cards import (
    Standing,
    as_cards,
    hindrance,
    is_one_person,
    maps_of,
    names_for,
    usable_cards,
)
from workshops.actions.locks import locked_step
from workshops.models import Exercise, Participation

TOLD_FIELDS = ("title", "feeling", "word", "moment")
GAP_FIELDS = ("kind", "title", "days_told", "told_words", "carried_by")


@transaction.atomic
def make_told(
    *, exercise: Exercise, participation: Participation, title: str, question: str, person: str, by, at: datetime,
    review_on: date | None = None,
) -> Journey:  # fmt: skip
    """The map of what one person, or one table with one voice, told in a step. It is made once: then it is the one
    that is there.

    person: what they are called in the map, never by their name. Raises RuleBroken before the step is closed where they
    told it, and when nothing of it may be used.
    """
    exercise, notes = _ready(exercise, participation)
    known = maps_of(exercise).get(participation.pk)
    if known is not None:
        return known
    document = told_document(exercise, participation, notes, title=title, question=question, person=person)
    return make_journey(
        lab=exercise.workshop.lab, document=document, owner=user_of(by), exercise=exercise, site=exercise.site,
        teller=participation if is_one_person(participation) else None, review_on=review_on, by=by, at=at,
    )  # fmt: skip


def told_document(
    exercise: Exercise, participation: Participation, notes: Iterable[Any], *, title: str, question: str, person: str
) -> Document:
    """What the map of these notes (with cards) would be."""
    return telling.told(
        as_cards(notes), names_for(exercise, participation).names, title=title, question=question, person=person,
        person_kind=PersonKind.TELLER if is_one_person(participation) else PersonKind.PERSONA,
        gap_titles={kind.value: str(kind.label) for kind in GapKind},
    )  # fmt: skip


@transaction.atomic
def tell_again(*, journey: Journey, exercise: Exercise, participation: Participation, by, at: datetime) -> bool:
    """Let a map follow what has been told since it was made: False when it says so already.

    Found by the notes that its steps and gaps rest on, so that nothing is there twice. What the lab has changed, moved
    or removed stays as the lab left it. A note that may not be used any more is an empty chair where it is (see
    `journeys.queries.document`), and here nothing is done about it.
    """
    exercise, notes = _ready(exercise, participation)
    if maps_of(exercise).get(participation.pk) != journey:
        raise RuleBroken(_("Kartan är inte gjord av det som berättades i det här steget."), status=404)
    document = told_document(
        exercise, participation, notes, title=journey.title, question=journey.question, person=journey.person
    )
    edits = journey.edits
    with changing(journey, EditAct.TOLD_AGAIN, by=by, at=at, about=journey.title) as change:
        _Following(change, document, by, at).follow()
    return journey.edits > edits


# --- Inner parts ------------------------------------------------------------------------------


def _ready(exercise: Exercise, participation: Participation) -> tuple[Exercise, list[Any]]:
    """(the step held still, the notes that a map is made of), or RuleBroken."""
    exercise = locked_step(exercise)
    notes = usable_cards(exercise, participation)
    if why := hindrance(exercise, participation, len(notes), Standing.of(exercise)):
        raise RuleBroken(why, status=409)
    return exercise, notes


def _of_the_lab(journey: Journey) -> dict[str, set[str]]:
    """{row: its fields that somebody has changed by hand}. Of a row that somebody has added or removed, all of them."""
    out: dict[str, set[str]] = defaultdict(set)
    edits = journey.history.exclude(act__in=[EditAct.MADE, EditAct.TOLD_AGAIN])
    for before, after in edits.values_list("before", "after"):
        for name, now in after.items():
            then = before.get(name)
            out[name] |= set(now) if then is None else {field for field in now if now[field] != then.get(field)}
    return out


class _Following:
    """One map on its way to what a document says. Keys of the document's steps and gaps are ids of notes."""

    def __init__(self, change: Change, document: Document, by, at: datetime):
        self.change, self.document, self.by, self.at = change, document, by, at
        self.journey = change.journey
        self.lab = _of_the_lab(self.journey)
        voices: Any = (
            Voice.objects.filter(journey=self.journey).select_related("step", "gap").order_by("gone_at", "added_at")
        )
        self.steps: dict[str, Step] = {}
        self.gaps: dict[str, Gap] = {}
        for voice in voices:  # of those that have been taken out, only where there is no other
            found, part = (self.steps, voice.step) if voice.step_id else (self.gaps, voice.gap)
            there = found.get(str(voice.contribution_id))
            if there is None or (there.gone_at is not None and part.gone_at is None):
                found[str(voice.contribution_id)] = part

    def follow(self) -> None:
        actors, phases = self._actors(), self._phases()
        for told, phase in zip(self.document.phases, phases, strict=True):
            previous: Step | None = None
            for step in told.steps:
                put = self._step(step, phase, previous, [actors[key] for key in step.actors])
                previous = put if put is not None and put.phase_id == phase.pk else previous
        said = {gap.after: gap for gap in self.document.gaps}
        for note, row in self.steps.items():
            if row.gone_at is None and self.document.step(note) is not None:
                self._gap(note, said.get(note), actors)

    def _mine(self, row: Any, fields: Iterable[str]) -> list[str]:
        """Those of the fields that nobody has changed by hand."""
        theirs = self.lab.get(name_of(row), set())
        return [name for name in fields if name not in theirs]

    def _set(self, row: Any, values: Mapping[str, Any]) -> Any:
        """The row with these values, as far as they are new and not the lab's."""
        new = {name: values[name] for name in self._mine(row, values) if getattr(row, name) != values[name]}
        if new:
            row = self.change.open(type(row), row.pk)
            for name, value in new.items():
                setattr(row, name, value)
            self.change.save(row)
        return row

    def _actors(self) -> dict[str, JourneyActor]:
        rows = JourneyActor.objects.filter(journey=self.journey)
        there = {telling.fold(row.name): row for row in rows.order_by("-gone_at") if row.gone_at is None}
        out = {}
        for actor in self.document.actors:
            row = next((row for row in there.values() if row.is_person), None) if actor.is_person else None
            row = row or there.get(telling.fold(actor.name))
            if row is None:
                row = self.change.add(
                    JourneyActor(journey=self.journey, place=last_place(rows), name=actor.name, kind=actor.kind,
                                 is_person=actor.is_person)
                )  # fmt: skip
            out[actor.key] = row
        return out

    def _phases(self) -> list[Phase]:
        """The map's phase for each of the document's: of that name, else the next that nobody has another name for,
        else a new one."""
        rows = list(Phase.objects.filter(journey=self.journey, gone_at__isnull=True))
        names = [phase.title for phase in self.document.phases]
        taken: dict[int, Phase] = {}
        for n, name in enumerate(names):
            same = next((row for row in rows if row.title == name and row not in taken.values()), None)
            if same is not None:
                taken[n] = same
        free = [row for row in rows if row not in taken.values() and self._mine(row, ["title"])]
        for n, name in enumerate(names):
            if n in taken:
                continue
            if free:
                taken[n] = self._set(free.pop(0), {"title": name})
                continue
            every = Phase.objects.filter(journey=self.journey)
            place = place_after(every, taken[n - 1], Phase) if n else place_after(every, None, Phase)
            taken[n] = self.change.add(Phase(journey=self.journey, place=place, title=name))
        return [taken[n] for n in range(len(names))]

    def _step(self, told, phase: Phase, previous: Step | None, actors: list[JourneyActor]) -> Step | None:
        """The step of a note, after the one before it; None when the lab has taken it out."""
        known = self.steps.get(told.key)
        if known is None:
            place = place_after(Step.objects.filter(phase=phase), previous, Step)
            step = self.change.add(
                Step(journey=self.journey, phase=phase, place=place, grade=told.grade,
                     **{name: getattr(told, name) for name in TOLD_FIELDS})
            )  # fmt: skip
            StepActor.objects.bulk_create(StepActor(step=step, actor=actor) for actor in actors)
            for lane, text in told.cells.items():
                self.change.add(Cell(step=step, lane=lane, text=text))
            self._voice(told.key, step=step)
            self.steps[told.key] = step
            return step
        if known.gone_at is not None:
            return None
        step = self._set(known, {name: getattr(told, name) for name in TOLD_FIELDS})
        step = self._move(step, phase, previous)
        self._cell(step, told.cells.get("person", ""))
        self._there(step, actors)
        return step

    def _move(self, step: Step, phase: Phase, previous: Step | None) -> Step:
        out_of_order = previous is not None and step.phase_id == phase.pk and step.place <= previous.place
        if len(self._mine(step, ["phase_id", "place"])) < 2 or not (step.phase_id != phase.pk or out_of_order):
            return step
        step = self.change.open(Step, step.pk)
        step.phase = phase
        step.place = place_after(Step.objects.filter(phase=phase).exclude(pk=step.pk), previous, Step)
        self.change.save(step)
        return step

    def _cell(self, step: Step, text: str) -> None:
        cell = Cell.objects.filter(step=step, lane="person").first()
        if cell is not None:
            self._set(cell, {"text": text})
        elif text:
            self.change.add(Cell(step=step, lane="person", text=text))

    def _there(self, step: Step, actors: list[JourneyActor]) -> None:
        now = set(StepActor.objects.filter(step=step).values_list("actor_id", flat=True))
        wanted = {actor.pk for actor in actors}
        if now == wanted or not self._mine(step, ["actors"]):
            return
        opened = self.change.open(Step, step.pk)
        StepActor.objects.filter(step=step).exclude(actor__in=wanted).delete()
        StepActor.objects.bulk_create(StepActor(step=step, actor_id=pk) for pk in wanted - now)
        self.change.save(opened)

    def _gap(self, note: str, told, actors: Mapping[str, JourneyActor]) -> None:
        known = self.gaps.get(note)
        if known is not None and known.gone_at is not None and not self._mine(known, ["gone_at"]):
            return  # the lab has taken it out
        if told is None:
            if known is not None and known.gone_at is None and not self.lab.get(name_of(known)):
                self.change.remove(self.change.open(Gap, known.pk))
            return
        before = self.steps.get(told.before)
        values: dict[str, Any] = {name: getattr(told, name) for name in GAP_FIELDS} | {
            "before_id": before.pk if before is not None and before.gone_at is None else None,
            "from_actor_id": actors[told.from_actor].pk if told.from_actor else None,
            "to_actor_id": actors[told.to_actor].pk if told.to_actor else None,
        }
        if known is None or known.gone_at is not None:
            gap = self.change.add(Gap(journey=self.journey, after=self.steps[note], grade=told.grade, **values))
            self._voice(note, gap=gap)
        else:
            if known.before_id in self._chairs():  # it still lies before what has been taken back
                values = {name: values[name] for name in GAP_FIELDS}
            self._set(known, values)

    def _chairs(self) -> set[Any]:
        """Steps of notes that may not be used any more."""
        return {step.pk for note, step in self.steps.items() if self.document.step(note) is None}

    def _voice(self, note: str, **part) -> None:
        self.change.add(
            Voice(journey=self.journey, contribution_id=note, added_by=user_of(self.by), added_at=self.at, **part)
        )
