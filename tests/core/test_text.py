"""Folding, tidying, and the warning for what may point at someone."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlab.core.text import fold, looks_personal, tidy

AROUND = st.text(alphabet=string.ascii_letters + "åäöÅÄÖ !?", max_size=20)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Björk 27", "bjork27"),
        ("BJORK27", "bjork27"),
        (" bjo\u0308rk-27 ", "bjork27"),
        ("björk\u00a027", "bjork27"),
        ("ÅÄÖ åäö", "aaoaao"),
        ("Øre Ærlig", "orearlig"),
        ("Straße", "strasse"),
        ("🌲27", "27"),
        ("", ""),
    ],
)
def test_codes_are_the_same_however_they_are_typed(typed, code):
    assert fold(typed) == code


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded.isalnum() or folded == ""


@given(st.text(alphabet=string.ascii_letters + string.digits + "åäöÅÄÖ -", max_size=30))
def test_case_and_blanks_do_not_matter(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text.replace(" ", ""))


def test_what_one_wrote_stays_as_one_wrote_it():
    assert tidy("  <script>x</script>\r\nמה שלומך 👩‍👧 5 < 6 & 7  ") == "<script>x</script>\nמה שלומך 👩‍👧 5 < 6 & 7"


def test_what_cannot_be_seen_goes_away():
    assert tidy("a\u0000b\u200bc\ufeff\u0007d\r\n") == "abcd"
    assert tidy("\u200b \n\t\ufeff ") == ""


@given(st.text(max_size=200))
def test_tidying_twice_is_tidying_once(text):
    once = tidy(text)
    assert tidy(once) == once
    assert "\x00" not in once
    assert "\r" not in once


@pytest.mark.parametrize(
    "written",
    [
        "811218-9876", "8112189876", "19811218-9876", "198112189876", "811218 9876", "811218 - 9876", "811218–9876",
        "811218\u00a09876", "811218+9876", "1981-12-18-9876", "19811218 9876", "1981 12 18 9876", "pnr:811218-9876.",
        "tel.811218-9876", "(811218-9876)", "701063-2391", "19701063-2391", "８１１２１８-９８７６",
    ],
)  # fmt: skip
def test_personal_and_coordination_numbers_are_noticed(written):
    assert looks_personal(f"Min mamma har {written} och väntar") == ["personnummer"]


@pytest.mark.parametrize(
    "written",
    [
        "0733234567", "070-123 45 67", "070 123 45 67", "08-123 456", "08-12 34 56", "0911-123 45", "+46 70 123 45 67",
        "+46701234567", "0046 70 1234567", "+46 (0)70 123 45 67", "+47 22 12 34 56", "070–123 45 67", "tel.0769234567",
    ],
)  # fmt: skip
def test_phone_numbers_are_noticed(written):
    assert looks_personal(f"Ring mig på {written} i morgon") == ["phone"]


def test_ten_digits_that_could_be_either_are_said_to_be_both():
    assert looks_personal("0701234567") == ["personnummer", "phone"]


@pytest.mark.parametrize("written", ["anna@exempel.se", "a.b+c@sub.exempel.co.uk", "ÅSA@exempel.se", "<x@y.nu>"])
def test_email_is_noticed(written):
    assert looks_personal(f"Skriv till {written}.") == ["email"]


def test_each_kind_is_told_once_and_together():
    text = "811218-9876, 811218-9876, anna@exempel.se, 070-123 45 67"
    assert looks_personal(text) == ["personnummer", "email", "phone"]


@pytest.mark.parametrize(
    "written",
    [
        "Ring 112 vid fara för liv, 1177 för råd, 90101 för stöd, 116 111 för barn",
        "Det var 2024-05-12, eller 12 maj 2024, eller 01-02-2024, kl. 08.30",
        "2024-05-12 1430 och 2024-05-12 14:30",
        "Öppet 08.30–16.30 och 0830-1630, måndag 08-17",
        "2019 2020 2021 2022 och 2023-2024",
        "Det kostade 1 210 101 200 kr, eller 1201150000 kr, eller 12 500 000 kronor",
        "0,12345678 och 3.14159265358979",
        "Vi var 40 personer, 31 av 40 höll med, 78 procent",
        "Organisationsnummer 556012-5790",
        "Telefonen är @hemma, pris 5@10",
        "Rum 0123, plan 08, sida 100 av 2000",
        "",
    ],
)
def test_years_times_sums_and_helplines_are_no_alarm(written):
    assert looks_personal(written) == []


@given(
    before=AROUND, after=AROUND, year=st.integers(1900, 2026), month=st.integers(1, 12), day=st.integers(1, 28),
    last=st.integers(1, 9999), coordination=st.booleans(), century=st.booleans(),
    mark=st.sampled_from(["", "-", " ", "+", "–", " - "]),
)  # fmt: skip
def test_every_way_of_writing_one_is_noticed(before, after, year, month, day, last, coordination, century, mark):
    day += 60 if coordination else 0
    number = f"{year if century else year % 100:02d}{month:02d}{day:02d}{mark}{last:04d}"
    assert "personnummer" in looks_personal(f"{before} {number} {after}")


@given(st.text(alphabet=string.ascii_letters + "åäö .,!?\n", max_size=300))
def test_words_without_digits_or_at_are_never_an_alarm(text):
    assert looks_personal(text) == []


@pytest.mark.parametrize("text", ["a" * 100_000, "0" * 100_000, "a." * 50_000 + "@", "0 " * 50_000, "1-" * 50_000])
def test_long_nonsense_takes_no_time(text):
    start = time.thread_time()
    looks_personal(text)
    fold(text)
    tidy(text)
    assert time.thread_time() - start < 2
