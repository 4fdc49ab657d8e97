"""Input shapes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReceiptForm(forms.Form):
    kod = forms.CharField(
        label=_("Kvittokod"),
        help_text=_(
            "Två ord och fyra siffror, till exempel LÖNN SJÖ 4827. Stora bokstäver och prickar spelar ingen roll."
        ),
        error_messages={"required": _("Skriv din kvittokod.")},
    )
