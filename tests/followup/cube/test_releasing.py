"""A release as an act: kept once, whole or not at all, with its answers."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from followup.actions.releasing import JOB, ask_for_release, count, release
from followup.analysis.cells import Cell, of_frequency
from followup.enums import IndicatorKind, UnitKind, ValueType
from followup.models import Observation, Published, Release, Verdict
from followup.queries.published import current_versions, latest_releases, told
from hlab.core.errors import RuleBroken
from hlab.core.jobs import run
from hlab.core.models import AuditEvent, Job
from tests.factories import NOON, make_member
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


@pytest.fixture
def version():
    return make_indicator_version(indicator=make_indicator(kind=IndicatorKind.REGISTER))


@pytest.fixture
def batch(version):
    return make_batch(lab=version.indicator.lab)


@pytest.fixture
def figures(version, batch):
    """{sex: (numerator, denominator)} of a period become observations."""

    def make(period="2024-01", unit=None, at=NOON, **by_sex):
        for sex, (above, below) in by_sex.items():
            make_observations(
                version=version, unit=unit, figures=[(period, above, below)], sex=sex, batch=batch, at=at
            )  # fmt: skip

    return make


def cells(made):
    return {
        (row.unit.code, sex): state for row in made.units.order_by("unit") for _p, sex, _a, state, *_rest in row.cells
    }


def test_a_release_and_what_it_says(version, figures):
    figures(T=(20, 43), K=(19, 40), M=(1, 3))
    user = make_member(lab=version.indicator.lab, role="lead")
    made = release(version=version, by=user, at=LATER)
    assert (made.number, made.k, made.totals) == (1, 5, {"shown": 1, "hidden": 2, "missing": 0})
    assert cells(made) == {("X1", "T"): "shown", ("X1", "K"): "hidden", ("X1", "M"): "hidden"}
    assert made.made_by == user and made.as_of == LATER and made.settings["group_k"] == 5
    verdict = made.verdicts.get()
    assert (verdict.sex, verdict.age) == ("T", "") and verdict.heading == "unknown" and verdict.heading_why
    event = AuditEvent.objects.get(act="figures.released")
    assert event.facts == {"number": 1, "shown": 1, "hidden": 2} and event.lab_id == version.indicator.lab_id


def test_no_hidden_number_is_anywhere_in_what_is_kept(version, figures):
    figures(T=(20, 43), K=(19, 40), M=(1, 3))
    made = release(version=version, by=None, at=LATER)
    for row in Published.objects.get(release=made).cells:
        assert row[3] == "shown" or row[4:] == [None, None, None, "protects"]
    assert "40" not in str(list(Verdict.objects.values_list("facts", flat=True)))


def test_the_same_number_again_gives_what_is_there(version, figures):
    figures(T=(20, 43))
    one = release(version=version, number=1, by=None, at=LATER)
    assert release(version=version, number=1, by=None, at=LATER) == one and Release.objects.count() == 1
    with pytest.raises(RuleBroken) as broken:
        release(version=version, number=3, by=None, at=LATER)
    assert broken.value.status == 409


def test_what_was_hidden_stays_so_and_what_was_shown_too(version, figures):
    figures(T=(20, 43), K=(19, 40), M=(1, 3))
    release(version=version, by=None, at=LATER)
    last = LATER + timedelta(days=2)
    Observation.objects.filter(sex__in="KM").update(replaced_at=LATER + timedelta(days=1))
    figures(at=LATER + timedelta(days=1), K=(10, 23), M=(10, 20))
    made = release(version=version, by=None, at=last)
    assert cells(made) == {("X1", "T"): "shown", ("X1", "K"): "hidden", ("X1", "M"): "hidden"}


def test_a_revision_of_one_person_is_not_told(version, figures):
    figures(T=(20, 43))
    release(version=version, by=None, at=LATER)
    Observation.objects.update(replaced_at=LATER + timedelta(days=1))
    figures(at=LATER + timedelta(days=1), T=(21, 44))
    made = release(version=version, by=None, at=LATER + timedelta(days=2))
    assert made.settings["kept"] == 1 and made.units.get().cells[0][5:7] == [20, 43]
    third = release(version=version, by=None, at=LATER + timedelta(days=3))
    assert third.units.get().cells[0][5:7] == [20, 43]
    assert _audit() == 0


def test_what_people_say_of_their_care_has_ten_in_a_group():
    version = make_indicator_version()
    batch = make_batch(lab=version.indicator.lab)
    for sex, figure in {"T": (10, 18), "K": (5, 9), "M": (5, 9)}.items():
        make_observations(version=version, figures=[("2024-01", *figure)], sex=sex, batch=batch)
    made = release(version=version, by=None, at=LATER)
    assert cells(made) == {("X1", "T"): "shown", ("X1", "K"): "hidden", ("X1", "M"): "hidden"}
    assert made.settings["group_k"] == 10


def test_units_of_a_tree(version, figures):
    region = make_unit(code="R1", name="Region", kind=UnitKind.REGION)
    small, large = (make_unit(code=f"M{n}", name=f"Kommun {n}", kind="municipality", parent=region) for n in (1, 2))
    for unit, figure in ((region, (40, 84)), (small, (1, 4)), (large, (39, 80))):
        figures(unit=unit, T=figure)
    assert cells(release(version=version, by=None, at=LATER)) == {
        ("R1", "T"): "shown", ("M1", "T"): "hidden", ("M2", "T"): "hidden",
    }  # fmt: skip


@pytest.mark.parametrize("case", ["draft", "empty", "all missing", "uncounted"])
def test_what_cannot_be_released_says_what_to_do(case):
    version = make_indicator_version(published=case != "draft")
    if case == "all missing":
        make_observations(version=version, figures=[("2024-01", None)])
    if case == "uncounted":
        make_observations(version=version, figures=[("2024-01", 41.0)])
    with pytest.raises(RuleBroken) as broken:
        release(version=version, by=None, at=LATER)
    assert str(broken.value).endswith(".") and not Release.objects.exists()


def test_what_the_source_has_made_public_already_is_shown():
    version = make_indicator_version(is_open=True, value_type=ValueType.RATE)
    make_observations(version=version, figures=[("2024-01", 3.0), ("2024-02", None), ("2024-03", 0.0)])
    made = release(version=version, by=None, at=LATER)
    assert [row[3:5] for row in made.units.get().cells] == [["shown", 3.0], ["missing", None], ["shown", 0.0]]


def test_looking_beforehand_writes_nothing_and_says_the_same(version, figures):
    figures(T=(20, 43), K=(19, 40), M=(1, 3))
    before = count(version).cube
    assert not Release.objects.exists()
    assert release(version=version, by=None, at=LATER).totals == before.totals and before.why == {
        "small": 1,
        "protects": 1,
    }


def test_everyone_reads_it_through_the_one_door(version, figures):
    figures(T=(20, 43))
    release(version=version, by=None, at=LATER)
    releases = latest_releases(current_versions([version.indicator_id])[version.indicator_id].pk for _n in "x")
    (found,) = told(releases.values()).values()
    assert found.verdict.position == "unknown" and found.cells[0].value == pytest.approx(100 * 20 / 43)


class TestJob:
    def test_it_is_asked_for_once(self, version, figures, django_capture_on_commit_callbacks):
        figures(T=(20, 43))
        user = make_member(lab=version.indicator.lab, role="lead")
        one = ask_for_release(version=version, number=1, by=user, at=LATER)
        assert ask_for_release(version=version, number=1, by=user, at=LATER) == one
        with pytest.raises(RuleBroken):
            ask_for_release(version=version, number=2, by=user, at=LATER)

    def test_twice_is_once(self, version, figures):
        figures(T=(20, 43))
        user = make_member(lab=version.indicator.lab, role="lead")
        for _n in range(2):
            job = Job.objects.create(
                name=JOB, params={"version": version.pk, "number": 1, "user": user.pk}, asked_by="", created_at=NOON
            )
            run(job.pk)
            job.refresh_from_db()
            assert job.state == "done" and "1 uppgifter visas" in job.message
        assert Release.objects.count() == 1 and Release.objects.get().made_by == user

    def test_one_that_cannot_be_made_says_why(self, version):
        job = Job.objects.create(
            name=JOB, params={"version": version.pk, "number": 1, "user": None}, asked_by="", created_at=NOON
        )
        run(job.pk)
        job.refresh_from_db()
        assert job.state == "failed" and "Läs in en fil" in job.message


class TestAudit:
    def test_all_is_well(self, version, figures, capsys):
        figures(T=(20, 43), K=(19, 40), M=(1, 3))
        release(version=version, by=None, at=LATER)
        out = StringIO()
        call_command("auditcube", stdout=out)
        assert "3 uppgifter, 2 dolda, 0 kan räknas ut" in out.getvalue()

    def test_a_hole_is_found(self, version, figures):
        figures(T=(20, 43), K=(19, 40), M=(1, 3))
        unit = make_unit()
        shown = [
            Cell("2024-01", "shown", 100 * 20 / 43, 20, 43), Cell("2024-01", "shown", 100 * 19 / 40, 19, 40, sex="K"),
            Cell("2024-01", "hidden", sex="M"),
        ]  # fmt: skip
        make_release(version=version, figures={unit: shown}, at=LATER)
        assert _audit() == 1 and _audit("--indicator", version.indicator.key) == 1

    def test_an_unknown_indicator(self):
        with pytest.raises(CommandError):
            call_command("auditcube", indicator="finns-inte", stdout=StringIO())


def test_a_year_beside_its_months_is_not_of_the_series():
    months = [Cell(f"2024-{n:02}", "shown", 1.0) for n in (1, 2)]
    year = Cell("2024", "shown", 1.0)
    assert of_frequency([year, *months], "month") == months and of_frequency([year], "month") == [year]
    assert date(2024, 1, 1)


def _audit(*arguments):
    try:
        call_command("auditcube", *arguments, stdout=StringIO())
    except SystemExit as ended:
        return ended.code
    return 0
