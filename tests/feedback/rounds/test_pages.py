"""The pages of a round: who opens them, how they end, what they tell, and what they cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from feedback.actions.rounds import count_round, end_round, open_round
from feedback.enums import RoundState
from feedback.models import Round
from feedback.queries.rounds import how_it_goes
from hlab.labs.enums import Perspective
from tests import factories
from tests.factories import NOON
from tests.feedback import sample
from tests.feedback.rounds.conftest import AFTER_PAPER, DAYS, WORDS, say

ANYONE = ("lead", "facilitator", "analyst", "editor", "table_host", "listener")
RUNNERS = ("lead", "facilitator", "editor")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def form_of(version, **fields) -> dict:
    sent = (
        WORDS | DAYS | {"versions": [version.pk], "stage": "proposal", "influence": "dialogue", "form": "both", "k": 5}
    )
    return sent | {"closes_at": "2026-12-08T12:00"} | fields


@pytest.fixture
def leader(lead, client_of, freeze):
    freeze(NOON)
    return client_of(lead)


# --- Who opens them ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["new_round", "change_round", "open_round", "close_round", "count_round", "end_round"])
@pytest.mark.parametrize("role", ["analyst", "table_host", "listener"])
def test_only_those_who_run_rounds_move_them(lab, planned, client_of, name, role):
    colleague = client_of(factories.make_member(lab=lab, role=role))
    url = reverse(f"feedback:{name}", args=[lab.pk if name == "new_round" else planned.pk])
    assert colleague.get(url).status_code == 403
    assert colleague.post(url, {"confirm": "1"}).status_code == 403
    planned.refresh_from_db()
    assert planned.state == RoundState.PLANNED


def test_everybody_in_the_lab_sees_the_desk_and_nobody_else(lab, planned, client_of, outsider):
    for role in ANYONE:
        colleague = client_of(factories.make_member(lab=lab, role=role))
        page = colleague.get(reverse("feedback:round", args=[planned.pk]))
        assert page.status_code == 200
        assert ("Öppna rundan" in page.content.decode()) == (role in RUNNERS)
        assert colleague.get(reverse("feedback:rounds", args=[lab.pk])).status_code == 200
    assert client_of(outsider).get(reverse("feedback:round", args=[planned.pk])).status_code == 404
    assert client_of(None).get(reverse("feedback:round", args=[planned.pk])).status_code == 302


# --- Through the forms ------------------------------------------------------------------------


def test_a_round_is_planned_changed_and_opened_by_plain_forms(leader, lab, version):
    new = reverse("feedback:new_round", args=[lab.pk])
    assert "Det här kan du påverka" in text(leader.get(new))
    wrong = leader.post(new, form_of(version, paper_until="2026-12-01"))
    assert wrong.status_code == 422
    assert "Papper kan komma lika länge" in text(wrong)
    made = leader.post(new, form_of(version, key="6f1e1c5c-52b0-4ac0-8d3b-4a3a2d6e6f01"))
    round = Round.objects.get()
    assert made["Location"] == reverse("feedback:round", args=[round.pk])
    change = reverse("feedback:change_round", args=[round.pk])
    assert leader.post(change, form_of(version, title="Nytt namn", row_version=1)).status_code == 302
    stale = leader.post(change, form_of(version, title="Två samtidigt", row_version=1))
    assert stale.status_code == 409
    assert "Nytt namn" in text(stale)
    open_url = reverse("feedback:open_round", args=[round.pk])
    assert leader.post(open_url, {"support_person": ""}).status_code == 422
    assert leader.post(open_url, {"support_person": "Robin Ek"}).status_code == 302
    round.refresh_from_db()
    assert round.state == RoundState.OPEN
    assert leader.get(open_url).status_code == 302


def test_what_is_missing_is_said_with_the_way_there(leader, lab):
    draft = sample.make_version(proposal=sample.make_proposal(lab=lab))
    round = sample.make_round(versions=[draft], state=RoundState.PLANNED)
    for name in ("round", "open_round"):
        page = text(leader.get(reverse(f"feedback:{name}", args=[round.pk])))
        assert "Publicera F1.1 ”En plan som följer med dig”" in page
        assert reverse("feedback:change_round", args=[round.pk]) in page


def test_moving_a_day_is_told_to_anyone(leader, opened, client):
    change = reverse("feedback:change_round", args=[opened.pk])
    page = text(leader.get(change))
    assert 'name="closes_at"' in page
    assert 'name="title"' not in page
    days = {"closes_at": "2026-12-10T12:00", "paper_until": "2026-12-15", "answer_by": "2027-01-31"}
    assert leader.post(change, days | {"row_version": opened.row_version}).status_code == 302
    told = text(client.get(reverse("feedback:public_round", args=[opened.pk])))
    assert "Sista tiden att svara är 10 december 2026 12.00. Innan stod det 8 december 2026 12.00." in told


def test_closing_and_counting_are_asked_about_first(leader, lead, client_of, opened, freeze):
    close = reverse("feedback:close_round", args=[opened.pk])
    assert "kan inte öppnas igen" in text(leader.get(close))
    assert leader.post(close).status_code == 200
    opened.refresh_from_db()
    assert opened.state == RoundState.OPEN
    assert leader.post(close, {"confirm": "1"}).status_code == 302
    count = reverse("feedback:count_round", args=[opened.pk])
    early = leader.post(count, {"confirm": "1"})
    assert early.status_code == 409
    assert "Papper kan komma till och med" in text(early)
    freeze(AFTER_PAPER)
    assert client_of(lead).post(count, {"confirm": "1"}).status_code == 302
    opened.refresh_from_db()
    assert opened.state == RoundState.COUNTED


def test_ending_asks_for_a_reason_when_remarks_wait(leader, lead, client_of, opened, version, freeze):
    place = factories.make_participation(workshop=opened.workshop)
    sample.make_remark(response=say(opened, version, place))
    leader.post(reverse("feedback:close_round", args=[opened.pk]), {"confirm": "1"})
    freeze(AFTER_PAPER)
    leader = client_of(lead)
    count_round(round=opened, by=None, at=AFTER_PAPER)
    end = reverse("feedback:end_round", args=[opened.pk])
    assert "1 synpunkt har inte fått svar." in text(leader.get(end))
    refused = leader.post(end, {"unanswered_reason": ""})
    assert refused.status_code == 422
    assert "Skälet blir publikt" in text(refused)
    assert leader.post(end, {"unanswered_reason": "Nya direktiv."}).status_code == 302
    public = text(leader.get(reverse("feedback:public_round", args=[opened.pk])))
    assert "Nya direktiv." in public


# --- What they tell ---------------------------------------------------------------------------


def crowd(round, version, people, *, perspective=Perspective.LIVED, channel="online", **fields):
    for _one in range(people):
        place = factories.make_participation(workshop=round.workshop, perspective=perspective)
        type(place).objects.filter(pk=place.pk).update(channel=channel)
        say(round, version, place, **fields)


def test_numbers_come_in_broad_steps_and_few_are_not_told(opened, version):
    crowd(opened, version, 4)
    going = how_it_goes(opened)
    assert going.versions == [(version, 0)]
    crowd(opened, version, 4, channel="paper")
    going = how_it_goes(opened)
    assert going.versions == [(version, 5)]
    assert {n for _label, n in going.channels} == {0}
    crowd(opened, version, 1)
    assert how_it_goes(opened).versions == [(version, 5)]
    assert dict(how_it_goes(opened).channels)["Över tid på nätet"] == 5


def test_what_is_counted_is_told_in_the_result_and_no_more_on_the_desk(opened, version, leader):
    """A number that falls a step when somebody takes their answer back says how many there were, to one."""
    crowd(opened, version, 10)
    here = reverse("feedback:round", args=[opened.pk])
    assert "minst 10" in text(leader.get(here))
    Round.objects.filter(pk=opened.pk).update(state=RoundState.COUNTED)
    page = text(leader.get(here))
    assert "minst 10" not in page and "Vilka saknas?" not in page and "Resultatet" in page


def test_staff_and_those_who_took_it_back_are_not_told(opened, version):
    crowd(opened, version, 5, counted=False, level="macro")
    crowd(opened, version, 5, withdrawn_at=NOON, county="12", perspective=Perspective.ELECTED)
    going = how_it_goes(opened)
    assert going.versions == [(version, 0)]
    assert all(some == [] for _kind, some, _none in going.voices)


def test_the_desk_says_whose_voice_is_missing_and_never_how_many(opened, version, leader):
    crowd(opened, version, 4, perspective=Perspective.STAFF, level="micro", county="12")
    assert how_it_goes(opened).voices == []  # of the first who answers it would tell everything
    assert "så många har svarat att ingen" in text(leader.get(reverse("feedback:round", args=[opened.pk])))
    crowd(opened, version, 1, perspective=Perspective.STAFF, level="micro", county="12")
    kinds = {kind: (some, none) for kind, some, none in how_it_goes(opened).voices}
    assert kinds["Perspektiv"][0] == ["Medarbetare"]
    assert "Egen erfarenhet" in kinds["Perspektiv"][1]
    assert kinds["Län"][0] == ["Skåne län"]
    assert len(kinds["Län"][1]) == 20
    page = text(leader.get(reverse("feedback:round", args=[opened.pk])))
    assert "färre än fem, eller ingen" in page
    assert "minst" not in page.split('id="saknas"')[1].split("</section>")[0]


@pytest.mark.parametrize(("role", "told"), [("analyst", True), ("researcher", False), ("table_host", False)])
def test_how_many_wait_is_for_those_who_answer(lab, opened, version, client_of, role, told):
    response = say(opened, version, factories.make_participation(workshop=opened.workshop))
    sample.make_remark(response=response)
    page = text(client_of(factories.make_member(lab=lab, role=role)).get(reverse("feedback:round", args=[opened.pk])))
    assert ("1 synpunkt har inte fått svar ännu." in page) is told
    assert (reverse("feedback:answers", args=[opened.pk]) in page) is told


def test_late_answers_are_told_to_anyone(opened, client, freeze):
    freeze(NOON)
    url = reverse("feedback:public_round", args=[opened.pk])
    assert "Svaren är försenade" not in text(client.get(url))
    freeze(NOON + timedelta(days=90))
    assert "Svaren är försenade" in text(client.get(url))


def test_anyone_reads_what_the_round_is_about(opened, version, client, freeze):
    freeze(NOON)
    page = text(client.get(reverse("feedback:public_round", args=[opened.pk])))
    for words in ("Hur planen görs.", "Att det ska finnas en plan.", "Dialog: vi tänker tillsammans",
                  "Detta är en prövning, inte ett beslut", "Grupper med färre än 5 personer visas inte",
                  "De räknas inte som ett remissvar"):  # fmt: skip
        assert words in page
    assert version.address in page


def test_an_answered_round_says_when_it_was(closed, client, freeze):
    freeze(AFTER_PAPER)
    count_round(round=closed, by=None, at=AFTER_PAPER)
    end_round(round=closed, by=None, at=AFTER_PAPER)
    page = text(client.get(reverse("feedback:public_round", args=[closed.pk])))
    assert "Besvarad 16 december 2026" in page
    assert reverse("feedback:tell_me", args=[closed.pk]) not in page


# --- What they cost ---------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 20])
def test_the_list_and_the_desk_cost_the_same_however_many(leader, lab, n, django_assert_max_num_queries):
    versions = [
        sample.make_version(proposal=sample.make_proposal(lab=lab, number=f"F{i}"), published=True) for i in range(n)
    ]
    round = open_round(
        round=sample.make_round(versions=versions, state=RoundState.PLANNED), support_person="Robin", by=None, at=NOON
    )
    for number in range(n - 1):
        sample.make_round(versions=versions[:1], state=RoundState.PLANNED, title=f"Runda {number}")
    for _one in range(n):
        crowd(round, versions[0], 1)
    leader.get("/arbete/")
    for url in (
        reverse("feedback:rounds", args=[lab.pk]),
        reverse("feedback:round", args=[round.pk]),
        reverse("feedback:public_round", args=[round.pk]),
    ):
        with django_assert_max_num_queries(15):
            assert leader.get(url).status_code == 200
