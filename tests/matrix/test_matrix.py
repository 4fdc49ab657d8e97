"""Every address × role × phase. An address that no row speaks of fails; so does a row for an address that is gone."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from journeys.exports import picture
from tests.matrix.routes import our_routes
from tests.matrix.rows import ROWS as WORK
from tests.matrix.rows_feedback_answers import FEEDBACK_ANSWERS
from tests.matrix.rows_feedback_proposals import PROPOSALS
from tests.matrix.rows_feedback_public import FEEDBACK_PUBLIC
from tests.matrix.rows_feedback_reporting import REPORTING
from tests.matrix.rows_feedback_responding import RESPONDING
from tests.matrix.rows_feedback_rounds import FEEDBACK_ROUNDS
from tests.matrix.rows_feedback_scenes import SCENES
from tests.matrix.rows_feedback_understanding import RESULTS
from tests.matrix.rows_followup import FOLLOWUP
from tests.matrix.rows_journeys import JOURNEYS
from tests.matrix.rows_rooms import ROOMS
from tests.matrix.world import PHASES, ROLES, build, outcome

pytestmark = pytest.mark.django_db
ROWS = WORK | ROOMS | JOURNEYS | FOLLOWUP
ROWS |= FEEDBACK_ANSWERS | FEEDBACK_PUBLIC | FEEDBACK_ROUNDS | PROPOSALS | REPORTING | RESPONDING | RESULTS | SCENES
EVERYWHERE = "closed"
"""The phase in which every row is asked, also those on which it has no bearing, and of PostgreSQL too."""
ONCE = pytest.mark.once("the rules are the same; that each page can be asked of a database is told by one phase")


def test_every_address_has_a_row():
    assert {name for name, _pattern in our_routes()} == set(ROWS)


@contextmanager
def told_if_wrong(subtests, what: str):
    """A subtest of what goes wrong only: to report the thousands that go well costs as much as to render the pages."""
    try:
        yield
    except Exception:
        with subtests.test(what):
            raise


@pytest.mark.slow
@pytest.mark.parametrize("phase", [pytest.param(phase, marks=() if phase == EVERYWHERE else ONCE) for phase in PHASES])
def test_who_may_do_what(phase, subtests, monkeypatch, bare_refusals):
    monkeypatch.setattr(picture, "SHARP", 0.2)  # who may fetch a picture is the same when it is small
    world = build(phase)
    for name, row in ROWS.items():
        if phase != EVERYWHERE and not row.is_of_the_session(world.objects):
            continue
        for role in ROLES:
            for method in row.methods:
                with told_if_wrong(subtests, f"{method} {name} as {role} while {phase}"):
                    response = row.send(world, role, method, name)
                    assert outcome(response) in row.expected(role, phase, method)


def test_the_rows_would_notice_an_open_door():
    """The table itself: a row that expects the same of everybody says that the page is public."""
    for name, row in ROWS.items():
        answers = {frozenset(row.expected(role, "closed", row.methods[0])) for role in ROLES}
        assert len(answers) > 1 or row.is_public, name
