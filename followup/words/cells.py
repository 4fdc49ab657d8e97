"""Cells and groups in words, as every page that shows them says it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from followup.analysis.cells import Cell
from followup.enums import CellState, Sex
from followup.models import IndicatorVersion
from followup.words.numbers import amount, number, period_words

__all__ = ["age_words", "cell_words", "group_words", "people", "period_words"]

TIED = "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"  # never broken at the end of a line


def people(cell: Cell) -> str:
    """How many it is a share of, where that is told; else blank."""
    if cell.denominator is None:
        return ""
    return _("n = %(n)s").replace(" = ", TIED) % {
        "n": number(cell.denominator, 0 if cell.denominator == int(cell.denominator) else 1)
    }


def cell_words(cell: Cell | None, version: IndicatorVersion, *, beside: float | None = None) -> str:
    """The figure, or in words why there is none. Never 0 and never a dash for what is not shown. beside: see
    `amount`."""
    if cell is None:
        return str(CellState.MISSING.label)
    if cell.value is None:
        return str(CellState(cell.state).label)
    return amount(cell.value, version, beside=beside)


def group_words(sex: str, age: str) -> str:
    """Who a series is about: "Alla", "Kvinnor", "18–29 år" or "Kvinnor, 18–29 år"."""
    parts = [str(Sex(sex).label)] if sex in Sex.values and (sex != Sex.ALL or not age) else []
    return ", ".join([*parts, *([age_words(age)] if age else [])])


def age_words(band: str) -> str:
    """ "18–29 år" of "18-29", "65 år och äldre" of "65+"."""
    if band.endswith("+"):
        return _("%(age)s år och äldre") % {"age": band[:-1]}
    return _("%(band)s år") % {"band": band.replace("-", "–")}
