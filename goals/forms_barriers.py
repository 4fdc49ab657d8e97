"""Input shapes of what stands in the way. What the words and marks must be is judged by the actions."""

from __future__ import annotations

from collections.abc import Collection

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from goals.actions.barriers import JUDGED, LIMITS, LONGEST_REASON
from goals.enums import BarrierKind, BarrierState, Layer, Variety
from goals.models import Barrier, BarrierTag
from goals.queries.barrier_board import NONE
from goals.queries.barriers import said_at
from hlab.labs.enums import AdminLevel, Level

UNSAID = ("", _("Inte sagt"))
ALL = ("", _("Alla"))
NOT_SAID = (NONE, _("Inte sagt"))
ASKED = {
    "example": _("Exempel"),
    "goals": _("Vilken målbild"),
    "layer": _("På eller bakom scenen"),
    "kinds": _("Slags hinder"),
    "level": _("Nivå"),
    "decided": _("Var det kan ändras"),
    "who_can_act": _("Vem kan göra något"),
}
"""What a step can ask for beside what stands in the way."""


def _marks(goals: Collection[tuple]) -> dict[str, forms.Field]:
    """A field for each mark of a card. goals: [(målbild id, title)] to choose among."""
    return {
        "goals": forms.TypedMultipleChoiceField(
            label=_("Vilken målbild står det i vägen för?"), choices=goals, coerce=int, required=False,
            widget=forms.CheckboxSelectMultiple,
        ),
        "layer": forms.ChoiceField(
            label=_("På eller bakom scenen?"), choices=[*Layer.choices, UNSAID], required=False,
            help_text=_("På scenen är det som personen möter. Bakom scenen är det som avgör hur mötet kan bli."),
            widget=forms.RadioSelect,
        ),
        "kinds": forms.MultipleChoiceField(
            label=_("Vad för slags hinder är det?"), choices=BarrierKind.choices, required=False,
            help_text=_("Det kan vara flera."), widget=forms.CheckboxSelectMultiple,
        ),
        "level": forms.ChoiceField(
            label=_("På vilken nivå?"), choices=[*Level.choices, UNSAID], required=False, widget=forms.RadioSelect
        ),
        "decided": forms.ChoiceField(
            label=_("Var kan det ändras?"), choices=[*AdminLevel.choices, UNSAID], required=False,
            widget=forms.RadioSelect,
        ),
        "who_can_act": forms.CharField(
            label=_("Vem kan göra något?"), required=False, max_length=LIMITS["who_can_act"],
            help_text=_("En roll eller ett slags aktör, till exempel chefer i primärvården. Aldrig ett namn."),
        ),
    }  # fmt: skip


def card_fields(asked: Collection[str], goals: Collection[tuple]) -> dict[str, forms.Field]:
    """The marks that a step asks for, in the order of a card; målbilder only where there are any to choose among."""
    fields = {name: field for name, field in _marks(goals).items() if name in asked and (name != "goals" or goals)}
    if "goals" in fields and len(goals) == 1:
        fields["goals"].initial = [pk for pk, _title in goals]  # it is about this one, unless somebody says no
    return fields


