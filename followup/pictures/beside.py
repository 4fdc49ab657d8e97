"""The register beside people's own answers: the two are never put together, and their distance is the finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from followup.analysis.beside import Side
from followup.analysis.drawing.axes import ticks
from followup.analysis.drawing.beside import Line, Shared, Value, draw
from followup.analysis.drawing.marks import NARROW, WIDE
from followup.enums import CellState
from followup.models import Unit
from followup.pictures.frame import Head, Part, Picture, Table, art
from followup.words.names import by_name
from followup.words.numbers import number, period_words


@dataclass(frozen=True)
class BesideRow:
    """One unit: what the register says and what people say, both in the same unit of measure."""

    unit: Unit
    register: Side
    experience: Side


def beside_picture(
    *,
    title: str,
    rows: Sequence[BesideRow],
    target: float | None = None,
    subtitle: str = "",
    unit_label: str = "%",
    decimals: int = 0,
    summary: str = "",
    csv_url: str = "",
) -> Picture:
    """rows: in any order, they are drawn in alphabetical. title: the message. target: the same for both, where there
    is one. unit_label, decimals: of both."""
    rows = sorted(rows, key=lambda row: by_name(row.unit))
    said = _Said(unit_label, decimals)
    subtitle = subtitle or _subtitle(rows, said)
    values = [one for row in rows for side in (row.register, row.experience) for one in _reach(side)]
    table = _table(title, rows, said, target) if rows else None
    if not values:
        return Picture(title, subtitle, _("Ingen av siffrorna kan visas."), table=table, csv_url=csv_url)
    is_share = unit_label == "%"
    wanted = [0.0, *values, *([target] if target is not None else []), *([100.0] if is_share else [])]
    at = [tick for tick in ticks(wanted, about=5) if not is_share or tick <= 100]
    fine = max(len(f"{tick:g}".partition(".")[2]) for tick in at)
    tick_words = {tick: number(tick, fine) for tick in at}
    tick_words[at[-1]] = f"{tick_words[at[-1]]}\N{NO-BREAK SPACE}{unit_label}" if is_share else tick_words[at[-1]]
    aim = _("Mål %(value)s") % {"value": said.measured(target)} if target is not None else ""
    shared = Shared(at, tick_words, _("register"), _("människor"), target, aim)
    lines = [_line(row, said) for row in rows]
    return Picture(
        title=title,
        subtitle=subtitle,
        summary=summary or _("Vi visar båda, för skillnaden är själva fyndet."),
        alt=_alt(rows, said, aim),
        wide=art(draw(lines, shared, WIDE)),
        narrow=art(draw(lines, shared, NARROW)),
        table=table,
        marks=_marks(rows),
        csv_url=csv_url,
    )


@dataclass(frozen=True)
class _Said:
    unit_label: str
    decimals: int

    def bare(self, value: float) -> str:
        return number(value, self.decimals)

    def measured(self, value: float) -> str:
        return f"{self.bare(value)}\N{NO-BREAK SPACE}{self.unit_label}"


def _reach(side: Side) -> list[float]:
    return [one for one in (side.value, side.low, side.high) if one is not None]


def _line(row: BesideRow, said: _Said) -> Line:
    """The unit with its two values; what neither has is said once."""
    lacking = [_lacking(side) if side.value is None else "" for side in _both(row)]
    if lacking[0] and lacking[0] == lacking[1]:
        lacking = [_("båda: %(why)s") % {"why": lacking[0]}, ""]
    else:
        named = (_("register: %(why)s"), _("människor: %(why)s"))
        lacking = [name % {"why": why} if why else "" for name, why in zip(named, lacking, strict=True)]
    both = [
        Value(side.value, said.bare(side.value), side.low, side.high)
        if side.value is not None
        else Value(None, why, is_hidden=side.state == CellState.HIDDEN)
        for side, why in zip(_both(row), lacking, strict=True)
    ]
    return Line(row.unit.name, *both)


def _lacking(side: Side) -> str:
    return _("visas inte") if side.state == CellState.HIDDEN else _("uppgift saknas")


def _subtitle(rows: Sequence[BesideRow], said: _Said) -> str:
    cells = [side.cell for row in rows for side in (row.register, row.experience) if side.cell]
    when = sorted({period_words(cell.period) for cell in cells})
    told = [round(row.experience.n) for row in rows if row.experience.n is not None]
    parts = [", ".join([said.unit_label, *when])] if len(when) <= 2 else [said.unit_label]
    parts.append(_("Fyrkant: register. Ring: människors egna svar"))
    if told:
        parts.append(_("%(n)s svar i enkäten") % {"n": number(sum(told), 0)})
    return ". ".join(parts) + "."


def _marks(rows: Sequence[BesideRow]) -> str:
    out = []
    if any(row.experience.low is not None for row in rows):
        out.append(_("Strecket genom ringen visar osäkerheten (95 %)."))
    if any(side.state == CellState.HIDDEN and side.value is None for row in rows for side in _both(row)):
        out.append(_("Visas inte: för att ingen ska kunna kännas igen. Det är inte noll."))
    return " ".join(out)


def _both(row: BesideRow) -> tuple[Side, Side]:
    return row.register, row.experience


def _one(side: Side, said: _Said) -> str:
    if side.value is None:
        return _lacking(side)
    value = said.measured(side.value)
    if side.low is None or side.high is None:
        return value
    return f"{value} ({said.bare(side.low)}–{said.bare(side.high)})"


def _alt(rows: Sequence[BesideRow], said: _Said, aim: str) -> str:
    each = [
        _("%(unit)s: register %(register)s, människor %(people)s.")
        % {"unit": row.unit.name, "register": _one(row.register, said), "people": _one(row.experience, said)}
        for row in rows
    ]
    return " ".join([_("Register och människors egna svar bredvid varandra."), *each, f"{aim}." if aim else ""]).strip()


def _table(title: str, rows: Sequence[BesideRow], said: _Said, target: float | None) -> Table:
    head = [
        Head(_("Enhet")), Head(_("Register"), num=True), Head(_("Människors svar (95 % osäkerhet)"), num=True),
        Head(_("Antal svar (n)"), num=True), Head(_("Skillnad"), num=True),
    ]  # fmt: skip
    out = []
    for row in rows:
        n = number(row.experience.n, 0) if row.experience.n is not None else _("Okänt")
        n = _("Visas inte") if row.experience.value is None and row.experience.state == CellState.HIDDEN else n
        both = [side.value for side in _both(row) if side.value is not None]
        apart = said.bare(abs(both[0] - both[1])) if len(both) == 2 else _("Kan inte avgöras")
        out.append([Part(row.unit.name), *(_part(side, said) for side in _both(row)), Part(n), Part(apart)])
    caption = f"{title}, {said.unit_label}"
    if target is not None:
        caption = _("%(caption)s. Mål %(aim)s") % {"caption": caption, "aim": said.measured(target)}
    return Table(caption, head, out, stack=True)


def _part(side: Side, said: _Said) -> Part:
    lacking = _one(side, said)
    is_hidden = side.value is None and side.state == CellState.HIDDEN
    return Part(lacking[:1].upper() + lacking[1:], hidden=is_hidden)
