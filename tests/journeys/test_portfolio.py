"""A lab's maps: found, told on the lab's page, and told to be due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hlab.accounts.viewer import Viewer
from hlab.labs.models import Lab
from journeys import staff_section
from journeys.analysis.document import Phase
from journeys.models import Journey
from tests.factories import NOON, make_journey, make_lab, make_remedy, make_user, make_workshop
from tests.journeys.sample import DOCUMENT, GAPS, STEPS
from workshops.actions.rehearsal import start_rehearsal

pytestmark = pytest.mark.django_db
PLAIN = replace(
    DOCUMENT, title="Bos väg", question="När blev det lugnt?", kind="planned", person="Bo", county="18",
    place="Lillköping", about="",
    gaps=(), links=(), actors=DOCUMENT.actors[:1],
    phases=(Phase("f1", "Början", (replace(STEPS[0], title="Går hem", actors=("a1",), grade="assumed"),)),),
)  # fmt: skip


@pytest.fixture
def two(lab):
    return make_journey(lab=lab), make_journey(lab=lab, document=PLAIN)


def page(client, lab, query="") -> str:
    return client.get(f"{reverse('journeys:list', args=[lab.pk])}?{query}").content.decode()


def titles(text: str) -> set[str]:
    return {title for title in (DOCUMENT.title, PLAIN.title) if title in text}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sok=alex", {DOCUMENT.title}), ("sok=lugnt", {PLAIN.title}), ("sok=lillk", {PLAIN.title}),
        ("sok=g%C3%A5r+hem", {PLAIN.title}), ("sok=ingen+h%C3%B6r", {DOCUMENT.title}), ("sok=finns-inte", set()),
        ("sok=ers%C3%A4ttning+per", {DOCUMENT.title}), ("sok=hos+sin+syster", {DOCUMENT.title}),
        ("sok=n%C3%A4tter+p%C3%A5+akuten", {DOCUMENT.title}),
        ("slag=planned", {PLAIN.title}), ("lan=17", {DOCUMENT.title}), ("mellanrum=wait", {DOCUMENT.title}),
        ("mellanrum=wait&till=region", {DOCUMENT.title}), ("mellanrum=wait&till=municipality", set()),
        ("fran=region&till=municipality", {DOCUMENT.title}), ("aktor=municipality", {DOCUMENT.title}),
        ("aktor=person", set()), ("kunskap=measured", {DOCUMENT.title}), ("kunskap=assumed", {PLAIN.title}),
        ("kunskap=only_assumed", {PLAIN.title}), ("visa=arkiv", set()), ("", {DOCUMENT.title, PLAIN.title}),
    ],
)  # fmt: skip
def test_maps_are_found_by_what_they_hold(two, lab, lead, client_of, query, found):
    assert titles(page(client_of(lead), lab, query)) == found


def test_what_has_been_removed_from_a_map_does_not_find_it(two, lab, lead, client_of):
    journey = two[0]
    journey.gaps.update(gone_at=journey.created_at)
    client = client_of(lead)
    assert titles(page(client, lab, "mellanrum=wait")) == set()
    assert titles(page(client, lab, "sok=ingen+h%C3%B6r")) == set()
    assert "4 steg, 0 mellanrum." in page(client, lab, "sok=alex")


def test_a_choice_that_does_not_exist_narrows_nothing_and_says_so(two, lab, lead, client_of):
    text = page(client_of(lead), lab, "slag=annat")
    assert titles(text) == {DOCUMENT.title, PLAIN.title} and "Välj ett giltigt alternativ" in text


def test_order_is_chosen(two, lab, lead, client_of):
    client, day = client_of(lead), timezone.localdate()
    Journey.objects.filter(pk=two[1].pk).update(review_on=day + timedelta(days=3))
    for query, first in (("ordning=namn", DOCUMENT), ("ordning=oversyn", PLAIN), ("ordning=mellanrum", DOCUMENT)):
        text = page(client, lab, query)
        assert (text.index(DOCUMENT.title) < text.index(PLAIN.title)) is (first is DOCUMENT), query


def test_maps_to_look_at_again_and_those_nobody_looks_after(two, lab, lead, client_of):
    first, second = two
    day = timezone.localdate()
    Journey.objects.filter(pk=first.pk).update(owner=make_user(), review_on=day)
    Journey.objects.filter(pk=second.pk).update(review_on=day + timedelta(days=1))
    client = client_of(lead)
    assert titles(page(client, lab, "koll=oversyn")) == {DOCUMENT.title}
    assert titles(page(client, lab, "koll=agare")) == {PLAIN.title}
    assert "1 ska ses över" in staff_section.line([lab.pk], None)[lab.pk]


def test_what_is_laid_aside_is_found_in_its_place_alone(two, lab, lead, client_of):
    Journey.objects.filter(pk=two[0].pk).update(archived_at=timezone.now(), review_on=date(2020, 1, 1))
    client = client_of(lead)
    text = page(client, lab)
    assert titles(text) == {PLAIN.title} and "1 resa är lagd åt sidan" in text
    assert titles(page(client, lab, "visa=arkiv")) == {DOCUMENT.title}
    assert titles(page(client, lab, "koll=oversyn")) == set()


def test_maps_that_may_have_the_same_gap_again(two, lab, lead, client_of):
    make_remedy(lab=lab, kind=GAPS[1].kind, done_on=date(2025, 2, 1))
    text = page(client_of(lead), lab, "koll=igen")
    assert titles(text) == {DOCUMENT.title} and "Återkommer mellanrummet?" in text


def test_other_labs_and_rehearsals_are_not_there(lab, lead, client_of):
    make_journey(lab=make_lab())
    practised = start_rehearsal(workshop=make_workshop(lab=lab), by=lead, at=NOON)
    make_journey(lab=lab, exercise=practised.exercises.first())
    assert titles(page(client_of(lead), lab)) == set()


def test_twenty_maps_cost_what_one_costs_and_the_rest_is_on_the_next_page(lab, lead, client_of):
    client = client_of(lead)
    make_remedy(lab=lab, kind=GAPS[1].kind, done_on=date(2025, 2, 1))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, lab, "sok=alex&ordning=mellanrum")
        return len(queries)

    make_journey(lab=lab)
    first = cost()
    for _n in range(25):
        make_journey(lab=lab, owner=lead)
    assert cost() == first <= 15
    assert "Sida 1 av 2" in page(client, lab)
    assert titles(page(client, lab, "page=2")) == {DOCUMENT.title}


def test_the_labs_page_tells_of_its_maps(two, lab, lead, client_of):
    text = client_of(lead).get(reverse("labs:detail", args=[lab.pk])).content.decode()
    assert DOCUMENT.title in text and reverse("journeys:rollup", args=[lab.pk]) in text
    assert reverse("journeys:new_journey", args=[lab.pk]) in text
    assert "2 resekartor." in client_of(lead).get(reverse("labs:mine")).content.decode()
    with CaptureQueriesContext(connection) as queries:
        staff_section.section(Lab.objects.get(pk=lab.pk), Viewer())
    assert len(queries) <= 2
