"""A report as a document for Word."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from feedback.exports.blocks import Heading, Paper, Points, Sheet, Shown, Words
from hlab.core.word import add_table, as_bytes, new_document

WIDTH = Cm(12)


def document(paper: Paper) -> bytes:
    """The .docx file: heading styles, Swedish, numbered pages, a description of every table and picture."""
    doc = new_document(paper.title, author=paper.author)
    for mark in paper.marks:
        doc.add_paragraph().add_run(mark).bold = True
    doc.sections[0].header.paragraphs[0].text = " ".join(paper.marks)
    _number_pages(doc.sections[0].footer.paragraphs[0])
    for block in paper.blocks:
        if isinstance(block, Heading):
            doc.add_heading(block.text, level=block.level)
        elif isinstance(block, Words):
            doc.add_paragraph().add_run(block.text).bold = block.strong or None
        elif isinstance(block, Points):
            for item in block.items:
                doc.add_paragraph(item, style="List Bullet")
        elif isinstance(block, Sheet):
            doc.add_paragraph(block.title, style="Caption").paragraph_format.keep_with_next = True
            add_table(doc, block.title, block.described, block.head, block.rows)
        else:
            _picture(doc, block)
    return as_bytes(doc)


def _picture(doc, block: Shown) -> None:
    if block.png is None:
        doc.add_paragraph(_("Bilden finns inte. Den visar: %(alt)s") % {"alt": block.alt})
        return
    shape = doc.add_picture(io.BytesIO(block.png), width=WIDTH)
    told = shape._inline.docPr
    told.set("descr", block.alt)
    told.set("title", block.caption)
    doc.add_paragraph(block.caption, style="Caption")


def _number_pages(paragraph) -> None:
    """The number of the page, as a field that the program fills in."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
