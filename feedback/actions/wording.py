"""Words for a proposal and its parts, as they may be kept: tidied, within their room, and known codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.analysis.document import LONGEST_UNKNOWN, MOST_UNKNOWNS
from hlab.core.errors import RuleBroken, ensure_fits
from hlab.core.text import tidy

MISSING = {
    "title": gettext_lazy("Skriv en rubrik."),
    "summary": gettext_lazy("Skriv med vanliga ord vad förslaget innebär."),
    "number": gettext_lazy("Skriv vad förslaget kallas, till exempel F1."),
    "label": gettext_lazy("Skriv paragrafens beteckning, till exempel 3 §."),
    "legal": gettext_lazy("Skriv hur det skulle stå."),
    "what": gettext_lazy("Skriv vad som ändrades."),
    "why": gettext_lazy("Skriv varför."),
}


def checked(model: type[models.Model], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields, tidied. RuleBroken at the field for what is missing, too long or no such code."""
    out: dict[str, Any] = {}
    for name, value in fields.items():
        column: Any = model._meta.get_field(name)
        if name == "unknowns":
            out[name] = sentences(value)
        elif isinstance(value, str):
            out[name] = _text(column, tidy(value))
        else:
            out[name] = value
        choices = dict(getattr(column, "flatchoices", ()))
        if choices and out[name] not in choices and not (column.blank and out[name] == ""):
            raise RuleBroken(_("Välj något av det som finns i listan."), field=name)
    return out


def sentences(lines) -> list[str]:
    """A list of short sentences out of lines, without empty ones and the same twice. RuleBroken for too many or too
    long."""
    rows = lines.splitlines() if isinstance(lines, str) else lines
    found = list(dict.fromkeys(text for row in rows if (text := tidy(row))))
    if len(found) > MOST_UNKNOWNS:
        raise RuleBroken(
            _("Det är %(n)s rader. Skriv högst %(most)s, det viktigaste först.")
            % {"n": len(found), "most": MOST_UNKNOWNS},
            field="unknowns",
        )
    long = next((text for text in found if len(text) > LONGEST_UNKNOWN), "")
    if long:
        raise RuleBroken(
            _("En rad får vara högst %(most)s tecken. Korta den här: %(text)s …")
            % {"most": LONGEST_UNKNOWN, "text": long[:40]},
            field="unknowns",
        )
    return found


def _text(column, value: str) -> str:
    if not value and not column.blank:
        raise RuleBroken(str(MISSING.get(column.name) or _("Fältet behöver fyllas i.")), field=column.name)
    return ensure_fits(value, column.max_length, field=column.name)
