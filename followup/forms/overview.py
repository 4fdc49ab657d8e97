"""What the overview can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import Unit
from hlab.labs.models import Lab


class OverviewForm(forms.Form):
    """Which målbilder, and whose figures. A choice that does not exist narrows nothing."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)
    labb = forms.ChoiceField(label=_("Labb"), required=False)
    region = forms.ChoiceField(label=_("Område"), required=False)

    def __init__(self, data, *, labs: Iterable[Lab], regions: Iterable[Unit]):
        super().__init__(data)
        self.fields["labb"].choices = [("", _("Alla labb")), *((str(row.pk), row.name) for row in labs)]
        self.fields["region"].choices = [("", _("Hela landet, per region")), *((row.code, row.name) for row in regions)]

    def asked(self) -> dict[str, str]:
        """What `queries.overview.overview` takes."""
        self.is_valid()
        names = {"words": "sok", "lab": "labb", "region": "region"}
        return {name: self.cleaned_data.get(field) or "" for name, field in names.items()}

    def as_query(self) -> str:
        """The choices as an address, for the pager."""
        return urlencode({name: value for name, value in self.data.items() if name in self.fields and value})
