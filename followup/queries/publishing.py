"""What is missing before a version of an indicator may stand, and what is good to know."""

from __future__ import annotations

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from followup.enums import EXPERIENCE, IndicatorKind, Logic, Polarity, ValueType
from followup.models import IndicatorVersion, Target

COUNTED = (ValueType.PROPORTION, ValueType.RATE, ValueType.RATIO)
"""Made of a numerator and a denominator."""
EXPERIENCE_K = 10


def hindrances(version: IndicatorVersion) -> list[str]:
    """What must be done before the version may be published, as Swedish sentences; none when it may. Two queries."""
    out = [words for field, words in _needed(version) if not getattr(version, field)]
    indicator = version.indicator
    if indicator.ended_on is not None:
        out.append(_("Måttet har upphört. Säg först att det lever igen."))
    before = indicator.versions.filter(published_at__isnull=False).order_by("-number").first()
    if before is not None:
        if not version.what_changed:
            out.append(_("Skriv vad som har ändrats sedan förra versionen."))
        if version.valid_from <= before.valid_from:
            day = date_format(before.valid_from + timedelta(days=1), "j F Y")
            out.append(_("Versionen kan börja gälla tidigast den %(day)s, efter den förra.") % {"day": day})
    if (
        version.polarity in (Polarity.NEUTRAL, Polarity.RANGE)
        and Target.objects.filter(indicator=indicator, withdrawn_at__isnull=True).exists()
    ):
        out.append(
            _("Det finns mål för måttet. Ta tillbaka dem först: en volym har inget mål, och ett spann är självt målet.")
        )
    if indicator.kind in EXPERIENCE and version.k < EXPERIENCE_K:
        out.append(
            _("Det som människor säger om sin vård visas först från %(k)s personer. Höj minsta grupp som visas.")
            % {"k": EXPERIENCE_K}
        )
    return out


def cautions(version: IndicatorVersion, *, is_linked: bool) -> list[str]:
    """What is good to know before publishing, as Swedish sentences. is_linked: to a målbild or a value area."""
    out = []
    if not is_linked:
        out.append(_("Måttet hör inte till någon målbild och inget värdeområde än. Det kommer att stå så."))
    if version.logic != Logic.PRODUCTION and version.polarity == Polarity.NEUTRAL:
        out.append(_("Ingen önskad riktning är vald. Då svarar måttet inte på om det blir bättre eller sämre."))
    if version.is_open and version.indicator.kind in (*EXPERIENCE, IndicatorKind.STAFF):
        out.append(_("Måttet sägs vara redan offentligt utan antal. Då döljs ingenting. Stämmer det?"))
    if version.platform and not (version.attribution_raw and version.attribution_processed):
        out.append(_("Skriv hur källan anges vid oförändrade och vid bearbetade värden."))
    if not (version.benefit and version.intrusion):
        out.append(_("Skriv gärna vad insamlingen ger och vad den tar, så att det går att väga."))
    if len(version.ages) > 4:
        out.append(_("Många åldersgrupper gör att fler värden behöver döljas."))
    return out


def _needed(version: IndicatorVersion) -> list[tuple[str, str]]:
    found = [
        ("question", _("Skriv vilken fråga måttet svarar på.")),
        ("short_title", _("Skriv ett kort namn.")),
        ("definition", _("Skriv definitionen.")),
        ("unit_label", _("Skriv enheten, till exempel %.")),
        ("register_name", _("Skriv varifrån uppgifterna kommer.")),
        ("levels", _("Välj minst en nivå som det finns värden för.")),
        ("limitations", _("Skriv vad måttet inte visar.")),
    ]
    if version.value_type in COUNTED and not version.is_open:
        found.append(("numerator", _("Skriv vad som räknas i täljaren.")))
        found.append(("denominator", _("Skriv vad som räknas i nämnaren.")))
    return found
