"""One step becomes two, two become one."""

from __future__ import annotations

import uuid

import pytest

from hlab.core.errors import RuleBroken
from journeys.actions.editing import undo
from journeys.actions.gaps import add_gap
from journeys.actions.joining import merge_steps, split_step
from journeys.actions.ways import add_way
from journeys.models import Cell
from journeys.queries.document import document
from tests.factories import make_journey
from tests.journeys.editing import WHO, acts, as_it_is, step_of, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey():
    return make_journey()


def test_a_split_step_loses_nothing(journey):
    step = step_of(journey, "s1")
    second = split_step(step=step, title="Tar mod", second_title="Ringer", moved=["front", "back"], **WHO)
    told = document(journey)
    one, two = told.step(str(step.pk)), told.step(str(second.pk))
    assert titles(journey)[0] == ["Tar mod", "Ringer"]
    assert (set(one.cells), set(two.cells)) == ({"person"}, {"front", "back"})
    assert one.actors == two.actors
    assert (one.feeling, two.feeling) == (0, None)
    assert told.gaps_after(two.key)[0].title == "Ingen hör av sig"
    assert told.gaps_after(one.key) == ()


def test_a_split_is_undone_whole(journey):
    before = as_it_is(journey)
    split_step(step=step_of(journey, "s2"), title="A", second_title="B", moved=["person"], **WHO)
    undo(journey=journey, number=2, **WHO)
    assert as_it_is(journey) == before


def test_a_split_sent_twice_is_one(journey):
    key, step = uuid.uuid4(), step_of(journey, "s2")
    made = [split_step(step=step, title="A", second_title="B", client_key=key, **WHO) for _n in "ab"]
    assert made[0] == made[1]
    assert acts(journey) == ["made", "step_split"]


def test_both_halves_need_a_name(journey):
    with pytest.raises(RuleBroken) as broken:
        split_step(step=step_of(journey, "s2"), title="A", second_title="", **WHO)
    assert broken.value.field == "second_title"


def test_merged_steps_keep_words_actors_gaps_and_the_weaker_grade(journey):
    kept, gone = step_of(journey, "s3"), step_of(journey, "s2")
    merge_steps(step=kept, other=gone, title="Besök och möte", **WHO)
    told = document(journey)
    step = told.step(str(kept.pk))
    names = {told.actor(key).name for key in step.actors}
    assert names == {"Alex", "Psykiatrin", "Socialkontoret"}
    assert (step.title, step.grade, step.feeling, step.moment) == ("Besök och möte", "told", 0, "worst")
    assert set(step.cells) == {"front", "worked", "person", "support"}
    assert [(gap.title, told.step(gap.before).title) for gap in told.gaps] == [("Ingen hör av sig", "Besök och möte")]
    assert [told.step(link.source).title for link in told.links] == ["Besök och möte"]


def test_a_merge_is_undone_whole(journey):
    add_way(journey=journey, source=step_of(journey, "s3"), target=step_of(journey, "s1"), kind="loop", **WHO)
    before = as_it_is(journey)
    merge_steps(step=step_of(journey, "s3"), other=step_of(journey, "s2"), title="Ett", **WHO)
    undo(journey=journey, number=3, **WHO)
    assert as_it_is(journey) == before


def test_what_both_say_stands_one_after_the_other_and_too_much_is_refused(journey):
    one, other = step_of(journey, "s1"), step_of(journey, "s2")
    merge_steps(step=one, other=other, title="Ett", **WHO)
    assert Cell.objects.get(step=one, lane="person").text == "Tar mod till sig.\nBerättar igen."
    undo(journey=journey, number=2, **WHO)
    Cell.objects.filter(step__in=[one, other], lane="person").update(text="x" * 400)
    Cell.objects.filter(step=one, lane="person").update(text="y" * 400)
    with pytest.raises(RuleBroken, match=r"Personen.*801"):
        merge_steps(step=one, other=other, title="Ett", **WHO)


def test_a_step_is_not_merged_with_itself_or_with_what_is_gone(journey):
    step, other = step_of(journey, "s1"), step_of(journey, "s2")
    with pytest.raises(RuleBroken, match="annat steg"):
        merge_steps(step=step, other=step, title="x", **WHO)
    merge_steps(step=step, other=other, title="Ett", **WHO)
    with pytest.raises(RuleBroken, match="tagits bort"):
        merge_steps(step=step, other=other, title="Ett", **WHO)


def test_gaps_from_both_stand_after_the_one(journey):
    add_gap(journey=journey, after=step_of(journey, "s3"), kind="wait", title="Väntan", **WHO)
    merge_steps(step=step_of(journey, "s2"), other=step_of(journey, "s3"), title="Ett", **WHO)
    assert [gap.title for gap in document(journey).gaps] == ["Ingen hör av sig", "Väntan"]
