"""Then and now, for a few units: did they move, and did they come closer to each other?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from followup.analysis.cells import Cell, months_of, of_frequency, start_of
from followup.analysis.drawing.marks import NARROW, WIDE
from followup.analysis.drawing.slope import Slope, draw
from followup.models import IndicatorVersion, Unit
from followup.pictures import words
from followup.pictures.frame import Head, Part, Picture, Table, art
from followup.words.names import by_name
from followup.words.numbers import number, period_words

MOST_DRAWN = 16  # lines; more are a table
Row = tuple[Unit, Sequence[Cell]]


def slope_picture(
    *, version: IndicatorVersion, rows: Sequence[Row], csv_url: str = "", target: float | None = None,
    since: date | None = None,
) -> Picture:  # fmt: skip
    """rows: [(unit, its figures for everybody)]. From the first to the last period for which most of them have a figure
    to show, both of the same part of the year; a unit that lacks either stands in the table with why. since: from when
    figures can be compared, where something has been redefined."""
    rows = sorted(((unit, _own(version, cells, since)) for unit, cells in rows), key=lambda row: by_name(row[0]))
    ends = _ends(rows)
    source = words.source(version)
    if ends is None:
        title = _("%(name)s, då och nu") % {"name": version.short_title}
        return Picture(title, f"{version.title}, {version.unit_label}.", _nothing(), csv_url=csv_url, source=source)
    then, now = ends
    subtitle = f"{version.title}, {version.unit_label}, {period_words(then)} {_('och')} {period_words(now)}."
    table = _table(version, rows, then, now)
    slopes = [slope for unit, cells in rows if (slope := _slope(version, unit, cells, then, now))]
    if len(slopes) < 2 or len(slopes) > MOST_DRAWN:
        title = _("%(name)s, då och nu") % {"name": version.short_title}
        said = _("%(n)s enheter är för många för en bild. De står i tabellen, i bokstavsordning.") % {"n": len(slopes)}
        return Picture(
            title,
            subtitle,
            said if len(slopes) > MOST_DRAWN else _nothing(),
            table=table,
            csv_url=csv_url,
            source=source,
        )
    aim = _("Mål %(value)s") % {"value": words.aimed(version, target)} if target is not None else ""
    named = words.short_period(then)[1], words.short_period(now)[1]
    left_out = len(rows) - len(slopes)
    return Picture(
        title=_title(version, slopes),
        subtitle=subtitle,
        summary=" ".join([
            _apart(version, slopes),
            _("Två mätningar visar inte om det är en säker förändring. Det gör serien över tid."),
        ]),
        alt=_alt(version, rows, then, now, aim),
        wide=art(draw(slopes, named, WIDE, target=target, said=aim)),
        narrow=art(draw(slopes, named, NARROW, target=target, said=aim)),
        table=table,
        marks=_("%(n)s saknar en av siffrorna. De står i tabellen med skälet.") % {"n": left_out} if left_out else "",
        csv_url=csv_url,
        source=source,
    )  # fmt: skip


def can_compare(version: IndicatorVersion, rows: Sequence[Row], since: date | None = None) -> bool:
    """Whether at least two of them have a figure to show both then and now."""
    own = [(unit, _own(version, cells, since)) for unit, cells in rows]
    ends = _ends(own)
    return ends is not None and sum(_slope(version, *row, *ends) is not None for row in own) > 1


def _own(version: IndicatorVersion, cells: Sequence[Cell], since: date | None) -> list[Cell]:
    """Of the periods that the figure comes by, whole after `since`."""
    own = of_frequency(cells, version.frequency)
    return own if since is None else [cell for cell in own if start_of(cell.period) >= since]


def _title(version: IndicatorVersion, slopes: Sequence[Slope]) -> str:
    """How many lie higher and lower, as their numbers are written; neither is called better."""
    moved = [round(one.now, version.decimals) - round(one.then, version.decimals) for one in slopes]
    up, down = sum(by > 0 for by in moved), sum(by < 0 for by in moved)
    said = {"name": version.short_title, "up": up, "down": down, "all": len(slopes)}
    if up and down:
        return _("%(name)s: högre i %(up)s och lägre i %(down)s av %(all)s, nu mot då") % said
    if up:
        return _("%(name)s: högre i %(up)s av %(all)s, nu mot då") % said
    if down:
        return _("%(name)s: lägre i %(down)s av %(all)s, nu mot då") % said
    return _("%(name)s: lika nu som då i alla %(all)s") % said


def _apart(version: IndicatorVersion, slopes: Sequence[Slope]) -> str:
    """Whether they lie closer to each other, by the numbers as they are written."""
    ends = [[round(one.then, version.decimals) for one in slopes], [round(one.now, version.decimals) for one in slopes]]
    then, now = (max(values) - min(values) for values in ends)
    said = {
        "then": words.bare(version, then), "now": words.bare(version, now),
        "unit": _("procentenheter") if version.unit_label == "%" else version.unit_label,
    }  # fmt: skip
    return _("Då skilde det %(then)s %(unit)s mellan den högsta och den lägsta, nu %(now)s.") % said


def _nothing() -> str:
    return _("Det finns inte två mätningar att jämföra. En siffra som saknas eller döljs är inte noll.")


def _ends(rows: Sequence[Row]) -> tuple[str, str] | None:
    """The first and the last period that at least half of those have that have any, of the same part of the year: else
    the season would be drawn as a change."""
    shown = [{cell.period for cell in cells if cell.is_shown} for _unit, cells in rows]
    shown = [periods for periods in shown if periods]
    every = sorted({period for periods in shown for period in periods}, key=start_of)
    common = [period for period in every if 2 * sum(period in periods for periods in shown) >= len(shown)]
    alike = [period for period in common if _part(period) == _part(common[-1])]
    return (alike[0], alike[-1]) if len(alike) > 1 else None


def _part(period: str) -> tuple[int, int]:
    """(first month, months): the same for two years' March."""
    return start_of(period).month, months_of(period)


