"""What the numbers of a round are called, wherever they are told."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.analysis.agreement import Difference, Reading
from feedback.analysis.distribution import REST
from feedback.analysis.release import NONE, OTHER, UNSAID
from feedback.enums import AnswersFor, Dimension, Effect, Part
from hlab.accounts.reference.counties import EVERY_COUNTY
from hlab.labs.enums import Level, Perspective

PARTS = {
    **{effect.value: effect.label for effect in Effect},
    NONE: gettext_lazy("Inget svar"),
    "all_worse": gettext_lazy("Sämre"),
    "all_better": gettext_lazy("Bättre"),
    "no_view": gettext_lazy("Vet inte eller inget svar"),
    "neither": gettext_lazy("Ingen skillnad, vet inte eller inget svar"),
}
GROUPINGS = {
    "perspective": gettext_lazy("Perspektiv"),
    "level": gettext_lazy("Nivå"),
    "county": gettext_lazy("Län"),
    "answers_for": gettext_lazy("Ensam eller tillsammans"),
}
ASKED = {
    "rethink": gettext_lazy("Har skrivit något under ”Tänk om”"),
    "worse_for": gettext_lazy("Har skrivit vem det kan bli sämre för"),
    "missing": gettext_lazy("Har skrivit vad som saknas"),
    "risk": gettext_lazy("Har skrivit om en risk"),
}
"""Questions of the form, said as what people have done."""
AGAINST = ("part", "against")
"""Kinds of what speaks against (`feedback.analysis.release`): questions of the form, and consequences."""
READINGS = {
    Reading.ALIKE: gettext_lazy("Ungefär lika"),
    Reading.UNCLEAR: gettext_lazy("Kan inte avgöras"),
}


def group(by: str, key: str) -> str:
    """A group as people read it. by: one of GROUPINGS. key "": all together."""
    if not key:
        return _("Alla tillsammans")
    if key == REST:
        return _("Övriga, tillsammans")
    if by == "perspective":
        return str(Perspective(key).label)
    if key == UNSAID:
        return _("Har inte sagt")
    if by == "county":
        return EVERY_COUNTY[key]
    if by == "level":
        return str(Level(key).label)
    return {AnswersFor.SELF.value: _("För sig själv"), AnswersFor.TOGETHER.value: _("Med någon annan"),
            OTHER: _("Åt någon annan")}[key]  # fmt: skip


def short_part(part: str) -> str:
    """A part where there is little room, as in a picture; the table beside it has it in full."""
    return _("Övriga svar") if part == "neither" else str(PARTS[part])


def short_group(by: str, key: str) -> str:
    """The same for a group."""
    return group(by, key).split(":")[0] if by == "level" else group(by, key)


def said(kind: str, key: str, name: str = "") -> str:
    """Something that was said, as people read it. kind, key, name: as in `feedback.analysis.release`."""
    if kind == "code":
        return name
    if kind == "against":
        return _("Menar att det talar emot: %(what)s") % {"what": Dimension(key).label}
    return str(ASKED.get(key) or Part(key).label)


def reading(difference: Difference, one: str, other: str, *, better: bool) -> str:
    """What a difference between two groups comes to, in words. one, other: what they are called."""
    if difference.reading in READINGS:
        return str(READINGS[difference.reading])
    more = one if difference.reading is Reading.MORE else other
    words = _("%(group)s säger oftare bättre") if better else _("%(group)s säger oftare sämre")
    return words % {"group": more}


def points(difference: Difference) -> str:
    """The difference in percentage points with its interval."""
    low, middle, high = (round(100 * n) for n in (difference.low, difference.difference, difference.high))
    return _("%(middle)s procentenheter (%(low)s till %(high)s)") % {
        "middle": _signed(middle), "low": _signed(low), "high": _signed(high),
    }  # fmt: skip


def of(people: tuple[int, int]) -> str:
    """(x, n) as "x av n"."""
    return _("%(x)s av %(n)s") % {"x": people[0], "n": people[1]}


def _signed(n: int) -> str:
    return f"+{n}" if n > 0 else f"−{-n}" if n else "0"
