"""The picture of half a scene as a PNG, for files that cannot hold the drawing itself."""

from __future__ import annotations

import io
from functools import cache

import resvg_py
from django.template.loader import render_to_string
from PIL import Image, UnidentifiedImageError

from feedback.models import Scene

WIDTH = 960


def picture(scene: Scene, side: str) -> bytes | None:
    """None where there is no picture, or its file is gone: then its words stand in its place."""
    if drawing := getattr(scene, f"{side}_drawing"):
        return _drawn(drawing, side)
    kept = getattr(scene, f"{side}_picture")
    if kept is None:
        return None
    try:
        with kept.file.open("rb") as file, Image.open(file) as found:
            out = io.BytesIO()
            found.convert("RGB").save(out, "PNG")
            return out.getvalue()
    except (OSError, UnidentifiedImageError):
        return None


@cache
def _drawn(drawing: str, side: str) -> bytes:
    svg = render_to_string(f"feedback/drawings/{drawing}.svg", {"side": side})
    if "xmlns=" not in svg:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH))
