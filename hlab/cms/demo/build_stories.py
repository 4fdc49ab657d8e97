"""The example's stories: told in February, one by one, read back to whoever told them, and one part taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from hlab.accounts.models import Receipt, User
from hlab.cms.demo import spring, stories
from hlab.cms.demo.acts import joined, key, opened
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab
from workshops.actions import pacing, planning
from workshops.actions.contributions import withdraw
from workshops.actions.stories import (
    Whose,
    approve,
    approve_for,
    change_part,
    give_up_reading_back,
    take_down_story,
    write_part,
)
from workshops.enums import Channel, ReadBack, Relation, ToldBy
from workshops.models import Contribution, Exercise, Participation, Story
from workshops.queries.stories import part_of

BEGINS, ENDS, CLOSED = moment(2, 2), moment(2, 27, 17), moment(3, 6, 15)
TAKEN_BACK = moment(4, 2, 20, 5)
SATURDAY = 5


def name_of(person: int, part: str) -> str:
    """How a part of a story is called among the example's notes: "s07-scene"."""
    return f"s{person:02}-{part}"


def build_stories(*, lab: Lab, by: User, receipts: dict[int, Receipt]) -> dict[str, Contribution]:
    """A session open for four weeks, a story each by the forty. Returns the parts by `name_of`."""
    workshop = planning.create_workshop(
        lab=lab, by=by, at=BEGINS - timedelta(days=10), with_programme=False, is_demo=True, starts_at=BEGINS,
        **stories.WORKSHOP,
    )  # fmt: skip
    step = planning.add_exercise(
        workshop=workshop, kind="story", title=stories.STEP_TITLE, minutes=45, open_until=ENDS,
        settings={"questions": [dict(zip(("key", "question", "help"), row, strict=True)) for row in stories.GUIDE]},
        by=by, at=BEGINS - timedelta(days=10),
    )  # fmt: skip
    pacing.open_workshop(workshop=workshop, by=by, at=BEGINS)
    step = opened(workshop.site, step, None, by, BEGINS)
    notes: dict[str, Contribution] = {}
    for at, person, told in sorted((_when(person), person, told) for person, told, _codes in stories.STORIES):
        channel = _channel(person)
        place = joined(
            workshop.site, spring.PERSPECTIVES[person - 1], receipt=receipts[person], at=at, channel=channel,
            consent_quote=person not in spring.NO_QUOTE, consent_reuse=person in spring.REUSE,
        )  # fmt: skip
        words = {part: told[part] for part, _question, _help in stories.GUIDE if part in told}
        if channel == Channel.ONLINE:
            story = _wrote(step, place, person, words, at)
        else:
            story = _was_heard(step, place, person, words, channel, by, at)
        rows = Contribution.objects.select_related("exercise__workshop__lab", "participation").filter(story=story)
        notes |= {name_of(person, note.part): note for note in rows}
    pacing.close_writing(exercise=step, by=by, at=ENDS)
    pacing.close_workshop(workshop=workshop, by=by, at=CLOSED)
    return notes


def take_back(notes: dict[str, Contribution]) -> None:
    """What somebody who had told it did not want used any more, after it had been read with the others."""
    for person, parts in stories.WITHDRAWN_LATER.items():
        for part in parts:
            note = notes[name_of(person, part)]
            withdraw(contribution=note, by=note.participation, at=TAKEN_BACK)


def _when(person: int) -> datetime:
    """Spread over the weeks; what somebody else wrote down, on a working day."""
    at = BEGINS + timedelta(days=person * 7 % 25, hours=person % 8, minutes=person * 11 % 60)
    while _channel(person) != Channel.ONLINE and at.weekday() >= SATURDAY:
        at += timedelta(days=1)
    return at


def _channel(person: int) -> str:
    named = {
        Channel.INTERVIEW: stories.INTERVIEW, Channel.PAPER: stories.PAPER, Channel.PHONE: stories.PHONE,
    }  # fmt: skip
    return next((channel for channel, people in named.items() if person in people), Channel.ONLINE)


def _wrote(step: Exercise, place: Participation, person: int, words: dict[str, str], at: datetime) -> Story:
    """Question by question, then read through and sent."""
    story = None
    for order, (part, text) in enumerate(words.items()):
        story = write_part(
            exercise=step, participation=place, story_key=key(f"story-{person}"), number=1, part=part, text=text,
            client_key=key(name_of(person, part)), row_version=0, language=stories.LANGUAGES.get(person, "sv"),
            by=place, at=at + timedelta(minutes=4 * order),
        )  # fmt: skip
    story.refresh_from_db()
    return approve(story=story, row_version=story.row_version, by=place, at=at + timedelta(minutes=25))


def _was_heard(
    step: Exercise, place: Participation, person: int, words: dict[str, str], channel: str, by: User, at: datetime
) -> Story:
    """Written down by another, then read aloud (an interview, a call) or sent (paper); corrected as they say."""
    whose = Whose(ToldBy.OTHER, Relation.RELATIVE, False) if person in stories.FOR_ANOTHER else Whose()
    story = take_down_story(
        exercise=step, participation=place, story_key=key(f"story-{person}"), texts=words, whose=whose,
        channel=channel, language=stories.LANGUAGES.get(person, "sv"), by=by, at=at,
    )  # fmt: skip
    later = at + timedelta(days=3, hours=1)
    if person in stories.CORRECTED:
        part, text = stories.CORRECTED[person]
        version = part_of(story, part).row_version
        change_part(story=story, part=part, text=text, row_version=version, by=by, at=later)
    story.refresh_from_db()
    if person in stories.NOT_READ_BACK:
        reason = stories.NOT_READ_BACK[person]
        return give_up_reading_back(story=story, reason=reason, row_version=story.row_version, by=by, at=later)
    how = ReadBack.SENT if channel == Channel.PAPER else ReadBack.ALOUD
    return approve_for(story=story, how=how, day=later.date(), row_version=story.row_version, by=by, at=later)
