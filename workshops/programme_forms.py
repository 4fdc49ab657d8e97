"""Input shapes of the programme: what a session begins from, where a step is put, minutes of many steps at once."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from workshops.actions.programme import has_begun
from workshops.forms import WorkshopForm
from workshops.models import Exercise
from workshops.programmes import TEMPLATES, THREE_STEPS

COPY = "copy"


class _SessionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        day = date_format(localtime(obj.starts_at), "j F Y")
        return f"{obj.title}, {day} ({obj.lab.name}, {obj.steps} steg)"


class NewWorkshopForm(WorkshopForm):
    """The occasion, and what its programme begins from.

    earlier: sessions whose programme may be taken. key: the same form sent twice plans one session.
    """

    layout = forms.ChoiceField(
        label=_("Vad ska programmet börja från?"),
        help_text=_("Du kan ändra allt sedan."),
        initial=THREE_STEPS.key,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Välj ett av uppläggen.")},
    )
    copied_from = _SessionChoice(
        label=_("Kopiera program från"),
        help_text=_("När du har valt att kopiera ett tidigare program."),
        queryset=None,
        required=False,
        empty_label=_("Välj en verkstad"),
        error_messages={"invalid_choice": _("Välj en av verkstäderna i listan.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, earlier, initial: dict | None = None, **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4()} | (initial or {}), **kwargs)
        self.fields["layout"].choices = [(key, template.name) for key, template in TEMPLATES.items()]
        self.fields["copied_from"].queryset = earlier
        if earlier.exists():
            self.fields["copied_from"].needed_later = True
            self.fields["layout"].choices += [(COPY, _("Kopiera ett tidigare program"))]
        else:
            del self.fields["copied_from"]

    def cards(self) -> list[tuple]:
        """[(radio button, template or None for a copy)] in order."""
        return [(option, TEMPLATES.get(option.data["value"])) for option in self["layout"]]

    def clean(self):
        data = super().clean()
        if data.get("layout") == COPY and not data.get("copied_from") and "copied_from" not in self.errors:
            self.add_error("copied_from", _("Välj vilken verkstad programmet ska kopieras från."))
        return data

    def beginning(self) -> dict:
        """What the programme begins from, as the action takes it."""
        data = self.cleaned_data
        layout = data["layout"] or THREE_STEPS.key
        is_copy = layout == COPY
        return {
            "template": "" if is_copy else layout,
            "copied_from": data["copied_from"] if is_copy else None,
            "key": data.get("key"),
        }


class PlaceForm(forms.Form):
    """Where in the programme a new step comes. key: the same form sent twice adds one step."""

    plats = forms.TypedChoiceField(
        label=_("Plats i programmet"), coerce=int, empty_value=None, required=False,
        error_messages={"invalid_choice": _("Välj en plats som finns i programmet.")},
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, steps: list[Exercise], initial: dict | None = None, **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4()} | (initial or {}), **kwargs)
        self.fields["plats"].choices = [
            *(
                (place, _("%(n)d. Före ”%(title)s”") % {"n": place, "title": step.title})
                for place, step in enumerate(steps, 1)
                if not has_begun(step)
            ),
            ("", _("Sist")),
        ]


class MinutesForm(forms.Form):
    """Minutes of every step that has not begun, in one form. The fields stand at their steps, outside the form."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, steps: list[Exercise], form_id: str, **kwargs):
        super().__init__(*args, **kwargs)
        for step in steps:
            self.fields[f"minuter-{step.pk}"] = forms.IntegerField(
                label=_("Minuter för ”%(title)s”") % {"title": step.title},
                min_value=1,
                max_value=600,
                initial=step.minutes,
                widget=forms.NumberInput(attrs={"form": form_id, "inputmode": "numeric"}),
                error_messages={
                    "required": _("Skriv hur många minuter ”%(title)s” får ta.") % {"title": step.title},
                    "invalid": _("Skriv minuterna för ”%(title)s” med siffror.") % {"title": step.title},
                    "min_value": _("”%(title)s” tar minst 1 minut.") % {"title": step.title},
                    "max_value": _("”%(title)s” tar högst 600 minuter.") % {"title": step.title},
                },
            )

    def minutes(self) -> dict[int, int]:
        """{step id: minutes}"""
        return {
            int(name.removeprefix("minuter-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("minuter-")
        }


class StartForm(forms.Form):
    """Another time of day to begin, to look at before it is chosen."""

    borjar = forms.TimeField(
        label=_("Om ni börjar klockan"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Skriv ett klockslag, till exempel 9.30."),
            "invalid": _("Skriv ett klockslag, till exempel 9.30."),
        },
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )
