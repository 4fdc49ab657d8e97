"""Input shapes of what is said of proposals and målbilder."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.actions.matrix import LONGEST_REASON
from goals.enums import Leads


class AccountForm(forms.Form):
    """Whether a proposal leads to a målbild, and why."""

    leads = forms.ChoiceField(
        label=_("Leder förslaget till målbilden?"), choices=Leads.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren. ”Vet ej” är också ett svar.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Därför att"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Skälet blir läst av alla när förslaget är publikt. Skriv inget som pekar ut någon."),
        error_messages={"required": _("Skriv varför. En bedömning utan skäl går inte att pröva.")},
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
