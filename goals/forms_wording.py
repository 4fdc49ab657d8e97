"""Input shapes for what a wording has beside its words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.actions.causes import LONGEST_CAUSE
from goals.actions.media import LONGEST_ALT, LONGEST_TRANSCRIPT
from goals.actions.values import LONGEST_MEANING, LONGEST_NAME, LONGEST_WHY
from goals.enums import GoalStatus
from hlab.labs.enums import FocusShift, Level

ALL = ("", _("Alla"))


class MediaForm(forms.Form):
    """Picture and sound, each with its words."""

    picture = forms.FileField(
        label=_("Bild"),
        help_text=_("Jpeg, png eller webp. Högst 15 MB. Vi ritar om den, så att inget om var den togs följer med."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = forms.CharField(
        label=_("Vad bilden visar"),
        help_text=_("För den som inte ser den. Behövs när det finns en bild."),
        max_length=LONGEST_ALT, required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    drop_picture = forms.BooleanField(label=_("Ta bort bilden som finns"), required=False)
    sound = forms.FileField(
        label=_("Ljudfil"),
        help_text=_("Till exempel någon som läser målbilden högt. Mp3, m4a, ogg, wav eller webm. Högst 25 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*,.mp3,.m4a,.ogg,.opus,.wav,.webm"}),
    )
    transcript = forms.CharField(
        label=_("Ljudet i skrift"),
        help_text=_("Allt som sägs, ordagrant. Behövs när det finns ljud."),
        max_length=LONGEST_TRANSCRIPT, required=False, widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    drop_sound = forms.BooleanField(label=_("Ta bort ljudet som finns"), required=False)

    def __init__(self, *args, has_picture: bool, has_sound: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_picture:
            del self.fields["drop_picture"]
        if not has_sound:
            del self.fields["drop_sound"]


class AreaForm(forms.Form):
    """A value area of a lab."""

    name = forms.CharField(
        label=_("Namn"),
        help_text=_("Det som är viktigt, i några ord. Till exempel: Att slippa vänta ensam."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Ge värdeområdet ett namn.")},
    )
    description = forms.CharField(
        label=_("Vad det betyder i livet"),
        max_length=LONGEST_MEANING, required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AreaLinksForm(forms.Form):
    """Which value areas a wording touches, and why: a box and a reason for each."""

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.areas = list(areas)
        for area in self.areas:
            self.fields[f"area_{area.pk}"] = forms.BooleanField(label=area.name, required=False)
            self.fields[f"why_{area.pk}"] = forms.CharField(
                label=_("Varför rör målbilden det här?"), max_length=LONGEST_WHY, required=False
            )
            self.fields[f"why_{area.pk}"].needed_later = True

    def pairs(self):
        """[(area, box, reason)]."""
        return [(area, self[f"area_{area.pk}"], self[f"why_{area.pk}"]) for area in self.areas]

    def reasons(self) -> dict[int, str]:
        """{area id: reason} of those that are ticked."""
        return {
            area.pk: self.cleaned_data[f"why_{area.pk}"] for area in self.areas if self.cleaned_data[f"area_{area.pk}"]
        }


class CausesForm(forms.Form):
    """What was changed because of each remark, and without one. keys: of the remarks on the page."""

    editorial = forms.CharField(
        label=_("Ändringar som ingen bad om"),
        help_text=_("Redaktionella ändringar, en per rad. Till exempel: Bytte ”vårdkontakt” mot ”någon att ringa”."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = list(keys)
        for key in self.keys:
            self.fields[key] = forms.CharField(
                label=_("Vad ändrades på grund av den?"), max_length=LONGEST_CAUSE, required=False
            )


class GoalFilterForm(forms.Form):
    """Which of a lab's målbilder to show."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)
    lage = forms.ChoiceField(label=_("Läge"), required=False, choices=[ALL, *GoalStatus.choices])
    niva = forms.ChoiceField(label=_("Nivå"), required=False, choices=[ALL, *Level.choices])
    skifte = forms.ChoiceField(label=_("Fokusförflyttning"), required=False, choices=[ALL, *FocusShift.choices])

    def chosen(self) -> dict[str, str]:
        """What `goals.queries.narrowed` takes. A choice that does not exist narrows nothing; the field says so."""
        self.is_valid()
        names = {"sok": "words", "lage": "status", "niva": "level", "skifte": "shift"}
        return {name: self.cleaned_data.get(field, "") for field, name in names.items()}


class ReuseForm(forms.Form):
    """In which of one's labs a målbild is to be used."""

    lab = forms.TypedChoiceField(
        label=_("I vilket labb?"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett labb."), "invalid_choice": _("Välj ett av labben.")},
    )  # fmt: skip

    def __init__(self, *args, labs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lab"].choices = [(lab.pk, lab.name) for lab in labs]


class CardForm(forms.Form):
    """How a card is to be printed."""

    storlek = forms.ChoiceField(
        label=_("Storlek"), choices=[("a5", "A5"), ("a4", "A4")], widget=forms.RadioSelect, required=False
    )
    lattlast = forms.BooleanField(label=_("Med texten på lättläst svenska"), required=False)

    def asked(self) -> tuple[str, bool]:
        """(size, with the easy-read text); A5 without it where nothing else was asked for."""
        self.is_valid()
        return self.cleaned_data.get("storlek") or "a5", bool(self.cleaned_data.get("lattlast"))
