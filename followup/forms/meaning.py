"""Input shapes of the joint interpretation. What the words and days must be is judged by the action."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.actions.meaning import LIMITS
from followup.models import Indicator, Unit
from goals.models import GoalVersion

TOO_LONG = _("Texten är för lång. Högst %(limit_value)s tecken ryms.")
DAY = _("Skriv dagen så här: 2026-12-14.")


def _text(name: str, label, *, needed=None, hint="", rows: int = 3) -> forms.CharField:
    errors = {"max_length": TOO_LONG} | ({"required": needed} if needed else {})
    return forms.CharField(
        label=label, max_length=LIMITS[name], required=needed is not None, help_text=hint, error_messages=errors,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
    )  # fmt: skip


def _day(label, *, needed=None, hint="") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    errors = {"invalid": DAY} | ({"required": needed} if needed else {})
    return forms.DateField(
        label=label, required=needed is not None, help_text=hint, widget=widget, error_messages=errors
    )


class SubjectForm(forms.Form):
    """What was talked of: a målbild, a figure, and whose figure. A choice that does not exist is no choice."""

    malbild = forms.ChoiceField(label=_("Målbild"), required=False)
    matt = forms.ChoiceField(
        label=_("Mått"), required=False, help_text=_("Välj det mått vars siffror låg på bordet. Det kan vara inget.")
    )
    enhet = forms.ChoiceField(
        label=_("Vems siffror"), required=False, help_text=_("Enheter visas när måttet är valt och har publicerats.")
    )

    def __init__(
        self, data, *, goals: Iterable[GoalVersion], indicators: Iterable[tuple[Indicator, str]],
        units: Iterable[Unit] = (),
    ):  # fmt: skip
        super().__init__(data)
        self.goals = {str(row.goal_id): row for row in goals}
        self.indicators = {str(row.pk): row for row, _name in indicators}
        self.units = {row.code: row for row in units}
        none = [("", _("Ingen vald"))]
        self.fields["malbild"].choices = none + [(pk, row.title) for pk, row in self.goals.items()]
        self.fields["matt"].choices = none + [(str(row.pk), name) for row, name in indicators]
        self.fields["enhet"].choices = [
            ("", _("Alla, eller ingen särskild")),
            *((c, u.name) for c, u in self.units.items()),
        ]

    @property
    def chosen(self) -> dict:
        """{"goal", "indicator", "unit"}, None for what is not chosen."""
        goal = self.goals.get(self.data.get("malbild", ""))
        return {
            "goal": goal.goal if goal else None,
            "indicator": self.indicators.get(self.data.get("matt", "")),
            "unit": self.units.get(self.data.get("enhet", "")),
        }


class InterpretationForm(forms.Form):
    """What was said, and what comes of it. key: the same form sent twice is the same interpretation."""

    met_on = _day(_("När möttes ni?"), needed=_("Skriv vilken dag ni möttes."))
    roles = _text("roles", _("Vilka var med?"), needed=_("Skriv vilka som var med, som roller."), rows=2,
                  hint=_("Roller och antal, aldrig namn. Till exempel: Två sjuksköterskor i kommunen och tre från "
                         "brukarrådet."))  # fmt: skip
    question = _text("question", _("Vilken fråga arbetade ni med?"), needed=_("Skriv frågan som ni arbetade med."),
                     rows=2, hint=_("Till exempel: Varför slipper äldre oftare berätta igen än unga?"))  # fmt: skip
    meaning = _text("meaning", _("Vad tror ni att det betyder?"), rows=5,
                    needed=_("Skriv vad ni tror att siffrorna betyder."),
                    hint=_("Skriv vad ni tror, och vad som talar för det. Ni behöver inte vara säkra."))  # fmt: skip
    disagreed = _text("disagreed", _("Vad var ni inte överens om?"),
                      hint=_("Det får stå kvar. Skriv så att den som tyckte annorlunda känner igen sig."))  # fmt: skip
    trying = _text("trying", _("Vad prövar ni nu?"), hint=_("Något som går att göra före nästa träff."))
    responsible = _text("responsible", _("Vem ansvarar för det?"), rows=0,
                        hint=_("En roll, inget namn. Behövs när ni prövar något."))  # fmt: skip
    next_on = _day(_("När ses ni igen?"), hint=_("Lämna tomt om ni inte vet."))
    is_public = forms.BooleanField(
        label=_("Visa på webbplatsen"), required=False, initial=True,
        help_text=_("Alla kan läsa den. Annars ser bara labbets medlemmar den. Ni kan ändra er senare."),
    )  # fmt: skip
    release = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(self, *args, may_publish: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["responsible"].needed_later = True  # no matter of choice once something is tried
        if not may_publish:
            del self.fields["is_public"]

    def said(self) -> dict:
        """Words, days and openness."""
        return {name: self.cleaned_data[name] for name in (*LIMITS, "met_on", "next_on")} | {
            "is_public": bool(self.cleaned_data.get("is_public"))
        }


class FindForm(forms.Form):
    """Which of the lab's interpretations to look at."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)
    malbild = forms.ChoiceField(label=_("Målbild"), required=False)
    visas = forms.ChoiceField(
        label=_("Visas"), required=False,
        choices=[("", _("Alla")), ("open", _("På webbplatsen")), ("closed", _("Bara för labbet"))],
    )  # fmt: skip

    def __init__(self, data, *, goals: Iterable[GoalVersion]):
        super().__init__(data)
        self.fields["malbild"].choices = [("", _("Alla")), *((str(row.goal_id), row.title) for row in goals)]

    def asked(self) -> dict:
        """What `interpretations_of` takes."""
        self.is_valid()
        data = self.cleaned_data
        return {"words": data.get("sok", ""), "goal": data.get("malbild", ""), "shown": data.get("visas", "")}
