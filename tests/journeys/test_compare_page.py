"""Choosing two maps of a lab and seeing them against each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from hlab.labs.enums import LabRole
from tests.factories import make_journey, make_lab, make_member, make_user
from tests.journeys.sample import DOCUMENT, large

pytestmark = pytest.mark.django_db
TO_BE = replace(DOCUMENT, title="Alex väg som den kunde bli", kind="to_be", gaps=DOCUMENT.gaps[:1])


@pytest.fixture
def lab():
    return make_lab()


@pytest.fixture
def analyst(client, lab):
    client.force_login(make_member(lab=lab, role=LabRole.ANALYST))
    return client


def page(client, lab, **asked):
    response = client.get(reverse("journeys:compare_journeys", args=[lab.pk]), asked)
    return response, BeautifulSoup(response.content.decode(), "html.parser")


def test_two_maps_are_compared(analyst, lab):
    one, other = make_journey(lab=lab), make_journey(lab=lab, document=TO_BE)
    response, found = page(analyst, lab, a=one.pk, b=other.pk)
    assert response.status_code == 200
    text = found.main.get_text(" ", strip=True)
    assert "”Alex väg till hjälp” har 2 mellanrum, ”Alex väg som den kunde bli” har 1" in text
    assert len(found.find_all("h1")) == 1 and not found.select("[style]")
    levels = [int(head.name[1]) for head in found.main.find_all(["h1", "h2", "h3", "h4"])]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert found.select_one("select[name=a] option[selected]")["value"] == str(one.pk)


def test_without_both_the_page_asks_and_offers_those_that_belong_together(analyst, lab):
    one = make_journey(lab=lab)
    other = make_journey(lab=lab, document=TO_BE, as_is=one)
    response, found = page(analyst, lab)
    assert response.status_code == 200 and not found.select("#sida-vid-sida")
    assert found.select(f'a[href="?a={one.pk}&b={other.pk}"], a[href$="?a={one.pk}&b={other.pk}"]')
    _response, found = page(analyst, lab, a=one.pk)
    assert found.select_one("select[name=b] option[selected]")["value"] == str(other.pk)
    _response, found = page(analyst, lab, b=one.pk)
    assert found.select_one("select[name=a] option[selected]")["value"] == str(other.pk)


def test_a_lab_with_one_map_says_what_is_needed(analyst, lab):
    make_journey(lab=lab)
    _response, found = page(analyst, lab)
    assert "Det behövs två kartor" in found.get_text() and not found.select("select")


def test_the_same_map_twice_is_refused_at_its_field(analyst, lab):
    one, _other = make_journey(lab=lab), make_journey(lab=lab)
    response, found = page(analyst, lab, a=one.pk, b=one.pk)
    assert response.status_code == 422
    assert "samma karta två gånger" in found.find(id="id_b_error").get_text()


@pytest.mark.parametrize("wrong", ["999999", "abc", "²", "-1", "99999999999999999999", "1; drop"])
def test_a_map_that_is_not_there_is_told(analyst, lab, wrong):
    one, _other = make_journey(lab=lab), make_journey(lab=lab)
    response, found = page(analyst, lab, a=one.pk, b=wrong)
    assert response.status_code == 422
    assert "finns inte i det här labbet" in found.find(id="id_b_error").get_text()


def test_the_map_of_another_lab_is_not_compared(analyst, lab):
    one, _other = make_journey(lab=lab), make_journey(lab=lab)
    theirs = make_journey(document=replace(DOCUMENT, title="Deras hemliga väg"))
    response, found = page(analyst, lab, a=one.pk, b=theirs.pk)
    assert response.status_code == 422 and "Deras hemliga väg" not in found.get_text()


def test_others_do_not_see_the_page(client, lab):
    address = reverse("journeys:compare_journeys", args=[lab.pk])
    assert client.get(address).status_code == 302
    client.force_login(make_user())
    assert client.get(address).status_code == 404


def test_a_map_older_than_those_to_choose_among_is_found_by_its_number(analyst, lab, monkeypatch):
    from journeys.queries import journeys as rows

    old, new = make_journey(lab=lab), make_journey(lab=lab, document=TO_BE)
    assert [row.pk for row in rows.to_choose(rows.journeys_of(lab), [old.pk], most=1)] in ([new.pk, old.pk], [old.pk])
    assert old.pk in [row.pk for row in rows.to_choose(rows.journeys_of(lab), [old.pk], most=1)]


@pytest.mark.parametrize(("document", "others"), [(DOCUMENT, 0), (large(12, 60, 30), 18)])
def test_the_page_takes_as_many_questions_however_large(analyst, lab, django_assert_max_num_queries, document, others):
    one, other = make_journey(lab=lab, document=document), make_journey(lab=lab, document=document)
    for _n in range(others):
        make_journey(lab=lab)
    with django_assert_max_num_queries(15):
        response, _found = page(analyst, lab, a=one.pk, b=other.pk)
    assert response.status_code == 200


def test_the_side_by_side_is_paged(analyst, lab):
    one = make_journey(lab=lab, document=large(12, 60, 30))
    other = make_journey(lab=lab, document=large(12, 60, 30))
    _response, found = page(analyst, lab, a=one.pk, b=other.pk)
    assert len(found.select("#sida-vid-sida tbody tr")) == 25
    link = found.select_one('.pager a[rel="next"]')["href"]
    assert f"a={one.pk}" in link and "sida=2" in link and link.endswith("#sida-vid-sida")
