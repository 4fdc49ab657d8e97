"""Input shapes of the step where people map their way. What words and marks must be is judged by the actions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from hlab.labs.enums import ActorKind
from journeys.actions.cards import NAME, WHO, WORDS
from journeys.analysis.telling import FEWEST_PHASES, MOST_PHASES
from journeys.enums import Carrier, Feeling, FeelingWord, GapKind
from workshops.enums import Language
from workshops.forms import Lines

LENGTH = 400
"""Characters in which something that happened is told."""
UNSAID = ("", _("Vill inte säga"))
UNKNOWN = ("", _("Inte sagt"))
ASKED = {
    "moments": _("Vilken stund var bäst, och vilken var svårast?"),
    "who": _("Vilka mer var med?"),
    "gaps": _("Hur länge dröjde det till nästa?"),
}
"""What a step can ask for besides what happened."""
ON_A_SHEET = 6


def whole_or_none(value: str) -> int | None:
    """A feeling out of the form's text, none for the one that is not said."""
    return int(value) if value not in ("", None) else None


class FeltFields(forms.Form):
    """How it felt."""

    feeling = forms.TypedChoiceField(
        label=_("Hur kändes det?"),
        choices=[*((str(code), label) for code, label in reversed(Feeling.choices)), UNSAID],
        coerce=whole_or_none,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    word = forms.ChoiceField(label=_("Med ett ord"), choices=[UNKNOWN, *FeelingWord.choices], required=False)


class WhoFields(forms.Form):
    """Who else was there."""

    who = forms.CharField(
        label=_("Vem eller vilka mer var med?"),
        max_length=WHO,
        required=False,
        help_text=_("En roll eller en verksamhet, till exempel vårdcentralen. Aldrig ett namn."),
    )
    who_kind = forms.ChoiceField(
        label=_("De hör till"), choices=[UNKNOWN, *ActorKind.choices], required=False
    )  # fmt: skip


class GapFields(forms.Form):
    """What came between it and the next."""

    gap_words = forms.CharField(
        label=_("Hur länge dröjde det till nästa?"),
        max_length=WORDS,
        required=False,
        help_text=_("Till exempel: tre veckor, ett halvår, samma dag."),
    )
    gap_kind = forms.ChoiceField(
        label=_("Vad var det för tid?"), choices=[UNKNOWN, *GapKind.choices], required=False
    )  # fmt: skip
    gap_carried = forms.ChoiceField(
        label=_("Vem höll ihop det så länge?"), choices=[UNKNOWN, *Carrier.choices], required=False
    )


def _text(label, help_text) -> forms.CharField:
    field = forms.CharField(
        label=label, help_text=help_text, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip
    field.max_length = LENGTH  # for the counter; the length itself is the action's to judge
    return field


def _phase(names: Sequence[str]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("I vilken del av vägen?"), coerce=int, required=False, empty_value=1, widget=forms.RadioSelect,
        choices=[(str(n), name) for n, name in enumerate(names, start=1)],
    )  # fmt: skip


class CardForm(forms.Form):
    """Something that happened. parts: which of "phase", "felt", "who" and "gap" are asked for."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    card = forms.IntegerField(widget=forms.HiddenInput, required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    language = forms.ChoiceField(label=_("Språk"), choices=Language.choices, required=False, initial=Language.SV)

    def __init__(self, *args, names: Sequence[str], parts: Collection[str], text: tuple = (), **kwargs):
        super().__init__(*args, **kwargs)
        label, said = text or (_("Vad hände?"), _("En sak i taget. Skriv inte andras namn."))
        self.fields["text"] = _text(label, said)
        if "phase" in parts:
            self.fields["phase"] = _phase(names)
        for part, form in (("felt", FeltFields), ("who", WhoFields), ("gap", GapFields)):
            if part in parts:
                self.fields |= form().fields

    @property
    def marks(self) -> dict:
        """What the form says beside the words."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("text", "key", "card", "row_version", "language")
        }


class PhasesForm(forms.Form):
    """What the phases are called: a field each, the last two may be left blank."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, names: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_PHASES + 1):
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("Del %(n)d") % {"n": n} if n <= FEWEST_PHASES else _("Del %(n)d, om det behövs") % {"n": n},
                initial=names[n - 1] if n <= len(names) else "",
                required=False,
                max_length=NAME,
                error_messages={"max_length": _("Namnet är för långt. Högst %(limit_value)s tecken ryms.")},
            )

    @property
    def names(self) -> list[str]:
        return [self.cleaned_data[f"name_{n}"] for n in range(1, MOST_PHASES + 1)]


class OneWhoForm(WhoFields):
    """Who else was there, in a list of all that happened: the card's own fields have its id before their names."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class OneGapForm(GapFields):
    """What came between, in the same list."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MomentsForm(forms.Form):
    """The best and the hardest moment, out of one's own."""

    best = forms.TypedChoiceField(label=_("Vilken stund var bäst?"), coerce=int, required=False, empty_value=0,
                                  widget=forms.RadioSelect)  # fmt: skip
    worst = forms.TypedChoiceField(label=_("Vilken stund var svårast?"), coerce=int, required=False, empty_value=0,
                                   widget=forms.RadioSelect)  # fmt: skip

    def __init__(self, *args, cards: Sequence[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("best", "worst"):
            self.fields[name].choices = [*((str(pk), title) for pk, title in cards), ("", _("Ingen särskild"))]


class SheetForm(forms.Form):
    """A whole sheet that somebody else writes in: the phases, and up to six things that happened."""

    names = Lines(
        label=_("Vad delarna av vägen heter, en per rad"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tre till fem. Lämna tomt om personen inte har ändrat dem."),
    )  # fmt: skip

    def __init__(self, data=None, *, phases: Sequence[str], **kwargs):
        super().__init__(data, **kwargs)
        for n in range(1, ON_A_SHEET + 1):
            self.fields[f"h{n}_text"] = _text(_("Händelse %(n)d: vad hände?") % {"n": n}, "")
            self.fields[f"h{n}_phase"] = forms.TypedChoiceField(
                label=_("Händelse %(n)d: i vilken del?") % {"n": n}, coerce=int, required=False, empty_value=1,
                choices=[(str(m), _("Del %(m)d") % {"m": m}) for m in range(1, MOST_PHASES + 1)],
            )  # fmt: skip
            felt = FeltFields().fields["feeling"]
            felt.label, felt.widget = (
                _("Händelse %(n)d: hur kändes det?") % {"n": n},
                forms.Select(choices=felt.choices),
            )
            felt.initial = ""
            self.fields[f"h{n}_feeling"] = felt
            self.fields[f"h{n}_who"] = forms.CharField(
                label=_("Händelse %(n)d: vem mer var med?") % {"n": n}, required=False, max_length=WHO
            )
            self.fields[f"h{n}_gap_words"] = forms.CharField(
                label=_("Händelse %(n)d: hur länge till nästa?") % {"n": n}, required=False, max_length=WORDS
            )


def rows_of(sheet: dict) -> list[tuple[int, str, dict]]:
    """[(number, words, marks)] of what was filled in on a sheet, as its form has cleaned it."""
    return [
        (n, text, {name: sheet[f"h{n}_{name}"] for name in ("phase", "feeling", "who", "gap_words")})
        for n in range(1, ON_A_SHEET + 1)
        if (text := sheet.get(f"h{n}_text", "").strip())
    ]


class MakeForm(forms.Form):
    """What a map that somebody told is to be called, and answer."""

    title = forms.CharField(
        label=_("Kartans namn"), max_length=120, error_messages={"required": _("Skriv vad kartan ska heta.")}
    )
    person = forms.CharField(
        label=_("Vad personen kallas i kartan"), max_length=80,
        help_text=_("Ett påhittat namn eller ett ord. Aldrig personens eget namn."),
        error_messages={"required": _("Skriv vad personen ska kallas.")},
    )  # fmt: skip
    question = forms.CharField(
        label=_("Vad kartan ska svara på"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv vilken fråga kartan ska svara på.")},
    )  # fmt: skip
    review_on = forms.DateField(
        label=_("Ses över senast"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv dagen så här: 2026-12-01.")},
    )  # fmt: skip
