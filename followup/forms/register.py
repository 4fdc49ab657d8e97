"""Input shapes of the register: an indicator, what it means, what is aimed at, and what it is followed for. What may be
said is judged by the actions."""

from __future__ import annotations

import uuid
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.enums import (
    LOGIC_MEANINGS,
    IndicatorKind,
    Logic,
    Polarity,
    QualityArea,
    SourceKind,
    UnitKind,
    ValueType,
)
from followup.models import ExternalId, Indicator, KnownBreak, Target
from hlab.labs.enums import FocusShift

ALL = ("", _("Alla"))
RELOAD = {"required": _("Ladda om sidan och försök igen.")}
NO_DATE = {"required": _("Välj en dag."), "invalid": _("Skriv en dag som 2026-03-01.")}
NO_NUMBER = {"required": _("Skriv ett tal."), "invalid": _("Skriv ett tal, till exempel 80 eller 80,5.")}


def logics() -> list[tuple[str, str]]:
    """The choices of logic with what each means, in the reader's language."""
    return [(code, f"{label}. {LOGIC_MEANINGS[Logic(code)]}") for code, label in Logic.choices]


def _label(text) -> str:
    return str(text)[:1].upper() + str(text)[1:]


def words(model, name: str, *, rows: int = 0, needed=None, **more) -> forms.CharField:
    """A text field as the column has it. needed: the sentence when it is missing, or None where it may be."""
    column = model._meta.get_field(name)
    return forms.CharField(
        label=more.pop("label", "") or _label(column.verbose_name), required=needed is not None,
        max_length=column.max_length, widget=forms.Textarea(attrs={"rows": rows}) if rows else None,
        error_messages={"required": needed} if needed else None, **more,
    )  # fmt: skip


def day(label, *, required=True, **more) -> forms.DateField:
    """A day, chosen in the browser's own calendar."""
    return forms.DateField(
        label=label, required=required, error_messages=NO_DATE,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"], **more,
    )  # fmt: skip


def number(label, *, required=True, **more) -> forms.FloatField:
    """A number as people write it, with a decimal comma."""
    return forms.FloatField(
        label=label, required=required, localize=True, error_messages=NO_NUMBER,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more,
    )  # fmt: skip


class FilterForm(forms.Form):
    """Which of a lab's indicators to look among. A choice that does not exist narrows nothing."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)
    logik = forms.ChoiceField(label=_("Logik"), required=False, choices=[ALL, *Logic.choices])
    slag = forms.ChoiceField(label=_("Varifrån"), required=False, choices=[ALL, *IndicatorKind.choices])
    forflyttning = forms.ChoiceField(label=_("Fokusförflyttning"), required=False, choices=[ALL, *FocusShift.choices])
    omrade = forms.ChoiceField(label=_("Kvalitetsområde"), required=False, choices=[ALL, *QualityArea.choices])
    lage = forms.ChoiceField(
        label=_("Läge"), required=False,
        choices=[
            ALL, ("lever", _("Pågår")), ("utkast", _("Har ett utkast")), ("utan", _("Utan koppling")),
            ("se-over", _("Skulle ha setts över")), ("upphort", _("Har upphört")),
        ],
    )  # fmt: skip

    def asked(self) -> dict[str, str]:
        """As `queries.register.narrowed` takes it."""
        self.is_valid()
        names = {"words": "sok", "logic": "logik", "kind": "slag", "shift": "forflyttning", "area": "omrade",
                 "state": "lage"}  # fmt: skip
        return {name: self.cleaned_data.get(field, "") for name, field in names.items()}


class KeptForm(forms.Form):
    """Where an indicator comes from, and who looks after it."""

    kind = forms.ChoiceField(
        label=_("Varifrån kommer uppgifterna?"), choices=IndicatorKind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Välj varifrån uppgifterna kommer.")},
    )  # fmt: skip
    owner = words(
        Indicator, "owner", label=_("Vem svarar för måttet?"), needed=_("Skriv vilken funktion som svarar för måttet."),
        help_text=_("En funktion, aldrig ett namn. Till exempel: Analytikern i labbet."),
    )  # fmt: skip
    review_by = day(
        _("När ses det över nästa gång?"), help_text=_("Är dagen förbi står det vid varje svar som måttet ger.")
    )


class NewIndicatorForm(KeptForm):
    """The first words of an indicator. key: the same form sent twice is one indicator."""

    title = forms.CharField(
        label=_("Vad heter måttet?"), max_length=200, error_messages={"required": _("Skriv vad måttet heter.")}
    )
    question = forms.CharField(
        label=_("Vilken fråga svarar det på?"), max_length=300, required=False,
        help_text=_("Så som någon det gäller skulle fråga. Till exempel: Behöver jag bara berätta en gång?"),
    )  # fmt: skip
    logic = forms.ChoiceField(
        label=_("Vad räknar det?"), choices=logics, widget=forms.RadioSelect, initial=Logic.SERVICE,
        error_messages={"required": _("Välj vad måttet räknar.")},
    )  # fmt: skip
    value_type = forms.ChoiceField(label=_("Slag av värde"), choices=ValueType.choices, initial=ValueType.PROPORTION)
    create_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "question", "logic", "kind", "value_type", "owner", "review_by", "create_key")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["create_key"].initial = uuid.uuid4


class FactsForm(KeptForm):
    """Facts of an indicator that can be changed. kind_stands: something of it is published."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD)

    def __init__(self, *args, kind_stands: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if kind_stands:
            del self.fields["kind"]


class ReviewForm(forms.Form):
    """It has been looked through."""

    review_by = day(_("När ses det över nästa gång?"))
    row_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD)


