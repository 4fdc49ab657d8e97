"""Input shapes."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.enums import GoalStatus
from hlab.accounts.reference import REGIONS
from hlab.labs.models import Lab
from journeys.enums import JourneyKind


class ListFilterForm(forms.Form):
    """Which rows a list of the public site shows."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=200)
    labb = forms.ModelChoiceField(
        label=_("Labb"), queryset=Lab.objects.none(), required=False, empty_label=_("Alla labb")
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data or None, **kwargs)
        self.fields["labb"].queryset = Lab.objects.filter(is_public=True)

    def wanted(self) -> dict:
        """Arguments for the query of the list; a choice that does not exist is no choice."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return {"query": data.get("sok", ""), "lab": data.get("labb")}

    def as_query(self) -> str:
        """The choices as an address, for the pager."""
        return urlencode({name: value for name, value in self.data.items() if name in self.fields and value})


class GoalFilterForm(ListFilterForm):
    """Which målbilder the list shows."""

    lage = forms.ChoiceField(
        label=_("Läge"),
        required=False,
        choices=[("", _("Alla lägen")), *[choice for choice in GoalStatus.choices if choice[0] != "replaced"]],
    )

    def wanted(self) -> dict:
        """Arguments for `queries.goals_in_list`."""
        return super().wanted() | {"status": getattr(self, "cleaned_data", {}).get("lage", "")}


class JourneyFilterForm(ListFilterForm):
    """Which journeys the list shows."""

    slag = forms.ChoiceField(label=_("Slag"), required=False, choices=[("", _("Alla slag")), *JourneyKind.choices])
    lan = forms.ChoiceField(label=_("Län"), required=False, choices=[("", _("Alla län")), *REGIONS.items()])

    def wanted(self) -> dict:
        """Arguments for `queries.journeys_in_list`."""
        found, data = super().wanted(), getattr(self, "cleaned_data", {})
        return found | {"kind": data.get("slag", ""), "county": data.get("lan", "")}


class OtherJourneyForm(forms.Form):
    """Which journey to hold beside this one. journeys: those that anyone may read."""

    med = forms.ChoiceField(
        label=_("Jämför med"),
        error_messages={
            "required": _("Välj en resa."), "invalid_choice": _("Den resan finns inte längre. Välj en annan.")
        },
    )  # fmt: skip

    def __init__(self, *args, journeys, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["med"].choices = [("", _("Välj")), *((row.slug, row.told_title) for row in journeys)]
