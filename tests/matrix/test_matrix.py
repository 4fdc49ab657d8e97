"""Every address × role × phase. An address that no row speaks of fails; so does a row for an address that is gone."""

from __future__ import annotations

import pytest

from tests.matrix.routes import our_routes
from tests.matrix.rows import ROWS as WORK
from tests.matrix.rows_rooms import ROOMS
from tests.matrix.world import PHASES, ROLES, build, outcome

pytestmark = pytest.mark.django_db
ROWS = WORK | ROOMS


def test_every_address_has_a_row():
    assert {name for name, _pattern in our_routes()} == set(ROWS)


@pytest.mark.slow
@pytest.mark.parametrize("phase", PHASES)
def test_who_may_do_what(phase, subtests):
    world = build(phase)
    for name, row in ROWS.items():
        for role in ROLES:
            for method in row.methods:
                with subtests.test(f"{method} {name} as {role} while {phase}"):
                    response = row.send(world, role, method, name)
                    assert outcome(response) in row.expected(role, phase, method)


def test_the_rows_would_notice_an_open_door():
    """The table itself: a row that expects the same of everybody says that the page is public."""
    for name, row in ROWS.items():
        answers = {frozenset(row.expected(role, "closed", row.methods[0])) for role in ROLES}
        assert len(answers) > 1 or row.is_public, name
