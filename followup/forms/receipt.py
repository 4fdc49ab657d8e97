"""Input shapes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.actions.replies import LONGEST_OWN_WORDS
from feedback.enums import OwnView as OwnAnswerView
from goals.actions.representing import LONGEST_VIEW
from goals.enums import OwnView
from journeys.actions.versions import LONGEST_WORDS
from journeys.enums import TellerSays


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


class OwnMapForm(forms.Form):
    """What the one person whose way it is says of the map. edits: number of the latest change that was on the page."""

    answer = forms.ChoiceField(
        label=_("Stämmer kartan?"),
        choices=[(code, label) for code, label in TellerSays.choices if code],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren.")},
    )
    words = forms.CharField(
        label=_("Vad behöver vara annorlunda?"),
        help_text=_("Behövs om något ska ändras. De som arbetar i labbet läser det. Skriv inte andras namn."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    edits = forms.IntegerField(widget=forms.HiddenInput)


class OwnAnswerViewForm(forms.Form):
    """What somebody thinks of the answer to their own remark."""

    view = forms.ChoiceField(
        label=_("Stämmer svaret med det du sa?"),
        choices=OwnAnswerView.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren.")},
    )
    words = forms.CharField(
        label=_("Vad missar svaret?"),
        help_text=_("Behövs inte. De som arbetar med förslaget läser det. Skriv inte andras namn."),
        max_length=LONGEST_OWN_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
