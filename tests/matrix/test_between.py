"""What one table or site reads of another: every address of ours × who asks × how far up the ladder things have come.

Each note carries a word of its own. Every address is opened with every object there is in its place, as a page and as
a fragment, and what the page listens to is asked too; the words that come back are exactly those that may be read.
"""

from __future__ import annotations

import itertools
import re
import uuid
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from hlab.labs.actions.members import add_member
from hlab.live.models import Event
from hlab.live.tickets import read_ticket
from tests import factories
from tests.factories import NOON
from tests.matrix.routes import our_routes
from tests.workshops.sites.world import again, go, person, three_sites, two_tables
from workshops.actions import groups, pacing
from workshops.actions.sites import name_host, release

pytestmark = pytest.mark.django_db
ROOMS = ("workshops:", "followup:", "goals:", "api:")
WORDS = ("ordettatt", "ordettfor", "ordtva", "ordvast")
"""One person's at the first table, what was written down for the first table, one's at the second, one's at the other
site."""
TATT, FOR, TVA, VAST = WORDS
STAGES = ("writing", "at the table", "at the site", "let out", "answered")
TABLE, NONE = {TATT, FOR}, set()
MAY_READ = {
    "participant": [{TATT}, TABLE, TABLE, TABLE, TABLE],
    "other_group_participant": [{TVA}, {TVA}, {TVA} | TABLE, {TVA} | TABLE, {TVA} | TABLE],
    "other_site_participant": [{VAST}, {VAST}, {VAST}, {VAST}, {VAST} | TABLE],
    "named_here": [{TVA} | TABLE] * 5,
    # Who leads elsewhere works in the lab too, and reads in its list of notes what a site has been shown.
    "named_elsewhere": [{VAST}, {VAST}, {VAST} | TABLE, {VAST} | TABLE, {VAST} | TABLE],
    "host_of_the_table": [{FOR}, TABLE, TABLE, TABLE, TABLE],
    "host_of_another_table": [NONE, NONE, TABLE, TABLE, TABLE],
    "listener": [NONE, NONE, TABLE, TABLE, TABLE],
    "stranger": [NONE] * 5,
}


