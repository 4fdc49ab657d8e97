"""A journey as our own file, and the schema that is published."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import models
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from hlab.labs.enums import ActorKind
from journeys import enums
from journeys.actions.putting import MOST_PHASES, MOST_STEPS
from journeys.analysis import native, shapes
from journeys.analysis.document import Actor, Document, Gap, Link, Phase, Step, Voice, numbered
from journeys.analysis.findings import NoJourney
from journeys.analysis.native_schema import schema
from journeys.analysis.shapes import SHAPES, Code, Text
from journeys.exchange_words import file_sentence, finding_sentence, losses_told
from journeys.models import Cell, Journey, JourneyActor
from journeys.models import Gap as GapRow
from journeys.models import Link as LinkRow
from journeys.models import Phase as PhaseRow
from journeys.models import Step as StepRow
from tests.journeys.exchange.making import documents
from tests.journeys.sample import DOCUMENT, large

MODELS = {Document: Journey, Actor: JourneyActor, Phase: PhaseRow, Step: StepRow, Gap: GapRow, Link: LinkRow}
VALID = Draft202012Validator(schema())


def said(data) -> list[str]:
    """The faults of our file with this journey, as sentences."""
    raw = json.dumps({"format": native.FORMAT, "version": 1, "journey": data}).encode()
    return [finding_sentence(fault) for fault in native.read(raw).faults]


def data(**changes) -> dict:
    return native.as_file(DOCUMENT)["journey"] | changes


def gap(**changes) -> dict:
    rows = data()["gaps"]
    return data(gaps=[rows[0] | changes, rows[1]])


def step(**changes) -> dict:
    phases = data()["phases"]
    phases[1]["steps"][0] |= changes
    return data(phases=phases)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_a_file_gives_back_the_journey_and_fits_the_schema(document):
    found = native.read(native.write(document, source="en-resa"))
    assert found.document == document and not found.faults and found.source == "en-resa"
    VALID.validate(native.as_file(document, source="en-resa"))


def test_what_is_told_of_a_map_beside_what_is_in_it():
    beside = {"source": "en-resa", "answers": "en-annan", "review_on": date(2027, 3, 1)}
    found = native.read(native.write(DOCUMENT, **beside))
    assert {name: getattr(found, name) for name in beside} == beside and not found.findings
    VALID.validate(native.as_file(DOCUMENT, **beside))
    broken = json.loads(native.write(DOCUMENT)) | {"review_on": "i vår"}
    assert "När kartan ska ses över" in "".join(map(finding_sentence, native.read(json.dumps(broken).encode()).faults))


def test_the_largest_map_fits():
    document = large(shapes.MOST_PHASES, shapes.MOST_STEPS, 300)
    assert native.read(native.write(document)).document == numbered(document)
    assert (shapes.MOST_PHASES, shapes.MOST_STEPS) == (MOST_PHASES, MOST_STEPS)


def test_the_schema_is_one_and_refuses_what_the_reader_refuses():
    Draft202012Validator.check_schema(schema())
    for wrong in (gap(days_planned=-3), gap(kind="paus"), step(title=""), data(kind="dröm"), step(cells={"x": "y"})):
        assert not VALID.is_valid({"format": native.FORMAT, "version": 1, "journey": wrong})
        assert said(wrong)


@pytest.mark.parametrize(("cls", "model"), MODELS.items())
def test_lengths_are_those_of_the_database(cls, model):
    for name, shape in SHAPES[cls].items():
        if isinstance(shape, Text) and name not in ("organisation", "code"):
            assert model._meta.get_field(name).max_length == shape.most, name
    assert Cell._meta.get_field("text").max_length == shapes.LONGEST_CELL


def test_codes_are_those_of_the_house():
    house = {
        "JourneyKind": shapes.KINDS, "PersonKind": shapes.PERSON_KINDS, "Grade": shapes.GRADES,
        "Contact": shapes.CHANNELS, "FeelingWord": shapes.WORDS, "WhoDid": shapes.DID, "Known": shapes.KNOWN,
        "GapKind": shapes.GAP_KINDS, "Carrier": shapes.CARRIERS, "PlanUse": shapes.PLAN_USES,
        "LinkKind": shapes.LINK_KINDS,
    }  # fmt: skip
    for name, codes in house.items():
        assert set(getattr(enums, name).values) == set(codes), name
    assert set(ActorKind.values) == set(shapes.ACTOR_KINDS)


def test_every_field_of_a_part_is_in_the_table_of_shapes():
    kept = {"key", "actors", "phases", "gaps", "links", "steps", "cells", "voices", "row_version", "versions", "after",
            "before", "from_actor", "to_actor", "source", "target"}  # fmt: skip
    for cls in MODELS:
        assert set(SHAPES[cls]) == set(cls.__dataclass_fields__) - kept
    columns = {field.name for field in StepRow._meta.fields if isinstance(field, models.CharField)}
    assert {name for name, shape in SHAPES[Step].items() if isinstance(shape, Text | Code)} == columns


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "tom"),
        (b"{", "inte hel JSON"),
        (b"[]", "ingen resa"),
        (b"\xff\xfe{", "inte hel JSON"),
        (b"[" * 100_000, "inte hel JSON"),
        (b'{"format": "annat", "version": 1}', "ingen resa"),
        (b'{"format": "halsolabb-resa", "version": 0, "journey": {}}', "ingen resa"),
        (b'{"format": "halsolabb-resa", "version": 1, "journey": NaN}', "inte hel JSON"),
        (b'{"format": "halsolabb-resa", "version": 2, "journey": {}}', "nyare Hälsolabb (format 2)"),
        (b" " * (native.MAX_BYTES + 1), "för stor"),
    ],
)
def test_what_is_no_journey_is_refused_in_words(raw, words):
    with pytest.raises(NoJourney) as bad:
        native.read(raw)
    assert words in file_sentence(bad.value)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (gap(days_planned=-3), "Mellanrum 1 ”Ingen hör av sig”: dagar, planerat är −3"),
        (gap(days_told="tre"), "ska vara ett helt tal"),
        (gap(days_told=True), "ska vara ett helt tal"),
        (gap(days_told=10**30), "utanför det som går"),
        (gap(after="s9"), "steget ”s9” finns inte"),
        (gap(before="s1"), "samma steg"),
        (gap(from_actor="a9"), "aktören ”a9” finns inte"),
        (gap(measured_source=""), "utan källa"),
        (gap(retold="no"), "inte att det hände"),
        (step(from_day=50, to_day=48), "Fas 2 ”Faller emellan”, steg 1 ”Första besöket”: slutar innan det börjar"),
        (step(from_day=None), "ingen första dag"),
        (step(actors=["a1", "a9"]), "aktören ”a9” finns inte"),
        (step(actors="a1"), "ska vara en lista"),
        (step(title="x" * 121), "121/120"),
        (step(feeling=3), "utanför det som går"),
        (step(word="glad"), "”glad” går inte att förstå"),
        (step(key="s1"), "används två gånger"),
        (step(cells={"moln": "x"}), "”moln”"),
        (step(cells={"front": 4}), "ska vara text"),
        (data(links=[{"key": "v1", "source": "s3", "target": "s1", "kind": "branch"}]), "rundgång"),
        (data(links=[{"key": "v1", "source": "s1", "target": "s1", "kind": "loop"}]), "samma steg"),
        (data(links=[{"key": "v1", "source": "s1", "target": "s8", "kind": "loop"}]), "”s8” finns inte"),
        (data(actors=[*data()["actors"], {"key": "a5", "name": "Alex", "kind": "person"}]), "två gånger"),
        (data(actors=[*data()["actors"], {"key": "a5", "name": "A", "kind": "person", "is_person": True}]), "Välj en"),
        (data(question=""), "Fråga saknas"),
        (data(happened_in="våren"), "2026-09-18"),
        (data(phases="f1"), "en lista"),
        (data(phases=[1]), "ett objekt"),
    ],
)
def test_each_fault_names_the_part_and_says_what_to_do(wrong, words):
    assert any(words in sentence for sentence in said(wrong)), said(wrong)


def test_four_hundred_steps_are_read_and_nine_hundred_refused():
    assert not native.read(native.write(large(12, 400, 30))).faults
    many = native.read(native.write(large(40, 900, 0)))
    assert "fler steg än en karta rymmer (900/800)" in finding_sentence(many.faults[0])


def test_what_the_format_does_not_have_is_told_and_left_out():
    raw = json.dumps({"format": native.FORMAT, "version": 1, "journey": step(glow="x")}).encode()
    found = native.read(raw)
    assert not found.faults and found.document == numbered(DOCUMENT)
    assert losses_told(found.losses)[0]["text"] == "”glow” är inget som formatet har, och läses inte in."


def test_only_chosen_quotes_that_may_be_read_keep_their_words():
    spoken = (
        Voice("c", "hemligt", quote=False, text="hemligt"),
        Voice("a", "sagt", quote=True, text="sagt", person="p"),
        Voice("b", "återtaget", quote=True, text=""),
    )
    first = replace(DOCUMENT.phases[0].steps[0], voices=spoken)
    document = replace(DOCUMENT, phases=(replace(DOCUMENT.phases[0], steps=(first,)), *DOCUMENT.phases[1:]))
    raw = native.write(document).decode()
    assert "sagt" in raw and "hemligt" not in raw and "återtaget" not in raw
    assert native.read(raw.encode()).document.steps[0].voices == (
        Voice("a", "sagt", quote=True, text="sagt"), Voice("b"), Voice("c"),
    )  # fmt: skip


def test_a_way_that_a_move_has_turned_round_is_called_what_it_is():
    turned = replace(DOCUMENT, links=(replace(DOCUMENT.links[0], kind="branch"),))
    found = native.read(native.write(turned))
    assert not found.faults and found.document.links[0].kind == "loop"
