"""Input shapes for how a målbild is tried. What the words must be is judged by the actions."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.actions.checks import LONGEST_DISSENT, LONGEST_HOW
from goals.actions.dissents import LONGEST_GROUP
from goals.actions.representing import LONGEST_REPLY
from goals.enums import Recognition
from goals.models import GoalVersion

WRITTEN_LENGTH = 600  # of what is missing and of another wording

_MISSING, _WORDING = _("Vad saknas?"), _("Hur skulle du skriva det?")


class JudgeForm(forms.Form):
    """One person's answer about one målbild. How long the words may be is the action's to judge."""

    answer = forms.ChoiceField(
        label=_("Känner du igen dig?"),
        choices=Recognition.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren. Du kan också välja Vet inte.")},
    )
    missing = forms.CharField(
        label=_MISSING, required=False, help_text=_("Skriv inte andras namn."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    wording = forms.CharField(label=_WORDING, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("missing", "wording"):
            self.fields[name].max_length = WRITTEN_LENGTH  # for the counter


class SheetForm(forms.Form):
    """A whole sheet of paper: every målbild of the step, each answered or left blank."""

    def __init__(self, data=None, *, versions: Iterable[GoalVersion], **kwargs):
        super().__init__(data, **kwargs)
        for version in versions:
            about = {"title": version.title}
            self.fields[f"answer_{version.pk}"] = forms.ChoiceField(
                label=_("”%(title)s”. Känner personen igen sig?") % about,
                choices=[("", _("Inte svarat")), *Recognition.choices],
                required=False,
                widget=forms.RadioSelect,
            )
            for name, label in (("missing", _MISSING), ("wording", _WORDING)):
                self.fields[f"{name}_{version.pk}"] = forms.CharField(
                    label=f"”{version.title}”. {label}", required=False, max_length=WRITTEN_LENGTH,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip


class SettingsForm(forms.Form):
    versions = forms.MultipleChoiceField(
        label=_("Målbilder att pröva"),
        help_text=_("Högst 10. De visas en i taget. Väljer du ingen tas alla labbets låsta målbilder."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class RemarkFilterForm(forms.Form):
    """Which of the remarks about a version to look at."""

    slag = forms.ChoiceField(
        label=_("Slag"), required=False,
        choices=[("", _("Alla")), ("missing", _("Vad saknas")), ("wording", _("Annan formulering"))],
    )  # fmt: skip
    svar = forms.ChoiceField(label=_("Svar"), required=False, choices=[("", _("Alla")), *Recognition.choices])
    perspektiv = forms.ChoiceField(label=_("Perspektiv"), required=False)

    def __init__(self, *args, groups: Iterable[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["perspektiv"].choices = [("", _("Alla")), *groups]

    def asked(self) -> dict[str, str]:
        """{"part", "answer", "perspective"} of what was chosen. A choice that does not exist narrows nothing."""
        self.is_valid()
        names = {"slag": "part", "svar": "answer", "perspektiv": "perspective"}
        return {name: self.cleaned_data[field] for field, name in names.items() if self.cleaned_data.get(field)}


class _Confirmed(forms.Form):
    confirmed = forms.BooleanField(
        label=_("Jag har läst texten igen och vill spara den ändå"), required=False, widget=forms.HiddenInput
    )

    def ask_anyway(self) -> None:
        """Offer to save what looks personal as it stands."""
        self.fields["confirmed"].widget = forms.CheckboxInput()


class CheckOfStepForm(_Confirmed):
    """What the answers do not say themselves. Both become public."""

    how = forms.CharField(
        label=_("Hur det gick till"),
        help_text=_("Blir publikt. Skriv inga namn."),
        max_length=LONGEST_HOW,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv kort hur det gick till.")},
    )
    field_order = ("how", "confirmed")


class DissentForm(_Confirmed):
    """A view that was not adopted, in words that point at nobody."""

    text = forms.CharField(
        label=_("Invändningen"),
        help_text=_("Som den sades, utan att jämka. Blir publik. Ingen ska kunna kännas igen."),
        max_length=LONGEST_DISSENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv invändningen.")},
    )
    group = forms.CharField(
        label=_("Vilka menar det?"),
        help_text=_("Med ord som inte pekar ut någon, till exempel: Några med egen erfarenhet. Gruppen enades inte."),
        max_length=LONGEST_GROUP,
        required=False,
    )
    field_order = ("text", "group", "confirmed")


class MetForm(forms.Form):
    met = forms.CharField(
        label=_("Hur är invändningen bemött?"),
        help_text=_("Blir publikt. Tomt betyder att invändningen står kvar."),
        max_length=LONGEST_DISSENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(forms.Form):
    reply = forms.CharField(
        label=_("Svar till personen"),
        help_text=_("Personen läser det på sin kvittosida. Skriv inga namn."),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv ett svar.")},
    )
