"""The editor of a programme: by the clock, put in order, and never lost between two who edit."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from workshops.actions import arranging, pacing, planning
from workshops.analysis.clock import plan
from workshops.models import Exercise, Workshop

pytestmark = pytest.mark.django_db
NOON = factories.NOON
FACTS = {"title": "Kväll i Ekby", "starts_at": "2026-12-01T18:00", "support_person": "Mira"}
ACT = {"by": None, "at": NOON}


def parsed(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def words(node) -> str:
    return " ".join(node.get_text().split())


def there(name, workshop, *more) -> str:
    return reverse(f"workshops:{name}", args=[workshop.pk, *more])


def titles(workshop) -> list[str]:
    return list(workshop.exercises.order_by("position").values_list("title", flat=True))


def numbered(workshop, count: int) -> list[Exercise]:
    return [
        planning.add_exercise(workshop=workshop, kind="brainstorm", title=f"Fråga {n}", minutes=5, **ACT)
        for n in range(1, count + 1)
    ]


@pytest.fixture
def client(client_of, facilitator):
    return client_of(facilitator)


@pytest.fixture
def workshop(lab):
    return factories.make_workshop(lab=lab)


@pytest.fixture
def empty(lab):
    return factories.make_workshop(lab=lab, with_programme=False)


# --- By the clock -----------------------------------------------------------------------------


def test_each_step_has_its_time_and_the_total_runs(client, workshop):
    rows = parsed(client.get(there("programme", workshop))).select("ol.rows > li")
    assert [row.b.get_text() for row in rows] == ["12.00–12.15", "12.15–12.40", "12.40–12.50"]
    assert "Sammanlagt 40 minuter" in words(rows[1])


def test_minutes_are_real_minutes_when_summer_time_ends():
    starts = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02.30 summer time; at 03.00 it becomes 02.00 again
    slots = plan(starts, [60, 30])
    assert [(slot.starts - starts).total_seconds() / 60 for slot in slots] == [0, 60]
    assert slots[-1].total == 90
    assert plan(starts, []) == []


def test_another_start_is_looked_at_before_it_is_chosen(client, workshop):
    page = parsed(client.get(there("programme", workshop), {"borjar": "12:45"}))
    assert "Om ni börjar 12.45 slutar ni 13.35" in words(page.find(id="starttid"))
    assert "Allt blir 45 minuter senare." in words(page.find(id="starttid"))
    assert "I så fall 13.00–13.25" in words(page.select("ol.rows > li")[1])
    workshop.refresh_from_db()
    assert workshop.starts_at == NOON  # looking changes nothing
    form = page.select_one("#starttid form[method=post]")
    data = {box["name"]: box["value"] for box in form.select("input")}
    assert client.post(form["action"], data).status_code == 302
    workshop.refresh_from_db()
    assert workshop.starts_at == datetime(2026, 11, 24, 11, 45, tzinfo=UTC)
    response = client.post(form["action"], data | {"borjar": "13:15"})  # from the page as it was
    assert response.status_code == 409
    assert "12.45" in response.content.decode()
    assert "13.15" in response.content.decode()


@pytest.mark.parametrize("bad", ["25:00", "nu", ""])
def test_a_start_that_is_no_time_is_said_in_words(client, workshop, bad):
    response = client.post(there("start", workshop), {"borjar": bad, "row_version": 1})
    assert response.status_code == 422
    assert "Skriv ett klockslag" in response.content.decode()
    assert client.get(there("programme", workshop), {"borjar": bad}).status_code == 200


def test_a_session_that_goes_on_shows_how_late_it_is(client, freeze, lab):
    freeze(NOON)
    workshop = factories.make_open_workshop(lab=lab)
    assert "som planerat" in words(parsed(client.get(there("programme", workshop))).select_one(".chips"))
    freeze(datetime(2026, 11, 24, 11, 21, tzinfo=UTC))
    page = parsed(client.get(there("programme", workshop)))
    assert "6 min efter plan" in words(page.select_one(".chips"))
    assert "Väntas börja 12.21, 6 min efter plan" in words(page.select("ol.rows > li")[1])


# --- In order ---------------------------------------------------------------------------------


def test_several_steps_move_to_a_place_together(client, empty):
    steps = numbered(empty, 6)
    data = {"steg": [steps[4].pk, steps[1].pk], "plats": 1, "row_version": Workshop.objects.get().programme_version}
    response = client.post(there("place_steps", empty), data, follow=True)
    assert titles(empty) == ["Fråga 2", "Fråga 5", "Fråga 1", "Fråga 3", "Fråga 4", "Fråga 6"]
    assert "2 steg är flyttade till plats 1." in response.content.decode()
    assert list(empty.exercises.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("steps", "place", "said"),
    [
        ([0], 2, "bygger på"),
        ([], 1, "Välj minst ett steg"),
        ([0], 99, "Välj en plats"),
        ([0], 0, "Välj en plats"),
        ([2], 1, "bygger på"),
    ],
)
def test_an_order_that_cannot_be_is_refused_and_nothing_moves(client, workshop, steps, place, said):
    rows, before = list(workshop.exercises.order_by("position")), titles(workshop)
    data = {"steg": [rows[n].pk for n in steps], "plats": place}
    response = client.post(there("place_steps", workshop), data, follow=True)
    assert said in response.content.decode()
    assert titles(workshop) == before


def test_what_has_begun_keeps_its_place(lab):
    workshop = factories.make_open_workshop(lab=lab)
    first, *_rest = workshop.exercises.order_by("position")
    late = planning.add_exercise(workshop=workshop, kind="brainstorm", title="Sent", minutes=5, **ACT)
    for ids, place in (([first.pk], 3), ([late.pk], 1)):
        with pytest.raises(RuleBroken, match="börjat"):
            arranging.place_exercises(workshop=workshop, step_ids=ids, place=place, seen=None, **ACT)
    arranging.place_exercises(workshop=workshop, step_ids=[late.pk], place=2, seen=None, **ACT)
    assert titles(workshop)[:2] == [first.title, "Sent"]
    assert arranging.duplicate_exercise(exercise=first, seen=None, **ACT).position == 2


def test_a_copy_of_a_step_stands_after_it(client, workshop):
    vote = workshop.exercises.get(kind="cluster")
    client.post(there("duplicate_step", workshop, vote.pk), {})
    copy = workshop.exercises.get(position=3)
    assert copy.title == f"{vote.title} (kopia)"
    assert (copy.source_id, copy.copied_from_id, copy.settings) == (vote.source_id, vote.pk, vote.settings)
    assert workshop.exercises.count() == 4


def test_a_step_is_put_in_at_a_place(client, workshop):
    kinds = parsed(client.get(there("add_step", workshop), {"plats": 2}))
    assert "på plats 2, efter ”Vad skulle ha hjälpt dig" in words(kinds)
    url = kinds.select_one("li.card a[href*=brainstorm]")["href"]
    form = parsed(client.get(url))
    assert form.select_one("#id_plats option[selected]")["value"] == "2"
    data = {"title": "Mitt emellan", "minutes": 5, "max_length": 240, "plats": 2}
    client.post(url, data)
    assert titles(workshop)[1] == "Mitt emellan"
    response = client.post(url, data | {"title": "Långt bort", "plats": 77})
    assert response.status_code == 422
    assert "Välj en plats som finns i programmet." in response.content.decode()
    sort = there("add_step_of", workshop, "cluster")  # before what it builds on
    data = {"title": "För tidigt", "minutes": 5, "source": workshop.exercises.get(position=1).pk, "plats": 1}
    response = client.post(sort, data)
    assert response.status_code == 409
    assert "måste komma efter" in response.content.decode()
    assert workshop.exercises.count() == 4


# --- Minutes, and two at once -----------------------------------------------------------------


def minutes_of(page) -> dict:
    boxes = page.select("input[form=minuter], #minuter input[type=hidden]")
    return {box["name"]: box["value"] for box in boxes if box["name"] != "csrfmiddlewaretoken"}


def test_all_minutes_are_changed_in_one_form(client, workshop):
    data = minutes_of(parsed(client.get(there("programme", workshop))))
    assert len(data) == 4
    first, *_rest = workshop.exercises.order_by("position")
    data[f"minuter-{first.pk}"] = "35"
    response = client.post(there("minutes", workshop), data, follow=True)
    assert "Minuterna är ändrade i 1 steg." in response.content.decode()
    rows = parsed(response).select("ol.rows > li")
    assert [row.b.get_text() for row in rows] == ["12.00–12.35", "12.35–13.00", "13.00–13.10"]


@pytest.mark.parametrize("bad", ["0", "601", "många", "", "-5", "1.5"])
def test_minutes_that_cannot_be_are_said_at_their_step_and_nothing_is_lost(client, workshop, bad):
    data = minutes_of(parsed(client.get(there("programme", workshop))))
    first, second, _third = workshop.exercises.order_by("position")
    data |= {f"minuter-{first.pk}": bad, f"minuter-{second.pk}": "44"}
    response = client.post(there("minutes", workshop), data)
    assert response.status_code == 422
    page = parsed(response)
    assert page.find("input", {"name": f"minuter-{second.pk}"})["value"] == "44"
    assert first.title in words(page.find(id="fel"))
    assert page.select_one(f"#fel a[href='#id_minuter-{first.pk}']")
    assert [step.minutes for step in workshop.exercises.order_by("position")] == [15, 25, 10]


def test_the_second_of_two_editors_sees_both_and_may_go_on(client, workshop):
    data = minutes_of(parsed(client.get(there("programme", workshop))))
    first, second, third = workshop.exercises.order_by("position")
    data[f"minuter-{first.pk}"] = "35"
    arranging.set_minutes(workshop=workshop, minutes={first.pk: 20}, seen=None, **ACT)
    response = client.post(there("minutes", workshop), data)
    assert response.status_code == 409
    page = parsed(response)
    assert f"{first.title}: 35 min" in page.get_text()
    assert f"{first.title} (20 min)" in page.get_text()
    again = {box["name"]: box["value"] for box in page.select("main form input") if box.get("value")}
    assert client.post(there("minutes", workshop), again).status_code == 302
    first.refresh_from_db()
    assert first.minutes == 35
    for name, more in (
        ("place_steps", {"steg": third.pk, "plats": 3}),
        ("move_step", {"vart": "upp"}),
        ("duplicate_step", {}),
    ):
        address = there(name, workshop) if name == "place_steps" else there(name, workshop, second.pk)
        assert client.post(address, more | {"row_version": 1}).status_code == 409
    assert workshop.exercises.count() == 3


def test_a_step_changed_by_two_is_not_overwritten_unseen(client, workshop):
    step = workshop.exercises.get(kind="cluster")
    url = there("change_step", workshop, step.pk)
    form = parsed(client.get(url)).select_one("main form")
    data = {"title": "Mina ord", "minutes": 25, "source": step.source_id}
    data["row_version"] = form.find("input", {"name": "row_version"})["value"]
    planning.change_exercise(exercise=step, title="Andras ord", **ACT)
    response = client.post(url, data)
    assert response.status_code == 409
    assert "Andras ord" in response.content.decode()
    assert "Mina ord" in response.content.decode()
    with pytest.raises(StaleEdit):
        planning.change_exercise(exercise=step, row_version=1, title="Mina ord", **ACT)


def test_nothing_changes_in_a_session_that_is_over(client, lab):
    workshop = pacing.close_workshop(workshop=factories.make_open_workshop(lab=lab), **ACT)
    last = workshop.exercises.get(position=3)
    for name, args, data in (
        ("place_steps", [], {"steg": last.pk, "plats": 1}),
        ("minutes", [], {"row_version": 1, f"minuter-{last.pk}": 9}),
        ("duplicate_step", [last.pk], {}),
        ("start", [], {"borjar": "13:00", "row_version": 1}),
    ):
        client.post(there(name, workshop, *args), data)
    workshop.refresh_from_db()
    assert (workshop.exercises.count(), workshop.exercises.get(position=3).minutes) == (3, 10)
    assert workshop.starts_at == NOON


@pytest.mark.parametrize("role", ["listener", "table_host", "analyst", "editor"])
def test_only_those_who_lead_arrange_the_programme(request, client_of, workshop, role):
    other = client_of(request.getfixturevalue(role))
    step = workshop.exercises.get(position=1)
    for name, args in (("minutes", []), ("place_steps", []), ("start", []), ("duplicate_step", [step.pk])):
        assert other.post(there(name, workshop, *args), {}).status_code == 403
    assert uuid.UUID(int=0) not in set(Workshop.objects.values_list("create_key", flat=True))
