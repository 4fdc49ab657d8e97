"""Which row of a table holds the headings, and which column holds what: a guess that people look at. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from followup.analysis.cells import BadPeriod
from followup.analysis.reading.numbers import read_period, read_sex
from hlab.core.text import fold

FIELDS = ("indicator", "unit", "period", "sex", "age", "numerator", "denominator", "value")
LOOK = 10  # rows among which the headings are looked for
_WORDS = {
    "indicator": "matt indikator nyckeltal kpi kpiid indicator id kod matten nyckeltalskod contentscode tabellinnehall",
    "unit": "enhet enhetskod kommun kommunkod kommunid region regionkod regionid lan lankod verksamhet unit "
    "municipality municipalityid omrade ou ouid organisation",
    "period": "period ar manad kvartal tertial halvar tid datum year month date time artal",
    "sex": "kon gender sex konkod",
    "age": "alder aldersgrupp age agegroup aldersklass",
    "numerator": "taljare numerator antalja antalsvar antalfall count",
    "denominator": "namnare denominator antaltotalt svarande antalsvarande befolkning n",
    "value": "varde value andel andelprocent resultat kvot matvarde medelvarde procent",
}  # fmt: skip
_FORMS = {word: name for name, words in _WORDS.items() for word in words.split()}
_NAMES = re.compile(r"namn|name", re.IGNORECASE)


@dataclass(frozen=True)
class Mapping:
    """What the columns mean, and what has been chosen where a file can be read in two ways.

    columns: {field: heading}. fixed: {field: text} for what the whole file is about. wide: each period has a column of
    its own. decimal: "", "," or ".". scale: "fraction" when 0.41 is 41 per cent, "percent" when it is 0.41 per cent,
    blank while nobody has said. pad: codes have lost their first zeros. last: of two rows about one figure the last
    counts. replace: figures from another source give way.
    """

    sheet: str = ""
    header: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    wide: bool = False
    decimal: str = ""
    scale: str = ""
    pad: bool = False
    last: bool = False
    replace: bool = False

    def packed(self) -> dict[str, Any]:
        """As it is kept in `ImportBatch.mapping`."""
        return dict(vars(self))

    def with_choices(self, **choices) -> Mapping:
        return replace(self, **choices)


def unpacked(kept: dict[str, Any]) -> Mapping:
    """As it was kept; what is not known is left out."""
    known = {name: value for name, value in kept.items() if name in Mapping.__dataclass_fields__}
    for name in ("columns", "fixed"):
        known[name] = {key: str(text) for key, text in dict(known.get(name) or {}).items() if key in FIELDS}
    return Mapping(**known)


def header_of(lines: Sequence[tuple[int, Sequence[str]]]) -> int:
    """Number of the row that most likely holds the headings: most words we know, then most text. 0 for no rows."""
    best, most = 0, (-1, -1)
    for number, cells in lines[:LOOK]:
        known = sum(field_of(cell) != "" for cell in cells) + 2 * (len(_periods(cells)) > 1)
        score = (known, sum(bool(cell.strip()) and not _is_number(cell) for cell in cells))
        if score > most:
            best, most = number, score
    return best


def field_of(heading: str) -> str:
    """What a heading is taken for; blank for what we do not know."""
    plain = fold(heading)
    if plain in _FORMS:
        return _FORMS[plain]
    words = [fold(word) for word in re.split(r"[\s_().,/-]+", heading) if word]
    found = {_FORMS[word] for word in words if word in _FORMS}
    return found.pop() if len(found) == 1 and not _NAMES.search(heading) else ""


def guess(headings: Sequence[str], samples: dict[str, list[str]] | None = None) -> Mapping:
    """{field: heading} as far as can be told. samples: {heading: some cells}, to choose between two that fit.

    Headings that are periods make a wide table when there are two at least and no column of values.
    """
    columns: dict[str, str] = {}
    for heading in headings:
        name = field_of(heading)
        if name and heading and (name not in columns or _fits_better(name, heading, columns[name], samples or {})):
            columns[name] = heading
    wide = len(_periods(headings)) > 1 and "value" not in columns and "numerator" not in columns
    if wide:
        columns.pop("period", None)
    _by_name(columns, samples or {})
    return Mapping(columns=columns, wide=wide)


def _by_name(columns: dict[str, str], samples: dict[str, list[str]]) -> None:
    """Sexes whose codes say nothing to us (1 and 2 in many tables) are read from the names beside them, where those
    do."""
    coded = columns.get("sex", "")
    named = next((other for other in samples if other != coded and coded and _NAMES.search(other)
                  and field_of(_NAMES.sub("", other)) == "sex"), "")  # fmt: skip
    if named and None in map(read_sex, samples.get(coded, ())) and None not in map(read_sex, samples[named]):
        columns["sex"] = named


def period_headings(headings: Iterable[str]) -> list[str]:
    """The headings that are periods, in a wide table."""
    return [heading for heading in headings if _is_period(heading)]


def missing_fields(mapping: Mapping) -> list[str]:
    """What somebody has to tell before anything can be read: fields, "value" where neither value nor counts are."""
    told = set(mapping.columns) | {name for name, text in mapping.fixed.items() if text}
    wanted = ["indicator", "unit"] + ([] if mapping.wide else ["period"])
    out = [name for name in wanted if name not in told]
    counted = {"numerator", "denominator"} <= told
    return out + ([] if mapping.wide or counted or told & {"value", "numerator"} else ["value"])


def _fits_better(name: str, new: str, old: str, samples: dict[str, list[str]]) -> bool:
    """A column of codes before one of names, and one that says "kod" or "id" before one that does not."""
    if name not in ("unit", "indicator"):
        return False

    def score(heading: str) -> tuple[bool, bool]:
        cells = [cell for cell in samples.get(heading, ()) if cell]
        coded = bool(cells) and all(re.fullmatch(r"[A-Za-z]{0,3}\d+", cell) for cell in cells)
        return coded, fold(heading).endswith(("kod", "id"))

    return score(new) > score(old)


def _periods(cells: Iterable[str]) -> list[str]:
    return [cell for cell in cells if _is_period(cell)]


def _is_period(text: str) -> bool:
    try:
        return bool(text.strip()) and read_period(text)[:2] in ("19", "20")
    except BadPeriod:
        return False


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+\d\s.,%]+", text))
