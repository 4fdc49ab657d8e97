"""The two example sessions: one that is finished and one that goes on."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta

from hlab.accounts.models import Receipt, User
from hlab.cms.demo import spring, spring_notes, today
from hlab.cms.demo.acts import MINUTE, joined, opened, shown
from hlab.cms.demo.acts import key as named
from hlab.cms.demo.moments import moment
from hlab.core.text import fold
from hlab.labs.models import Lab
from workshops.actions import clustering, pacing, planning
from workshops.actions.contributions import change_consent, hold_note, leave_note, withdraw
from workshops.actions.joining import seen, set_ready
from workshops.actions.voting import place_dots
from workshops.models import Contribution, Exercise, Participation, Site, Workshop

SPRING = moment(3, 12)


def build_spring(*, lab: Lab, by: User, receipts: dict[int, Receipt]) -> dict[str, Contribution]:
    """The finished session: forty people, two questions, two sortings, dots. Returns its notes by key.

    receipts: of those who told their stories before, by number.
    """
    workshop, steps = _planned(lab, spring, by, at=SPRING - timedelta(days=24), starts_at=SPRING)
    pacing.open_workshop(workshop=workshop, by=by, at=SPRING - 15 * MINUTE)
    people = {
        number: joined(
            workshop.site, perspective, receipt=receipts[number], at=SPRING - 10 * MINUTE + number * MINUTE / 8,
            channel="paper" if number in spring.PAPER else "phone" if number in spring.PHONE else "live",
            consent_quote=number not in spring.NO_QUOTE, consent_reuse=number in spring.REUSE,
        )
        for number, perspective in enumerate(spring.PERSPECTIVES, start=1)
    }  # fmt: skip
    worked, helped, sort_helped, sort_worked, vote = steps
    at = SPRING + 20 * MINUTE
    notes = _written(workshop, worked, spring_notes.WORKED, people, None, by, at)
    notes |= _written(workshop, helped, spring_notes.HELPED, people, worked, by, at + 25 * MINUTE)
    themes = _sorted(
        workshop, sort_helped, spring.HELPED_THEMES, spring_notes.HELPED, notes, helped, by, at + 60 * MINUTE
    )
    _sorted(workshop, sort_worked, spring.WORKED_THEMES, spring_notes.WORKED, notes, sort_helped, by, at + 90 * MINUTE)
    at += 110 * MINUTE
    vote = opened(workshop.site, vote, sort_worked, by, at)
    for order, (number, dots) in enumerate(sorted(spring.DOTS.items())):
        ballot = {theme.pk: count for theme, count in zip(themes, dots, strict=True) if count}
        place_dots(
            exercise=vote, participation=people[number], dots=ballot, by=people[number], at=at + order * MINUTE / 6
        )
    shown(vote, by, at + 10 * MINUTE)
    pacing.close_workshop(workshop=workshop, by=by, at=at + 30 * MINUTE)
    return notes


def build_today(*, lab: Lab, by: User, now: datetime, known_code: bool) -> Workshop:
    """The running session as it looks eight minutes into its second step. known_code: take the printed join code."""
    start = now.replace(second=0, microsecond=0) - 24 * MINUTE
    workshop, steps = _planned(lab, today, by, at=start - timedelta(days=14), starts_at=start)
    pacing.open_workshop(workshop=workshop, by=by, at=start - 10 * MINUTE)
    if known_code:
        _take_code(workshop, today.JOIN_CODE)
    people = {
        number: joined(workshop.site, perspective, at=start, consent_quote=number not in today.NO_QUOTE)
        for number, perspective in enumerate(today.PERSPECTIVES, start=1)
    }
    why, hinder, *_later = steps
    why = opened(workshop.site, why, None, by, start + 2 * MINUTE)
    for order, (number, text) in enumerate(today.WHY_HERE):
        _left(why, people[number], f"why-{order}", text, start + 3 * MINUTE + order * MINUTE / 2)
    shown(why, by, start + 11 * MINUTE)
    hinder = opened(workshop.site, hinder, why, by, start + 16 * MINUTE)
    for order, (number, text, hold) in enumerate(today.NOTES):
        at = start + 17 * MINUTE + order * MINUTE / 3
        note = _left(hinder, people[number], f"hinder-{order}", text, at)
        if hold:
            hold_note(contribution=note, reason=hold, by=by, at=at + MINUTE)
    for number in today.READY:
        set_ready(exercise=hinder, participation=people[number], ready=True, by=people[number], at=start + 23 * MINUTE)
    seen(participation_ids=[person.pk for person in people.values()], by=by, at=now)
    return workshop


def _planned(lab: Lab, content, by: User, at: datetime, starts_at: datetime) -> tuple[Workshop, list[Exercise]]:
    workshop = planning.create_workshop(
        lab=lab, by=by, at=at, with_programme=False, is_demo=True, starts_at=starts_at, **content.WORKSHOP
    )
    steps: list[Exercise] = []
    for kind, title, prompt, minutes, source in content.STEPS:
        steps.append(
            planning.add_exercise(
                workshop=workshop, kind=kind, title=title, prompt=prompt, minutes=minutes, by=by, at=at,
                source=steps[source - 1] if source else None,
            )
        )  # fmt: skip
    return workshop, steps


def _left(step: Exercise, person: Participation, key: str, text: str, at: datetime, **fields) -> Contribution:
    return leave_note(exercise=step, participation=person, text=text, client_key=named(key), by=person, at=at, **fields)


def _written(
    workshop: Workshop, step: Exercise, content: dict, people: dict, before: Exercise | None, by: User, at: datetime
) -> dict[str, Contribution]:
    """One silent question. Notes come mixed, by a checksum of their key, as they would from forty people."""
    step = opened(workshop.site, step, before, by, at)
    rows = sorted((row for rows in content.values() for row in rows), key=lambda row: zlib.crc32(row[0].encode()))
    notes = {}
    for order, (key, number, text) in enumerate(rows):
        person = people[number]
        notes[key] = _left(
            step, person, key, text, at + order * MINUTE / 4, language=spring_notes.LANGUAGES.get(key, "sv"),
            transcribed_by=by if person.channel != "live" else None,
        )  # fmt: skip
        if key in spring_notes.NOT_ANALYSED:
            change_consent(contribution=notes[key], use="analysis", granted=False, by=person, at=at + 15 * MINUTE)
        if key in spring_notes.WITHDRAWN:
            withdraw(contribution=notes[key], by=person, at=at + 16 * MINUTE)
    shown(step, by, at + 18 * MINUTE)
    return notes


def _sorted(
    workshop: Workshop,
    step: Exercise,
    themes: tuple,
    content: dict,
    notes: dict,
    before: Exercise,
    by: User,
    at: datetime,
) -> list:
    """One sorting: the themes in order, with the notes the room laid in them."""
    step = opened(workshop.site, step, before, by, at)
    made = []
    for order, (key, title) in enumerate(themes):
        when = at + order * 2 * MINUTE
        made.append(clustering.create_cluster(exercise=step, title=title, by=by, at=when))
        ids = [notes[note].pk for note, _person, _text in content[key]]
        clustering.move_notes(exercise=step, note_ids=ids, cluster=made[-1], by=by, at=when + MINUTE)
    shown(step, by, at + 15 * MINUTE)
    return made


def _take_code(workshop: Workshop, code: str) -> None:
    """The printed join code instead of the drawn one, unless another session has it."""
    if not Site.objects.filter(join_key=fold(code)).exists():
        Site.objects.filter(workshop=workshop).update(join_code=code, join_key=fold(code))
