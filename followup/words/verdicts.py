"""The two answers about a series in plain words, made of their codes and facts and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followup.enums import Heading, Polarity, Position, WhyUnknown
from followup.models import IndicatorVersion
from followup.words.methods import Line, method_lines
from followup.words.numbers import aimed, amount, between, number, period_words, spread

NOTES = {
    "review_passed": gettext_lazy("Måttet skulle ha setts över. Läs svaret med det i minnet."),
    "preliminary": gettext_lazy("Gränserna är preliminära, för att de bygger på få värden."),
    "short_baseline": gettext_lazy("Gränserna bygger på ett beslut om färre värden än de tolv som behövs."),
    "season": gettext_lazy(
        "Värdena följer årstiden. Riktningen är läst med årstiden borträknad. Gränserna i diagrammet är det inte."
    ),
    "changing": gettext_lazy("Serien håller på att ändras, så gränserna säger mindre om var den kommer att ligga."),
}


class Answered(Protocol):
    """A stored `Verdict`, or what `follow` found."""

    position: str
    position_why: str
    heading: str
    heading_why: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Words:
    """position, heading: the answers in a few words. …_because: why, a sentence or two. can_tell_…: there is an
    answer. notes: what else the reader should know. method: "Så räknar vi", every number of the answers, in order.
    now: "41 % i mars 2026", blank where no value is shown."""

    position: str
    position_because: str
    heading: str
    heading_because: str
    can_tell_position: bool
    can_tell_heading: bool
    now: str = ""
    notes: list[str] = field(default_factory=list)
    method: list[Line] = field(default_factory=list)


def words(answered: Answered | None, version: IndicatorVersion) -> Words:
    """Of one series. answered: None where nothing has been told of it."""
    if answered is None:
        none = _("Det finns inga värden ännu.")
        unknown = str(Position.UNKNOWN.label)
        return Words(unknown, none, unknown, none, can_tell_position=False, can_tell_heading=False)
    facts = answered.facts
    return Words(
        str(Position(answered.position).label), _position_because(answered, version),
        str(Heading(answered.heading).label), _heading_because(answered, version),
        answered.position in (Position.REACHED, Position.NOT_REACHED),
        answered.heading in (Heading.BETTER, Heading.WORSE, Heading.NO_SIGN),
        now_words(facts, version), [str(NOTES[code]) for code in facts.get("notes", ()) if code in NOTES],
        method_lines(answered, version),
    )  # fmt: skip


def now_words(facts: Mapping[str, Any], version: IndicatorVersion) -> str:
    """ "41 % i mars 2026": the last value that is shown."""
    last = facts.get("last")
    if not last or last.get("value") is None:
        return ""
    aim = (facts.get("target") or {}).get("value")
    said = {"value": amount(last["value"], version, beside=aim), "period": period_words(last["period"])}
    return _("%(value)s, %(period)s") % said


def aim_words(facts: Mapping[str, Any], version: IndicatorVersion) -> str:
    """ "Målet är minst 80 %.", or blank where none is set."""
    target = facts.get("target")
    if not target:
        return ""
    if "low" in target:
        return _("Målet är %(span)s.") % {"span": spread(target["low"], target["high"], version)}
    said = {"value": aimed(target["value"], version)}
    if version.polarity == Polarity.LOWER:
        return _("Målet är högst %(value)s.") % said
    return _("Målet är minst %(value)s.") % said


# --- Where is it? -----------------------------------------------------------------------------


def _position_because(answered: Answered, version: IndicatorVersion) -> str:
    facts = answered.facts
    if answered.position == Position.NONE:
        return _("Måttet räknar vad verksamheten gör. Fler eller färre är varken bra eller dåligt i sig.")
    by = facts.get("position") or {}
    if answered.position == Position.UNKNOWN and answered.position_why != WhyUnknown.VARIES:
        return why_words(answered.position_why, facts, by, version)
    value = now_words(facts, version)
    said = (f"{value}." if value else "", aim_words(facts, version), _judged(answered, by, version))
    return " ".join(filter(None, said))


def _judged(answered: Answered, by: Mapping[str, Any], version: IndicatorVersion) -> str:
    if by.get("method") == "value":
        return _("Alla är räknade, så värdet jämförs som det är.")
    span = between(by["lower"], by["upper"], version)
    if by.get("method") == "left":
        before = _("Värdena har brukat ligga inom %(span)s, men det senaste gör det inte.") % {"span": span}
        return " ".join([before, _("Ett värde räcker inte för att säga om målet är nått.")])
    by_limits = by.get("method") == "limits"
    if answered.position == Position.REACHED:
        said = (
            _("Värdena brukar ligga inom %(span)s, och allt det når målet.")
            if by_limits
            else _("Med slumpen inräknad ligger värdet inom %(span)s, och allt det når målet.")
        )
    elif answered.position == Position.NOT_REACHED:
        said = (
            _("Värdena brukar ligga inom %(span)s, och inget av det når målet.")
            if by_limits
            else _("Med slumpen inräknad ligger värdet inom %(span)s, och inget av det når målet.")
        )
    else:
        said = (
            _("Värdena brukar ligga inom %(span)s. Målet nås ibland och ibland inte, utan att något har ändrats.")
            if by_limits
            else _("Med slumpen inräknad ligger värdet inom %(span)s. Det räcker inte för att säga om målet är nått.")
        )
    return said % {"span": span}


# --- Which way does it go? --------------------------------------------------------------------


def _heading_because(answered: Answered, version: IndicatorVersion) -> str:
    facts, by = answered.facts, answered.facts.get("heading") or {}
    if answered.heading == Heading.NONE:
        return _("Måttet har ingen önskad riktning.")
    if answered.heading == Heading.UNKNOWN:
        return why_words(answered.heading_why, facts, by, version)
    sign = {"signs": _by_signs, "season": _by_season, "runs": _by_runs, "trend": _by_trend}[by["method"]](
        by, facts, version
    )
    if answered.heading == Heading.BETTER:
        return _("%(sign)s Det går åt det håll som är önskat.") % {"sign": sign}
    if answered.heading == Heading.WORSE:
        return _("%(sign)s Det går inte åt det håll som är önskat.") % {"sign": sign}
    return sign


def _by_signs(by: Mapping[str, Any], facts: Mapping[str, Any], version: IndicatorVersion) -> str:
    span = between(by["lower"], by["upper"], version)
    centre = amount(by["centre"], version)
    return {
        "above_limit": _("Det senaste värdet ligger över den övre gränsen. Slumpen brukar ge %(span)s."),
        "below_limit": _("Det senaste värdet ligger under den undre gränsen. Slumpen brukar ge %(span)s."),
        "trend_up": _("Värdet har stigit minst sex gånger i rad."),
        "trend_down": _("Värdet har sjunkit minst sex gånger i rad."),
        "two_of_three_above": _("Minst två av de tre senaste värdena ligger nära den övre gränsen (%(span)s)."),
        "two_of_three_below": _("Minst två av de tre senaste värdena ligger nära den undre gränsen (%(span)s)."),
        "shift_above": _("Minst sju värden i rad ligger över mittlinjen, %(centre)s."),
        "shift_below": _("Minst sju värden i rad ligger under mittlinjen, %(centre)s."),
    }.get(by["signal"] or "", _("Värdena varierar så som slumpen brukar ge, %(span)s.")) % {
        "span": span, "centre": centre,
    }  # fmt: skip


def _by_season(by: Mapping[str, Any], facts: Mapping[str, Any], version: IndicatorVersion) -> str:
    return _("Med årstiden borträknad: %(sign)s") % {"sign": _by_signs(by, facts, version)}


def _by_runs(by: Mapping[str, Any], facts: Mapping[str, Any], version: IndicatorVersion) -> str:
    if not by["signal"]:
        return _("Värdena växlar kring mittlinjen så som slumpen brukar ge.")
    return _(
        "Värdena växlar inte kring mittlinjen så som slumpen brukar ge. "
        "Medianen var %(before)s i den första halvan och är %(after)s i den andra."
    ) % {"before": amount(by["before"], version), "after": amount(by["after"], version)}


def _by_trend(by: Mapping[str, Any], facts: Mapping[str, Any], version: IndicatorVersion) -> str:
    said = {
        "first": amount(by["first"], version), "last": amount(by["last"], version), "since": period_words(by["from"]),
    }  # fmt: skip
    if by["chi2"] <= by["chi2_limit"]:
        return (
            _("De fem senaste värdena visar ingen tydlig ökning eller minskning: %(first)s %(since)s, nu %(last)s.")
            % said
        )
    if by["slope"] > 0:
        return _("De fem senaste värdena visar en tydlig ökning: %(first)s %(since)s, nu %(last)s.") % said
    return _("De fem senaste värdena visar en tydlig minskning: %(first)s %(since)s, nu %(last)s.") % said


# --- Why it cannot be told --------------------------------------------------------------------


def why_words(why: str, facts: Mapping[str, Any], by: Mapping[str, Any], version: IndicatorVersion) -> str:
    """Why a question has no answer, with the numbers that there are. by: of the question."""
    if why == WhyUnknown.FEW_POINTS and "needed" in by:
        return _few(by["n"], by["needed"])
    if why == WhyUnknown.FEW_PEOPLE:
        n = (facts.get("last") or {}).get("denominator")
        if n is not None:
            return _("Det senaste värdet bygger på %(n)s. Minst %(needed)s behövs för att säga något.") % {
                "n": number(n), "needed": number(facts["judge_n"]),
            }  # fmt: skip
    if why == WhyUnknown.NO_DATA and facts.get("n"):
        return ngettext(
            "Det senaste värdet saknas.", "De %(n)s senaste värdena saknas.", facts["gone"]
        ) % {"n": number(facts["gone"])}  # fmt: skip
    phase = facts.get("phase") or {}
    if why == WhyUnknown.BROKEN and phase.get("on"):
        said = {"day": date_format(date.fromisoformat(phase["on"]), "j F Y"), "what": phase["what"].rstrip(". ")}
        changed = _("Definitionen ändrades %(day)s: %(what)s.") % said
        return f"{changed} {_few(by['n'], by['needed'])}" if "needed" in by else changed
    return str(WHY[WhyUnknown(why)])


WHY = {
    WhyUnknown.NONE: "",
    WhyUnknown.NO_DATA: gettext_lazy("Det finns inga värden ännu."),
    WhyUnknown.FEW_POINTS: gettext_lazy("Det finns för få mätningar."),
    WhyUnknown.FEW_PEOPLE: gettext_lazy("För få personer ligger bakom värdet."),
    WhyUnknown.HIDDEN: gettext_lazy("Det senaste värdet visas inte, för att ingen ska kunna kännas igen."),
    WhyUnknown.NO_TARGET: gettext_lazy("Inget mål är satt för den här nivån."),
    WhyUnknown.NO_POLARITY: gettext_lazy("Det är inte bestämt om högre eller lägre är önskat."),
    WhyUnknown.BROKEN: gettext_lazy("Definitionen har ändrats, så värdena kan inte jämföras med de tidigare."),
    WhyUnknown.ENDED: gettext_lazy("Serien har upphört. Det kommer inga fler värden."),
    WhyUnknown.NO_LIMITS: gettext_lazy("Osäkerheten är inte känd, så slumpen kan inte skiljas från en förändring."),
    WhyUnknown.VARIES: gettext_lazy("Värdet varierar kring målet."),
    WhyUnknown.APART: gettext_lazy("Måtten pekar åt olika håll."),
}


def _few(n: int, needed: int) -> str:
    if n >= needed:  # enough of them, but not one after the other
        return _("%(n)s mätningar i rad behövs, och någon av de senaste saknas.") % {"n": number(needed)}
    there = ngettext("En mätning finns.", "%(n)s mätningar finns.", n) if n else _("Ingen mätning finns.")
    return f"{there % {'n': number(n)} if n > 1 else there} {_('%(n)s behövs.') % {'n': number(needed)}}"
