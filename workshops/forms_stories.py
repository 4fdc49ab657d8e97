"""Input shapes for stories: the guide, one part, the whole that is sent, and what somebody else wrote down."""

from __future__ import annotations

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from hlab.core.text import tidy
from workshops.enums import Language, ReadBack, Relation, StoryState, ToldBy

RELATIONS = [("", _("Välj om någon annan är med")), *[(row.value, row.label) for row in Relation if row.value]]


class Guide(forms.CharField):
    """An interview guide, one question per line: "question | help"."""

    widget = forms.Textarea(attrs={"rows": 10})

    def to_python(self, value) -> list[dict]:
        lines = [tidy(line) for line in (value or "").splitlines()]
        rows = [[" ".join(cell.split()) for cell in line.partition("|")[::2]] for line in lines if line]
        return [{"question": question, "help": said} for question, said in rows]

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(" | ".join(filter(None, (row["question"], row.get("help", "")))) for row in value)

    def run_validators(self, value):
        """How many and how long is the kind's to judge."""


class _WhoseFields(forms.Form):
    """Whether somebody tells together with or for another."""

    told_by = forms.ChoiceField(
        label=_("Vem berättar?"), choices=ToldBy.choices, initial=ToldBy.SELF, required=False, widget=forms.RadioSelect
    )
    relation = forms.ChoiceField(
        label=_("Vem är den andra personen?"),
        help_text=_("Den som arbetar där det hände svarar inte åt någon annan."),
        choices=RELATIONS,
        required=False,
    )


class PartForm(_WhoseFields):
    """What a teller says to one question. begins: it is the first of a story, which then says who tells."""

    text = forms.CharField(
        label=_("Ditt svar"),
        help_text=_("Skriv så kort eller långt du vill. Skriv inte namn, ditt eget eller andras."),
        widget=forms.Textarea(attrs={"rows": 9}),
        required=False,
    )
    language = forms.ChoiceField(label=_("Språk"), choices=Language.choices, required=False, initial=Language.SV)
    was_present = forms.ChoiceField(
        label=_("Är personen som det handlar om med nu?"),
        choices=[("", _("Gäller inte")), ("ja", _("Ja")), ("nej", _("Nej"))],
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    story_key = forms.CharField(widget=forms.HiddenInput, required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, limit: int, begins: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].max_length = limit  # for the counter; the length itself is the action's to judge
        if not begins:
            for name in ("told_by", "relation", "was_present"):
                del self.fields[name]


class SendForm(forms.Form):
    """ "Det stämmer": with a heading if one wants, and what the story may be used for."""

    USES = ("analysis", "quote", "reuse")
    title = forms.CharField(label=_("Rubrik på berättelsen"), max_length=120, required=False)
    consent_analysis = forms.BooleanField(
        label=_("Den får vara med när labbet sammanställer vad som behövs"), required=False
    )
    consent_quote = forms.BooleanField(label=_("Den får citeras ordagrant, utan mitt namn"), required=False)
    consent_reuse = forms.BooleanField(label=_("Den får också användas i andra labb"), required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReadThroughForm(SendForm):
    """The same where each use is chosen beside it."""

    consent_analysis = consent_quote = consent_reuse = None  # type: ignore[assignment]


class WrittenDownForm(_WhoseFields):
    """A whole story that somebody else writes in: the guide's questions as fields."""

    was_present = forms.NullBooleanField(
        label=_("Var personen som det handlar om med?"),
        widget=forms.Select(choices=[("unknown", _("Gäller inte")), ("true", _("Ja")), ("false", _("Nej"))]),
        required=False,
    )
    title = forms.CharField(label=_("Rubrik, om personen vill ha en"), max_length=120, required=False)

    def __init__(self, data=None, *, guide: list[dict], limit: int, **kwargs):
        super().__init__(data, **kwargs)
        for row in guide:
            field = forms.CharField(
                label=row["question"], help_text=row.get("help", ""), required=False,
                widget=forms.Textarea(attrs={"rows": 5}),
            )  # fmt: skip
            field.max_length = limit  # for the counter
            self.fields[f"del_{row['key']}"] = field
        self.order_fields([f"del_{row['key']}" for row in guide])


class PartOfStoryForm(forms.Form):
    """Other words for one part, when a story is read back."""

    text = forms.CharField(label=_("Svaret"), widget=forms.Textarea(attrs={"rows": 9}), required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, limit: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].max_length = limit


class ReadBackForm(forms.Form):
    """The teller has heard or read it, and said yes."""

    how = forms.ChoiceField(
        label=_("Hur fick personen ta del av det?"),
        choices=[(way.value, way.label) for way in (ReadBack.ALOUD, ReadBack.SENT)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur personen fick läsa eller höra det.")},
    )
    day = forms.DateField(
        label=_("Vilken dag sa personen ja?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=localdate,
        error_messages={
            "required": _("Välj vilken dag personen sa ja."),
            "invalid": _("Skriv dagen så här: 2026-12-01."),
        },
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NoReadBackForm(forms.Form):
    """Why nobody could ask the teller."""

    reason = forms.CharField(
        label=_("Varför gick det inte att läsa tillbaka?"),
        help_text=_("Till exempel: Personen ville inte bli kontaktad igen. Skriv inget som pekar ut någon."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv varför berättelsen inte kunde läsas tillbaka.")},
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class StoriesFilterForm(forms.Form):
    """Which stories the list shows."""

    lage = forms.ChoiceField(
        label=_("Läge"), choices=[("", _("Alla berättelser")), *StoryState.choices], required=False
    )
