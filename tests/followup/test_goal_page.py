"""The follow-up of a målbild, as anyone reads it."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.urls import reverse

from followup.actions.meaning import interpret
from followup.analysis.cells import Cell
from followup.enums import IndicatorKind, Logic, Polarity, UnitKind, ValueType
from goals.models import ValueArea, ValueLink
from hlab.accounts.enums import OrganisationKind
from tests.factories import (
    NOON,
    _take_as_far,
    make_goal,
    make_goal_version,
    make_lab,
    make_organisation,
    make_published_goal,
)
from tests.followup.sample import make_indicator, make_indicator_version, make_link, make_target, make_unit
from tests.followup.telling import shares, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def lab():
    return make_lab(is_public=True, is_demo=True, name="Labbet i Norrdal")


@pytest.fixture
def version(lab):
    return make_published_goal(lab=lab, title="Jag behöver bara berätta en gång")


@pytest.fixture
def prem(lab, version):
    """What people say, aimed at 80 per cent."""
    found = make_indicator_version(indicator=make_indicator(lab=lab))
    make_target(indicator=found.indicator)
    make_link(lab=lab, goal=version.goal, indicator=found.indicator, reason="Det är just det som målbilden säger.")
    return found


def volume(lab, **fields):
    """Visits: counted, and neither good nor bad."""
    facts = {
        "title": "Antal läkarbesök", "short_title": "Läkarbesök", "logic": Logic.PRODUCTION,
        "polarity": Polarity.NEUTRAL,
        "value_type": ValueType.COUNT, "multiplier": 1, "unit_label": "besök",
    } | fields  # fmt: skip
    return make_indicator_version(
        indicator=make_indicator(lab=lab, key="lakarbesok", kind=IndicatorKind.REGISTER), **facts
    )


def page_of(client, version, **query) -> str:
    answer = client.get(reverse("followup:goal", args=[version.goal.slug], query=query))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_both_answers_and_what_they_rest_on(client, version, prem):
    tell(prem, {make_unit(): shares([41.0, 40.0, 42.0])})
    page = page_of(client, version)
    for words in (
        "Blev det bättre för dem det gäller?", "Når inte målet", "Kan inte avgöras", "Region Exempel",
        "Det är just det som målbilden säger.", "Tjänstelogik", "1 av 1 mått visar om personer får nytta.", "80",
    ):  # fmt: skip
        assert words in page, words


def test_nothing_told_is_missing_with_its_owner_and_no_nought(client, version, prem):
    page = page_of(client, version)
    assert "Serier som saknas" in page
    assert "Inga siffror har publicerats ännu." in page
    assert "Analytikern i labbet svarar för måttet." in page
    assert "Inga siffror är publicerade för den här målbilden ännu." in page


def test_what_counts_production_answers_for_nothing(client, lab, version):
    counted = volume(lab)
    make_link(lab=lab, goal=version.goal, indicator=counted.indicator)
    tell(counted, {make_unit(): shares([5.0] * 14)})
    page = page_of(client, version)
    assert "Inget av måtten visar om personer får nytta." in page
    assert "Ingen, bara volym" in page
    assert "0 av 1 mått visar om personer får nytta." in page


def test_a_value_area_that_the_malbild_touches_brings_its_measures(client, lab, version):
    area = ValueArea.objects.create(lab=lab, name="Sammanhang", created_at=NOON)
    found = make_indicator_version(indicator=make_indicator(lab=lab))
    make_link(lab=lab, area=area, indicator=found.indicator, reason="Sammanhang syns här.")
    assert "Sammanhang syns här." not in page_of(client, version)
    touching = make_goal_version(goal=make_goal(lab=lab))
    ValueLink.objects.create(version=touching, area=area, reason="För att det hänger ihop.")
    _take_as_far(touching, {"status": "validated", "frozen_at": NOON, "published_at": NOON}, at=NOON)
    page = page_of(client, touching)
    assert "Sammanhang syns här." in page
    assert page.count("Sammanhang") >= 2


def test_the_units_of_the_labs_principals_come_first(client, lab, version, prem):
    own = make_organisation(kind=OrganisationKind.REGION)
    lab.principals.add(own)
    ours = make_unit(code="X9", name="Region Ö", organisation=own)
    tell(prem, {make_unit(kind=UnitKind.COUNTRY, code="XR", name="Riket Exempel"): shares([90.0] * 3),
                make_unit(): shares([85.0] * 3), ours: shares([41.0] * 3)})  # fmt: skip
    assert "Siffrorna gäller Region Ö." in page_of(client, version)
    assert "Siffrorna gäller Riket Exempel." in page_of(client, version, enhet="XR")
    page = page_of(client, version, enhet="FINNS-INTE")
    assert "Det finns inga siffror för den enhet du valde." in page
    names = [page.index(f">{name}</a></th>") for name in ("Region Exempel", "Region Ö")]
    assert names == sorted(names)  # by name, whatever the answers are


def test_much_that_is_hidden_points_at_the_level_above(client, version, prem):
    county = make_unit(code="XR", name="Länet")
    unit = make_unit(kind=UnitKind.MUNICIPALITY, code="XK", name="Ekby", parent=county)
    few = [Cell(f"2024-0{n}", "hidden", reason="few") for n in range(1, 5)]
    tell(prem, {unit: [*shares([41.0], first=(2024, 5)), *few], county: shares([50.0] * 5)})
    page = page_of(client, version, enhet="XK")
    assert "Mycket här visas inte, för att ingen ska kunna kännas igen." in page
    assert '<a href="?enhet=XR">Se Länet i stället</a>' in page
    assert "Mycket här visas inte" not in page_of(client, version, enhet="XR")


def test_alike_for_all_says_hidden_as_a_state(client, version, prem):
    cells = shares([41.0] * 2)
    cells += shares([44.0] * 2, n=60, sex="K") + shares([38.0] * 2, n=40, sex="M")
    cells += [Cell("2024-02", "hidden", age="18-29", reason="few"), *shares([40.0], n=70, first=(2024, 2), age="30-64")]
    tell(prem, {make_unit(): cells})
    page = page_of(client, version)
    assert "Lika för alla?" in page
    assert "Kvinnor" in page
    assert "18–29 år" in page
    assert '<td class="hidden-cell"' in page
    assert "Visas inte – för få personer" in page


def test_the_register_stands_beside_what_people_say(client, lab, version, prem):
    own = make_organisation(kind=OrganisationKind.REGION)
    lab.principals.add(own)
    register = make_indicator_version(
        indicator=make_indicator(lab=lab, key="fast-kontakt", kind=IndicatorKind.REGISTER), short_title="Fast kontakt"
    )
    make_link(lab=lab, goal=version.goal, indicator=register.indicator)
    here, ours = make_unit(), make_unit(code="X9", name="Region Ö", organisation=own)
    other = make_unit(code="X5", name="Region Långt bort")
    tell(prem, {here: shares([41.0]), ours: shares([33.0]), other: shares([1.0])})
    tell(register, {here: shares([71.0]), ours: shares([66.0]), other: shares([2.0])})
    page = page_of(client, version, enhet="X1")
    assert "Fast kontakt enligt registret ligger högre än Slapp berätta igen enligt människorna" in page
    assert "Registret ligger 30 procentenheter högre än det människorna säger." in page
    beside = page[page.index("Registret och människorna") : page.index("Samma målbild på fler ställen")]
    assert "Region Ö" in beside
    assert "Region Långt bort" not in beside


def test_what_is_followed_for_different_areas_is_not_set_side_by_side(client, lab, version, prem):
    register = make_indicator_version(indicator=make_indicator(lab=lab, key="fast", kind=IndicatorKind.REGISTER))
    area = ValueArea.objects.create(lab=lab, name="Tiden emellan", created_at=NOON)
    make_link(lab=lab, goal=version.goal, indicator=register.indicator, area=area)
    for one in (prem, register):
        tell(one, {make_unit(): shares([41.0])})
    assert "Registret och människorna" not in page_of(client, version)


def test_what_people_think_it_means_is_read_as_a_trail(client, lab, version, prem):
    interpret(
        lab=lab, goal=version.goal, met_on=date(2026, 10, 20), next_on=date(2027, 3, 1), is_public=True, by=None,
        at=NOON, key=uuid.uuid4(), roles="Tolv personer från region och kommun",
        question="Varför slipper äldre oftare?", meaning="Samma personer kommer.", disagreed="Två tror annat.",
        trying="En gemensam plan.",
        responsible="Enhetschefen",
    )  # fmt: skip
    page = page_of(client, version)
    for words in ("Varför slipper äldre oftare?", "Här var vi inte överens:", "Ansvarig: Enhetschefen.", "1 mars 2027"):
        assert words in page


@pytest.mark.parametrize("how", ["private", "hidden", "unknown", "draft"])
def test_what_nobody_may_read_is_not_there(client, lab, version, how):
    slug = version.goal.slug
    if how == "private":
        lab.is_public = False
        lab.save()
    elif how == "hidden":
        type(version).objects.filter(pk=version.pk).update(hidden_at=NOON, hidden_reason="Ett namn.")
    elif how == "unknown":
        slug = "finns-inte"
    else:
        slug = make_published_goal(lab=make_lab(is_public=False)).goal.slug
    assert client.get(reverse("followup:goal", args=[slug])).status_code == 404


def test_indicators_that_are_not_open_are_not_told_of(client, lab, version):
    secret = make_lab(is_public=False)
    theirs = make_indicator_version(indicator=make_indicator(lab=secret, key="deras"), title="Hemligt mått")
    draft = make_indicator_version(indicator=make_indicator(lab=lab, key="utkast"), title="Ett utkast", published=False)
    for found in (theirs, draft):
        make_link(lab=lab, goal=version.goal, indicator=found.indicator)
    page = page_of(client, version)
    assert "Hemligt mått" not in page
    assert "Ett utkast" not in page


@pytest.mark.parametrize(("measures", "units"), [(1, 1), (20, 20)])
def test_the_page_asks_as_much_however_large(client, lab, version, measures, units, django_assert_max_num_queries):
    found = [make_unit(code=f"X{n:02}", name=f"Enhet {n:02}") for n in range(units)]
    for n in range(measures):
        one = make_indicator_version(indicator=make_indicator(lab=lab, key=f"matt-{n}"), title=f"Mått {n}")
        make_link(lab=lab, goal=version.goal, indicator=one.indicator)
        tell(one, {unit: shares([40.0, 41.0]) for unit in found})
    for n in range(measures):
        interpret(lab=lab, goal=version.goal, met_on=date(2026, 1, 1), is_public=True, by=None, at=NOON,
                  roles="Två", question=f"Fråga {n}", meaning="Så.")  # fmt: skip
    url = reverse("followup:goal", args=[version.goal.slug])
    with django_assert_max_num_queries(15):
        assert client.get(url).status_code == 200


def test_people_come_first_and_volumes_are_to_unfold(client, lab, version, prem):
    counted = volume(lab)
    register = make_indicator_version(
        indicator=make_indicator(lab=lab, key="fast", kind=IndicatorKind.REGISTER), short_title="Fast kontakt"
    )
    for one in (counted, register):
        make_link(lab=lab, goal=version.goal, indicator=one.indicator)
    whole = make_unit(kind=UnitKind.COUNTRY, code="XR", name="Länen")
    part = make_unit(code="X7", name="Region Del", parent=whole)
    for one in (prem, counted, register):
        tell(one, {whole: shares([41.0] * 3), part: shares([42.0] * 3)})
    page = page_of(client, version, enhet="XR")
    assert "Slapp berätta igen: 41 %" in page[: page.index("Från målbild till mått")]
    assert page.index("<summary>2 diagram till") < page.index("<h3>Läkarbesök")
    beside = page[page.index("Registret och människorna") : page.index("Vad lär vi oss?")]
    assert "Region Del" in beside  # the few parts of the unit stand there too


def test_then_and_now_of_the_parts_of_what_is_shown(client, version, prem):
    country = make_unit(kind=UnitKind.COUNTRY, code="XR", name="Riket Exempel")
    wide = [30.0, 31.0, 30.0, 33.0, 30.0, 32.0, 31.0, 30.0, 31.0, 30.0, 32.0, 31.0]
    alm, ask = (make_unit(code=code, name=name, parent=country) for code, name in (("X1", "Alm"), ("X2", "Ask")))
    hidden = [*shares(wide), Cell("2025-01", "hidden", reason="protects")]
    figures = {country: shares([*wide, 50.0]), alm: shares([*wide, 61.0]), ask: shares([*wide, 20.0])}
    tell(prem, figures)
    page = page_of(client, version)
    assert "Då och nu: kommer de närmare varandra?" in page
    assert "Slapp berätta igen: högre i 1 och lägre i 1 av 2, nu mot då" in page
    assert "januari 2024 och januari 2025" in page
    tell(prem, figures | {ask: hidden}, number=2)
    assert "Då och nu: kommer de närmare varandra?" not in page_of(client, version)
