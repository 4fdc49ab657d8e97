"""Who listens reads what has been shown, writes for themselves, is announced, and neither takes part nor steers."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

import pytest
from django.urls import reverse

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests import factories
from tests.matrix.rows import ROWS
from tests.workshops.after.world import closed, held, logged_in
from tests.workshops.sites.world import NOON, go, person, shown, three_sites
from workshops.actions.contributions import hold_note, withdraw
from workshops.actions.listening import rewrite_for_oneself, throw_away, write_for_oneself
from workshops.models import Contribution, ListenerNote, Participation
from workshops.queries import presence
from workshops.queries.after import listeners_of, written_by
from workshops.rules import counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return held(close=False)


def page_of(client, world):
    return client.get(reverse("workshops:listen", args=[world.workshop.pk]))


def test_a_listener_reads_what_has_been_shown_at_each_site_and_nothing_else(world, client):
    there = go(world.b)
    place = person(world.b)
    factories.make_note(exercise=there, participation=place, text="Inte visad")
    logged_in(client, world, "listener")
    page = page_of(client, world).content.decode()
    assert "Ord nummer 0" in page and "Inte visad" not in page
    shown(there)
    page = page_of(client, world).content.decode()
    assert "Inte visad" in page and "Västmark" in page


def test_what_is_held_or_taken_back_is_not_read(world, client):
    hold_note(contribution=world.notes[0], reason="other", by=None, at=NOON)
    withdraw(contribution=world.notes[1], by=world.people[1], at=NOON)
    logged_in(client, world, "listener")
    page = page_of(client, world).content.decode()
    assert "Ord nummer 0" not in page and "Ord nummer 1" not in page and "Ord nummer 2" in page


def test_the_page_follows_every_site_and_drops_what_is_taken_back(world, client):
    logged_in(client, world, "listener")
    page = page_of(client, world).content.decode()
    assert all(f"site:{site.pk}" in page for site in (world.a, world.b, world.c)) and ":desk" not in page
    withdraw(contribution=world.notes[0], by=world.people[0], at=NOON)
    fragment = client.get(
        reverse("workshops:listen", args=[world.workshop.pk]), HTTP_HX_REQUEST="true"
    ).content.decode()
    assert "Ord nummer 0" not in fragment and "Ord nummer 1" in fragment and "<html" not in fragment


@pytest.mark.parametrize("number", [1, 60])
def test_the_page_asks_few_questions_however_much_there_is(world, client, number, django_assert_max_num_queries):
    factories.make_many_notes(step=world.step, participation=world.people[0], number=number)
    user = logged_in(client, world, "listener")
    for n in range(number):
        ListenerNote.objects.create(
            workshop=world.workshop, user=user, key=uuid.uuid4(), text=f"Egen {n}", created_at=NOON
        )
    with django_assert_max_num_queries(15):
        assert page_of(client, world).status_code == 200


def test_a_note_to_oneself_is_kept_once_changed_and_thrown_away(world, client):
    user = logged_in(client, world, "listener")
    address = reverse("workshops:listen", args=[world.workshop.pk])
    sent = {"text": "Fråga mer om väntan", "exercise": world.step.pk, "key": uuid.uuid4()}
    for _twice in range(2):
        assert client.post(address, sent).status_code == 302
    note = ListenerNote.objects.get()
    assert (note.user, note.exercise_id, note.text) == (user, world.step.pk, "Fråga mer om väntan")
    there = reverse("workshops:change_listened", args=[world.workshop.pk, note.pk])
    assert client.post(there, {"text": "Fråga mindre", "row_version": 1}).status_code == 302
    stale = client.post(there, {"text": "Något tredje", "row_version": 1})
    assert (
        stale.status_code == 409
        and "Fråga mindre" in stale.content.decode()
        and "Något tredje" in stale.content.decode()
    )
    text = client.get(reverse("workshops:listened", args=[world.workshop.pk]))
    assert text["Content-Type"].startswith("text/plain") and "Fråga mindre" in text.content.decode()
    assert client.post(there, {"kasta": "1"}).status_code == 302
    assert not ListenerNote.objects.exists()


def test_nobody_else_reads_or_changes_it(world, client):
    writer = factories.make_member(lab=world.lab, role="listener")
    note = write_for_oneself(workshop=world.workshop, text="Bara mitt", key=uuid.uuid4(), by=writer, at=NOON)
    other = logged_in(client, world, "listener")
    assert "Bara mitt" not in page_of(client, world).content.decode()
    assert "Bara mitt" not in client.get(reverse("workshops:listened", args=[world.workshop.pk])).content.decode()
    there = reverse("workshops:change_listened", args=[world.workshop.pk, note.pk])
    assert client.get(there).status_code == client.post(there, {"kasta": "1"}).status_code == 404
    for act in (
        lambda: throw_away(note=note, by=other, at=NOON),
        lambda: rewrite_for_oneself(note=note, text="x", row_version=1, by=other, at=NOON),
    ):
        with pytest.raises(RuleBroken):
            act()
    logged_in(client, world, "lead")
    for name in ("report", "notes", "log", "report_csv"):
        answer = client.get(reverse(f"workshops:{name}", args=[world.workshop.pk]))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Bara mitt" not in body
    assert not AuditEvent.objects.filter(subject__startswith="listenernote").exists()


def test_bad_input_to_a_note(world):
    user = factories.make_member(lab=world.lab, role="listener")
    elsewhere = factories.make_workshop()
    for text, step in (("   ", None), ("x" * 4001, None), ("Bra", elsewhere.exercises.first())):
        with pytest.raises(RuleBroken):
            write_for_oneself(workshop=world.workshop, text=text, exercise=step, key=uuid.uuid4(), by=user, at=NOON)
    note = write_for_oneself(workshop=world.workshop, text="Bra", key=uuid.uuid4(), by=user, at=NOON)
    with pytest.raises(StaleEdit):
        rewrite_for_oneself(note=note, text="Bättre", row_version=7, by=user, at=NOON)


# --- Announced --------------------------------------------------------------------------------


def test_participants_are_told_who_listens_by_organisation_and_never_by_name(client):
    world = three_sites()
    inquiry, skr = factories.make_organisation(name="Utredningen"), factories.make_organisation(name="SKR")
    for organisation in (inquiry, inquiry, skr):
        factories.make_member(
            lab=world.lab, role="listener", first_name="Rut", last_name="Namnsdotter", organisation=organisation
        )
    assert listeners_of(world.workshop) == ["SKR", "Utredningen"]
    door = client.get(reverse("workshops:door", args=[world.a.join_key])).content.decode()
    receipt, code = factories.make_receipt()
    person(world.a, receipt=receipt)
    lobby = factories.carry(client, code).get(reverse("workshops:take_part", args=[world.workshop.pk])).content.decode()
    for page in (door, lobby):
        assert "Lyssnar:" in page and "SKR, Utredningen" in page and "Namnsdotter" not in page


def test_nobody_listens_and_nothing_is_said(client):
    world = three_sites()
    assert "Lyssnar:" not in client.get(reverse("workshops:door", args=[world.a.join_key])).content.decode()


# --- Takes no part ----------------------------------------------------------------------------


def test_a_listener_is_not_let_in_as_a_participant(world, client):
    logged_in(client, world, "listener")
    world.a.refresh_from_db()
    door, before = reverse("workshops:door", args=[world.a.join_key]), Participation.objects.count()
    for answer in (client.get(door), client.post(door, {"perspective": "national"}), client.get(f"{door}?ny=1")):
        assert answer.status_code == 302 and answer["Location"] == reverse("workshops:listen", args=[world.workshop.pk])
    assert Participation.objects.count() == before
    assert presence(world.a, world.step, NOON)["joined"] == 6


def test_a_receipt_on_the_same_device_does_not_let_a_listener_write(world, client):
    world.step = go(world.a, 2)
    factories.carry(client, world.code)
    logged_in(client, world, "listener")
    there = reverse("workshops:act", args=[world.workshop.pk, world.step.pk, "lamna"])
    before = Contribution.objects.count()
    assert client.post(there, {"text": "Jag med", "key": uuid.uuid4()}).status_code == 403
    assert client.get(reverse("workshops:take_part", args=[world.workshop.pk])).status_code == 302
    assert Contribution.objects.count() == before


def test_what_a_listener_would_answer_is_not_counted(world, client):
    from hlab.accounts.viewer import Viewer

    user = factories.make_member(lab=world.lab, role="listener")
    assert not counts(Viewer(user=user, receipt=world.receipt), world.workshop)


def test_a_listener_can_send_nothing_to_any_door_but_their_own(world, client):
    """Every address of the room that takes something in."""
    logged_in(client, world, "listener")
    objects = {
        "workshop": world.workshop, "lab": world.lab, "step": world.step, "last_step": world.step,
        "note": world.notes[0], "group": factories.make_workshop().site, "reflection": world.step,
        "story": SimpleNamespace(pk=uuid.uuid4()), "statement": world.step,
    }  # fmt: skip
    mine = {
        "workshops:join", "workshops:door", "workshops:listen", "workshops:change_listened",
        "workshops:report_as_listener",  # whoever reads a note may say that it points somebody out
    }  # fmt: skip
    for name, row in ROWS.items():
        if not name.startswith("workshops:") or name in mine or "POST" not in row.methods:
            continue
        answer = client.post(reverse(name, args=row.args(objects)), row.data or {})
        assert answer.status_code in (403, 404), name


def test_after_the_session_a_listener_still_reads(world, client):
    closed(world)
    logged_in(client, world, "listener")
    assert "Ord nummer 0" in page_of(client, world).content.decode()


def test_ones_own_copy_holds_the_notes_and_they_go_with_the_account(world, client):
    from hlab.accounts.actions.leaving import erase_user

    user = factories.make_member(lab=world.lab, role="listener")
    write_for_oneself(workshop=world.workshop, text="Bara mitt", key=uuid.uuid4(), by=user, at=NOON)
    assert written_by(user)["anteckningar"][0]["text"] == "Bara mitt"
    assert written_by(factories.make_user()) == {"anteckningar": [], "logg": []}
    erase_user(user=user, by=user, at=NOON)
    assert not ListenerNote.objects.exists()
