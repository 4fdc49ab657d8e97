"""The form in which what an indicator means is written: all its fields, in groups."""

from __future__ import annotations

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from followup.enums import Frequency, QualityArea, RiskArea, Standardisation, UnitKind, ValueType
from followup.forms.register import POLARITY_CHOICES, RELOAD, day, logics, number, words
from followup.models import Indicator, IndicatorVersion
from hlab.labs.enums import FocusShift
from hlab.stats.suppression import DEFAULT_K

NOT_SAID = ("", _("Inte sagt"))
CHARTS = [
    ("auto", _("Välj efter uppgifterna")), ("xmr", "XmR"), ("run", _("Seriediagram")), ("p", "p"), ("pp", "p′"),
    ("u", "u"), ("up", "u′"), ("c", "c"), ("i", "I′"), ("g", "g"), ("t", "t"),
]  # fmt: skip
NEEDED_LATER = {
    "short_title", "question", "definition", "limitations", "unit_label", "levels", "register_name", "what_changed",
}  # fmt: skip
BEFORE_PUBLISHED = _("Behövs innan versionen publiceras.")
GROUPS = (
    (_("Vad måttet är"), "", ("title", "short_title", "question", "definition", "limitations")),
    (
        _("Vad det visar"),
        _("Källorna säger aldrig vilket håll som är bra. Det bestämmer ni."),
        ("logic", "polarity", "range_low", "range_high", "shifts", "quality_area", "risk_area", "journey_stage"),
    ),
    (
        _("Vad som räknas"),
        "",
        ("value_type", "unit_label", "multiplier", "decimals", "numerator", "denominator", "population", "inclusion",
         "exclusion", "standardisation", "standard_reference", "uncertainty", "uncertainty_by"),
    ),
    (
        _("Vilka det finns värden för"),
        _("Bara de grupper som väljs här visas någonsin. Fler grupper gör att fler värden behöver döljas."),
        ("levels", "has_sex", "ages", "k", "judge_n", "sensitive", "is_open"),
    ),
    (
        _("Varifrån uppgifterna kommer"),
        _("Kedjan från den som först skriver ner något, till den sida där det läses."),
        ("register_name", "register_owner", "collection", "platform", "licence", "attribution_raw",
         "attribution_processed"),
    ),
    (
        _("När värdena kommer"),
        "",
        ("frequency", "lag_days", "revision_policy", "valid_from", "chart"),
    ),
    (_("Vad insamlingen ger och tar"), "", ("benefit", "intrusion")),
)  # fmt: skip


def _words(name: str, **more) -> forms.CharField:
    return words(IndicatorVersion, name, **more)


def _whole(label, least: int, most: int, **more) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most,
        error_messages={"required": _("Skriv ett tal."), "invalid": _("Skriv ett helt tal."),
                        "min_value": _("Skriv minst %(limit_value)s."),
                        "max_value": _("Skriv högst %(limit_value)s.")}, **more,
    )  # fmt: skip


