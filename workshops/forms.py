"""Input shapes."""

from __future__ import annotations

from copy import deepcopy

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hlab.core.text import tidy
from hlab.labs.enums import Perspective
from workshops import registry
from workshops.enums import Anonymity, Language
from workshops.models import Contribution, Exercise, Site, Workshop
from workshops.models.voice import TEXT_LENGTH, TRANSCRIPT_LENGTH
from workshops.registry import ExerciseKind


class CodeForm(forms.Form):
    kod = forms.CharField(
        label=_("Kod"),
        max_length=40,
        help_text=_(
            "Den står på inbjudan, affischen eller skärmen i rummet. Stora eller små bokstäver spelar ingen roll."
        ),
        error_messages={"required": _("Skriv koden, till exempel BJÖRK 27.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class JoinForm(forms.Form):
    """From where somebody speaks, and what their notes may be used for."""

    perspective = forms.ChoiceField(
        label=_("Varifrån talar du i dag?"),
        help_text=_("Vi visar aldrig vem du är, bara vilket perspektiv en lapp kommer från."),
        choices=Perspective.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av alternativen. Välj Vill inte svara om du inte vill säga.")},
    )
    consent_quote = forms.BooleanField(label=_("Det jag skriver får citeras ordagrant, utan mitt namn"), required=False)
    consent_reuse = forms.BooleanField(label=_("Det jag skriver får också användas i andra labb"), required=False)
    same_receipt = forms.BooleanField(
        label=_("Samla allt under kvittokoden som redan finns på den här enheten"), required=False, initial=True
    )

    def __init__(self, *args, has_receipt: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_receipt:
            del self.fields["same_receipt"]


class PerspectiveForm(forms.Form):
    perspective = forms.ChoiceField(
        label=_("Varifrån talar du i dag?"), choices=Perspective.choices, widget=forms.RadioSelect
    )


class NoteForm(forms.Form):
    """A note on its way in. How long it may be depends on the step, so the action decides."""

    text = forms.CharField(
        label=_("Skriv en lapp"),
        help_text=_("En tanke per lapp. Skriv inte andras namn."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    language = forms.ChoiceField(label=_("Språk"), choices=Language.choices, required=False, initial=Language.SV)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, limit: int = 240, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].max_length = limit  # for the counter; the length itself is the action's to judge


class AnswerForm(forms.Form):
    """One person's only text in a step, as it is saved so far."""

    text = forms.CharField(
        label=_("Ditt svar"),
        help_text=_("Skriv inte andras namn."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, limit: int = 1000, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].max_length = limit  # for the counter; the length itself is the action's to judge


class ScaleForm(AnswerForm):
    """A point, and why if one wants to say. labels: what the points are called, from the first."""

    UNKNOWN = "vet-inte"
    point = forms.ChoiceField(
        label=_("Vad stämmer bäst för dig?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av alternativen. Du kan också välja att inte svara.")},
    )
    field_order = ("point", "text")

    def __init__(self, *args, labels: list[str], unknown: str, reason: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["point"].choices = [*((str(i), text) for i, text in enumerate(labels, 1)), (self.UNKNOWN, unknown)]
        if reason:
            self.fields["text"].label = reason
        else:
            del self.fields["text"]


class CheckOutForm(AnswerForm):
    shared = forms.BooleanField(
        label=_("Visa den för gruppen"),
        help_text=_("Utan kryss är det bara du som ser den."),
        required=False,
    )


class VoiceForm(forms.Form):
    """What the room will read or hear of an opening voice."""

    text = forms.CharField(
        label=_("Text"),
        help_text=_("Personens egna ord. Lämna tomt om personen talar själv eller om ljudet räcker."),
        max_length=TEXT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    sound = forms.FileField(
        label=_("Ljudfil"),
        help_text=_("Mp3, m4a, ogg, wav eller webm. Högst 25 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*,.mp3,.m4a,.ogg,.opus,.wav,.webm"}),
    )
    transcript = forms.CharField(
        label=_("Ljudet i skrift"),
        help_text=_("Allt som sägs, ordagrant. Behövs när det finns ljud."),
        max_length=TRANSCRIPT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    drop_sound = forms.BooleanField(label=_("Ta bort ljudet som finns"), required=False)
    approved = forms.BooleanField(
        label=_("Den som talar har läst och hört allt och sagt ja till att det visas"),
        help_text=_("Personen kan ångra sig när som helst. Då stoppar du rösten på sidan där du leder."),
        required=False,
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, has_sound: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_sound:
            del self.fields["drop_sound"]


class ChangeNoteForm(forms.Form):
    text = forms.CharField(label=_("Din lapp"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, limit: int = 240, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].max_length = limit


class WorkshopForm(forms.ModelForm):
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Workshop
        fields = ["title", "place", "starts_at", "welcome", "support_person"]
        widgets = {
            "starts_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "welcome": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "place": _("Ort och rum, eller hur man möts digitalt."),
            "welcome": _("Visas medan deltagarna väntar på att ni börjar."),
            "support_person": _(
                "En namngiven person i rummet eller ett nummer. Visas för deltagarna hela tiden. "
                "Behövs innan verkstaden öppnas."
            ),
        }
        error_messages = {
            "title": {"required": _("Skriv vad verkstaden ska heta.")},
            "starts_at": {
                "required": _("Skriv vilken dag och tid verkstaden börjar."),
                "invalid": _("Skriv dag och tid så här: 2026-12-01 18:00."),
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["support_person"].needed_later = True

    def _post_clean(self):
        """Nothing typed is put on the row: writing is the action's, and the page around shows what is saved."""

    def clean_row_version(self):
        return self.cleaned_data["row_version"] or 0


class Lines(forms.CharField):
    """A list, written with one item per line."""

    widget = forms.Textarea(attrs={"rows": 7})

    def to_python(self, value) -> list[str]:
        return [line for row in (value or "").splitlines() if (line := " ".join(tidy(row).split()))]

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else "\n".join(value)

    def run_validators(self, value):
        """How many and how long is the kind's to judge."""


class StepForm(forms.Form):
    """One step of a kind, with only the fields that the kind has use for.

    Fields for settings belong to the kind, which also judges them.
    sources: the steps it can build on, for a kind that works on what another step gave. several_sites: the sites of
    the session can wait for each other. choices: what can be chosen in the kind's own fields in this session.
    """

    title = forms.CharField(
        label=_("Fråga eller rubrik"),
        max_length=160,
        error_messages={"required": _("Skriv stegets fråga eller rubrik.")},
    )
    prompt = forms.CharField(
        label=_("Förklaring"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    minutes = forms.IntegerField(
        label=_("Minuter"),
        min_value=1,
        max_value=600,
        initial=10,
        error_messages={
            "required": _("Skriv hur många minuter steget får ta."),
            "invalid": _("Skriv minuterna med siffror."),
            "min_value": _("Ett steg tar minst 1 minut."),
            "max_value": _("Ett steg tar högst 600 minuter."),
        },
    )
    open_until = forms.DateTimeField(
        label=_("Öppet till"),
        help_text=_(
            "Bara för ett steg som är öppet över tid, i dagar eller veckor. Då gäller tiden i stället för minuterna."
        ),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Skriv dag och tid så här: 2026-12-14 12:00.")},
    )
    source = forms.ModelChoiceField(
        label=_("Bygger på steg"),
        queryset=Exercise.objects.none(),
        empty_label=None,
        error_messages={"required": _("Välj vilket steg det här bygger på.")},
    )
    in_groups = forms.BooleanField(
        label=_("Görs i samtalsgrupper"),
        help_text=_("Gruppen läser först, och inget lämnar bordet förrän gruppen står för det."),
        required=False,
    )
    sync = forms.BooleanField(
        label=_("Orterna väntar in varandra"),
        help_text=_("Steget börjar när alla orter har kommit hit. En ort kan alltid börja utan att vänta."),
        required=False,
    )
    anonymity = forms.ChoiceField(
        label=_("Vad ska gå att se om den som svarar?"),
        help_text=_("Deltagarna får veta det innan de skriver. När steget har börjat kan ingen ändra det."),
        choices=[
            (Anonymity.ROLE, _("Perspektivet, till exempel närstående, men aldrig vem det är")),
            (
                Anonymity.ANONYMOUS,
                _("Ingenting. När steget stängs kan inte ens den som skrev hitta eller ta tillbaka det"),
            ),
        ],
        initial=Anonymity.ROLE,
        required=False,
        widget=forms.RadioSelect,
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)  # of a step that is there already

    def __init__(
        self, *args, kind: ExerciseKind, sources: QuerySet[Exercise], initial: dict | None = None,
        several_sites: bool = False, choices: dict | None = None, **kwargs,
    ):  # fmt: skip
        super().__init__(*args, initial=kind.clean_settings({}) | (initial or {}), **kwargs)
        self.settings = list(kind.settings_form.base_fields)
        has_use = {
            "in_groups": kind.collects_notes, "sync": several_sites, "anonymity": kind.may_be_anonymous,
        }  # fmt: skip
        for name in (name for name, of_use in has_use.items() if not of_use):
            del self.fields[name]
        self.fields |= deepcopy(kind.settings_form.base_fields)
        for name, found in (choices or {}).items():
            self.fields[name].choices = found
        if "row_version" not in (initial or {}):
            del self.fields["row_version"]
        if not kind.acts:
            del self.fields["open_until"]
        if not kind.works_on:
            del self.fields["source"]
            return
        source = self.fields["source"]
        source.queryset = sources
        if kind.source_optional:
            source.required, source.empty_label = False, _("Inget annat steg")
        else:
            self.initial.setdefault("source", sources.last())

    def step(self) -> dict:
        """The step as the actions take it."""
        data = self.cleaned_data
        shell = {name: data[name] for name in ("in_groups", "sync") if name in self.fields}
        if "anonymity" in self.fields:
            shell["anonymity"] = data["anonymity"] or Anonymity.ROLE
        return {
            **{name: data[name] for name in ("title", "prompt", "minutes")},
            **shell,
            "source": data.get("source"),
            **({"open_until": data["open_until"]} if "open_until" in self.fields else {}),
            "settings": {name: data[name] for name in self.settings},
        }


class NoteFilterForm(forms.Form):
    """Which notes the staff list shows."""

    steg = forms.ModelChoiceField(
        label=_("Steg"), queryset=Exercise.objects.none(), required=False, empty_label=_("Alla steg")
    )
    perspektiv = forms.ChoiceField(label=_("Perspektiv"), required=False, choices=())
    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=80)

    def __init__(self, *args, workshop: Workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["steg"].queryset = workshop.exercises.filter(kind__in=registry.keys_where(collects_notes=True))
        self.fields["perspektiv"].choices = [("", _("Alla perspektiv")), *Perspective.choices]

    def narrow(self, notes: QuerySet[Contribution]) -> QuerySet[Contribution]:
        """The notes that fit. A choice that does not exist narrows nothing; the field says so."""
        if not self.is_bound:
            return notes
        self.is_valid()
        lookups = {"steg": "exercise", "perspektiv": "participation__perspective", "sok": "text__icontains"}
        chosen = self.cleaned_data
        return notes.filter(**{lookup: chosen[name] for name, lookup in lookups.items() if chosen.get(name)})


class UploadForm(forms.Form):
    step = forms.ModelChoiceField(
        label=_("Till vilket steg"),
        queryset=Exercise.objects.none(),
        empty_label=None,
        error_messages={"required": _("Välj vilket steg lapparna hör till.")},
    )
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV med en lapp per rad och rubriker på första raden. Högst 2 MB. Komma eller semikolon går bra."),
        error_messages={"required": _("Välj en fil.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(self, *args, site: Site, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].queryset = Exercise.objects.filter(
            kind__in=registry.keys_where(takes_paper=True), paces__site=site
        )


class MappingForm(forms.Form):
    """Which column of the file holds what."""

    text = forms.ChoiceField(
        label=_("Lappens text"), error_messages={"required": _("Välj kolumnen med lapparnas text.")}
    )
    person = forms.ChoiceField(
        label=_("Person eller blankettnummer"), required=False,
        help_text=_("Lappar med samma värde räknas som en person. Utan kolumn räknas varje rad som en person."),
    )  # fmt: skip
    perspective = forms.ChoiceField(label=_("Perspektiv"), required=False)
    language = forms.ChoiceField(label=_("Språk"), required=False)
    channel = forms.ChoiceField(label=_("Kanal"), required=False)
    quote = forms.ChoiceField(label=_("Får citeras (ja eller nej)"), required=False)
    reuse = forms.ChoiceField(label=_("Får användas i andra labb (ja eller nej)"), required=False)

    def __init__(self, *args, batch_headings: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        columns = [("", _("Finns inte i filen")), *((heading, heading) for heading in batch_headings if heading)]
        for field in self.fields.values():
            field.choices = columns
