"""One indicator for many units: the same small picture once for each, in alphabetical order and on the same scale."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from followup.analysis.cells import start_of
from followup.analysis.defined import Followed
from followup.analysis.drawing.axes import month, ticks
from followup.analysis.drawing.marks import NARROW, WIDE
from followup.analysis.drawing.multiples import Panel, Shared, Spot, draw
from followup.enums import Heading, Polarity, Position
from followup.models import IndicatorVersion, Unit
from followup.pictures import words
from followup.pictures.frame import Head, Part, Picture, Table, art
from followup.words.names import by_name
from followup.words.numbers import number
from hlab.stats.spc.rules import Signal

MOST_DRAWN = 60  # panels; more are a table
Row = tuple[Unit, Followed]


def multiples_picture(
    *, version: IndicatorVersion, rows: Sequence[Row], csv_url: str = "", target: float | None = None
) -> Picture:
    """rows: [(unit, its series)]. target: what is aimed at; else what the answers were made with, where that is the
    same for all. Units stand in alphabetical order however they come."""
    rows = sorted(rows, key=lambda row: by_name(row[0]))
    aim = _aim(rows) if target is None else target
    subtitle = _subtitle(version, rows)
    table = _table(version, rows, aim)
    drawn = [row for row in rows if any(cell.is_shown for cell in row[1].cells)]
    if not drawn or len(rows) > MOST_DRAWN:
        return Picture(
            _title(version, rows), subtitle, _few_or_many(rows), table=table if rows else None, csv_url=csv_url,
            source=words.source(version),
        )  # fmt: skip
    panels = [_panel(version, unit, followed) for unit, followed in rows]
    shared = _shared(version, rows, aim)
    return Picture(
        title=_title(version, rows),
        subtitle=subtitle,
        summary=_("Alla ligger på samma skala, i bokstavsordning. Skillnader kan ha många orsaker."),
        alt=_alt(version, rows, aim),
        wide=art(draw(panels, shared, WIDE)),
        narrow=art(draw(panels, shared, NARROW)),
        table=table,
        marks=_marks(panels),
        csv_url=csv_url,
        source=words.source(version),
    )


def _aim(rows: Sequence[Row]) -> float | None:
    found = {followed.facts.get("target", {}).get("value") for _unit, followed in rows} - {None}
    return found.pop() if len(found) == 1 else None


def _title(version: IndicatorVersion, rows: Sequence[Row]) -> str:
    said = {"name": version.short_title, "all": len(rows)}
    if version.polarity == Polarity.NEUTRAL or not rows:
        return _("%(name)s: en volym, varken bra eller dålig i sig") % said if rows else _(
            "%(name)s: det finns inga siffror ännu"
        ) % said  # fmt: skip
    better = sum(followed.heading == Heading.BETTER for _unit, followed in rows)
    worse = sum(followed.heading == Heading.WORSE for _unit, followed in rows)
    if better and worse:
        said |= {"better": better, "worse": worse}
        return _("%(name)s: säkert bättre i %(better)s och säkert sämre i %(worse)s av %(all)s") % said
    if better:
        return _("%(name)s: säkert bättre i %(better)s av %(all)s") % (said | {"better": better})
    if worse:
        return _("%(name)s: säkert sämre i %(worse)s av %(all)s") % (said | {"worse": worse})
    return _("%(name)s: inget säkert tecken på förändring i någon av %(all)s") % said


def _subtitle(version: IndicatorVersion, rows: Sequence[Row]) -> str:
    cells = sorted(
        (cell for _unit, followed in rows for cell in followed.cells), key=lambda cell: start_of(cell.period)
    )
    what = f"{version.title}, {version.unit_label}"
    return f"{what}, {words.span(cells)}." if cells else f"{what}."


def _few_or_many(rows: Sequence[Row]) -> str:
    if len(rows) > MOST_DRAWN:
        return _("%(n)s enheter är för många för en bild. De står i tabellen, i bokstavsordning.") % {"n": len(rows)}
    return _("Ingen av siffrorna kan visas. En serie som saknas eller döljs är inte samma sak som noll.")


def _last(version: IndicatorVersion, followed: Followed) -> str:
    """The latest value with its period; else the state of the latest cell."""
    shown = [cell for cell in followed.cells if cell.is_shown]
    if not followed.cells:
        return _("Serien saknas ännu")
    if not shown:
        return words.state(followed.cells[-1])
    return f"{words.measured(version, shown[-1].value or 0.0)}, {words.short_period(shown[-1].period)[1]}"


def _panel(version: IndicatorVersion, unit: Unit, followed: Followed) -> Panel:
    signs = dict(zip(followed.chart.dates, followed.chart.signals, strict=True)) if followed.chart else {}
    spots = [
        Spot(
            month(start_of(cell.period)), cell.value if cell.is_shown else None, cell.state,
            cell.is_shown and signs.get(start_of(cell.period), Signal.NONE) is not Signal.NONE,
        )
        for cell in followed.cells
    ]  # fmt: skip
    return Panel(unit.name, _last(version, followed), spots)


def _shared(version: IndicatorVersion, rows: Sequence[Row], aim: float | None) -> Shared:
    values = [cell.value for _unit, followed in rows for cell in followed.cells if cell.value is not None]
    at = ticks(values + ([aim] if aim is not None else []), about=3)
    if version.value_type == "proportion" and version.multiplier == 100:
        at = [value for value in at if 0 <= value <= 100] or at
    fine = max(len(f"{value:g}".partition(".")[2]) for value in at)
    periods = sorted({cell.period for _unit, followed in rows for cell in followed.cells}, key=start_of)
    ends = words.short_period(periods[0])[1], words.short_period(periods[-1])[1]
    said = _("Mål %(value)s") % {"value": words.aimed(version, aim)} if aim is not None else ""
    return Shared(at, {value: number(value, fine) for value in at}, ends, aim, said)


def _marks(panels: Sequence[Panel]) -> str:
    states = {spot.state for panel in panels for spot in panel.spots}
    out = []
    if any(spot.is_sign for panel in panels for spot in panel.spots):
        out.append(_("Fyrkant på spetsen: ett tecken på att något skiljer sig."))
    if "hidden" in states:
        out.append(_("Snedstreckat: visas inte, för att ingen ska kunna kännas igen. Det är inte noll."))
    if "missing" in states:
        out.append(_("Kryss på axeln: uppgift saknas. Det är inte noll."))
    return " ".join(out)


def _answers(version: IndicatorVersion, followed: Followed) -> list[str]:
    if version.polarity == Polarity.NEUTRAL:
        return []
    return [str(Position(followed.position).label), str(Heading(followed.heading).label)]


def _alt(version: IndicatorVersion, rows: Sequence[Row], aim: float | None) -> str:
    said = [_("Små diagram, ett för var och en av %(n)s enheter.") % {"n": len(rows)}]
    if aim is not None:
        said.append(_("Målet är %(value)s.") % {"value": words.aimed(version, aim)})
    for unit, followed in rows:
        answers = ", ".join(_answers(version, followed)).lower()
        said.append(f"{unit.name}: {_last(version, followed)}{', ' + answers if answers else ''}.")
    return " ".join(said)


def _table(version: IndicatorVersion, rows: Sequence[Row], aim: float | None) -> Table:
    judged = version.polarity != Polarity.NEUTRAL
    head = [Head(_("Enhet")), Head(_("Senaste värdet"), num=True), Head(_("Antal (n)"), num=True)]
    head += [Head(_("Var är vi?")), Head(_("Vart är vi på väg?"))] if judged else []
    out = []
    for unit, followed in rows:
        shown = next((cell for cell in reversed(followed.cells) if cell.is_shown), None)
        hidden = shown is None and any(cell.is_hidden for cell in followed.cells)
        n = number(shown.denominator, 0) if shown and shown.denominator is not None else _("Okänt")
        row = [Part(unit.name), Part(_last(version, followed), hidden=hidden), Part(_("Visas inte") if hidden else n)]
        out.append(row + [Part(answer) for answer in _answers(version, followed)])
    caption = f"{version.short_title}, {version.unit_label}"
    if aim is not None:
        caption = _("%(caption)s. Mål %(aim)s") % {"caption": caption, "aim": words.aimed(version, aim)}
    return Table(caption, head, out, stack=True)
