"""What the answers are made with, as it has been decided."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from followup.enums import DecisionKind, IndicatorKind, Polarity, UnitKind
from followup.models import ChartDecision, KnownBreak
from followup.queries.following import decided, definitions
from tests.factories import NOON
from tests.followup.sample import make_indicator, make_indicator_version, make_release, make_target, make_unit

pytestmark = pytest.mark.django_db


def decide(version, unit, **fields):
    facts = {
        "at": NOON,
        "kind": DecisionKind.REBASE,
        "period": "2025-01",
        "reason": "Nytt arbetssätt",
        "decided_by": "Styrgruppen",
    }
    return ChartDecision.objects.create(indicator=version.indicator, unit=unit, **(facts | fields))


def test_targets_of_the_level_and_of_every_level_are_the_aims():
    version, region = make_indicator_version(), make_unit()
    make_target(indicator=version.indicator, value=70, level=UnitKind.REGION)
    make_target(indicator=version.indicator, value=80)
    make_target(indicator=version.indicator, value=60, level=UnitKind.MUNICIPALITY)
    make_target(indicator=version.indicator, value=90, withdrawn_at=NOON, level="")
    found = definitions([version], [region])[version.pk, region.pk]
    assert [aim.value for aim in found.aims] == [80, 70]  # of the same day the level's own comes last, and counts


def test_breaks_and_decisions_that_stand_come_along():
    version, unit = make_indicator_version(), make_unit()
    KnownBreak.objects.create(indicator=version.indicator, on=date(2025, 1, 1), what="Ny fråga", added_at=NOON)
    KnownBreak.objects.create(
        indicator=version.indicator, on=date(2024, 1, 1), what="Fel", added_at=NOON, withdrawn_at=NOON
    )
    decide(version, unit)
    decide(version, unit, period="2025-06", withdrawn_at=NOON, withdrawn_reason="Fel månad")
    decide(version, make_unit(code="X2", name="Region Två"), period="2025-02")
    decide(version, unit, sex="K", period="2025-03")
    found = decided([version], [unit])
    everybody, women = found.of(version, unit), found.of(version, unit, sex="K")
    assert [one.what for one in everybody.breaks] == ["Ny fråga"]
    assert [one.period for one in everybody.decisions] == ["2025-01"]
    assert everybody.decisions[0].at == timezone.localdate(NOON)
    assert [one.period for one in women.decisions] == ["2025-03"]


def test_only_a_register_counts_everybody_and_a_range_comes_with_its_ends():
    unit = make_unit()
    asked = make_indicator_version()
    counted = make_indicator_version(
        indicator=make_indicator(key="vantan", kind=IndicatorKind.REGISTER, lab=asked.indicator.lab),
        polarity=Polarity.RANGE, range_low=2, range_high=5,
    )  # fmt: skip
    found = definitions([asked, counted], [unit])
    assert not found[asked.pk, unit.pk].full_count
    assert found[counted.pk, unit.pk].full_count
    assert found[counted.pk, unit.pk].spread == (2, 5)


@pytest.mark.parametrize("n", [1, 20])
def test_three_queries_however_many(n, django_assert_num_queries):
    version = make_indicator_version()
    units = [make_unit(code=f"X{i}", name=f"Region {i}") for i in range(n)]
    for unit in units:
        decide(version, unit)
    with django_assert_num_queries(3):
        assert len(definitions([version], units)) == n


def test_a_chart_is_drawn_with_what_stood_when_its_release_was_made():
    version, unit = make_indicator_version(), make_unit()
    release = make_release(version=version, figures={})
    day = timedelta(days=1)
    make_target(indicator=version.indicator, value=80, at=NOON - day, withdrawn_at=NOON + day)
    make_target(indicator=version.indicator, value=90, at=NOON + day)
    decide(version, unit, at=NOON + day)
    decide(version, unit, at=NOON - day, period="2025-06", withdrawn_at=NOON + day, withdrawn_reason="Fel månad")
    then = definitions([version], [unit], releases={version.pk: release})[version.pk, unit.pk]
    now = definitions([version], [unit])[version.pk, unit.pk]
    assert ([aim.value for aim in then.aims], [one.period for one in then.decisions]) == ([80], ["2025-06"])
    assert ([aim.value for aim in now.aims], [one.period for one in now.decisions]) == ([90], ["2025-01"])
