"""Numbers, periods and signs in words, as charts and their tables have them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.analysis.cells import ALL, NO_BAND, Cell, months_of, start_of
from followup.enums import CellState, Frequency
from followup.models import IndicatorVersion, Unit
from followup.words.cells import TIED, group_words
from followup.words.numbers import decimals_in, number, period_words
from hlab.stats.spc.chart import Kind
from hlab.stats.spc.rules import Signal

SIGNS = {
    Signal.ABOVE_LIMIT: gettext_lazy("Över övre gränsen"),
    Signal.BELOW_LIMIT: gettext_lazy("Under undre gränsen"),
    Signal.TREND_UP: gettext_lazy("Del av sju stigande i rad"),
    Signal.TREND_DOWN: gettext_lazy("Del av sju fallande i rad"),
    Signal.TWO_OF_THREE_ABOVE: gettext_lazy("Två av tre nära övre gränsen"),
    Signal.TWO_OF_THREE_BELOW: gettext_lazy("Två av tre nära undre gränsen"),
    Signal.SHIFT_ABOVE: gettext_lazy("Del av sju eller fler i rad över medel"),
    Signal.SHIFT_BELOW: gettext_lazy("Del av sju eller fler i rad under medel"),
}
SHORT_SIGNS = {
    Signal.TREND_UP: gettext_lazy("stiger sju i rad"),
    Signal.TREND_DOWN: gettext_lazy("faller sju i rad"),
    Signal.TWO_OF_THREE_ABOVE: gettext_lazy("två av tre högt"),
    Signal.TWO_OF_THREE_BELOW: gettext_lazy("två av tre lågt"),
    Signal.SHIFT_ABOVE: gettext_lazy("sju i rad över"),
    Signal.SHIFT_BELOW: gettext_lazy("sju i rad under"),
}
EACH = {
    Frequency.MONTH: (gettext_lazy("Månad"), gettext_lazy("månader"), gettext_lazy("per månad")),
    Frequency.QUARTER: (gettext_lazy("Kvartal"), gettext_lazy("kvartal"), gettext_lazy("per kvartal")),
    Frequency.TERTIAL: (gettext_lazy("Tertial"), gettext_lazy("tertial"), gettext_lazy("per tertial")),
    Frequency.HALF: (gettext_lazy("Halvår"), gettext_lazy("halvår"), gettext_lazy("per halvår")),
    Frequency.YEAR: (gettext_lazy("År"), gettext_lazy("år"), gettext_lazy("per år")),
}
CHARTS = {
    Kind.XMR: gettext_lazy("XmR-diagram. Gränser: medel ± 2,66 × genomsnittligt rörligt spann."),
    Kind.RUN: gettext_lazy("Seriediagram. Linjen är medianen. Inga gränser."),
    Kind.P: gettext_lazy("p-diagram för andelar. Gränser: tre standardavvikelser, efter hur många som ingår."),
    Kind.PP: gettext_lazy("p′-diagram för andelar. Gränserna följer hur många som ingår och variationen."),
    Kind.U: gettext_lazy("u-diagram för händelser. Gränser: tre standardavvikelser, efter hur många som ingår."),
    Kind.UP: gettext_lazy("u′-diagram för händelser. Gränserna följer hur många som ingår och variationen."),
    Kind.IP: gettext_lazy("I′-diagram. Gränserna följer hur många som ingår."),
    Kind.C: gettext_lazy("c-diagram för antal. Gränser: medel ± 3 × roten ur medel."),
    Kind.I: gettext_lazy("I-diagram. Gränser: medel ± 3 × genomsnittligt rörligt spann ÷ 1,128."),
    Kind.T: gettext_lazy("t-diagram för dagar mellan händelser."),
    Kind.G: gettext_lazy("g-diagram för tillfällen mellan händelser."),
}


def measured(version: IndicatorVersion, value: float, *, finer: bool = False) -> str:
    """A value with its unit: "41 %". finer: with one decimal more, as a mean or a limit has it."""
    return f"{bare(version, value, finer=finer)}\N{NO-BREAK SPACE}{version.unit_label}"


def aim(version: IndicatorVersion, value: float) -> str:
    """A target without its unit, as it was set: also where values have fewer decimals."""
    return number(value, decimals_in(value, version.decimals))


def aimed(version: IndicatorVersion, value: float) -> str:
    """The same with its unit: "80,5 %"."""
    return f"{aim(version, value)}\N{NO-BREAK SPACE}{version.unit_label}"


def bare(version: IndicatorVersion, value: float, *, finer: bool = False) -> str:
    """A value without its unit."""
    more = finer and version.decimals < 2 and abs(value) < 1_000
    return number(value, version.decimals + 1 if more else version.decimals)


def short_period(code: str) -> tuple[tuple[str, str], str]:
    """((over, under), on one line): (("mar", "2024"), "mar 24")."""
    day, months = start_of(code), months_of(code)
    if months == 12:
        return ("", str(day.year)), str(day.year)
    if months == 1:
        over = date_format(day, "M").strip(".").lower()
    else:
        letter = {3: _("kv %(n)s"), 4: _("T%(n)s"), 6: _("H%(n)s")}[months]
        over = letter % {"n": (day.month - 1) // months + 1}
    return (over, str(day.year)), f"{over} {day:%y}"


def span(cells: Sequence[Cell]) -> str:
    """From the first period to the last: "januari 2024–mars 2026"."""
    first, last = period_words(cells[0].period), period_words(cells[-1].period)
    return first if first == last else f"{first}–{last}"


def day(value: date) -> str:
    """ "1 januari 2026"."""
    return date_format(value, "j F Y")


def group(cells: Sequence[Cell]) -> str:
    """Whom the figures are about when not everybody: "kvinnor, 65 år och äldre". Blank for everybody."""
    if not cells:
        return ""
    cell = cells[0]
    return "" if (cell.sex, cell.age) == (ALL, NO_BAND) else group_words(cell.sex, cell.age).lower()


def about(unit: Unit, cells: Sequence[Cell]) -> str:
    """The unit, and the group in it: "Region Exempel, kvinnor"."""
    return ", ".join(filter(None, (unit.name, group(cells))))


def cut(text: str, most: int) -> str:
    """The text, with an ellipsis where it would not fit."""
    return text if len(text) <= most else text[: most - 1].rstrip(" ,.;:") + "…"


def state(cell: Cell) -> str:
    """Why a figure is not shown, in words."""
    return str(CellState(cell.state).label)


def of_people(cells: Sequence[Cell]) -> str:
    """How many people the figures are of: "38–56 personer per mätning". Blank where that is not told."""
    told = [round(cell.denominator) for cell in cells if cell.is_shown and cell.denominator is not None]
    if not told:
        return ""
    least, most = min(told), max(told)
    if least == most:
        return _("n = %(n)s vid varje mätning").replace(" = ", TIED) % {"n": number(least, 0)}
    return _("n = %(least)s–%(most)s per mätning").replace(" = ", TIED) % {
        "least": number(least, 0),
        "most": number(most, 0),
    }


def source(version: IndicatorVersion) -> str:
    """Whom to credit for figures that we have worked on; else the register that they came from."""
    return version.attribution_processed or version.register_name
