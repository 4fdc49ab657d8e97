"""Input shapes."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.enums import GoalStatus
from hlab.labs.models import Lab


class GoalFilterForm(forms.Form):
    """Which målbilder the list shows."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=200)
    labb = forms.ModelChoiceField(
        label=_("Labb"), queryset=Lab.objects.none(), required=False, empty_label=_("Alla labb")
    )
    lage = forms.ChoiceField(
        label=_("Läge"),
        required=False,
        choices=[("", _("Alla lägen")), *[choice for choice in GoalStatus.choices if choice[0] != "replaced"]],
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data or None, **kwargs)
        self.fields["labb"].queryset = Lab.objects.filter(is_public=True)

    def wanted(self) -> dict:
        """Arguments for `queries.goals_in_list`; a choice that does not exist is no choice."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return {"query": data.get("sok", ""), "lab": data.get("labb"), "status": data.get("lage", "")}

    def as_query(self) -> str:
        """The choices as an address, for the pager."""
        return urlencode({name: value for name, value in self.data.items() if name in self.fields and value})
