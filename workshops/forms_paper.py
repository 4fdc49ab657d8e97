"""Input shapes for paper: what is written in for others, pictures of walls, how many sheets, and a reminder."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from hlab.labs.enums import Perspective
from workshops.actions.transcribing import CHANNELS
from workshops.enums import Channel, Language
from workshops.models import Exercise
from workshops.models.paper import TRANSCRIPT_LENGTH
from workshops.queries.paper import LAST_NUMBER, LAST_PRINTED


def step_choices(steps: Iterable[Exercise]) -> list[tuple[str, str]]:
    """[(id, "2. Vad hjälpte?")]"""
    return [(str(step.pk), f"{step.position}. {step.title}") for step in steps]


CHANNEL_CHOICES = [(channel.value, channel.label) for channel in CHANNELS]
FOLLOWS = ("step", "number", "perspective", "channel", "language", "consent_quote", "consent_reuse")


class WhoForm(forms.Form):
    """For whom something is written in, how they left it, and what it may be used for."""

    number = forms.IntegerField(
        label=_("Nummer på blanketten eller lappen"),
        help_text=_("Samma nummer är samma person."),
        min_value=1,
        max_value=LAST_NUMBER,
        error_messages={
            "required": _("Skriv numret. Saknas det, ta fram ett under Ny person."),
            "invalid": _("Skriv numret med siffror."),
            "min_value": _("Numret är minst 1."),
            "max_value": _("Numret är högst %(limit_value)s."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    perspective = forms.ChoiceField(label=_("Talar som"), choices=Perspective.choices, initial=Perspective.UNSAID)
    channel = forms.ChoiceField(label=_("Lämnat"), choices=CHANNEL_CHOICES, initial=Channel.PAPER)
    language = forms.ChoiceField(label=_("Språk"), choices=Language.choices, initial=Language.SV)
    consent_quote = forms.BooleanField(label=_("Får citeras"), required=False)
    consent_reuse = forms.BooleanField(label=_("Får användas i andra labb"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


class WriteInForm(WhoForm):
    """One note for somebody else. The text comes first: it is what changes from note to note."""

    text = forms.CharField(
        label=_("Lappens text"),
        help_text=_("Ordagrant, en tanke per lapp. Lämna ut namn och annat som pekar ut någon."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Lappen är tom. Skriv några ord först.")},
    )
    step = forms.ChoiceField(label=_("Steg"), error_messages={"required": _("Välj vilket steg lappen hör till.")})
    field_order = ("text", "step")

    def __init__(self, *args, steps: Iterable[Exercise], focus: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = step_choices(steps)
        if focus:
            self.fields["text"].widget.attrs["autofocus"] = True


class NewPersonForm(forms.Form):
    """Somebody without a numbered form."""

    perspective = forms.ChoiceField(label=_("Talar som"), choices=Perspective.choices, initial=Perspective.UNSAID)
    channel = forms.ChoiceField(label=_("Lämnat"), choices=CHANNEL_CHOICES, initial=Channel.PHONE)
    with_receipt = forms.BooleanField(
        label=_("Ta fram en kvittokod som personen får av dig"),
        help_text=_("Med koden ser personen vad som händer med det hen sa, och kan ta tillbaka det. "
                    "Koden visas en gång och sparas inte hos oss."),
        required=False,
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)


class WallForm(forms.Form):
    """A picture with its words."""

    picture = forms.FileField(
        label=_("Bild"),
        help_text=_("Jpeg, png eller webp. Högst 15 MB. Ta bilden så att inga människor syns."),
        error_messages={"required": _("Välj en bild.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,.jpg,.jpeg,.png,.webp"}),
    )
    step = forms.ChoiceField(label=_("Steg"), error_messages={"required": _("Välj vilket steg väggen hör till.")})
    group = forms.ChoiceField(label=_("Vems vägg"), required=False)
    transcript = forms.CharField(
        label=_("Det som står på väggen"),
        help_text=_("Skriv av allt, en lapp per rad."),
        max_length=TRANSCRIPT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Skriv av det som står på väggen. Utan text kan den som inte ser bilden inte vara med."),
            "max_length": _("Texten är för lång. Dela upp väggen i flera bilder."),
        },
    )
    as_notes = forms.BooleanField(
        label=_("Gör en lapp av varje rad"),
        help_text=_("Lapparna är väggens, inte någon persons, och räknas inte som personer."),
        required=False,
        initial=True,
    )
    place = forms.CharField(label=_("Var"), max_length=120, error_messages={"required": _("Skriv var väggen fanns.")})
    taken_at = forms.DateTimeField(
        label=_("När"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("Skriv när bilden togs."),
            "invalid": _("Skriv dag och tid så här: 2026-12-01 18:00."),
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, steps: Iterable[Exercise], groups=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = step_choices(steps)
        self.fields["group"].choices = [("", _("Hela rummets")), *((str(group.pk), group.name) for group in groups)]
        if not groups:
            del self.fields["group"]


class SheetsForm(forms.Form):
    """How many, and from which number."""

    people = forms.IntegerField(label=_("Personer"), min_value=1, max_value=100, initial=12)
    first = forms.IntegerField(label=_("Första numret"), min_value=1, max_value=LAST_PRINTED, initial=1)

    def clean(self):
        data = super().clean()
        people, first = data.get("people"), data.get("first")
        if people and first and first + people - 1 > LAST_PRINTED:
            self.add_error("first", _("Blanketter har nummer 1–%(last)d.") % {"last": LAST_PRINTED})
        return data


class ReminderForm(forms.Form):
    email = forms.EmailField(
        label=_("E-postadress"),
        max_length=254,
        error_messages={
            "required": _("Skriv din e-postadress."),
            "invalid": _("Skriv en e-postadress, till exempel namn@exempel.se."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
