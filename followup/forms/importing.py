"""Input shapes of figures that are read in: the file, what its columns mean, and what is fetched."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.analysis.reading.columns import FIELDS, Mapping
from followup.enums import SourceKind
from followup.words.imports import ASKS, FIELD_LABELS

FIRST_YEAR = 1970


class FileForm(forms.Form):
    """A file of figures. Nothing is read in by choosing it."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV, Excel (.xlsx), JSON från Kolada eller JSON-stat. Högst 25 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json"}),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom. Välj en annan.")},
    )
    as_of = forms.DateField(
        label=_("Vilken dag hämtades uppgifterna från källan?"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}), help_text=_("Tomt betyder i dag."),
        error_messages={"invalid": _("Skriv dagen som 2026-11-24.")},
    )  # fmt: skip

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day and day > self.today:
            raise forms.ValidationError(_("Dagen har inte varit än."))
        return day


class ServicesForm(forms.Form):
    """A list of services, typed or pasted from a spreadsheet."""

    rows = forms.CharField(
        label=_("En verksamhet på varje rad"), max_length=400_000,
        help_text=_("Kod, namn och vad den är en del av (kod eller namn), med semikolon emellan. Det går att klistra "
                    "in tre kolumner ur Excel. Till exempel: EX-01; Vårdcentralen Exemplet; 0009"),
        widget=forms.Textarea(attrs={"rows": 8}), error_messages={"required": _("Skriv minst en verksamhet.")},
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """What the columns of a table mean, and the choices that this file asks for."""

    sheet = forms.ChoiceField(label=_("Blad"), required=False)
    header = forms.IntegerField(
        label=_("Vilken rad har rubrikerna?"), min_value=1, max_value=10_000,
        error_messages={"required": _("Skriv radens nummer."), "invalid": _("Skriv radens nummer med siffror.")},
    )  # fmt: skip
    wide = forms.BooleanField(
        label=_("Varje period har en egen kolumn"), required=False,
        help_text=_("Till exempel kolumnerna 2022, 2023 och 2024."),
    )  # fmt: skip
    decimal = forms.ChoiceField(
        label=_("Decimaltecken"), required=False,
        choices=[("", _("Se efter i filen")), (",", _("Komma (41,2)")), (".", _("Punkt (41.2)"))],
    )  # fmt: skip
    scale = forms.ChoiceField(
        label=_("Värdena är mellan 0 och 1, men måttet räknas i procent. Vad betyder 0,41?"), required=False,
        choices=[("fraction", _("41 procent")), ("percent", _("0,41 procent"))], widget=forms.RadioSelect,
    )  # fmt: skip
    pad = forms.BooleanField(
        label=_("Läs koder som har tappat sin första nolla med nollan"), required=False,
        help_text=_("Till exempel 114 som 0114."),
    )  # fmt: skip
    last = forms.BooleanField(label=_("När flera rader gäller samma sak gäller den sista"), required=False)
    replace = forms.BooleanField(label=_("Låt värdena i filen ta den andra källans plats"), required=False)
    save_as = forms.CharField(
        label=_("Spara valen av kolumner som"), max_length=80, required=False,
        help_text=_("Då hittas de av sig själva nästa gång en fil har samma rubriker."),
    )  # fmt: skip

    def __init__(self, *args, table: dict, asks: list[str], indicators: list, mapping: Mapping, **kwargs):
        super().__init__(*args, **kwargs)
        self.mapping_now = mapping
        self.table = table
        self.is_file = bool(table.get("header"))
        headings = [(heading, _heading(heading, table)) for heading in table.get("headings", ())]
        self._columns(headings, indicators)
        sheets = table.get("sheets", ())
        if len(sheets) > 1:
            self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]  # a choice
        else:
            del self.fields["sheet"]
        if not self.is_file:
            for name in ("header", "wide", "decimal"):
                del self.fields[name]
        if not table:
            del self.fields["save_as"]
        self._choices({ASKS[code] for code in asks if code in ASKS}, mapping)

    def _columns(self, headings: list[tuple[str, str]], indicators: list) -> None:
        if not headings:
            return
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(
                label=FIELD_LABELS[name], required=name == "unit", choices=[("", _("Finns inte i filen")), *headings],
                error_messages={"required": _("Välj vilken kolumn som har enheterna.")},
            )  # fmt: skip
        self.fields["indicator_fixed"] = forms.ChoiceField(
            label=_("Vilket mått gäller hela filen?"), required=False,
            help_text=_("Välj här om måttet inte står i en kolumn."),
            choices=[("", _("Måttet står i filen")), *indicators],
        )  # fmt: skip
        self.order_fields(["sheet", "header", "indicator_fixed", *FIELDS, "wide", "decimal"])

    def _choices(self, asked: set[str], mapping: Mapping) -> None:
        """Only what this file gives reason to ask about, or what has been answered."""
        for name in ("scale", "pad", "last", "replace"):
            if name not in asked and not getattr(mapping, name):
                del self.fields[name]

    def clean(self):
        data = super().clean()
        taken: dict[str, str] = {}
        for name in FIELDS:
            heading = data.get(name)
            if heading and heading in taken:
                self.add_error(name, _("Kolumnen är redan vald. Välj en annan, eller ”Finns inte i filen”."))
            elif heading:
                taken[heading] = name
        return data

    def mapping(self) -> Mapping:
        """What was said, with what was not asked as it was."""
        data = self.cleaned_data
        names = ("sheet", "header", "wide", "decimal", "scale", "pad", "last", "replace")
        changes = {name: data[name] for name in names if name in self.fields}
        if self.table:
            changes["columns"] = {name: data[name] for name in FIELDS if data.get(name)}
            changes["fixed"] = {"indicator": data["indicator_fixed"]} if data.get("indicator_fixed") else {}
            if changes["fixed"]:
                changes["columns"].pop("indicator", None)
        return self.mapping_now.with_choices(**changes)

    @staticmethod
    def start(mapping: Mapping, table: dict) -> dict:
        """What the form shows first."""
        names = ("wide", "decimal", "scale", "pad", "last", "replace")
        return {
            "sheet": table.get("sheet", ""), "header": table.get("header") or 1,
            "indicator_fixed": mapping.fixed.get("indicator", ""), **mapping.columns,
            **{name: getattr(mapping, name) for name in names},
        }  # fmt: skip