def build() -> SimpleNamespace:
    """Two sites with a programme in common, two tables at the first, and somebody of each kind."""
    world = three_sites(in_groups=True)
    world.one, world.two = two_tables(world.a)
    world.step, world.there = go(world.a), go(world.b)
    world.clients, world.notes = {}, []
    for role, site, table, word in (
        ("participant", world.a, world.one, TATT), ("other_group_participant", world.a, world.two, TVA),
        ("other_site_participant", world.b, None, VAST),
    ):  # fmt: skip
        receipt, code = factories.make_receipt()
        place = person(site, table, receipt=receipt)
        step = world.step if site is world.a else world.there
        world.notes.append(factories.make_note(exercise=step, participation=place, text=f"Det är {word}."))
        world.clients[role] = factories.carry(Client(), code)
    named = (
        ("named_here", "facilitator", world.a, None), ("named_elsewhere", "facilitator", world.b, None),
        ("host_of_the_table", "table_host", world.a, world.one),
        ("host_of_another_table", "table_host", world.a, world.two),
        ("listener", "listener", None, None), ("stranger", "", None, None),
    )  # fmt: skip
    for role, in_lab, site, table in named:
        user = factories.make_user()
        if in_lab:
            add_member(lab=world.lab, user=user, role=in_lab, by=None, at=NOON)
        if site:
            name_host(site=site, user=user, group=table, by=None, at=NOON)
        world.clients[role] = Client()
        world.clients[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    note = groups.record_for_group(
        exercise=world.step, group=world.one, text=f"Vi säger {FOR}.", client_key=uuid.uuid4(), by=None, at=NOON
    )
    world.notes.append(note)
    return world


def climb(world, stage: str) -> None:
    """One rung up."""
    if stage == "at the table":
        groups.show_to_group(exercise=world.step, group=world.one, shown=True, by=None, at=NOON)
    elif stage == "at the site":
        groups.confirm(exercise=world.step, group=world.one, by=None, at=NOON)
        pacing.close_writing(exercise=again(world.step), by=None, at=NOON)
        pacing.reveal(exercise=again(world.step), by=None, at=NOON)
    elif stage == "let out":
        release(exercise=again(world.step), by=None, at=NOON)
    elif stage == "answered":
        pacing.close_writing(exercise=again(world.there), by=None, at=NOON)


def addresses(world) -> list[str]:
    """Every address in our rooms with each object that could stand in it."""
    workshop, lab = world.workshop, world.lab
    fits = {
        "step": [world.step.pk],
        "group": [world.one.pk, world.two.pk],
        "note": [note.pk for note in world.notes],
        "batch": [uuid.UUID(int=1)],
        "key": [world.b.join_key],
        "act": ["lamna", "stang", "visa", "slapp", "dela-in"],
        "kind": ["brainstorm"],
        "slug": [lab.slug],
    }
    found = []
    for name, pattern in our_routes():
        if not name.startswith(ROOMS):
            continue
        names = re.findall(r"<(?:(\w+):)?(\w+)>", pattern)
        of_sites = pattern.startswith(("led/", "storbild/", "ort/")) and name != "workshops:notes"
        pk = [world.a.pk, world.b.pk] if of_sites else [workshop.pk if "lab" not in pattern else lab.pk]
        choices = [fits.get(arg, pk) if kind != "uuid" or arg in fits else fits["note"] for kind, arg in names]
        for values in itertools.product(*choices):
            try:
                found.append(reverse(name, args=values))
            except Exception:  # a rest of a path ("nothing here") takes no number
                continue
    return sorted(set(found))


def read(client: Client, address: str, **how) -> tuple[int, set[str], list[str]]:
    """(status, the words that came back, the channels that the page may follow)."""
    answer = client.get(address, **how)
    body = b"".join(answer) if answer.streaming else answer.content
    text = body.decode(errors="replace")
    wire = re.search(r'data-live="/live/stream\?t=([^"]+)"', text)
    channels = list(read_ticket(wire[1]).channels) if wire else []
    return answer.status_code, {word for word in WORDS if word in text}, channels


@pytest.mark.parametrize("stage", STAGES)
def test_each_reads_exactly_what_the_ladder_lets_them(stage, subtests):
    world = build()
    for rung in STAGES[1 : STAGES.index(stage) + 1]:
        climb(world, rung)
    doors, told = addresses(world), {}
    for event in Event.objects.all():
        told.setdefault(event.channel, []).append(str(event.data))
    assert len(doors) > 60
    for role, may in MAY_READ.items():
        allowed, seen, client = may[STAGES.index(stage)], set(), world.clients[role]
        for door in doors:
            status, words, channels = read(client, door)
            hears = [text for channel in channels for text in told.get(channel, [])]
            if status == 200:
                words |= read(client, door, HTTP_HX_REQUEST="true")[1]
            words |= {word for word in WORDS for text in hears if word in text}
            seen |= words
            if words - allowed:
                with subtests.test(f"{door} as {role} while {stage}"):
                    assert words <= allowed
        with subtests.test(f"{role} while {stage}"):
            assert seen == allowed


@pytest.mark.parametrize("role", [role for role in MAY_READ if role not in ("named_here", "listener")])
def test_nobody_listens_to_a_table_or_site_that_is_not_theirs(role, subtests):
    world = build()
    theirs = {
        "participant": {f"site:{world.a.pk}", f"group:{world.one.pk}"},
        "other_group_participant": {f"site:{world.a.pk}", f"group:{world.two.pk}"},
        "other_site_participant": {f"site:{world.b.pk}"},
        "named_elsewhere": {f"site:{world.b.pk}", f"site:{world.b.pk}:desk"},
        "host_of_the_table": {f"site:{world.a.pk}", f"site:{world.a.pk}:desk", f"group:{world.one.pk}"},
        "host_of_another_table": {f"site:{world.a.pk}", f"site:{world.a.pk}:desk", f"group:{world.two.pk}"},
        "stranger": set(),
    }[role]
    heard = {channel for door in addresses(world) for channel in read(world.clients[role], door)[2]}
    assert heard <= theirs | {f"workshop:{world.workshop.pk}"}
