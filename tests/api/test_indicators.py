"""Indicators in the open API."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followup.analysis.cells import Cell
from followup.enums import IndicatorKind, Logic, Polarity
from tests import factories
from tests.followup.sample import (
    make_indicator,
    make_indicator_version,
    make_release,
    make_target,
    make_unit,
    make_verdict,
)

MOST = 12
CELLS = [
    Cell("2024-01", "shown", 46.5, 20, 43), Cell("2024-01", "hidden", sex="K", reason="protects"),
    Cell("2024-01", "hidden", sex="M", reason="protects"), Cell("2024-02", "missing"),
]  # fmt: skip
TOTALS = {"shown": 1, "hidden": 2, "missing": 1}


def rows(client, query=""):
    answer = client.get(f"/api/v1/indicators/{query}")
    assert answer.status_code == 200
    return answer.json()["results"]


@pytest.fixture
def version(lab):
    return make_indicator_version(indicator=make_indicator(lab=lab), limitations="Säger inget om den som inte svarar.")


def test_an_indicator_and_its_figures(anyone, lab, version):
    release = make_release(version=version, figures={make_unit(): CELLS}, totals=TOTALS)
    make_verdict(release=release, unit=make_unit(), facts={"n": 1})
    make_target(indicator=version.indicator, value=80)
    (row,) = rows(anyone)
    assert (row["key"], row["version"], row["title"], row["unit"]) == ("slapper-beratta-igen", 1, version.title, "%")
    assert row["lab"] == {"name": lab.name, "slug": lab.slug} and row["threshold"] == 5 and row["source"]
    assert (row["release"]["shown"], row["release"]["masked"], row["release"]["missing"]) == (1, 2, 1)
    assert row["file"].endswith("/uppfoljning/matt/slapper-beratta-igen/siffror.csv") and "units" not in row
    whole = anyone.get(f"/api/v1/indicators/{row['key']}/").json()
    assert row.items() <= whole.items()
    assert whole["targets"] == [
        {"value": 80.0, "valid_from": "2024-01-01", "level": "", "source": "Länets handlingsplan"}
    ]
    (unit,) = whole["units"]
    assert [(one["sex"], one["state"], one["value"], one["denominator"]) for one in unit["figures"]] == [
        ("K", "masked", None, None), ("M", "masked", None, None), ("T", "shown", 46.5, 43),
        ("T", "missing", None, None),
    ]  # fmt: skip
    (verdict,) = unit["verdicts"]
    assert (verdict["position"], verdict["heading"], verdict["heading_why"]) == ("not_reached", "unknown", "few_points")


def test_units_are_in_order_of_name(anyone, version):
    units = [make_unit(code=f"X{n}", name=name) for n, name in enumerate(["Öby", "Alby", "Berga"])]
    make_release(version=version, figures=dict.fromkeys(units, CELLS), totals=TOTALS)
    whole = anyone.get(f"/api/v1/indicators/{version.indicator.key}/").json()
    assert [unit["name"] for unit in whole["units"]] == ["Alby", "Berga", "Öby"]


def test_what_is_not_told_yet(anyone, version):
    (row,) = rows(anyone)
    assert row["release"] is None and row["file"] is None
    assert anyone.get(f"/api/v1/indicators/{row['key']}/").json()["units"] == []


def test_a_new_version_without_figures_tells_those_of_the_one_before_and_says_so(anyone, version):
    """As the pages and the files do."""
    make_release(version=version, figures={make_unit(): CELLS}, totals=TOTALS)
    make_indicator_version(indicator=version.indicator, number=2, what_changed="Området")
    (row,) = rows(anyone)
    assert (row["version"], row["release"]["version"]) == (2, 1) and row["file"]
    assert len(anyone.get(f"/api/v1/indicators/{row['key']}/").json()["units"]) == 1


def test_only_what_anyone_may_read(anyone, version):
    hidden = make_indicator(lab=factories.make_lab(is_public=False), key="dolt")
    make_indicator_version(indicator=hidden)
    make_indicator_version(indicator=make_indicator(lab=version.indicator.lab, key="utkast"), published=False)
    assert [row["key"] for row in rows(anyone)] == [version.indicator.key]
    for key in ("dolt", "utkast", "finns-inte"):
        assert anyone.get(f"/api/v1/indicators/{key}/").status_code == 404
    assert anyone.post("/api/v1/indicators/", {}).status_code == 405


def test_what_came_instead_is_named_only_where_it_is_public(anyone, version):
    hidden = make_indicator(lab=factories.make_lab(is_public=False), key="dolt")
    make_indicator_version(indicator=hidden)
    draft = make_indicator(lab=version.indicator.lab, key="utkast")
    ended = version.indicator
    ended.ended_on, ended.ended_reason = date(2024, 1, 1), "Slut"
    for successor, told in ((hidden, None), (draft, None)):
        ended.replaced_by = successor
        ended.save()
        assert anyone.get(f"/api/v1/indicators/{ended.key}/").json()["replaced_by"] is told
    make_indicator_version(indicator=draft)
    assert rows(anyone, "?kind=prem")[0]["key"] and {row["replaced_by"] for row in rows(anyone)} == {None, "utkast"}


def test_filters_and_what_does_not_exist(anyone, lab, version):
    other = make_indicator(lab=lab, key="besok", kind=IndicatorKind.REGISTER, is_demo=True)
    make_indicator_version(indicator=other, logic=Logic.PRODUCTION, polarity=Polarity.NEUTRAL)
    make_indicator_version(indicator=version.indicator, number=2, quality_area="equal", what_changed="Området")
    assert [row["key"] for row in rows(anyone, "?logic=production")] == ["besok"]
    assert [row["key"] for row in rows(anyone, "?kind=register&demo=true")] == ["besok"]
    assert [row["version"] for row in rows(anyone, f"?quality_area=equal&lab={lab.slug}")] == [2]
    assert rows(anyone, "?kind=register")[0]["label"] == "Exempelinnehåll – påhittat"
    for query in ("?kind=nej", "?logic=nej", "?lab=nej", "?demo=kanske", "?slag=register"):
        assert anyone.get(f"/api/v1/indicators/{query}").status_code == 400
    assert "indicators" in anyone.get("/api/v1/").json()


@pytest.mark.parametrize("count", [1, 20])
def test_lists_cost_the_same_however_long(anyone, lab, count):
    for n in range(count):
        indicator = make_indicator(lab=lab, key=f"matt-{n}", ended_on=date(2024, 1, 1), ended_reason="Slut")
        version = make_indicator_version(indicator=indicator)
    units = [make_unit(code=f"X{n}", name=f"Enhet {n}") for n in range(count)]
    make_release(version=version, figures=dict.fromkeys(units, CELLS), totals=TOTALS)
    for at in ("", f"{indicator.key}/"):
        with CaptureQueriesContext(connection) as queries:
            assert anyone.get(f"/api/v1/indicators/{at}").status_code == 200
        assert len(queries) <= MOST, (at, len(queries), [query["sql"][:150] for query in queries])
