"""Input shapes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.actions.representing import LONGEST_VIEW
from goals.enums import OwnView


class ReceiptForm(forms.Form):
    kod = forms.CharField(
        label=_("Kvittokod"),
        help_text=_(
            "Två ord och fyra siffror, till exempel LÖNN SJÖ 4827. Stora bokstäver och prickar spelar ingen roll."
        ),
        error_messages={"required": _("Skriv din kvittokod.")},
    )


class OwnViewForm(forms.Form):
    """What somebody says of how their own words stand in a målbild."""

    answer = forms.ChoiceField(
        label=_("Stämmer det?"),
        choices=OwnView.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren.")},
    )
    words = forms.CharField(
        label=_("Vad behöver vara annorlunda?"),
        help_text=_("Behövs om något ska rättas. Labbet läser det och svarar här. Skriv inte andras namn."),
        max_length=LONGEST_VIEW,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("answer", "words", "row_version")
