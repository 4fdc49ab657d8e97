"""Sheets as SVG and as PNG."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

import resvg_py

from journeys.analysis.drawing import CARD, Area, Box, Dot, Mark, Rule, Text, Way
from journeys.analysis.poster import Sheet
from journeys.exports.letters import FILES, LOOKS, OTHERWISE, covers, css

SVG = "http://www.w3.org/2000/svg"
SHARP = 7.0
"""Pixels for each unit: words of a step are then 21 pixels high."""
MOST_PIXELS = 12_000_000


def svg(sheet: Sheet, *, title: str, about: str) -> str:
    """The sheet as a file of its own, with its fonts in it. title, about: told to those who listen."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="{SVG}" xml:lang="sv" role="img" '
        f'width="{_n(sheet.width)}mm" height="{_n(sheet.height)}mm" viewBox="{view(sheet.units)}">'
        f"<title>{escape(_plain(title))}</title><desc>{escape(_plain(about))}</desc>"
        f"<style>{css()}</style>{drawn(sheet.marks)}</svg>\n"
    )


def png(sheet: Sheet) -> bytes:
    """The sheet as a picture: sharp, unless it is so large that no program would open it then."""
    _x, _y, wide, high = sheet.units
    zoom = min(SHARP, (MOST_PIXELS / (wide * high)) ** 0.5)
    plain = (
        f'<svg xmlns="{SVG}" width="{_n(wide)}" height="{_n(high)}" viewBox="{view(sheet.units)}">'
        f"{drawn(sheet.marks)}</svg>"
    )
    ours = covers("".join(mark.words for mark in sheet.marks if isinstance(mark, Text)))
    return resvg_py.svg_to_bytes(
        svg_string=plain,
        width=max(1, round(wide * zoom)),
        background=CARD,
        skip_system_fonts=ours,  # the machine's own only for signs that ours have no letter for
        font_files=[str(path) for path in FILES.values()],
        font_family=LOOKS["sans"]["family"],
        languages=["sv"],
    )


def view(box: Box) -> str:
    """A box as a viewBox."""
    return " ".join(map(_n, box))


def drawn(marks: Iterable[Mark]) -> str:
    """Marks as elements, in their order. Lines of the same look share a group."""
    out = []
    for look, group in groupby(marks, key=_look):
        if look is None:
            out += [_element(mark) for mark in group]
            continue
        face, size, colour, anchor, halo = look
        font = LOOKS[face]
        family = quoteattr(f"'{font['family']}', {OTHERWISE[font['family']]}")
        extra = "".join((
            f' font-weight="{font["weight"]}"' if font["weight"] != "400" else "",
            ' font-style="italic"' if font["style"] == "italic" else "",
            f' text-anchor="{anchor}"' if anchor != "start" else "",
            f' stroke="{CARD}" stroke-width="{_n(size * 0.32)}" stroke-linejoin="round" paint-order="stroke"'
            if halo else "",
        ))  # fmt: skip
        lines = "".join(_element(mark) for mark in group)
        out.append(f'<g font-family={family} font-size="{_n(size)}" fill="{colour}"{extra}>{lines}</g>')
    return "".join(out)


def _look(mark: Mark):
    return (mark.face, mark.size, mark.colour, mark.anchor, mark.halo) if isinstance(mark, Text) else None


def _element(mark: Mark) -> str:
    if isinstance(mark, Text):
        return f'<text x="{_n(mark.x)}" y="{_n(mark.y)}">{escape(_plain(mark.words))}</text>'
    if isinstance(mark, Area):
        edge = _stroke(mark.edge, mark.thick, mark.dash) if mark.edge else ""
        round_ = f' rx="{_n(mark.radius)}"' if mark.radius else ""
        where = f'x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.width)}" height="{_n(mark.height)}"'
        return f'<rect {where}{round_} fill="{mark.fill or "none"}"{edge}/>'
    if isinstance(mark, Rule):
        ends = f'x1="{_n(mark.x1)}" y1="{_n(mark.y1)}" x2="{_n(mark.x2)}" y2="{_n(mark.y2)}"'
        return f"<line {ends}{_stroke(mark.colour, mark.thick, mark.dash)}/>"
    if isinstance(mark, Dot):
        where = f'cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.radius)}"'
        return f'<circle {where} fill="{mark.fill}"{_stroke(mark.edge, mark.thick, ())}/>'
    return f'<path d="{_curve(mark)}" fill="none"{_stroke(mark.colour, mark.thick, mark.dash)}/>'


def _curve(way: Way) -> str:
    (x, y), *rest = way.points
    said = [f"M{_n(x)} {_n(y)}"]
    for to_x, to_y in rest:
        middle = (x + to_x) / 2
        said.append(f"C{_n(middle)} {_n(y)} {_n(middle)} {_n(to_y)} {_n(to_x)} {_n(to_y)}")
        x, y = to_x, to_y
    return "".join(said)


def _stroke(colour: str, thick: float, dash: tuple[float, ...]) -> str:
    dashes = f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ""
    return f' stroke="{colour}" stroke-width="{_n(thick)}"{dashes}'


def _plain(words: str) -> str:
    """Without the signs that cannot stand in XML."""
    return "".join(sign for sign in words if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))


def _n(number: float) -> str:
    """A number with two decimals at most, as short as it can be."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if number else "0"
