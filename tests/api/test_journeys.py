"""Journeys in the open API."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journeys.analysis.document import numbered, without_voices
from journeys.analysis.native import read
from tests import factories
from tests.factories import make_journey
from tests.journeys.sample import DOCUMENT
from tests.journeys.told import make_told, publish

MOST = 12


def rows(client, query=""):
    answer = client.get(f"/api/v1/journeys/{query}")
    assert answer.status_code == 200
    return answer.json()["results"]


def test_a_journey_and_its_map(anyone, lab):
    journey, _notes = make_told(lab=lab)
    publish(journey)
    (row,) = rows(anyone)
    assert (row["slug"], row["title"], row["steps"], row["gaps"]) == (journey.slug, journey.title, 4, 2)
    assert row["people"] == {"text": "Bygger på berättelser från minst 5 personer.", "at_least": 5, "threshold": 5}
    assert row["url"] == f"http://testserver{journey.address}" and row["version"] == 1 and "map" not in row
    whole = anyone.get(f"/api/v1/journeys/{journey.slug}/").json()
    assert row.items() <= whole.items()
    found = read(json.dumps(whole["map"]).encode())
    assert numbered(found.document) == numbered(without_voices(DOCUMENT)) and not found.findings


def test_few_are_not_told_of_and_a_hidden_lab_has_no_address(anyone, tree):
    hidden = factories.make_lab(is_public=False)
    publish(make_told(lab=hidden, people=4)[0])
    (row,) = rows(anyone)
    assert row["people"]["at_least"] is None and "färre än 5" in row["people"]["text"]
    assert row["lab"] == {"name": hidden.name, "slug": None}


def test_filters_and_what_does_not_exist(anyone, lab, tree):
    for kind, county in (("told", "17"), ("planned", "12")):
        publish(make_journey(lab=lab, document=replace(DOCUMENT, title=f"{kind} väg", kind=kind, county=county)))
    assert [row["kind"] for row in rows(anyone, "?kind=told")] == ["told"]
    assert [row["county"] for row in rows(anyone, "?county=12")] == ["12"]
    assert len(rows(anyone, f"?lab={lab.slug}&demo=false")) == 2
    for query in ("?kind=nej", "?county=99", "?lab=nej", "?demo=kanske", "?slag=told"):
        assert anyone.get(f"/api/v1/journeys/{query}").status_code == 400
    assert anyone.get("/api/v1/journeys/finns-inte/").status_code == 404
    assert anyone.post("/api/v1/journeys/", {}).status_code == 405
    assert "journeys" in anyone.get("/api/v1/").json()


@pytest.mark.parametrize("count", [1, 20])
def test_a_list_costs_the_same_however_long(anyone, lab, tree, count):
    for _n in range(count):
        publish(make_journey(lab=lab))
    with CaptureQueriesContext(connection) as queries:
        assert len(rows(anyone)) == count
    assert len(queries) <= MOST
