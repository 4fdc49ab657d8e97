"""Errors a person can act on. An action raises one; the page, the fragment and the API all show its words."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made_of

from django.utils.translation import gettext as _


@dataclass
class RuleBroken(Exception):
    """Something was asked for that the rules of the room do not allow.

    message: a whole Swedish sentence (translated) that says what is wrong and what to do.
    field: name of the form field at fault, if one is.
    status: HTTP status of the answer.
    """

    message: str
    field: str = ""
    status: int = 422
    code: str = "rule"
    extra: dict = made_of(default_factory=dict)

    def __str__(self) -> str:
        return str(self.message)


@dataclass
class StaleEdit(RuleBroken):
    """Two people changed the same card. Carries both texts so that neither is lost."""

    status: int = 409
    code: str = "stale"
    yours: str = ""
    theirs: str = ""
    row_version: int = 0


def ensure_fits(text: str, most: int | None, *, field: str) -> str:
    """The text. Raises RuleBroken at the field for one of more characters than this; None: there is no limit."""
    over = len(text) - most if most else 0
    if over > 0:
        raise RuleBroken(
            _("Texten är %(over)s tecken för lång. Högst %(limit)s tecken ryms.") % {"over": over, "limit": most},
            field=field,
        )
    return text
