"""A programme: from a template or an earlier one, by the clock, put in order, and never lost between two editors."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hlab.core.errors import RuleBroken
from tests import factories
from workshops import programmes, registry
from workshops.actions import pacing, planning
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


# --- Templates --------------------------------------------------------------------------------


@pytest.mark.parametrize("template", programmes.FULL, ids=lambda one: one.key)
def test_a_template_is_a_day_that_people_manage(template):
    first, last = template.steps[0], template.steps[-1]
    assert "öppet" in str(first.title)  # what is open and closed comes before anything else
    assert last.kinds[0] == "checkout"
    kinds = [step.kinds[0] for step in template.steps]
    assert kinds.index("voice") == 1  # S06-R1: a voice from lived experience before any other presentation
    stretch = longest = 0
    for step in template.steps:
        stretch = 0 if step.is_pause else stretch + step.minutes
        longest = max(longest, stretch)
    assert template.pauses >= 1
    assert longest <= 90
    assert 90 <= template.minutes <= 180


@pytest.mark.parametrize("template", programmes.TEMPLATES.values(), ids=lambda one: one.key)
def test_every_template_can_be_laid_out_and_opened(lab, template):
    workshop = factories.make_workshop(lab=lab, template=template.key, with_programme=False)
    steps = list(workshop.exercises.order_by("position"))
    assert len(steps) == len(template.steps)
    assert workshop.template == template.key
    for step, wanted in zip(steps, template.steps, strict=True):
        kind = registry.get(step.kind)
        assert step.settings == kind.clean_settings(step.settings)
        assert bool(step.source_id) == bool(kind.works_on)
        if step.source:
            assert step.source.kind in kind.works_on
            assert step.source.position == wanted.source
    if steps:
        assert pacing.open_workshop(workshop=workshop, **ACT).state == "open"
    else:
        with pytest.raises(RuleBroken, match="minst ett steg"):
            pacing.open_workshop(workshop=workshop, **ACT)


def test_a_kind_that_comes_later_is_taken_when_it_is_there():
    def with_kinds(*there):
        return {
            str(step.title): kind
            for step, kind in programmes.laid_out(programmes.VALIDATION, lambda kind, _s, _source: kind in there)
        }

    assert with_kinds("brainstorm", "cluster")["Känner du igen dig?"] == "brainstorm"
    assert with_kinds("brainstorm", "question")["Känner du igen dig?"] == "question"
    assert with_kinds("question", "scale", "brainstorm")["Känner du igen dig?"] == "scale"
    assert with_kinds("scale", "validate_goals")["Känner du igen dig?"] == "validate_goals"
    assert with_kinds("brainstorm")["Vilka ändringar hör ihop?"] == ""  # nothing it could be: left out


def test_the_page_for_a_new_session_says_what_each_template_holds(client, lab):
    page = parsed(client.get(reverse("workshops:create", args=[lab.pk])))
    cards = page.select("#id_layout .choices > div")
    assert len(cards) == len(programmes.TEMPLATES)
    validation = next(card for card in cards if "Validering" in card.get_text())
    assert "2 tim 15 min, 1 paus" in words(validation.label)
    assert len(validation.select("details li")) == len(programmes.VALIDATION.steps)
    response = client.post(reverse("workshops:create", args=[lab.pk]), FACTS | {"layout": "barriers"})
    made = lab.workshops.get()
    assert response.url == there("programme", made)
    assert "Började från mallen ”Systemhinder på flera orter”." in client.get(response.url).content.decode()


def test_a_template_that_does_not_exist_is_refused_in_words(client, lab):
    response = client.post(reverse("workshops:create", args=[lab.pk]), FACTS | {"layout": "hemlig"})
    assert response.status_code == 422
    assert "Välj ett av uppläggen." in response.content.decode()
    with pytest.raises(RuleBroken):
        planning.create_workshop(lab=lab, template="hemlig", title="X", starts_at=NOON, **ACT)
    assert not Workshop.objects.exists()


# --- Copies -----------------------------------------------------------------------------------


def test_a_copy_takes_the_steps_and_keeps_the_reference_but_nothing_that_was_said(client, lab):
    earlier, _step, notes = factories.make_room(lab=lab, title="Förra gången")
    data = FACTS | {"layout": "copy", "copied_from": earlier.pk}
    url = client.post(reverse("workshops:create", args=[lab.pk]), data).url
    made = Workshop.objects.exclude(pk=earlier.pk).get()
    assert made.copied_from == earlier
    assert titles(made) == titles(earlier)
    for new, old in zip(made.exercises.order_by("position"), earlier.exercises.order_by("position"), strict=True):
        assert new.copied_from == old
        assert new.settings == old.settings
        assert new.state == "pending"
        assert not new.contributions.exists()
        assert (new.source and new.source.copied_from) == old.source
    assert notes
    page = parsed(client.get(url))
    assert page.find("a", href=there("programme", earlier), string="Förra gången")
    assert "24 november 2026" in words(page.find(id="program"))


def test_only_sessions_one_may_plan_in_can_be_copied(client, lab):
    factories.make_workshop(lab=lab)
    other = factories.make_workshop(title="Någon annans")
    page = client.get(reverse("workshops:create", args=[lab.pk]))
    assert "Någon annans" not in page.content.decode()
    data = FACTS | {"layout": "copy", "copied_from": other.pk}
    response = client.post(reverse("workshops:create", args=[lab.pk]), data)
    assert response.status_code == 422
    assert "Välj en av verkstäderna i listan." in response.content.decode()
    response = client.post(reverse("workshops:create", args=[lab.pk]), FACTS | {"layout": "copy"})
    assert "Välj vilken verkstad programmet ska kopieras från." in response.content.decode()
    assert lab.workshops.count() == 1


def test_where_a_copy_came_from_is_no_link_for_one_who_may_not_plan_there(client, lab):
    other = factories.make_workshop(title="Någon annans")
    made = planning.create_workshop(lab=lab, copied_from=other, title="X", starts_at=NOON, **ACT)
    page = parsed(client.get(there("programme", made)))
    assert page.find("a", href=there("programme", other)) is None
    assert "Någon annans" in page.get_text()


# --- Sent twice -------------------------------------------------------------------------------


def test_a_new_session_sent_twice_is_one(client, lab):
    page = parsed(client.get(reverse("workshops:create", args=[lab.pk])))
    data = FACTS | {"layout": "three_steps", "key": page.find("input", {"name": "key"})["value"]}
    urls = {client.post(reverse("workshops:create", args=[lab.pk]), data).url for _ in range(3)}
    assert len(urls) == 1
    assert lab.workshops.count() == 1
    assert lab.workshops.get().exercises.count() == 3
    client.post(reverse("workshops:create", args=[lab.pk]), data | {"title": "En annan kväll"})
    assert lab.workshops.count() == 2  # other words are another session, also from a page one has gone back to


def test_a_new_step_sent_twice_is_one(client, workshop):
    url = there("add_step_of", workshop, "brainstorm")
    key = parsed(client.get(url)).find("input", {"name": "key"})["value"]
    data = {"title": "En till", "minutes": 5, "max_length": 240, "key": key, "plats": ""}
    for _ in range(3):
        assert client.post(url, data).status_code == 302
    assert titles(workshop).count("En till") == 1
    assert client.post(url, data | {"key": "inte en nyckel"}).status_code == 422


# --- How many ---------------------------------------------------------------------------------


def test_a_programme_holds_sixty_steps_and_says_so_at_the_sixty_first(client, lab, empty):
    numbered(empty, 60)
    data = {"title": "En för mycket", "minutes": 5, "max_length": 240}
    response = client.post(there("add_step_of", empty, "brainstorm"), data)
    assert response.status_code == 409
    assert "Ett program kan ha högst 60 steg." in response.content.decode()
    first = empty.exercises.get(position=1)
    response = client.post(there("duplicate_step", empty, first.pk), follow=True)
    assert "Ett program kan ha högst 60 steg." in response.content.decode()
    assert empty.exercises.count() == 60
    page = client.get(there("programme", empty)).content.decode()
    assert "Programmet är fullt" in page
    assert there("add_step", empty) not in page
    assert (
        planning.create_workshop(lab=lab, copied_from=empty, title="X", starts_at=NOON, **ACT).exercises.count() == 60
    )


def test_a_programme_of_two_hundred_steps_is_not_copied_in_part(client, lab, empty):
    Exercise.objects.bulk_create(
        Exercise(workshop=empty, position=n, kind="brainstorm", title=f"Fråga {n}", minutes=2) for n in range(1, 201)
    )
    data = FACTS | {"layout": "copy", "copied_from": empty.pk}
    response = client.post(reverse("workshops:create", args=[lab.pk]), data)
    assert response.status_code == 409
    assert "Programmet har 200 steg och ett program kan ha högst 60." in response.content.decode()
    assert lab.workshops.count() == 1
    assert client.get(there("programme", empty)).status_code == 200  # what is there can still be read and shortened


def test_the_page_asks_as_little_of_the_database_with_sixty_steps(client, workshop, empty):
    numbered(empty, 60)

    def asked(one) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(there("programme", one)).status_code == 200
        return len(queries)

    assert asked(empty) <= asked(workshop) <= 15
