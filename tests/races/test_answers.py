"""One person in two tabs, many who answer at once, and a step that closes meanwhile."""

from __future__ import annotations

import uuid

import pytest

from tests import factories
from tests.races.meet import MEETING, at_once, beside, refusals
from workshops.actions.answers import answer_scale, put_in_order
from workshops.actions.checking_out import check_out
from workshops.actions.own_words import say_once
from workshops.actions.pacing import close_writing, open_workshop
from workshops.actions.planning import add_exercise
from workshops.models import CheckOut, Contribution, Exercise, Preference, ScaleAnswer

pytestmark = MEETING
AT = {"at": factories.NOON}


@pytest.fixture
def step():
    """step(kind, **settings) → the step, open."""

    def make(kind: str, **settings):
        workshop = factories.make_workshop(with_programme=False)
        made = add_exercise(
            workshop=workshop, kind=kind, title="Steg", minutes=5, settings=settings, by=None, at=factories.NOON
        )
        open_workshop(workshop=workshop, by=None, at=factories.NOON)
        factories.advance(workshop, 1)
        return Exercise.objects.select_related("workshop").get(pk=made.pk)

    return make


def words(row_version: int = 0) -> dict:
    return {"client_key": uuid.uuid4(), "row_version": row_version, **AT}


def test_two_tabs_that_answer_for_the_first_time_leave_one_answer(step):
    question = step("question")
    place = factories.make_participation(workshop=question.workshop)

    def saying(text):
        return lambda: say_once(exercise=question, participation=place, text=text, by=place, **words())

    said = at_once(saying("Den ena."), saying("Den andra."))
    assert len(refusals(said)) == 1
    assert Contribution.objects.count() == 1


def test_many_who_change_point_and_reason_wait_for_nobody_for_ever(step):
    scale = step("scale")
    places = [factories.make_participation(workshop=scale.workshop) for _ in range(4)]

    def answering(place, point, reason, row_version=0):
        return lambda: answer_scale(
            exercise=scale, participation=place, point=point, reason=reason, by=place, **words(row_version)
        )

    assert not refusals(at_once(*(answering(place, 1, "Först") for place in places)))
    mixed = [(5, "Sedan", 1), (4, "", 1), (3, "Först", 1), (2, "Sist", 1)]
    assert not refusals(at_once(*(answering(place, *sent) for place, sent in zip(places, mixed, strict=True))))
    assert sorted(ScaleAnswer.objects.values_list("point", flat=True)) == [2, 3, 4, 5]
    assert Contribution.objects.filter(withdrawn_at=None).count() == 3


def test_one_person_s_two_orders_come_after_each_other(step):
    rank = step("rank", options=["A", "B", "C"])
    place = factories.make_participation(workshop=rank.workshop)

    def ordering(*order):
        return lambda: put_in_order(exercise=rank, participation=place, order=order, by=place, **AT)

    assert not refusals(at_once(ordering("o1", "o2", "o3"), ordering("o3", "o2")))
    kept = list(Preference.objects.order_by("place").values_list("option", flat=True))
    assert kept in ([1, 2, 3], [3, 2])


def test_nothing_is_half_kept_when_the_step_closes(step):
    scale = step("scale")
    place = factories.make_participation(workshop=scale.workshop)
    said = beside(
        lambda: close_writing(exercise=scale, by=None, **AT),
        lambda: answer_scale(exercise=scale, participation=place, point=1, reason="Ett skäl", by=place, **words()),
    )
    assert ScaleAnswer.objects.count() == Contribution.objects.count() == (0 if refusals(said) else 1)


def test_two_tabs_at_the_check_out_leave_one_and_share_nothing_by_accident(step):
    last = step("checkout")
    place = factories.make_participation(workshop=last.workshop)

    def keeping(text, shared, row_version=0):
        return lambda: check_out(
            exercise=last, participation=place, text=text, shared=shared, by=place, **words(row_version)
        )

    assert len(refusals(at_once(keeping("Mitt eget.", False), keeping("För alla.", True)))) == 1
    mine = CheckOut.objects.get()
    assert Contribution.objects.filter(withdrawn_at=None).count() == (1 if mine.text == "För alla." else 0)
    version = mine.row_version
    assert len(refusals(at_once(keeping("Nytt eget.", False, version), keeping("Nytt för alla.", True, version)))) == 1
    mine = CheckOut.objects.get()
    shown = Contribution.objects.filter(withdrawn_at=None)
    assert [note.text for note in shown] == (["Nytt för alla."] if mine.text == "Nytt för alla." else [])
