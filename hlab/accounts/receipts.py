"""Receipt codes: two Swedish words and four digits that one can write down, and the cookie that holds one.

About 29 bits with 240 words (240² · 9,000 ≈ 518 million). How often one may guess is kept by `guesses`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings
from django.core import signing

from hlab.accounts.words import WORDS
from hlab.core.text import fold

COOKIE = "hlab_kvitto"
_SALT = "hlab.receipt"
_YEAR = 60 * 60 * 24 * 365


def new_code() -> str:
    """A fresh receipt code, as shown: "LÖNN SJÖ 4827"."""
    return f"{secrets.choice(WORDS)} {secrets.choice(WORDS)} {1000 + secrets.randbelow(9000)}".upper()


def code_hash(code: str) -> str:
    """Keyed hash of a code as somebody typed it. Spaces, case and å/a do not matter."""
    key = hashlib.sha256(b"receipt:" + settings.RECEIPT_KEY.encode()).digest()
    return hmac.new(key, fold(code).encode(), hashlib.sha256).hexdigest()


def as_written(code: str) -> str:
    """A code as it was handed out ("LÖNN SJÖ 4827"), however it was typed ("lonnsjo4827").

    Two pairs of words may run together to the same letters; then the one that was typed as words is meant. What is
    not made of our words is given back in capitals.
    """
    words = {fold(word): word for word in WORDS}
    typed = [fold(part) for part in code.split()]
    folded = "".join(typed)
    letters, digits = folded[:-4], folded[-4:]
    pairs = [(letters[:at], letters[at:]) for at in range(1, len(letters))]
    ours = [pair for pair in pairs if pair[0] in words and pair[1] in words]
    if not ours or not digits.isdigit():
        return " ".join(code.upper().split())
    first, second = next((pair for pair in ours if list(pair) == typed[:2]), ours[0])
    return f"{words[first]} {words[second]} {digits}".upper()


def set_cookie(response, code: str) -> None:
    """Let this device keep the code for a year, as it was handed out."""
    response.set_signed_cookie(
        COOKIE, as_written(code), salt=_SALT, max_age=_YEAR, httponly=True, samesite="Lax",
        secure=settings.RECEIPT_COOKIE_SECURE,
    )  # fmt: skip


def read_cookie(request) -> str:
    """The code this device keeps, or nothing. A cookie that was tampered with is nothing."""
    try:
        return request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_YEAR)
    except (signing.BadSignature, signing.SignatureExpired):
        return ""


def clear_cookie(response) -> None:
    response.delete_cookie(COOKIE)
