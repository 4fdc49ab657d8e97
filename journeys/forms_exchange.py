"""Input shapes of files: the one to read in, and the last questions before it is."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from journeys.analysis.document import Document
from journeys.analysis.shapes import SHAPES


class FileForm(forms.Form):
    """key: the same form sent twice is the same upload."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_(
            "JSON ur Hälsolabb, en tabell (CSV eller .xlsx) eller CJML 2.0 (.xml) ur ett annat verktyg. Högst 5 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,.csv,.tsv,.txt,.xlsx,.xml,.cjml"}),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4


class ReadInForm(forms.Form):
    """Which journeys of the file, what they are to answer where the file does not say, and when to look at them again.

    entries: what the file holds (`journeys.actions.importing.seen`).
    """

    chosen = forms.TypedMultipleChoiceField(
        label=_("Vilka resor ska läsas in?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en resa att läsa in.")},
    )
    question = forms.CharField(
        label=_("Vad ska kartan svara på?"),
        help_text=_("Det står inte i filen. En fråga gör att alla vet vad de letar efter."),
        max_length=SHAPES[Document]["question"].most,
        error_messages={"required": _("Skriv vad kartan ska svara på.")},
    )
    review_on = forms.DateField(
        label=_("Ses över senast"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        whole = [at for at, entry in enumerate(entries) if not entry.found.faults]
        if any(entries[at].found.review_on for at in whole):
            self.fields["review_on"].help_text = _("Lämna tomt för den dag som filen säger.")
        if len(entries) > 1:
            self.fields["chosen"].choices = [(at, entries[at].document.title) for at in whole]
            self.fields["chosen"].initial = whole
        else:
            del self.fields["chosen"]
        if not any(entries[at].lacks_question for at in whole):
            del self.fields["question"]

    def answers(self) -> dict:
        """chosen, question and review_on as `journeys.actions.importing.read_in` takes them."""
        data = self.cleaned_data
        return {
            "chosen": data.get("chosen"),
            "question": data.get("question", ""),
            "review_on": data["review_on"],
        }
