"""Then and now, for a few units: did they move, and did they come closer to each other?"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from followup.analysis.cells import Cell, start_of
from followup.analysis.defined import Followed
from followup.analysis.drawing.marks import NARROW, WIDE
from followup.analysis.drawing.slope import Slope, draw
from followup.models import IndicatorVersion, Unit
from followup.pictures import words
from followup.pictures.frame import Head, Part, Picture, Table, art
from followup.words.names import by_name
from followup.words.numbers import number, period_words

MOST_DRAWN = 16  # lines; more are a table
Row = tuple[Unit, Followed]


def slope_picture(
    *, version: IndicatorVersion, rows: Sequence[Row], csv_url: str = "", target: float | None = None
) -> Picture:
    """rows: [(unit, its series)]. From the first to the last period for which most of them have a figure to show; a
    unit that lacks either stands in the table with why."""
    rows = sorted(rows, key=lambda row: by_name(row[0]))
    ends = _ends(rows)
    title = _("%(name)s, då och nu") % {"name": version.short_title}
    source = words.source(version)
    if ends is None:
        return Picture(title, f"{version.title}, {version.unit_label}.", _nothing(), csv_url=csv_url, source=source)
    then, now = ends
    subtitle = f"{version.title}, {version.unit_label}, {period_words(then)} {_('och')} {period_words(now)}."
    table = _table(version, rows, then, now)
    slopes = [slope for unit, followed in rows if (slope := _slope(version, unit, followed, then, now))]
    if not slopes or len(slopes) > MOST_DRAWN:
        said = _("%(n)s enheter är för många för en bild. De står i tabellen, i bokstavsordning.") % {"n": len(slopes)}
        return Picture(title, subtitle, said if slopes else _nothing(), table=table, csv_url=csv_url, source=source)
    aim = _("Mål %(value)s") % {"value": words.aimed(version, target)} if target is not None else ""
    named = words.short_period(then)[1], words.short_period(now)[1]
    left_out = len(rows) - len(slopes)
    return Picture(
        title=title,
        subtitle=subtitle,
        summary=_("Två mätningar visar inte om det är en säker förändring. Det gör serien över tid."),
        alt=_alt(version, rows, then, now, aim),
        wide=art(draw(slopes, named, WIDE, target=target, said=aim)),
        narrow=art(draw(slopes, named, NARROW, target=target, said=aim)),
        table=table,
        marks=_("%(n)s saknar en av siffrorna. De står i tabellen med skälet.") % {"n": left_out} if left_out else "",
        csv_url=csv_url,
        source=source,
    )


def _nothing() -> str:
    return _("Det finns inte två mätningar att jämföra. En siffra som saknas eller döljs är inte noll.")


def _ends(rows: Sequence[Row]) -> tuple[str, str] | None:
    """The first and the last period that at least half of those have that have any."""
    shown = [{cell.period for cell in followed.cells if cell.is_shown} for _unit, followed in rows]
    shown = [periods for periods in shown if periods]
    every = sorted({period for periods in shown for period in periods}, key=start_of)
    common = [period for period in every if 2 * sum(period in periods for periods in shown) >= len(shown)]
    return (common[0], common[-1]) if len(common) > 1 else None


def _at(followed: Followed, period: str) -> Cell | None:
    return next((cell for cell in followed.cells if cell.period == period), None)


def _slope(version: IndicatorVersion, unit: Unit, followed: Followed, then: str, now: str) -> Slope | None:
    before, after = _at(followed, then), _at(followed, now)
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
    for unit, followed in rows:
        before, after = (_said(version, _at(followed, period)).text for period in (then, now))
        said.append(_("%(unit)s: %(then)s, sedan %(now)s.") % {"unit": unit.name, "then": before, "now": after})
    return " ".join([*said, f"{aim}." if aim else ""]).strip()


def _table(version: IndicatorVersion, rows: Sequence[Row], then: str, now: str) -> Table:
    head = [
        Head(_("Enhet")), Head(period_words(then), num=True), Head(period_words(now), num=True),
        Head(_("Skillnad"), num=True),
    ]  # fmt: skip
    out = []
    for unit, followed in rows:
        before, after = _at(followed, then), _at(followed, now)
        known = before is not None and after is not None and before.value is not None and after.value is not None
        apart = number(after.value - before.value, version.decimals) if known else _("Kan inte avgöras")
        out.append([Part(unit.name), _said(version, before), _said(version, after), Part(apart)])
    return Table(f"{version.short_title}, {version.unit_label}", head, out, stack=True)
