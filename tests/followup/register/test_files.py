"""The register as a file: written and read the same, read in whole or not at all; Kolada's key figures as drafts."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup.actions.register_reading import bad_file, looked_at, read_in
from followup.analysis import register_file
from followup.analysis.kpis import read_kpis
from followup.analysis.register_file import CHARTS, LEVELS, PARTS, SOURCES, NoRegister, Rows, blank, read, write
from followup.enums import (
    Frequency,
    IndicatorKind,
    Logic,
    Polarity,
    QualityArea,
    RiskArea,
    SourceKind,
    Standardisation,
    UnitKind,
    ValueType,
)
from followup.forms.register_versions import CHARTS as FORM_CHARTS
from followup.models import Indicator, IndicatorVersion, Target
from followup.queries.register_document import document
from hlab.core.errors import RuleBroken
from hlab.labs.enums import FocusShift
from tests.factories import NOON, make_lab
from tests.followup.sample import make_indicator, make_indicator_version, make_target
from tests.need import missing

BY = {"by": None, "at": NOON}
TODAY = date(2026, 3, 1)


def _text(most: int, least: int = 0):
    """Words as they are after they have been tidied."""
    return st.text('abåäö é"\\{漢😀', min_size=least, max_size=min(most, 6)).map(
        lambda text: text.strip() or "a" * least
    )


def _value(shape):
    match shape:
        case register_file.Text(most=most, required=required):
            return _text(most, 1 if required else 0)
        case register_file.Code(values=values):
            return st.sampled_from(values)
        case register_file.Whole(least=least, most=most):
            return st.integers(least, most)
        case register_file.Number(required=required):
            number = st.floats(allow_nan=False, allow_infinity=False)
            return number if required else st.none() | number
        case register_file.Flag():
            return st.booleans()
        case register_file.Words(values=values):
            return st.lists(st.sampled_from(values) if values else _text(5, 1), unique=True, max_size=3)
        case register_file.Rows(of=of, least=least):
            return st.lists(_part(of), min_size=least, max_size=2)
    day = st.dates().map(lambda one: one.isoformat())
    return day if shape.required else st.none() | day


def _part(name: str):
    return st.fixed_dictionaries({field: _value(shape) for field, shape in PARTS[name].items()})


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(st.lists(_part("indicator"), max_size=1))
def test_what_is_written_is_read_the_same(rows):
    found = read(write(rows))
    between = {"twice", "draft_not_last", "missing"}
    assert found.indicators == rows and {one.code for one in found.findings} <= between
    jsonschema.validate(json.loads(write(rows)), register_file.schema())


def test_the_codes_of_the_file_are_those_of_the_register():
    version, indicator = PARTS["version"], PARTS["indicator"]
    same = {
        "value_type": ValueType, "polarity": Polarity, "logic": Logic, "frequency": Frequency,
        "standardisation": Standardisation, "quality_area": QualityArea, "risk_area": RiskArea,
    }  # fmt: skip
    for name, choices in same.items():
        assert set(version[name].values) - {""} == set(choices.values), name
    assert set(indicator["kind"].values) == set(IndicatorKind.values)
    assert set(version["shifts"].values) == set(FocusShift.values)
    assert set(LEVELS) == set(UnitKind.values) and set(SOURCES) == set(SourceKind.values)
    assert set(CHARTS) == {code for code, _words in FORM_CHARTS}


def test_every_column_with_words_is_in_the_file():
    from followup.actions.versions import FIELDS

    assert {*FIELDS, "number", "published"} == set(PARTS["version"])
    for part, model in (("version", IndicatorVersion), ("target", Target)):
        for name, shape in PARTS[part].items():
            if isinstance(shape, register_file.Text) and name != "uncertainty_by":
                assert shape.most == model._meta.get_field(name).max_length, name


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"", "empty"), (b"{", "not_json"), (b"[]", "not_a_register"), (b'{"format": "annat"}', "not_a_register"),
     (b'{"format": "halsolabb-matt", "version": 2, "indicators": []}', "newer"),
     (b'{"format": "halsolabb-matt", "version": true, "indicators": []}', "not_a_register"),
     (b"NaN", "not_json"), (b"\xff\xfe", "not_json"), (b"[" * 5000, "not_json"), (b" " * 5_000_001, "too_large")],
)  # fmt: skip
def test_a_file_that_is_no_register(raw, code):
    with pytest.raises(NoRegister) as bad:
        read(raw)
    assert bad.value.code == code and bad_file(bad.value)


def _whole() -> dict:
    version = blank("version") | {"title": "Ett", "logic": "service", "valid_from": "2026-01-01"}
    return blank("indicator") | {
        "key": "ett", "kind": "prem", "owner": "Vi", "review_by": "2027-01-01", "versions": [version],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"key": ""}, "missing", "key"), ({"kind": "annat"}, "unknown_code", "kind"),
        ({"owner": 3}, "wrong_kind", "owner"),
        ({"owner": "x" * 161}, "too_long", "owner"),
        ({"review_by": "i vår"}, "wrong_kind", "review_by"),
        ({"versions": []}, "too_few", "versions"), ({"codes": "U1"}, "wrong_kind", "codes"),
        ({"codes": [3]}, "wrong_kind", ""), ({"ended_on": "2026-01-01"}, "missing", "ended_reason"),
        ({"targets": [{"value": "80", "valid_from": "2026-01-01", "source": "x"}]}, "wrong_kind", "value"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_said_with_its_place(change, code, field):
    data = {"format": "halsolabb-matt", "version": 1, "indicators": [_whole() | change]}
    faults = read(json.dumps(data).encode()).faults
    assert (code, field) in {(one.code, one.field) for one in faults}
    assert all(one.where.startswith("indicators[1]") for one in faults)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"k": 4}, "out_of_range"), ({"decimals": 1.5}, "wrong_kind"), ({"ages": "18-29"}, "wrong_kind"),
     ({"levels": ["by"]}, "unknown_code"), ({"polarity": "range"}, "missing"), ({"has_sex": 1}, "wrong_kind")],
)  # fmt: skip
def test_what_is_wrong_in_a_version_is_said_too(change, code):
    row = _whole()
    row["versions"][0] |= change
    found = read(json.dumps({"format": "halsolabb-matt", "version": 1, "indicators": [row]}).encode())
    assert code in {one.code for one in found.faults}


def test_what_is_unknown_is_left_out_and_told():
    row = _whole() | {"färg": "grön"}
    found = read(json.dumps({"format": "halsolabb-matt", "version": 1, "indicators": [row]}).encode())
    assert not found.faults and [one.code for one in found.findings] == ["unknown_field"]


# --- Into the register ---------------------------------------------------------------------------


@pytest.fixture
def register(lab):
    """Two indicators, one in two versions and replaced by the other, with all that is around them."""
    from followup.actions import indicators, targets

    new = make_indicator(lab=lab, key="nytt")
    make_indicator_version(indicator=new, ages=["18-64", "65+"], shifts=["proactive"], decimals=1)
    old = make_indicator(lab=lab, key="gammalt", ended_on=TODAY, ended_reason="Slut.", replaced_by=new)
    make_indicator_version(indicator=old, valid_to=date(2021, 12, 31), polarity="range", range_low=1.5, range_high=2.0)
    make_indicator_version(indicator=old, number=2, published=False, valid_from=date(2022, 1, 1), uncertainty_by=new)
    make_target(indicator=new)
    indicators.add_code(indicator=new, source="kolada", code="00144", **BY)
    targets.add_break(indicator=new, on=TODAY, what="Nytt system.", **BY)
    return lab


def _renamed(rows: list[dict]) -> list[dict]:
    """The same under other addresses, as if it came from somewhere else."""
    out = deepcopy(rows)
    for row in out:
        row["key"] += "-2"
        row["replaced_by"] = f"{row['replaced_by']}-2" if row["replaced_by"] else ""
        for version in row["versions"]:
            version["uncertainty_by"] = f"{version['uncertainty_by']}-2" if version["uncertainty_by"] else ""
    return out


@pytest.mark.django_db
def test_a_register_that_is_taken_along_comes_out_the_same(register):
    there, rows = make_lab(), _renamed(document(register))
    taken = read_in(lab=there, found=read(write(rows)), publishes=True, **BY)
    assert [one.key for one in taken.made] == ["gammalt-2", "nytt-2"] and document(there) == rows
    again = read_in(lab=there, found=read(write(rows)), publishes=True, **BY)
    assert (again.made, again.same, again.kept) == ([], ["gammalt-2", "nytt-2"], [])
    assert write(document(there)) == write(rows)


@pytest.mark.django_db
def test_without_the_right_to_publish_the_last_version_comes_along_as_a_draft(register):
    there = make_lab()
    taken = read_in(lab=there, found=read(write(_renamed(document(register)))), **BY)
    versions = IndicatorVersion.objects.filter(indicator__lab=there)
    assert [(row.number, row.published_at) for row in versions] == [(1, None)] * 2
    assert {one.code for one in taken.findings} == {"last_only"}


@pytest.mark.django_db
def test_what_is_there_is_left_as_it_is(register):
    rows = document(register)
    rows[1]["owner"] = "Någon annan"
    taken = read_in(lab=register, found=read(write(rows)), publishes=True, **BY)
    assert (taken.made, taken.same, taken.kept) == ([], ["gammalt"], ["nytt"])
    assert Indicator.objects.get(key="nytt").owner != "Någon annan"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"replaced_by": "finns-inte"}, {"versions": [blank("version") | {"ages": ["gamla"], "title": "x",
               "logic": "service", "valid_from": "2026-01-01"}]}],
)  # fmt: skip
def test_one_fault_and_nothing_is_read_in(lab, change):
    rows = [_whole(), _whole() | {"key": "två"} | change]
    with pytest.raises(RuleBroken, match="Inget är inläst"):
        read_in(lab=lab, found=read(write(rows)), publishes=True, **BY)
    assert not Indicator.objects.exists()


KPIS = [
    {"id": "X00144", "title": "Sådant som räknas, andel (%).", "description": "Hur det räknas. Källa: Ett register.",
     "is_divided_by_gender": True, "municipality_type": "L", "_our_direction": "higher", "perspective": "Annat"},
    {"id": "X2", "title": "Sådant, antal/100 000 inv", "description": None, "municipality_type": "K"},
    {"id": "X3", "title": "Volymen, antal", "municipality_type": "A", "_our_direction": "neutral"},
]  # fmt: skip


def test_key_figures_become_drafts_and_nothing_is_made_up():
    found = read_kpis(json.dumps({"values": KPIS}).encode(), owner="Vi", review_by=TODAY, today=TODAY)
    first, second, third = (row["versions"][0] for row in found.indicators)
    assert found.indicators[0]["codes"] == [{"source": "kolada", "code": "X00144"}]
    assert (first["value_type"], first["multiplier"], first["register_name"]) == ("proportion", 100, "Ett register")
    assert (first["polarity"], first["levels"], first["has_sex"]) == ("higher", ["country", "region"], True)
    assert (second["unit_label"], second["multiplier"], second["polarity"]) == (
        "per 100 000 invånare",
        100000,
        "neutral",
    )
    assert (third["logic"], third["polarity"], third["value_type"]) == ("production", "neutral", "count")
    for version in (first, second, third):
        assert not version["published"] and version["is_open"]
        assert version["question"] == version["numerator"] == version["limitations"] == ""


@pytest.mark.parametrize(
    ("row", "code"),
    [({"id": 144, "title": "x"}, "wrong_kind"), ({"id": "X1", "title": ""}, "missing"),
     ({"id": "X00144", "title": "x"}, "twice"), ({"id": "X9", "title": "x" * 201}, "shortened")],
)  # fmt: skip
def test_key_figures_that_are_wrong_are_named(row, code):
    found = read_kpis(json.dumps([*KPIS, row]).encode(), owner="Vi", review_by=TODAY, today=TODAY)
    assert [(one.code, one.where) for one in found.findings] == [(code, "[4]")]


@pytest.mark.django_db
def test_key_figures_are_found_by_their_code_the_second_time(lab):
    raw = json.dumps(KPIS).encode()
    first = read_in(lab=lab, found=looked_at(raw, owner="Vi", today=TODAY), **BY)
    second = read_in(lab=lab, found=looked_at(raw, owner="Vi", today=TODAY), **BY)
    assert len(first.made) == 3 and (second.made, len(second.same + second.kept)) == ([], 3)
    assert Indicator.objects.get(external_ids__code="X00144").lab == lab
    other = read_in(lab=make_lab(), found=looked_at(raw, owner="Vi", today=TODAY), **BY)
    assert [one.key for one in other.made] == ["kolada-x00144-2", "kolada-x2-2", "kolada-x3-2"]


# --- By command ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_commands_write_and_read(register, tmp_path, capsys):
    path, there = tmp_path / "matt.json", make_lab()
    call_command("exportindicators", register.slug, output=path)
    assert path.read_bytes() == write(document(register))
    call_command("exportindicators", register.slug)
    assert capsys.readouterr().out.encode() == path.read_bytes()
    call_command("importindicators", path, lab=there.slug, dry_run=True)
    assert "Torrkörning" in capsys.readouterr().out and not Indicator.objects.filter(lab=there).exists()
    for said in ("Nya: 2. Fanns redan: 0.", "Nya: 0. Fanns redan: 2."):
        call_command("importindicators", path, lab=there.slug)
        assert said in capsys.readouterr().out


@pytest.mark.django_db
def test_commands_say_what_is_wrong(lab, tmp_path):
    path = tmp_path / "fel.json"
    path.write_bytes(b"{")
    for args, words in (
        ((path, lab.slug), "inte JSON"), ((tmp_path / "inget.json", lab.slug), "finns inte"),
        ((path, "inget"), lab.slug), ((tmp_path, lab.slug), "finns inte"),
    ):  # fmt: skip
        with pytest.raises(CommandError, match=words):
            call_command("importindicators", args[0], lab=args[1])
    with pytest.raises(CommandError, match="går inte att skriva"):
        call_command("exportindicators", lab.slug, output=tmp_path)


def test_a_list_of_rows_is_a_part_of_its_own():
    assert {shape.of for shapes in PARTS.values() for shape in shapes.values() if isinstance(shape, Rows)} < set(PARTS)


@pytest.mark.django_db
def test_the_national_list_becomes_drafts_with_every_code_kept(lab):
    path = Path(__file__).resolve().parents[4] / "shared" / "data" / "kolada" / "naravard_kpi_shortlist.json"
    if not path.is_file():
        missing("reference", "../shared/data saknas")
    raw = path.read_bytes()
    taken = read_in(lab=lab, found=looked_at(raw, owner="Vi", today=TODAY), publishes=True, **BY)
    told = {row["id"]: row for row in json.loads(raw)}
    rows = document(lab)
    assert len(taken.made) == len(told) == len(rows)
    for row in rows:
        (code,), (version,) = row["codes"], row["versions"]
        official = told[code["code"]]
        assert version["definition"] == official["description"].strip() and not version["published"]
        assert version["has_sex"] == official["is_divided_by_gender"]
        wished = official["_our_direction"]
        assert version["polarity"] == (wished if wished in ("higher", "lower") else "neutral")
    assert read_in(lab=lab, found=looked_at(raw, owner="Vi", today=TODAY), **BY).made == []
