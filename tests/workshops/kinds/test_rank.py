"""Putting in order: selects, partial orders, and the average place against a slow way to count it."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken
from tests import factories
from workshops.actions import clustering
from workshops.actions.answers import put_in_order
from workshops.actions.pacing import reopen_writing
from workshops.actions.planning import add_exercise, change_exercise
from workshops.analysis.ranking import average_places, people_in
from workshops.kinds.rank import clean_settings
from workshops.models import Preference
from workshops.queries import rank_options, rankings

pytestmark = pytest.mark.django_db
NOON = factories.NOON
OPTIONS = ["Bemötande", "Väntetid", "Samordning", "Ekonomi"]


@pytest.fixture
def here(at):
    return at("rank", settings={"options": OPTIONS})


def give(here, *order, **fields):
    place = factories.make_participation(workshop=here.workshop)
    put_in_order(exercise=here.step, participation=place, order=order, by=place, at=NOON, **fields)
    return place


# --- Ordering ---------------------------------------------------------------------------------


def test_an_order_is_given_with_selects_and_can_stop_early(here, phone):
    client, place = phone(here.workshop)
    page = here.page(client)
    assert [box["name"] for box in page.select("main select")] == ["plats-o1", "plats-o2", "plats-o3", "plats-o4"]
    assert all(page.find("label", {"for": box["id"]}) for box in page.select("main select"))
    sent = {"plats-o3": "1", "plats-o1": "2", "plats-o2": "", "plats-o4": ""}
    assert here.send(client, "ordna", **sent).status_code == 302
    assert rankings(here.step) == [["o3", "o1"]]
    assert [item.get_text() for item in here.page(client).select("main ol li")][:2] == ["Samordning", "Bemötande"]
    assert here.page(client).select_one("#plats-o3 option[selected]")["value"] == "1"
    assert Preference.objects.filter(participation=place).count() == 2


def test_skipped_places_close_up_and_a_new_order_takes_the_place_of_the_former(here, phone):
    client, _place = phone(here.workshop)
    here.send(client, "ordna", **{"plats-o1": "2", "plats-o4": "4"})
    assert sorted(Preference.objects.values_list("option", "place")) == [(1, 1), (4, 2)]
    here.send(client, "ordna", **{"plats-o2": "1"})
    assert rankings(here.step) == [["o2"]]
    here.send(client, "ordna")
    assert rankings(here.step) == []


def test_the_same_place_twice_is_refused_and_what_was_chosen_stands(here, phone):
    client, _place = phone(here.workshop)
    response = here.send(client, "ordna", **{"plats-o1": "2", "plats-o2": "2", "plats-o3": "1"})
    said = response.content.decode()
    assert response.status_code == 422
    assert "Plats 2 är vald på fler än ett ställe" in said
    assert said.count("aria-invalid") == 2
    assert said.count(" selected>Plats 2<") == 2
    assert not Preference.objects.exists()


@pytest.mark.parametrize("order", [("o1", "o1"), ("o9",), ("c1",), ("banan",), ("",)])
def test_an_order_of_what_is_not_there_is_refused(here, order):
    with pytest.raises(RuleBroken):
        give(here, *order)
    assert not Preference.objects.exists()


def test_a_closed_step_takes_no_order(here, phone):
    client, _place = phone(here.workshop)
    here.close()
    assert here.send(client, "ordna", **{"plats-o1": "1"}).status_code == 409


def test_staff_s_order_is_kept_and_not_counted(here, colleague):
    client, _place = colleague(here)
    assert "Ditt svar räknas inte" in here.words(client)
    here.send(client, "ordna", **{"plats-o1": "1"})
    assert Preference.objects.get().counted is False
    assert rankings(here.step) == []


# --- The result -------------------------------------------------------------------------------


def test_the_result_is_hidden_until_it_is_shown_and_while_it_can_change(here, phone, leader):
    for _ in range(6):
        give(here, "o1", "o2")
    client, _place = phone(here.workshop)
    for page in (here.page(client), here.page(leader(here), "console"), here.page(leader(here), "stage")):
        assert not page.select("table.dots")
    assert "6 personer har ordnat." in here.words(leader(here), "console")
    here.show()
    for name in ("take_part", "earlier"):
        rows = [[cell.get_text(strip=True) for cell in row.select("th, td")]
                for row in here.page(client, name).select("table.dots tbody tr")]  # fmt: skip
        assert rows == [
            ["Bemötande", "1,0", "6"], ["Väntetid", "2,0", "0"], ["Samordning", "3,5", "0"], ["Ekonomi", "3,5", "0"],
        ]  # fmt: skip
    assert here.page(leader(here), "stage").select("table.dots")
    reopen_writing(exercise=here.step, by=None, at=NOON)
    assert not here.page(client).select("table.dots")


def test_few_firsts_are_hidden_and_so_is_everything_under_five(here, phone):
    for _ in range(4):
        give(here, "o1")
    here.show()
    client, _place = phone(here.workshop)
    assert "För få svar för att visa" in here.words(client)
    reopen_writing(exercise=here.step, by=None, at=NOON)
    for _ in range(4):
        give(here, "o2")
    give(here, "o2")
    here.close()
    cells = [cell.get_text(strip=True) for cell in here.page(client).select("td.hidden-cell")]
    assert cells
    assert set(cells) == {"Dolt"}
    assert ">4<" not in str(here.page(client).select_one("table.dots"))


# --- Themes -----------------------------------------------------------------------------------


def test_themes_of_a_sorting_can_be_put_in_order(phone):
    workshop, _write, _notes = factories.make_room(people=2)
    sort = workshop.exercises.get(position=2)
    themes = [clustering.create_cluster(exercise=sort, title=name, by=None, at=NOON) for name in ("A", "B", "C")]
    step = add_exercise(workshop=workshop, kind="rank", title="Ordna", minutes=5, source=sort, by=None, at=NOON)
    factories.advance(workshop, step.position)
    keys = [f"c{theme.pk}" for theme in themes]
    assert rank_options(step) == list(zip(keys, "ABC", strict=True))
    client, _place = phone(workshop)
    url = reverse("workshops:act", args=[workshop.pk, step.pk, "ordna"])
    assert client.post(url, {f"plats-{keys[1]}": "1"}).status_code == 302
    assert rankings(step) == [[keys[1]]]
    with pytest.raises(RuleBroken, match="ordning"):
        clustering.remove_cluster(cluster=themes[1], by=None, at=NOON)
    clustering.remove_cluster(cluster=themes[2], by=None, at=NOON)
    with pytest.raises(RuleBroken):
        put_in_order(exercise=step, participation=Preference.objects.get().participation, order=[keys[2]], by=None,
                     at=NOON)  # fmt: skip


@pytest.mark.parametrize(
    "options", [["A", "B"], [str(n) for n in range(11)], ["A", "B", "B"], ["A", "", "C"], ["A", "B", "x" * 81]]
)
def test_alternatives_that_cannot_be_put_in_order_are_refused(options):
    with pytest.raises(RuleBroken):
        clean_settings({"options": options})


def test_either_alternatives_or_themes(here):
    workshop, _write, _notes = factories.make_room(people=1)
    sort = workshop.exercises.get(position=2)
    new = {"workshop": workshop, "kind": "rank", "title": "Ordna", "minutes": 5, "by": None, "at": NOON}
    for fields in ({}, {"source": sort, "settings": {"options": OPTIONS}}):
        with pytest.raises(RuleBroken):
            add_exercise(**new, **fields)
    step = add_exercise(**new, source=sort)
    with pytest.raises(RuleBroken):
        change_exercise(exercise=step, source=None, by=None, at=NOON)
    change_exercise(exercise=step, source=None, settings={"options": OPTIONS}, by=None, at=NOON)


def test_the_form_offers_themes_without_demanding_them(here, leader):
    client = leader(here)
    url = reverse("workshops:add_step_of", args=[here.workshop.pk, "rank"])
    sent = {"title": "Ordna", "minutes": 5, "options": "", "source": ""}
    response = client.post(url, sent)
    assert response.status_code == 422
    assert "Skriv alternativen, eller välj ett steg med teman" in response.content.decode()
    assert client.post(url, sent | {"options": "A\nB\nC"}).status_code == 302


def test_impossible_rows_cannot_be_stored(here):
    place = give(here, "o1")
    sort = factories.make_workshop().exercises.get(position=2)
    theme = clustering.Cluster.objects.create(site=sort.site, exercise=sort, title="Annan verkstad", created_at=NOON)
    rows = [
        {"option": 2, "place": 1}, {"option": 1, "place": 2}, {"option": 0, "place": 2}, {"place": 2},
        {"option": 2, "place": 11}, {"cluster": theme, "place": 2},
    ]  # fmt: skip
    for row in rows:
        with pytest.raises(IntegrityError), transaction.atomic():
            Preference.objects.create(exercise=here.step, participation=place, at=NOON, **row)


# --- The formula ------------------------------------------------------------------------------


def slow_average(orders, options):
    """Every way to fill in what a person left out is as likely: the mean place over all of them."""
    out = {}
    for key in options:
        places = []
        for order in orders:
            ways = [[*order, *rest] for rest in permutations([o for o in options if o not in order])]
            places.append(Fraction(sum(way.index(key) + 1 for way in ways), len(ways)))
        out[key] = sum(places, Fraction(0)) / len(places)
    return out


def test_average_places_are_those_of_every_way_to_finish_each_order():
    dice = random.Random(43)
    for _ in range(60):
        options = list("abcde")[: dice.randint(3, 5)]
        orders = [dice.sample(options, dice.randint(1, len(options))) for _ in range(dice.randint(1, 8))]
        rows = average_places(orders, options)
        assert {row.key: row.average for row in rows} == slow_average(orders, options)
        assert [row.average for row in rows] == sorted(row.average for row in rows)
        assert sum(row.average for row in rows) == Fraction(len(options) * (len(options) + 1), 2)
        assert sum(row.firsts for row in rows) == len(orders)


def test_whole_orders_give_borda_s_points():
    """Borda's points are m minus the place; the example is the classic one, where the majority's first is not first."""
    orders = [["a", "b", "c"]] * 3 + [["b", "c", "a"]] * 2
    points = {row.key: 5 * (3 - row.average) for row in average_places(orders, ["a", "b", "c"])}
    assert points == {"a": 6, "b": 7, "c": 2}
    assert average_places(orders, ["a", "b", "c"])[0].key == "b"


def test_nobody_s_order_and_what_is_gone():
    assert average_places([], ["a"]) == []
    assert average_places([[], ["gone"]], ["a", "b"]) == []
    assert people_in([[], ["gone"], ["gone", "a"]], ["a", "b"]) == 1
    (first, second) = average_places([["gone", "b"]], ["a", "b"])
    assert (first.key, first.average, second.average) == ("b", 1, 2)
    with pytest.raises(ValueError, match="twice"):
        average_places([["a", "a"]], ["a", "b"])


def test_equal_averages_stand_as_the_alternatives_do():
    assert [row.key for row in average_places([["a"], ["b"]], ["b", "c", "a"])] == ["b", "a", "c"]
