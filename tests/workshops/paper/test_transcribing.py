"""Somebody writes in for another: the right step, the right person, marked, counted as people, sent twice is once."""

from __future__ import annotations

import uuid

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from hlab.accounts.models import Receipt
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from tests import factories
from tests.workshops.sites.world import NOON, again, go, person, shown, three_sites
from workshops.actions import imports, pacing, transcribing
from workshops.models import Contribution, PaperForm, Participation
from workshops.queries import note_counts, people_behind, presence, shown_notes, step_at
from workshops.queries.paper import LAST_PRINTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return three_sites()


@pytest.fixture
def host(world):
    return factories.make_member(lab=world.lab, role="table_host")


def take(step, host, number=7, text="Ett papper med namn på", key=None, **more):
    said = {"perspective": "relative", "channel": "paper"} | more
    return transcribing.take_down(
        exercise=step, number=number, text=text, client_key=key or uuid.uuid4(), by=host, at=NOON, **said
    )


def sent(step, **more):
    return {
        "text": "Att någon ringde tillbaka", "step": step.pk, "number": 7, "perspective": "relative",
        "channel": "phone", "language": "sv", "key": str(uuid.uuid4()),
    } | more  # fmt: skip


def test_the_same_number_is_the_same_person_and_is_counted_as_one(world, host):
    step = go(world.a)
    one, two = take(step, host), take(step, host, text="Att slippa berätta igen")
    other = take(step, host, number=8, perspective="lived")
    assert one.participation_id == two.participation_id != other.participation_id
    assert note_counts(step)["people"] == 2
    assert people_behind(Contribution.objects.all())[1] == {"relative": 1, "lived": 1}
    assert presence(world.a, step, NOON)["total"] == 0  # nobody in the room waits for paper


def test_a_file_and_a_page_mean_the_same_person(world, host):
    step = go(world.a)
    raw = "text;person\nFörst ur filen;7\n".encode()
    imports.run_import(
        batch=imports.draft_import(exercise=step, filename="a.csv", raw=raw, by=host, at=NOON), by=host, at=NOON
    )
    take(step, host)
    assert Participation.objects.filter(channel="paper").count() == 1
    assert Participation.objects.get().perspective == "relative"


def test_number_seven_of_another_site_is_somebody_else(world, host):
    take(go(world.a), host)
    take(go(world.b), host)
    assert Participation.objects.filter(site__in=[world.a, world.b], channel="paper").count() == 2


def test_a_late_note_joins_its_step_though_it_is_closed_and_shown(world, host):
    step = shown(go(world.a))
    note = take(step, host)
    assert [row.pk for row in shown_notes(again(step))] == [note.pk]
    assert (note.site_id, note.channel, note.transcribed_by) == (world.a.pk, "paper", host)
    pacing.close_workshop(workshop=world.workshop, by=None, at=NOON)
    assert take(step_at(world.a.pk, step.pk), host, text="Ännu senare").exercise_id == step.pk


def test_sent_twice_is_once(world, host):
    step, key = go(world.a), uuid.uuid4()
    assert take(step, host, key=key).pk == take(step, host, key=key).pk
    assert Contribution.objects.count() == 1


def test_consents_are_of_the_note(world, host):
    step = go(world.a)
    assert take(step, host, quote=True).consent_quote is True
    assert take(step, host, text="En till").consent_quote is False


def test_the_trail_tells_what_was_done_and_none_of_the_words(world, host):
    take(go(world.a), host)
    event = AuditEvent.objects.get(act="contribution.transcribed")
    assert event.facts["channel"] == "paper"
    assert "papper med namn" not in str(event.facts)


def test_in_an_anonymous_step_nobody_finds_the_person():
    world = three_sites(anonymity="anonymous")
    host = factories.make_member(lab=world.lab, role="facilitator")
    step = go(world.a)
    note = take(step, host)
    form = PaperForm.objects.get()
    assert note.participation_id != form.participation_id
    assert (note.participation.voice, note.participation.perspective) == ("unknown", "unsaid")