class VersionForm(forms.Form):
    """All that a version says. others: the lab's other indicators; is_later: it comes after a published one."""

    title = _words("title", needed=_("Skriv vad måttet heter."))
    short_title = _words("short_title", help_text=_("Det som står i diagram och tabeller."))
    question = _words("question", help_text=_("Så som någon det gäller skulle fråga."))
    definition = _words("definition", rows=4, help_text=_("Så att någon annan kan räkna fram samma värde."))
    limitations = _words("limitations", rows=3, help_text=_("Till exempel vilka som aldrig kommer med."))
    logic = forms.ChoiceField(label=_("Logik"), choices=logics, widget=forms.RadioSelect)
    polarity = forms.ChoiceField(
        label=_("Önskad riktning"), choices=POLARITY_CHOICES, widget=forms.RadioSelect,
        help_text=_("Ett mått i produktionslogik får alltid ”Ingen riktning, bara volym”, vad ni än väljer här."),
    )  # fmt: skip
    range_low = number(_("Spannets början"), required=False, help_text=_("Bara om det är bäst inom ett spann."))
    range_high = number(_("Spannets slut"), required=False)
    shifts = forms.MultipleChoiceField(
        label=_("Fokusförflyttningar"), choices=FocusShift.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    quality_area = forms.ChoiceField(
        label=_("Kvalitetsområde"), choices=[NOT_SAID, *QualityArea.choices], required=False
    )
    risk_area = forms.ChoiceField(label=_("Riskområde"), choices=[NOT_SAID, *RiskArea.choices], required=False)
    journey_stage = _words("journey_stage", help_text=_("Till exempel: Mellan remiss och första besök."))
    value_type = forms.ChoiceField(label=_("Slag av värde"), choices=ValueType.choices)
    unit_label = _words("unit_label", help_text=_("Det som står efter talet: %, dagar, per 1 000 invånare."))
    multiplier = _whole(
        _("Räknas per"), 1, 10_000_000,
        help_text=_("Det som täljare genom nämnare gånger: 100 för procent, 1000 för per 1 000, 1 för inget."),
    )  # fmt: skip
    decimals = _whole(_("Decimaler"), 0, 6)
    numerator = _words("numerator", help_text=_("Vilka som räknas: de som …"))
    denominator = _words("denominator", help_text=_("Bland vilka: alla som …"))
    population = _words("population")
    inclusion = _words("inclusion", rows=2)
    exclusion = _words("exclusion", rows=2)
    standardisation = forms.ChoiceField(label=_("Standardisering"), choices=Standardisation.choices)
    standard_reference = _words("standard_reference", help_text=_("Bara om värdet är standardiserat: mot vad."))
    uncertainty = _words("uncertainty", help_text=_("Hur källan anger osäkerhet, om den gör det."))
    uncertainty_by = forms.ModelChoiceField(
        label=_("Mått som är det här måttets osäkerhet"), queryset=Indicator.objects.none(), required=False,
        empty_label=_("Inget"),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=_("Nivåer"), choices=UnitKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    has_sex = forms.BooleanField(label=_("Delas på kvinnor och män"), required=False)
    ages = forms.CharField(
        label=_("Åldersgrupper"), required=False, max_length=200,
        help_text=_("Med komma emellan, till exempel 18-29, 30-64, 65+. Tomt om åldrarna inte delas upp."),
    )  # fmt: skip
    k = _whole(
        _("Minsta grupp som visas"), DEFAULT_K, 1000,
        help_text=_("Antal personer. Aldrig under 5, och minst 10 för det som människor säger om sin vård."),
    )  # fmt: skip
    judge_n = _whole(
        _("Minsta grupp som bedöms"), 1, 10_000, help_text=_("Med färre personer än så sägs inget om målet är nått.")
    )
    sensitive = forms.BooleanField(
        label=_("Dölj även ingen och alla"), required=False,
        help_text=_("För känsliga ämnen: också 0 och 100 procent säger något om alla i gruppen."),
    )  # fmt: skip
    is_open = forms.BooleanField(
        label=_("Värdena är redan offentliga, utan antal personer"), required=False,
        help_text=_("Till exempel andelar ur Kolada. Då finns inget kvar att dölja."),
    )  # fmt: skip
    register_name = _words("register_name", help_text=_("Register, enkät eller verksamhetssystem."))
    register_owner = _words("register_owner")
    collection = _words("collection", rows=2)
    platform = _words("platform", help_text=_("Till exempel Kolada. Tomt om ni får uppgifterna direkt."))
    licence = _words("licence")
    attribution_raw = _words("attribution_raw", help_text=_("Till exempel: Källa: Kolada"))
    attribution_processed = _words(
        "attribution_processed",
        help_text=_("När ni har räknat på värdena är det inte längre källan som står för dem."),
    )
    frequency = forms.ChoiceField(label=_("Hur ofta"), choices=Frequency.choices)
    lag_days = _whole(_("Dagar innan värdet kommer"), 0, 3650)
    revision_policy = _words("revision_policy")
    valid_from = day(_("Versionen gäller från"))
    chart = forms.ChoiceField(label=_("Diagram"), choices=CHARTS)
    benefit = _words("benefit", help_text=_("Vad någon kan göra annorlunda när de vet det här."))
    intrusion = _words("intrusion", help_text=_("Vad det kostar den som svarar eller skriver ner."))
    what_changed = _words("what_changed", help_text=_("Alla som läser måttet ser det här."))
    row_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=RELOAD)

    def __init__(self, *args, others, is_later: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uncertainty_by"].queryset = others
        self.fields["uncertainty_by"].label_from_instance = lambda row: row.now_title or row.key
        if not is_later:
            del self.fields["what_changed"]
        for name in NEEDED_LATER & set(self.fields):
            field = self.fields[name]
            field.needed_later = True  # no matter of choice once it is to be published
            field.help_text = " ".join([str(field.help_text), str(BEFORE_PUBLISHED)]).strip()

    def groups(self) -> list[tuple[str, str, list[BoundField]]]:
        """[(heading, what to know, fields)]; what has changed comes first where it is asked."""
        found = [(head, text, [self[name] for name in names]) for head, text, names in GROUPS]
        if "what_changed" in self.fields:
            found.insert(0, (_("Vad är nytt?"), "", [self["what_changed"]]))
        return found


def written(version: IndicatorVersion) -> dict:
    """A version as the form begins with it."""
    facts = {name: getattr(version, name) for name in VersionForm.base_fields if name != "uncertainty_by"}
    return facts | {"ages": ", ".join(version.ages), "uncertainty_by": version.uncertainty_by_id}
