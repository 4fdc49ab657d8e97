"""A journey as rows and as one value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hlab.core.errors import RuleBroken
from journeys.actions.putting import MOST_STEPS
from journeys.analysis.document import Actor, Gap, Phase, as_data, crosses, from_data, numbered
from journeys.charts import gaps_told
from journeys.queries.document import document, documents
from tests.factories import make_journey, make_lab
from tests.journeys.sample import DOCUMENT, GAPS, large

pytestmark = pytest.mark.django_db


def test_rows_give_back_the_document_they_were_made_of():
    assert numbered(document(make_journey())) == numbered(DOCUMENT)


def test_as_data_and_back():
    assert from_data(as_data(numbered(DOCUMENT))) == numbered(DOCUMENT)


@pytest.mark.parametrize("steps", [4, 60])
def test_a_document_takes_as_many_questions_however_large(django_assert_max_num_queries, steps):
    journey = make_journey(document=large(4, steps, 3))
    with django_assert_max_num_queries(9):
        document(journey)


def test_several_documents_take_as_many_questions_as_one(django_assert_max_num_queries):
    lab = make_lab()
    journeys = [make_journey(lab=lab) for _n in range(5)]
    with django_assert_max_num_queries(9):
        found = documents(journeys)
    assert all(numbered(one) == numbered(DOCUMENT) for one in found.values())


def test_a_border_between_principals():
    assert crosses(DOCUMENT, GAPS[0]) is False  # both the region's
    assert crosses(DOCUMENT, GAPS[1]) is True


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (Actor("a", "Alex", "person", is_person=True), Actor("b", "Kommunen", "municipality"), False),
        (Actor("a", "Systern", "person"), Actor("b", "Kommunen", "municipality"), False),
        (Actor("a", "Ett bolag", "private"), Actor("b", "Ett annat", "private"), None),
        (Actor("a", "Ett bolag", "private", "Bolaget"), Actor("b", "Ett annat", "private", "Bolaget"), False),
        (Actor("a", "Ett bolag", "private", "Bolaget"), Actor("b", "Ett annat", "private", "Koncernen"), True),
        (Actor("a", "Okänd", "other"), Actor("b", "Också okänd", "other"), None),
        (Actor("a", "Okänd", "other"), Actor("b", "Kommunen", "municipality"), True),
        (Actor("a", "Vården", "region"), Actor("b", "Psykiatrin", "region"), False),
    ],
)
def test_the_person_is_no_principal_and_two_of_a_kind_that_has_many_may_be_either(one, other, answer):
    gap = Gap("m1", "s1", "wait", "Tyst", before="s2", from_actor="a", to_actor="b")
    told = replace(DOCUMENT, actors=(one, other), gaps=(gap,), links=(), phases=(
        Phase("f1", "Fas", tuple(replace(step, actors=()) for step in DOCUMENT.steps)),
    ))  # fmt: skip
    assert crosses(told, gap) is answer
    (row,) = gaps_told(told)["rows"]
    assert ("samma huvudman" in row["border"]) is (answer is False and one.kind != "person")
    assert ("olika huvudmän" in row["border"]) is (answer is True)


def test_more_steps_than_a_map_can_hold_are_refused():
    with pytest.raises(RuleBroken, match="högst"):
        make_journey(document=large(10, MOST_STEPS + 1, 0))