class CardForm(forms.Form):
    """A card as somebody who takes part fills it in."""

    title = forms.CharField(
        label=_("Vad står i vägen?"),
        help_text=_("Ett hinder per kort. Skriv inte andras namn."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    example = forms.CharField(
        label=_("Ett exempel"),
        help_text=_("En gång när det stod i vägen. Lämna ut sådant som pekar ut någon."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=LIMITS["example"],
        error_messages={"max_length": _("Exemplet är för långt. Högst %(limit_value)s tecken ryms.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    card = forms.IntegerField(widget=forms.HiddenInput, required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, asked: Collection[str], goals: Collection[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].max_length = LIMITS["title"]  # for the counter; the length itself is the action's to judge
        if "example" not in asked:
            del self.fields["example"]
        self.marks = card_fields(asked, goals)
        self.fields |= self.marks

    @property
    def more(self) -> list:
        """The fields of the marks."""
        return [self[name] for name in self.marks]


class BarrierForm(forms.Form):
    """The whole card, for those who work with it."""

    title = forms.CharField(
        label=_("Vad står i vägen"),
        max_length=LIMITS["title"],
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Skriv vad som står i vägen."),
            "max_length": _("Texten är för lång. Högst %(limit_value)s tecken ryms."),
        },
    )
    text = forms.CharField(
        label=_("Beskrivning"), max_length=LIMITS["text"], required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    example = forms.CharField(
        label=_("Exempel"), max_length=LIMITS["example"], required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    variety = forms.ChoiceField(
        label=_("Lokal mångfald eller gemensamt beslut?"),
        choices=Variety.choices,
        initial=Variety.UNCLEAR,
        help_text=_(
            "Det finns 311 huvudmän. En del frågor vinner på att lösas på många sätt, andra behöver lösas en gång."
        ),
        widget=forms.RadioSelect,
    )  # fmt: skip
    variety_reason = forms.CharField(
        label=_("Varför"), max_length=LIMITS["variety_reason"], required=False,
        help_text=_("Behövs om du har valt något annat än oklart."),
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    ORDER = (
        "title", "text", "example", "goals", "layer", "kinds", "level", "decided", "who_can_act", "variety",
        "variety_reason", "row_version",
    )  # fmt: skip

    def __init__(self, *args, goals: Collection[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= card_fields(ASKED, goals)
        self.fields["variety_reason"].needed_later = True
        self.order_fields(self.ORDER)

    def said(self) -> dict:
        """The card as the actions take it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "row_version"}


class StateForm(forms.Form):
    """How it stands with a barrier, and why."""

    state = forms.ChoiceField(
        label=_("Hur står det till?"),
        choices=[(state, state.label) for state in JUDGED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur det står till med hindret.")},
    )
    reason = forms.CharField(
        label=_("Varför"),
        help_text=_("Vem tar hand om det, vad som har gjorts eller varför det är kvar. Skriv roller, inte namn."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Skriv varför, så att den som läser förstår."),
            "max_length": _("Texten är för lång. Högst %(limit_value)s tecken ryms."),
        },
    )


class TogetherForm(forms.Form):
    """What several barriers are called as one."""

    title = forms.CharField(
        label=_("Vad de har gemensamt"),
        help_text=_("Med era egna ord. Det som sagts står kvar som det sades, under den här rubriken."),
        max_length=LIMITS["title"],
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Skriv vad de har gemensamt."),
            "max_length": _("Texten är för lång. Högst %(limit_value)s tecken ryms."),
        },
    )


class FilterForm(forms.Form):
    """Which of the lab's barriers to look at. A choice that does not exist narrows nothing; the field says so."""

    malbild = forms.ChoiceField(label=_("Målbild"), required=False)
    niva = forms.ChoiceField(label=_("Nivå"), required=False, choices=[ALL, *Level.choices, NOT_SAID])
    slag = forms.ChoiceField(label=_("Slags hinder"), required=False, choices=[ALL, *BarrierKind.choices, NOT_SAID])
    lager = forms.ChoiceField(label=_("Scen"), required=False, choices=[ALL, *Layer.choices, NOT_SAID])
    beslut = forms.ChoiceField(
        label=_("Var det kan ändras"), required=False, choices=[ALL, *AdminLevel.choices, NOT_SAID]
    )
    ort = forms.ChoiceField(label=_("Sagt på"), required=False)
    lage = forms.ChoiceField(
        label=_("Läge"), required=False, choices=[ALL, *((state, BarrierState(state).label) for state in JUDGED)]
    )
    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)

    LOOKUPS = {"niva": "level", "lager": "layer", "beslut": "decided", "lage": "stands"}

    def __init__(self, *args, goals: Collection[tuple], places: Collection[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["malbild"].choices = [ALL, *((str(pk), title) for pk, title in goals), (NONE, _("Ingen vald"))]
        self.fields["ort"].choices = [ALL, *places]

    def narrow(self, rows: QuerySet[Barrier]) -> QuerySet[Barrier]:
        """The barriers that fit."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        for name, lookup in self.LOOKUPS.items():
            if name in chosen:
                rows = rows.filter(**{lookup: "" if chosen[name] == NONE else chosen[name]})
        if "slag" in chosen:
            tags = BarrierTag.objects.filter(barrier=OuterRef("pk"))
            rows = rows.filter(~Exists(tags) if chosen["slag"] == NONE else Exists(tags.filter(kind=chosen["slag"])))
        if "malbild" in chosen:
            through = Barrier.goals.through.objects.filter(barrier=OuterRef("pk"))
            one = chosen["malbild"]
            rows = rows.filter(~Exists(through) if one == NONE else Exists(through.filter(goal=one)))
        if "ort" in chosen:
            rows = rows.filter(said_at(chosen["ort"]))
        if "sok" in chosen:
            words = chosen["sok"]
            rows = rows.filter(
                Q(title__icontains=words) | Q(text__icontains=words) | Q(example__icontains=words)
                | Q(who_can_act__icontains=words)
            )  # fmt: skip
        return rows
