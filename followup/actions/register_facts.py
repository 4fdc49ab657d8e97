"""What is said of an indicator, as it may be kept: tidied, within its room, known codes, and the rules of direction."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from followup.enums import Logic, Polarity, UnitKind
from hlab.core.errors import RuleBroken, ensure_fits
from hlab.core.text import tidy
from hlab.labs.enums import FocusShift
from hlab.stats.suppression import DEFAULT_K

MOST_AGES, MOST_DECIMALS, MOST_MULTIPLIER = 6, 6, 10_000_000
_BAND = re.compile(r"(\d{1,3})(?:-(\d{1,3})|\+)")


def checked(model: type[models.Model], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields, tidied. RuleBroken at the field for what is missing, too long or no such code."""
    out: dict[str, Any] = {}
    for name, value in fields.items():
        column: Any = model._meta.get_field(name)
        out[name] = ensure_fits(tidy(value), column.max_length, field=name) if isinstance(value, str) else value
        choices = dict(getattr(column, "flatchoices", None) or ())
        if choices and out[name] not in choices and not (column.blank and out[name] == ""):
            raise RuleBroken(_("Välj något av det som finns i listan."), field=name)
    return out


def settled(facts: dict[str, Any]) -> dict[str, Any]:
    """All facts of a version, with the rules between them applied.

    What only counts production has no direction, whatever was chosen. A range has two ends, and nothing else has any.
    Lists hold known codes, each once, in order. RuleBroken at the field.
    """
    out = dict(facts)
    if out["logic"] == Logic.PRODUCTION:
        out["polarity"] = Polarity.NEUTRAL
    if out["polarity"] == Polarity.RANGE:
        _ensure_range(out["range_low"], out["range_high"])
    else:
        out["range_low"] = out["range_high"] = None
    out["shifts"] = _codes(out["shifts"], FocusShift.values, "shifts")
    out["levels"] = _codes(out["levels"], UnitKind.values, "levels")
    out["ages"] = age_bands(out["ages"])
    _ensure_whole(out, "k", DEFAULT_K, 1000, _("Minst %(least)s personer. Färre än så visas aldrig."))
    _ensure_whole(out, "judge_n", 1, 10_000, _("Skriv ett antal personer, minst %(least)s."))
    _ensure_whole(out, "multiplier", 1, MOST_MULTIPLIER, _("Skriv ett helt tal, till exempel 100 för procent."))
    _ensure_whole(out, "decimals", 0, MOST_DECIMALS, _("Skriv ett helt tal från 0 till 6."))
    _ensure_whole(out, "lag_days", 0, 3650, _("Skriv ett antal dagar, 0 eller fler."))
    if out["valid_to"] is not None and out["valid_to"] < out["valid_from"]:
        raise RuleBroken(_("Dagen ligger före den dag då versionen börjar gälla."), field="valid_to")
    return out


def age_bands(lines: str | Iterable[str]) -> list[str]:
    """["18-29", "65+"] out of lines or words between commas: in order, none inside another. RuleBroken at `ages`."""
    rows = re.split(r"[,;\n]", lines) if isinstance(lines, str) else list(lines)
    bands = list(dict.fromkeys(text for row in rows if (text := tidy(str(row)).replace("–", "-").replace(" ", ""))))
    found = []
    for band in bands:
        match = _BAND.fullmatch(band)
        low = int(match[1]) if match else 0
        high = int(match[2]) if match and match[2] else 999
        if match is None or high < low:
            raise RuleBroken(
                _("%(band)s går inte att läsa som en åldersgrupp. Skriv som 18-29 eller 65+.") % {"band": band[:20]},
                field="ages",
            )
        found.append((low, high, band))
    found.sort()
    for before, after in pairwise(found):
        if after[0] <= before[1]:
            raise RuleBroken(
                _("Åldersgrupperna %(one)s och %(other)s går in i varandra.") % {"one": before[2], "other": after[2]},
                field="ages",
            )
    if len(found) > MOST_AGES:
        raise RuleBroken(
            _("Det är %(n)s åldersgrupper. Skriv högst %(most)s, annars blir det för få personer i varje.")
            % {"n": len(found), "most": MOST_AGES},
            field="ages",
        )
    return [band for _low, _high, band in found]


# --- Inner parts ------------------------------------------------------------------------------


def _ensure_range(low: float | None, high: float | None) -> None:
    if low is None or not math.isfinite(low):
        raise RuleBroken(_("Skriv var spannet börjar."), field="range_low")
    if high is None or not math.isfinite(high):
        raise RuleBroken(_("Skriv var spannet slutar."), field="range_high")
    if high <= low:
        raise RuleBroken(_("Spannets slut behöver vara större än dess början."), field="range_high")


def _codes(chosen: Iterable[str], known: list[str], field: str) -> list[str]:
    wanted = set(chosen)
    if wanted - set(known):
        raise RuleBroken(_("Välj något av det som finns i listan."), field=field)
    return [code for code in known if code in wanted]


def _ensure_whole(facts: dict, name: str, least: int, most: int, words: str) -> None:
    value = facts[name]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise RuleBroken(words % {"least": least}, field=name)
