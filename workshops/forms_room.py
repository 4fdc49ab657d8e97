"""Input shapes for what happens around the steps."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.enums import HelpReason, ReportReason
from workshops.models.moderation import REPORT_LENGTH
from workshops.models.room import MESSAGE_LENGTH, PARKED_LENGTH


class _ShortText(forms.CharField):
    """How long it may be is the action's to judge; the field only counts."""

    def __init__(self, *, limit: int, rows: int = 2, **kwargs):
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.max_length = limit


class MessageForm(forms.Form):
    text = _ShortText(label=_("Meddelande"), limit=MESSAGE_LENGTH)
    grupp = forms.ChoiceField(label=_("Till"), required=False)
    storbild = forms.BooleanField(
        label=_("Visa också på storbilden"), required=False, widget=forms.CheckboxInput(attrs={"value": "1"})
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grupp"].choices = [("", _("Alla här")), *((str(group.pk), group.name) for group in groups)]
        if not groups:
            del self.fields["grupp"]


class ParkForm(forms.Form):
    text = _ShortText(label=_("Vad ska tas upp sedan?"), limit=PARKED_LENGTH)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


class HelpForm(forms.Form):
    skal = forms.ChoiceField(label=_("Vad behöver du?"), choices=HelpReason.choices, widget=forms.RadioSelect)


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Varför borde den inte visas?"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av alternativen.")},
    )
    words = _ShortText(label=_("Med egna ord"), limit=REPORT_LENGTH)
