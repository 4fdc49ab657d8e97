"""Planning: nothing is asked for or offered that would then be refused, and what is missing leads to where it is."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from workshops import registry
from workshops.actions import pacing, planning
from workshops.actions.planning import add_exercise

pytestmark = pytest.mark.django_db
FACTS = {"title": "Kväll i Ekby", "starts_at": "2026-12-01T18:00", "support_person": "Mira", "place": "", "welcome": ""}


def parsed(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def words(node) -> str:
    return " ".join(node.get_text().split())


@pytest.fixture
def client(client_of, facilitator):
    return client_of(facilitator)


@pytest.fixture
def workshop(lab):
    return factories.make_workshop(lab=lab)


def there(name: str, workshop, *more) -> str:
    return reverse(f"workshops:{name}", args=[workshop.pk, *more])


# --- The occasion -----------------------------------------------------------------------------


def test_a_session_begins_with_three_steps(client, lab):
    response = client.post(reverse("workshops:create", args=[lab.pk]), FACTS)
    workshop = lab.workshops.get()
    assert response.url == there("programme", workshop)
    assert [step.kind for step in workshop.exercises.all()] == ["brainstorm", "cluster", "dot_vote"]


def test_what_is_left_out_is_asked_for_in_words(client, lab):
    response = client.post(reverse("workshops:create", args=[lab.pk]), {})
    assert response.status_code == 422
    page = parsed(response)
    assert [words(link) for link in page.select("#fel a")] == [
        "Namn – Skriv vad verkstaden ska heta.",
        "Börjar – Skriv vilken dag och tid verkstaden börjar.",
    ]
    support = page.find(id="id_support_person").find_parent(class_="field")
    assert "frivilligt" not in support.label.get_text()
    assert "Behövs innan verkstaden öppnas" in support.get_text()


def test_two_who_change_the_occasion_are_told_and_the_second_may_go_on(client, workshop):
    url = there("change", workshop)
    data = FACTS | {"title": "Nytt namn", "row_version": 1}
    assert client.post(url, data).status_code == 302
    response = client.post(url, data | {"title": "Annat namn", "starts_at": "2026-12-02T18:00"})
    assert response.status_code == 409
    page = parsed(response)
    assert "Nytt namn" in page.get_text()
    assert "2 december 2026 18.00" in page.get_text()
    assert page.find("input", {"name": "title"})["value"] == "Annat namn"
    again = page.find("input", {"name": "row_version"})["value"]
    assert client.post(url, data | {"title": "Annat namn", "row_version": again}).status_code == 302
    workshop.refresh_from_db()
    assert workshop.title == "Annat namn"


# --- Before the doors open --------------------------------------------------------------------


def test_what_is_missing_leads_to_the_page_with_that_field(client, client_of, lead, lab, workshop):
    lab.open_scope = ""
    lab.save()
    workshop.support_person = ""
    workshop.save()
    workshop.exercises.update(source=None)
    workshop.exercises.all().delete()
    alert = parsed(client.get(there("programme", workshop))).select_one(".alert--ask")
    assert [link["href"] for link in alert.find_all("a")] == [
        there("add_step", workshop),
        there("change", workshop) + "#id_support_person",
    ]
    assert "Det gör den som är labbansvarig." in alert.get_text()
    alert = parsed(client_of(lead).get(there("programme", workshop))).select_one(".alert--ask")
    assert alert.a["href"] == reverse("labs:frame", args=[lab.pk])
    assert [sentence for _part, sentence in planning.missing(workshop)] == pacing.missing_before_opening(workshop)


def test_the_programme_shows_the_words_that_opening_freezes(client, client_of, lead, lab, workshop):
    page = words(parsed(client.get(there("programme", workshop))).find(id="ram"))
    for said in ("Det deltagarna får veta", lab.open_scope, lab.closed_scope, lab.decider):
        assert said in page
    frame = reverse("labs:frame", args=[lab.pk])
    assert frame not in client.get(there("programme", workshop)).content.decode()
    assert frame in client_of(lead).get(there("programme", workshop)).content.decode()
    pacing.open_workshop(workshop=workshop, by=None, at=factories.NOON)
    before, lab.open_scope = lab.open_scope, "Något helt annat"
    lab.save()
    page = words(parsed(client.get(there("programme", workshop))).find(id="ram"))
    assert "Det deltagarna fick veta" in page
    assert before in page
    assert "Något helt annat" not in page


# --- The steps --------------------------------------------------------------------------------


def test_the_kind_is_chosen_first_and_says_what_it_needs(client, workshop):
    cards = parsed(client.get(there("add_step", workshop))).select("li.card")
    assert [card.a["href"] for card in cards] == [there("add_step_of", workshop, kind.key) for kind in registry.every()]
    workshop.exercises.filter(kind="dot_vote").delete()
    workshop.exercises.filter(kind="cluster").delete()
    cards = parsed(client.get(there("add_step", workshop))).select("li.card")
    (dots,) = (card for card in cards if "Lägg prickar" in words(card))
    assert dots.a is None
    assert "Lägg först till: Sortera i teman." in words(dots)
    assert client.get(there("add_step_of", workshop, "dot_vote")).url == there("add_step", workshop)
    assert client.get(there("add_step_of", workshop, "finns-inte")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("brainstorm", {"title", "prompt", "minutes", "open_until", "max_length"}),
        ("cluster", {"title", "prompt", "minutes", "source"}),
        ("dot_vote", {"title", "prompt", "minutes", "open_until", "source", "dots"}),
        ("question", {"title", "prompt", "minutes", "open_until", "max_length"}),
        ("pause", {"title", "prompt", "minutes"}),
        ("checkout", {"title", "prompt", "minutes", "open_until", "max_length"}),
    ],
)
def test_a_step_is_asked_about_only_what_its_kind_has_use_for(client, workshop, kind, fields):
    form = parsed(client.get(there("add_step_of", workshop, kind))).select_one("main form")
    shell = {"csrfmiddlewaretoken", "key", "plats", "in_groups", "anonymity"}  # tests/workshops/room/test_shell.py
    assert {box["name"] for box in form.select("[name]")} - shell == fields
    filled = {"title": "Ett till", "minutes": 5}
    for name in fields & {"max_length", "dots"}:
        filled[name] = form.find(attrs={"name": name})["value"]  # the usual number stands there already
    if "source" in fields:
        assert "frivilligt" not in form.find("label", {"for": "id_source"}).get_text()
        filled["source"] = form.select_one("option[selected]")["value"]
    response = client.post(there("add_step_of", workshop, kind), filled)
    assert response.url == there("programme", workshop)
    last = workshop.exercises.last()
    assert (last.kind, last.title, last.position) == (kind, "Ett till", 4)


def test_a_step_builds_only_on_steps_of_its_own_session_and_of_the_right_kind(client, workshop):
    elsewhere = factories.make_workshop(lab=workshop.lab).exercises.get(kind="brainstorm")
    sorting = workshop.exercises.get(kind="cluster")
    for source in (elsewhere.pk, sorting.pk, ""):
        data = {"title": "Fel källa", "minutes": 5, "source": source}
        assert client.post(there("add_step_of", workshop, "cluster"), data).status_code == 422
    assert workshop.exercises.count() == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"title": "", "minutes": "5", "max_length": "240"}, "Skriv stegets fråga eller rubrik."),
        ({"title": "Nytt", "minutes": "", "max_length": "240"}, "Skriv hur många minuter steget får ta."),
        ({"title": "Nytt", "minutes": "0", "max_length": "240"}, "Ett steg tar minst 1 minut."),
        ({"title": "Nytt", "minutes": "601", "max_length": "240"}, "Ett steg tar högst 600 minuter."),
        ({"title": "Nytt", "minutes": "5", "max_length": "20"}, "mellan 40 och 1000 tecken"),
        ({"title": "Nytt", "minutes": "5", "max_length": ""}, "Skriv hur många tecken en lapp får ha."),
    ],
)
def test_a_step_that_cannot_be_is_refused_at_its_field(client, workshop, data, said):
    response = client.post(there("add_step_of", workshop, "brainstorm"), data)
    assert response.status_code == 422
    assert said in words(parsed(response).find(id="fel"))
    assert workshop.exercises.count() == 3


def test_only_moves_and_removals_that_go_through_are_offered(client, workshop):
    _write, sort, vote = workshop.exercises.all()
    add_exercise(workshop=workshop, kind="brainstorm", title="Ett till", minutes=5, by=None, at=factories.NOON)
    rows = parsed(client.get(there("programme", workshop))).select("ol.rows > li")
    always = {"Ändra", "Gör en kopia", "Nytt steg före det här"}
    offered = [[words(one).partition(":")[0] for one in row.select(".actions .btn")] for row in rows]
    assert all(always <= set(one) for one in offered)
    assert [[one for one in row if one not in always] for row in offered] == [
        [],
        [],
        ["Flytta ner", "Ta bort"],
        ["Flytta upp", "Ta bort"],
    ]
    assert f"Kan inte tas bort så länge ”{sort.title}” bygger på det." in words(rows[0])
    client.post(there("move_step", workshop, vote.pk), {"vart": "upp"})  # asked for anyway: refused in words
    assert list(workshop.exercises.values_list("kind", flat=True))[:3] == ["brainstorm", "cluster", "dot_vote"]
    client.post(there("move_step", workshop, vote.pk), {"vart": "ner"})
    assert [step.title for step in workshop.exercises.all()][2] == "Ett till"


def test_a_step_that_others_build_on_is_not_asked_about_first(client, workshop):
    write = workshop.exercises.get(kind="brainstorm")
    for send in (client.get, client.post):
        response = send(there("remove_step", workshop, write.pk), follow=True)
        assert response.redirect_chain[0][0] == there("programme", workshop)
        assert "bygger på det. Ta bort det steget först." in response.content.decode()
    assert workshop.exercises.count() == 3
    vote = workshop.exercises.get(kind="dot_vote")
    assert "Ta bort steget?" in client.get(there("remove_step", workshop, vote.pk)).content.decode()
    client.post(there("remove_step", workshop, vote.pk))
    assert workshop.exercises.count() == 2


def test_a_step_keeps_its_settings_when_its_words_change(client, workshop):
    vote = workshop.exercises.get(kind="dot_vote")
    form = parsed(client.get(there("change_step", workshop, vote.pk))).select_one("main form")
    assert form.find(attrs={"name": "dots"})["value"] == "3"
    data = {"title": "Nya ord", "minutes": 7, "dots": 5, "source": vote.source_id}
    assert client.post(there("change_step", workshop, vote.pk), data).status_code == 302
    vote.refresh_from_db()
    assert (vote.title, vote.minutes, vote.settings, vote.source.kind) == ("Nya ord", 7, {"dots": 5}, "cluster")
