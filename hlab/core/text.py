"""Text from people: folding for codes, and patterns that may point at someone. Pure functions, no Django."""

from __future__ import annotations

import re
import unicodedata

_EXTRA = str.maketrans({"æ": "a", "ø": "o", "ß": "ss"})
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u2060\ufeff]")


def fold(text: str) -> str:
    """Letters and digits only, lower case, å ä ö without their marks: "Björk 27" and "BJORK27" are one."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_EXTRA)
    return "".join(ch for ch in unicodedata.normalize("NFKD", plain) if ch.isalnum())


def tidy(text: str) -> str:
    """What someone wrote, as they wrote it, without control characters and outer blanks.

    Emoji, right-to-left text and markup stay: markup is shown as text, never run.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _INVISIBLE.sub("", text).strip()


_START = r"(?<!\d)(?<!\d[.,])"  # not in the middle of a longer number
_PERSONAL_NUMBER = re.compile(
    _START + r"(?:19|20)?\d{2}(?P<sep>[- ]?)(?P<month>\d{2})(?P=sep)(?P<day>\d{2})"
    r"(?P<mark> ?[-+]? ?)(?P<last>\d{4})(?!\d|[.,]\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(_START + r"(?<!\d-)(?:\+\d{1,3}|00\d{2}|0)[ -]?(?:\(0\))?[ -]?\d(?:[ -]?\d){6,9}(?!\d)")
_MOBILE = re.compile(r"07[02369]\d{7}")  # may be the birthday of someone born in 2007, too
_DATE = re.compile(r"[0-3]\d[- ][01]\d[- ](?:19|20)\d\d")
_HOURS = re.compile(r"[0-2]\d[0-5]\d ?- ?[0-2]\d[0-5]\d")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def looks_personal(text: str) -> list[str]:
    """Kinds of personal detail the text may hold: a list out of "personnummer", "email", "phone".

    A help to the person who writes and to the facilitator, never a verdict: patterns miss and mistake.
    A ten- or twelve-digit number counts as a personal number when its date part is a date
    (coordination numbers add 60 to the day); the check digit is not asked for, because people mistype it.
    """
    text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    found = []
    numbers = [m for m in _PERSONAL_NUMBER.finditer(text) if _is_personal_number(m)]
    if numbers:
        found.append("personnummer")
    if _EMAIL.search(text):
        found.append("email")
    phones = (m for m in _PHONE.finditer(text) if not _DATE.fullmatch(m[0]) and not _HOURS.fullmatch(m[0]))
    taken = [m.span() for m in numbers if not _MOBILE.fullmatch(m[0])]
    if any(all(m.end() <= start or end <= m.start() for start, end in taken) for m in phones):
        found.append("phone")
    return found


def _is_personal_number(match: re.Match) -> bool:
    """A date and four digits that somebody could have. "2024-05-12 1430" is a day and an hour."""
    day = int(match["day"]) - (60 if int(match["day"]) > 60 else 0)
    if match["last"] == "0000" or not (1 <= int(match["month"]) <= 12 and 1 <= day <= 31):
        return False
    return match["sep"] != "-" or match["mark"].strip() != ""


def whole_number(text: str | None, most: int = 2**31 - 1) -> int:
    """The number that was sent in, or 0 for what is none or larger than any of ours: an id 0 finds nothing.

    Only ASCII digits count: "²" is a digit to Python and no number to int().
    """
    text = (text or "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        return 0
    return number if (number := int(text)) <= most else 0
