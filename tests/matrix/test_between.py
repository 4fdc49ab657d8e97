"""What one table or site reads of another: every address of ours × who asks × how far up the ladder things have come.

Each note carries a word of its own. Every address is opened with every object there is in its place, as a page and,
where a view asks whether a fragment is wanted, as a fragment, and what the page listens to is asked too; the words that
come back are exactly those that may be read. Where there is no object at all, one is enough to be refused.
"""

from __future__ import annotations

import itertools
import re
import uuid
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from hlab.core import access
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
    "host_of_another_table": [NONE, NONE, {TVA} | TABLE, {TVA} | TABLE, {TVA} | TABLE],
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
        "note": [note.pk for note in world.notes[:3]],
        "batch": [uuid.UUID(int=1)],
        "key": [world.b.join_key],
        "act": ["visa"],
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


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """What views have asked of the request's htmx since it was emptied. One that asks nothing answers a request for a
    fragment as it answers any other, so that nothing is learnt by sending it both."""
    names: list[str] = []
    value = HtmxDetails._get_header_value
    monkeypatch.setattr(
        HtmxDetails, "_get_header_value", lambda details, name: (names.append(name), value(details, name))[1]
    )
    return names


@pytest.fixture
def nothing_there(monkeypatch) -> set[str]:
    """Addresses whose door has looked for an object and found none, before anything was asked of who stands there: the
    number of a lab where that of an indicator is wanted. Nobody comes further; one of them has been refused there."""
    empty: set[str] = set()
    get_for = access.get_for

    def look(request, rows, perm, **key):
        try:
            return get_for(request, rows, perm, **key)
        except Exception:
            manager = getattr(rows, "_default_manager", rows)
            if not manager.filter(**key).exists():
                empty.add(request.path)
            raise

    monkeypatch.setattr(access, "get_for", look)
    return empty


@pytest.mark.slow
def test_each_reads_exactly_what_the_ladder_lets_them(subtests, asked, nothing_there, bare_refusals):
    world = build()
    doors = addresses(world)
    assert len(doors) > 60
    for rung, stage in enumerate(STAGES):
        climb(world, stage)
        nothing_there.clear()
        told = {}
        for event in Event.objects.all():
            told.setdefault(event.channel, []).append(str(event.data))
        for role, may in MAY_READ.items():
            seen = set()
            for door in [door for door in doors if door not in nothing_there]:
                words = behind(world.clients[role], door, told, asked)
                seen |= words
                if words - may[rung]:
                    with subtests.test(f"{door} as {role}, {stage}"):
                        assert words <= may[rung]
            assert len(nothing_there) < len(doors) * 0.6, "the world has objects of its own, whoever asks"
            with subtests.test(f"{role}, {stage}"):
                assert seen == may[rung]


def behind(client: Client, door: str, told: dict, asked: list[str]) -> set[str]:
    """The words behind one address: on the page, in the fragment and in what it listens to."""
    asked.clear()
    status, words, channels = read(client, door)
    if status == 200 and asked:
        words |= read(client, door, HTTP_HX_REQUEST="true")[1]
    return words | {word for word in WORDS for channel in channels for text in told.get(channel, []) if word in text}


def test_what_stands_around_a_refusal_tells_nothing(subtests):
    """The other tests of this file leave it out."""
    world = build()
    for stage in STAGES:
        climb(world, stage)
    led = [reverse("workshops:console", args=[site.pk]) for site in (world.a, world.b)]
    doors = [*led, *(reverse(f"workshops:{name}", args=[world.workshop.pk]) for name in ("programme", "report"))]
    refused = set()
    for role in MAY_READ:
        with subtests.test(role):
            answers = [read(world.clients[role], door) for door in (*doors, "/finns-inte/")]
            assert answers[-1][0] == 404
            refused |= {status for status, *_told in answers}
            assert not [words for status, words, _wire in answers if status in (403, 404) and words]
    assert {403, 404} <= refused


NOT_HEARD = {  # channels by what they are of, of those that are somebody else's
    "participant": ("group two", "site b", "desk a", "desk b"),
    "other_group_participant": ("group one", "site b", "desk a", "desk b"),
    "other_site_participant": ("group one", "group two", "site a", "desk a", "desk b"),
    "named_elsewhere": ("group one", "group two", "desk a"),
    "host_of_the_table": ("group two",),
    "host_of_another_table": ("group one",),
    "listener": ("group one", "group two", "desk a", "desk b"),
    "stranger": ("group one", "group two", "site a", "site b", "desk a", "desk b"),
}


def test_nobody_listens_to_a_table_or_desk_that_is_not_theirs(subtests, bare_refusals):
    world = build()
    names = {
        "group one": f"group:{world.one.pk}", "group two": f"group:{world.two.pk}", "site a": f"site:{world.a.pk}",
        "site b": f"site:{world.b.pk}", "desk a": f"site:{world.a.pk}:desk", "desk b": f"site:{world.b.pk}:desk",
    }  # fmt: skip
    doors = [door for door in addresses(world) if door.startswith(("/delta/", "/led/", "/verkstad/", "/storbild/"))]
    for role, others in NOT_HEARD.items():
        with subtests.test(role):
            heard = {channel for door in doors for channel in read(world.clients[role], door)[2]}
            assert not heard & {names[other] for other in others}
