"""Input shapes of a step: everything that a map says of it, where it lies, and how two become one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hlab.core.errors import StaleEdit
from journeys.actions.steps import FIRST
from journeys.enums import LANE_HELP, Contact, Feeling, FeelingWord, Grade, Known, Lane, WhoDid
from journeys.forms_map import NOT_SAID, PartForm, area, number, select
from journeys.models import Cell, JourneyActor, Phase, Step

UNSAID = "-"
Outline = Sequence[tuple[Phase, Sequence[Step]]]
LANES = [(lane, f"lane_{lane}") for lane in Lane.values]
MOMENTS = [("best", _("Den bästa stunden")), ("worst", _("Den tyngsta stunden"))]
TITLE = {"label": _("Vad händer?"), "max_length": 120, "error_messages": {"required": _("Skriv vad som händer.")}}


class FeelingField(forms.TypedChoiceField):
    """How it felt, from heavy to good; not said is apart, and is None."""

    def __init__(self):
        choices = [*Feeling.choices, (UNSAID, NOT_SAID[1])]
        super().__init__(
            label=_("Hur kändes det?"), choices=choices, empty_value=None, required=False, widget=forms.RadioSelect,
            coerce=lambda value: None if value == UNSAID else int(value),
        )  # fmt: skip

    def prepare_value(self, value):
        return UNSAID if value is None else value


def lane(code: str) -> forms.CharField:
    """The words of one lane."""
    return forms.CharField(
        label=Lane(code).label, help_text=LANE_HELP[Lane(code)], max_length=600, required=False, widget=area(3)
    )


def actors(queryset) -> forms.ModelMultipleChoiceField:
    """Who was there."""
    return forms.ModelMultipleChoiceField(
        label=_("Vilka är med?"), queryset=queryset, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Någon av aktörerna finns inte längre i kartan. Välj igen.")},
    )  # fmt: skip


class StepForm(PartForm):
    """Everything of a step. Each lane carries its own row version."""

    title = forms.CharField(**TITLE)
    channel = select(_("Hur möts de?"), Contact.choices)
    who_did = select(_("Vem gör jobbet?"), WhoDid.choices)
    wanted = select(_("Ville den det?"), Known.choices)
    feeling = FeelingField()
    word = select(_("Med ett ord"), FeelingWord.choices)
    moment = select(_("Är det en av resans ytterpunkter?"), MOMENTS, empty=("", _("Nej")))
    grade = forms.ChoiceField(
        label=_("Hur vet vi det?"), choices=Grade.choices, widget=forms.RadioSelect,
        help_text=_("Ett antagande är ett ärligt svar. Det visas som ett antagande tills någon har berättat."),
        error_messages={"required": _("Välj hur ni vet det.")},
    )  # fmt: skip
    from_day = number(_("Från dag"), help_text=_("Räknat från resans början, som är dag 0."))
    to_day = number(_("Till dag"))
    track = forms.CharField(
        label=_("Samtidigt, på ett eget spår"), max_length=40, required=False,
        help_text=_("Om det pågår bredvid det andra. Ge spåret ett namn, till exempel Arbetet."),
    )  # fmt: skip

    def __init__(self, *args, step: Step, outlook: dict[str, Cell], there, **kwargs):
        start: dict[str, Any] = {name: getattr(step, name) for name in self.base_fields if name != "actors"}
        start["actors"] = [actor.pk for actor in there["chosen"]]
        for code, name in LANES:
            start[name] = outlook[code].text if code in outlook else ""
            start[f"v_{code}"] = outlook[code].row_version if code in outlook else 0
        super().__init__(*args, initial=start, **kwargs)
        self.fields["actors"] = actors(there["all"])
        self.fields["actors"].show_hidden_initial = True
        for code, name in LANES:
            self.fields[name] = lane(code)
            self.fields[name].show_hidden_initial = True
            self.fields[f"v_{code}"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.say_once_that_all_may_be_left()

    def said(self) -> dict[str, Any]:
        """What this person has changed, as `change_step` takes it."""
        touched = self.touched()
        cells = {
            code: (touched.pop(name), self.cleaned_data.get(f"v_{code}") or 0)
            for code, name in LANES
            if name in touched
        }
        chosen = touched.pop("actors", None)
        return touched | {"actors": chosen, "cells": cells}

    def met(self, stale: StaleEdit) -> None:
        """The same for the lane that somebody else was first in."""
        super().met(stale)
        for code, version in stale.extra.items():
            self.data[f"v_{code}"] = str(version)


class NewStepForm(forms.Form):
    """The least that one more step needs, and what one often knows at once."""

    title = forms.CharField(**TITLE)
    after = forms.ChoiceField(
        label=_("Var i resan?"), error_messages={"invalid_choice": _("Den platsen finns inte längre. Välj igen.")}
    )
    lane_person = lane(Lane.PERSON)
    lane_front = lane(Lane.FRONT)
    feeling = FeelingField()
    grade = forms.ChoiceField(
        label=_("Hur vet vi det?"), choices=Grade.choices, initial=Grade.ASSUMED, widget=forms.RadioSelect
    )
    field_order = ["title", "after", "lane_person", "lane_front", "actors", "feeling", "grade"]

    def __init__(self, *args, outline: Outline, there, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = places(outline)
        self.fields["actors"] = actors(there)
        self.order_fields(self.field_order)

    def said(self) -> dict[str, Any]:
        """The step as `add_step` takes it, without its place."""
        data = self.cleaned_data
        cells = {"person": data["lane_person"], "front": data["lane_front"]}
        kept = {name: data[name] for name in ("title", "actors", "feeling", "grade")}
        return kept | {"cells": cells, "client_key": data.get("key")}


class MoveForm(forms.Form):
    """Where a step goes. after: id of the step it is to follow, or of the phase it is to be first in. phase: of a
    pointer that drags, which says the phase and leaves `after` blank for first in it."""

    after = forms.ChoiceField(label=_("Flytta till"), required=False)
    phase = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, outline: Outline, step: Step, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = places(outline, but=step)
        self.fields["phase"].choices = [(str(phase.pk), phase.title) for phase, _steps in outline]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("Den platsen finns inte längre. Välj igen.")

    def clean(self):
        data = super().clean()
        if not self.errors and not (data.get("after") or data.get("phase")):
            self.add_error("after", _("Välj vart steget ska flyttas."))
        return data


class SplitForm(forms.Form):
    """A step in two."""

    title = forms.CharField(label=_("Vad händer först?"), max_length=120)
    second_title = forms.CharField(
        label=_("Vad händer sedan?"),
        max_length=120,
        error_messages={"required": _("Skriv vad det andra steget heter.")},
    )
    moved = forms.MultipleChoiceField(
        label=_("Vad hör till det andra steget?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Det du inte kryssar i stannar i det första."),
    )  # fmt: skip

    def __init__(self, *args, cells: Sequence[Cell], **kwargs):
        super().__init__(*args, **kwargs)
        if cells:
            self.fields["moved"].choices = [(cell.lane, f"{Lane(cell.lane).label}: {cell.text}") for cell in cells]
        else:
            del self.fields["moved"]


class MergeForm(forms.Form):
    """Two steps in one."""

    other = forms.ChoiceField(
        label=_("Slå ihop med"), error_messages={"invalid_choice": _("Det steget finns inte längre. Välj igen.")}
    )
    title = forms.CharField(
        label=_("Vad heter steget sedan?"), max_length=120, error_messages={"required": _("Skriv vad steget heter.")}
    )

    def __init__(self, *args, outline: Outline, step: Step, **kwargs):
        super().__init__(*args, **kwargs)
        others = [(phase, [one for one in steps if one.pk != step.pk]) for phase, steps in outline]
        self.fields["other"].choices = [
            (phase.title, [(str(one.pk), one.title) for one in steps]) for phase, steps in others if steps
        ]


def places(outline: Outline, but: Step | None = None) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Every place where a step can lie, phase by phase: first in it (the phase's id), or after a step (its id)."""
    return [
        (phase.title, [(str(phase.pk), _("Först i ”%(phase)s”") % {"phase": phase.title}), *(
            (str(step.pk), _("Efter ”%(step)s”") % {"step": step.title})
            for step in steps if but is None or step.pk != but.pk
        )])
        for phase, steps in outline
    ]  # fmt: skip


def place_chosen(outline: Outline, value: str) -> tuple[Phase, Step | str]:
    """(phase, the step it follows or FIRST) of one of `places`."""
    for phase, steps in outline:
        if str(phase.pk) == value:
            return phase, FIRST
        for step in steps:
            if str(step.pk) == value:
                return phase, step
    raise KeyError(value)


def last_place_of(outline: Outline, wanted: str = "") -> str:
    """The place that is offered first: after the step or in the phase that was pointed at, else the last of the way."""
    for phase, steps in outline:
        if str(phase.pk) == wanted:
            return str(steps[-1].pk) if steps else wanted
        if any(str(step.pk) == wanted for step in steps):
            return wanted
    phase, steps = outline[-1]
    return str(steps[-1].pk if steps else phase.pk)


def those_there(rows, chosen: Sequence[JourneyActor] = ()) -> dict[str, Any]:
    """{"all": who can be chosen, "chosen": who is}."""
    return {"all": rows, "chosen": list(chosen)}
