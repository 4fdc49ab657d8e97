"""Input shapes of decisions about charts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.actions.decisions import LONGEST_REASON, LONGEST_WHO
from followup.enums import DecisionKind
from followup.queries.decisions import Followable
from followup.words.numbers import period_words
from hlab.stats.spc.chart import FEWEST

TOO_LONG = {"max_length": _("Texten är för lång. Högst %(limit_value)s tecken ryms.")}
HELP = {
    DecisionKind.REBASE: _("Ny mittlinje och nya gränser från en period, när något har ändrats som väntas hålla i sig"),
    DecisionKind.BASELINE: _("Gränser ur seriens första värden, så att det som kommer sedan jämförs med dem"),
    DecisionKind.EXCLUDE: _("Räkna inte med ett värde i gränserna, när det har en känd orsak. Det syns fortfarande"),
}


class DecisionForm(forms.Form):
    """What is decided about one series. Which of period and count is needed depends on the kind."""

    kind = forms.ChoiceField(
        label=_("Vad gäller beslutet?"), choices=[(kind, HELP[kind]) for kind in DecisionKind],
        widget=forms.RadioSelect, error_messages={"required": _("Välj vad beslutet gäller.")},
    )  # fmt: skip
    period = forms.ChoiceField(
        label=_("Period"), required=False,
        help_text=_("Den första med ny mittlinje, eller den som inte ska räknas med."),
        error_messages={"invalid_choice": _("Välj en period som finns i serien.")},
    )  # fmt: skip
    count = forms.IntegerField(
        label=_("Antal första värden"), required=False, min_value=FEWEST,
        help_text=_("Bara för gränser ur de första värdena. Minst tolv."),
        error_messages={
            "invalid": _("Skriv ett helt tal."),
            "min_value": _("Välj minst %(limit_value)s värden. Färre ger osäkra gränser."),
        },
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Varför?"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Vad som har hänt, hur ni vet det, och varför ni tror att det håller i sig. Skälet visas öppet."),
        error_messages=TOO_LONG | {"required": _("Skriv varför. Ett beslut utan skäl går inte att pröva.")},
    )  # fmt: skip
    decided_by = forms.CharField(
        label=_("Vem har beslutat?"), max_length=LONGEST_WHO, help_text=_("En funktion eller grupp. Visas öppet."),
        error_messages=TOO_LONG | {"required": _("Skriv vem som har beslutat, som funktion eller grupp.")},
    )  # fmt: skip

    def __init__(self, *args, followable: Followable, **kwargs):
        super().__init__(*args, **kwargs)
        periods = [(period, period_words(period)) for period in reversed(followable.periods)]
        self.fields["period"].choices = [("", _("Välj")), *periods]
        for name in ("period", "count"):
            self.fields[name].needed_later = True  # one of them is needed, by kind


class WithdrawForm(forms.Form):
    """Why a decision is taken back."""

    reason = forms.CharField(
        label=_("Varför tas beslutet tillbaka?"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Visas öppet, tillsammans med beslutet."),
        error_messages=TOO_LONG | {"required": _("Skriv varför beslutet tas tillbaka.")},
    )  # fmt: skip
