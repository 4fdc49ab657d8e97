"""Input shapes of the voices behind a map."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from journeys.actions.voices import LONGEST_STRETCH


class NoteSearchForm(forms.Form):
    """Which of the lab's notes to look among."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)

    def narrow(self, notes):
        """The notes that hold the words."""
        words = self.cleaned_data.get("sok", "") if self.is_valid() else ""
        return notes.filter(text__icontains=words) if words else notes


class VoiceForm(forms.Form):
    """Which stretch of a note is meant, and whether it is shown in the person's own words."""

    words = forms.CharField(
        label=_("Vilken del av lappen menas?"), required=False, max_length=LONGEST_STRETCH,
        help_text=_("Kopiera den ur lappen, ordagrant. Lämna tomt om hela lappen menas."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    quote = forms.BooleanField(
        label=_("Visa orden som citat"), required=False,
        help_text=_("I kartan, och för alla när resan är publik. Utan namn. Orden försvinner i samma stund som "
                    "personen inte längre vill visa dem."),
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput)
    note_version = forms.IntegerField(widget=forms.HiddenInput)
