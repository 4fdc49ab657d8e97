"""Which two maps to hold against each other."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from journeys.models import Journey

NO_SUCH = _("Kartan finns inte i det här labbet. Välj en annan.")


class CompareForm(forms.Form):
    """Two of the lab's maps, not the same one twice."""

    a = forms.ChoiceField(label=_("Första resan"), error_messages={"invalid_choice": NO_SUCH})
    b = forms.ChoiceField(label=_("Andra resan"), error_messages={"invalid_choice": NO_SUCH})

    def __init__(self, *args, journeys: Sequence[Journey], **kwargs):
        super().__init__(*args, **kwargs)
        self.maps = {str(journey.pk): journey for journey in journeys}
        choices = [(pk, f"{journey.title} ({journey.get_kind_display()})") for pk, journey in self.maps.items()]
        for field in self.fields.values():
            field.choices = [("", _("Välj en resa")), *choices]

    def clean(self):
        chosen = super().clean()
        if chosen.get("a") and chosen.get("a") == chosen.get("b"):
            self.add_error("b", _("Det är samma karta två gånger. Välj en annan att jämföra med."))
        return chosen

    def chosen(self) -> tuple[Journey, Journey]:
        """The two, once the form is valid."""
        return self.maps[self.cleaned_data["a"]], self.maps[self.cleaned_data["b"]]
