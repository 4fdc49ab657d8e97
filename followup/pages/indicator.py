"""What has been decided about an indicator, in words: rows of term and text for its page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.enums import UnitKind
from followup.models import ExternalId, IndicatorVersion, Target, Unit
from followup.queries.series_public import TOO_MUCH_HIDDEN, Line
from followup.words.cells import age_words, group_words
from followup.words.numbers import aimed, number, period_words, spread
from hlab.labs.enums import FocusShift

__all__ = ["TOO_MUCH_HIDDEN", "address", "crumbs", "group", "meaning", "source", "standing", "targets", "trace"]

group = group_words
Facts = list[tuple[str, str]]


def meaning(version: IndicatorVersion) -> Facts:
    """What the figure means and how it is counted."""
    per = number(version.multiplier) if version.multiplier not in (1, 100) else ""
    return _told(
        (_("Definition"), version.definition),
        (_("Vilka det gäller"), version.population),
        (_("Räknas in"), version.inclusion),
        (_("Räknas inte"), version.exclusion),
        (_("Täljare"), version.numerator),
        (_("Nämnare"), version.denominator),
        (_("Slag av värde"), version.get_value_type_display()),
        (_("Enhet"), version.unit_label),
        (_("Räknas per"), per),
        (_("Önskad riktning"), wanted(version)),
        (_("Delas upp på"), ", ".join(_split(version))),
        (_("Nivåer"), ", ".join(str(UnitKind(level).label) for level in version.levels if level in UnitKind.values)),
        (_("Standardisering"), version.get_standardisation_display() if version.standardisation != "none" else ""),
        (_("Jämförs med"), version.standard_reference),
        (_("Osäkerhet"), version.uncertainty),
        (_("Minsta grupp som visas"), _people(version.k)),
        (_("Minsta grupp som bedöms"), _people(version.judge_n)),
    )


def wanted(version: IndicatorVersion) -> str:
    """Which way is better; of a range, which."""
    words = str(version.get_polarity_display())
    if version.range_low is None or version.range_high is None:
        return words
    return f"{words}: {spread(version.range_low, version.range_high, version)}"


def source(version: IndicatorVersion, codes: list[ExternalId]) -> Facts:
    """The chain from where the figure arises to here, and what may be done with it."""
    held = [
        f"{code.get_source_display()} {code.code}" + (f" ({_('finns inte längre hos källan')})" if code.gone_at else "")
        for code in codes
    ]
    return _told(
        (_("Varifrån"), version.indicator.get_kind_display()),
        (_("Ursprunglig källa"), version.register_name),
        (_("Källans ägare"), version.register_owner),
        (_("Så samlas uppgifterna in"), version.collection),
        (_("Hämtas från"), version.platform),
        (_("Kod hos källan"), ", ".join(held)),
        (_("Licens"), version.licence),
        (_("Källa vid oförändrade värden"), version.attribution_raw),
        (_("Källa vid bearbetade värden"), version.attribution_processed),
        (_("Hur ofta"), version.get_frequency_display()),
        (_("Så länge dröjer värdet"), _days(version.lag_days)),
        (_("Så rättas värden"), version.revision_policy),
    )


def standing(version: IndicatorVersion) -> Facts:
    """Who answers for it, until when it holds, and where it belongs."""
    indicator = version.indicator
    shifts = [str(FocusShift(code).label) for code in version.shifts if code in FocusShift.values]
    return _told(
        (_("Svarar för måttet"), indicator.owner),
        (_("Senast genomgånget"), _day(indicator.reviewed_on)),
        (_("Ses över senast"), _day(indicator.review_by)),
        (_("Upphörde"), _day(indicator.ended_on)),
        (_("Därför att"), indicator.ended_reason),
        (_("Kvalitetsområde"), version.get_quality_area_display() if version.quality_area else ""),
        (_("Riskområde"), version.get_risk_area_display() if version.risk_area else ""),
        (_("Fokusförflyttning"), "; ".join(shifts)),
        (_("Var i resan"), version.journey_stage),
        (_("Nyttan med att samla in"), version.benefit),
        (_("Intrånget"), version.intrusion),
    )


def targets(rows: Iterable[Target], version: IndicatorVersion, unit: Unit | None = None) -> list[dict[str, Any]]:
    """Those that stand, as a trail in order of time. unit: only those of its level."""
    out: list[dict[str, Any]] = []
    for row in rows:
        if row.withdrawn_at is not None or (unit is not None and row.level not in ("", unit.kind)):
            continue
        level = row.get_level_display() if row.level else _("Alla nivåer")
        out.append({"at": row.valid_from, "label": level, "strong": aimed(row.value, version), "text": row.source})
    return sorted(out, key=lambda row: row["at"])


def trace(line: Line) -> Facts:
    """What was told, when, and how much of it."""
    cells, release = line.cells, line.release
    states = [cell.state for cell in cells]
    rows = [
        (_("Enhet"), f"{line.unit.name} ({line.unit.code})"),
        (_("Grupp"), group_words(line.sex, line.age)),
        (_("Publicering"), _("Nummer %(number)s av version %(version)s, %(day)s") % {
            "number": release.number, "version": line.version.number, "day": _moment(release.made_at),
        }),
        (_("Det vi visste då"), _moment(release.as_of)),
        (_("Perioder"), _("%(first)s–%(last)s, %(n)s stycken") % {
            "first": period_words(cells[0].period), "last": period_words(cells[-1].period), "n": len(cells),
        } if cells else ""),
        (_("Visas"), str(states.count("shown"))),
        (_("Visas inte, för få personer"), str(states.count("hidden"))),
        (_("Uppgift saknas"), str(states.count("missing"))),
    ]  # fmt: skip
    return _told(*rows)


def crumbs(*rows: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way here, through the overview."""
    overview = address("followup:overview")
    above: list[tuple[str, str | None]] = [(_("Start"), "/"), *([(_("Uppföljning"), overview)] if overview else [])]
    return [*above, *rows]


def address(name: str, *args) -> str:
    """Where a page lies, or blank where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _told(*rows: tuple[Any, Any]) -> Facts:
    return [(str(term), str(text)) for term, text in rows if text]


def _split(version: IndicatorVersion) -> list[str]:
    return [*([_("kön")] if version.has_sex else []), *(age_words(band) for band in version.ages)]


def _people(n: int) -> str:
    return ngettext("%(n)s person", "%(n)s personer", n) % {"n": n}


def _days(n: int) -> str:
    return ngettext("%(n)s dag", "%(n)s dagar", n) % {"n": n} if n else ""


def _day(day) -> str:
    return date_format(day, "j F Y") if day else ""


def _moment(at) -> str:
    return date_format(timezone.localtime(at), "j F Y")
