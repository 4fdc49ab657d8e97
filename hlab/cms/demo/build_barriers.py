"""The example's day of systemhinder: three sites the same morning, cards, and what was brought together of them."""

from __future__ import annotations

import uuid
from datetime import timedelta

from goals.actions.barrier_cards import save_card
from goals.actions.barrier_merging import bring_together
from goals.actions.barriers import change_barrier, judge_state, show_to_anyone
from goals.models import Barrier, Goal
from goals.queries.barrier_words import choosable_versions
from goals.queries.barriers import KIND
from hlab.accounts.models import User
from hlab.cms.demo import barriers
from hlab.cms.demo.acts import MINUTE, joined, key, opened, shown
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab
from workshops.actions import pacing, planning, sites
from workshops.models import Exercise, Participation, Site, Workshop
from workshops.queries import step_at

DAY, GATHERED, PUBLIC = moment(10, 27, 9, 0), moment(11, 12, 13), moment(11, 13, 10)


def build_barriers(*, lab: Lab, by: User, editor: User) -> None:
    """The morning, the work with the cards afterwards, and what anyone may see of it."""
    # What had been locked by then. The rest was written that autumn, and is filled in when the cards are gone through.
    there = [version for version in choosable_versions(lab.pk) if version.frozen_at <= DAY]
    workshop, step = _planned(lab, [version.pk for version in there], by)
    pacing.open_workshop(workshop=workshop, by=by, at=DAY - 15 * MINUTE)
    goals = dict(Goal.objects.filter(lab=lab).values_list("slug", "pk"))
    known = {version.goal_id for version in there}
    cards: dict[str, uuid.UUID] = {}
    for number, site in enumerate(workshop.sites.order_by("position"), start=1):
        cards |= _held(site, number, step, {slug: pk for slug, pk in goals.items() if pk in known}, by)
    pacing.close_workshop(workshop=workshop, by=by, at=DAY + 150 * MINUTE)
    found = {name: Barrier.objects.get(contribution=note) for name, note in cards.items()}
    for name, _site, _person, _title, _example, slugs, *_marks in barriers.CARDS:
        found[name] = change_barrier(
            barrier=found[name], row_version=found[name].row_version, goals=[goals[slug] for slug in slugs], by=by,
            at=GATHERED,
        )  # fmt: skip
    _gone_through(lab, found, by, editor)


def _planned(lab: Lab, versions: list[int], by: User) -> tuple[Workshop, Exercise]:
    at = DAY - timedelta(days=20)
    workshop = planning.create_workshop(
        lab=lab, by=by, at=at, with_programme=False, is_demo=True, starts_at=DAY, **barriers.WORKSHOP
    )
    (name, place), *others = barriers.SITES
    first = workshop.site
    sites.change_site(site=first, row_version=first.row_version, name=name, place=place, by=by, at=at)
    for name, place in others:
        sites.add_site(workshop=workshop, name=name, place=place, by=by, at=at)
    step = planning.add_exercise(
        workshop=workshop, kind=KIND, title=barriers.STEP_TITLE, minutes=40, settings={"versions": versions}, by=by,
        at=at,
    )  # fmt: skip
    return workshop, step


def _held(site: Site, number: int, step: Exercise, goals: dict[str, int], by: User) -> dict[str, uuid.UUID]:
    """One site's morning. Returns the note of each card."""
    here = opened(site, step, None, by, DAY + 5 * MINUTE)
    people = {
        person: joined(site, perspective, at=DAY + person * MINUTE / 4, consent_quote=(number, person) in _QUOTED)
        for person, perspective in enumerate(barriers.PER_SITE, start=1)
    }
    cards = {}
    for order, (name, where, person, *card) in enumerate(barriers.CARDS):
        if where == number:
            cards[name] = _card(here, people[person], name, card, goals, order)
    shown(step_at(site.pk, step.pk), by, DAY + 45 * MINUTE)
    return cards


_QUOTED = {(site, person) for _name, site, person, *_card in barriers.CARDS if (site, person) not in barriers.NO_QUOTE}


def _card(step: Exercise, person: Participation, name: str, card: list, goals: dict[str, int], order: int) -> uuid.UUID:
    title, example, slugs, layer, level, kinds, who, decided = card
    marks = {
        "layer": layer, "level": level, "kinds": kinds, "who_can_act": who, "decided": decided,
        "goals": [goals[slug] for slug in slugs if slug in goals],
    }  # fmt: skip
    return save_card(
        exercise=step, participation=person, card=0, title=title, example=example, marks=marks, row_version=0,
        client_key=key(f"card-{name}"), by=person, at=DAY + (10 + 2 * order) * MINUTE,
    ).pk  # fmt: skip


def _gone_through(lab: Lab, found: dict[str, Barrier], by: User, editor: User) -> None:
    """What belongs together, whether it needs one decision, how it stands, and what anyone may see."""
    public = [found[name] for name in barriers.PUBLIC]
    for order, (title, names, variety, why, state, why_that) in enumerate(barriers.MERGED):
        at = GATHERED + timedelta(hours=1) + 10 * order * MINUTE
        whole = bring_together(lab=lab, ids=[found[name].pk for name in names], title=title, by=by, at=at)
        whole = change_barrier(
            barrier=whole, row_version=whole.row_version, variety=variety, variety_reason=why, by=by, at=at + MINUTE
        )
        public.append(judge_state(barrier=whole, state=state, reason=why_that, by=by, at=at + 2 * MINUTE))
    for name, variety, why in barriers.ALONE:
        at = GATHERED + timedelta(hours=2)
        row = Barrier.objects.get(pk=found[name].pk)
        change_barrier(barrier=row, row_version=row.row_version, variety=variety, variety_reason=why, by=by, at=at)
    for barrier in public:
        show_to_anyone(barrier=barrier, by=editor, at=PUBLIC)
