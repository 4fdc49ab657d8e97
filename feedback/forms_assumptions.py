"""Input shapes of what must be true for a proposal to work."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.actions.assumptions import FIELDS, LIMITS
from feedback.enums import AssumptionStatus, Risk

ALL = ("", _("Alla"))
TOO_LONG = {"max_length": _("Texten är för lång. Högst %(limit_value)s tecken ryms.")}


class AssumptionForm(forms.Form):
    """One assumption, and how it stands."""

    text = forms.CharField(
        label=_("Vad måste vara sant?"), max_length=LIMITS["text"],
        help_text=_("En mening som går att pröva. Till exempel: Någon svarar i telefon på kvällen."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=TOO_LONG | {"required": _("Skriv vad som måste vara sant.")},
    )  # fmt: skip
    who_knows = forms.CharField(
        label=_("Vem vet?"), max_length=LIMITS["who_knows"], required=False,
        help_text=_("En roll eller ett slags verksamhet, aldrig ett namn."), error_messages=TOO_LONG,
    )  # fmt: skip
    risk = forms.ChoiceField(
        label=_("Hur stor är risken om det inte stämmer?"), choices=Risk.choices, initial=Risk.UNKNOWN,
        widget=forms.RadioSelect,
    )  # fmt: skip
    status = forms.ChoiceField(
        label=_("Hur går det?"), choices=AssumptionStatus.choices, initial=AssumptionStatus.UNTRIED,
        widget=forms.RadioSelect,
    )  # fmt: skip
    learned = forms.CharField(
        label=_("Vad har ni lärt er?"), max_length=LIMITS["learned"], required=False,
        help_text=_("Behövs när det är prövat. Alla som läser förslaget ser det här."),
        widget=forms.Textarea(attrs={"rows": 3}), error_messages=TOO_LONG,
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["learned"].needed_later = True  # no matter of choice once it has been tried

    def said(self) -> dict:
        """The fields of the assumption."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class FindForm(forms.Form):
    """Which of a proposal's assumptions to look at. A choice that does not exist narrows nothing."""

    lage = forms.ChoiceField(label=_("Läge"), required=False, choices=[ALL, *AssumptionStatus.choices])
    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)

    def asked(self) -> dict:
        """What `assumptions_of` takes."""
        self.is_valid()
        return {"status": self.cleaned_data.get("lage", ""), "words": self.cleaned_data.get("sok", "")}


class SaidForm(forms.Form):
    """Which remarks to choose among."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)
    nya = forms.BooleanField(label=_("Bara de som inte är i något antagande"), required=False)

    def asked(self) -> dict:
        """What `conditions_said` takes."""
        self.is_valid()
        return {"words": self.cleaned_data.get("sok", ""), "only_new": bool(self.cleaned_data.get("nya"))}


def ids_in(sent: Iterable[str]) -> list[UUID]:
    """The keys among what was sent in, each once; what cannot be one is left out."""
    found = []
    for text in sent:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
