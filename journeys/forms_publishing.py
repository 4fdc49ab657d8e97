"""Input shapes of versions and of publishing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from journeys.actions.versions import LONGEST_NOTE


class KeepForm(forms.Form):
    """Keep the map as it stands. seen: number of the latest version that was on the page."""

    note = forms.CharField(
        label=_("Vad är nytt?"), required=False, max_length=LONGEST_NOTE,
        help_text=_("Kort, för er som arbetar i labbet."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(KeepForm):
    """The same, and let anyone read it. edits: number of the latest change that was on the page."""

    edits = forms.IntegerField(widget=forms.HiddenInput)
