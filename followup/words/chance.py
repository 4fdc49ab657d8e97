"""How many signs chance alone gives, in words: beside every list of answers."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.analysis.by_chance import signs_by_chance
from followup.models import Verdict
from followup.words.numbers import number


def chance_words(verdicts: Iterable[Verdict]) -> str:
    """What to expect of a list of answers if nothing had changed; blank where no series in it can show a sign."""
    signs = signs_by_chance((row.heading, row.facts) for row in verdicts)
    if not signs.asked:
        return ""
    expected = signs.expected
    said = {
        "asked": number(signs.asked), "found": number(signs.found) if signs.found else _("ingen"),
        "mean": number(expected.signs, 1), "low": number(expected.low), "high": number(expected.high),
    }  # fmt: skip
    first = ngettext(
        "%(asked)s serie är lång nog för att visa ett tecken på förändring. Antal som gör det: %(found)s.",
        "%(asked)s serier är långa nog för att visa ett tecken på förändring. Antal som gör det: %(found)s.",
        signs.asked,
    ) % said  # fmt: skip
    chance = _("Även om inget hade ändrats skulle slumpen ge ungefär %(mean)s (oftast %(low)s–%(high)s).") % said
    more = (
        _("Det är fler än slumpen brukar ge. Det säger inte vilka av dem som är på riktigt.")
        if signs.is_more
        else _("Så många kan slumpen ge. Läs dem som frågor, inte som svar.")
        if signs.found
        else ""
    )
    return " ".join(filter(None, [first, chance, more]))
