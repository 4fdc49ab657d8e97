"""The example's conversation about what should be shared: open over the autumn, answered by people of three minds."""

from __future__ import annotations

import random
from datetime import timedelta

from hlab.accounts.models import User
from hlab.cms.demo import statements
from hlab.cms.demo.acts import joined, key, opened, shown
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab
from workshops.actions import pacing, planning
from workshops.actions.opinions import leave_out, put_forward, take_down_stances
from workshops.enums import Channel
from workshops.models import Exercise
from workshops.queries.opinions import KIND, live_statements

BEGINS, ENDS, CLOSED = moment(10, 5, 8), moment(11, 15, 20), moment(11, 16, 9)
APART = timedelta(hours=11, minutes=19)
FEWEST = 16
"""Statements that even the one who had least time got through."""


def build_opinions(*, lab: Lab, by: User) -> None:
    """A session open for six weeks. What each answers is drawn from the likelihoods of their mind, the same each time."""
    workshop = planning.create_workshop(
        lab=lab, by=by, at=BEGINS - timedelta(days=3), with_programme=False, is_demo=True, starts_at=BEGINS,
        **statements.WORKSHOP,
    )  # fmt: skip
    step = planning.add_exercise(
        workshop=workshop, kind=KIND, title=statements.STEP_TITLE, minutes=15, open_until=ENDS,
        settings={"statements": [text for text, *_likely in statements.STATEMENTS]}, by=by,
        at=BEGINS - timedelta(days=3),
    )  # fmt: skip
    pacing.open_workshop(workshop=workshop, by=by, at=BEGINS)
    step = opened(workshop.site, step, None, by, BEGINS)
    _answered(step)
    _put_forward(step, by)
    shown(step, by, ENDS)
    pacing.close_workshop(workshop=workshop, by=by, at=CLOSED)


def _answered(step: Exercise) -> None:
    dice = random.Random(statements.SEED)  # noqa: S311  (no secret: the example is the same each time)
    rows = dict(enumerate(row.pk for row in live_statements(step)))
    crowd = [
        (perspective, mind)
        for (perspective, people), mind in zip(statements.MINDS, statements.MIND_OF, strict=True)
        for _person in range(people)
    ]
    dice.shuffle(crowd)
    for order, (perspective, mind) in enumerate(crowd):
        at = BEGINS + order * APART
        place = joined(step.site, perspective, at=at, channel=Channel.ONLINE)
        seen = dice.sample(sorted(rows), dice.randint(FEWEST, len(rows)))
        values = {rows[n]: _drawn(dice, n, mind) for n in seen}
        take_down_stances(
            exercise=step, participation=place, values=values, by=place, at=at + timedelta(minutes=9)
        )  # fmt: skip


def _drawn(dice: random.Random, statement: int, mind: int) -> int:
    _text, agrees, disagrees = statements.STATEMENTS[statement]
    thrown = dice.random()
    return 1 if thrown < agrees[mind] else -1 if thrown < agrees[mind] + disagrees[mind] else 0


def _put_forward(step: Exercise, by: User) -> None:
    """What people added, and why it was not taken with."""
    for order, (text, why) in enumerate(statements.LEFT_OUT):
        at = moment(10, 19, 18) + order * APART
        place = joined(step.site, "lived", at=at, channel=Channel.ONLINE)
        added = put_forward(
            exercise=step, participation=place, text=text, client_key=key(f"statement-{order}"), by=place, at=at
        )
        leave_out(statement=added, reason=why, by=by, at=at + timedelta(hours=14))