def _at(cells: Sequence[Cell], period: str) -> Cell | None:
    return next((cell for cell in cells if cell.period == period), None)


def _slope(version: IndicatorVersion, unit: Unit, cells: Sequence[Cell], then: str, now: str) -> Slope | None:
    before, after = _at(cells, then), _at(cells, now)
    if before is None or after is None or before.value is None or after.value is None:
        return None
    first, last = words.bare(version, before.value), words.bare(version, after.value)
    return Slope(
        before.value, after.value, f"{words.cut(unit.name, 28)} {first}", f"{last} {words.cut(unit.name, 28)}",
        first, f"{last} {words.cut(unit.name, 15)}",
    )  # fmt: skip


def _said(version: IndicatorVersion, cell: Cell | None) -> Part:
    if cell is None:
        return Part(_("Uppgift saknas"))
    if cell.value is None:
        return Part(words.state(cell), hidden=cell.is_hidden)
    return Part(words.bare(version, cell.value))


def _alt(version: IndicatorVersion, rows: Sequence[Row], then: str, now: str, aim: str) -> str:
    said = [
        _("%(name)s, %(label)s, %(then)s och %(now)s.") % {
            "name": version.short_title, "label": version.unit_label, "then": period_words(then),
            "now": period_words(now),
        }
    ]  # fmt: skip
    for unit, cells in rows:
        before, after = (_said(version, _at(cells, period)).text for period in (then, now))
        said.append(_("%(unit)s: %(then)s, sedan %(now)s.") % {"unit": unit.name, "then": before, "now": after})
    return " ".join([*said, f"{aim}." if aim else ""]).strip()


def _table(version: IndicatorVersion, rows: Sequence[Row], then: str, now: str) -> Table:
    head = [
        Head(_("Enhet")), Head(period_words(then), num=True), Head(period_words(now), num=True),
        Head(_("Skillnad"), num=True),
    ]  # fmt: skip
    out = []
    for unit, cells in rows:
        before, after = _at(cells, then), _at(cells, now)
        known = before is not None and after is not None and before.value is not None and after.value is not None
        apart = number(after.value - before.value, version.decimals) if known else _("Kan inte avgöras")
        out.append([Part(unit.name), _said(version, before), _said(version, after), Part(apart)])
    return Table(f"{version.short_title}, {version.unit_label}", head, out, stack=True)
