"""A unit's own page, the list of units, and its figures as a table."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.analysis.cells import Cell
from followup.analysis.spark import HEIGHT, WIDTH, spark
from followup.enums import IndicatorKind, Logic, Polarity, UnitKind
from tests.factories import NOON, make_lab, make_published_goal
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
OWN = "/uppfoljning/enhet/X1/"
MOST = 15


def test_the_page_gathers_what_is_told_by_what_it_is_for(client):
    region, lab = make_unit(), make_lab()
    first, _r = make_told({region: shares(UP)}, lab=lab, key="ett", short_title="Slapp berätta igen")
    second, _r = make_told({region: shares(UP)}, lab=lab, key="tva", short_title="Orkar med vardagen")
    make_told({region: shares(UP)}, lab=lab, key="tre", short_title="Antal besök", logic=Logic.PRODUCTION,
              polarity=Polarity.NEUTRAL)  # fmt: skip
    goal = make_published_goal(lab=lab, title="Jag berättar en gång")
    other = make_published_goal(lab=lab, title="Mitt liv")
    for version in (first, second):
        make_link(lab=lab, goal=other.goal, indicator=version.indicator)
    make_link(lab=lab, goal=goal.goal, indicator=first.indicator)
    told = page(client, OWN)
    groups = [one.get_text() for one in told.select("section.knot h2")]
    assert groups == ["I korthet", "Jag berättar en gång", "Mitt liv", "Hör inte till någon publicerad målbild"]
    tables = [[row.th.a.get_text() for row in table.select("tbody tr")] for table in told.select("table.stack")]
    assert tables == [["Slapp berätta igen"], ["Orkar med vardagen"], ["Antal besök"]]
    text = words(client, OWN)
    assert "Följs också för: Mitt liv" in text and "3 av 3 som följs" in text and "41 % februari 2026, n = 200" in text
    assert "Ingen riktning (volym)" in text and "Inget mål (volym)" in text
    assert told.find("svg", role="img").title.get_text().startswith("Slapp berätta igen: från 40")


def test_a_missing_series_is_told_with_who_answers_for_it(client):
    region, lab = make_unit(), make_lab()
    make_told({region: shares(UP)}, lab=lab, key="ett")
    make_indicator_version(indicator=make_indicator(lab=lab, key="tva", owner="Regionens analytiker"), title="Väntan")
    ended = make_indicator(lab=lab, key="tre", ended_on=NOON.date(), ended_reason="Slut.")
    make_indicator_version(indicator=ended, title="Upphörd")
    make_indicator_version(
        indicator=make_indicator(lab=lab, key="fyra"), title="Bara kommuner", levels=["municipality"]
    )
    make_indicator_version(indicator=make_indicator(lab=make_lab(), key="fem"), title="Ett annat labb")
    text = words(client, OWN)
    assert "Serien saknas ännu" in text and "Väntan . Svarar: Regionens analytiker." in text
    for absent in ("Upphörd", "Bara kommuner", "Ett annat labb"):
        assert absent not in text, absent


def test_register_and_people_stand_side_by_side(client):
    region, lab = make_unit(), make_lab()
    people, _r = make_told({region: shares([33] * 14)}, lab=lab, key="ett", short_title="Har en fast kontakt")
    register, _r = make_told(
        {region: shares([71] * 14)}, lab=lab, key="tva", kind=IndicatorKind.REGISTER, short_title="Fast kontakt skriven"
    )
    goal = make_published_goal(lab=lab)
    for version in (people, register):
        make_link(lab=lab, goal=goal.goal, indicator=version.indicator)
    text = words(client, OWN)
    assert "Det här säger registret" in text and "Det här säger människorna" in text
    assert "Skillnaden är 38 procentenheter, mer än osäkerheten." in text and "ett fynd, inte ett fel" in text
    assert "2 serier är långa nog" in text


def test_much_hidden_offers_the_level_above(client):
    region = make_unit()
    town = make_unit(kind=UnitKind.MUNICIPALITY, code="X101", name="Exempelby", parent=region)
    make_told({region: shares(UP), town: shares([40, None, None, 42])})
    told = page(client, "/uppfoljning/enhet/X101/")
    assert "50 % av värdena visas inte" in words(client, "/uppfoljning/enhet/X101/")
    assert told.select_one(".alert--ask a")["href"] == OWN
    assert "Mycket är dolt" not in words(client, OWN)


def test_the_last_figure_hidden_is_a_state(client):
    make_told({make_unit(): shares([40, 41, 42, None])})
    cell = page(client, OWN).select_one("td.hidden-cell")
    assert "Visas inte – för få personer" in cell.get_text() and "41" not in cell.get_text()


def test_figures_that_nobody_has_judged_say_when_they_are(client):
    make_told({make_unit(): shares(UP)}, judged=False)
    assert "Svaret kommer med nästa publicering." in words(client, OWN)


def test_units_that_nobody_may_know_of(client):
    make_told({make_unit(): shares(UP)}, lab=make_lab(is_public=False))
    page(client, OWN, 404)
    page(client, OWN + "siffror.csv", 404)
    page(client, "/uppfoljning/enhet/finns-inte/", 404)
    assert "Region Exempel" not in words(client, "/uppfoljning/enheter/")


def test_a_real_unit_without_figures_says_so(client):
    make_unit(code="0000", name="Riket", kind=UnitKind.COUNTRY, is_demo=False)
    assert "Inget är publicerat om den här enheten ännu" in words(client, "/uppfoljning/enhet/0000/")
    assert not page(client, "/uppfoljning/enheter/").select("ul.rows li")


def test_an_invented_unit_says_that_it_is(client):
    make_told({make_unit(): shares(UP)})
    for at in (OWN, "/uppfoljning/enheter/"):
        assert page(client, at).select_one(".demo"), at


def test_the_page_can_be_narrowed(client):
    region, lab = make_unit(), make_lab()
    make_told({region: shares(UP)}, lab=lab, key="ett", title="Väntan", short_title="Väntan")
    make_told({region: shares(UP)}, lab=lab, key="tva", title="Besök", short_title="Besök", logic=Logic.SUPPORT)
    assert "Besök" not in [one.get_text() for one in page(client, OWN + "?sok=väntan").select("tbody th a")]
    assert [one.get_text() for one in page(client, OWN + "?logik=support").select("tbody th a")] == ["Besök"]
    assert "Inget mått passar urvalet" in words(client, OWN + "?sok=zzz")
    page(client, OWN + "?page=99&logik=x")


def test_the_list_of_units_can_be_searched(client):
    region = make_unit()
    town = make_unit(kind=UnitKind.MUNICIPALITY, code="X101", name="Exempelby", parent=region)
    make_told({region: shares(UP), town: shares(UP)})

    def listed(query: str) -> list[str]:
        return [one.get_text() for one in page(client, f"/uppfoljning/enheter/?{query}").select("ul.rows h3")]

    assert listed("") == ["Exempelby", "Region Exempel"]
    assert listed("sok=by") == ["Exempelby"] == listed("niva=municipality") == listed("sok=x101")
    assert listed("sok=%25") == [] and listed("niva=zzz") == listed("") and listed("page=abc") == listed("")
    assert "Del av Region Exempel" in words(client, "/uppfoljning/enheter/")


# --- As a table -------------------------------------------------------------------------------


def test_the_table_says_why_where_there_is_no_value(client):
    region, lab = make_unit(), make_lab()
    make_told({region: shares([40.25, None, "-"], n=400)}, lab=lab, key="ett", decimals=2, title="=Slapp")
    make_indicator_version(indicator=make_indicator(lab=lab, key="tva"), title="Väntan")
    answer = client.get(OWN + "siffror.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(row["period"], row["värde"], row["läge"]) for row in rows] == [
        ("2025-01", "40,25", "Visas"), ("2025-02", "", "Visas inte – för få personer"),
        ("2025-03", "", "Uppgift saknas"), ("", "", "Uppgift saknas"),
    ]  # fmt: skip
    assert rows[0]["mått"] == "'=Slapp" and rows[0]["täljare"] == "161" and rows[0]["nämnare"] == "400"
    assert rows[3]["mått"] == "Väntan" and rows[3]["svarar"] == "Analytikern i labbet"
    assert "siffror-region-exempel.csv" in answer["Content-Disposition"]


@pytest.mark.parametrize("n", [1, 20, 60])
def test_the_page_asks_as_much_however_many(client, n, django_assert_max_num_queries):
    region, lab = make_unit(), make_lab()
    goal = make_published_goal(lab=lab)
    for i in range(n):
        version = make_indicator_version(indicator=make_indicator(lab=lab, key=f"matt-{i}"), short_title=f"Mått {i}")
        make_target(indicator=version.indicator)
        for number in (1, 2):
            release = make_release(version=version, figures={region: shares(UP)}, number=number)
        judge(release)
        if i % 3:
            make_link(lab=lab, goal=goal.goal, indicator=version.indicator)
    for at in (OWN, "/uppfoljning/enheter/"):
        with django_assert_max_num_queries(MOST):
            told = page(client, at)
    with django_assert_max_num_queries(MOST):
        b"".join(client.get(OWN + "siffror.csv").streaming_content)
    assert told and len(page(client, OWN).select("tbody tr")) == n


# --- The small drawing ------------------------------------------------------------------------

CELLS = st.lists(st.one_of(st.none(), st.just("-"), st.floats(-1e6, 1e6)), min_size=1, max_size=80)


@given(CELLS)
@settings(deadline=None, max_examples=60)
def test_the_small_drawing_stays_in_its_frame_and_never_bridges_what_is_hidden(values):
    cells = [
        Cell(f"{1950 + i}", "shown", value) if isinstance(value, float) else
        Cell(f"{1950 + i}", "hidden" if value is None else "missing")
        for i, value in enumerate(values)
    ]  # fmt: skip
    drawn, kept = spark(cells), cells[-60:]
    if sum(cell.is_shown for cell in kept) < 2:
        assert drawn is None
        return
    places = [tuple(map(float, one.split())) for part in drawn.path.split("M")[1:] for one in part.split("L")]
    places += [(float(x), float(y)) for x, y in drawn.dots]
    assert len(places) == sum(cell.is_shown for cell in kept)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)
    assert len(drawn.gaps) == sum(cell.is_hidden for cell in kept)
    shown = "".join("x" if cell.is_shown else " " for cell in kept).split()
    assert drawn.path.count("M") + len(drawn.dots) == len(shown)


def test_two_equal_values_are_a_line_in_the_middle():
    drawn = spark([Cell("2024", "shown", 5.0), Cell("2025", "shown", 5.0)])
    assert drawn.path == "M5.0 20.0L175.0 20.0" and drawn.last == ("175.0", "20.0")
    assert spark([]) is None and spark([Cell("2024", "shown", 5.0)]) is None


def test_more_than_sixty_indicators_are_on_more_pages(client):
    region, lab = make_unit(), make_lab()
    for i in range(62):
        version = make_indicator_version(
            indicator=make_indicator(lab=lab, key=f"m-{i}"), title=f"Mått {i:02}", short_title=f"Mått {i:02}"
        )
        make_release(version=version, figures={region: shares([40, 41])})
    names = [one.get_text() for one in page(client, OWN + "?page=2").select("tbody th a")]
    assert names == ["Mått 60", "Mått 61"] and "62 av 62 som följs" in words(client, OWN + "?page=2")


def test_a_region_among_the_invented_says_nothing_of_a_real_one(client):
    make_told({make_unit(): shares(UP)})
    make_unit(code="0001", name="En verklig region", is_demo=False)
    text = words(client, "/uppfoljning/enhet/0001/")
    assert "Inget är publicerat om den här enheten ännu" in text and "41 %" not in text


def test_what_is_hidden_is_never_rounded_away(client):
    cells = [*shares(UP * 20, first=2005), Cell("2004-12", "hidden", reason="protects")]
    make_told({make_unit(): cells}, key="ett")
    text = words(client, OWN)
    assert "99 %" in text and "100 %" not in text


def test_a_value_just_beside_its_target_is_told_apart_from_it(client):
    cells = [Cell("2026-02", "shown", 79.6, 398, 500)]
    version, release = make_told({make_unit(): cells}, key="ett", judged=False)
    make_target(indicator=version.indicator, value=80)
    judge(release)
    assert "79,6 %" in words(client, OWN)
