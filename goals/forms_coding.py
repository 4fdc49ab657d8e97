"""Input shapes for codebook and coding. What the words must be is judged by the actions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.actions.codebook import LIMITS
from goals.actions.coding import LONGEST_MEMO
from goals.forms import NoteFilterForm
from goals.queries.coding import CHANGED, UNCODED, UNREAD


class CodeChoice(forms.TypedChoiceField):
    """One of the lab's codes in use, by its way in the codebook. The choices come with the form."""

    def __init__(self, **kwargs):
        super().__init__(coerce=int, empty_value=None, **kwargs)

    def put(self, places, none) -> None:
        """places: from `goals.queries.codebook.tree_of`. none: what no choice is called."""
        self.choices = [("", none), *((place.key, place.path) for place in places)]


class CodeForm(forms.Form):
    """A code, new or changed."""

    name = forms.CharField(
        label=_("Namn"),
        help_text=_("Ett par ord som säger vad utdragen har gemensamt."),
        max_length=LIMITS["name"],
        error_messages={"required": _("Skriv vad koden heter.")},
    )
    definition = forms.CharField(label=_("Vad koden betyder"), max_length=LIMITS["definition"], required=False)
    include = forms.CharField(label=_("Hit hör"), max_length=LIMITS["include"], required=False)
    exclude = forms.CharField(label=_("Hit hör inte"), max_length=LIMITS["exclude"], required=False)
    example = forms.CharField(
        label=_("Exempel"),
        help_text=_("Med egna ord. Kodboken kan exporteras, så skriv inget som någon känns igen på."),
        max_length=LIMITS["example"],
        required=False,
    )
    parent = CodeChoice(label=_("Ligger under"), required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("definition", "include", "exclude", "example"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2})
        self.fields["parent"].put(places, _("Överst i kodboken"))

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in LIMITS}


class MergeForm(forms.Form):
    """Which code takes over."""

    into = CodeChoice(label=_("Koden som tar över"), error_messages={"required": _("Välj vilken kod som tar över.")})

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].put(places, _("Välj kod"))


class SplitForm(forms.Form):
    """The code that takes some of the excerpts."""

    name = forms.CharField(
        label=_("Vad den nya koden heter"),
        max_length=LIMITS["name"],
        error_messages={"required": _("Skriv vad den nya koden heter.")},
    )
    definition = forms.CharField(
        label=_("Vad den betyder"), max_length=LIMITS["definition"], required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class BookFileForm(forms.Form):
    file = forms.FileField(
        label=_("Kodbok (.qdc)"),
        help_text=_("Exporterad ur ett annat program för kvalitativ analys, i formatet REFI-QDA. Högst 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".qdc,application/xml,text/xml"}),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
    )


class MemoForm(forms.Form):
    text = forms.CharField(
        label=_("Anteckning"),
        help_text=_("Det du tänker medan du kodar. Hålls isär från det som människor har sagt."),
        max_length=LONGEST_MEMO,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv något i anteckningen.")},
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class QueueForm(NoteFilterForm):
    """Which notes to read. The same choices as where voices are chosen, and how far one has come."""

    visa = forms.ChoiceField(
        label=_("Hur långt ni kommit"),
        required=False,
        choices=[
            ("", _("Alla")),
            (UNREAD, _("Inte lästa av mig")),
            (UNCODED, _("Utan kod")),
            (CHANGED, _("Ändrade sedan jag kodade")),
        ],
    )

    def only(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("visa", "")
