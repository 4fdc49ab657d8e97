"""What is put on paper: the right question, numbers, code, version; for hosts and nobody else; nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from tests.workshops.sites.world import NOON, go, three_sites, two_tables
from workshops.actions import clustering, groups, sites

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return three_sites()


@pytest.fixture
def host(world):
    return factories.make_member(lab=world.lab, role="table_host")


@pytest.fixture
def sheets(world, host, client_of):
    """sheets(what, **asked) → the parsed page."""
    client = client_of(host)

    def get(what, **asked):
        answer = client.get(reverse("workshops:print_sheets", args=[world.a.pk, what]), asked)
        folder = os.environ.get("HLAB_LOOK")  # a folder to lay the pages in, for looking at them
        if folder:
            (Path(folder) / f"{what}.html").write_bytes(answer.content)
        return BeautifulSoup(answer.content, "html.parser")

    return get


@pytest.mark.parametrize(("what", "per"), [("lappar-4", 4), ("lappar-8", 8)])
def test_a_sheet_is_one_person_s_and_its_notes_have_one_number(world, sheets, what, per):
    go(world.a)
    page = sheets(what, people=3, first=21)
    found = page.select(".sheet")
    assert [len(sheet.select(".slip")) for sheet in found] == [per] * 3
    for number, sheet in enumerate(found, start=21):
        assert {slip.select_one(".no").get_text(strip=True) for slip in sheet.select(".slip")} == {f"Nr {number}"}
    slip = found[0].select_one(".slip")
    assert slip.h2.get_text() == "Fråga 1"
    for said in ("Egen erfarenhet", "Vill inte svara", "Får citeras", world.a.join_code, "frågor version"):
        assert said in slip.get_text()
    assert slip.select_one("svg.qr")


def test_the_question_can_be_chosen(world, sheets):
    second = world.workshop.exercises.get(position=2)
    assert sheets("lappar-4", steg=second.pk, people=1, first=1).select_one(".slip h2").get_text() == "Fråga 2"


@pytest.mark.parametrize(("asked", "says"), [
    ({"people": "många", "first": 1}, "heltal"),
    ({"people": 0, "first": 1}, "1"),
    ({"people": 101, "first": 1}, "100"),
    ({"people": 50, "first": 480}, "1–500"),
])  # fmt: skip
def test_numbers_that_cannot_be_are_said(sheets, asked, says):
    page = sheets("lappar-4", **asked)
    assert says in page.select_one(".said").get_text()
    assert len(page.select(".sheet")) == 1


def test_before_the_doors_are_open_there_is_no_code_and_the_page_says_so(client_of):
    planned = three_sites(opened=False)
    client = client_of(factories.make_member(lab=planned.lab, role="facilitator"))
    assert "Koden finns inte än" in client.get(reverse("workshops:print", args=[planned.a.pk])).content.decode()
    page = client.get(reverse("workshops:print_sheets", args=[planned.a.pk, "lappar-4"])).content.decode()
    assert "<svg" not in page
    form = client.get(reverse("workshops:print_sheets", args=[planned.a.pk, "blankett"])).content.decode()
    assert "utkast" in form
    assert "Frågorna är inte frysta än" in form


def test_the_form_has_every_question_and_what_it_means_to_answer(world, sheets):
    page = sheets("blankett", people=2, first=1, retur="Regionens hus, Örebro", telefon="019-602 00 00")
    assert len(page.select(".sheet")) == 2
    text = page.select_one(".sheet").get_text()
    for said in (
        "Fråga 1", "Fråga 2", "frysta 24 november 2026", "Frågor version", "Öppet", "Styrgruppen i länet",
        "får citeras ordagrant", "får användas i andra labb", "När det ingår i något publicerat",
        "Regionens hus, Örebro", "019-602 00 00", "Egen erfarenhet", world.a.join_code,
    ):  # fmt: skip
        assert said in text, said


def test_markup_in_what_is_typed_is_text(sheets):
    page = sheets("blankett", people=1, first=1, retur="<script>alert(1)</script>")
    assert not page.select("main script")


def test_cards_for_the_wall(world, sheets):
    cards = sheets("fragor").select(".sheet--wide h2")
    assert [card.get_text() for card in cards] == ["Fråga 1", "Fråga 2"]
    assert "antal lappar, inte hur vanligt" in sheets("las-sa-har").get_text()


def test_headings_of_a_sorting(client_of):
    workshop, _step, _notes = factories.make_room(people=2)
    sorting = workshop.exercises.get(position=2)
    clustering.create_cluster(exercise=sorting, title="Att bli trodd", by=None, at=NOON)
    client = client_of(factories.make_member(lab=workshop.lab, role="facilitator"))
    index = client.get(reverse("workshops:print", args=[workshop.site.pk])).content.decode()
    assert f"teman/?steg={sorting.pk}" in index
    url = reverse("workshops:print_sheets", args=[workshop.site.pk, "teman"])
    page = BeautifulSoup(client.get(url, {"steg": sorting.pk}).content, "html.parser")
    assert [card.get_text() for card in page.select(".sheet--wide h2")] == ["Att bli trodd"]
    assert "inga teman ännu" in client.get(url, {"steg": "x"}).content.decode()


def test_table_cards(world, host, sheets):
    first, _second = two_tables(world.a)
    groups.change_group(
        group=first, name="Björkbordet", meeting_url="https://mote.example/b", phone="010-123", by=None, at=NOON
    )
    sites.name_host(site=world.a, user=host, group=first, by=None, at=NOON)
    page = sheets("bord")
    assert len(page.select(".sheet")) == 1
    card, other = page.select(".big")
    for said in ("Björkbordet", host.get_full_name(), "https://mote.example/b", "010-123"):
        assert said in card.get_text()
    assert card.select_one("svg.qr")
    assert not other.select_one("svg.qr")


def test_what_cannot_be_printed_does_not_exist(world, host, client_of):
    assert client_of(host).get(reverse("workshops:print_sheets", args=[world.a.pk, "tapet"])).status_code == 404


@pytest.mark.parametrize("role", ["listener", "analyst", "editor"])
def test_others_print_nothing(world, client_of, role):
    client = client_of(factories.make_member(lab=world.lab, role=role))
    assert client.get(reverse("workshops:print", args=[world.a.pk])).status_code == 403
    assert client.get(reverse("workshops:print_sheets", args=[world.a.pk, "bord"])).status_code == 403


def test_pages_stay_cheap(world, host, client_of, django_assert_max_num_queries):
    two_tables(world.a)
    client = client_of(host)
    for name, more in (("print", []), ("print_sheets", ["bord"]), ("print_sheets", ["blankett"])):
        with django_assert_max_num_queries(15):
            client.get(reverse(f"workshops:{name}", args=[world.a.pk, *more]))
