"""Words, cells and lines of slides: each with its language, its size and its colour."""

from __future__ import annotations

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches, Pt

from journeys.analysis.columns import Part
from journeys.analysis.drawing import BOLD, INK, LINE, OCHRE, SANS, SOFT, broken
from journeys.exports.letters import measure

LANGUAGE = "sv-SE"
CELL = 0.16
"""Inches of a cell's width that no words stand on."""
LEFT, ROOM = 0.6, 12.13
"""Inches: where everything on a slide begins, and how wide it is."""


def fill_cell(cell, parts: list[Part], size: int, fill: str, *, under: str = LINE, dashed: bool = False) -> None:
    """What a cell says. under: colour of the line below it; dashed: it is the line of visibility."""
    cell.margin_left = cell.margin_right = Inches(CELL / 2)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    _line_under(cell, under, dashed=dashed)
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(fill)
    frame = cell.text_frame
    frame.word_wrap = True
    if not parts:
        speak_swedish(frame.paragraphs[0].font._element)
    for n, part in enumerate(parts):
        paragraph = frame.paragraphs[0] if not n else frame.add_paragraph()
        words, bold, colour, italic = part.words, part.style in ("strong", "title", "label"), INK, False
        if part.style == "quote":
            words, italic = f"”{words}”", True
        elif part.style == "label":
            colour = OCHRE
        elif part.style == "soft" or part.style.startswith("grade-"):
            colour = SOFT
        add_words(paragraph, words, size + (2 if part.style == "title" else 0), colour, bold=bold, italic=italic)


def _line_under(cell, colour: str, *, dashed: bool) -> None:
    """A hairline below a cell; a strong one, dashed or whole, in ink."""
    line = OxmlElement("a:lnB")
    line.set("w", str(Pt(2 if dashed else 1.5 if colour == INK else 0.5)))
    fill, tone = OxmlElement("a:solidFill"), OxmlElement("a:srgbClr")
    tone.set("val", colour.removeprefix("#"))
    fill.append(tone)
    line.append(fill)
    if dashed:
        dash = OxmlElement("a:prstDash")
        dash.set("val", "dash")
        line.append(dash)
    cell._tc.get_or_add_tcPr().insert(0, line)


def height(parts: list[Part], size: int, width: float) -> float:
    """How high a cell is that holds them, in inches."""
    lines = 0.0
    for part in parts:
        points = size + (2 if part.style == "title" else 0)
        face = BOLD if part.style in ("strong", "title", "label") else SANS
        lines += len(broken(part.words, face, points, (width - CELL) * 72, measure)) * points * 1.22
    return max(0.3, lines / 72 + 0.1)


def say(slide, words: str, top: float, size: int, colour: str, *, bold: bool = False):
    box = slide.shapes.add_textbox(Inches(LEFT), Inches(top), Inches(ROOM), Inches(0.32))
    box.text_frame.word_wrap = True
    add_words(box.text_frame.paragraphs[0], words, size, colour, bold=bold)
    return box


def write(frame, words: str, size: int, colour: str, *, face: str = "") -> None:
    frame.text = ""
    add_words(frame.paragraphs[0], words, size, colour, face=face)
    frame.word_wrap = True


def add_words(paragraph, words: str, size: int, colour: str, *, bold=False, italic=False, face: str = "") -> None:
    run = paragraph.add_run()
    run.text = plain(words)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    run.font.color.rgb = rgb(colour)
    if face:
        run.font.name = face
    speak_swedish(run.font._element)


def speak_swedish(properties) -> None:
    properties.set("lang", LANGUAGE)


def place(shape, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(int(n * 914400)) for n in (left, top, width, height))


def decorate(shape) -> None:
    """Screen readers pass it by."""
    shape._element.nvSpPr.cNvPr.set("descr", "")


def rgb(code: str) -> RGBColor:
    return RGBColor.from_string(code.removeprefix("#"))


def plain(words: str) -> str:
    """Without the signs that cannot stand in XML."""
    return "".join(sign for sign in words if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))
