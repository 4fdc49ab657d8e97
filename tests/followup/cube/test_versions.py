"""A new version of an indicator does not undo what an earlier one has hidden, nor tell one person by the difference."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from followup.actions.releasing import release
from followup.enums import IndicatorKind
from followup.models import Observation
from tests.factories import NOON
from tests.followup.sample import make_batch, make_indicator, make_indicator_version, make_observations

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
OTHERS = {"numerator": "De som fick ett samtal", "denominator": "Alla som sökt", "population": "Alla vuxna"}


@pytest.fixture
def first():
    return make_indicator_version(indicator=make_indicator(kind=IndicatorKind.REGISTER))


@pytest.fixture
def told(first):
    """Figures of a version become a release, a day after the one before."""
    batch = make_batch(lab=first.indicator.lab)
    day = [0]

    def tell(version, **by_sex):
        day[0] += 2
        at = NOON + timedelta(days=day[0])
        Observation.objects.filter(version=version, replaced_at=None).update(replaced_at=at)
        for sex, figure in by_sex.items():
            make_observations(version=version, figures=[("2024-01", *figure)], sex=sex, batch=batch, at=at)
        made = release(version=version, by=None, at=at + timedelta(days=1))
        rows = [row for unit in made.units.all() for row in unit.cells]
        return {(row[0], row[1]): (row[3], row[5], row[6]) for row in rows}

    return tell


def second(first, **fields):
    return make_indicator_version(indicator=first.indicator, number=2, what_changed="Ny källa", **fields)


HIDDEN = ("hidden", None, None)


def test_one_person_more_is_not_told_by_the_next_version(first, told):
    told(first, T=(20, 43))
    assert told(second(first), T=(21, 44)) == {("2024-01", "T"): ("shown", 20, 43)}
    assert audited() == 0


def test_what_one_version_hid_the_next_does_not_tell(first, told):
    """The women were hidden for the sake of three men. With the men left out of the file they would be told."""
    told(first, T=(20, 43), K=(19, 40), M=(1, 3))
    found = told(second(first), K=(19, 40))
    assert found[("2024-01", "K")] == HIDDEN
    assert audited() == 0


def test_a_total_that_only_the_former_told_is_reckoned_with(first, told):
    told(first, T=(20, 43))
    assert told(second(first), K=(19, 40), M=(1, 3)) == {("2024-01", "K"): HIDDEN, ("2024-01", "M"): HIDDEN}
    assert audited() == 0


def test_also_under_other_words_when_the_figures_are_the_same(first, told):
    told(first, T=(20, 43), K=(19, 40), M=(1, 3))
    later = second(first, numerator="De som slapp det.")
    assert told(later, T=(20, 43), K=(19, 40))[("2024-01", "K")] == HIDDEN


def test_what_counts_something_else_stands_by_itself(first, told):
    told(first, T=(20, 43))
    assert told(second(first, **OTHERS), T=(21, 44)) == {("2024-01", "T"): ("shown", 21, 44)}
    assert audited() == 0


def test_a_larger_least_group_holds_for_what_is_told_from_now_on(first, told):
    told(first, T=(6, 13))
    later = second(first, k=10)
    assert told(later, T=(6, 13)) == {("2024-01", "T"): HIDDEN}
    assert told(later, T=(6, 13)) == {("2024-01", "T"): HIDDEN}
    assert audited() == 0


def test_the_same_again_is_the_same_and_releases_are_numbered_by_version(first, told):
    assert told(first, T=(20, 43)) == told(second(first), T=(20, 43))
    assert [row.releases.get().number for row in first.indicator.versions.all()] == [1, 1]


def audited():
    try:
        call_command("auditcube", stdout=StringIO())
    except SystemExit as end:
        return end.code
    return 0
