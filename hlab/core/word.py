"""Documents for Word that read well aloud: language, headings, table heads and descriptions."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

LANGUAGE = "sv-SE"


def new_document(title: str, *, author: str, wide: bool = False):
    """A document in Swedish on A4 with its title as the first heading. wide: the page lies on its side."""
    doc = Document()
    _speak_swedish(doc)
    section = doc.sections[0]
    width, height = Cm(21), Cm(29.7)
    section.page_width, section.page_height = (height, width) if wide else (width, height)
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
    doc.core_properties.title = title
    doc.core_properties.language = LANGUAGE
    doc.core_properties.author = author
    doc.add_heading(_plain(title), level=0)
    return doc


def as_bytes(doc) -> bytes:
    """The document as a .docx file."""
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def add_table(doc, title: str, described: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table whose first row is told as its head on every page, with a title and a description for who listens."""
    table = doc.add_table(rows=0, cols=len(head))
    table.style = "Table Grid"
    for name, value in (("w:tblCaption", title), ("w:tblDescription", described)):
        told = OxmlElement(name)
        told.set(qn("w:val"), value)
        table._tbl.tblPr.append(told)
    for number, row in enumerate([head, *rows]):
        table._tbl.append(_line(row, is_head=number == 0))
    doc.add_paragraph()


def _line(row: Sequence[str], *, is_head: bool):
    """One row, put together by hand: python-docx looks through the whole table for each cell, which takes a minute
    when a session has said thousands of things."""
    line = OxmlElement("w:tr")
    if is_head:
        marks = OxmlElement("w:trPr")
        marks.append(OxmlElement("w:tblHeader"))
        line.append(marks)
    for text in row:
        cell, paragraph = OxmlElement("w:tc"), OxmlElement("w:p")
        run = paragraph.add_r()
        run.text = _plain(text)
        if is_head:
            run.get_or_add_rPr().append(OxmlElement("w:b"))
        cell.append(paragraph)
        line.append(cell)
    return line


def _plain(text: str) -> str:
    """The text without the signs that cannot stand in XML."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))


def _speak_swedish(doc) -> None:
    """The language of every style, so that a screen reader speaks Swedish."""
    for style in doc.styles.element.iter(qn("w:lang")):
        style.getparent().remove(style)
    defaults = doc.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for properties in (defaults, doc.styles["Normal"].element.get_or_add_rPr()):
        language = OxmlElement("w:lang")
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            language.set(qn(name), LANGUAGE)
        properties.append(language)
    doc.styles["Normal"].font.size = Pt(11)
