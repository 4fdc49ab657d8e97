"""Text from people: folding for codes, and patterns that may point at someone. Pure functions, no Django."""

from __future__ import annotations

import re
import unicodedata

_EXTRA = str.maketrans({"æ": "a", "ø": "o", "ß": "ss"})
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u2060\ufeff]")


def fold(text: str) -> str:
    """Letters and digits only, lower case, å ä ö without their marks: "Björk 27" and "BJORK27" are one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_EXTRA))
    return "".join(ch for ch in decomposed if ch.isalnum())


def tidy(text: str) -> str:
    """What someone wrote, as they wrote it, without control characters and outer blanks.

    Emoji, right-to-left text and markup stay: markup is shown as text, never run.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _INVISIBLE.sub("", text).strip()


_PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:19|20)?(\d{2})(\d{2})(\d{2})[ ]?[-+]?[ ]?(\d{4})(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d.])(?:\+46|0046|0)[ -]?(?:\(0\))?\d(?:[ -]?\d){6,9}(?!\d)")


def looks_personal(text: str) -> list[str]:
    """Kinds of personal detail the text may hold: a list out of "personnummer", "email", "phone".

    A help to the person who writes and to the facilitator, never a verdict: patterns miss and mistake.
    A ten- or twelve-digit number counts as a personal number when its date part is a date
    (coordination numbers add 60 to the day); the check digit is not asked for, because people mistype it.
    """
    found = []
    numbers = [m for m in _PERSONAL_NUMBER.finditer(text) if _is_date(int(m[2]), int(m[3]))]
    if numbers:
        found.append("personnummer")
    if _EMAIL.search(text):
        found.append("email")
    spans = [m.span() for m in numbers]
    if any(not any(a < m.end() and m.start() < b for a, b in spans) for m in _PHONE.finditer(text)):
        found.append("phone")
    return found


def _is_date(month: int, day: int) -> bool:
    day = day - 60 if day > 60 else day
    return 1 <= month <= 12 and 1 <= day <= 31
