"""A map begins from a template, its facts are changed, it is put aside."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from journeys.actions.editing import undo
from journeys.actions.journeys import archive_journey, begin_journey, change_journey, take_out_again
from journeys.analysis.document import Document
from journeys.analysis.templates import PHASES, GoalWords, begin, shortened
from journeys.enums import Template
from journeys.models import Journey
from journeys.queries.document import document
from tests.factories import make_journey, make_member, make_user
from tests.journeys.editing import WHO, acts, titles

FACTS = {"title": "Alex väg", "question": "Var blir det tyst?", "kind": "told", "person": "Alex"}
WORDS = GoalWords("Jag behöver bara berätta en gång", ("Jag berättar en gång.", "Sedan vet alla som behöver."))


# --- Templates, pure --------------------------------------------------------------------------


@pytest.mark.parametrize("template", [code for code in Template.values if code != "goal"])
def test_each_template_has_its_phases_and_the_person(template):
    made = begin(template, Document(**FACTS))
    assert tuple(phase.title for phase in made.phases) == PHASES[template]
    assert [(actor.name, actor.is_person) for actor in made.actors] == [("Alex", True)]
    assert all(step.actors == ("a1",) for step in made.steps)


def test_every_template_is_one_of_ours():
    assert set(PHASES) == set(Template.values)


def test_a_maalbild_becomes_how_it_could_be_in_its_own_words():
    made = begin("goal", Document(**FACTS), WORDS)
    assert made.kind == "to_be"
    assert [step.cells["person"] for step in made.steps] == list(WORDS.sentences)
    assert [step.title for step in begin("goal", Document(**FACTS), GoalWords("Bara rubriken")).steps] == [
        "Bara rubriken"
    ]
    with pytest.raises(ValueError):
        begin("goal", Document(**FACTS))


@pytest.mark.parametrize("length", [1, 119, 120, 121, 500])
def test_a_long_sentence_fits_a_title(length):
    text = ("ord " * 200)[:length].strip()
    assert len(shortened(text, 120)) <= 120
    assert shortened(text, 120).endswith("…") == (len(text) > 120)


# --- Rows -------------------------------------------------------------------------------------

db = pytest.mark.django_db


@db
def test_a_map_begins_with_its_template_once(lab):
    key = uuid.uuid4()
    made = [begin_journey(lab=lab, template="before_after", client_key=key, **FACTS, **WHO) for _n in "ab"]
    assert made[0].pk == made[1].pk
    assert titles(made[0]) == [[], [], []]
    assert acts(made[0]) == ["made"]


@db
def test_the_largest_maalbild_fits_a_map(lab):
    words = GoalWords("T", tuple("ord " * 300 for _n in range(12)))
    made = begin_journey(lab=lab, template="goal", goal=words, **FACTS, **WHO)
    assert len(document(made).steps) == 12


@db
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"),
        ({"question": ""}, "question"),
        ({"person": ""}, "person"),
        ({"kind": "dream"}, "kind"),
        ({"template": "goal"}, "template"),
        ({"template": "x"}, "template"),
        ({"review_on": date(2020, 1, 1)}, "review_on"),
        ({"happened_in": date(2030, 1, 1)}, "happened_in"),
        ({"about": "Ring 070-123 45 67"}, "about"),
    ],
)
def test_what_a_map_cannot_be_names_its_field(lab, facts, field):
    with pytest.raises(RuleBroken) as broken:
        begin_journey(lab=lab, **{"template": "empty", **FACTS} | facts, **WHO)
    assert broken.value.field == field
    assert not Journey.objects.exists()


@db
def test_what_could_be_may_lie_ahead_and_answers_a_map_of_the_lab(lab):
    now, elsewhere = make_journey(lab=lab), make_journey()
    facts = FACTS | {"kind": "to_be", "happened_in": date(2030, 1, 1)}
    made = begin_journey(lab=lab, template="empty", as_is=now, **facts, **WHO)
    for wrong in (elsewhere, made):
        with pytest.raises(RuleBroken, match="Välj en karta"):
            begin_journey(lab=lab, template="empty", as_is=wrong, **facts, **WHO)
    with pytest.raises(RuleBroken, match="sig själv"):
        change_journey(journey=now, row_version=1, as_is=now, **WHO)


@db
def test_the_owner_is_one_of_the_lab(lab):
    with pytest.raises(RuleBroken) as broken:
        begin_journey(lab=lab, template="empty", owner=make_user(), **FACTS, **WHO)
    assert broken.value.field == "owner"
    assert begin_journey(lab=lab, template="empty", owner=make_member(lab=lab), **FACTS, **WHO).owner is not None


@db
def test_facts_are_changed_undone_and_never_over_somebody_elses():
    journey = make_journey()
    change_journey(journey=journey, row_version=1, title="Nytt namn", review_on=date(2027, 1, 1), **WHO)
    with pytest.raises(StaleEdit) as met:
        change_journey(journey=journey, row_version=1, title="Ett annat", **WHO)
    assert "Nytt namn" in met.value.theirs
    change_journey(journey=journey, row_version=1, seen={"place": "Exempelby"}, place="Byn", **WHO)
    undo(journey=journey, number=2, **WHO)
    again = Journey.objects.get(pk=journey.pk)
    assert (again.title, again.review_on, again.place) == ("Alex väg till hjälp", None, "Byn")


@db
def test_the_person_is_called_the_same_in_the_steps():
    journey = make_journey()
    change_journey(journey=journey, row_version=1, person="Kim", **WHO)
    assert document(journey).actors[0].name == "Kim"
    undo(journey=journey, number=2, **WHO)
    assert (document(journey).person, document(journey).actors[0].name) == ("Alex", "Alex")


@db
def test_a_map_is_put_aside_and_taken_out_again_and_both_are_told():
    journey = make_journey()
    for _n in "ab":
        archive_journey(journey=journey, **WHO)
    assert Journey.objects.get(pk=journey.pk).archived_at is not None
    for _n in "ab":
        take_out_again(journey=journey, **WHO)
    assert Journey.objects.get(pk=journey.pk).archived_at is None
    told = AuditEvent.objects.filter(act__startswith="journey.").order_by("pk").values_list("act", flat=True)
    assert [act for act in told if act != "journey.edited"] == ["journey.archived", "journey.taken_out"]


@db
def test_a_map_that_anyone_may_read_is_not_put_aside():
    from journeys.models import JourneyVersion
    from tests.factories import NOON

    journey = make_journey()
    version = JourneyVersion.objects.create(journey=journey, number=1, content={}, at=NOON)
    Journey.objects.filter(pk=journey.pk).update(public_version=version)
    with pytest.raises(RuleBroken, match="visas för alla"):
        archive_journey(journey=journey, **WHO)
