"""Figures and periods as they are written for people: decimal comma, the unit after, the period in words."""

from __future__ import annotations

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from followup.analysis.cells import start_of
from followup.models import IndicatorVersion

SPACE = "\N{NO-BREAK SPACE}"
MOST_MORE = 2  # decimals more than the version has


def number(value: float, decimals: int = 0) -> str:
    """ "62,3". Minus as minus, never a negative nought."""
    rounded = round(float(value), decimals) + 0.0
    return str(number_format(rounded, decimals, force_grouping=abs(rounded) >= 10_000)).replace("-", "\N{MINUS SIGN}")


def amount(value: float, version: IndicatorVersion, *, beside: float | None = None) -> str:
    """ "62 %", with the decimals and the unit of the version. beside: a target that the value stands next to; with as
    many decimals more, two at most, as tell the two apart: 79,6 is not the 80 that was aimed at."""
    decimals = version.decimals
    if beside is not None and value != beside:
        tried = range(decimals, decimals + MOST_MORE)
        decimals = next((n for n in tried if round(value, n) != round(beside, n)), decimals + MOST_MORE)
    return f"{number(value, decimals)}{SPACE}{version.unit_label}".rstrip(SPACE)


def decimals_in(value: float, least: int = 0) -> int:
    """How many decimals a decided number is written with: as few as say it whole, at least `least` and at most six."""
    return next((n for n in range(least, 6) if abs(round(value, n) - value) < 1e-9), max(least, 6))


def aimed(value: float, version: IndicatorVersion) -> str:
    """ "80,5 %": a target as it was set, also where values have fewer decimals."""
    return f"{number(value, decimals_in(value, version.decimals))}{SPACE}{version.unit_label}".rstrip(SPACE)


def spread(low: float, high: float, version: IndicatorVersion) -> str:
    """ "20–30,5 %": a wanted range as it was set."""
    more = max(decimals_in(end, version.decimals) for end in (low, high)) - version.decimals
    return between(low, high, version, more=more)


def between(low: float, high: float, version: IndicatorVersion, *, more: int = 1) -> str:
    """ "54,3–80,4 %". more: decimals more than a value has, so that a limit near the target is told apart from it."""
    decimals = version.decimals + more
    dash = "\N{EN DASH}" if low >= 0 else _(" till ")
    words = f"{number(low, decimals)}{dash}{number(high, decimals)}"
    return f"{words}{SPACE}{version.unit_label}".rstrip(SPACE)


def period_words(period: str) -> str:
    """ "2024", "första halvåret 2024", "tertial 1 2024", "kvartal 3 2024", "mars 2024". Raises BadPeriod."""
    start = start_of(period)
    year, _dash, part = period.partition("-")
    if not part:
        return year
    if part[0] == "H":
        return (_("första halvåret %(year)s") if part == "H1" else _("andra halvåret %(year)s")) % {"year": year}
    if part[0] == "T":
        return _("tertial %(n)s %(year)s") % {"n": part[1], "year": year}
    if part[0] == "Q":
        return _("kvartal %(n)s %(year)s") % {"n": part[1], "year": year}
    return str(date_format(start, "F Y"))
