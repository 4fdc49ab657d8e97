"""The page of an indicator, of its versions and of one unit's series, as anyone reads them."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from django.urls import reverse

from followup.enums import DecisionKind, IndicatorKind, Logic, Polarity, UnitKind
from followup.models import ChartDecision, ExternalId, Interpretation, KnownBreak, Verdict
from goals.models import ValueArea
from tests.factories import NOON, make_goal, make_goal_version, make_lab, make_published_goal
from tests.followup.public.openly import UP, judge, make_told, page, shares, words
from tests.followup.sample import (
    make_indicator,
    make_indicator_version,
    make_link,
    make_release,
    make_target,
    make_unit,
)

pytestmark = pytest.mark.django_db
OWN = "/uppfoljning/matt/slapper-beratta-igen/"
MOST = 15


def aimed(value=80.0, figures=UP, **fields):
    """Told of one region, and aimed at before it was told: (version, region)."""
    region = make_unit()
    indicator = make_indicator()
    version = make_indicator_version(indicator=indicator, **fields)
    make_target(indicator=indicator, value=value)
    judge(make_release(version=version, figures={region: shares(figures)}))
    return version, region


# --- What it says -----------------------------------------------------------------------------


def test_the_question_comes_first_and_everything_decided_after_it(client):
    version, _region = aimed(
        inclusion="Svar från personer över 18", exclusion="Tomma svar", population="Personer med två vårdgivare",
        limitations="Den säger inget om dem som inte svarar.", benefit="Vi ser om det blir bättre.",
        intrusion="Tio minuter av ditt liv.", licence="CC0", platform="Hälsolabb",
        attribution_raw="Källa: enkäten", attribution_processed="Källa: enkäten, bearbetat här",
        collection="En lapp i väntrummet", revision_policy="Rättas i januari", ages=["18-29", "65+"], has_sex=True,
    )  # fmt: skip
    ExternalId.objects.create(indicator=version.indicator, code="N00144")
    told = page(client, OWN)
    assert told.h1.get_text() == version.question
    text = " ".join(told.main.get_text(" ").split())
    for said in ("Region Exempel", "Når inte målet", "Ingen säker förändring", "80 %", "Länets handlingsplan",
                 "Svar från personer över 18", "Tomma svar", "Personer med två vårdgivare", "dem som inte svarar",
                 "Vi ser om det blir bättre.", "Tio minuter", "CC0", "Källa: enkäten, bearbetat här", "N00144",
                 "En lapp i väntrummet", "Rättas i januari", "18–29 år", "65 år och äldre", "Analytikern i labbet",
                 "Tjänstelogik", "Högre", "5 personer"):  # fmt: skip
        assert said in text, said
    headings = [int(one.name[1]) for one in told.main.find_all(["h1", "h2", "h3", "h4"])]
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings)), headings
    assert told.find("svg", role="img").title


def test_every_number_of_the_answer_is_in_its_trace(client):
    _version, _region = aimed()
    text = words(client, f"{OWN}enhet/X1/")
    facts = Verdict.objects.get().facts
    bounds = [facts["position"]["lower"], facts["position"]["upper"], facts["heading"]["centre"]]
    for value in bounds:
        assert f"{value:.1f}".replace(".", ",") in text, value
    for said in ("82 av 200", "80 %", "14 av 14", "Länets handlingsplan", "p′-diagram", "Publicering", "Bygger på"):
        assert said in text, said
    assert text.count("Kan inte avgöras") == 0


def test_a_decision_about_the_chart_stands_with_name_and_reason(client):
    region, indicator = make_unit(), make_indicator()
    version = make_indicator_version(indicator=indicator)
    ChartDecision.objects.create(
        indicator=indicator, unit=region, kind=DecisionKind.EXCLUDE, period="2025-05", reason="Enkäten gick ut sent.",
        decided_by="Analysgruppen", at=NOON - timedelta(days=3),
    )  # fmt: skip
    KnownBreak.objects.create(indicator=indicator, on=date(2025, 3, 1), what="Ny fråga i enkäten", added_at=NOON)
    judge(make_release(version=version, figures={region: shares(UP)}))
    for at in (OWN, f"{OWN}enhet/X1/"):
        text = words(client, at)
        assert "Enkäten gick ut sent." in text and "Analysgruppen" in text and "Ny fråga i enkäten" in text, at


def test_a_volume_has_no_verdict_and_no_target(client):
    make_told({make_unit(): shares(UP)}, logic=Logic.PRODUCTION, polarity=Polarity.NEUTRAL)
    text = words(client, OWN)
    assert "Inget mål (volym)" in text and "Ingen riktning (volym)" in text and "Produktionslogik" in text
    assert "varken bra eller dåligt i sig" in text
    assert not page(client, OWN).select(".cant") and "Inget mål är satt" not in text


def test_hidden_and_missing_are_told_apart_and_are_never_nought(client):
    region = make_unit()
    make_told({region: shares([40, 0, None, "-", 41, None])})
    rows = page(client, f"{OWN}enhet/X1/").select("table")[-1].select("tbody tr")
    said = [row.td.get_text() for row in rows]
    hidden = "Visas inte – för få personer"
    assert said == [hidden, "41\xa0%", "Uppgift saknas", hidden, "0\xa0%", "40\xa0%"]
    assert ["hidden-cell" in (row.td.get("class") or []) for row in rows] == [True, False, False, True, False, False]
    assert "Visas inte, för att ingen ska kunna kännas igen" in words(client, OWN) or "visas inte" in words(client, OWN)


def test_where_much_is_hidden_the_level_above_is_offered(client):
    region = make_unit()
    town = make_unit(kind=UnitKind.MUNICIPALITY, code="X101", name="Exempelby", parent=region)
    make_told({region: shares(UP), town: shares([40, None, None, 41])}, levels=["region", "municipality"])
    offer = page(client, OWN + "?enhet=X101").select_one(".alert--ask a")
    assert offer["href"] == f"{OWN}enhet/X1/" and offer.get_text() == "Region Exempel"
    assert "Mycket är dolt" not in words(client, OWN + "?enhet=X1")


def test_groups_stand_beside_the_others_of_their_unit(client):
    region = make_unit()
    cells = [*shares(UP, n=400), *shares([*UP[:-1], 51], n=200, sex="K"), *shares([*UP[:-1], 31], n=200, sex="M")]
    cells += shares([*UP[:-1], None], n=40, age="18-29")
    make_told({region: cells}, has_sex=True, ages=["18-29"])
    table = page(client, OWN).find("th", string="Kvinnor").find_parent("table")
    rows = {row.th.get_text(): [cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")}
    assert list(rows) == ["Alla", "Kvinnor", "Män", "18–29 år"]
    assert (
        rows["Kvinnor"][:2] == ["51\xa0%", "n\xa0=\xa0200"]
        and "20 procentenheter högre än övriga" in rows["Kvinnor"][2]
    )
    assert "lägre än övriga" in rows["Män"][2] and rows["Alla"][2] == "Alla i enheten"
    assert rows["18–29 år"][0] == "Visas inte – för få personer" and "visas inte" in rows["18–29 år"][2]
    women = words(client, f"{OWN}enhet/X1/?grupp=K")
    assert "51 %" in women and "102" in women
    assert "41 %" in words(client, f"{OWN}enhet/X1/?grupp=finns-inte")


# --- What it is followed for ------------------------------------------------------------------


def test_what_it_serves_is_told_with_the_reason_and_only_what_is_public(client):
    version, _region = aimed()
    goal = make_published_goal(lab=version.indicator.lab, title="Jag behöver bara berätta en gång")
    make_link(lab=version.indicator.lab, goal=goal.goal, indicator=version.indicator, reason="Just det mäter det.")
    hidden_lab = make_lab(is_public=False)
    other = make_published_goal(lab=hidden_lab, title="Hemlig målbild")
    make_link(lab=hidden_lab, goal=other.goal, indicator=version.indicator, reason="Hemligt skäl")
    text = words(client, OWN)
    assert "Jag behöver bara berätta en gång" in text and "Just det mäter det." in text
    assert "Hemlig" not in text and "hör inte till någon publicerad målbild" not in text
    assert page(client, OWN).find("a", string=goal.title)["href"] == goal.goal.address


def test_the_reason_of_a_goal_that_is_not_public_is_not_told_by_its_area(client):
    version, _region = aimed()
    lab = version.indicator.lab
    area = ValueArea.objects.create(lab=lab, name="Samma person", created_at=NOON)
    goal = make_goal_version(goal=make_goal(lab=lab), title="Inte ute än").goal
    make_link(lab=lab, goal=goal, area=area, indicator=version.indicator, reason="För att målet inte är ute än")
    for at in (OWN, reverse("followup:lab", args=[lab.slug])):
        assert "inte är ute än" not in words(client, at)
    make_link(lab=lab, area=area, indicator=version.indicator, reason="Området är öppet.")
    for at in (OWN, reverse("followup:lab", args=[lab.slug])):
        assert "Området är öppet." in words(client, at)


def test_what_people_thought_together_is_there(client):
    version, _region = aimed()
    facts = {
        "lab": version.indicator.lab, "indicator": version.indicator, "met_on": date(2026, 10, 20), "created_at": NOON,
        "roles": "Tre från brukarrådet", "question": "Varför är det så olika?",
    }  # fmt: skip
    Interpretation.objects.create(meaning="Äldre har oftare samma person.", **facts)
    Interpretation.objects.create(meaning="Det här är bara vårt.", is_public=False, **facts)
    text = words(client, OWN)
    assert "Äldre har oftare samma person." in text and "Tre från brukarrådet" in text and "bara vårt" not in text


# --- Versions, ends, and what there is not ----------------------------------------------------


def test_an_earlier_version_stays_with_its_figures_and_says_what_came_after(client):
    first, _region = aimed()
    second = make_indicator_version(
        indicator=first.indicator, number=2, title="Slapp berätta om något", what_changed="Frågan är en annan."
    )
    make_indicator_version(indicator=first.indicator, number=3, title="Ett utkast", published=False)
    old, now = words(client, OWN + "v/1/"), words(client, OWN)
    assert "tidigare version" in old and "41 %" in old and first.title in old
    assert "Frågan är en annan." in now and second.title in now and "tidigare version" not in now
    assert "Version 2 har inga publicerade siffror ännu" in now and "41 %" in now, "the version before still stands"
    assert "har inga publicerade siffror" not in old
    assert "Ett utkast" not in old + now
    page(client, OWN + "v/3/", 404)
    page(client, OWN + "v/9/", 404)


def test_every_page_goes_on_with_the_version_before_until_the_new_one_has_figures(client):
    first, region = aimed()
    second = make_indicator_version(indicator=first.indicator, number=2, title="Nytt namn", what_changed="Allt.")
    for at in (f"{OWN}enhet/X1/", f"{OWN}enheter/"):
        said = words(client, at)
        assert "Den nya versionen har inga publicerade siffror ännu" in said and first.title in said
    unit = words(client, "/uppfoljning/enhet/X1/")
    assert "41 %" in unit and "Enligt version 1. Version 2 har inga siffror ännu." in unit
    assert "41" in b"".join(client.get(f"{OWN}siffror.csv")).decode()
    for at, asked in ((OWN, ""), (f"{OWN}v/1/", "?version=1"), (f"{OWN}v/2/", "?version=1")):
        files = {link["href"] for link in page(client, at).select("main a") if "siffror." in link["href"]}
        assert files == {f"{OWN}siffror.csv{asked}", f"{OWN}siffror.json{asked}"}
        assert all(client.get(one).status_code == 200 for one in files)
    make_release(version=second, figures={region: shares([52] * 14)})
    assert "41 %" not in words(client, OWN) and "Enligt version" not in words(client, "/uppfoljning/enhet/X1/")
    assert "inga publicerade siffror" not in words(client, OWN) + words(client, f"{OWN}enhet/X1/")


def test_an_ended_series_is_not_drawn_on_and_leads_to_what_came_instead(client):
    version, _region = aimed()
    later = make_indicator_version(indicator=make_indicator(key="nytt-matt", lab=version.indicator.lab), title="Nytt")
    indicator = version.indicator
    indicator.ended_on, indicator.ended_reason, indicator.replaced_by = (
        NOON.date(),
        "Enkäten görs inte.",
        later.indicator,
    )
    indicator.save()
    text = words(client, OWN)
    assert "Serien har upphört" in text and "Enkäten görs inte." in text and "Inga fler siffror" in text
    assert page(client, OWN).find("a", string="Nytt")["href"] == "/uppfoljning/matt/nytt-matt/"
    assert version.title in words(client, "/uppfoljning/matt/nytt-matt/")
    later.indicator.lab = make_lab(is_public=False)
    later.indicator.save()
    assert "Nytt" not in words(client, OWN)


def test_a_review_that_is_late_is_said_openly(client):
    version, _region = aimed()
    version.indicator.review_by = date(2020, 1, 1)
    version.indicator.save()
    assert "Måttet skulle ha setts över" in words(client, OWN)


def test_a_figure_that_is_late_says_who_answers_for_it(client):
    make_told({make_unit(): shares(UP, first=2019)})
    text = words(client, OWN)
    assert "Nya siffror är sena" in text and "1 april 2020" in text and "Analytikern i labbet" in text


def test_what_is_not_public_does_not_exist(client):
    make_told({make_unit(): shares(UP)}, lab=make_lab(is_public=False))
    make_indicator_version(indicator=make_indicator(key="utkast"), published=False)
    for key in ("slapper-beratta-igen", "utkast", "finns-inte"):
        for rest in ("", "v/1/", "enheter/", "enhet/X1/"):
            page(client, f"/uppfoljning/matt/{key}/{rest}", 404)
    assert "Slapp" not in words(client, "/uppfoljning/matt/")


def test_a_unit_that_nothing_is_told_of_is_said_so(client):
    aimed()
    make_unit(code="X2", name="Region Annan")
    assert "Inget är publicerat om den enheten" in words(client, OWN + "?enhet=X2")
    page(client, f"{OWN}enhet/X2/", 404)
    page(client, f"{OWN}enhet/finns-inte/", 404)
    page(client, OWN + "?enhet=" + "x" * 3000)
    page(client, f"{OWN}enhet/X1/?page=999&grupp=%00")


def test_without_figures_the_page_says_that_none_is_not_nought(client):
    make_indicator_version()
    for at in (OWN, OWN + "enheter/"):
        assert "Det är inte samma sak som noll" in words(client, at)


def test_the_country_is_shown_first_and_never_the_best(client):
    country = make_unit(kind=UnitKind.COUNTRY, code="XR", name="Landet")
    best = make_unit(code="X9", name="Alfa")
    make_told({country: shares(UP), best: shares([90] * 14)})
    assert "Svaret just nu: Landet" in words(client, OWN)
    assert "Svaret just nu: Alfa" in words(client, OWN + "?enhet=X9")


# --- All units --------------------------------------------------------------------------------


def test_units_stand_in_alphabetical_order_and_can_be_searched(client):
    made = {make_unit(code=f"X{i}", name=f"Region {name}"): shares([50 + i] * 3) for i, name in enumerate("BADC")}
    make_told(made)
    names = [row.th.get_text() for row in page(client, OWN + "enheter/").select("table.stack")[-1].select("tbody tr")]
    assert names == ["Region A", "Region B", "Region C", "Region D"]
    found = page(client, OWN + "enheter/?sok=region+c").select("table.stack")[-1].select("tbody tr")
    assert [row.th.get_text() for row in found] == ["Region C"]
    assert "Ingen enhet passar" in words(client, OWN + "enheter/?sok=finns-inte")
    text = words(client, OWN + "enheter/")
    assert "bokstavsordning" in text and "bra eller dålig" in text


@pytest.mark.parametrize("n", [1, 20])
def test_pages_ask_as_much_however_many(client, n, django_assert_max_num_queries):
    region = make_unit()
    towns = {
        make_unit(kind=UnitKind.MUNICIPALITY, code=f"X1{i:02}", name=f"By {i}", parent=region): [
            *shares(UP), *shares(UP, n=100, sex="K")
        ]
        for i in range(n)
    }  # fmt: skip
    version, _release = make_told({region: shares(UP)} | towns, has_sex=True)
    indicator = version.indicator
    for i in range(n):
        goal = make_published_goal(lab=indicator.lab, title=f"Målbild {i}")
        make_link(lab=indicator.lab, goal=goal.goal, indicator=indicator)
        make_target(indicator=indicator, valid_from=date(2000 + i, 1, 1))
        KnownBreak.objects.create(indicator=indicator, on=date(1990 + i, 1, 1), what="Ny fråga", added_at=NOON)
        ExternalId.objects.create(indicator=indicator, code=f"N{i}")
        if i:
            make_indicator_version(indicator=indicator, number=i + 1, what_changed="En annan fråga")
    for at in (OWN + "v/1/?enhet=X100", OWN, "/uppfoljning/matt/"):
        with django_assert_max_num_queries(MOST):
            page(client, at)
    if n == 1:
        for at in (OWN + "enheter/", OWN + "enhet/X100/?grupp=K"):
            with django_assert_max_num_queries(MOST):
                page(client, at)


def test_all_units_and_a_trace_ask_as_much_for_many(client, django_assert_max_num_queries):
    made = {make_unit(code=f"X{i}", name=f"Region {i}"): shares(UP) for i in range(20)}
    make_told(made)
    for at in (OWN + "enheter/", OWN + "enhet/X1/"):
        with django_assert_max_num_queries(MOST):
            page(client, at)


# --- The list ---------------------------------------------------------------------------------


def test_the_list_can_be_searched_and_narrowed(client):
    lab = make_lab()
    first = make_indicator_version(indicator=make_indicator(key="ett", lab=lab), title="Väntan på svar")
    make_indicator_version(
        indicator=make_indicator(key="tva", lab=lab, kind=IndicatorKind.REGISTER), title="Antal besök",
        question="Hur många besök görs?", definition="Alla besök.", logic=Logic.PRODUCTION,
        polarity=Polarity.NEUTRAL, quality_area="timely", shifts=["proactive"],
    )  # fmt: skip
    goal = make_published_goal(lab=lab)
    make_link(lab=lab, goal=goal.goal, indicator=first.indicator)

    def listed(query: str) -> list[str]:
        return [one.get_text() for one in page(client, f"/uppfoljning/matt/?{query}").select("ul.rows h3")]

    assert listed("") == ["Antal besök", "Väntan på svar"]
    for query in ("sok=besöken", "logik=production", "riktning=neutral", "slag=register", "omrade=timely",
                  "forflyttning=proactive", "koppling=utan"):  # fmt: skip
        assert listed(query) == ["Antal besök"], query
    assert listed("koppling=med") == ["Väntan på svar"] and listed(f"labb={lab.pk}&page=7") == listed("")
    assert listed("logik=finns-inte&labb=abc") == listed("") and listed("sok=!!!") == []
    assert "Inget mått passar urvalet" in words(client, "/uppfoljning/matt/?sok=zzz")


def test_an_empty_register_says_what_will_come(client):
    assert "Inget mått är publicerat ännu" in words(client, "/uppfoljning/matt/")
    assert "Inga siffror är publicerade ännu" in words(client, "/uppfoljning/enheter/")


def test_twelve_units_stand_in_a_funnel_and_beside_what_chance_gives(client):
    made = {make_unit(code=f"X{i}", name=f"Region {i:02}"): shares([40 + i % 3, *UP]) for i in range(12)}
    make_told(made)
    text = words(client, OWN + "enheter/")
    assert "12 serier är långa nog" in text and "skulle slumpen ge ungefär" in text
    assert "Skiljer sig någon mer än slumpen ger?" in text
    assert text == words(client, OWN + "enheter/"), "the same from what is kept"
    assert "Skiljer sig någon" not in words(client, OWN + "enheter/?sok=region")


def test_few_units_are_not_held_against_each_other(client):
    make_told({make_unit(code=f"X{i}", name=f"Region {i}"): shares(UP) for i in range(3)})
    assert "Minst 10 behövs" in words(client, OWN + "enheter/")
