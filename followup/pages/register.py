"""The register in plain Swedish: what a version says, in groups; what a link is; how much measures value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.enums import IndicatorKind, Logic, Polarity, Standardisation, UnitKind
from followup.forms.register_versions import CHARTS
from followup.models import FollowLink, IndicatorVersion
from followup.queries.register import Shares
from hlab.labs.enums import FocusShift

LOGIC_CHIPS = {Logic.SERVICE: "service", Logic.PRODUCTION: "prod", Logic.SUPPORT: ""}
Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class ToldLink:
    """A link as the page shows it. kind: what it is, in a word; title, note, url: the thing; logic: (kind of chip,
    words) of an indicator; drafted: nothing of the indicator is published."""

    link: FollowLink
    kind: str
    title: str
    note: str = ""
    url: str = ""
    logic: tuple[str, str] | None = None
    drafted: bool = False
    notes: tuple[str, ...] = field(default_factory=tuple)


def polarity_words(version: IndicatorVersion) -> str:
    """Which way is better, in words."""
    if version.polarity == Polarity.RANGE:
        told = {
            "low": number_words(version.range_low),
            "high": number_words(version.range_high),
            "unit": version.unit_label,
        }
        return _("Mellan %(low)s och %(high)s %(unit)s").strip() % told
    return {
        Polarity.HIGHER: _("Högre är bättre"), Polarity.LOWER: _("Lägre är bättre"),
        Polarity.NEUTRAL: _("Ingen, bara volym") if version.logic == Logic.PRODUCTION else _("Inte bestämd"),
    }[Polarity(version.polarity)]  # fmt: skip


def told_version(version: IndicatorVersion) -> list[tuple[str, Rows]]:
    """[(heading, [(what, words)])] of everything a version says; what is not said is left out."""
    groups = [
        (_("Vad måttet är"), _meaning(version)),
        (_("Vad som räknas"), _counting(version)),
        (_("Vilka det visas för"), _shown_for(version)),
        (_("Varifrån uppgifterna kommer"), _source(version)),
        (_("När värdena kommer"), _time(version)),
        (_("Vad insamlingen ger och tar"), [(_("Nyttan"), version.benefit), (_("Intrånget"), version.intrusion)]),
    ]
    return [(head, said) for head, rows in groups if (said := [row for row in rows if row[1]])]


def told_link(link) -> ToldLink:
    """See `queries.links.links_of`."""
    if link.indicator_id:
        logic = Logic(link.indicator_logic)
        return ToldLink(
            link, _("Mått"), link.indicator_title or link.indicator.key, link.indicator_register_name or "",
            reverse("followup:indicator_desk", args=[link.indicator_id]), (LOGIC_CHIPS[logic], str(logic.label)),
            drafted=link.indicator_public is None, notes=_life(link),
        )  # fmt: skip
    if link.dimension:
        return ToldLink(link, _("Det enkäten frågar om"), link.get_dimension_display())
    if link.gap_id:
        return ToldLink(link, _("Mellanrum i en resa"), link.gap.title, link.gap.journey.title, notes=_days(link.gap))
    return ToldLink(link, _("Berättelse"), _("En berättelse som får användas"))


def number_words(value: float | None) -> str:
    """A number as it is read: decimals only where they say something."""
    if value is None:
        return ""
    return number_format(int(value) if float(value).is_integer() else value)


def share_sentences(shares: Shares, links: Iterable[FollowLink]) -> list[str]:
    """How the indicators divide, always as n of m, and what else is followed."""
    out = []
    if shares.total:
        told = {"m": shares.total}
        out = [
            _("%(n)s av %(m)s mått visar om personer får nytta (tjänstelogik).") % (told | {"n": shares.service}),
            _("%(n)s av %(m)s räknar vad verksamheten gör (produktionslogik).") % (told | {"n": shares.production}),
            _("%(n)s av %(m)s visar om det finns förutsättningar (stöd).") % (told | {"n": shares.support}),
        ]
    found = list(links)
    asked = len({link.dimension for link in found if link.dimension})
    gaps = len({link.gap_id for link in found if link.gap_id})
    stories = len({link.story_id for link in found if link.story_id})
    if asked or gaps or stories:
        parts = [
            (asked, ngettext("%(n)s del av enkäten", "%(n)s delar av enkäten", asked)),
            (gaps, ngettext("%(n)s mellanrum i resor", "%(n)s mellanrum i resor", gaps)),
            (stories, ngettext("%(n)s berättelse", "%(n)s berättelser", stories)),
        ]
        told_parts = ", ".join(words % {"n": n} for n, words in parts if n)
        out.append(_("Bredvid måtten: %(parts)s.") % {"parts": told_parts})
    return out


# --- Inner parts ------------------------------------------------------------------------------


def _meaning(version: IndicatorVersion) -> Rows:
    shifts = "; ".join(str(FocusShift(code).label) for code in version.shifts)
    return [
        (_("Frågan"), version.question), (_("Definition"), version.definition),
        (_("Vad måttet inte visar"), version.limitations), (_("Logik"), version.get_logic_display()),
        (_("Önskad riktning"), polarity_words(version)), (_("Fokusförflyttningar"), shifts),
        (_("Kvalitetsområde"), version.get_quality_area_display()), (_("Riskområde"), version.get_risk_area_display()),
        (_("Var i resan"), version.journey_stage), (_("Vad som ändrats"), version.what_changed),
    ]  # fmt: skip


def _counting(version: IndicatorVersion) -> Rows:
    standard = version.get_standardisation_display() if version.standardisation != Standardisation.NONE else ""
    interval = version.uncertainty_by.key if version.uncertainty_by else ""
    per = number_words(version.multiplier) if version.multiplier != 1 else ""
    return [
        (_("Slag av värde"), version.get_value_type_display()), (_("Enhet"), version.unit_label),
        (_("Räknas per"), per), (_("Täljare"), version.numerator), (_("Nämnare"), version.denominator),
        (_("Vilka det gäller"), version.population), (_("Räknas in"), version.inclusion),
        (_("Räknas inte"), version.exclusion), (_("Standardisering"), standard),
        (_("Jämförs med"), version.standard_reference), (_("Osäkerhet"), version.uncertainty),
        (_("Osäkerheten finns i"), interval),
    ]  # fmt: skip


def _shown_for(version: IndicatorVersion) -> Rows:
    levels = ", ".join(str(UnitKind(code).label) for code in version.levels)
    people = ngettext("Från %(n)s person", "Från %(n)s personer", version.k) % {"n": version.k}
    if version.is_open:
        people = _("Redan offentliga värden utan antal. Inget finns att dölja.")
    elif version.sensitive:
        people = f"{people}. " + _("Ingen och alla döljs också.")
    return [
        (_("Nivåer"), levels), (_("Kön"), _("Kvinnor och män var för sig") if version.has_sex else ""),
        (_("Åldersgrupper"), ", ".join(version.ages).replace("-", "–")), (_("Visas"), people),
        (_("Bedöms"), ngettext("Från %(n)s person", "Från %(n)s personer", version.judge_n) % {"n": version.judge_n}),
    ]  # fmt: skip


def _source(version: IndicatorVersion) -> Rows:
    return [
        (_("Ursprunglig källa"), version.register_name), (_("Källans ägare"), version.register_owner),
        (_("Samlas in"), version.collection), (_("Hämtas från"), version.platform), (_("Licens"), version.licence),
        (_("Källa vid oförändrade värden"), version.attribution_raw),
        (_("Källa vid bearbetade värden"), version.attribution_processed),
    ]  # fmt: skip


def _time(version: IndicatorVersion) -> Rows:
    lag = ngettext("Efter %(n)s dag", "Efter %(n)s dagar", version.lag_days) % {"n": version.lag_days}
    until = date_format(version.valid_to, "j F Y") if version.valid_to else ""
    chart = "" if version.chart == "auto" else str(dict(CHARTS).get(version.chart, version.chart))
    return [
        (_("Hur ofta"), version.get_frequency_display()), (_("Värdet kommer"), lag if version.lag_days else ""),
        (_("Rättelser"), version.revision_policy), (_("Gäller från"), date_format(version.valid_from, "j F Y")),
        (_("Gäller till"), until), (_("Diagram"), chart),
    ]  # fmt: skip


def _life(link) -> tuple[str, ...]:
    out = []
    if link.indicator.ended_on is not None:
        out.append(_("Upphörde den %(day)s.") % {"day": date_format(link.indicator.ended_on, "j F Y")})
    if link.indicator.kind in (IndicatorKind.PREM, IndicatorKind.PROM, IndicatorKind.STAFF):
        out.append(f"{link.indicator.get_kind_display()}.")
    return tuple(out)


def _days(gap) -> tuple[str, ...]:
    """Three numbers that are never mixed."""
    rows = [
        (gap.days_planned, _("Planerat: %(n)s dagar.")), (gap.days_told, _("Berättat: %(n)s dagar.")),
        (gap.days_measured, _("Uppmätt: %(n)s dagar.")),
    ]  # fmt: skip
    return tuple(words % {"n": days} for days, words in rows if days is not None)
