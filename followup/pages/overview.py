"""What the pages of a målbild, a lab and them all show, row by row, of what the queries have read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from followup.enums import Logic, Polarity, UnitKind
from followup.models import Unit
from followup.pages.answers import Both, both, spoken
from followup.pictures import Picture, spc_picture
from followup.queries.goal_page import GoalPage, Line
from followup.queries.measures import GapTold, Measure, answer_of
from followup.words.numbers import between
from followup.words.verdicts import Words
from hlab.stats.suppression import DEFAULT_K
from journeys.enums import GapKind
from journeys.map_words import days

CHIPS = {Logic.SERVICE: "service", Logic.PRODUCTION: "prod", Logic.SUPPORT: ""}
MOST_CHARTS = 8
"""Charts on one page; the rest are a link away."""
MOST_OPEN = 2
"""Charts to see at once."""


@dataclass(frozen=True)
class MeasureRow:
    """One measure in a table. url, trace: its page, and where the unit's answer is counted out; blank where there is
    none. reasons: why it is followed."""

    measure: Measure
    url: str
    trace: str
    chip: str
    areas: str
    source: str
    wanted: str
    reasons: list[str]
    line: Line | None = None
    words: Words | None = None


Drawn = tuple[Line, Picture]


def address(name: str, *args) -> str:
    """The address of a page of ours, blank where there is no such page."""
    try:
        return reverse(f"followup:{name}", args=args)
    except NoReverseMatch:
        return ""


def measure_rows(measures: Iterable[Measure], unit: Unit | None = None, lines: Iterable[Line] = ()) -> list[MeasureRow]:
    """A row for each measure, with the unit's answer where there are lines."""
    by_indicator = {line.measure.indicator.pk: line for line in lines}
    out = []
    for measure in measures:
        version, key = measure.version, measure.indicator.key
        line = by_indicator.get(measure.indicator.pk)
        trace = address("trace", key, unit.code) if unit is not None and measure.of(unit) is not None else ""
        out.append(
            MeasureRow(
                measure, address("indicator", key), trace, CHIPS[Logic(version.logic)], ", ".join(measure.areas),
                _source(measure), wanted(measure), list(dict.fromkeys(tie.reason for tie in measure.ties)), line,
                spoken(line) if line is not None else None,
            )
        )  # fmt: skip
    return out


def wanted(measure: Measure) -> str:
    """Which way is wanted, in words."""
    version = measure.version
    if version.polarity == Polarity.RANGE and version.range_low is not None and version.range_high is not None:
        return _("Inom %(span)s") % {"span": between(version.range_low, version.range_high, version, more=0)}
    return str(Polarity(version.polarity).label)


def charts_of(page: GoalPage, beside: Collection[int] = ()) -> tuple[list[Drawn], list[Drawn]]:
    """([(series, its picture)] to see at once, those to unfold) of the unit. What people say comes first, then what
    else shows value for the person. To unfold: support, volumes, and registers that stand beside people elsewhere on
    the page (`beside`, ids of indicators)."""
    if page.unit is None:
        return [], []
    shown = [line for line in page.lines if not line.is_missing]
    order = {Logic.SERVICE: 0, Logic.SUPPORT: 1, Logic.PRODUCTION: 2}
    shown.sort(key=lambda line: (order[Logic(line.measure.version.logic)], not line.measure.is_experience))
    drawn = [(line, picture) for line in shown[:MOST_CHARTS] if (picture := picture_of(line, page.unit)) is not None]
    first = [one for one in drawn if one[0].measure.is_service and one[0].measure.indicator.pk not in beside]
    first = first[:MOST_OPEN] or drawn[:1]
    return first, [one for one in drawn if one not in first]


def picture_of(line: Line, unit: Unit) -> Picture | None:
    """The series drawn over time; None where nothing is told."""
    if line.followed is None:
        return None
    return spc_picture(
        version=line.measure.version, unit=unit, followed=line.followed, definition=line.definition,
        csv_url=address("figures_csv", line.measure.indicator.key),
    )  # fmt: skip


def by_kind(units: Iterable[Unit]) -> list[tuple[str, list[Unit]]]:
    """[(kind of unit, those of it)] from the country down, each in the order given."""
    found: dict[str, list[Unit]] = {kind: [] for kind in UnitKind.values}
    for unit in units:
        found[unit.kind].append(unit)
    return [(str(UnitKind(kind).label), rows) for kind, rows in found.items() if rows]


def unit_rows(measures: Sequence[Measure], units: Iterable[Unit]) -> list[tuple[Unit, Both]]:
    """[(unit, what the measures come to for it)], in the order given: by name, never by answer."""
    return [(unit, both(answer_of(measures, unit), measures, unit)) for unit in units]


def gap_rows(gaps: Iterable[GapTold]) -> list[dict[str, Any]]:
    """[{"title", "journey", "url", "kind", "between", "planned", "told", "measured", "hidden", "reason"}]; blank days
    where it is not said. hidden: too few people lie behind the measured days."""
    out = []
    for row in gaps:
        gap = row.gap
        told: dict[str, Any] = {"journey": row.journey, "url": row.address, "reason": row.tie.reason}
        if gap is None:
            out.append(told | {"title": _("Ett mellanrum som inte visas nu"), "gone": True})
            continue
        known = gap.days_measured is not None and not row.hides_measured
        out.append(
            told | {
                "title": gap.title, "gone": False, "kind": str(GapKind(gap.kind).label),
                "planned": _days(gap.days_planned),
                "told": gap.told_words or _days(gap.days_told), "measured": _days(gap.days_measured) if known else "",
                "n": gap.measured_n if known else None, "source": gap.measured_source if known else "",
                "hidden": row.hides_measured,
            }
        )  # fmt: skip
    return out


def stories_told(page: GoalPage) -> str:
    """How many stories it is followed by; few are not counted out."""
    n = len({link.story_id for link in page.stories})
    if not n:
        return ""
    if n < DEFAULT_K:
        return _("Färre än %(k)s berättelser") % {"k": DEFAULT_K}
    return _("%(n)s berättelser") % {"n": n}


def _days(number: int | None) -> str:
    return "" if number is None else days(number)


def _source(measure: Measure) -> str:
    version = measure.version
    return f"{version.register_name}, {version.platform}" if version.platform else version.register_name
