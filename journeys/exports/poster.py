"""A map as pages to print: sheets of A3, and an A0 cut into pages of A3 or A4."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from journeys.analysis import drawing as d
from journeys.analysis.document import Document
from journeys.analysis.drawing import Area, Mark, Rule, Text
from journeys.analysis.poster import A0, A3, Sheet, picture, poster
from journeys.analysis.tiles import Grid, Tile, grid, tiles
from journeys.exports.letters import measure
from journeys.exports.picture import drawn, view
from journeys.exports.told import Told, columns, heading

PAPERS = {"a3": (420.0, 297.0), "a4": (297.0, 210.0)}
SHEETS = {"a3": A3, "a0": A0}


@dataclass(frozen=True)
class Leaf:
    """A page to print. size: which paper and how it lies, as a style names it ("a3-wide"). label: what it is."""

    size: str
    label: str
    drawing: SafeString


def sheets(document: Document, told: Told, paper: str) -> list[Sheet]:
    """The map on sheets of "a3" or "a0"."""
    return poster(columns(document), heading(document, told), SHEETS[paper], measure)


def whole(document: Document, told: Told) -> Sheet:
    """The map as one picture, of the size that it needs."""
    return picture(columns(document), heading(document, told), measure)


def leaves(found: list[Sheet], title: str) -> list[Leaf]:
    """Sheets of A3 as pages."""
    return [
        Leaf("a3-wide", label, _svg(sheet.width, sheet.height, label, _part(sheet, sheet.units, 0, 0)))
        for n, sheet in enumerate(found, start=1)
        for label in [_("%(title)s, blad %(n)s av %(of)s") % {"title": title, "n": n, "of": len(found)}]
    ]


def cut_up(found: list[Sheet], title: str, stamp: str, paper: str) -> tuple[list[Leaf], Grid]:
    """Sheets of A0 as pages of a paper of PAPERS, each sheet with a page that tells how they go together."""
    cut = grid(found[0].width, found[0].height, PAPERS[paper])
    size = f"{paper}-{'wide' if cut.paper[0] > cut.paper[1] else 'high'}"
    out = []
    for n, sheet in enumerate(found, start=1):
        cuts = tiles(sheet, cut)
        name = title if len(found) == 1 else _("%(title)s, blad %(n)s") % {"title": title, "n": n}
        out.append(
            Leaf(
                size, _("Så sätter du ihop den: %(title)s") % {"title": name}, _overview(sheet, cuts, cut, name, stamp)
            )
        )
        for tile in cuts:
            label = _("Ruta %(name)s (%(n)s av %(of)s): %(title)s") % {
                "name": tile.name, "n": tile.number, "of": cut.count, "title": name,
            }  # fmt: skip
            out.append(Leaf(size, label, _tile(sheet, tile, cut, label, stamp)))
    return out, cut


def how_to(cut: Grid) -> list[str]:
    """How the pages become one poster."""
    return [
        _("Skriv ut i full storlek (100 %). Linjen på första sidan ska vara 100 millimeter lång."),
        _("Klipp bort kanten till höger och nertill, längs strecken. Låt den till vänster och upptill sitta kvar."),
        _("Lägg rutorna i ordning, %(across)s på bredden och %(down)s på höjden: A1 överst till vänster.")
        % {"across": cut.across, "down": cut.down},
        _("Limma eller tejpa varje ruta ovanpå kanten på nästa, rad för rad, och sedan raderna på varandra."),
    ]


# --- Inner parts ------------------------------------------------------------------------------


def _svg(width: float, height: float, label: str, inner: str) -> SafeString:
    return mark_safe(  # noqa: S308  (every word in it has been escaped where it was drawn)
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}mm" height="{height:g}mm" role="img">'
        f"<title>{escape(label)}</title>{inner}</svg>"
    )


def _part(sheet: Sheet, box: d.Box, x: float, y: float, marks: tuple[Mark, ...] | None = None) -> str:
    """A part of a sheet in its true size, its upper left corner at (x, y) millimetres."""
    wide, high = box[2] * sheet.scale, box[3] * sheet.scale
    inner = drawn(sheet.marks if marks is None else marks)
    return f'<svg x="{x:.2f}" y="{y:.2f}" width="{wide:.2f}" height="{high:.2f}" viewBox="{view(box)}">{inner}</svg>'


def _tile(sheet: Sheet, tile: Tile, cut: Grid, label: str, stamp: str) -> SafeString:
    words = f"{label}. {stamp}" if stamp else label
    name = measure(tile.name, d.BOLD, 5.0)
    at, room = cut.left + 9, cut.width - 21 - name
    line = _fitting(words, room)
    around: list[Mark] = [
        Text(at, cut.top - 2.4, tile.name, d.BOLD, 5.0, d.INK, name),
        Text(at + name + 3, cut.top - 2.6, line, d.SANS, 2.8, d.INK, measure(line, d.SANS, 2.8)),
    ]
    for x in (cut.left, cut.left + cut.width):
        for y, way in ((cut.top, -1), (cut.top + cut.height, 1)):
            around.append(Rule(x, y + way * 1.5, x, y + way * 6.5, d.INK, 0.2))
    for y in (cut.top, cut.top + cut.height):
        for x, way in ((cut.left, -1), (cut.left + cut.width, 1)):
            around.append(Rule(x + way * 1.5, y, x + way * 6.5, y, d.INK, 0.2))
    inner = _part(sheet, tile.view, cut.left, cut.top, tile.marks)
    return _svg(*cut.paper, label, inner + drawn(around))


def _fitting(words: str, width: float) -> str:
    """As much as there is room for in the margin."""
    while words and measure(words, d.SANS, 2.8) > width:
        words = words[:-2].rstrip(" …") + "…"
    return words


def _overview(sheet: Sheet, cuts: list[Tile], cut: Grid, title: str, stamp: str) -> SafeString:
    """The first page: what to do, and the whole poster with the names of its pages."""
    marks: list[Mark] = []
    left, right, y = 16.0, cut.paper[0] - 16.0, 14.0
    rows = [(_("Så sätter du ihop affischen"), d.SERIF, 9.0), (title, d.BOLD, 4.4)]
    rows += [(f"{n}. {words}", d.SANS, 3.8) for n, words in enumerate(how_to(cut), start=1)]
    if stamp:
        rows.append((stamp, d.BOLD, 3.8))
    for words, face, size in rows:
        for line in d.broken(words, face, size, right - left, measure):
            marks.append(Text(left, y + size * d.ASCENT, line, face, size, d.INK, measure(line, face, size)))
            y += size * d.LEADING
        y += 1.5
    y += 5
    marks += [Rule(left, y, left + 100, y, d.INK, 0.4), Rule(left, y - 2, left, y + 2, d.INK, 0.4),
              Rule(left + 100, y - 2, left + 100, y + 2, d.INK, 0.4)]  # fmt: skip
    marks.append(Text(left + 103, y + 1.2, "100 mm", d.SANS, 3.4, d.INK, measure("100 mm", d.SANS, 3.4)))
    y += 8
    zoom = min((right - left) / sheet.width, (cut.paper[1] - 14 - y) / sheet.height)
    small = [mark for mark in sheet.marks if not isinstance(mark, Text) or mark.size >= 4]
    inner = (
        f'<svg x="{left:.2f}" y="{y:.2f}" width="{sheet.width * zoom:.2f}" height="{sheet.height * zoom:.2f}" '
        f'viewBox="{view(sheet.units)}">{drawn(small)}</svg>'
    )
    for tile in cuts:
        x, top = left + (tile.column - 1) * cut.width * zoom, y + (tile.row - 1) * cut.height * zoom
        marks.append(Area(x, top, cut.width * zoom, cut.height * zoom, "", d.INK, 0.4))
        size = min(14.0, cut.height * zoom / 3)
        marks.append(Text(x + cut.width * zoom / 2, top + cut.height * zoom / 2 + size * 0.36, tile.name, d.BOLD, size,
                          d.INK, measure(tile.name, d.BOLD, size), "middle", True))  # fmt: skip
    return _svg(*cut.paper, title, inner + drawn(marks))