class ReadInForm(forms.Form):
    """The last question before figures are read in. Only asked where some rows cannot be."""

    only_good = forms.BooleanField(
        label=_("Läs in resten utan de rader som inte går"), required=False,
        help_text=_("Annars läses ingenting in förrän alla rader går att läsa."),
    )  # fmt: skip


class KoladaForm(forms.Form):
    """What to fetch from Kolada: indicators that have its code, and years."""

    kpis = forms.MultipleChoiceField(
        label=_("Mått"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Välj minst ett mått.")}
    )
    first = forms.IntegerField(label=_("Från år"), min_value=FIRST_YEAR)
    last = forms.IntegerField(label=_("Till år"), min_value=FIRST_YEAR)

    def __init__(self, *args, kpis: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kpis"].choices = kpis  # type: ignore[attr-defined]  # a field of choices, declared above

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            self.add_error("last", _("Till år kan inte vara före från år."))
        return data


class HistoryForm(forms.Form):
    """Which part of an indicator's history is looked at. den: what was known on that day."""

    enhet = forms.CharField(label=_("Enhet, namn eller kod"), required=False, max_length=160)
    den = forms.DateField(
        label=_("Visa det vi visste den"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv dagen som 2026-11-24.")},
    )  # fmt: skip


SOURCES = dict(SourceKind.choices)


def _heading(heading: str, table: dict) -> str:
    """A heading with the first of what stands below it."""
    first = next((cell for cell in table.get("samples", {}).get(heading, ()) if cell), "")
    return f"{heading} ({first[:30]})" if first else heading
