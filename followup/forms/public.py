"""What the public lists of indicators and of units can be narrowed by."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.enums import IndicatorKind, Logic, Polarity, QualityArea, UnitKind
from followup.queries.register_public import LINKED, UNLINKED
from hlab.labs.enums import FocusShift
from hlab.labs.models import Lab


class _Narrowing(forms.Form):
    """A choice that does not exist is no choice. names: {argument: field}."""

    names: dict[str, str] = {}

    def __init__(self, data=None, **kwargs):
        super().__init__(data or None, **kwargs)

    def wanted(self) -> dict[str, Any]:
        """Arguments for the query."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return {name: data.get(field) or "" for name, field in self.names.items()}

    def as_query(self) -> str:
        """The choices as an address, for the pager."""
        return urlencode({name: value for name, value in self.data.items() if name in self.fields and value})


class IndicatorFilterForm(_Narrowing):
    """Which indicators the public list shows."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=200)
    logik = forms.ChoiceField(label=_("Logik"), required=False, choices=[("", _("Alla")), *Logic.choices])
    riktning = forms.ChoiceField(
        label=_("Önskad riktning"), required=False, choices=[("", _("Alla")), *Polarity.choices]
    )
    slag = forms.ChoiceField(label=_("Varifrån"), required=False, choices=[("", _("Alla")), *IndicatorKind.choices])
    omrade = forms.ChoiceField(
        label=_("Kvalitetsområde"), required=False, choices=[("", _("Alla")), *QualityArea.choices]
    )
    forflyttning = forms.ChoiceField(
        label=_("Fokusförflyttning"), required=False, choices=[("", _("Alla")), *FocusShift.choices]
    )
    koppling = forms.ChoiceField(
        label=_("Koppling"), required=False,
        choices=[("", _("Alla")), (LINKED, _("Hör till en målbild eller ett värdeområde")),
                 (UNLINKED, _("Hör inte till någon"))],
    )  # fmt: skip
    labb = forms.ModelChoiceField(
        label=_("Labb"), queryset=Lab.objects.none(), required=False, empty_label=_("Alla labb")
    )
    names = {
        "query": "sok", "logic": "logik", "polarity": "riktning", "kind": "slag", "area": "omrade",
        "shift": "forflyttning", "linked": "koppling", "lab": "labb",
    }  # fmt: skip

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["labb"].queryset = Lab.objects.filter(is_public=True).order_by("name", "pk")


class UnitFilterForm(_Narrowing):
    """Which units the public list shows."""

    sok = forms.CharField(label=_("Namn eller kod"), required=False, max_length=100)
    niva = forms.ChoiceField(label=_("Nivå"), required=False, choices=[("", _("Alla")), *UnitKind.choices])
    names = {"query": "sok", "kind": "niva"}


class OwnPageForm(_Narrowing):
    """Which indicators a unit's own page shows."""

    sok = forms.CharField(label=_("Mått som innehåller"), required=False, max_length=200)
    logik = forms.ChoiceField(label=_("Logik"), required=False, choices=[("", _("Alla")), *Logic.choices])
    names = {"query": "sok", "logic": "logik"}
