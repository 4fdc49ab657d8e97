"""Worlds for the tests of action plans."""

from __future__ import annotations

import uuid

import pytest

from goals.actions.plan_judging import Said, judge, judge_from, put_group
from goals.actions.plan_uploads import read_in, take_in
from goals.actions.plans import create_plan
from tests import factories
from tests.factories import NOON

ROWS = "nr\tinsats\tansvarig\tnär\n1\tFast kontakt\tPsykiatrin\t2027\n2\tEn plan som följer med\tKommunen\t2028\n"


def read(plan, by, text=ROWS, *, filename="", at=NOON, note=""):
    """The next version of a plan out of a text."""
    raw = text if isinstance(text, bytes) else text.encode()
    upload = take_in(plan=plan, key=uuid.uuid4(), raw=raw, filename=filename, by=by, at=at)
    return read_in(upload=upload, by=by, at=at, note=note)


def say(assessor, item, goal, answer="clear", reason="Någon vet vem jag är.", at=NOON, **more):
    """One judgement; what is wrong with it, or None."""
    said = Said(item, goal, answer, reason, **more)
    _saved, refused = judge(assessor=assessor, cells=[said], by=assessor.user, at=at)
    return refused.get((item.pk, goal.pk))


@pytest.fixture
def goals(lab):
    """Two målbilder whose words stand: a public one and a locked draft."""
    public = factories.make_published_goal(lab=lab, title="Jag behöver bara berätta en gång")
    locked = factories.make_goal_version(
        goal=factories.make_goal(lab=lab), title="Jag vet vem jag ringer", frozen_at=NOON
    )
    return [public, locked]


@pytest.fixture
def plan(lab, lead):
    return create_plan(
        lab=lab, title="Länets handlingsplan", owner="Samverkansgruppen", period="2026–2028", by=lead, at=NOON
    )


@pytest.fixture
def version(plan, lead):
    """The plan with two actions."""
    return read(plan, lead)


@pytest.fixture
def items(version):
    return list(version.items.all())


@pytest.fixture
def owner(plan, lead):
    """A judge who belongs to those who made the plan."""
    return judge_from(plan=plan, perspective="manager", owns_plan=True, by=lead, at=NOON)


@pytest.fixture
def lived(plan, listener):
    """A judge with own experience."""
    return judge_from(plan=plan, perspective="lived", owns_plan=False, by=listener, at=NOON)


@pytest.fixture
def council(plan, lead):
    """A group of six whose answers are written in."""
    return put_group(plan=plan, label="Brukarrådet", perspective="lived", people=6, owns_plan=False, by=lead, at=NOON)
