"""The letters of what is drawn: fonts of our own, so that a picture is the same on every machine.

Noto Sans and Noto Serif (SIL Open Font License), cut down to Latin and Cyrillic. Their letters are wider than those of
most systems' own fonts, so that words keep within their columns where a program draws with another font.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

import hlab
from journeys.analysis.drawing import BOLD, ITALIC, SANS, SERIF

FOLDER = Path(hlab.__file__).parent / "static" / "hlab" / "letters"
FILES = {
    SANS: FOLDER / "noto-sans.ttf", BOLD: FOLDER / "noto-sans-bold.ttf", SERIF: FOLDER / "noto-serif.ttf",
    ITALIC: FOLDER / "noto-serif-italic.ttf",
}  # fmt: skip
LOOKS = {
    SANS: {"family": "Noto Sans", "weight": "400", "style": "normal"},
    BOLD: {"family": "Noto Sans", "weight": "700", "style": "normal"},
    SERIF: {"family": "Noto Serif", "weight": "400", "style": "normal"},
    ITALIC: {"family": "Noto Serif", "weight": "400", "style": "italic"},
}
OTHERWISE = {"Noto Sans": "'Segoe UI', Roboto, Arial, sans-serif", "Noto Serif": "Charter, Georgia, serif"}
EM = 1000


def measure(words: str, face: str, size: float) -> float:
    """How wide the words are, in the unit of the size."""
    return _length(words, face) * size / EM


def covers(words: str) -> bool:
    """Whether our own fonts have a letter for every sign."""
    return all(_has(sign) for sign in set(words))


@cache
def css() -> str:
    """Rules that carry the fonts with them, for a picture that lies by itself."""
    return "".join(
        f"@font-face{{font-family:'{look['family']}';font-weight:{look['weight']};font-style:{look['style']};"
        f"src:url(data:font/ttf;base64,{b64encode(FILES[face].read_bytes()).decode()})}}"
        for face, look in LOOKS.items()
    )


@lru_cache(maxsize=20_000)
def _length(words: str, face: str) -> float:
    return _font(face).getlength(words)


@cache
def _font(face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FILES[face], EM, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has(sign: str) -> bool:
    """A sign that a font does not have is drawn as the box that stands for what is missing."""
    if sign.isspace() or sign == "\u00ad":
        return True
    font = _font(SANS)
    return bytes(font.getmask(sign)) != bytes(font.getmask("\ue000"))
