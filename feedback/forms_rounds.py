"""Input shapes of rounds. What the words and days must be is judged by the actions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.actions.rounds import FIELDS, LARGEST_K, LIMITS, LONGEST_REASON
from feedback.enums import FormKind, Influence, Stage
from feedback.models import ProposalVersion, Round
from hlab.labs.models import Lab
from hlab.stats.suppression import DEFAULT_K

TOO_LONG = _("Texten är för lång. Högst %(limit_value)s tecken ryms.")
DAY = {"invalid": _("Skriv dagen så här: 2026-12-14.")}
MOMENT = {"invalid": _("Skriv dag och tid så här: 2026-12-14 12:00.")}


def _text(label, name: str, needed, *, rows: int = 0, hint="") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    errors = {"required": needed, "max_length": TOO_LONG}
    return forms.CharField(label=label, max_length=LIMITS[name], help_text=hint, widget=widget, error_messages=errors)


def _day(label, needed, *, hint="") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, widget=widget, error_messages=DAY | {"required": needed})


def _closes() -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("Sista dag och tid att svara"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages=MOMENT | {"required": _("Skriv när rundan stänger.")},
    )


def _paper_until() -> forms.DateField:
    return _day(
        _("Sista dag för papper"), _("Skriv sista dagen för papper."),
        hint=_("Så länge kan ni skriva in svar på papper. Dagen efter räknas resultatet, en enda gång."),
    )  # fmt: skip


def _answer_by() -> forms.DateField:
    return _day(
        _("Svar senast"), _("Skriv när de som svarar får veta vad ni kom fram till."),
        hint=_("Dagen visas innan någon svarar, och för alla om den passeras."),
    )  # fmt: skip


class RoundForm(forms.Form):
    """Everything about a round that nobody has answered yet. key: the same form sent twice is the same round."""

    title = _text(_("Vad heter rundan?"), "title", _("Skriv vad rundan heter."),
                  hint=_("Till exempel: Synpunkter på planen."))  # fmt: skip
    versions = forms.MultipleChoiceField(
        label=_("Vilka förslag frågar ni om?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Ett utkast går att välja nu, men behöver vara publicerat när rundan öppnar. Lägg gärna till "
                    "alternativet att inget göra."),
    )  # fmt: skip
    asked = _text(_("Vilka tillfrågas?"), "asked", _("Skriv vilka som tillfrågas."), rows=2)
    open_scope = _text(_("Det här kan du påverka"), "open_scope", _("Skriv vad som går att påverka."), rows=3,
                       hint=_("Visas innan någon svarar. Står fast när rundan har öppnat."))  # fmt: skip
    closed_scope = _text(_("Det här är redan bestämt"), "closed_scope", _("Skriv vad som redan är bestämt."), rows=3)
    decider = _text(_("Vem bestämmer?"), "decider", _("Skriv vem som bestämmer."), hint=_("En roll, inget namn."))
    stage = forms.ChoiceField(label=_("Hur långt har arbetet kommit?"), choices=Stage.choices, initial=Stage.PROPOSAL)
    influence = forms.ChoiceField(
        label=_("Hur mycket inflytande får de som svarar?"), choices=Influence.choices, initial=Influence.DIALOGUE,
        widget=forms.RadioSelect,
    )  # fmt: skip
    form = forms.ChoiceField(
        label=_("Vilken blankett?"), choices=FormKind.choices, initial=FormKind.BOTH, widget=forms.RadioSelect
    )
    opens_on = _day(_("Öppnar"), _("Skriv vilken dag rundan öppnar."),
                    hint=_("Ni öppnar själva när allt är på plats. Då skrivs den riktiga dagen in."))  # fmt: skip
    closes_at, paper_until, answer_by = _closes(), _paper_until(), _answer_by()
    k = forms.IntegerField(
        label=_("Minsta grupp som visas"), initial=DEFAULT_K, min_value=DEFAULT_K, max_value=LARGEST_K,
        help_text=_("Grupper med färre personer visas inte, så att ingen kan kännas igen."),
        error_messages={
            "required": _("Skriv hur många personer en grupp minst ska ha."),
            "invalid": _("Skriv antalet med siffror."),
            "min_value": _("Gruppen behöver ha minst %(limit_value)s personer."),
            "max_value": _("Skriv högst %(limit_value)s."),
        },
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(self, *args, versions: Iterable[ProposalVersion], **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {str(row.pk): row for row in versions}
        self.fields["versions"].choices = [(pk, _label(row)) for pk, row in self.known.items()]

    def chosen(self) -> list[ProposalVersion]:
        """The versions that were ticked, in the order of the list."""
        ticked = set(self.cleaned_data["versions"])
        return [row for pk, row in self.known.items() if pk in ticked]

    def said(self) -> dict:
        """The fields of the round."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def _label(version: ProposalVersion) -> str:
    said = {"number": version.citation, "title": version.title}
    if version.is_current:
        return str(_("%(number)s %(title)s") % said)
    return str(_("%(number)s %(title)s (inte publicerad)") % said)


class MoveForm(forms.Form):
    """The days that can move once a round has opened."""

    closes_at, paper_until, answer_by = _closes(), _paper_until(), _answer_by()
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, movable: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("closes_at", "paper_until", "answer_by"):
            if name not in movable:
                del self.fields[name]

    def said(self) -> dict:
        """The days that were shown."""
        return {name: value for name, value in self.cleaned_data.items() if name != "row_version"}


class OpenForm(forms.Form):
    """The last thing that is needed before the doors open."""

    support_person = forms.CharField(
        label=_("Vem kan man prata med om något blir tungt?"), max_length=200,
        help_text=_("En funktion och ett nummer, eller någon på plats. Visas hela tiden för dem som svarar."),
        error_messages={"required": _("Skriv vem man kan prata med om något blir tungt.")},
    )  # fmt: skip


class EndForm(forms.Form):
    """Why some remarks have no answer."""

    unanswered_reason = forms.CharField(
        label=_("Varför är inte allt besvarat?"), max_length=LONGEST_REASON, required=False,
        help_text=_("Skälet visas för alla. Skriv det så att den som har väntat på svar förstår."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip


class TellMeForm(forms.Form):
    """An address for one message."""

    email = forms.EmailField(
        label=_("E-postadress"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Skriv en e-postadress."),
            "invalid": _("Skriv en e-postadress, till exempel namn@exempel.se."),
        },
    )  # fmt: skip


def usual(lab: Lab) -> dict:
    """What a new round starts with: the lab's own declaration, and days that leave people time."""
    today = timezone.localdate()
    closes = timezone.make_aware(datetime.combine(today + timedelta(days=28), time(23, 59)))
    return {
        "open_scope": lab.open_scope,
        "closed_scope": lab.closed_scope,
        "decider": lab.decider,
        "asked": lab.people[: LIMITS["asked"]],
        "opens_on": today + timedelta(days=7),
        "closes_at": closes,
        "paper_until": today + timedelta(days=35),
        "answer_by": today + timedelta(days=63),
    }


def start_of(round: Round) -> dict:
    """A round as its form shows it."""
    facts = {name: getattr(round, name) for name in (*FIELDS, "row_version")}
    return facts | {"versions": [str(row.version_id) for row in round.asks.all()]}
