"""Input shapes of a proposal, its versions and its parts. What may be said is judged by the actions."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.actions.wording import MISSING
from feedback.enums import Fidelity, ProposalKind, ProposalStatus
from feedback.models import Change, Paragraph, Proposal, ProposalVersion

ALL = ("", _("Alla"))
BEFORE_LOCKED = _("Behövs innan versionen låses.")
NEEDED_LATER = ("problem", "unknowns", "alternatives")
NO_VERSION = {"required": _("Ladda om sidan och försök igen.")}


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _words(model, name: str, *, rows: int = 0, **more) -> forms.CharField:
    """A text field as the column has it. What is required and how long it may be is said by the action."""
    column = model._meta.get_field(name)
    label = more.pop("label", "") or str(column.verbose_name)
    return forms.CharField(
        label=label[:1].upper() + label[1:], required=not column.blank, max_length=column.max_length,
        widget=_area(rows) if rows else None,
        error_messages={"required": MISSING[name]} if name in MISSING else None, **more,
    )  # fmt: skip


class FilterForm(forms.Form):
    """Which of a lab's proposals to look among."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)
    lage = forms.ChoiceField(label=_("Läge"), required=False, choices=[ALL, *ProposalStatus.choices])
    slag = forms.ChoiceField(label=_("Slag"), required=False, choices=[ALL, *ProposalKind.choices])

    def chosen(self) -> dict[str, str]:
        """As `feedback.queries.proposals.narrowed` takes it; what does not exist narrows nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        return {"words": data.get("sok", ""), "status": data.get("lage", ""), "kind": data.get("slag", "")}


class KindForm(forms.Form):
    """What a proposal is called, and what kind it is. others: what it can be an alternative to."""

    number = _words(
        Proposal, "number", label=_("Nummer"), help_text=_("Det som förslaget heter i er egen text, till exempel F1.")
    )
    kind = forms.ChoiceField(
        label=_("Slag"), choices=ProposalKind.choices, widget=forms.RadioSelect, initial=ProposalKind.PROPOSAL,
        help_text=_("En tankeväckare är inget förslag. Det står på varje sida och på varje utskrift av den."),
        error_messages={"required": _("Välj ett slag.")},
    )  # fmt: skip
    alternative_to = forms.ModelChoiceField(
        label=_("Alternativ till"), queryset=Proposal.objects.none(), required=False,
        empty_label=_("Inget"), help_text=_("För ett alternativ: vilket förslag det är en annan väg till."),
    )  # fmt: skip
    is_nothing = forms.BooleanField(label=_("Det här alternativet är att inget göra"), required=False)

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["alternative_to"]
        field.queryset = others
        field.label_from_instance = _called
        self.order_fields(["number", "kind", "alternative_to", "is_nothing"])


class NewProposalForm(KindForm):
    """A proposal with the first words of its first version. key: the same form sent twice is the same proposal."""

    title = _words(ProposalVersion, "title", help_text=_("Det som förslaget kallas i dagligt tal."))
    summary = _words(
        ProposalVersion, "summary", rows=4,
        help_text=_("Som om du berättade det för den det gäller. Börja gärna med ”Tänk om”."),
    )  # fmt: skip
    problem = _words(ProposalVersion, "problem", rows=4)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4


class FactsForm(KindForm):
    """Facts that can be changed, and how far the proposal has come."""

    status = forms.ChoiceField(label=_("Läge"), choices=ProposalStatus.choices)
    row_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=NO_VERSION)


class WordsForm(forms.Form):
    """All the words of a version."""

    title = _words(ProposalVersion, "title")
    summary = _words(ProposalVersion, "summary", rows=4)
    problem = _words(ProposalVersion, "problem", rows=4)
    unknowns = forms.CharField(
        label=_("Det här vet vi inte än"), required=False, widget=_area(5),
        help_text=_("En sak på varje rad. Det är lättare att säga vad som fattas när ni har sagt vad ni inte vet."),
    )  # fmt: skip
    alternatives = _words(
        ProposalVersion, "alternatives", rows=4,
        help_text=_("Vad ni mer har tänkt på, vad som händer om inget görs, och varför ni prövar just det här."),
    )  # fmt: skip
    easy_read = _words(
        ProposalVersion, "easy_read", rows=5, help_text=_("Korta meningar, en på varje rad. Be någon läsa den högt.")
    )
    fidelity = forms.TypedChoiceField(
        label=_("Hur färdig är den?"), choices=Fidelity.choices, coerce=int, widget=forms.RadioSelect,
        help_text=_("Ju mindre färdig den ser ut, desto lättare är det att säga emot."),
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=NO_VERSION)

    def __init__(self, *args, needed: bool, **kwargs):
        """needed: whether the words that a proposal must have before it is locked are asked for as such."""
        super().__init__(*args, **kwargs)
        for name in NEEDED_LATER if needed else ():
            field = self.fields[name]
            field.needed_later = True
            field.help_text = " ".join([str(field.help_text), str(BEFORE_LOCKED)]).strip()


class ParagraphForm(forms.Form):
    """One paragraph. row_version: of one that is there already."""

    label = _words(Paragraph, "label", help_text=_("Till exempel 3 §. Numret får ändras; det som sagts följer med."))
    legal = _words(Paragraph, "legal", rows=6)
    plain = _words(Paragraph, "plain", rows=4, help_text=_("Vad det betyder för den det gäller."))
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NewParagraphForm(ParagraphForm):
    """One more, last or after another. there: the version's paragraphs."""

    after = forms.ModelChoiceField(
        label=_("Var ska den stå?"), queryset=Paragraph.objects.none(), required=False, empty_label=_("Sist")
    )

    def __init__(self, *args, there, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["after"]
        field.queryset = there
        field.label_from_instance = lambda row: _("Efter %(label)s") % {"label": row.label}
        if not there:
            del self.fields["after"]


class ChangeForm(forms.Form):
    """One thing that changed. parts: [(target, anchor, label)]; answers: what it may be because of."""

    what = _words(Change, "what", rows=3)
    why = _words(Change, "why", rows=3)
    part = forms.ChoiceField(label=_("Vilken del gäller det?"), required=False)
    answer = forms.ModelChoiceField(
        label=_("Ställningstagandet bakom"), queryset=None, required=False, empty_label=_("Eget skäl"),
        help_text=_("De som har sagt det ser att det ledde till en ändring."),
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, parts, answers, **kwargs):
        super().__init__(*args, **kwargs)
        told = {"paragraph": _("Paragraf %(label)s"), "scene": _("Scenen ”%(label)s”")}
        self.fields["part"].choices = [
            ("", _("Hela förslaget")),
            *((f"{target}:{anchor}", told[target] % {"label": label}) for target, anchor, label in parts),
        ]
        self.fields["answer"].queryset = answers
        self.fields["answer"].label_from_instance = lambda row: f"{row.title} ({row.get_verdict_display().lower()})"

    def told(self) -> dict:
        """As `feedback.actions.changes` takes it."""
        data = self.cleaned_data
        target, _colon, anchor = data["part"].partition(":")
        return {name: data[name] for name in ("what", "why", "answer")} | {"target": target, "anchor": anchor}


class SeenForm(forms.Form):
    """seen: the mark of what was on the page, so that nothing else is locked or published than what was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, error_messages=NO_VERSION)


class FileForm(forms.Form):
    """key: the same form sent twice is the same upload."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("JSON ur Hälsolabb. Högst 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4


class ReadInForm(forms.Form):
    """The last question before a file is read in: what to call the proposal here."""

    number = _words(Proposal, "number", label=_("Nummer i det här labbet"))


def _called(proposal: Proposal) -> str:
    """Its number, and the title it has now."""
    every = proposal.all_versions
    return f"{proposal.number} {every[-1].title}" if every else proposal.number
