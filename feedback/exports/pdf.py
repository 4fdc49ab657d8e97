"""A report as tagged PDF (PDF/UA-1), out of the same page that is printed."""

from __future__ import annotations

import base64
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from feedback.exports.blocks import Heading, Paper, Points, Sheet, Shown
from hlab.core.errors import RuleBroken

STYLES = Path(__file__).with_name("report.css")


def parts(paper: Paper) -> list[dict]:
    """[{"kind", "block", and of a picture "src"}] for the page."""
    kinds = {Heading: "heading", Points: "points", Sheet: "sheet", Shown: "shown"}
    out = []
    for block in paper.blocks:
        part = {"kind": kinds.get(type(block), "words"), "block": block}
        if isinstance(block, Shown) and block.png is not None:
            part["src"] = "data:image/png;base64," + base64.b64encode(block.png).decode()
        out.append(part)
    return out


def can_make() -> bool:
    """Whether this machine has what draws letters (Pango)."""
    try:
        import weasyprint  # noqa: F401  (only to see whether it can be loaded)
    except (ImportError, OSError):
        return False
    return True


def document(paper: Paper) -> bytes:
    """The .pdf file. RuleBroken where the machine cannot draw it: then the page can be printed instead."""
    if not can_make():
        raise RuleBroken(_("PDF går inte att göra på den här servern. Skriv ut sidan i stället."), status=503)
    import weasyprint
    from weasyprint.urls import URLFetcher

    inside = URLFetcher(allowed_protocols=["data"])  # what is in the page itself: no address is ever asked
    page = render_to_string("feedback/report_pdf.html", {"paper": paper, "parts": parts(paper)})
    return weasyprint.HTML(string=page, url_fetcher=inside).write_pdf(
        stylesheets=[weasyprint.CSS(filename=STYLES, url_fetcher=inside)], pdf_variant="pdf/ua-1"
    )