def test_an_anonymous_step_that_has_not_begun_takes_none():
    world = three_sites(anonymity="anonymous")
    host = factories.make_member(lab=world.lab, role="facilitator")
    step = step_at(world.a.pk, world.workshop.exercises.get(position=1).pk)
    with pytest.raises(RuleBroken, match="har inte börjat"):
        take(step, host)
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"number": 0}, "mellan 1 och"),
        ({"number": 10_000}, "mellan 1 och"),
        ({"channel": "live"}, "hur personen"),
        ({"perspective": "kung"}, "Välj ett av alternativen"),
        ({"language": "xx"}, "språken"),
        ({"text": "  "}, "tom"),
        ({"text": "x" * 300}, "för lång"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(world, host, fault, says):
    with pytest.raises(RuleBroken, match=says):
        take(go(world.a), host, **fault)
    assert not Contribution.objects.exists()
    assert not PaperForm.objects.exists()


def test_a_number_that_spoke_otherwise_before_is_asked_about(world, host):
    step = go(world.a)
    take(step, host)
    with pytest.raises(RuleBroken, match="har redan talat som närstående"):
        take(step, host, perspective="lived", text="Nytt")
    assert take(step, host, perspective="unsaid", text="Nytt").participation.perspective == "relative"


def test_a_step_where_nobody_writes_takes_none(world, host):
    from workshops.actions.planning import add_exercise

    add_exercise(workshop=world.workshop, kind="pause", title="Rast", minutes=5, only_at=world.a, by=None, at=NOON)
    pause = step_at(world.a.pk, world.workshop.exercises.get(kind="pause").pk)
    with pytest.raises(RuleBroken, match="lämnar man inga lappar"):
        take(pause, host)


def test_a_new_person_gets_a_number_no_printed_form_has_and_once_a_code(world, host):
    key = uuid.uuid4()
    facts = {"site": world.a, "perspective": "lived", "channel": "phone", "create_key": key, "by": host, "at": NOON}
    form, code = transcribing.new_person(with_receipt=True, **facts)
    assert form.number == LAST_PRINTED + 1
    assert form.participation.receipt == Receipt.objects.get()
    assert code
    again_form, none = transcribing.new_person(with_receipt=True, **facts)
    assert (again_form.pk, none) == (form.pk, "")
    later, _code = transcribing.new_person(with_receipt=False, **facts | {"create_key": uuid.uuid4()})
    assert later.number == LAST_PRINTED + 2
    assert later.participation.receipt is None


def test_a_rehearsal_gives_no_codes(world, host):
    from workshops.actions.rehearsal import start_rehearsal

    planned = factories.make_workshop(lab=world.lab)
    practice = start_rehearsal(workshop=planned, by=None, at=NOON)
    with pytest.raises(RuleBroken, match="övning"):
        transcribing.new_person(
            site=practice.site, perspective="lived", channel="phone", with_receipt=True, create_key=uuid.uuid4(),
            by=host, at=NOON,
        )  # fmt: skip


def test_the_one_with_the_code_follows_their_own_words(world, host, client):
    form, code = transcribing.new_person(
        site=world.a, perspective="lived", channel="phone", with_receipt=True, create_key=uuid.uuid4(), by=host, at=NOON
    )
    note = take(go(world.a), host, number=form.number, perspective="lived", channel="phone")
    factories.carry(client, code)
    page = client.get(reverse("followup:receipt")).content.decode()
    assert note.text in page
    assert "Inskrivet av samtalsledare" in page
    assert client.post(reverse("followup:take_back", args=[note.pk])).status_code == 302
    note.refresh_from_db()
    assert note.withdrawn_at is not None


def test_what_was_written_in_during_a_rehearsal_goes_with_it(world, host):
    from workshops.actions import rehearsal

    practice = rehearsal.start_rehearsal(workshop=factories.make_workshop(lab=world.lab), by=None, at=NOON)
    take(go(practice.site), host)
    rehearsal.end_rehearsal(rehearsal=practice, by=None, at=NOON)
    assert not PaperForm.objects.exists()
    assert not Contribution.objects.exists()


# --- The page ---------------------------------------------------------------------------------


def test_several_in_a_row_keep_step_person_and_choices(world, host, client_of):
    step, client, url = go(world.a), client_of(host), reverse("workshops:write_in", args=[world.a.pk])
    answer = client.post(url, sent(step, consent_quote="on"), follow=True)
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("[autofocus]")["name"] == "text"
    assert page.select_one("#id_text").get_text(strip=True) == ""
    assert page.select_one("#id_number")["value"] == "7"
    assert page.select_one("#id_step option[selected]")["value"] == str(step.pk)
    assert page.select_one("#id_consent_quote").has_attr("checked")
    assert "Nr 7" in page.get_text()
    note = Contribution.objects.get()
    assert (note.channel, note.consent_quote) == ("phone", True)


def test_personal_details_are_warned_about_once_and_then_held(world, host, client_of):
    step, client, url = go(world.a), client_of(host), reverse("workshops:write_in", args=[world.a.pk])
    data = sent(step, text="Ring 070-123 45 67")
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "telefonnummer" in refused.content.decode()
    assert not Contribution.objects.exists()
    assert client.post(url, data | {"confirmed": "1"}).status_code == 302
    assert Contribution.objects.get().hold == "personal"


@pytest.mark.parametrize(
    "fault",
    [{"number": "sju"}, {"step": "99999"}, {"key": "trasig"}, {"channel": "live"}, {"text": ""}, {"number": ""}],
)
def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(world, host, client_of, fault):
    step, url = go(world.a), reverse("workshops:write_in", args=[world.a.pk])
    answer = client_of(host).post(url, sent(step) | fault)
    assert answer.status_code in (400, 422)
    assert "alert--stop" in answer.content.decode() or "field--err" in answer.content.decode()
    if "text" not in fault:
        assert "Att någon ringde tillbaka" in answer.content.decode()
    assert not Contribution.objects.exists()


def test_a_host_reads_only_what_they_wrote_in_themselves(world, host, client_of):
    step = go(world.a)
    factories.make_note(exercise=step, participation=person(world.a), text="Någon annans hemliga ord")
    take(step, factories.make_member(lab=world.lab, role="facilitator"), text="En kollegas lapp")
    page = client_of(host).get(reverse("workshops:write_in", args=[world.a.pk])).content.decode()
    assert "hemliga" not in page
    assert "kollegas" not in page


def test_the_code_is_on_the_answer_and_is_nobody_else_s_to_find(world, host, client_of):
    client, key = client_of(host), str(uuid.uuid4())
    data = {"ny-perspective": "lived", "ny-channel": "phone", "ny-with_receipt": "on", "ny-key": key}
    url = reverse("workshops:new_person", args=[world.a.pk])
    answer = client.post(url, data)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert BeautifulSoup(answer.content, "html.parser").select_one(".code").get_text(strip=True)
    assert client.post(url, data).status_code == 302  # the second time there is no code to show
    assert Receipt.objects.count() == 1


def test_participants_read_that_it_was_written_in_and_by_which_role(world, client_of, phone):
    writer = factories.make_member(lab=world.lab, role="facilitator", first_name="Hemliga", last_name="Namnet")
    step = go(world.a)
    client, _place = phone(world.workshop)
    take(step, writer)
    shown(step)
    page = client.get(reverse("workshops:take_part", args=[world.workshop.pk])).content.decode()
    assert "Närstående · På papper · Inskrivet av processledare" in page
    assert "Hemliga" not in page
    notes = client_of(writer).get(reverse("workshops:notes", args=[world.workshop.pk])).content.decode()
    assert "Inskrivet av processledare" in notes


@pytest.mark.parametrize("role", ["listener", "editor"])
def test_those_who_only_listen_write_nothing_in(world, client_of, role):
    client = client_of(factories.make_member(lab=world.lab, role=role))
    step = go(world.a)
    assert client.post(reverse("workshops:write_in", args=[world.a.pk]), sent(step)).status_code == 403
    assert not Contribution.objects.exists()
