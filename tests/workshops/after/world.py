"""A session at one or three sites that has been held and closed, with what people said."""

from __future__ import annotations

from datetime import timedelta

from tests import factories
from tests.workshops.sites.world import NOON, again, go, person, shown, three_sites
from workshops.actions import pacing


def held(*, people=6, perspective="lived", close=True, anonymity="role", **fields):
    """.workshop .a .b .c .step (the first, shown at the first site) .notes .people .receipt .code (of the first)."""
    world = three_sites(anonymity=anonymity, **fields)
    world.step = go(world.a)
    world.receipt, world.code = factories.make_receipt()
    world.people = [
        person(world.a, perspective=perspective, **({"receipt": world.receipt} if number == 0 else {}))
        for number in range(people)
    ]
    world.notes = [
        factories.make_note(
            exercise=world.step, participation=place, text=f"Ord nummer {number}", at=NOON + timedelta(seconds=number)
        )
        for number, place in enumerate(world.people)
    ]
    world.step = shown(world.step)
    if close:
        closed(world)
    return world


def closed(world):
    """Close every site of the session."""
    pacing.close_workshop(workshop=world.workshop, by=None, at=NOON)
    for name in ("a", "b", "c"):
        getattr(world, name).refresh_from_db()
    world.step = again(world.step)
    world.workshop.refresh_from_db()
    return world


def logged_in(client, world, role, **fields):
    """The client as somebody with a role in the lab. Returns the user."""
    user = factories.make_member(lab=world.lab, role=role, **fields)
    client.force_login(user)
    return user
