"""Alike for all? And: do the register and people say the same? For one målbild and one unit."""

from __future__ import annotations

from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from followup.analysis.beside import Pair, pair
from followup.analysis.cells import ALL, NO_BAND
from followup.analysis.equity import Beside, groups
from followup.enums import IndicatorKind, ValueType
from followup.pages.figures import against_words
from followup.pages.overview import address
from followup.pictures import BesideRow, Picture, beside_picture, can_compare, slope_picture
from followup.queries.goal_page import GoalPage, Line
from followup.queries.measures import Measure
from followup.words.cells import cell_words, group_words, people
from followup.words.numbers import between, number, period_words

MOST_TABLES = 4


def groups_of(page: GoalPage) -> list[dict[str, Any]]:
    """[{"title", "period", "rows": [{"who", "value", "n", "hidden", "apart"}]}] of the measures that are told by sex or
    age, value for the person first; only shares: of others it is not told how
    far from the rest is far."""
    lines = [line for line in page.lines if line.told is not None and not line.measure.is_volume and _is_share(line)]
    lines.sort(key=lambda line: not line.measure.is_service)
    found = [table for line in lines if (table := _table(line)) is not None]
    return found[:MOST_TABLES]


def beside_of(page: GoalPage) -> dict[int, list[Picture]]:
    """{id of a register's indicator: it beside each that people say themselves}, both of value for the person, for the
    unit and the others near it. Only shares: nothing else is on one scale. Only what is followed for the same value
    area, or for none: otherwise they ask different things."""
    lines = [line for line in page.lines if line.measure.is_service and _is_share(line)]
    theirs = [line.measure for line in lines if line.measure.is_experience]
    ours = [line.measure for line in lines if line.measure.indicator.kind == IndicatorKind.REGISTER]
    found: dict[int, list[Picture]] = {}
    for one, other in product(ours, theirs):
        if set(one.areas) & set(other.areas) or (not one.areas and not other.areas):
            picture = _beside(page, one, other)
            if picture is not None and sum(map(len, found.values())) < MOST_TABLES:
                found.setdefault(one.indicator.pk, []).append(picture)
    return found


def then_and_now(page: GoalPage) -> Picture | None:
    """What people say, else another measure of value for the person, then and now, for the units of one kind near the
    one that is shown, its own kind first: did they move, and did they come closer to each other? None where fewer than
    two can be compared."""
    if page.unit is None:
        return None
    own = page.unit.kind
    kinds = sorted({unit.kind for unit, _lines in page.near}, key=lambda kind: (kind != own, kind))
    measures = sorted((one for one in page.measures if one.is_service), key=lambda one: not one.is_experience)
    for measure, kind in product(measures, kinds):
        rows, breaks = [], []
        for unit, lines in page.near:
            line = next((one for one in lines if one.measure.indicator.pk == measure.indicator.pk), None)
            if unit.kind == kind and line is not None and line.definition is not None:
                rows.append((unit, line.cells))
                breaks += [one.on for one in line.definition.breaks]
        since = max(breaks, default=None)
        if can_compare(measure.version, rows, since):
            csv_url = address("figures_csv", measure.indicator.key)
            return slope_picture(version=measure.version, rows=rows, since=since, csv_url=csv_url)
    return None


# --- Inner parts ------------------------------------------------------------------------------


def _table(line: Line) -> dict[str, Any] | None:
    if line.told is None or line.definition is None:
        return None
    found = groups(line.told.cells, line.definition)
    rows = [row for row in found if row.cell.sex == ALL or row.cell.age == NO_BAND]
    if len(rows) < 2:
        return None
    told = [_group(line, row) for row in rows]
    return {"title": line.measure.version.short_title, "period": period_words(rows[0].cell.period), "rows": told}


def _group(line: Line, row: Beside) -> dict[str, Any]:
    cell, version = row.cell, line.measure.version
    span = ""
    if row.low is not None and row.high is not None:
        span = _("95 %% osäkerhet %(span)s") % {"span": between(row.low, row.high, version)}
    return {
        "who": group_words(cell.sex, cell.age), "hidden": cell.is_hidden, "value": cell_words(cell, version),
        "n": ", ".join(part for part in (people(cell) if cell.is_shown else "", span) if part),
        "apart": _apart(line, row),
    }  # fmt: skip


def _apart(line: Line, row: Beside) -> str:
    """How the group differs from everybody else in the unit, in words."""
    if (row.cell.sex, row.cell.age) == (ALL, NO_BAND):
        return _("Alla att jämföra med")
    return against_words(row, line.measure.version)


def _is_share(line: Line) -> bool:
    version = line.measure.version
    return version.value_type == ValueType.PROPORTION and version.multiplier == 100


def _beside(page: GoalPage, ours: Measure, theirs: Measure) -> Picture | None:
    """None where no unit has both."""
    rows, pairs, here = [], [], ""
    for unit, lines in page.near:
        by_measure = {line.measure.indicator.pk: line for line in lines}
        one, other = by_measure[ours.indicator.pk], by_measure[theirs.indicator.pk]
        if one.definition is None or other.definition is None or one.is_missing or other.is_missing:
            continue
        found = pair(one.cells, other.cells, of_register=one.definition, of_experience=other.definition)
        rows.append(BesideRow(unit, found.register, found.experience))
        pairs.append(found)
        if unit == page.unit:
            here = _said(found, ours.version.decimals)
    if not rows:
        return None
    said = {"register": ours.version.short_title, "people": theirs.version.short_title}
    return beside_picture(
        title=_message(pairs) % said, rows=rows, unit_label=ours.version.unit_label, decimals=ours.version.decimals,
        subtitle=_("Fyrkant: %(register)s, enligt registret. Ring: %(people)s, enligt människorna.") % said,
        summary=here,
    )  # fmt: skip


def _message(pairs: list[Pair]) -> str:
    """What all the units have in common."""
    answers = {found.answer for found in pairs}
    more = {found.apart > 0 for found in pairs if found.apart is not None}
    if answers == {"apart"} and more == {True}:
        return _("%(register)s enligt registret ligger högre än %(people)s enligt människorna")
    if answers == {"apart"} and more == {False}:
        return _("%(register)s enligt registret ligger lägre än %(people)s enligt människorna")
    if answers == {"alike"}:
        return _("%(register)s enligt registret och %(people)s enligt människorna skiljer sig inte säkert åt")
    return _("%(register)s enligt registret bredvid %(people)s enligt människorna")


def _said(found: Pair, decimals: int) -> str:
    if found.apart is None:
        return _("Det går inte att jämföra, för minst ett av värdena visas inte.")
    by = number(abs(found.apart), decimals)
    later = "" if found.same_time else " " + _("De gäller inte samma tid.")
    if found.answer == "alike":
        return _("De skiljer sig inte säkert åt.") + later
    if found.answer == "unknown":
        said = _("Skillnaden är %(by)s procentenheter. Om den är större än slumpen går inte att säga.")
    elif found.apart > 0:
        said = _("Registret ligger %(by)s procentenheter högre än det människorna säger.")
    else:
        said = _("Registret ligger %(by)s procentenheter lägre än det människorna säger.")
    return said % {"by": by} + later
