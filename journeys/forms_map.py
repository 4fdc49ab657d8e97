"""Input shapes of a map as a whole, and what all forms of its parts have in common. What may be said is judged by the
actions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from hlab.accounts.models import User
from hlab.accounts.reference.counties import COUNTIES
from hlab.core.errors import StaleEdit
from journeys.enums import AS_IT_IS, JourneyKind, Template
from journeys.models import Journey
from journeys.queries.journeys import journeys_of

NOT_SAID = ("", _("Inte sagt"))


def area(rows: int = 3) -> forms.Textarea:
    """A box for longer words."""
    return forms.Textarea(attrs={"rows": rows})


def select(label, choices, *, empty=NOT_SAID, **more) -> forms.ChoiceField:
    """One of several, or nothing said."""
    return forms.ChoiceField(label=label, choices=[empty, *choices], required=False, **more)


def number(label, **more) -> forms.IntegerField:
    """A whole number that may be left out; the action says which it may be."""
    return forms.IntegerField(
        label=label, required=False, error_messages={"invalid": _("Skriv ett helt tal med siffror.")}, **more
    )


class PartForm(forms.Form):
    """A form for something that several people change at once. What each field was on the page goes along, so that
    only what this person has changed is saved, and only that can meet what somebody else has changed."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = not isinstance(field.widget, forms.HiddenInput)

    def as_seen(self):
        """The hidden fields that carry what was on the page."""
        fields = (self[name] for name, field in self.fields.items() if field.show_hidden_initial)
        return format_html_join("", "{}", ((field.as_hidden(only_initial=True),) for field in fields))

    def touched(self) -> dict[str, Any]:
        """{field: what this person wants it to say} of those they have changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data if self._is_told(name)}

    def seen(self) -> dict[str, Any]:
        """{field: what it was on their page} of the same."""
        out = {}
        for name in self.touched():
            field = self.fields[name]
            sent = field.hidden_widget().value_from_datadict(self.data, self.files, self[name].html_initial_name)
            try:
                out[name] = field.clean(sent)
            except forms.ValidationError:
                continue  # nothing, or what no longer can be chosen: then it is not known what they saw
        return out

    def version(self) -> int:
        """The row version of the page; 0 where it came without."""
        return self.cleaned_data.get("row_version") or 0

    def met(self, stale: StaleEdit) -> None:
        """Somebody was first: the next time this form is sent it is sent knowingly."""
        self.data = self.data.copy()
        self.data["row_version"] = str(stale.row_version)

    def say_once_that_all_may_be_left(self) -> None:
        """Of a long form where the page itself says so: not at each field again."""
        for field in self.fields.values():
            field.needed_later = True

    def _is_told(self, name: str) -> bool:
        return name in self.cleaned_data and self.fields[name].show_hidden_initial


def with_key(form: forms.Form) -> forms.Form:
    """Let a form that adds something carry a key: sent twice, it adds once."""
    form.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    return form


class MonthField(forms.DateField):
    """A month, as its first day. "2025-03" is what the browser's own month picker sends."""

    widget = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")

    def __init__(self, **kwargs):
        wrong = _("Skriv år och månad, till exempel 2025-03.")
        super().__init__(input_formats=["%Y-%m", "%Y-%m-%d"], error_messages={"invalid": wrong}, **kwargs)

    def to_python(self, value):
        day = super().to_python(value)
        return day.replace(day=1) if day else day


class JourneyForm(PartForm):
    """The facts about a map."""

    title = forms.CharField(
        label=_("Vad heter resan?"), max_length=120, help_text=_("Till exempel Alex väg till hjälp."),
        error_messages={"required": _("Skriv vad resan heter.")},
    )  # fmt: skip
    question = forms.CharField(
        label=_("Vad ska kartan svara på?"), max_length=300, widget=area(2),
        help_text=_("En fråga i taget. Till exempel: Var i kedjan blir det tyst?"),
        error_messages={"required": _("Skriv vad kartan ska svara på.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Är det så här, eller så här det kunde vara?"), choices=JourneyKind.choices, widget=forms.RadioSelect,
        initial=JourneyKind.TOLD, error_messages={"required": _("Välj ett av alternativen.")},
    )  # fmt: skip
    person = forms.CharField(
        label=_("Vems resa är det?"), max_length=80, help_text=_("Ett påhittat namn. Skriv aldrig vem någon är."),
        error_messages={"required": _("Skriv vad personen kallas.")},
    )  # fmt: skip
    about = forms.CharField(
        label=_("Vem är personen?"), max_length=600, required=False, widget=area(3),
        help_text=_("Det som behövs för att förstå resan: livet, vad som är viktigt, vad personen klarar."),
    )  # fmt: skip
    county = select(_("Vilket län handlar den om?"), COUNTIES.items(), empty=("", _("Inget särskilt")))
    place = forms.CharField(label=_("Var?"), max_length=80, required=False)
    happened_in = MonthField(
        label=_("När började den?"), required=False, help_text=_("År och månad, så långt det går att säga.")
    )
    as_is = forms.ModelChoiceField(
        label=_("Vilken karta svarar den på?"), queryset=None, required=False, empty_label=_("Ingen"),
        help_text=_("Om den visar hur det kunde vara: kartan över hur det är i dag. Då går de att jämföra."),
    )  # fmt: skip
    owner = forms.ModelChoiceField(
        label=_("Vem håller den levande?"), queryset=None, required=False, empty_label=_("Ingen ännu"),
        help_text=_("En karta utan ägare blir snart inaktuell."),
    )  # fmt: skip
    review_on = forms.DateField(
        label=_("När ska den ses över?"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv datumet som 2026-12-31.")},
    )  # fmt: skip

    def __init__(self, *args, lab, journey: Journey | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        here = journeys_of(lab).filter(kind__in=AS_IT_IS, archived_at=None)
        self.fields["as_is"].queryset = here.exclude(pk=journey.pk) if journey else here
        members = User.objects.filter(memberships__lab=lab).distinct().order_by("first_name", "last_name", "pk")
        self.fields["owner"].queryset = members


class NewJourneyForm(JourneyForm):
    """The same with what the map begins with."""

    template = forms.ChoiceField(
        label=_("Vad ska kartan börja med?"), widget=forms.RadioSelect, initial=Template.BEFORE_AFTER,
        choices=[choice for choice in Template.choices if choice[0] != Template.GOAL],
        help_text=_("Faser att börja i. Allt går att byta namn på, flytta och ta bort."),
        error_messages={"required": _("Välj vad kartan ska börja med.")},
    )  # fmt: skip
    field_order = ["title", "person", "question", "template", "kind"]

    def facts(self) -> Mapping[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "row_version")}
