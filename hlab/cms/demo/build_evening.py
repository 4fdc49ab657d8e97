"""What came around the example's journeys: an evening where people mapped their own, what was done about a gap, which
målbilder the maps touch, and what anyone may read."""

from __future__ import annotations

from datetime import date, timedelta

from goals.actions.map_links import link_map
from goals.models import Goal
from hlab.accounts.models import User
from hlab.cms.demo import evening
from hlab.cms.demo.acts import MINUTE, joined, key, opened
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab
from journeys.actions.cards import name_phases, save_card
from journeys.actions.remedies import add_remedy
from journeys.actions.telling import make_told
from journeys.actions.versions import publish_map, say_of_map
from journeys.models import Journey
from journeys.queries.cards import KIND
from workshops.actions import pacing, planning
from workshops.models import Exercise, Participation
from workshops.queries import step_at

DAY, MAPPED, ANSWERED, TIED, PUBLIC = (
    moment(10, 14, 18), moment(10, 16, 10), moment(10, 19, 20), moment(11, 16, 9), moment(11, 17, 9),
)  # fmt: skip
REMEDY_FROM = date(2026, 5, 1)
OPEN_TO_ANYONE = ("norrdal", "vastmark", "to_be")


def build_evening(*, lab: Lab, by: User, editor: User, made: dict[str, Journey]) -> None:
    """The evening, the maps made of it, and the rest."""
    add_remedy(lab=lab, key=key("remedy"), done_on=REMEDY_FROM, by=by, at=moment(5, 1, 9), **evening.REMEDY)
    step, people = _held(lab, by)
    for person, title, question, called, says in evening.MAPS:
        journey = make_told(
            exercise=step, participation=people[person], title=title, question=question, person=called,
            review_on=date(2027, 4, 1), by=by, at=MAPPED,
        )  # fmt: skip
        if says:
            say_of_map(journey=journey, answer=says, edits=journey.edits, by=people[person], at=ANSWERED)
    _tied(lab, by, made)
    for name in OPEN_TO_ANYONE:
        journey = Journey.objects.get(pk=made[name].pk)
        publish_map(journey=journey, edits=journey.edits, by=editor, at=PUBLIC)


def _held(lab: Lab, by: User) -> tuple[Exercise, dict[int, Participation]]:
    at = DAY - timedelta(days=20)
    workshop = planning.create_workshop(
        lab=lab, by=by, at=at, with_programme=False, is_demo=True, starts_at=DAY, **evening.WORKSHOP
    )
    step = planning.add_exercise(
        workshop=workshop, kind=KIND, title=evening.STEP_TITLE, minutes=60, settings={}, by=by, at=at
    )
    pacing.open_workshop(workshop=workshop, by=by, at=DAY)
    site = workshop.site
    step = opened(site, step, None, by, DAY + 5 * MINUTE)
    people: dict[int, Participation] = {}
    for number, (perspective, quoted, cards) in enumerate(evening.WAYS, start=1):
        place = people[number] = joined(site, perspective, at=DAY + number * MINUTE, consent_quote=quoted)
        name_phases(
            exercise=step, participation=place, names=evening.PHASES, row_version=0, by=place, at=DAY + 6 * MINUTE
        )
        for card, (words, marks) in enumerate(cards):
            save_card(
                exercise=step, participation=place, card=0, text=words, marks=marks, row_version=0,
                client_key=key(f"way-{number}-{card}"), by=place, at=DAY + (8 + 3 * card) * MINUTE,
            )  # fmt: skip
    pacing.close_writing(exercise=step, by=by, at=DAY + 60 * MINUTE)
    pacing.close_workshop(workshop=workshop, by=by, at=DAY + 90 * MINUTE)
    return step_at(site.pk, step.pk), people


def _tied(lab: Lab, by: User, made: dict[str, Journey]) -> None:
    goals = {goal.slug: goal for goal in Goal.objects.filter(lab=lab)}
    for name, title, slug, why in evening.LINKS:
        journey = made[name]
        part = journey.steps.filter(title=title).first() or journey.gaps.get(title=title)
        link_map(part=part, goal=goals[slug], reason=why, by=by, at=TIED)
