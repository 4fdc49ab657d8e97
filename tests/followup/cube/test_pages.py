"""The pages of a release, and the files of what is told."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followup.actions.releasing import release
from followup.analysis.cells import Cell
from followup.analysis.cube_diff import differing, kinds
from followup.enums import IndicatorKind, UnitKind
from followup.models import Observation, Release
from tests.factories import NOON, make_lab, make_member
from tests.followup.sample import (
    make_batch,
    make_indicator,
    make_indicator_version,
    make_observations,
    make_release,
    make_unit,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
MOST = 15


@pytest.fixture
def version():
    return make_indicator_version(indicator=make_indicator(kind=IndicatorKind.REGISTER))


@pytest.fixture
def figures(version):
    batch = make_batch(lab=version.indicator.lab)
    for sex, figure in {"T": (20, 43), "K": (19, 40), "M": (1, 3)}.items():
        make_observations(version=version, figures=[("2024-01", *figure)], sex=sex, batch=batch)
    return batch


def signed_in(version, role="lead"):
    client = Client()
    member = make_member(lab=version.indicator.lab, role=role)
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


def desk(version):
    return reverse("followup:releases", args=[version.indicator_id])


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


class TestBeforehand:
    def test_how_it_would_be(self, version, figures):
        page = text(signed_in(version).get(desk(version)))
        assert "Så här blir det" in page and "67 % av de uppgifter som finns" in page
        assert "Mer än 30 % visas inte. Visa hellre nivån över: riket." in page
        assert "För få personer bakom uppgiften" in page and not Release.objects.exists()

    def test_those_who_may_not_publish_see_what_is_told_only(self, version, figures):
        page = text(signed_in(version, "listener").get(desk(version)))
        assert "Så här blir det" not in page and "Inga siffror är publicerade ännu" in page
        assert signed_in(version, "listener").post(f"{desk(version)}nu/", {"number": 1}).status_code == 403

    def test_nothing_to_publish(self, version):
        page = text(signed_in(version).get(desk(version)))
        assert "Läs in en fil först" in page and "Publicera siffrorna" not in page

    def test_no_version(self):
        version = make_indicator_version(published=False)
        client = signed_in(version)
        assert "Ingen version är publicerad" in text(client.get(desk(version)))
        assert "Publicera den först" in text(client.post(f"{desk(version)}nu/", {"number": 1}, follow=True))

    def test_too_many_to_count_at_once(self, version, figures, monkeypatch):
        monkeypatch.setattr("followup.views.releasing.MOST_PREVIEWED", 2)
        page = text(signed_in(version).get(desk(version)))
        assert "fler än 2 uppgifter" in page and "Publicera siffrorna" in page


class TestMakingIt:
    @pytest.fixture(autouse=True)
    def at_once(self, settings):
        settings.JOBS_WORKERS = 0

    def test_it_is_made_and_told(self, version, figures, django_capture_on_commit_callbacks):
        client = signed_in(version)
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(f"{desk(version)}nu/", {"number": 1})
        page = text(client.get(answer["Location"]))
        assert "Publicering 1 är klar: 1 uppgifter visas, 2 visas inte." in page and Release.objects.count() == 1
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{desk(version)}nu/", {"number": 1})
        assert Release.objects.count() == 1

    @pytest.mark.parametrize("number", ["", "7", "x", "-1"])
    def test_a_number_that_is_not_the_next(self, version, figures, number):
        page = text(signed_in(version).post(f"{desk(version)}nu/", {"number": number}, follow=True))
        assert "Någon har publicerat under tiden" in page and not Release.objects.exists()

    def test_a_job_that_is_not_there(self, version, figures):
        assert signed_in(version).get(f"{desk(version)}?jobb=nej").status_code == 200


class TestOneRelease:
    def test_what_is_told_otherwise(self, version, figures):
        release(version=version, by=None, at=LATER)
        Observation.objects.filter(sex="T").update(replaced_at=LATER + timedelta(days=1))
        make_observations(version=version, figures=[("2024-01", 30, 63)], batch=figures, at=LATER + timedelta(days=1))
        second = release(version=version, by=None, at=LATER + timedelta(days=2))
        page = text(signed_in(version, "listener").get(reverse("followup:release", args=[second.pk])))
        assert "Annorlunda än publicering 1" in page and "Rättade värden" in page
        assert "47 % (20 av 43)" in page and "48 % (30 av 63)" in page

    def test_the_first(self, version, figures):
        made = release(version=version, by=None, at=LATER)
        page = text(signed_in(version).get(reverse("followup:release", args=[made.pk])))
        assert "Det första som publicerades" in page and "Visas inte – för få personer" in page

    def test_the_same_again(self, version, figures):
        release(version=version, by=None, at=LATER)
        second = release(version=version, by=None, at=LATER + timedelta(days=1))
        assert "Samma uppgifter visas som förut" in text(
            signed_in(version).get(reverse("followup:release", args=[second.pk]))
        )

    def test_kinds_of_difference(self):
        shown, hidden, missing = (Cell("2024", state, 1.0 if state == "shown" else None) for state in
                                  ("shown", "hidden", "missing"))  # fmt: skip
        other = Cell("2024", "shown", 2.0)
        pairs = [
            (shown, other),
            (hidden, shown),
            (shown, hidden),
            (shown, missing),
            (missing, shown),
            (missing, hidden),
        ]
        found = [differing({1: [old]}, {1: [new]})[0].kind for old, new in pairs]
        assert found == ["revised", "now_shown", "now_hidden", "gone", "new", "new"]
        assert differing({1: [shown]}, {1: [shown]}) == [] and differing({1: [shown]}, {})[0].kind == "gone"
        assert kinds(differing({}, {1: [shown]}))["new"] == 1


@pytest.mark.parametrize("count", [1, 20])
def test_pages_cost_the_same_however_much(version, count):
    batch = make_batch(lab=version.indicator.lab)
    for n in range(count):
        unit = make_unit(code=f"X{n}", name=f"Kommun {n}", kind=UnitKind.MUNICIPALITY)
        make_observations(version=version, unit=unit, figures=[("2024-01", 20, 43)], batch=batch)
    made = release(version=version, by=None, at=LATER)
    for n in range(2, count + 1):
        make_release(
            version=version, number=n, figures={unit: []}, at=LATER, totals={"shown": 1, "hidden": 0, "missing": 0}
        )
    client = signed_in(version)
    key = version.indicator.key
    for address in (
        desk(version), reverse("followup:release", args=[made.pk]), reverse("followup:figures_csv", args=[key]),
        reverse("followup:figures_json", args=[key]),
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
            assert answer.status_code == 200 and (b"".join(answer) or True)
        assert len(queries) <= MOST, (address, len(queries), [query["sql"][:120] for query in queries])


class TestFiles:
    def rows(self, version, query=""):
        answer = Client().get(reverse("followup:figures_csv", args=[version.indicator.key]) + query)
        return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))

    def test_a_table(self, version, figures):
        release(version=version, by=None, at=LATER)
        head, *rows = self.rows(version)
        assert head[:4] == ["Mått", "Version", "Enhetens kod", "Enhet"]
        found = {row[6]: row[8:13] for row in rows}
        assert found["Alla"] == ["Visas", "47", "%", "20", "43"]
        assert found["Kvinnor"] == ["Visas inte – för få personer", "", "%", "", ""] == found["Män"]
        assert len(self.rows(version, "?enhet=X1")) == 4

    def test_data(self, version, figures):
        release(version=version, by=None, at=LATER)
        found = Client().get(reverse("followup:figures_json", args=[version.indicator.key])).json()
        (unit,) = found["units"]
        assert [(cell["sex"], cell["state"], cell["denominator"]) for cell in unit["figures"]] == [
            ("K", "masked", None), ("M", "masked", None), ("T", "shown", 43),
        ]  # fmt: skip
        assert found["release"]["hides_fewer_than"] == 5 and unit["verdicts"][0]["position"] == "unknown"

    def test_invented_figures_say_so(self):
        version = make_indicator_version(indicator=make_indicator(is_demo=True))
        make_release(version=version, figures={make_unit(): [Cell("2024", "shown", 41.26)]})
        assert self.rows(version)[1][-1] == "Exempelinnehåll – påhittat" and self.rows(version)[1][9] == "41"
        assert Client().get(reverse("followup:figures_json", args=[version.indicator.key])).json()["demo"]

    def test_the_platform_is_the_source_of_unchanged_values_only(self):
        words = {"attribution_raw": "Källa: Kolada", "attribution_processed": "Egen bearbetning"}
        for n, (is_open, source) in enumerate([(True, "Källa: Kolada"), (False, "Egen bearbetning")]):
            lab = make_lab(is_public=True)
            version = make_indicator_version(indicator=make_indicator(lab=lab, key=f"m{n}"), is_open=is_open, **words)
            make_release(version=version, figures={make_unit(): [Cell("2024", "shown", 41.0)]})
            assert self.rows(version)[1][13] == source

    def test_an_earlier_version(self, version, figures):
        release(version=version, by=None, at=LATER)
        make_indicator_version(indicator=version.indicator, number=2, what_changed="Allt")
        address = reverse("followup:figures_csv", args=[version.indicator.key])
        for query, status in (("", 200), ("?version=1", 200), ("?version=2", 404)):
            assert Client().get(address + query).status_code == status

    @pytest.mark.parametrize("query", ["?enhet=finns-inte", "?version=9", "?version=x", "?version=-1"])
    def test_what_is_not_told(self, version, figures, query):
        address = reverse("followup:figures_csv", args=[version.indicator.key])
        assert Client().get(address).status_code == 404
        release(version=version, by=None, at=LATER)
        assert Client().get(address).status_code == 200 and Client().get(address + query).status_code == 404

    def test_a_hidden_lab_tells_nothing(self):
        version = make_indicator_version(indicator=make_indicator(lab=make_lab(is_public=False)))
        make_release(version=version, figures={make_unit(): [Cell("2024", "shown", 41.0)]})
        for name in ("figures_csv", "figures_json"):
            assert Client().get(reverse(f"followup:{name}", args=[version.indicator.key])).status_code == 404
