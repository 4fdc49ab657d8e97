"""Numbers as people read them. A target is told as it was set, however few decimals the values have."""

from __future__ import annotations

import pytest

from followup.models import IndicatorVersion
from followup.words.numbers import aimed, amount, decimals_in, spread


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [(80.5, 0, "80,5 %"), (80.0, 0, "80 %"), (80.0, 1, "80,0 %"), (12.25, 1, "12,25 %"), (0.1 + 0.2, 0, "0,3 %")],
)
def test_a_target_is_not_rounded(value, decimals, words):
    version = IndicatorVersion(decimals=decimals, unit_label="%")
    assert aimed(value, version).replace("\N{NO-BREAK SPACE}", " ") == words


def test_both_ends_of_a_range_have_as_many_decimals():
    version = IndicatorVersion(decimals=0, unit_label="dagar")
    assert spread(20, 30.5, version).replace("\N{NO-BREAK SPACE}", " ") == "20,0\N{EN DASH}30,5 dagar"


def test_a_third_ends_at_six():
    assert decimals_in(1 / 3) == 6


@pytest.mark.parametrize(
    ("value", "aim", "words"),
    [
        (79.6, 80.0, "79,6 %"),
        (79.996, 80.0, "80,00 %"),
        (80.0, 80.0, "80 %"),
        (62.3, 80.0, "62 %"),
        (79.6, None, "80 %"),
    ],
)
def test_a_value_is_never_written_as_the_target_that_it_is_not(value, aim, words):
    version = IndicatorVersion(decimals=0, unit_label="%")
    assert amount(value, version, beside=aim).replace("\N{NO-BREAK SPACE}", " ") == words