class EndForm(forms.Form):
    """others: what may come in its place."""

    ended_on = day(_("När upphörde det?"), help_text=_("Sista dagen som det finns värden för."))
    ended_reason = words(Indicator, "ended_reason", label=_("Varför?"),
                         needed=_("Skriv varför måttet upphör. Alla som läser måttet ser det."))  # fmt: skip
    replaced_by = forms.ModelChoiceField(
        label=_("Vad kommer i stället?"), queryset=Indicator.objects.none(), required=False, empty_label=_("Inget")
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD)

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = others
        self.fields["replaced_by"].label_from_instance = lambda row: row.now_title or row.key


class CodeForm(forms.Form):
    """What a source calls the indicator."""

    source = forms.ChoiceField(
        label=_("Källa"), choices=[row for row in SourceKind.choices if row[0] != SourceKind.HAND]
    )
    code = words(ExternalId, "code", label=_("Kod hos källan"), needed=_("Skriv koden som källan har."),
                 help_text=_("Precis som källan skriver den, med inledande nollor."))  # fmt: skip


class TargetForm(forms.Form):
    """What has been decided to aim at."""

    value = number(_("Mål"), help_text=_("Så som värdet visas. Skriv 80 för 80 procent."))
    valid_from = day(_("Gäller från"))
    level = forms.ChoiceField(
        label=_("Vilken nivå gäller det?"), required=False, choices=[("", _("Alla nivåer")), *UnitKind.choices]
    )
    source = words(
        Target, "source", label=_("Var är det beslutat, och av vem?"), needed=_("Skriv var målet är beslutat."),
        help_text=_("Till exempel: Länets handlingsplan 2026, samverkansnämnden."),
    )  # fmt: skip


class BreakForm(forms.Form):
    """From when the figures are not comparable."""

    on = day(_("Från vilken dag?"))
    what = words(KnownBreak, "what", label=_("Vad ändrades?"), needed=_("Skriv vad som ändrades den dagen."),
                 help_text=_("Till exempel: Nytt journalsystem i hela regionen."))  # fmt: skip


def next_year(today: date) -> date:
    """A year from now, for the first proposal of a review."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # the 29th of February
        return date(today.year + 1, 3, 1)


class ReasonForm(forms.Form):
    """Why something shows whether a målbild is reached."""

    reason = forms.CharField(
        label=_("Varför är det här som visar det?"), max_length=300,
        error_messages={"required": _("Skriv varför det är det här som visar det. Ett skäl räcker.")},
        help_text=_("En mening som någon det gäller skulle känna igen. Alla läser den bredvid måttet."),
    )  # fmt: skip


POLARITY_CHOICES = [
    (Polarity.HIGHER, _("Högre är bättre")), (Polarity.LOWER, _("Lägre är bättre")),
    (Polarity.RANGE, _("Bäst inom ett spann")), (Polarity.NEUTRAL, _("Ingen riktning, bara volym")),
]  # fmt: skip


class SeenForm(forms.Form):
    """seen: row version of what was on the page, so that nothing else is published than what was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD)


class FileForm(forms.Form):
    """A file of indicators. look: only see what would happen."""

    file = forms.FileField(
        label=_("Fil"), help_text=_("Mått ur Hälsolabb, eller Koladas lista med nyckeltal. JSON, högst 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
    )  # fmt: skip
    owner = forms.CharField(
        label=_("Vem svarar för mått ur Kolada?"), max_length=160, initial=_("Analytikern i labbet"),
        help_text=_("En funktion, aldrig ett namn."),
        error_messages={"required": _("Skriv vilken funktion som svarar för måttet.")},
    )  # fmt: skip
    look = forms.BooleanField(label=_("Visa först vad som skulle hända, ändra inget"), required=False, initial=True)
