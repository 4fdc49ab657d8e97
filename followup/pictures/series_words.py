"""What a series over time says, in words: the message, the reading, the whole text alternative and the table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.analysis.cells import Cell
from followup.analysis.drawing.spc import Sketch
from followup.analysis.following import Definition, Followed
from followup.enums import Heading, Polarity, Position, WhyUnknown
from followup.models import IndicatorVersion, Unit
from followup.pictures import words
from followup.pictures.frame import Head, Part, Table
from followup.pictures.series import Point, aim_at, sign_runs
from followup.words.numbers import decimals_in, number, period_words
from hlab.stats.spc.chart import FEWEST, Chart, Kind
from hlab.stats.spc.rules import Signal

MOST_ROWS = 240  # of a table on a page; longer ones are fetched as a file
READ_OUT = 24  # values that the text alternative says one by one


def title(version: IndicatorVersion, followed: Followed) -> str:
    """The message as a sentence."""
    name = version.short_title
    if version.polarity == Polarity.NEUTRAL:
        is_sign = followed.chart is not None and followed.chart.variation != "common"
        if is_sign:
            return _("%(name)s: något skiljer sig från hur det brukar vara") % {"name": name}
        return _("%(name)s: en volym, varken bra eller dålig i sig") % {"name": name}
    said = {
        Heading.BETTER: _("%(name)s: ett säkert tecken på förbättring"),
        Heading.WORSE: _("%(name)s: ett säkert tecken på försämring"),
        Heading.NO_SIGN: _("%(name)s: inget säkert tecken på förändring"),
    }.get(Heading(followed.heading))
    if said is None:
        few = followed.heading_why == WhyUnknown.FEW_POINTS
        said = _("%(name)s: för få mätningar för att se en riktning") if few else _(
            "%(name)s: vart det är på väg kan inte avgöras"
        )  # fmt: skip
    return said % {"name": name}


def empty_title(version: IndicatorVersion, cells: Sequence[Cell]) -> str:
    """The message where no figure can be shown."""
    if any(cell.is_hidden for cell in cells):
        said = _("%(name)s: visas inte, för att ingen ska kunna kännas igen")
    else:
        said = _("%(name)s: det finns inga siffror ännu")
    return said % {"name": version.short_title}


def empty_summary(cells: Sequence[Cell]) -> str:
    """What one may do then."""
    if any(cell.is_hidden for cell in cells):
        return _("För få personer ligger bakom varje siffra. Se nivån ovanför, till exempel hela regionen.")
    return _("En serie som saknas är inte samma sak som noll. Måttets ägare kan säga när siffrorna kommer.")


def subtitle(version: IndicatorVersion, unit: Unit, cells: Sequence[Cell]) -> str:
    """What is measured, where, when, and of how many."""
    each = words.EACH.get(version.frequency)
    what = f"{version.title}, {version.unit_label}" + (f" {each[2]}" if each else "")
    parts = [what, words.about(unit, cells)] + ([words.span(cells)] if cells else [])
    people = words.of_people(cells)
    return ". ".join([", ".join(parts), *([people] if people else [])]) + "."


def summary(
    version: IndicatorVersion, points: Sequence[Point], followed: Followed, definition: Definition | None
) -> str:
    """One to three sentences of reading: the latest value, the target, and what the lines say of it."""
    last = next(point for point in reversed(points) if point.cell.is_shown)
    said = [
        _("Senaste värdet är %(value)s (%(period)s).")
        % {"value": words.measured(version, last.cell.value or 0.0), "period": period_words(last.cell.period)}
    ]
    aim = aim_at(definition.aims, last.cell) if definition else None
    if aim is not None:
        stand = {Position.REACHED: _("Målet %(aim)s nås."), Position.NOT_REACHED: _("Målet %(aim)s nås inte.")}
        sentence = stand.get(Position(followed.position), _("Om målet %(aim)s nås kan inte avgöras."))
        said.append(sentence % {"aim": words.aimed(version, aim.value)})
    said.append(_reading(points, followed.chart))
    return " ".join(filter(None, said))


def _reading(points: Sequence[Point], chart: Chart | None) -> str:
    if chart is None:
        return ""
    if chart.kind is Kind.RUN:
        if chart.n < FEWEST:
            return ngettext(
                "Det finns %(n)s mätning. Minst %(least)s behövs för att visa vad slumpen brukar ge.",
                "Det finns %(n)s mätningar. Minst %(least)s behövs för att visa vad slumpen brukar ge.", chart.n,
            ) % {"n": chart.n, "least": FEWEST}  # fmt: skip
        if chart.runs.signal:
            return _("Värdena ligger inte slumpvis kring medianen. Något har troligen ändrats.")
        return _("Värdena ligger slumpvis kring medianen.")
    signs = sign_runs(points)
    if not signs:
        return _("Alla värden ryms i det som slumpen brukar ge.")
    sign, inside = signs[-1]
    return _("Senaste tecknet: %(sign)s, %(period)s.") % {
        "sign": str(words.SIGNS[sign]).lower(), "period": words.span([points[i].cell for i in inside]),
    }  # fmt: skip


def alt(
    version: IndicatorVersion, unit: Unit, points: Sequence[Point], followed: Followed, sketch: Sketch, reading: str
) -> str:
    """Everything that the drawing says. A long series is told by its ends, its extremes and its signs; every value is
    in the table."""
    shown = [point.cell for point in points if point.cell.is_shown]
    chart = followed.chart
    is_run = chart is None or chart.kind is Kind.RUN
    said = [
        _("%(kind)s: %(name)s, %(unit)s, %(span)s.") % {
            "kind": _("Linjediagram") if is_run else _("Styrdiagram"), "name": version.short_title,
            "unit": words.about(unit, followed.cells),
            "span": words.span([point.cell for point in points]),
        }
    ]  # fmt: skip
    if len(shown) <= READ_OUT:
        each = (f"{period_words(cell.period)} {words.bare(version, cell.value or 0.0)}" for cell in shown)
        said.append(_("Värden, %(label)s: %(values)s.") % {"label": version.unit_label, "values": "; ".join(each)})
    else:
        low, high = min(shown, key=lambda cell: cell.value or 0.0), max(shown, key=lambda cell: cell.value or 0.0)
        said.append(
            _("%(n)s värden, från %(low)s (%(low_period)s) till %(high)s (%(high_period)s).") % {
                "n": number(len(shown), 0), "low": words.measured(version, low.value or 0.0),
                "low_period": period_words(low.period), "high": words.measured(version, high.value or 0.0),
                "high_period": period_words(high.period),
            }
        )  # fmt: skip
    lines = [level.words for level in sketch.levels if level.words]
    if lines:
        said.append(f"{'. '.join(lines)}.")
    for sign, inside in sign_runs(points)[-6:]:
        said.append(f"{words.SIGNS[sign]}: {words.span([points[i].cell for i in inside])}.")
    said += [f"{period_words(one.cell.period)}: {left_out(one)}." for one in points if one.excluded]
    said += _unknown(points)
    said += [f"{event.words[0]}." for event in sketch.events]
    return " ".join([*said, reading])


def _unknown(points: Sequence[Point]) -> list[str]:
    hidden = [period_words(point.cell.period) for point in points if point.cell.is_hidden]
    missing = [period_words(point.cell.period) for point in points if point.cell.state == "missing"]
    out = []
    if hidden:
        out.append(_("Visas inte, för få personer: %(periods)s.") % {"periods": _listed(hidden)})
    if missing:
        out.append(_("Uppgift saknas: %(periods)s.") % {"periods": _listed(missing)})
    return out


def _listed(periods: Sequence[str]) -> str:
    if len(periods) <= READ_OUT:
        return ", ".join(periods)
    return _("%(n)s perioder mellan %(first)s och %(last)s") % {
        "n": len(periods), "first": periods[0], "last": periods[-1],
    }  # fmt: skip


def left_out(point: Point) -> str:
    """Why a point takes no part in the lines."""
    return _("räknas inte med i gränserna: %(reason)s") % {"reason": point.excluded.rstrip(".")}


def marks(points: Sequence[Point], chart: Chart | None, sketch: Sketch) -> str:
    """What those marks mean that are in this drawing."""
    out = []
    if chart is not None and chart.kind is not Kind.RUN:
        out.append(_("Streckade linjer visar vad slumpen brukar ge."))
    if any(place.is_sign for place in sketch.places):
        out.append(_("Fyrkant på spetsen: ett tecken på att något skiljer sig. Vad det är står i tabellen."))
    if any(point.cell.is_hidden for point in points):
        out.append(_("Snedstreckat: visas inte, för att ingen ska kunna kännas igen. Det är inte noll."))
    if any(point.cell.state == "missing" for point in points):
        out.append(_("Kryss på axeln: uppgift saknas. Det är inte noll."))
    if set(sketch.starts) - set(sketch.apart):
        out.append(_("Prickade linjer: mittlinje och gränser som gällde före."))
    if len([point for point in points if point.cell.is_shown]) > 1_000:
        out.append(_("Serien är så lång att linjen visar lägsta och högsta värdet i varje smal spalt."))
    return " ".join(out)


def notes(definition: Definition | None) -> list[str]:
    """What has happened to the series and been decided of it, in full."""
    out = []
    if definition:
        for one in definition.breaks:
            out.append(f"{words.day(one.on)}: {one.what}")
        for decision in definition.decisions:
            out.append(_decided(decision))
        if len(definition.aims) > 1:
            out += [_aimed(aim) for aim in definition.aims]
    return out


def _aimed(aim) -> str:
    said = _("Från %(day)s är målet %(value)s.") % {
        "day": words.day(aim.valid_from), "value": number(aim.value, decimals_in(aim.value)),
    }  # fmt: skip
    return f"{said} {aim.source}." if aim.source else said


def _decided(decision) -> str:
    what = {
        "rebase": _("Ny mittlinje från %(period)s"),
        "exclude": _("%(period)s räknas inte med i gränserna"),
        "baseline": _("Gränserna är satta av de %(count)s första värdena"),
    }[decision.kind] % {
        "period": period_words(decision.period) if decision.period else "", "count": decision.count,
    }  # fmt: skip
    return _("%(what)s: %(reason)s. Beslutat av %(who)s, %(day)s.") % {
        "what": what[:1].upper() + what[1:], "reason": decision.reason.rstrip("."), "who": decision.decided_by,
        "day": words.day(decision.at),
    }  # fmt: skip


def method(chart: Chart | None) -> str:
    """Which chart it is and why, and how its lines were set."""
    if chart is None:
        return ""
    warned = " ".join(chart.warnings)
    never = "" if chart.kind is Kind.RUN else _("Gränserna ändras bara genom ett beslut med namn, datum och skäl.")
    return " ".join(filter(None, (str(words.CHARTS[chart.kind]), chart.reason, warned, never)))


def table(
    version: IndicatorVersion, points: Sequence[Point], name: str, first: int | None, chart: Chart | None
) -> Table:
    """Every period with what is known of it."""
    has_people = any(point.cell.denominator is not None for point in points)
    has_limits = any(point.lower is not None for point in points)
    has_signs = chart is not None and (chart.kind is not Kind.RUN or any(point.excluded for point in points))
    each = words.EACH.get(version.frequency)
    head = [Head(str(each[0]) if each else _("Period")), Head(version.unit_label, num=True)]
    head += [Head(_("Antal (n)"), num=True)] if has_people else []
    head += [Head(_("Medel"), num=True), Head(_("Gränser"), num=True)] if has_limits else []
    head += [Head(_("Tecken"))] if has_signs else []
    start = max(0, len(points) - MOST_ROWS) if first is None else max(0, first)
    inside = points[start : start + MOST_ROWS]
    rows = []
    for point in inside:
        row = [Part(period_words(point.cell.period)), _figure(version, point.cell)]
        row += [Part(_people(point.cell))] if has_people else []
        row += _lines(version, point) if has_limits else []
        row += [Part(_sign(point))] if has_signs else []
        rows.append(row)
    more = ""
    if len(inside) < len(points):
        more = _("Här är värde %(first)s till %(last)s av %(n)s. Hela serien finns i filen.") % {
            "first": number(start + 1, 0), "last": number(start + len(inside), 0),
            "n": number(len(points), 0),
        }  # fmt: skip
    return Table(f"{name}, {version.unit_label}", head, rows, more)


def _figure(version: IndicatorVersion, cell: Cell) -> Part:
    if cell.is_shown:
        return Part(words.bare(version, cell.value or 0.0))
    return Part(words.state(cell), hidden=cell.is_hidden)


def _people(cell: Cell) -> str:
    if cell.is_shown and cell.denominator is not None:
        return number(cell.denominator, 0)
    return _("Visas inte") if cell.is_hidden else _("Okänt")


def _lines(version: IndicatorVersion, point: Point) -> list[Part]:
    if point.centre is None or point.lower is None or point.upper is None:
        return [Part(_("Inga")), Part(_("Inga"))]
    low, middle, high = (words.bare(version, one, finer=True) for one in (point.lower, point.centre, point.upper))
    return [Part(middle), Part(f"{low}–{high}")]


def _sign(point: Point) -> str:
    said = [str(words.SIGNS[point.sign])] if point.sign is not Signal.NONE else []
    said += [left_out(point)] if point.excluded else []
    return ". ".join(one[:1].upper() + one[1:] for one in said) or _("Inget")
