"""A map as slides: one phase a slide, and one with the gaps. Titles are titles, tables are tables, the language is
Swedish, and what a slide has no room for is in its notes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import pairwise

from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from journeys.analysis.columns import ROWS, Column, Part
from journeys.analysis.document import Document
from journeys.analysis.drawing import INK, LINE, OCHRE_BG, SAND, SOFT, THREAD
from journeys.exports.outline import Item, outline
from journeys.exports.slide_parts import (
    LANGUAGE,
    LEFT,
    ROOM,
    add_words,
    decorate,
    fill_cell,
    height,
    place,
    plain,
    rgb,
    say,
    speak_swedish,
    write,
)
from journeys.exports.told import Told, border, columns, days, facts, heading, printed

WIDTH, HEIGHT = 13.333, 7.5
TOP, DEEP = 1.45, 5.35
"""Inches: where a table stands, and how high it may be."""
LABEL, LABEL_SIZE = 1.5, 13
MOST_COLUMNS, SIZES = 5, (18, 16, 14, 13, 12, 11, 10)
HIDDEN = ("back", "support")


def slides(document: Document, told: Told) -> bytes:
    """The .pptx file."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    properties = deck.core_properties
    properties.title, properties.author, properties.language = plain(document.title), plain(told.lab), LANGUAGE
    properties.subject, properties.keywords = plain(document.question), told.stamp
    _first(deck, document, told)
    names = heading(document, told).rows
    every, texts = columns(document), outline(document)
    for number, phase in enumerate(document.phases, start=1):
        here = [column for column in every if column.phase == number]
        items = list(texts[number - 1][1])
        pages = list(_pages(here, names)) if items else [(tuple(here), SIZES[0])]
        done = 0
        for n, (page, size) in enumerate(pages, start=1):
            title = f"{number}. {phase.title}"
            if len(pages) > 1:
                title = _("%(title)s (%(n)s av %(of)s)") % {"title": title, "n": n, "of": len(pages)}
            slide = _titled(deck, title, told)
            if items:
                _table(slide, page, names, size, title)
                _notes(slide, items[done : done + len(page)], told)
                done += len(page)
            else:
                say(slide, _("Fasen har inga steg ännu."), TOP, 20, SOFT)
    _gaps(deck, document, told)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


# --- Slides -----------------------------------------------------------------------------------


def _first(deck, document: Document, told: Told) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    place(slide.shapes.title, LEFT, 2.0, ROOM, 1.6)
    write(slide.shapes.title.text_frame, document.title, 44, INK, face="Georgia")
    under = slide.placeholders[1]
    place(under, LEFT, 3.6, ROOM, 2.0)
    write(under.text_frame, document.question, 24, INK)
    more = under.text_frame.add_paragraph()
    add_words(more, facts(document), 14, SOFT)
    more.space_before = Pt(10)
    for paragraph in (*slide.shapes.title.text_frame.paragraphs, *under.text_frame.paragraphs):
        paragraph.alignment = 1
    if not document.phases:
        say(slide, _("Kartan har inga faser och steg ännu."), 5.6, 16, SOFT)
    _around(slide, told)
    _notes(slide, [], told)


