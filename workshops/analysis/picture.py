"""A picture by what it holds, drawn anew. Pure: bytes in, bytes out."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import IO

from PIL import Image, ImageOps

MOST_BYTES = 15_000_000
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 3000  # pixels; a note on a wall can be read
FORMATS = ("JPEG", "PNG", "WEBP")


class NoPicture(ValueError):
    """The file is none of FORMATS, is broken, or has more pixels than we draw."""


@dataclass(frozen=True)
class Picture:
    """A JPEG and its size in pixels."""

    content: bytes
    width: int
    height: int


def redrawn(file: IO[bytes], longest: int = LONGEST_SIDE) -> Picture:
    """The picture as a JPEG of our own, the right way up, at most so long (pixels).

    Nothing of the file itself is kept: not where it was taken, by which phone, nor anything hidden behind the picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise NoPicture("pixels")
                upright = ImageOps.exif_transpose(found)
                flat = Image.new("RGB", upright.size, "white")
                with_alpha = upright.convert("RGBA")
                flat.paste(with_alpha, mask=with_alpha.getchannel("A"))
    except NoPicture:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as broken:
        raise NoPicture("format") from broken
    flat.thumbnail((longest, longest))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=85)
    return Picture(out.getvalue(), flat.width, flat.height)
