"""How an answer was counted, number by number: "Så räknar vi". Made of the facts that are kept with the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.models import IndicatorVersion
from followup.words.numbers import aimed, amount, between, number, period_words, spread


class Line(NamedTuple):
    """One number and what it is."""

    name: str
    value: str


CHARTS = {
    "xmr": gettext_lazy("XmR-diagram: medelvärdet ± 2,66 gånger det genomsnittliga rörliga spannet"),
    "run": gettext_lazy("Följddiagram: medianen, utan gränser"),
    "p": gettext_lazy("p-diagram: andelar, gränser efter antalet personer"),
    "pp": gettext_lazy("p′-diagram: andelar, gränser efter antalet personer och hur mycket perioderna skiljer sig åt"),
    "u": gettext_lazy("u-diagram: händelser per tillfälle, gränser efter antalet"),
    "up": gettext_lazy("u′-diagram: händelser per tillfälle, gränser efter antalet och hur perioderna skiljer sig åt"),
    "ip": gettext_lazy("I′-diagram: medelvärden, vidare gränser där färre ligger bakom"),
    "c": gettext_lazy("c-diagram: antal under lika långa perioder"),
    "i": gettext_lazy("I-diagram: enskilda värden"),
    "t": gettext_lazy("t-diagram: tiden mellan händelser"),
    "g": gettext_lazy("g-diagram: antalet fall mellan händelser"),
}
WHERE = {
    "limits": gettext_lazy("Seriens gränser jämförs med målet"),
    "interval": gettext_lazy("Det senaste värdets osäkerhet jämförs med målet"),
    "value": gettext_lazy("Det senaste värdet jämförs med målet"),
    "left": gettext_lazy("Det senaste värdet har lämnat seriens gränser, så de jämförs inte med målet"),
}
WAY = {
    "signs": gettext_lazy("Vad det senaste värdet är tecken på"),
    "season": gettext_lazy("Vad det senaste värdet är tecken på, med årstiden borträknad"),
    "runs": gettext_lazy("Följder på samma sida om medianen, och hur ofta den korsas"),
    "trend": gettext_lazy("Lutningen genom de fem senaste värdena, vägda efter osäkerheten"),
}
INTERVALS = {
    "wilson": gettext_lazy("95 % osäkerhet, Wilson"),
    "byar": gettext_lazy("95 % osäkerhet, Byar"),
}


def method_lines(answered: Any, version: IndicatorVersion) -> list[Line]:
    """Every number behind the two answers, in the order one would count."""
    facts = answered.facts
    rows: list[tuple[str, str]] = [(_("Räknat den"), _day(facts["as_of"]))] if "as_of" in facts else []
    rows += _basis(facts)
    if chart := facts.get("chart"):
        rows.append((_("Diagram"), str(CHARTS.get(chart["kind"], chart["kind"]))))
    rows += _target(facts, version)
    rows += _where(facts.get("position") or {}, version)
    rows += _way(facts.get("heading") or {}, version)
    rows += _around(facts, version)
    if "engine" in facts:
        rows.append((_("Räknesättets version"), str(facts["engine"])))
    return [Line(name, value) for name, value in rows]


def _basis(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = []
    if facts.get("points"):
        said = {"n": number(facts["n"]), "all": number(facts["points"])}
        rows.append((_("Värden som visas"), _("%(n)s av %(all)s") % said))
    if facts.get("hidden"):
        rows.append((_("Värden som inte visas, för få personer"), number(facts["hidden"])))
    if facts.get("missing"):
        rows.append((_("Värden som saknas"), number(facts["missing"])))
    last = facts.get("last") or {}
    if last.get("denominator") is not None:
        said = {"n": number(last["numerator"] or 0), "all": number(last["denominator"])}
        of = _("%(n)s av %(all)s") % said if last.get("numerator") is not None else said["all"]
        rows.append((_("Det senaste värdet bygger på"), of))
    phase = facts.get("phase") or {}
    if phase.get("why") and phase.get("from"):
        why = {"break": _("definitionen ändrades"), "rebase": _("ny mittlinje är beslutad")}[phase["why"]]
        said = {
            "period": period_words(phase["from"]),
            "why": why,
            "n": number(phase["n"]),
            "what": phase.get("what", ""),
        }
        rows.append((_("Räknas från"), _("%(period)s, för att %(why)s (%(what)s). %(n)s värden sedan dess.") % said))
    if "baseline" in facts:
        rows.append((_("Gränserna bygger på de första"), _("%(n)s värdena") % {"n": number(facts["baseline"])}))
    if facts.get("excluded"):
        periods = ", ".join(period_words(one) for one in facts["excluded"])
        rows.append((_("Räknas inte med i gränserna"), periods))
    return rows


def _target(facts: Mapping[str, Any], version: IndicatorVersion) -> list[tuple[str, str]]:
    target = facts.get("target")
    if not target:
        return []
    if "low" in target:
        return [(_("Mål"), spread(target["low"], target["high"], version))]
    said = {
        "value": aimed(target["value"], version), "day": _day(target["valid_from"]), "source": target["source"],
    }  # fmt: skip
    return [(_("Mål"), _("%(value)s, gäller från %(day)s (%(source)s)") % said)]


def _where(by: Mapping[str, Any], version: IndicatorVersion) -> list[tuple[str, str]]:
    if "method" not in by:
        return []
    rows = [(_("Läge"), str(WHERE[by["method"]]))]
    if by["method"] in ("limits", "left"):
        name = _("Seriens gränser (preliminära)") if by.get("preliminary") else _("Seriens gränser")
        rows.append((name, between(by["lower"], by["upper"], version)))
    elif by["method"] == "interval":
        rows.append((str(INTERVALS[by["interval"]]), between(by["lower"], by["upper"], version)))
    return rows


def _way(by: Mapping[str, Any], version: IndicatorVersion) -> list[tuple[str, str]]:
    if "method" not in by:
        return []
    rows = [(_("Riktning"), str(WAY[by["method"]])), (_("Värden som riktningen bygger på"), number(by["n"]))]
    if by["method"] == "season":
        rows.append((_("Månaden brukar skilja sig från medel med"), number(by["usual"], version.decimals + 1)))
        rows.append((_("Det senaste värdet, årstiden borträknad"), number(by["value"], version.decimals + 1)))
    if by["method"] in ("signs", "season"):
        rows.append((_("Mittlinje"), amount(by["centre"], version)))
        first = by.get("preliminary")
        name = _("Preliminära gränser vid det senaste värdet") if first else _("Gränser vid det senaste värdet")
        rows.append((name, between(by["lower"], by["upper"], version)))
    elif by["method"] == "runs" and by["longest"] is not None:
        most = {"n": number(by["longest"]), "most": number(by["longest_max"])}
        least = {"n": number(by["crossings"]), "least": number(by["crossings_min"])}
        rows.append((_("Median"), amount(by["centre"], version)))
        rows.append((_("Längsta följden"), _("%(n)s (slumpen ger sällan fler än %(most)s)") % most))
        rows.append((_("Korsningar"), _("%(n)s (slumpen ger sällan färre än %(least)s)") % least))
    elif by["method"] == "trend" and by["slope"] is not None:
        chi = {"x": number(by["chi2"], 2), "limit": number(by["chi2_limit"], 2)}
        rows.append((_("Lutning per steg"), number(by["slope"], version.decimals + 1)))
        rows.append((_("Prövning (χ²)"), _("%(x)s. Tydligt över %(limit)s.") % chi))
    return rows + [
        (_("%(what)s, också prövat") % {"what": name}, value) for name, value in _way(by.get("also", {}), version)
    ]


def _around(facts: Mapping[str, Any], version: IndicatorVersion) -> list[tuple[str, str]]:
    rows = []
    if ago := facts.get("year_ago"):
        rows.append((_("Samma månad året före"), amount(ago["value"], version)))
    if (before := facts.get("before")) and before.get("centre") is not None:
        rows.append((_("Mittlinje utan beslutet om en ny"), amount(before["centre"], version)))
    return rows


def _day(said: str) -> str:
    return str(date_format(date.fromisoformat(said), "j F Y"))
