"""Input shapes of action plans: the plan, its file and columns, who judges, and what is said of each cell."""

from __future__ import annotations

import uuid

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from goals.actions.plan_judging import LONGEST_LABEL, LONGEST_REASON, MOST_PEOPLE
from goals.actions.plan_uploads import LIMITS, LONGEST_NOTE
from goals.actions.plans import LIMITS as PLAN_LIMITS
from goals.enums import Leads
from goals.plan_words import FIELD_LABELS
from hlab.labs.enums import Perspective

HAND_ROWS, MOST_HAND_ROWS = 5, 100


class PlanForm(forms.Form):
    """What the plan is called and whose it is."""

    title = forms.CharField(
        label=_("Vad heter planen?"), max_length=PLAN_LIMITS["title"],
        error_messages={"required": _("Skriv vad planen heter.")},
    )  # fmt: skip
    owner = forms.CharField(
        label=_("Vems plan är det?"),
        help_text=_("Till exempel: länets samverkansgrupp för psykisk hälsa. Skriv inget personnamn."),
        max_length=PLAN_LIMITS["owner"],
        error_messages={"required": _("Skriv vems plan det är.")},
    )
    principal = forms.ModelChoiceField(
        label=_("Huvudman"), queryset=None, required=False, empty_label=_("Ingen eller flera huvudmän")
    )
    period = forms.CharField(
        label=_("Vilken tid gäller den?"), help_text=_("Till exempel 2026–2028."), max_length=PLAN_LIMITS["period"],
        required=False,
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, lab, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["principal"].queryset = lab.principals.order_by("name")


class SourceForm(forms.Form):
    """The plan's actions as a file or pasted. key: the same form sent twice is the same upload."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("Excel (.xlsx) eller CSV, högst 5 MB och 5 000 rader. En insats på varje rad."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )
    pasted = forms.CharField(
        label=_("Eller klistra in raderna"),
        help_text=_("Från ett kalkylark med rubrikraden överst, eller en insats på varje rad."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4

    def clean(self):
        data = super().clean()
        file, pasted = data.get("file"), (data.get("pasted") or "").strip()
        if self.errors:
            return data
        if file and pasted:
            self.add_error("pasted", _("Välj en fil eller klistra in raderna, inte båda."))
        elif not file and not pasted:
            self.add_error("file", _("Välj en fil, eller klistra in raderna i rutan under."))
        return data

    def source(self) -> dict:
        """filename, raw and key as `goals.actions.plan_uploads.take_in` takes them."""
        data = self.cleaned_data
        key = data.get("key") or uuid.uuid4()
        if data.get("file"):
            return {"filename": data["file"].name or "fil", "raw": data["file"].read(), "key": key}
        return {"filename": "", "raw": data["pasted"].encode(), "key": key}


class ColumnsForm(forms.Form):
    """Which sheet, which row has the headings, and which column holds what."""

    sheet = forms.ChoiceField(
        label=_("Blad"), required=False, help_text=_("I ett annat blad letar vi upp rubriker och kolumner igen.")
    )
    header = forms.IntegerField(
        label=_("Vilken rad har rubrikerna?"),
        help_text=_("Radens nummer i filen. Skriv 0 om det inte finns några rubriker."),
        min_value=0,
        max_value=10_000,
        error_messages={
            "required": _("Skriv radens nummer, eller 0."),
            "invalid": _("Skriv radens nummer med siffror."),
        },
    )

    def __init__(self, *args, sheets, columns, **kwargs):
        super().__init__(*args, **kwargs)
        if len(sheets) > 1:
            self.fields["sheet"].choices = [(name, name) for name in sheets]
        else:
            del self.fields["sheet"]
        told = [
            (str(column.at), f"{column.letter}: {column.heading}" if column.heading else column.letter)
            for column in columns
        ]
        for name, label in FIELD_LABELS.items():
            choices = told if name == "title" else [("", _("Finns inte i filen")), *told]
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=int, empty_value=None, required=name == "title",
                error_messages={"required": _("Välj vilken kolumn som har insatserna.")},
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        taken: dict[int, str] = {}
        for name in FIELD_LABELS:
            at = data.get(name)
            if at is not None and at in taken:
                self.add_error(name, _("Kolumnen är redan vald. Välj en annan, eller ”Finns inte i filen”."))
            elif at is not None:
                taken[at] = name
        return data

    def mapping(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in FIELD_LABELS if self.cleaned_data.get(name) is not None}


class ReadInForm(forms.Form):
    """The last question before a plan is read in."""

    note = forms.CharField(
        label=_("Vad är nytt i den här versionen?"), max_length=LONGEST_NOTE, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class HandRowForm(forms.Form):
    """One action written by hand. A row without any words is left out."""

    number = forms.CharField(label=FIELD_LABELS["number"], max_length=LIMITS["number"], required=False)
    title = forms.CharField(label=FIELD_LABELS["title"], max_length=LIMITS["title"], required=False)
    responsible = forms.CharField(label=FIELD_LABELS["responsible"], max_length=LIMITS["responsible"], required=False)
    period = forms.CharField(label=FIELD_LABELS["period"], max_length=LIMITS["period"], required=False)
    target = forms.CharField(label=FIELD_LABELS["target"], max_length=LIMITS["target"], required=False)
    description = forms.CharField(
        label=FIELD_LABELS["description"], max_length=LIMITS["description"], required=False, widget=forms.HiddenInput
    )

    def clean(self):
        data = super().clean()
        if any(value.strip() for value in data.values()) and not data.get("title", "").strip():
            self.add_error("title", _("Skriv insatsen, eller töm raden."))
        return data


def hand_rows(data=None, *, rows: list[dict] | None = None, extra: int = 0):
    """Rows to write in: what was sent, else the given ones and some empty."""
    made = formset_factory(HandRowForm, extra=extra, max_num=MOST_HAND_ROWS, absolute_max=MOST_HAND_ROWS)
    return made(data) if data is not None else made(initial=rows)


class OwnPlaceForm(forms.Form):
    """From where somebody with a log-in judges."""

    perspective = forms.ChoiceField(
        label=_("Från vilket perspektiv bedömer du?"),
        choices=Perspective.choices,
        widget=forms.RadioSelect,
        help_text=_("Du kan bedöma från flera, ett i taget. Andra i labbet ser perspektivet, inte ditt namn."),
        error_messages={"required": _("Välj ett perspektiv.")},
    )
    owns_plan = forms.BooleanField(
        label=_("Jag hör till dem som har gjort planen"),
        help_text=_("Deras bedömningar visas för sig, bredvid de andras."),
        required=False,
    )


class GroupForm(forms.Form):
    """A group that judges together, whose answers are written in."""

    label = forms.CharField(
        label=_("Vad kallas gruppen?"), help_text=_("Till exempel Brukarrådet. Skriv inga personnamn."),
        max_length=LONGEST_LABEL, error_messages={"required": _("Skriv vad gruppen kallas.")},
    )  # fmt: skip
    perspective = forms.ChoiceField(
        label=_("Från vilket perspektiv?"), choices=[("", _("Välj")), *Perspective.choices],
        error_messages={"required": _("Välj ett perspektiv.")},
    )  # fmt: skip
    people = forms.IntegerField(
        label=_("Hur många personer var med?"), min_value=1, max_value=MOST_PEOPLE,
        error_messages={"required": _("Skriv ett antal."), "invalid": _("Skriv antalet med siffror.")},
    )  # fmt: skip
    owns_plan = forms.BooleanField(label=_("Gruppen hör till dem som har gjort planen"), required=False)


class CellForm(forms.Form):
    """Whether one action leads to one målbild, and why. Left as it is when nothing is filled in."""

    answer = forms.ChoiceField(
        label=_("Leder insatsen till målbilden?"), choices=Leads.choices, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label=_("Varför?"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
    confirmed = forms.BooleanField(
        label=_("Jag har läst texten igen och vill spara den ändå"), required=False, widget=forms.HiddenInput
    )

    @property
    def is_filled(self) -> bool:
        data = self.cleaned_data
        return bool(data.get("answer") or data.get("reason", "").strip())

    def ask_anyway(self) -> None:
        """Offer to save what looks personal as it stands."""
        self.fields["confirmed"].widget = forms.CheckboxInput()


class BoardForm(forms.Form):
    """Which part of the matrix is looked at. goals: [(id, title)]."""

    NOT_JUDGED, DIFFER, NOWHERE, CARRIED = "ej", "olika", "utan", "over"
    malbild = forms.TypedChoiceField(label=_("Målbild"), required=False, coerce=int, empty_value=None)
    svar = forms.ChoiceField(label=_("Bedömning"), required=False, choices=[("", _("Alla")), *Leads.choices])
    vilka = forms.ChoiceField(
        label=_("Insatser"),
        required=False,
        choices=[
            ("", _("Alla")),
            (NOT_JUDGED, _("Där något inte är bedömt")),
            (DIFFER, _("Där de som äger planen och de det gäller ser olika")),
            (NOWHERE, _("Som inte leder till någon målbild")),
            (CARRIED, _("Där bedömningar behöver ses över")),
        ],
    )

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["malbild"].choices = [("", _("Alla")), *goals]
        self.is_valid()

    def chosen(self, name: str):
        """What was chosen; nothing where it does not exist."""
        return self.cleaned_data.get(name) or None

    @property
    def asks_for_answers(self) -> bool:
        """Whether the choice itself tells of what others have said."""
        return bool(self.chosen("svar") or self.chosen("vilka") in (self.DIFFER, self.NOWHERE))
