"""Input shapes for those who listen, for summaries and for the log."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from hlab.labs.enums import Perspective
from workshops.enums import Amends
from workshops.models import Exercise, Site, Workshop
from workshops.models.after import CORRECTION_LENGTH, INTRO_LENGTH, LISTENED_LENGTH, LOG_LENGTH

DAYS_TO_CORRECT = 14


def _long(label, *, limit: int, required=True, hint="", missing=""):
    widget = forms.Textarea(attrs={"rows": 4})
    errors = {"required": missing} if missing else {}
    return forms.CharField(
        label=label, max_length=limit, required=required, help_text=hint, widget=widget, error_messages=errors
    )  # fmt: skip


def _day(label, hint="", missing=""):
    return forms.DateField(
        label=label, help_text=hint, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": _("Skriv dagen som år-månad-dag, till exempel 2026-12-01.")},
    )  # fmt: skip


class ListenerNoteForm(forms.Form):
    """A note to oneself, about the whole or about one step."""

    text = _long(_("Din anteckning"), limit=LISTENED_LENGTH, missing=_("Skriv något först."),
                 hint=_("Bara du kan läsa den."))  # fmt: skip
    exercise = forms.ModelChoiceField(
        label=_("Handlar om"), queryset=Exercise.objects.none(), required=False, empty_label=_("Hela verkstaden")
    )

    def __init__(self, *args, workshop: Workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["exercise"].queryset = workshop.exercises.order_by("position")


class SummaryForm(forms.Form):
    """The words around a summary. again: there is a version before."""

    intro = _long(_("Inledning"), limit=INTRO_LENGTH, missing=_("Skriv några inledande ord."),
                  hint=_("Vad ni gjorde tillsammans, och vad du vill att deltagarna läser extra noga."))  # fmt: skip
    changes = _long(_("Vad är ändrat sedan förra versionen?"), limit=INTRO_LENGTH,
                    missing=_("Skriv vad som är ändrat sedan förra versionen."))  # fmt: skip
    correct_by = _day(_("Sista dag att rätta"), missing=_("Välj en sista dag."))

    def __init__(self, *args, again: bool, today: date, **kwargs):
        initial = {"correct_by": today + timedelta(days=DAYS_TO_CORRECT)} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        if not again:
            del self.fields["changes"]


class CorrectionForm(forms.Form):
    """What is wrong, in a participant's own words."""

    text = _long(_("Vad är fel?"), limit=CORRECTION_LENGTH, required=False,
                 hint=_("Skriv inte namn eller annat som pekar ut någon."))  # fmt: skip


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Vad gör ni?"), choices=[row for row in Amends.choices if row[0]], widget=forms.RadioSelect,
        error_messages={"required": _("Välj om det är ändrat eller inte.")},
    )  # fmt: skip
    answer_text = _long(_("Med dina ord"), limit=CORRECTION_LENGTH, required=False,
                        hint=_("Den som skrev läser svaret. Är det inte ändrat behövs ett skäl."))  # fmt: skip


class ReflectionForm(forms.Form):
    """One entry in the log."""

    site = forms.ModelChoiceField(
        label=_("Ort"), queryset=Site.objects.none(), required=False, empty_label=_("Alla orter")
    )
    day = _day(_("Dag"), missing=_("Välj vilken dag det gäller."))
    happened = _long(_("Vad hände?"), limit=LOG_LENGTH, missing=_("Skriv vad som hände."),
                     hint=_("Skriv om läget, inte om enskilda personer. Det som inte gick hör hit."))  # fmt: skip
    quiet = forms.MultipleChoiceField(
        label=_("Vem var tyst?"), choices=Perspective.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Perspektiv som hördes lite, inte personer."),
    )  # fmt: skip
    changed = _long(_("Vad ändrade vi?"), limit=LOG_LENGTH, required=False)
    learned = _long(_("Vad lärde vi oss?"), limit=LOG_LENGTH, required=False)

    def __init__(self, *args, workshop: Workshop, **kwargs):
        super().__init__(*args, **kwargs)
        named = workshop.sites.exclude(name="").order_by("position")
        self.fields["site"].queryset = named
        if not named.exists():
            del self.fields["site"]
