"""Figures read in from the command line, and the units they are of."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from followup.models import ColumnMapping, ExternalId, ImportBatch, Observation, Snapshot, Unit
from hlab.accounts.actions.organisations import ensure_reference
from tests import need
from tests.factories import make_lab
from tests.followup.importing.sample import KPI, csv_of, figure, kolada_page, kolada_row, make_followed
from tests.followup.importing.test_fetching import ok, source
from tests.followup.sample import make_indicator, make_indicator_version, make_unit

pytestmark = pytest.mark.django_db
HEAD = ("Mått", "Enhetskod", "År", "Värde")


def run(*arguments) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def lab():
    return make_followed(key="slapper").indicator.lab


def test_a_folder_of_pages(lab, tmp_path):
    for n in range(1, 12):  # page 10 comes after page 9
        rows = [] if n == 11 else [kolada_row(figure(n), period=2000 + n)]
        (tmp_path / f"sida{n}.json").write_bytes(kolada_page(*rows, next_url="x"))
    said, _err = run("importobservations", tmp_path, "--lab", lab.slug, "--source", "kolada")
    assert "10 nya värden" in said and "Inläst" in said
    assert Observation.objects.count() == 10
    again, _err = run("importobservations", tmp_path, "--lab", lab.slug)
    assert "Inget är ändrat" in again and Observation.objects.count() == 10


def test_a_dry_run_changes_nothing(lab, tmp_path):
    file = tmp_path / "varden.csv"
    file.write_bytes(csv_of(HEAD, ("slapper", "X1", 2024, 40), ("slapper", "X9", 2024, 40)))
    said, err = run("importobservations", file, "--lab", lab.slug, "--dry-run")
    assert "1 nytt värde" in said and "Torrkörning" in said and "Rad 3: enheten X9" in err
    assert not Observation.objects.exists() and not ImportBatch.objects.exists()
    with pytest.raises(CommandError, match="Inget är inläst"):
        run("importobservations", file, "--lab", lab.slug)
    assert not ImportBatch.objects.exists()
    run("importobservations", file, "--lab", lab.slug, "--only-good")
    assert Observation.objects.count() == 1


def test_a_saved_choice_of_columns(lab, tmp_path):
    ColumnMapping.objects.create(
        lab=lab, name="Enkäten", created_at=lab.created_at,
        mapping={"columns": {"unit": "Var", "period": "När", "value": "Svar"}, "fixed": {"indicator": "slapper"}},
    )  # fmt: skip
    file = tmp_path / "varden.csv"
    file.write_bytes(csv_of(("Var", "När", "Svar"), ("X1", 2024, 40)))
    run("importobservations", file, "--lab", lab.slug, "--mapping", "Enkäten")
    assert Observation.objects.get().value == 40
    with pytest.raises(CommandError, match="Inget sparat val"):
        run("importobservations", file, "--lab", lab.slug, "--mapping", "Andra")


@pytest.mark.parametrize("content", [None, b"", b"{}", b"<html>"])
def test_what_cannot_be_read_says_why(lab, tmp_path, content):
    file = tmp_path / "varden.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError):
        run("importobservations", file, "--lab", lab.slug)
    with pytest.raises(CommandError, match="inget labb"):
        run("importobservations", file, "--lab", "finns-inte")


def test_units_are_in_place_and_stay_so():
    ensure_reference()
    mine = make_unit(code="EX", name="Region Exempel")
    assert "312 nya" in run("syncunits")[0]
    assert "0 nya enheter, 0 ändrade" in run("syncunits")[0]
    found = Unit.objects.filter(is_demo=False).order_by("code")
    assert dict(found.order_by().values_list("kind").annotate(n=Count("pk"))) == {
        "country": 1, "region": 21, "municipality": 290,
    }  # fmt: skip
    gotland = Unit.objects.get(code="0980")
    assert gotland.parent.code == "0009" and gotland.parent.parent.code == "0000"
    assert not found.exclude(code="0000").filter(organisation=None).exists()
    Unit.objects.filter(code="0980").update(name="Fel")
    assert "1 ändrade" in run("syncunits")[0]
    mine.refresh_from_db()
    assert mine.parent is None


def test_units_are_those_of_the_source(reference_data):
    import csv

    file = reference_data / "kolada" / "municipality_312.csv"
    if not file.exists():
        need.missing("reference", "../shared/data/kolada saknas")
    run("syncunits")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        theirs = {row["id"]: row["type"] for row in csv.DictReader(lines)}
    kinds = {"municipality": "K", "region": "L", "country": "L"}
    ours = {code: kinds[kind] for code, kind in Unit.objects.order_by("code").values_list("code", "kind")}
    assert ours == theirs


def test_the_shared_values_of_the_source_are_read_in_whole(reference_data):
    file = reference_data / "kolada" / "region_values_v3shape.json"
    if not file.exists():
        need.missing("reference", "../shared/data/kolada saknas")
    import json

    run("syncunits")
    lab = make_lab()
    kpis = sorted({row["kpi"] for row in json.loads(file.read_bytes())["values"]})
    for kpi in kpis:
        indicator = make_indicator(lab=lab, key=kpi.lower())
        make_indicator_version(
            indicator=indicator, frequency="year", levels=[], value_type="mean", multiplier=1, has_sex=True
        )
        ExternalId.objects.create(indicator=indicator, code=kpi)
    said, err = run("importobservations", file, "--lab", lab.slug, "--source", "kolada")
    assert "6792 nya värden" in said and not err
    assert Observation.objects.filter(value=0).count() == 23
    assert "Inget är ändrat" in run("importobservations", file, "--lab", lab.slug)[0]


def test_fetching_from_the_command_line():
    lab = make_lab()
    make_followed(lab=lab, key="riktigt", code="N00000")
    make_unit(code="0080", name="Riktig region", is_demo=False)
    page = kolada_page(kolada_row(figure(40), kpi="N00000", unit="0080"))
    with source(lambda *args: ok(page)) as (base, asked):
        arguments = ("fetchkolada", "--lab", lab.slug, "--kpi", "N00000", "--years", "2023-2024", "--base", base)
        said, _err = run(*arguments, "--dry-run")
        assert "1 nytt värde" in said and not Observation.objects.exists() and Snapshot.objects.count() == 1
        assert "Inläst" in run(*arguments)[0]
        assert sum(asked.values()) == 1  # the page that was fetched first is not asked for again
    assert Observation.objects.get().value == 40
    with pytest.raises(CommandError, match="inget år"):
        run("fetchkolada", "--lab", lab.slug, "--kpi", KPI, "--years", "i fjol")
