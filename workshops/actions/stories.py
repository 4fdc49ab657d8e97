"""Stories: told part by part, read back, sent, changed and taken back.

A part is kept as it is written, and nobody but the teller reads it until they have read the whole and said yes to it
(`approve`). What somebody else wrote down waits for its teller in the same way: it is read back to them, or it is
written down why that could not be.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import looks_personal, tidy
from hlab.live.actions import publish
from workshops.actions.contributions import (
    CONSENTS,
    change_consent,
    change_note,
    leave_note,
    place_in,
    withdraw,
)
from workshops.actions.locks import lock_place, locked_step
from workshops.actions.own_words import said_elsewhere
from workshops.enums import HoldReason, Language, ReadBack, Relation, ToldBy
from workshops.models import Contribution, Exercise, Participation, Story
from workshops.queries import place_for, step_at
from workshops.queries.stories import guide, own_stories, part_of
from workshops.wire import desk

TITLE_LENGTH, REASON_LENGTH = 120, 300


@dataclass(frozen=True)
class Whose:
    """Whether somebody tells together with or for another (L13)."""

    told_by: str = ToldBy.SELF
    relation: str = Relation.NONE
    was_present: bool | None = None

    def checked(self) -> dict:
        """As stored, or RuleBroken."""
        if self.told_by not in ToldBy.values or self.relation not in Relation.values:
            raise RuleBroken(_("Välj ett av alternativen."), field="told_by")
        if self.told_by == ToldBy.SELF:
            return {"told_by": ToldBy.SELF, "relation": Relation.NONE, "was_present": None}
        if not self.relation:
            raise RuleBroken(_("Välj vem den andra personen är."), field="relation")
        there = True if self.told_by == ToldBy.TOGETHER else self.was_present
        return {"told_by": self.told_by, "relation": self.relation, "was_present": there}


@transaction.atomic
def write_part(
    *,
    exercise: Exercise,
    participation: Participation,
    story_key: uuid.UUID,
    number: int,
    part: str,
    text: str,
    client_key: uuid.UUID,
    row_version: int,
    by,
    at: datetime,
    whose: Whose | None = None,
    language: str = Language.SV,
    confirmed: bool = False,
) -> Story | None:
    """Keep what a teller says to one question; their story begins with the first. No words take the part away.

    story_key: made where the story was begun; number: which of the teller's stories it is, so that two devices that
    begin the same one are in one. row_version: of the part that the teller had before them, 0 for none: StaleEdit with
    both texts when it was written on another device meanwhile. The same sent again is the same part.
    """
    _check_part(exercise, part)
    text = tidy(text)
    story = _own(exercise, place_for(exercise, participation), story_key, number)
    mine = part_of(story, part) if story is not None else None
    if mine is not None:
        if text:
            change_note(
                contribution=mine, text=text, row_version=row_version, confirmed=confirmed, by=by, at=at
            )  # fmt: skip
        else:
            withdraw(contribution=mine, by=mine.participation, at=at)
        return story
    if not text:
        return story
    exercise = locked_step(exercise, shared=True)
    lock_place(participation)
    place = place_in(exercise, participation)
    story = _own(exercise, place, story_key, number)
    if story is None:
        story = Story.objects.create(
            exercise=exercise, participation=place, site=exercise.site, client_key=story_key, created_at=at,
            **(whose or Whose()).checked(),
        )  # fmt: skip
    meanwhile = part_of(story, part)
    if meanwhile is not None:
        if meanwhile.text != text:
            raise said_elsewhere(text, meanwhile.text, meanwhile.row_version)
        return story
    leave_note(
        exercise=exercise, participation=place, text=text, client_key=client_key, confirmed=confirmed,
        language=language, part=part, story=story, by=by, at=at,
    )  # fmt: skip
    return story


def _own(exercise: Exercise, place: Participation, story_key: uuid.UUID, number: int) -> Story | None:
    mine = own_stories(exercise, place)
    begun = next((story for story in mine if story.client_key == story_key), None)
    return begun or (mine[number - 1] if 1 <= number <= len(mine) else None)


def _check_part(exercise: Exercise, part: str) -> None:
    if part not in {row["key"] for row in guide(exercise)}:
        raise RuleBroken(_("Frågan finns inte i det här steget. Ladda om sidan."), field="text", status=400)


@transaction.atomic
def take_down_story(
    *,
    exercise: Exercise,
    participation: Participation,
    story_key: uuid.UUID,
    texts: dict[str, str],
    whose: Whose,
    channel: str,
    by,
    at: datetime,
    title: str = "",
    language: str = Language.SV,
    confirmed: bool = False,
) -> Story:
    """Keep what somebody told to another, who wrote it down; the step may have closed. It waits to be read back.

    texts: {part: what was said to it}; what was not answered is left out. The same key again is the same story, with
    the words that were sent last.
    """
    said = {part: words for part, text in texts.items() if (words := tidy(text))}
    for part in said:
        _check_part(exercise, part)
    if not said:
        raise RuleBroken(_("Skriv vad personen svarade på minst en av frågorna."))
    exercise = locked_step(exercise)
    lock_place(participation)
    place = place_in(exercise, participation)
    story_key = uuid.uuid5(story_key, str(participation.pk))
    story, new = Story.objects.get_or_create(
        exercise=exercise,
        client_key=story_key,
        defaults={
            "participation": place, "site": exercise.site, "title": _checked_title(title), "created_at": at,
            "taken_down_by": user_of(by), **whose.checked(),
        },
    )  # fmt: skip
    for part, text in said.items():
        known = part_of(story, part)
        if known is not None:
            change_note(
                contribution=known, text=text, row_version=known.row_version, confirmed=confirmed, read_back=True,
                by=by, at=at,
            )  # fmt: skip
            continue
        if _was_taken_back(story, part):
            continue
        note = _leave(story, exercise, part, text, language, channel, confirmed, by, at)
        uses = {"quote": participation.consent_quote, "reuse": participation.consent_reuse}
        Contribution.objects.filter(pk=note.pk).update(**{f"consent_{use}": granted for use, granted in uses.items()})
    if new:
        record(act="story.taken_down", subject=story, by=by, at=at, lab_id=exercise.lab_id, channel=str(channel))
    return story


def _was_taken_back(story: Story, part: str) -> bool:
    """What a teller has taken back is not written in again by somebody else."""
    return Contribution.objects.filter(story=story, part=part, withdrawn_at__isnull=False).exists()


def _leave(story, exercise, part: str, text: str, language: str, channel: str, confirmed: bool, by, at):
    return leave_note(
        exercise=exercise, participation=story.participation, text=text, client_key=uuid.uuid5(story.client_key, part),
        confirmed=confirmed, language=language, channel=channel, transcribed_by=user_of(by), part=part, story=story,
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def change_part(
    *, story: Story, part: str, text: str, row_version: int, by, at: datetime, confirmed: bool = False
) -> Story:
    """Other words for one part when a story is read back, also long after the session. by: the teller, or whoever
    wrote it in for them and corrects it as they say. The story is then to be read through anew."""
    story, exercise = _locked(story)
    _check_part(exercise, part)
    if user_of(by) is not None:
        _ensure_taken_down(story)
    note = part_of(story, part)
    if note is None:
        last = Contribution.objects.filter(story=story).order_by("created_at").last()
        if user_of(by) is None or last is None or _was_taken_back(story, part):
            raise RuleBroken(_("Den delen är återtagen och går inte att ändra."), status=409)
        _leave(story, exercise, part, text, last.language, last.channel, confirmed, by, at)
    else:
        change_note(
            contribution=note, text=text, row_version=row_version, confirmed=confirmed, read_back=True, by=by, at=at
        )  # fmt: skip
    if user_of(by) is not None:
        record(act="story.corrected", subject=story, by=by, at=at, lab_id=exercise.lab_id)
    return Story.objects.get(pk=story.pk)


@transaction.atomic
def approve(
    *,
    story: Story,
    row_version: int,
    by,
    at: datetime,
    title: str | None = None,
    consents: dict[str, bool] | None = None,
) -> Story:
    """The teller has read their story through and says that it is right. From now it may be used.

    row_version: of the story that they read. title, consents ({use: granted} for every part): what they chose with it.
    """
    story, exercise = _locked(story)
    parts = _as_read(story, row_version)
    if title is not None:
        story.title = _checked_title(title)
    _agree(parts, consents or {}, at)
    if story.approved_at is None or story.no_read_back:
        story.read_back, story.approved_at, story.no_read_back = ReadBack.SELF, at, ""
        record(act="story.approved", subject=story, by=story.participation, at=at, lab_id=exercise.lab_id)
        _tell_desk(exercise, parts, at)
    story.save(update_fields=["title", "read_back", "approved_at", "no_read_back"])
    return story


@transaction.atomic
def approve_for(*, story: Story, how: str, day: date, row_version: int, by, at: datetime) -> Story:
    """Somebody who wrote a story in has read it back, and the teller said yes. how: ReadBack.ALOUD or SENT.

    day: when the teller said so, from the day it was told to today.
    """
    if how not in (ReadBack.ALOUD, ReadBack.SENT):
        raise RuleBroken(_("Välj hur personen fick läsa eller höra det."), field="how")
    story, exercise = _locked(story)
    _ensure_taken_down(story)
    parts = _as_read(story, row_version)
    if not localdate(story.created_at) <= day <= localdate(at):
        raise RuleBroken(_("Välj en dag från när berättelsen skrevs in till i dag."), field="day")
    if story.approved_at is None:
        noon = make_aware(datetime.combine(day, time(12)))
        story.read_back, story.no_read_back = how, ""
        story.approved_at = at if day == localdate(at) else max(noon, story.created_at)
        story.save(update_fields=["read_back", "approved_at", "no_read_back"])
        record(act="story.read_back", subject=story, by=by, at=at, lab_id=exercise.lab_id, how=str(how))
        _tell_desk(exercise, parts, at)
    return story


@transaction.atomic
def give_up_reading_back(*, story: Story, reason: str, row_version: int, by, at: datetime) -> Story:
    """Write down why a story could not be read back to its teller. It may then be used (S03-R3)."""
    reason = " ".join(tidy(reason).split())
    if not reason:
        raise RuleBroken(_("Skriv varför berättelsen inte kunde läsas tillbaka."), field="reason")
    if len(reason) > REASON_LENGTH:
        raise RuleBroken(_("Skriv högst %(max)d tecken.") % {"max": REASON_LENGTH}, field="reason")
    story, exercise = _locked(story)
    _ensure_taken_down(story)
    parts = _as_read(story, row_version)
    if story.approved_at is not None:
        raise RuleBroken(_("Personen har redan sagt ja till berättelsen."), status=409)
    if story.no_read_back != reason:
        story.no_read_back = reason
        story.save(update_fields=["no_read_back"])
        record(act="story.not_read_back", subject=story, by=by, at=at, lab_id=exercise.lab_id)
        _tell_desk(exercise, parts, at)
    return story


@transaction.atomic
def withdraw_story(*, story: Story, by, at: datetime) -> None:
    """Take back every part in one act. Twice is once."""
    story, exercise = _locked(story)
    parts = _live(story)
    for note in parts:
        withdraw(contribution=note, by=by, at=at)
    if parts:
        record(act="story.withdrawn", subject=story, by=by, at=at, lab_id=exercise.lab_id)


@transaction.atomic
def change_consents(*, story: Story, use: str, granted: bool, by, at: datetime) -> None:
    """Agree, or stop agreeing, to one use of every part of a story."""
    if use not in CONSENTS:
        raise RuleBroken(_("Okänd användning."), field="use", status=400)
    story, _exercise = _locked(story)
    for note in _live(story):
        change_consent(contribution=note, use=use, granted=granted, by=by, at=at)


def _locked(story: Story) -> tuple[Story, Exercise]:
    """The story and its step as they are now; nothing is written in the step meanwhile."""
    seen = step_at(story.site_id, story.exercise_id)
    if seen is None:
        raise RuleBroken(_("Steget finns inte längre. Ladda om sidan."), status=409)
    exercise = locked_step(seen)
    story = Story.objects.select_related("participation").get(pk=story.pk)
    story.exercise = exercise
    return story, exercise


def _live(story: Story) -> list[Contribution]:
    rows = Contribution.objects.select_related("participation", "exercise__workshop").filter(story=story)
    return list(rows.filter(withdrawn_at__isnull=True).order_by("created_at", "pk"))


def _as_read(story: Story, row_version: int) -> list[Contribution]:
    """The parts, or RuleBroken when they are not what was read any more."""
    parts = _live(story)
    if not parts:
        raise RuleBroken(_("Berättelsen är återtagen."), status=409)
    if story.row_version != row_version:
        raise RuleBroken(
            _("Berättelsen har ändrats sedan du läste den. Läs igenom den en gång till."), status=409, code="changed"
        )
    return parts


def _ensure_taken_down(story: Story) -> None:
    if story.taken_down_by_id is None:
        raise RuleBroken(_("Personen har skrivit själv. Bara personen kan säga att det stämmer."), status=409)


def _agree(parts: list[Contribution], consents: dict[str, bool], at: datetime) -> None:
    for note in parts:
        for use, granted in consents.items():
            if getattr(note, f"consent_{use}") != granted:
                change_consent(contribution=note, use=use, granted=granted, by=note.participation, at=at)


def _checked_title(title: str) -> str:
    title = " ".join(tidy(title).split())
    if len(title) > TITLE_LENGTH:
        raise RuleBroken(_("Rubriken får ha högst %(max)d tecken.") % {"max": TITLE_LENGTH}, field="title")
    if looks_personal(title):
        raise RuleBroken(_("Rubriken ser ut att peka ut någon. Skriv den på ett annat sätt."), field="title")
    return title


def _tell_desk(exercise: Exercise, parts: list[Contribution], at: datetime) -> None:
    """A story has come, and maybe parts that wait for a facilitator."""
    publish(channel=desk(exercise.site.pk), kind="note", at=at, step=exercise.pk, n=0)
    held = sum(1 for note in parts if note.hold != HoldReason.NONE)
    if held:
        publish(channel=desk(exercise.site.pk), kind="held", at=at, n=held)
