"""Input shapes of phases, actors and other ways on."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hlab.accounts.forms import OrganisationField
from hlab.labs.enums import ActorKind
from journeys.enums import LinkKind
from journeys.forms_map import PartForm
from journeys.forms_steps import Outline
from journeys.models import Phase

NAME = {"label": _("Vad heter fasen?"), "max_length": 80, "error_messages": {"required": _("Skriv vad fasen heter.")}}


class PhaseForm(PartForm):
    """The name of a phase."""

    title = forms.CharField(**NAME)


class NewPhaseForm(forms.Form):
    """A phase and where it lies."""

    title = forms.CharField(**NAME, help_text=_("Så som personen själv skulle säga, till exempel Söker hjälp."))
    after = forms.ChoiceField(label=_("Var i resan?"), required=False)

    def __init__(self, *args, phases, **kwargs):
        super().__init__(*args, **kwargs)
        if phases:
            self.fields["after"].choices = phase_places(phases)
            self.fields["after"].initial = str(phases[-1].pk)
        else:
            del self.fields["after"]


class MovePhaseForm(forms.Form):
    """Where a phase goes. Blank: first."""

    after = forms.ChoiceField(label=_("Flytta till"), required=False)

    def __init__(self, *args, phases, phase: Phase, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = phase_places([one for one in phases if one.pk != phase.pk])
        before = [one for one in phases if one.place < phase.place]
        self.fields["after"].initial = str(before[-1].pk) if before else ""


class RemovePhaseForm(forms.Form):
    """What becomes of the steps of a phase that is taken out. to: title of the phase they can move to, or blank."""

    steps = forms.ChoiceField(label=_("Vad händer med stegen?"), widget=forms.RadioSelect)

    def __init__(self, *args, to: str, **kwargs):
        super().__init__(*args, **kwargs)
        kept = [("kvar", _("Flytta dem till ”%(phase)s”") % {"phase": to})] if to else []
        self.fields["steps"].choices = [*kept, ("bort", _("Ta bort dem också"))]
        self.fields["steps"].initial = "kvar" if to else None


class ActorForm(PartForm):
    """Somebody who is there along the way."""

    name = forms.CharField(
        label=_("Vem?"), max_length=80, error_messages={"required": _("Skriv vem det är.")},
        help_text=_("Så som personen själv skulle säga, till exempel Systern eller Vårdcentralen. Aldrig någons namn."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Vilka hör de till?"), choices=ActorKind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Välj vilka de hör till.")},
    )  # fmt: skip
    organisation = OrganisationField(
        label=_("Huvudman eller organisation"), required=False,
        help_text=_("Om det är en bestämd, till exempel Region Värmland. Då syns det när en gräns passeras."),
    )  # fmt: skip


class WayForm(forms.Form):
    """Another way on from a step."""

    kind = forms.ChoiceField(
        label=_("Vart leder den?"), choices=LinkKind.choices, widget=forms.RadioSelect,
        help_text=_("Tillbaka till något som har hänt, eller till ett senare steg i stället för nästa."),
        error_messages={"required": _("Välj vart vägen leder.")},
    )  # fmt: skip
    target = forms.ChoiceField(
        label=_("Till vilket steg?"), error_messages={"invalid_choice": _("Det steget finns inte längre. Välj igen.")}
    )
    words = forms.CharField(
        label=_("När, eller varför?"), max_length=120, required=False, help_text=_("Till exempel: om tiden går ut.")
    )

    def __init__(self, *args, outline: Outline, source, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [
            (phase.title, [(str(step.pk), step.title) for step in steps if step.pk != source.pk])
            for phase, steps in outline
        ]


def phase_places(phases) -> list[tuple[str, object]]:
    """Every place where a phase can lie: first (blank), or after a phase (its id)."""
    after = [(str(phase.pk), _("Efter ”%(phase)s”") % {"phase": phase.title}) for phase in phases]
    return [("", _("Först")), *after]
