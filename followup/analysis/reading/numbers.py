"""Cells of text as numbers, periods, sexes and age bands. Pure.

Swedish files have a decimal comma and blanks between thousands, others a point and commas. What can be read in two ways
is not guessed: the cells of one column settle it, or it is a fault.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from followup.analysis.cells import BadPeriod, start_of
from hlab.core.text import fold

_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_PLAIN = re.compile(r"[-+]?\d+")
_DECIMAL = re.compile(r"[-+]?\d*([.,])\d+")
_EXPONENT = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d{1,3}")
_THREES = re.compile(r"[-+]?\d{1,3}([.,])\d{3}")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:([.,])\d+)?")
_MISSING = frozenset({"", ".", "..", "...", "missing", "saknas", "uppgift saknas", "na", "n/a", "nan", "null", "none"})
_MASKED = re.compile(r"[<>≤≥]\s*\d+|\d+\s*[<>]|x|\*+|c|färre än \d+")


@dataclass(frozen=True)
class Numbers:
    """values: NaN where there is none. missing, dash, masked, bad, unsure: which cells (as masks) say that there is no
    figure, hold only a dash, are hidden by the source, are no number, or could be two."""

    values: np.ndarray
    missing: np.ndarray
    dash: np.ndarray
    masked: np.ndarray
    bad: np.ndarray
    unsure: np.ndarray


def read_numbers(cells: pd.Series, *, decimal: str = "") -> Numbers:
    """The numbers in a column of text. decimal: "," or "." as somebody has said; blank looks at the cells."""
    codes, found = pd.factorize(cells.astype(str), use_na_sentinel=False)
    texts = [_bare(str(text)) for text in found]
    decimal = decimal or _decimal_of(texts)
    read = [_number(text, decimal) for text in texts]
    kinds = np.array([kind for kind, _value in read], dtype="U8")[codes]
    values = np.array([value for _kind, value in read], dtype=float)[codes]
    masks = [kinds == kind for kind in ("missing", "dash", "masked", "bad", "unsure")]
    return Numbers(values, masks[0] | masks[1] | masks[2], *masks[1:])


def _bare(text: str) -> str:
    return _BLANKS.sub("", text.translate(_MINUS)) if any(ch.isdigit() for ch in text) else text.strip()


def _decimal_of(texts: list[str]) -> str:
    """The decimal mark that some cell leaves no doubt of; blank where none does, or where they differ."""
    marks = set()
    for text in texts:
        text = text.removesuffix("%")
        if (found := _DECIMAL.fullmatch(text)) and not _THREES.fullmatch(text):
            marks.add(found[1])
        elif (grouped := _GROUPED.fullmatch(text)) and grouped[2] and grouped[2] != grouped[1]:
            marks.add(grouped[2])
    return marks.pop() if len(marks) == 1 else ""


def _number(text: str, decimal: str) -> tuple[str, float]:
    """(kind, value): "ok" with a value, else "missing", "dash", "masked", "bad" or "unsure"."""
    low = text.casefold()
    if low in _MISSING:
        return "missing", math.nan
    if low.translate(_MINUS) in ("-", "--"):
        return "dash", math.nan
    if _MASKED.fullmatch(low):
        return "masked", math.nan
    text = text.removesuffix("%")
    if _PLAIN.fullmatch(text):
        return _kept(text)
    if threes := _THREES.fullmatch(text):  # 1.234 is a thousand or one and a bit
        mark = threes[1]
        if text.lstrip("+-").startswith("0"):
            return _kept(text.replace(",", "."))
        if not decimal:
            return ("ok", float(text.replace(",", "."))) if mark == "," else ("unsure", math.nan)
        return _kept(text.replace(",", ".") if mark == decimal else text.replace(mark, ""))
    if _DECIMAL.fullmatch(text) or _EXPONENT.fullmatch(text):
        return _kept(text.replace(",", "."))
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped[1] != grouped[2]:
        return _kept(text.replace(grouped[1], "").replace(",", "."))
    return "bad", math.nan


def _kept(text: str) -> tuple[str, float]:
    value = float(text)
    return ("ok", value) if math.isfinite(value) and abs(value) < 1e15 else ("bad", math.nan)


# --- Periods, sexes and ages ------------------------------------------------------------------

_MONTHS = {
    name: at for at, name in enumerate(
        ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"), start=1,
    )
} | {"may": 5, "oct": 10}  # fmt: skip
_PARTS = {"q": "Q", "k": "Q", "kv": "Q", "kvartal": "Q", "t": "T", "tertial": "T", "h": "H", "halvår": "H", "m": ""}
_YEAR_PART = re.compile(r"(\d{4})[\s-]*(q|kvartal|kv|k|tertial|t|halvår|h|m)\.?\s*(\d{1,2})", re.IGNORECASE)
_PART_YEAR = re.compile(r"(q|kvartal|kv|k|tertial|t|halvår|h)\.?\s*(\d)[\s,-]+(\d{4})", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.]01(?: 00:00(?::00)?)?)?")
_RUN_TOGETHER = re.compile(r"(\d{4})(0[1-9]|1[0-2])")
_NAMED = re.compile(r"([a-zåäö]{3})[a-zåäö]*\.?[\s-]*(\d{4})|(\d{4})[\s-]*([a-zåäö]{3})[a-zåäö]*", re.IGNORECASE)


def read_period(text: str) -> str:
    """As we write it: "2024", "2024-H1", "2024-T1", "2024-Q1" or "2024-03". A day that is the first of its month is the
    month. Raises BadPeriod."""
    text = text.strip().translate(_MINUS)
    found = _known(text)
    if found is None:
        raise BadPeriod(text)
    start_of(found)
    return found


def _known(text: str) -> str | None:
    if re.fullmatch(r"\d{4}(?:,0|\.0)?", text):
        return text[:4]
    if match := _YEAR_PART.fullmatch(text):
        return _part(match[1], match[2], match[3])
    if match := _PART_YEAR.fullmatch(text):
        return _part(match[3], match[1], match[2])
    if match := _DAY.fullmatch(text):
        return f"{match[1]}-{int(match[2]):02}"
    if match := _RUN_TOGETHER.fullmatch(text):
        return f"{match[1]}-{match[2]}"
    if match := _NAMED.fullmatch(text):
        month = _MONTHS.get((match[1] or match[4]).casefold())
        return f"{match[2] or match[3]}-{month:02}" if month else None
    return None


def _part(year: str, mark: str, number: str) -> str:
    letter = _PARTS[mark.casefold()]
    return f"{year}-{letter}{int(number)}" if letter else f"{year}-{int(number):02}"


_SEXES = {
    "t": "T", "alla": "T", "total": "T", "totalt": "T", "bada": "T", "badakonen": "T", "samtliga": "T", "all": "T",
    "kvinnorochman": "T", "manochkvinnor": "T", "kvinnamanb": "T", "12": "T",
    "k": "K", "kvinna": "K", "kvinnor": "K", "flicka": "K", "flickor": "K", "women": "K", "woman": "K", "female": "K",
    "m": "M", "man": "M", "pojke": "M", "pojkar": "M", "men": "M", "male": "M",
}  # fmt: skip


def read_sex(text: str) -> str | None:
    """T, K or M; everybody where nothing is said; None for what we do not know. "man" and "män" are one."""
    return _SEXES.get(fold(text)) if text.strip() else "T"


def read_age(text: str) -> str:
    """An age band as a version names it: "18–29 år" is "18-29", "65 år och äldre" is "65+", all ages blank."""
    text = text.strip().translate(_MINUS)
    plain = fold(text)
    if plain in ("", "alla", "allaaldrar", "total", "totalt", "samtliga", "tot"):
        return ""
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 2:
        return f"{int(numbers[0])}-{int(numbers[1])}"
    if len(numbers) == 1 and (text.rstrip().endswith(("+", "-")) or "ldre" in plain or "older" in plain):
        return f"{int(numbers[0])}+"
    return text[:12]


def each(cells: pd.Series, read: Callable[[str], str | None]) -> pd.Series:
    """A column read cell by cell, every text once. None where `read` answers so, or cannot."""
    codes, texts = pd.factorize(cells.astype(str), use_na_sentinel=False)

    def safely(text: str) -> str | None:
        try:
            return read(text)
        except (ValueError, OverflowError):
            return None

    return pd.Series(np.array([safely(text) for text in texts] or [None], dtype=object)[codes], index=cells.index)


def starts(periods: pd.Series) -> pd.Series:
    """The first day of each period, every period once."""
    codes, texts = pd.factorize(periods, use_na_sentinel=False)
    found = np.empty(max(len(texts), 1), dtype=object)
    found[: len(texts)] = [start_of(text) for text in texts]
    return pd.Series(found[codes], index=periods.index)


def is_future(start: date, today: date) -> bool:
    """Nobody can know yet."""
    return start > today
