"""A scale with words: one point each, apart from "vet inte"; shown as how the room falls, and nobody is made out."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from hlab.core.errors import RuleBroken
from tests import factories
from workshops.actions.answers import answer_scale
from workshops.actions.pacing import reopen_writing
from workshops.analysis.distribution import distribution
from workshops.kinds.scale import SCALE, UNKNOWN, clean_settings
from workshops.models import Contribution, ScaleAnswer
from workshops.queries import scale_counts

pytestmark = pytest.mark.django_db
NOON = factories.NOON
LABELS = [("1", "Nej"), ("2", "Kanske"), ("3", "Ja"), (UNKNOWN, "Vet inte")]


def give(here, point, reason="", place=None, **fields):
    place = place or factories.make_participation(workshop=here.workshop)
    fields = {"client_key": uuid.uuid4(), "row_version": 0, "by": place, "at": NOON} | fields
    answer_scale(exercise=here.step, participation=place, point=point, reason=reason, **fields)
    return place


# --- Answering --------------------------------------------------------------------------------


def test_a_point_and_a_reason_and_both_can_be_changed(at, phone):
    here = at("scale")
    client, place = phone(here.workshop)
    assert here.send(client, "svara", point="2", text="Det tog lång tid.").status_code == 302
    assert here.send(client, "svara", point="5", text="Det ordnade sig.", row_version=1).status_code == 302
    assert ScaleAnswer.objects.get().point == 5
    note = Contribution.objects.get()
    assert (note.participation, note.text, note.row_version) == (place, "Det ordnade sig.", 2)


def test_not_to_know_is_an_answer_of_its_own(at, phone):
    here = at("scale")
    client, _place = phone(here.workshop)
    here.send(client, "svara", point=UNKNOWN)
    assert ScaleAnswer.objects.get().point is None
    assert "choice--unk" in str(here.page(client).select_one(f"input[value={UNKNOWN}]").parent)
    assert here.page(client).select_one("input[checked]")["value"] == UNKNOWN


def test_a_reason_that_is_emptied_is_taken_back(at, phone):
    here = at("scale")
    client, _place = phone(here.workshop)
    here.send(client, "svara", point="1", text="Ett skäl.")
    here.send(client, "svara", point="1", text="", row_version=1)
    assert Contribution.objects.get().withdrawn_at is not None
    here.send(client, "svara", point="1", text="Ett nytt skäl.")
    assert Contribution.objects.filter(withdrawn_at=None).get().text == "Ett nytt skäl."


@pytest.mark.parametrize("point", ["", "6", "0", "-1", "banan", "²"])
def test_a_point_that_is_none_is_refused_and_no_reason_is_kept(at, phone, point):
    here = at("scale")
    client, _place = phone(here.workshop)
    response = here.send(client, "svara", point=point, text="Mitt skäl.")
    assert response.status_code == 422
    assert "Välj ett av alternativen" in response.content.decode()
    assert "Mitt skäl." in response.content.decode()
    assert not ScaleAnswer.objects.exists()
    assert not Contribution.objects.exists()


def test_a_warned_reason_keeps_the_point_chosen_in_the_form(at, phone):
    here = at("scale")
    client, _place = phone(here.workshop)
    response = here.send(client, "svara", point="4", text="Skriv till eva@exempel.se")
    assert "Titta en gång till" in response.content.decode()
    assert 'value="4" ' in response.content.decode().split("checked")[0].rsplit("<input", 1)[1]
    assert not ScaleAnswer.objects.exists()


def test_a_closed_scale_takes_no_answer(at, phone):
    here = at("scale")
    client, _place = phone(here.workshop)
    here.close()
    for sent in ({"point": "1"}, {"point": "1", "text": "För sent."}):
        assert here.send(client, "svara", **sent).status_code == 409
    assert not ScaleAnswer.objects.exists()
    assert not Contribution.objects.exists()


def test_a_scale_without_reasons_keeps_none(at, phone):
    here = at("scale", settings={"ask_reason": False})
    client, _place = phone(here.workshop)
    assert here.page(client).select_one("textarea") is None
    here.send(client, "svara", point="1", text="Ändå.")
    assert not Contribution.objects.exists()


# --- Staff ------------------------------------------------------------------------------------


def test_staff_are_told_that_they_do_not_count_and_do_not(at, colleague, phone):
    here = at("scale")
    client, _place = colleague(here)
    assert "Ditt svar räknas inte" in here.words(client)
    here.send(client, "svara", point="1")
    assert ScaleAnswer.objects.get().counted is False
    assert scale_counts(here.step) == {}
    other, _place = phone(here.workshop)
    assert "Ditt svar räknas inte" not in here.words(other)
    here.send(other, "svara", point="1")
    assert scale_counts(here.step) == {1: 1}


# --- The result -------------------------------------------------------------------------------


def test_nothing_is_shown_before_reveal(at, phone, leader):
    here = at("scale")
    for _ in range(6):
        give(here, 3)
    client, _place = phone(here.workshop)
    host = leader(here)
    for page in (here.words(client), here.words(host, "stage"), here.words(host, "console")):
        assert "Dolt" not in page
        assert "Personer" not in page
    assert "6 personer har svarat." in here.words(host, "console")
    here.close()
    assert "Resultatet visas inte ännu." in here.words(client)
    assert client.get(here.url("earlier")).status_code == 404


def test_the_result_is_persons_on_labelled_points(at, phone, leader):
    here = at("scale", settings={"labels": ["Nej", "Kanske", "Ja"], "unknown": "Vet inte"})
    for point, n in ((1, 5), (3, 7), (None, 6)):
        for _ in range(n):
            give(here, point)
    here.show()
    client, _place = phone(here.workshop)
    for page in (here.page(client), here.page(leader(here), "stage"), here.page(client, "earlier")):
        rows = [(row.th.get_text(strip=True), row.td.get_text(strip=True)) for row in page.select("tbody tr")]
        assert rows == [("Nej", "5"), ("Kanske", "0"), ("Ja", "7"), ("Vet inte", "6")]
        assert "18 personer har svarat" in page.get_text()


def test_few_are_hidden_everywhere_and_never_as_nought(at, phone, leader):
    here = at("scale", settings={"labels": ["Nej", "Kanske", "Ja"], "unknown": "Vet inte"})
    for point, n in ((1, 1), (2, 9), (3, 20)):
        for _ in range(n):
            give(here, point)
    here.show()
    client, _place = phone(here.workshop)
    for page in (here.page(client), here.page(leader(here), "stage"), here.page(leader(here), "console")):
        rows = {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in page.select("table.dots tbody tr")}
        assert rows["Nej"] == "Dolt"
        assert list(rows.values()).count("Dolt") >= 2, "one alone could be worked out from the sum"


def test_under_five_nothing_is_told(at, phone):
    here = at("scale")
    for _ in range(4):
        give(here, 2)
    here.show()
    client, _place = phone(here.workshop)
    assert "För få svar för att visa" in here.words(client)
    assert not here.page(client).select("table")


def test_a_scale_that_is_opened_again_shows_no_result_that_moves(at, phone):
    here = at("scale")
    for _ in range(6):
        give(here, 2)
    here.show()
    client, _place = phone(here.workshop)
    assert here.page(client).select("table")
    reopen_writing(exercise=here.step, by=None, at=NOON)
    assert not here.page(client).select("table")


def test_reasons_are_read_apart_from_the_points_when_shown(at, phone, leader):
    here = at("scale")
    give(here, 1, "För att ingen svarade.")
    client, _place = phone(here.workshop)
    assert "För att ingen svarade." not in here.words(client)
    assert "För att ingen svarade." in here.words(leader(here), "notes")
    here.show()
    assert "För att ingen svarade." in here.words(client)
    assert "För att ingen svarade." in here.words(client, "earlier")


def test_the_page_costs_the_same_at_1_and_20_answers(at, phone):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = []
    for people in (1, 20):
        here = at("scale")
        for number in range(people):
            give(here, 1, f"Skäl {number}")
        here.show()
        client, _place = phone(here.workshop)
        client.get(here.url())
        with CaptureQueriesContext(connection) as seen:
            assert client.get(here.url()).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 15


# --- Numbers ----------------------------------------------------------------------------------


def test_hidden_parts_cannot_be_worked_out():
    for counts in ({"1": 1, "2": 9, "3": 9}, {"1": 4, "2": 4, "3": 20}, {"1": 2, UNKNOWN: 30}):
        told = distribution(counts, LABELS, unknown=UNKNOWN)
        hidden = [part for part in told.parts if part.cell.is_hidden]
        left = told.n - sum(part.cell.value for part in told.parts if not part.cell.is_hidden)
        assert len(hidden) >= 2
        assert left == sum(counts.get(part.key, 0) for part in hidden)
        assert all(part.cell.value is None and part.share == 0 for part in hidden)


def test_shares_are_of_the_largest_part_shown_and_unknown_stands_apart():
    told = distribution({"1": 10, "3": 5}, LABELS, unknown=UNKNOWN)
    assert [(part.share, part.unknown) for part in told.parts] == [(100, False), (0, False), (50, False), (0, True)]
    assert not told.hides


def test_all_hidden_says_so():
    assert distribution({"1": 2, "2": 2, "3": 2}, LABELS).tells_nothing


# --- On paper ---------------------------------------------------------------------------------


def test_a_sheet_is_written_in_for_somebody_also_late_and_twice_is_once(at, leader):
    from django.urls import reverse

    here = at("scale", settings={"labels": ["Nej", "Kanske", "Ja"], "unknown": "Vet inte"})
    client, site = leader(here), here.workshop.site
    printed = client.get(reverse("workshops:print_sheets", args=[site.pk, "blankett"])).content.decode()
    assert "<li>Kanske</li>" in printed
    here.close()
    url = reverse("workshops:write_in_answer", args=[site.pk, here.step.pk])
    sent = {
        "number": 4, "perspective": "lived", "channel": "paper", "language": "sv", "point": "3", "text": "Det gick.",
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    assert client.post(url, sent | {"point": "", "key": str(uuid.uuid4())}).status_code == 422
    changed = sent | {"point": UNKNOWN, "text": "Osäkert.", "key": str(uuid.uuid4())}
    assert client.post(url, changed).status_code == 302
    assert ScaleAnswer.objects.get().point is None
    assert Contribution.objects.get(withdrawn_at=None).text == "Osäkert."
    assert Contribution.objects.filter(channel="paper").count() == 2


def test_an_anonymous_scale_that_is_closed_takes_no_paper(at):
    here = at("scale", anonymity="anonymous")
    here.close()
    place = factories.make_participation(workshop=here.workshop)
    with pytest.raises(RuleBroken, match="anonymt"):
        give(here, 1, place=place, transcribed=True)


# --- Settings and rows ------------------------------------------------------------------------


def test_the_usual_settings_stand():
    usual = clean_settings({})
    assert len(usual["labels"]) == 5
    assert usual["ask_reason"] is True
    assert SCALE.clean_settings(usual) == usual


@pytest.mark.parametrize(
    "settings",
    [
        {"labels": ["Ja", "Nej"]},
        {"labels": [str(n) for n in range(8)]},
        {"labels": ["Ja", "", "Nej"]},
        {"labels": ["Ja", "Ja", "Nej"]},
        {"labels": ["Ja", "Nej", "Vet inte"], "unknown": "Vet inte"},
        {"labels": ["Ja", "x" * 61, "Nej"]},
        {"unknown": ""},
    ],
)
def test_a_scale_that_nobody_could_answer_is_refused(settings):
    with pytest.raises(RuleBroken):
        clean_settings(settings)


def test_the_facilitator_writes_the_points_in_a_form(at, leader):
    from django.urls import reverse

    here = at("pause")
    client = leader(here)
    url = reverse("workshops:add_step_of", args=[here.workshop.pk, "scale"])
    page = client.get(url).content.decode()
    assert "Stämmer inte alls\nStämmer dåligt" in page
    sent = {"title": "Hur gick det?", "minutes": 5, "labels": " Illa \r\n\r\nSådär\nBra", "unknown": "Vet inte"}
    assert client.post(url, sent | {"labels": "Bara\nTvå"}).status_code == 422
    assert client.post(url, sent).status_code == 302
    step = here.workshop.exercises.get(kind="scale")
    assert step.settings["labels"] == ["Illa", "Sådär", "Bra"]
    assert step.settings["ask_reason"] is False
    again = client.get(reverse("workshops:change_step", args=[here.workshop.pk, step.pk])).content.decode()
    assert "Illa\nSådär\nBra" in again


def test_one_answer_each_in_one_s_own_session(at):
    here, there = at("scale"), at("scale")
    place = give(here, 1)
    stranger = factories.make_participation(workshop=there.workshop)
    for row in ({"participation": place, "point": 2}, {"participation": stranger, "point": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ScaleAnswer.objects.create(exercise=here.step, at=NOON, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScaleAnswer.objects.update(point=8)
