"""Input shape of the space between two steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from journeys.enums import GAP_MEANINGS, PLANS, Carrier, FeelingWord, GapKind, Grade, Known, PlanUse
from journeys.forms_map import NOT_SAID, PartForm, area, number, select
from journeys.forms_steps import FeelingField
from journeys.models import Step

FIELDS = (
    "title", "kind", "before", "days_planned", "days_told", "told_words", "days_measured", "measured_n",
    "measured_source", "from_actor", "to_actor", "carried_by", "sip", "named_contact", "contract", "retold",
    "retold_times", "life", "feeling", "word", "consequence", "bridge", "grade",
)  # fmt: skip


def words(label, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=600, required=False, widget=area(3), **more)


class GapForm(PartForm):
    """Everything of a gap. after: the step that it follows; of a new one that has been chosen already, and is no field
    (is_new)."""

    title = forms.CharField(
        label=_("Vad händer, eller händer inte?"), max_length=120, help_text=_("Till exempel: Ingen hör av sig."),
        error_messages={"required": _("Skriv vad som händer, eller inte händer.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Vad är det för mellanrum?"), widget=forms.RadioSelect,
        choices=[(kind, _("%(kind)s: %(meaning)s") % {"kind": GapKind(kind).label, "meaning": GAP_MEANINGS[kind]})
                 for kind in GapKind],
        error_messages={"required": _("Välj vad det är för mellanrum.")},
    )  # fmt: skip
    after = forms.ModelChoiceField(
        label=_("Efter vilket steg ligger det?"), queryset=None, empty_label=None,
        error_messages={"required": _("Välj vilket steg det ligger efter."),
                        "invalid_choice": _("Det steget finns inte längre. Välj igen.")},
    )  # fmt: skip
    before = forms.ModelChoiceField(
        label=_("Vad kom till sist?"), queryset=None, required=False, empty_label=_("Ingenting kom"),
        error_messages={"invalid_choice": _("Det steget finns inte längre. Välj igen.")},
    )  # fmt: skip
    days_planned = number(_("Planerat, antal dagar"))
    days_told = number(_("Berättat, antal dagar"))
    told_words = forms.CharField(
        label=_("Berättat, med personens ord"),
        max_length=60,
        required=False,
        help_text=_("Till exempel: några veckor."),
    )
    days_measured = number(_("Uppmätt, antal dagar"), help_text=_("Medianen, om det gäller flera personer."))
    measured_n = number(_("Hur många personer är uppmätta?"))
    measured_source = forms.CharField(label=_("Varifrån kommer det uppmätta?"), max_length=200, required=False)
    from_actor = forms.ModelChoiceField(label=_("Från vem?"), queryset=None, required=False, empty_label=NOT_SAID[1])
    to_actor = forms.ModelChoiceField(label=_("Till vem?"), queryset=None, required=False, empty_label=NOT_SAID[1])
    carried_by = select(_("Vem höll ihop det?"), Carrier.choices)
    retold = select(_("Fick personen berätta allt igen?"), Known.choices)
    retold_times = number(_("Hur många gånger?"))
    life = words(_("Livet emellan"), help_text=_("Hur var livet under tiden?"))
    feeling = FeelingField()
    word = select(_("Med ett ord"), FeelingWord.choices)
    consequence = words(_("Vad ledde det till?"))
    bridge = words(_("Vad bar?"), help_text=_("Det som ändå fungerade här, eller någon som gjorde mer än de behövde."))
    grade = forms.ChoiceField(
        label=_("Hur vet vi det?"), choices=Grade.choices, initial=Grade.ASSUMED, widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur ni vet det.")},
    )  # fmt: skip

    def __init__(self, *args, steps: list[Step], after: Step, there, is_new: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in PLANS.items():
            self.fields[name] = select(label, PlanUse.choices)
            self.fields[name].show_hidden_initial = True
        ends = [step for step in steps if not is_new or step.pk != after.pk]
        self._of_steps("before", ends, [("", self.fields["before"].empty_label)])
        if is_new:
            del self.fields["after"]
        else:
            self._of_steps("after", steps, [])
        for name in ("from_actor", "to_actor"):
            self.fields[name].queryset = there
        self.order_fields(("title", "kind", "after", *FIELDS[2:]))
        self.say_once_that_all_may_be_left()

    def _of_steps(self, name: str, steps: list[Step], empty: list) -> None:
        self.fields[name].queryset = Step.objects.filter(pk__in=[step.pk for step in steps])
        self.fields[name].choices = [*empty, *((step.pk, step.title) for step in steps)]

    def said(self) -> dict[str, Any]:
        """The whole gap as `add_gap` takes it."""
        return {name: self.cleaned_data[name] for name in FIELDS} | {"client_key": self.cleaned_data.get("key")}
