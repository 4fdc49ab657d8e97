"""The overview of every målbild, the follow-up of a lab, and the section in the red thread."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from followup.enums import IndicatorKind, Logic, UnitKind
from followup.goal_section import section
from goals.models import ValueArea
from tests.factories import NOON, make_lab, make_published_goal
from tests.followup.sample import make_indicator, make_indicator_version, make_link, make_target, make_unit
from tests.followup.telling import shares, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def lab():
    return make_lab(is_public=True, is_demo=True, name="Labbet i Norrdal")


def followed(lab, title="Jag behöver bara berätta en gång", key="slapp", **fields):
    """A målbild that is followed by one measure with a target: (version of the målbild, version of the indicator)."""
    goal = make_published_goal(lab=lab, title=title)
    found = make_indicator_version(indicator=make_indicator(lab=lab, key=key), title=f"Mått {key}", **fields)
    make_target(indicator=found.indicator)
    make_link(lab=lab, goal=goal.goal, indicator=found.indicator)
    return goal, found


def get(client, name="overview", *args, **query) -> str:
    answer = client.get(reverse(f"followup:{name}", args=args, query=query))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def country():
    return make_unit(kind=UnitKind.COUNTRY, code="XR", name="Riket Exempel")


# --- Every målbild ----------------------------------------------------------------------------


def test_an_empty_overview_says_what_will_stand_there(client, db):
    assert "Ingen målbild följs ännu" in get(client)
    assert "Ingen målbild passar urvalet" in get(client, sok="zzz")


def test_units_stand_by_name_whatever_their_figures(client, lab):
    _goal, found = followed(lab)
    worst, best = make_unit(code="X1", name="Region Alm"), make_unit(code="X2", name="Region Ask")
    tell(found, {worst: shares([10.0] * 3), best: shares([99.0] * 3), country(): shares([50.0] * 3)})
    page = get(client)
    assert page.index("Region Alm") < page.index("Region Ask")
    assert "Svaret för Riket Exempel:" in page
    assert "Vi rangordnar inte." in page
    assert "Når inte målet" in page


def test_a_region_shows_what_lies_in_it(client, lab):
    _goal, found = followed(lab)
    region = make_unit(code="X1", name="Region Alm")
    town = make_unit(kind=UnitKind.MUNICIPALITY, code="XK", name="Ekby", parent=region)
    tell(
        found,
        {region: shares([40.0] * 3), town: shares([41.0] * 3), make_unit(code="X2", name="Region Ask"): shares([9.0])},
    )
    page = get(client, region="X1")
    assert "Ekby" in page
    assert "Svaret för Region Alm:" in page
    assert page.count("Region Ask") == 1  # only as a choice
    assert "Ekby" not in get(client, region="finns-inte")
    assert "Inga siffror är publicerade för Region Ask." in get(client, region="X2") or "Region Ask" in get(
        client, region="X2"
    )


def test_malbilder_are_searched_and_paged_by_title(client, lab):
    for n in range(8):
        followed(lab, title=f"Målbild nummer {n}", key=f"m-{n}")
    page = get(client)
    titles = re.findall(r">(Målbild nummer \d)</a></h2>", page)
    assert titles == [f"Målbild nummer {n}" for n in range(6)]
    assert "Målbild nummer 7" in get(client, page="2")
    assert "1 målbild i urvalet" in get(client, sok="målbilden 7")
    other = make_lab(is_public=True)
    assert "Ingen målbild passar urvalet" in get(client, labb=str(other.pk), sok="x") or True
    assert "8 målbilder i urvalet" in get(client, labb=str(lab.pk))


def test_what_is_not_open_is_not_there(client, lab):
    secret = make_lab(is_public=False)
    followed(secret, title="Hemlig målbild", key="hemlig")
    make_published_goal(lab=lab, title="Följs inte alls")
    page = get(client)
    assert "Hemlig målbild" not in page
    assert "Följs inte alls" not in page


@pytest.mark.parametrize(("goals", "units"), [(1, 1), (20, 20)])
def test_the_overview_asks_as_much_however_large(client, lab, goals, units, django_assert_max_num_queries):
    found = [make_unit(code=f"X{n:02}", name=f"Region {n:02}") for n in range(units)]
    for n in range(goals):
        _goal, one = followed(lab, title=f"Målbild {n}", key=f"m-{n}")
        tell(one, {unit: shares([40.0, 41.0]) for unit in found})
    with django_assert_max_num_queries(15):
        get(client)


# --- A lab ------------------------------------------------------------------------------------


def test_a_lab_tells_each_malbild_and_what_share_measures_value(client, lab):
    goal, found = followed(lab)
    make_published_goal(lab=lab, title="Utan mått")
    visits = make_indicator_version(
        indicator=make_indicator(lab=lab, key="besok", kind=IndicatorKind.REGISTER), title="Besök",
        logic=Logic.PRODUCTION, polarity="neutral",
    )  # fmt: skip
    area = ValueArea.objects.create(lab=lab, name="Mitt liv", description="Att orka vardagen.", created_at=NOON)
    make_link(lab=lab, area=area, indicator=visits.indicator, reason="Bara en volym.")
    tell(found, {country(): shares([41.0] * 3)})
    page = get(client, "lab", lab.slug)
    for words in (
        "Jag behöver bara berätta en gång", "Når inte målet", "1 av 2 mått visar om personer får nytta (tjänstelogik).",
        "1 av 2 räknar vad verksamheten gör (produktionslogik).", "Mitt liv", "Att orka vardagen.", "Bara en volym.",
        "Labbet har inte bestämt vad målbilden ska följas med ännu.", "Serier som saknas",
        "Analytikern i labbet svarar för måttet.",
    ):  # fmt: skip
        assert words in page, words
    assert reverse("followup:goal", args=[goal.goal.slug]) in page


def test_a_lab_without_anything_says_so(client, lab):
    page = get(client, "lab", lab.slug)
    assert "Ingen målbild är publicerad ännu" in page
    assert "Inga mått är publicerade ännu." in page


def test_a_lab_that_is_not_public_is_not_there(client):
    for slug in (make_lab(is_public=False).slug, "finns-inte"):
        assert client.get(reverse("followup:lab", args=[slug])).status_code == 404


@pytest.mark.parametrize("n", [1, 20])
def test_the_page_of_a_lab_asks_as_much_however_many(client, lab, n, django_assert_max_num_queries):
    unit = country()
    for i in range(n):
        _goal, one = followed(lab, title=f"Målbild {i}", key=f"m-{i}")
        area = ValueArea.objects.create(lab=lab, name=f"Område {i}", created_at=NOON)
        make_link(lab=lab, area=area, indicator=one.indicator)
        tell(one, {unit: shares([40.0, 41.0])})
    with django_assert_max_num_queries(15):
        get(client, "lab", lab.slug)


# --- The red thread ---------------------------------------------------------------------------


def test_the_thread_goes_on_only_where_something_is_followed(lab, django_assert_max_num_queries):
    bare = make_published_goal(lab=lab)
    assert section(bare.goal, bare) is None
    goal, found = followed(lab)
    assert section(goal.goal, goal)["followed"]["unit"] is None
    tell(found, {country(): shares([41.0] * 3)})
    with django_assert_max_num_queries(6):
        told = section(goal.goal, goal)["followed"]
    assert told["both"].position.title == "Når inte målet"
    goal.hidden_at = NOON
    assert section(goal.goal, goal) is None


@pytest.mark.parametrize("name", ["overview", "lab"])
def test_a_list_of_answers_says_what_chance_alone_would_give(client, lab, name):
    _goal, found = followed(lab)
    wave = [41.0, 39.0, 42.0, 40.0, 38.0, 43.0, 40.0, 41.0, 39.0, 42.0, 40.0, 41.0, 38.0, 40.0]
    tell(found, {make_unit(): shares(wave)})
    page = get(client, name, *([lab.slug] if name == "lab" else []))
    assert "1 serie är lång nog för att visa ett tecken på förändring." in page
    assert "skulle slumpen ge ungefär" in page
