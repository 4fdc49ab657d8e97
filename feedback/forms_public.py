"""What the public list of proposals can be narrowed by."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.enums import ProposalKind, ProposalStatus
from hlab.labs.models import Lab


class ProposalFilterForm(forms.Form):
    """Which proposals the list shows."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=200)
    labb = forms.ModelChoiceField(
        label=_("Labb"), queryset=Lab.objects.none(), required=False, empty_label=_("Alla labb")
    )
    slag = forms.ChoiceField(label=_("Slag"), required=False, choices=[("", _("Alla slag")), *ProposalKind.choices])
    lage = forms.ChoiceField(
        label=_("Läge"),
        required=False,
        choices=[("", _("Alla lägen")), *[row for row in ProposalStatus.choices if row[0] != ProposalStatus.DRAFT]],
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data or None, **kwargs)
        self.fields["labb"].queryset = Lab.objects.filter(is_public=True)

    def wanted(self) -> dict[str, Any]:
        """Arguments for `queries.public.versions_in_list`; a choice that does not exist is no choice."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        names = {"query": "sok", "lab": "labb", "kind": "slag", "status": "lage"}
        return {name: data.get(field) or "" for name, field in names.items()}

    def as_query(self) -> str:
        """The choices as an address, for the pager."""
        return urlencode({name: value for name, value in self.data.items() if name in self.fields and value})
