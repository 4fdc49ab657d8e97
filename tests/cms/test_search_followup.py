"""Search and the map for search engines know of indicators, units and reports, as far as they are public."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.followup.public.openly import UP, make_told, shares
from tests.followup.sample import make_indicator, make_indicator_version, make_report, make_unit


@pytest.fixture
def told(anyone):
    """An indicator, a unit and a report of a public lab."""
    lab = factories.make_lab(is_public=True)
    unit = make_unit(code="X7", name="Region Kvarnlunden")
    version, _release = make_told({unit: shares(UP)}, lab=lab, title="Slapp vänta vid Kvarnlunden")
    report = make_report(workshop=factories.make_open_workshop(lab=lab, title="Kvarnlunden i maj"))
    return version, unit, report


def found(anyone, query):
    rows = anyone.get("/sok/", {"q": query}).context["page"].object_list
    return [(row.title, row.href, row.kind_name) for row in rows]


def test_an_indicator_a_unit_and_a_report_are_found_by_their_words(anyone, told):
    version, unit, report = told
    assert found(anyone, "kvarnlunden") == [
        (report.workshop.title, f"/aterkoppling/{report.pk}/", "Det här hände"),
        (version.title, f"/uppfoljning/matt/{version.indicator.key}/", "Mått"),
        (unit.name, f"/uppfoljning/enhet/{unit.code}/", unit.get_kind_display()),
    ]
    assert len(found(anyone, "kvarnlunden finnsinte")) == 3


def test_the_map_lists_them(anyone, told):
    version, unit, report = told
    text = anyone.get("/sitemap.xml").content.decode()
    for address in (
        f"/uppfoljning/matt/{version.indicator.key}/", f"/uppfoljning/enhet/{unit.code}/",
        f"/aterkoppling/{report.pk}/",
        "/uppfoljning/", "/det-har-hande/",
    ):  # fmt: skip
        assert f"http://testserver{address}</loc>" in text


def test_what_is_not_public_is_not_found(anyone):
    lab = factories.make_lab(is_public=False)
    make_told({make_unit(code="X8", name="Region Kvarnlunden"): shares(UP)}, lab=lab, title="Kvarnlunden")
    make_report(workshop=factories.make_open_workshop(lab=lab, title="Kvarnlunden"))
    open_lab = factories.make_lab(is_public=True)
    make_indicator_version(indicator=make_indicator(lab=open_lab, key="utkast"), published=False, title="Kvarnlunden")
    make_report(workshop=factories.make_open_workshop(lab=open_lab, title="Kvarnlunden"), published=False)
    assert found(anyone, "kvarnlunden") == []
    text = anyone.get("/sitemap.xml").content.decode()
    assert "/aterkoppling/" not in text and "/uppfoljning/matt/utkast/" not in text and "/enhet/X8/" not in text


@pytest.mark.parametrize("rows", [1, 20])
def test_search_and_map_cost_the_same_however_much_is_found(anyone, rows):
    lab = factories.make_lab(is_public=True)
    for n in range(rows):
        unit = make_unit(code=f"Y{n}", name=f"Kvarnlunden {n}")
        make_told({unit: shares(UP)}, lab=lab, key=f"matt-{n}", judged=False, title=f"Kvarnlunden {n}")
        make_report(workshop=factories.make_open_workshop(lab=lab, title=f"Kvarnlunden {n}"))
    anyone.get("/")
    for address in ("/sok/?q=kvarnlunden", "/sok/?q=kvarnlunden+finnsinte", "/sitemap.xml"):
        with CaptureQueriesContext(connection) as queries:
            assert anyone.get(address).status_code == 200
        assert len(queries) <= 15, (address, len(queries), [query["sql"][:120] for query in queries])
