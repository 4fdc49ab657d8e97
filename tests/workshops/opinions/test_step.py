"""One statement at a time: agree, disagree or pass; the latest stands; own statements wait to be read."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken
from tests import factories
from tests.workshops.opinions.world import ACT, NOON, again, close, minds, say, stand, url
from tests.workshops.sites.world import go, person, three_sites
from workshops.actions import rehearsal
from workshops.actions.contributions import change_note, hold_note, release_note, withdraw
from workshops.actions.opinions import accept, leave_out, put_forward, put_seeds, take_stance
from workshops.actions.pacing import open_workshop
from workshops.actions.planning import add_exercise, remove_exercise
from workshops.kinds.opinion import OPINION, clean_settings, fits
from workshops.models import Contribution, OpinionRun, Stance, Statement
from workshops.queries.opinions import live_statements, next_statement, weights_of

pytestmark = pytest.mark.django_db


def page_of(client, there) -> BeautifulSoup:
    answer = client.get(there)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def mine(here, text="Jag vill ha en egen plan.", place=None, **fields) -> Statement:
    place = place or factories.make_participation(workshop=here.workshop)
    fields = {"client_key": uuid.uuid4()} | ACT | fields
    return put_forward(exercise=here.step, participation=place, text=text, **fields)


# --- Settings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["a" * 201], "för långt"),
        ([f"Text {n}" for n in range(201)], "högst 200"),
        (["Samma sak.", "samma  SAK."], "lika"),
    ],
)
def test_settings_that_cannot_be_asked_are_refused(texts, said):
    with pytest.raises(RuleBroken, match=said):
        clean_settings({"statements": texts})


def test_there_must_be_something_to_answer():
    with pytest.raises(RuleBroken, match="minst ett"):
        fits(clean_settings({}), None)
    assert clean_settings({"statements": ["  Ett \n"], "may_add": False}) == {
        "statements": ["Ett"], "may_add": False, "max_length": 200,
    }  # fmt: skip


# --- Answering --------------------------------------------------------------------------------


def test_one_at_a_time_without_a_total_and_the_latest_answer_stands(phone):
    here = stand(3)
    client, place = phone(here.workshop)
    page = page_of(client, url(here, "take_part"))
    first = page.select_one("#pastaende h2").get_text()
    assert page_of(client, url(here, "take_part")).select_one("#pastaende h2").get_text() == first
    assert [button["value"] for button in page.select("#pastaende button")] == ["1", "-1", "0"]
    pk = page.select_one("input[name=statement]")["value"]
    for value in ("1", "1", "-1"):  # sent twice, and changed
        assert client.post(url(here, "act", "svara"), {"statement": pk, "value": value}).status_code == 302
    stance = Stance.objects.get()
    assert (stance.value, stance.participation) == (-1, place)
    page = page_of(client, url(here, "take_part"))
    assert page.select_one("#pastaende h2").get_text() != first
    assert "Du har svarat på 1 påstående" in page.get_text() and " av 3" not in page.select_one("#pastaende").get_text()
    back = page_of(client, f"{url(here, 'take_part')}?sida={stance.statement.number}")
    assert back.select_one("#pastaende h2").get_text() == first
    assert back.select_one("button[aria-pressed=true]")["value"] == "-1"
    for row in live_statements(here.step):
        client.post(url(here, "act", "svara"), {"statement": row.pk, "value": "0"})
    assert "svarat på alla påståenden som finns nu" in page_of(client, url(here, "take_part")).get_text()


@pytest.mark.parametrize("sent", [{"value": "2"}, {"value": ""}, {"value": "1", "statement": "0"}, {"value": "²"}])
def test_what_is_no_answer_is_refused_and_says_so(phone, sent):
    here = stand(2)
    client, _place = phone(here.workshop)
    answer = client.post(url(here, "act", "svara"), {"statement": live_statements(here.step)[0].pk} | sent)
    assert answer.status_code in (409, 422) and "Svaret sparades inte" in answer.content.decode()
    assert not Stance.objects.exists()


def test_other_steps_left_out_and_closed_take_no_answer():
    here, other = stand(2), stand(2)
    place, row = factories.make_participation(workshop=here.workshop), live_statements(here.step)[0]
    foreign = live_statements(other.step)[0].pk
    with pytest.raises(RuleBroken, match="Ladda om"):
        take_stance(exercise=here.step, participation=place, statement=foreign, value=1, **ACT)
    leave_out(statement=row, reason="Säger två saker.", **ACT)
    with pytest.raises(RuleBroken, match="Ladda om"):
        take_stance(exercise=here.step, participation=place, statement=row.pk, value=1, **ACT)
    say(here, place, 1, 1)  # the second is the first by now
    close(here)
    with pytest.raises(RuleBroken, match="stängt"):
        say(here, place, 1, -1)
    assert Stance.objects.get().value == 1


def test_the_database_keeps_one_stance_in_scale_and_the_words(phone):
    here = stand(2)
    place = factories.make_participation(workshop=here.workshop)
    stance = say(here, place, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stance.objects.create(statement=stance.statement, participation=place, value=0, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stance.objects.filter(pk=stance.pk).update(value=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(pk=stance.statement_id).update(text="Andra ord")
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=stance.statement_id).update(state="rejected", reason="")


def test_staff_answer_and_do_not_count_and_an_anonymous_step_leads_nowhere(phone):
    here = stand(2, anonymity="anonymous")
    client, place = phone(here.workshop)
    for value in ("1", "-1"):
        pk = live_statements(here.step)[0].pk
        client.post(url(here, "act", "svara"), {"statement": pk, "value": value})
    stance = Stance.objects.get()
    assert stance.value == -1 and stance.participation_id != place.pk and stance.participation.receipt_id is None
    say(here, factories.make_participation(workshop=here.workshop), 2, 1, counted=False)
    assert list(weights_of(here.step, ["1"])) == ["1"]


def test_the_draw_follows_priority_and_differs_between_people():
    here = stand(8)
    rows = live_statements(here.step)
    minds(here, 12, 2)
    new = mine(here)
    accept(statement=new, **ACT)
    weights = weights_of(here.step, [str(row.pk) for row in live_statements(here.step)])
    assert len(set(weights.values())) > 3  # priorities vary
    assert max(weights, key=weights.get) == str(new.pk) and weights[str(new.pk)] == pytest.approx(5.0625)
    people = [factories.make_participation(workshop=here.workshop) for _ in range(40)]
    first = Counter(next_statement(here.step, place, [*rows, new], ()).pk for place in people)
    assert len(first) > 1
    again_first = [next_statement(here.step, place, [*rows, new], ()).pk for place in people]
    assert Counter(again_first) == first


# --- Own statements ---------------------------------------------------------------------------


def test_an_own_statement_waits_is_taken_in_or_left_out_with_a_reason_that_its_author_reads(phone, client_of):
    here = stand(2)
    client, _place = phone(here.workshop)
    lead = client_of(factories.make_member(lab=here.workshop.lab, role="facilitator"))
    key = str(uuid.uuid4())
    for _ in range(2):
        sent = {"text": "Påstående A om natten", "key": key}
        assert client.post(url(here, "act", "lagg-till"), sent).status_code == 302
    row = Statement.objects.get(contribution__isnull=False)
    assert (row.number, row.state, Contribution.objects.count()) == (3, "waiting", 1)
    assert row not in live_statements(here.step)
    assert "Väntar på att processledaren läser" in page_of(client, url(here, "take_part")).get_text()
    assert "1 påstående väntar" in page_of(lead, url(here, "console")).get_text()
    staff = page_of(lead, url(here, "opinions"))
    assert "Påstående A om natten" in staff.select_one("#vantar").get_text()
    without = lead.post(url(here, "opinion_act", "lamna-bort"), {"pastaende": row.pk, "skal": " "})
    assert without.status_code == 422 and "Skriv varför" in without.content.decode()
    lead.post(url(here, "opinion_act", "lamna-bort"), {"pastaende": row.pk, "skal": "Säger två saker."})
    text = page_of(client, url(here, "take_part")).get_text()
    assert "Togs inte med. Skälet: Säger två saker." in text
    assert lead.post(url(here, "opinion_act", "ta-med"), {"pastaende": row.pk}).status_code == 302
    assert "Med. Andra kan ta ställning" in page_of(client, url(here, "take_part")).get_text()
    assert row in live_statements(here.step)


def test_personal_words_are_asked_about_too_long_is_refused_and_it_can_be_turned_off(phone):
    here = stand(1)
    client, _place = phone(here.workshop)
    sent = {"text": "Ring 070-123 45 67", "key": str(uuid.uuid4())}
    answer = client.post(url(here, "act", "lagg-till"), sent)
    assert answer.status_code == 422 and "Titta en gång till" in answer.content.decode()
    client.post(url(here, "act", "lagg-till"), sent | {"confirmed": "1"})
    row = Statement.objects.get(contribution__isnull=False)
    with pytest.raises(RuleBroken, match="hålls kvar"):
        accept(statement=row, **ACT)
    release_note(contribution=row.contribution, **ACT)
    accept(statement=row, **ACT)
    assert row in live_statements(here.step)
    assert client.post(url(here, "act", "lagg-till"), {"text": "a" * 201, "key": str(uuid.uuid4())}).status_code == 422
    closed = stand(1, settings={"may_add": False})
    with pytest.raises(RuleBroken, match="lägga till"):
        mine(closed)
    assert "eget påstående" not in page_of(phone(closed.workshop)[0], url(closed, "take_part")).get_text()


def test_withdrawn_held_and_reworded_are_left_out_and_other_words_are_another_statement():
    here = stand(1)
    place = factories.make_participation(workshop=here.workshop)
    row = accept(statement=mine(here, place=place), **ACT)
    say(here, place, 2, 1)
    hold_note(contribution=row.contribution, reason="reword", **ACT)
    assert row not in live_statements(here.step)
    later = NOON.replace(minute=30)
    change_note(contribution=row.contribution, text="Jag vill kunna ringa.", row_version=1, by=place, at=later)
    release_note(contribution=row.contribution, by=None, at=later)
    assert row not in live_statements(here.step)
    new = accept(statement=row, by=None, at=later)
    row.refresh_from_db()
    assert (new.number, new.text) == (3, "Jag vill kunna ringa.")
    assert (row.state, row.text) == ("rejected", "Jag vill ha en egen plan.")
    assert accept(statement=new, by=None, at=later) == new  # once more is the same
    assert [r.pk for r in live_statements(here.step)][1:] == [new.pk]
    withdraw(contribution=new.contribution, by=place, at=later)
    assert len(live_statements(here.step)) == 1
    with pytest.raises(RuleBroken, match="tagit tillbaka"):
        accept(statement=new, by=None, at=later)


# --- Sites, paper, rehearsal ------------------------------------------------------------------


def test_several_sites_answer_one_pool_and_read_only_their_own_waiting(client_of):
    world = three_sites(opened=False)
    add_exercise(
        workshop=world.workshop, kind="opinion", title="Påståenden", minutes=9, settings={"statements": ["Ett", "Två"]},
        **ACT,
    )  # fmt: skip
    open_workshop(workshop=world.workshop, **ACT)
    a, b = go(world.a, 3), go(world.b, 3)
    assert Statement.objects.count() == 2  # put in place once
    put_seeds(exercise=a, at=NOON)
    assert Statement.objects.count() == 2
    row = put_forward(exercise=b, participation=person(world.b), text="Från B", client_key=uuid.uuid4(), **ACT)
    client = client_of(factories.make_member(lab=world.lab, role="facilitator"))
    assert "Från B" not in client.get(reverse("workshops:opinions", args=[world.a.pk, a.pk])).content.decode()
    act = reverse("workshops:opinion_act", args=[world.a.pk, a.pk, "ta-med"])
    assert client.post(act, {"pastaende": row.pk}).status_code == 404
    assert "Från B" in client.get(reverse("workshops:opinions", args=[world.b.pk, a.pk])).content.decode()
    accept(statement=row, **ACT)
    assert [r.text for r in live_statements(a)] == ["Ett", "Två", "Från B"]


def test_a_sheet_of_paper_is_written_in_also_afterwards_and_twice_is_once(client_of):
    here = stand(3)
    close(here)
    client = client_of(factories.make_member(lab=here.workshop.lab, role="facilitator"))
    there = reverse("workshops:write_in_answer", args=[here.site.pk, here.step.pk])
    who = {"number": "7", "perspective": "lived", "channel": "paper", "language": "sv", "key": str(uuid.uuid4())}
    assert client.post(there, who).status_code == 422
    for _ in range(2):
        sent = {"stance_1": "1", "stance_2": "-1", "text": "Skriv en sak till."}
        assert client.post(there, who | sent).status_code == 302
    assert sorted(Stance.objects.values_list("statement__number", "value")) == [(1, 1), (2, -1)]
    own = Statement.objects.get(contribution__isnull=False)
    assert (own.state, own.contribution.channel, Statement.objects.count()) == ("waiting", "paper", 4)
    sheet = client.get(reverse("workshops:print_sheets", args=[here.site.pk, "blankett"])).content.decode()
    assert "3. Påstående C" in sheet and "Håller inte med" in sheet


def test_a_rehearsal_answers_is_told_and_leaves_nothing_and_a_step_can_be_removed():
    workshop = factories.make_workshop(with_programme=False)
    step = add_exercise(
        workshop=workshop, kind="opinion", title="P", minutes=9, settings={"statements": ["Ett", "Två"]}, **ACT
    )
    practice = factories.advance(rehearsal.start_rehearsal(workshop=workshop, **ACT), 1)
    here = again(type("Here", (), {"site": practice.site, "workshop": practice})())
    assert rehearsal.let_them_answer(exercise=here.step, **ACT) == (12, True)
    assert rehearsal.let_them_answer(exercise=here.step, **ACT) == (0, True)
    close(here)
    assert OpinionRun.objects.get().people == 12
    rehearsal.end_rehearsal(rehearsal=practice, **ACT)
    assert not (Stance.objects.exists() or Statement.objects.exists() or OpinionRun.objects.exists())
    remove_exercise(exercise=step, **ACT)
    assert OPINION.key == "opinion"
