"""The tree of pages, and rooms with something in them."""

import pytest
from django.test import Client

from hlab.cms.actions.publishing import publish_goal
from hlab.cms.actions.site import ensure_site
from hlab.cms.models import StartPage
from tests import factories, ground


@pytest.fixture
def tree(db):
    """The public site as it stands after the first deploy."""
    return StartPage.objects.get() if ground.is_laid("tree") else ensure_site(at=factories.NOON)


@pytest.fixture
def anyone(tree) -> Client:
    return Client()


@pytest.fixture
def publish(tree, lead):
    """publish(**fields) → the page of a new målbild, published as an editor does it."""

    def make(people: int = 6, **fields):
        notes = fields.pop("notes", None)
        goal = fields.pop("goal", None) or factories.make_goal(
            lab=fields.pop("lab", None) or lead.memberships.first().lab,
            **{key: fields.pop(key) for key in ("slug", "is_demo", "origin") if key in fields},
        )
        if notes is None:
            notes = factories.make_room(people=people, lab=goal.lab)[2]
        version = factories.make_goal_version(goal=goal, notes=notes, **fields)
        return publish_goal(version=version, by=lead, at=factories.NOON)

    return make
