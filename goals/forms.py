"""Input shapes. What the words must be is judged by the actions; here only how they come in."""

from __future__ import annotations

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from goals.actions.checks import LONGEST_DISSENT, LONGEST_HOW
from goals.actions.hiding import LONGEST_WHY_HIDDEN
from goals.actions.status import LONGEST_DECIDER, LONGEST_REASON
from goals.actions.versions import LIMITS, MARKS
from hlab.labs.enums import SHIFT_MEANINGS, FocusShift, Level, Perspective

ALL = ("", _("Alla"))


class NoteFilterForm(forms.Form):
    """Which of a lab's notes to look among. choices: from `goals.queries.filter_choices`."""

    verkstad = forms.TypedChoiceField(label=_("Verkstad"), required=False, coerce=int, empty_value=None)
    steg = forms.TypedChoiceField(label=_("Fråga"), required=False, coerce=int, empty_value=None)
    tema = forms.TypedChoiceField(label=_("Tema"), required=False, coerce=int, empty_value=None)
    perspektiv = forms.ChoiceField(label=_("Perspektiv"), required=False, choices=[ALL, *Perspective.choices])
    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)

    def __init__(self, *args, choices: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verkstad"].choices = [ALL, *choices["workshops"]]
        self.fields["steg"].choices = [ALL, *choices["steps"]]
        self.fields["tema"].choices = [ALL, *choices["themes"]]

    def narrow(self, notes):
        """The notes that fit. A choice that does not exist narrows nothing; the field says so."""
        self.is_valid()
        chosen = self.cleaned_data
        lookups = {
            "verkstad": "exercise__workshop",
            "steg": "exercise",
            "tema": "placements__cluster",
            "perspektiv": "participation__perspective",
            "sok": "text__icontains",
        }
        return notes.filter(**{lookup: chosen[name] for name, lookup in lookups.items() if chosen.get(name)})


class WordsForm(forms.Form):
    """Title and statement of a målbild."""

    title = forms.CharField(
        label=_("Rubrik"),
        help_text=_("En mening i jag-form som någon kan känna igen sig i."),
        max_length=LIMITS["title"],
        error_messages={"required": _("Skriv en rubrik.")},
    )
    statement = forms.CharField(
        label=_("Jag-berättelse"),
        help_text=_("Vad vården och omsorgen ska leda till, som den det gäller skulle säga det. Några meningar."),
        max_length=LIMITS["statement"],
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Skriv vad målbilden säger, i jag-form.")},
    )

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in (*LIMITS, *MARKS) if name in self.cleaned_data}


class DraftForm(WordsForm):
    """The same while it is being written on, with what belongs to the words; a later version also says what changed
    and why."""

    easy_read = forms.CharField(
        label=_("På lättläst svenska"),
        help_text=_("Samma sak med korta meningar och vanliga ord. Den som läser väljer själv."),
        max_length=LIMITS["easy_read"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    level = forms.ChoiceField(
        label=_("Vilken nivå handlar den om?"),
        choices=[("", _("Inte bestämt")), *Level.choices],
        required=False,
    )
    shifts = forms.MultipleChoiceField(
        label=_("Vilka fokusförflyttningar handlar den om?"),
        help_text=_("De fyra som nära vård bygger på. Kryssa bara för det målbilden faktiskt säger."),
        choices=FocusShift.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    what_changed = forms.CharField(
        label=_("Vad har ändrats sedan förra versionen?"),
        help_text=_("Behövs innan ni låser eller publicerar versionen. Ni kan spara utan."),
        max_length=LIMITS["what_changed"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why_changed = forms.CharField(
        label=_("Varför?"),
        help_text=_(
            "Vem eller vad fick er att ändra? Skriv inga namn. Behövs innan ni låser eller publicerar versionen."
        ),
        max_length=LIMITS["why_changed"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, first: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shifts"].choices = [
            (shift.value, format_html('{}<br><span class="soft">{}</span>', shift.label, SHIFT_MEANINGS[shift]))
            for shift in FocusShift
        ]
        if first:
            del self.fields["what_changed"], self.fields["why_changed"]
        for name in self.fields.keys() & {"what_changed", "why_changed"}:
            self.fields[name].needed_later = True


def _people(label, **more) -> forms.IntegerField:
    said = {"required": _("Skriv ett antal. Var det ingen skriver du 0."), "invalid": _("Skriv antalet med siffror.")}
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, initial=0, error_messages=said, **more)


class CheckForm(forms.Form):
    """How a version was tried. What is written in it becomes public, and the form says so."""

    held_on = forms.DateField(
        label=_("När"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Skriv vilken dag prövningen hölls."),
            "invalid": _("Skriv dagen som år, månad, dag: 2026-11-24."),
        },
    )
    how = forms.CharField(
        label=_("Hur det gick till"),
        help_text=_(
            "Blir publikt. Till exempel: verkstad på biblioteket, målbilden lästes högt och alla svarade på papper. "
            "Skriv inga namn."
        ),
        max_length=LONGEST_HOW,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv kort hur det gick till.")},
    )
    recognise = _people(_("Känner igen sig, antal personer"))
    partly = _people(_("Delvis"))
    not_recognise = _people(_("Känner inte igen sig"))
    unknown = _people(_("Vet inte"))
    lived_experience = _people(
        _("Hur många av dem har egen erfarenhet eller är närstående?"),
        help_text=_("Minst en. Utan dem är det ingen prövning."),
    )
    dissent = forms.CharField(
        label=_("Invändning som står kvar"),
        help_text=_(
            "Det som någon inte höll med om och som ni inte enades om. Blir publikt och visas så länge versionen visas."
            " Läs igenom det först: ingen ska kunna kännas igen, varken den som sa det eller någon annan."
        ),
        max_length=LONGEST_DISSENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmed = forms.BooleanField(
        label=_("Jag har läst texten igen och vill spara den ändå"), required=False, widget=forms.HiddenInput
    )

    def ask_anyway(self) -> None:
        """Offer to save what looks personal as it stands."""
        self.fields["confirmed"].widget = forms.CheckboxInput()


class ValidateForm(forms.Form):
    reason = forms.CharField(
        label=_("Varför kallas den validerad?"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AdoptForm(forms.Form):
    decider = forms.CharField(
        label=_("Vem har antagit den?"),
        help_text=_("Gruppen eller nämnden, inte en persons namn."),
        max_length=LONGEST_DECIDER,
        error_messages={"required": _("Skriv vem som har antagit målbilden.")},
    )
    reason = forms.CharField(
        label=_("Varför?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv varför den antogs.")},
    )


class HideForm(forms.Form):
    """Why a published version is taken down."""

    reason = forms.CharField(
        label=_("Varför döljs den?"),
        help_text=_("Blir publikt. Till exempel: En person kunde kännas igen. Skriv inga namn."),
        max_length=LONGEST_WHY_HIDDEN,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv varför versionen döljs. Skälet blir publikt.")},
    )
