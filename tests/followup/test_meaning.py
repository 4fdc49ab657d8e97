"""What people think together that figures mean: written down, replaced, shown and hidden."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from followup.actions.meaning import interpret, show
from followup.enums import UnitKind
from followup.models import Interpretation
from followup.queries.meaning import interpretations_of, public_interpretations, says_all
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from tests.factories import NOON, make_lab, make_member, make_published_goal
from tests.followup.sample import (
    make_indicator,
    make_indicator_version,
    make_link,
    make_release,
    make_unit,
    make_verdict,
    monthly,
)

pytestmark = pytest.mark.django_db
MET = date(2026, 10, 20)
WORDS = {
    "roles": "Tolv personer från region, kommun och brukarråd",
    "question": "Varför slipper äldre oftare berätta igen än unga?",
    "meaning": "Äldre har oftare hemsjukvård, där samma personer kommer tillbaka.",
    "disagreed": "Två tror i stället att unga byter adress oftare.",
    "trying": "Mottagningen i Ekby skriver i samma plan.",
    "responsible": "Enhetschefen i kommunen",
}


@pytest.fixture
def lab():
    return make_lab(is_public=True, is_demo=True)


@pytest.fixture
def goal(lab):
    return make_published_goal(lab=lab).goal


@pytest.fixture
def lead(lab):
    return make_member(lab=lab, role="lead")


@pytest.fixture
def figures(lab, goal):
    """A figure of the lab with a release for one unit."""
    version = make_indicator_version(indicator=make_indicator(lab=lab))
    unit = make_unit()
    release = make_release(version=version, figures={unit: monthly([40.0, None, 41.5])})
    make_verdict(release=release, unit=unit)
    make_link(lab=lab, goal=goal, indicator=version.indicator)
    return release


def say(lab, lead, **fields) -> Interpretation:
    return interpret(lab=lab, by=lead, at=NOON, **({"met_on": MET} | WORDS | fields))


def test_it_is_written_down_with_what_it_is_about(lab, goal, lead, figures):
    row = say(
        lab, lead, goal=goal, indicator=figures.version.indicator, unit=make_unit(), release=figures, is_public=True,
        next_on=date(2027, 3, 1),
    )  # fmt: skip
    assert (row.goal, row.release, row.met_on, row.trying) == (goal, figures, MET, WORDS["trying"])
    event = AuditEvent.objects.get(act="interpretation.written")
    assert (event.lab_id, event.facts) == (lab.pk, {"openness": "open"})


def test_the_same_form_sent_twice_is_one(lab, goal, lead):
    key = uuid.uuid4()
    assert say(lab, lead, goal=goal, key=key) == say(lab, lead, goal=goal, key=key)
    other = say(lab, lead, goal=goal, key=key, meaning="Något annat.")
    assert Interpretation.objects.count() == 2
    assert other.meaning == "Något annat."


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"roles": "  "}, "roles"),
        ({"question": ""}, "question"),
        ({"meaning": "\u200b"}, "meaning"),
        ({"meaning": "x" * 1501}, "meaning"),
        ({"roles": "Kim, 19800101-1234"}, "roles"),
        ({"responsible": ""}, "responsible"),
        ({"met_on": NOON.date() + timedelta(days=1)}, "met_on"),
        ({"met_on": date(206, 10, 1)}, "met_on"),
        ({"next_on": MET}, "next_on"),
        ({"goal": None}, "goal"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(lab, goal, lead, wrong, field):
    with pytest.raises(RuleBroken) as broken:
        say(lab, lead, **({"goal": goal} | wrong))
    assert broken.value.field == field
    assert not Interpretation.objects.exists()


def test_nothing_of_another_lab(lab, goal, lead, figures):
    other = make_lab(is_demo=True)
    theirs = make_published_goal(lab=other).goal
    foreign = make_indicator_version(indicator=make_indicator(lab=other, key="annat")).indicator
    for wrong, field in (({"goal": theirs}, "goal"), ({"goal": None, "indicator": foreign}, "indicator")):
        with pytest.raises(RuleBroken) as broken:
            say(lab, lead, **wrong)
        assert broken.value.field == field
    with pytest.raises(RuleBroken):  # figures of something that was not talked of
        say(lab, lead, goal=goal, release=figures)
    mine = say(lab, lead, goal=goal)
    with pytest.raises(RuleBroken):
        interpret(lab=other, goal=theirs, replaces=mine, met_on=MET, by=lead, at=NOON, **WORDS)


def test_real_units_are_not_for_invented_labs(lab, goal, lead):
    real = make_unit(code="0001", name="Verklig", is_demo=False, kind=UnitKind.REGION)
    with pytest.raises(RuleBroken) as broken:
        say(lab, lead, goal=goal, unit=real)
    assert broken.value.field == "unit"


def test_a_new_one_takes_the_place_once(lab, goal, lead):
    first = say(lab, lead, goal=goal)
    second = say(lab, lead, goal=goal, replaces=first, meaning="Vi vet mer nu.")
    first.refresh_from_db()
    assert first.replaced_by == second
    with pytest.raises(RuleBroken) as broken:
        say(lab, lead, goal=goal, replaces=first, meaning="En till.")
    assert broken.value.status == 409


def test_it_stands_in_the_database_too(lab, goal, lead):
    row = say(lab, lead, goal=goal)
    with pytest.raises(DatabaseError), transaction.atomic():
        Interpretation.objects.filter(pk=row.pk).update(meaning="Annat")
    with pytest.raises(DatabaseError), transaction.atomic():
        Interpretation.objects.filter(pk=row.pk).delete()


def test_showing_and_hiding_is_written_down_once(lab, goal, lead):
    row = say(lab, lead, goal=goal)
    assert public_interpretations(goal=goal) == []
    for _n in range(2):
        show(interpretation=row, is_public=True, by=lead, at=NOON)
    assert [one.pk for one in public_interpretations(goal=goal)] == [row.pk]
    show(interpretation=row, is_public=False, by=lead, at=NOON)
    acts = list(
        AuditEvent.objects.filter(act__startswith="interpretation.").order_by("pk").values_list("act", flat=True)
    )
    assert acts == ["interpretation.written", "interpretation.shown", "interpretation.hidden"]


def test_anyone_reads_what_stands_before_what_was_replaced(lab, goal, lead, django_assert_num_queries):
    first = say(lab, lead, goal=goal, is_public=True)
    second = say(lab, lead, goal=goal, is_public=True, replaces=first, met_on=MET - timedelta(days=9))
    hidden = say(lab, lead, goal=goal, is_public=False)
    with django_assert_num_queries(1):
        found = public_interpretations(goal=goal)
    assert [(row.pk, row.is_replaced) for row in found] == [(second.pk, False), (first.pk, True)]
    assert hidden.pk not in {row.pk for row in found}
    lab.is_public = False
    lab.save()
    assert public_interpretations(goal=goal) == []


def test_what_a_hidden_one_replaced_still_stands_for_anyone(lab, goal, lead):
    first = say(lab, lead, goal=goal, is_public=True)
    say(lab, lead, goal=goal, replaces=first, is_public=False)
    assert [row.is_replaced for row in public_interpretations(goal=goal)] == [False]


def test_of_a_unit_come_those_of_no_unit_too(lab, goal, lead):
    one, other = make_unit(), make_unit(code="X2", name="Region Prov")
    here = say(lab, lead, goal=goal, unit=one, is_public=True)
    everywhere = say(lab, lead, goal=goal, is_public=True)
    say(lab, lead, goal=goal, unit=other, is_public=True)
    assert {row.pk for row in public_interpretations(goal=goal, unit=one)} == {here.pk, everywhere.pk}
    assert len(public_interpretations(lab=lab)) == 3


def test_the_list_is_searched_by_words_in_any_inflection(lab, goal, lead):
    row = say(lab, lead, goal=goal)
    say(lab, lead, goal=goal, question="Når brev fram?", meaning="Post kommer sent.", disagreed="", trying="")
    assert [one.pk for one in interpretations_of(lab, words="adresser UNGA")] == [row.pk]
    assert interpretations_of(lab, words="!!") == []
    assert len(interpretations_of(lab, goal=str(goal.pk), shown="closed")) == 2
    assert interpretations_of(lab, goal="9" * 40) == []
    assert says_all("Äldre slipper", "äldre slipp")


# --- Pages ------------------------------------------------------------------------------------


def _url(lab, name="interpret", **query):
    return reverse(f"followup:{name}", args=[lab.pk], query=query)


def _sent(**fields):
    return (
        {"met_on": "2026-10-20", "next_on": "2027-03-01", "is_public": "on", "key": str(uuid.uuid4())} | WORDS | fields
    )


@pytest.fixture
def signed(client, lead):
    client.force_login(lead, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_one_chooses_and_then_writes_with_the_figures_in_sight(signed, lab, goal, figures):
    key = figures.version.indicator_id
    page = signed.get(_url(lab)).content.decode()
    assert "Vad pratade ni om?" in page
    page = signed.get(_url(lab, malbild=goal.pk, matt=key)).content.decode()
    assert "Region Exempel" in page  # the units of the figure can be chosen
    chosen = _url(lab, malbild=goal.pk, matt=key, enhet="X1", valt="1")
    page = signed.get(chosen).content.decode()
    assert "42\xa0%, mars 2024" in page  # no decimals: as the version says
    assert "Når inte målet" in page
    answer = signed.post(chosen, _sent(release=figures.pk))
    assert answer.status_code == 302
    row = Interpretation.objects.get()
    assert (row.goal, row.unit.code, row.release, row.is_public) == (goal, "X1", figures, True)


def test_the_figures_of_that_day_are_remembered(signed, lab, goal, figures):
    chosen = _url(lab, matt=figures.version.indicator_id, enhet="X1", valt="1")
    make_release(version=figures.version, number=2, figures={make_unit(): monthly([50.0])})
    signed.post(chosen, _sent(release=figures.pk))
    assert Interpretation.objects.get().release == figures


def test_a_fault_keeps_what_was_typed(signed, lab, goal):
    answer = signed.post(_url(lab, malbild=goal.pk, valt="1"), _sent(responsible=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv vilken roll som ansvarar" in page
    assert WORDS["meaning"] in page


def test_nonsense_in_the_address_is_no_choice(signed, lab):
    for query in ({"malbild": "x"}, {"matt": "99999999999999"}, {"enhet": "<b>"}, {"ersatter": "-1"}):
        assert signed.get(_url(lab, valt="1", **query)).status_code == 200
    answer = signed.post(_url(lab, malbild="x", valt="1"), _sent())
    assert answer.status_code == 422
    assert "Välj den målbild eller det mått" in answer.content.decode()


def test_one_that_replaces_starts_with_the_same_subject(signed, lab, goal, lead):
    first = say(lab, lead, goal=goal)
    page = signed.get(_url(lab, ersatter=first.pk)).content.decode()
    assert "Den här ersätter tolkningen" in page
    signed.post(_url(lab, ersatter=first.pk), _sent(meaning="Nytt."))
    first.refresh_from_db()
    assert first.replaced_by.meaning == "Nytt."
    listed = signed.get(_url(lab, "interpretations")).content.decode()
    assert "Ersatt" in listed


def test_an_analyst_writes_for_the_lab_only(client, lab, goal):
    analyst = make_member(lab=lab, role="analyst")
    client.force_login(analyst, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(_url(lab, malbild=goal.pk, valt="1")).content.decode()
    assert 'name="is_public"' not in page
    client.post(_url(lab, malbild=goal.pk, valt="1"), _sent())
    assert Interpretation.objects.get().is_public is False


def test_who_reads_it_is_changed_after_asking(signed, lab, goal, lead):
    row = say(lab, lead, goal=goal)
    url = reverse("followup:interpretation_openness", args=[row.pk])
    assert "Visa tolkningen på webbplatsen?" in signed.get(url).content.decode()
    signed.post(url)  # not confirmed
    row.refresh_from_db()
    assert not row.is_public
    signed.post(url, {"confirm": "1", "visa": "1"})
    signed.post(url, {"confirm": "1", "visa": "1"})  # sent twice: no way back by accident
    row.refresh_from_db()
    assert row.is_public


@pytest.mark.parametrize("n", [1, 20])
def test_the_list_asks_as_much_however_long(signed, lab, goal, lead, n, django_assert_max_num_queries):
    for i in range(n):
        say(lab, lead, goal=goal, meaning=f"Nummer {i}")
    with django_assert_max_num_queries(10):
        assert signed.get(_url(lab, "interpretations")).status_code == 200
    assert "Sida 1 av" not in signed.get(_url(lab, "interpretations")).content.decode()


def test_an_empty_list_says_what_to_do(signed, lab):
    assert "Ingen tolkning ännu" in signed.get(_url(lab, "interpretations")).content.decode()
    assert "Ingen tolkning passar" in signed.get(_url(lab, "interpretations", sok="zzz")).content.decode()