def _titled(deck, title: str, told: Told):
    """A slide with only a title, in the look of all."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    place(slide.shapes.title, LEFT, 0.45, ROOM, 0.85)
    write(slide.shapes.title.text_frame, title, 28, INK, face="Georgia")
    slide.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    slide.shapes.title.text_frame.margin_left = 0
    slide.shapes.title.text_frame.paragraphs[0].alignment = 1
    _around(slide, told)
    return slide


def _around(slide, told: Told) -> None:
    """The red thread, where it comes from, and the label of example content."""
    line = slide.shapes.add_shape(1, Inches(0.28), 0, Inches(0.04), Inches(HEIGHT))
    line.fill.solid()
    line.fill.fore_color.rgb = rgb(THREAD)
    line.line.fill.background()
    line.name = "Röd tråd"
    decorate(line)
    say(slide, printed(told), 7.0, 9, SOFT)
    if told.stamp:
        box = say(slide, told.stamp, 0.12, 11, INK, bold=True)
        box.name = "Exempeldata"


def _gaps(deck, document: Document, told: Told) -> None:
    """The gaps in tables: planned, told and measured beside each other, never mixed."""
    actors = {actor.key: actor for actor in document.actors}
    head = (_("Mellanrum"), _("Mellan"), _("Planerat"), _("Berättat"), _("Uppmätt"))
    widths = (3.4, 3.6, 1.5, 1.9, 1.73)
    rows = []
    for gap in document.gaps:
        known = {label.partition(",")[0]: (label, value) for label, value in days(gap)}
        measured = known.get(_("Uppmätt"), ("", ""))
        note = measured[0].partition("(")[2].rstrip(")")
        rows.append((
            gap.title, " – ".join(filter(None, border(gap, actors))), known.get(_("Planerat"), ("", "–"))[1],
            known.get(_("Berättat"), ("", "–"))[1], f"{measured[1]} ({note})" if note else measured[1] or "–",
        ))  # fmt: skip
    size = next((size for size in SIZES if len(_filled(rows, widths, size)) <= 1), 14)
    pages = _filled(rows, widths, size)
    for n, page in enumerate(pages, start=1):
        title = _("Mellanrummen")
        if len(pages) > 1:
            title = _("%(title)s (%(n)s av %(of)s)") % {"title": title, "n": n, "of": len(pages)}
        slide = _titled(deck, title, told)
        table = _new_table(slide, len(page) + 1, widths, title)
        for x, words in enumerate(head):
            fill_cell(table.cell(0, x), [Part(words, "strong")], size, OCHRE_BG, under=INK)
        for y, row in enumerate(page, start=1):
            for x, words in enumerate(row):
                fill_cell(table.cell(y, x), [Part(words, "strong" if x == 0 else "body")], size, "")
        _notes(slide, [], told)


def _filled(rows: list[tuple[str, ...]], widths: tuple[float, ...], size: int) -> list[list[tuple[str, ...]]]:
    """Rows by slide."""
    pages: list[list[tuple[str, ...]]] = []
    used = DEEP
    for row in rows:
        high = max(height([Part(words, "strong")], size, width) for words, width in zip(row, widths, strict=True))
        if used + high > DEEP:
            pages.append([])
            used = height([Part("–")], size, 1.0) * 1.3
        pages[-1].append(row)
        used += high
    return pages


# --- The table of a phase ---------------------------------------------------------------------


def _pages(here: list[Column], names: dict[str, str]) -> Iterable[tuple[tuple[Column, ...], int]]:
    """(columns, size of the letters) of each slide: as many columns as there is room for, in equal parts."""
    rest = tuple(here)
    while rest:
        slides_left = -(-len(rest) // MOST_COLUMNS)
        most = -(-len(rest) // slides_left)
        fitting = (
            (n, size) for n in range(most, 0, -1) for size in SIZES if _table_high(rest[:n], names, size) <= DEEP
        )
        n, size = next(fitting, (1, SIZES[-1]))
        yield rest[:n], size
        rest = rest[n:]


def _rows(page: tuple[Column, ...]) -> list[str]:
    return [row for row in ROWS[1:] if any(_of(column, row) for column in page)]


def _of(column: Column, row: str) -> tuple[Part, ...]:
    """What a column says in a row: a gap stands by itself and says nothing in the rows of the lanes."""
    return () if column.is_gap else column.rows.get(row, ())


def _table_high(page: tuple[Column, ...], names: dict[str, str], size: int) -> float:
    width = (ROOM - LABEL) / len(page)
    rows = _rows(page)
    high = max(height(_title(column), size, width) for column in page)
    below = sum(max((height(list(_of(column, row)), size, width) for column in page), default=0) for row in rows)
    gaps = max((height(_body(column), size, width) for column in page if column.is_gap), default=0)
    return high + max(below, gaps)


def _title(column: Column) -> list[Part]:
    """The head of a column: number and name, and how it felt."""
    parts = list(column.rows.get("title", ()))
    parts = parts[:2] if column.is_gap else parts
    felt = ", ".join(filter(None, (column.word, column.moment)))
    return [*parts, *([Part(_("Känsla: %(word)s") % {"word": felt.lower()}, "soft")] if felt else [])]


def _body(column: Column) -> list[Part]:
    """What a gap says under its head."""
    return [_in_words(part) for part in column.rows["title"][2:]]


def _in_words(part: Part) -> Part:
    """The looks that only a drawing has, as words."""
    if part.style == "days":
        return Part(f"{part.more}: {part.words}", "strong")
    return Part(f"{part.words} – {part.more}", "strong") if part.style in ("border", "within") else part


def _table(slide, page: tuple[Column, ...], names: dict[str, str], size: int, title: str) -> None:
    rows = _rows(page)
    each = (ROOM - LABEL) / len(page)
    table = _new_table(slide, len(rows) + 1 or 1, (LABEL, *[each] * len(page)), title)
    above_hidden = next((row for row, below in pairwise(rows) if below in HIDDEN and row not in HIDDEN), "")

    def look(row: str) -> dict:
        is_edge = row == above_hidden
        return {"fill": SAND if row in HIDDEN else "", "under": INK if is_edge else LINE, "dashed": is_edge}

    fill_cell(table.cell(0, 0), [], size, "", under=INK)
    for y, row in enumerate(rows, start=1):
        fill_cell(table.cell(y, 0), [Part(names[row], "strong")], min(size, LABEL_SIZE), **look(row))
    for x, column in enumerate(page, start=1):
        fill_cell(table.cell(0, x), _title(column), size, OCHRE_BG if column.is_gap else "", under=INK)
        if column.is_gap and rows:
            if len(rows) > 1:
                table.cell(1, x).merge(table.cell(len(rows), x))
            fill_cell(table.cell(1, x), _body(column), size, OCHRE_BG)
            continue
        for y, row in enumerate(rows, start=1):
            fill_cell(table.cell(y, x), list(_of(column, row)), size, **look(row))


def _new_table(slide, rows: int, widths: tuple[float, ...], title: str):
    """A table with its first row as head, and a description for who listens."""
    frame = slide.shapes.add_table(rows, len(widths), Inches(LEFT), Inches(TOP), Inches(ROOM), Inches(0.3 * rows))
    frame.name = plain(title)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(_("Tabell: %(title)s") % {"title": title}))
    table = frame.table
    table.first_row, table.horz_banding = True, False
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "no style, no grid": the lines are drawn in each cell
    for n, width in enumerate(widths):
        table.columns[n].width = Inches(width)
    for row in table.rows:
        row.height = Inches(0.3)
    return table


def _notes(slide, items: list[Item], told: Told) -> None:
    """Everything that the slide is about, in full."""
    said = [told.stamp] if told.stamp else []
    for item in items:
        head = f"{item.number}. {item.title}" if item.number else f"{item.kind}. {item.title}"
        said += [head, *item.facts, *(f"{label}: {value}" for label, value in item.days)]
        said += [f"{label}: {words}" for label, words in item.words]
        said += [f"”{quote}”" for quote in item.quotes]
        said += [_("Känsla: %(word)s") % {"word": item.feeling.lower()}] if item.feeling else []
        said += [_("Så vet vi det: %(grade)s") % {"grade": item.grade.lower()}, ""]
    frame = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(plain(words) for words in (*said, printed(told)))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            speak_swedish(run.font._element)
