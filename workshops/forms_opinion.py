"""Input shapes of the step where people take a stand. What the words must be is judged by the kind and the actions."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms import Lines
from workshops.models.opinion import STATEMENT_LENGTH

STANCES = [("1", _("Håller med")), ("-1", _("Håller inte med")), ("0", _("Hoppa över"))]
_OWN = _("Skriv ett eget påstående")


class SettingsForm(forms.Form):
    statements = Lines(
        label=_("Påståenden, ett per rad"),
        help_text=_("Mellan 1 och 200, med högst 200 tecken i varje. Ett påstående säger en enda sak."),
        error_messages={"required": _("Skriv minst ett påstående.")},
    )
    may_add = forms.BooleanField(
        label=_("Deltagarna får lägga till påståenden"),
        help_text=_("Du läser dem innan andra kan ta ställning till dem."),
        required=False,
        initial=True,
    )


class StatementForm(forms.Form):
    """A statement of one's own. How long it may be is the action's to judge."""

    text = forms.CharField(
        label=_OWN,
        help_text=_("En sak som andra kan hålla med om eller inte. Skriv inte andras namn."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].max_length = STATEMENT_LENGTH  # for the counter


class SheetForm(forms.Form):
    """A whole sheet of paper. statements: [(number, text)]."""

    def __init__(self, data=None, *, statements: Iterable[tuple[int, str]], may_add: bool, **kwargs):
        super().__init__(data, **kwargs)
        for number, text in statements:
            self.fields[f"stance_{number}"] = forms.ChoiceField(
                label=f"{number}. {text}", choices=[("", _("Inte svarat")), *STANCES], required=False
            )
        if may_add:
            self.fields["text"] = forms.CharField(
                label=_("Eget påstående"), required=False, max_length=STATEMENT_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
