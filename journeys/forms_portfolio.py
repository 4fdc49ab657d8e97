"""Which of a lab's maps to look at, in which order, and what is written down as done about a gap."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hlab.accounts.reference.counties import COUNTIES
from hlab.labs.enums import ActorKind
from journeys.actions.remedies import LONGEST_WHAT
from journeys.enums import GapKind, Grade, JourneyKind
from journeys.models import Journey
from journeys.queries import portfolio

ALL = ("", _("Alla"))
ONLY_ASSUMED = "only_assumed"
ARCHIVED = "arkiv"
ORDERS = {
    "": (_("Senast ändrad"), ("-changed_at", "pk")),
    "namn": (_("Namn"), ("title", "pk")),
    "oversyn": (_("När den ska ses över"), (F("review_on").asc(nulls_last=True), "pk")),
    "underlag": (_("Äldst underlag"), (F("last_said").asc(nulls_first=True), "pk")),
    "lan": (_("Län"), ("county", "title", "pk")),
    "mellanrum": (_("Flest mellanrum"), ("-n_gaps", "title", "pk")),
}


def _counties(codes: Collection[str]) -> list[tuple[str, str]]:
    return [(code, COUNTIES[code]) for code in codes if code in COUNTIES]


class FindForm(forms.Form):
    """Which of the lab's maps to look at. A choice that does not exist narrows nothing; the field says so."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)
    slag = forms.ChoiceField(label=_("Slags resa"), required=False, choices=[ALL, *JourneyKind.choices])
    lan = forms.ChoiceField(label=_("Län"), required=False)
    mellanrum = forms.ChoiceField(label=_("Har mellanrum av slaget"), required=False, choices=[ALL, *GapKind.choices])
    fran = forms.ChoiceField(label=_("Mellanrum från"), required=False, choices=[ALL, *ActorKind.choices])
    till = forms.ChoiceField(label=_("Mellanrum till"), required=False, choices=[ALL, *ActorKind.choices])
    aktor = forms.ChoiceField(label=_("Vem är med"), required=False, choices=[ALL, *ActorKind.choices])
    kunskap = forms.ChoiceField(
        label=_("Hur vi vet det"),
        required=False,
        choices=[ALL, *((grade, grade.label) for grade in Grade if grade != Grade.ASSUMED),
                 (Grade.ASSUMED, _("Något är antaget")), (ONLY_ASSUMED, _("Allt är antaget"))],
    )  # fmt: skip
    koll = forms.ChoiceField(
        label=_("Behöver något"),
        required=False,
        choices=[ALL, ("oversyn", _("Ska ses över nu")), ("agare", _("Saknar ägare eller dag att ses över")),
                 ("igen", _("Mellanrum som kanske återkommer"))],
    )  # fmt: skip
    visa = forms.ChoiceField(
        label=_("Visa"), required=False, choices=[("", _("De som används")), (ARCHIVED, _("De som är lagda åt sidan"))]
    )
    ordning = forms.ChoiceField(
        label=_("Ordning"), required=False, choices=[(key, label) for key, (label, _by) in ORDERS.items()]
    )

    def __init__(self, *args, counties: Collection[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lan"].choices = [ALL, *_counties(counties)]

    @property
    def chosen(self) -> dict[str, str]:
        """{field: what was asked for} of fields that say something that exists."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, rows: QuerySet[Journey], *, today: date, again: Collection[int]) -> QuerySet[Journey]:
        """The maps that fit, in the order asked for. rows: with their counts. again: ids of those with a gap that may
        have come again."""
        chosen = self.chosen
        rows = rows.filter(archived_at__isnull=chosen.get("visa") != ARCHIVED)
        if "sok" in chosen:
            rows = rows.filter(portfolio.saying(chosen["sok"]))
        for name, column in (("slag", "kind"), ("lan", "county")):
            if name in chosen:
                rows = rows.filter(**{column: chosen[name]})
        marks = {"mellanrum": "kind", "fran": "from_actor__kind", "till": "to_actor__kind"}
        gap = {column: chosen[name] for name, column in marks.items() if name in chosen}
        if gap:
            rows = rows.filter(portfolio.with_gap(**gap))
        if "aktor" in chosen:
            rows = rows.filter(portfolio.with_actor(chosen["aktor"]))
        if "kunskap" in chosen:
            grade = chosen["kunskap"]
            rows = rows.filter(portfolio.only_assumed() if grade == ONLY_ASSUMED else portfolio.with_grade(grade))
        needs = {"oversyn": portfolio.due(today), "agare": portfolio.UNOWNED, "igen": portfolio.these(again)}
        if "koll" in chosen:
            rows = rows.filter(needs[chosen["koll"]])
        return rows.order_by(*ORDERS[chosen.get("ordning", "")][1])


class RollupForm(forms.Form):
    """Which of the lab's maps to count together."""

    lan = forms.ChoiceField(label=_("Län"), required=False)

    def __init__(self, *args, counties: Collection[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lan"].choices = [("", _("Alla län")), *_counties(counties)]

    @property
    def county(self) -> str:
        """Code of the county that was chosen, blank for all."""
        self.is_valid()
        return self.cleaned_data.get("lan", "")

    def narrow(self, rows: QuerySet[Journey]) -> QuerySet[Journey]:
        """The maps that fit."""
        return rows.filter(county=self.county) if self.county else rows


class RemedyForm(forms.Form):
    """What was done, about which gap, and from when."""

    what = forms.CharField(
        label=_("Vad har gjorts?"),
        help_text=_("En rutin, ett beslut, ett nytt sätt att ta över. Skriv roller, aldrig namn."),
        max_length=LONGEST_WHAT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Skriv vad som gjordes."),
            "max_length": _("Texten är för lång. Högst %(limit_value)s tecken ryms."),
        },
    )
    kind = forms.ChoiceField(label=_("Vilket slags mellanrum?"), choices=[("", _("Välj")), *GapKind.choices])
    from_kind = forms.ChoiceField(label=_("Från vem?"), choices=[("", _("Välj")), *ActorKind.choices])
    to_kind = forms.ChoiceField(label=_("Till vem?"), choices=[("", _("Välj")), *ActorKind.choices])
    county = forms.ChoiceField(
        label=_("Var gäller det?"), required=False, choices=[("", _("Hela landet")), *COUNTIES.items()]
    )
    done_on = forms.DateField(
        label=_("Från vilken dag gäller det?"),
        help_text=_("Till exempel 2026-03-01. Resor som börjar efter den dagen jämförs med dem som börjar före."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Skriv från vilken dag det gäller."),
            "invalid": _("Skriv dagen så här: 2026-03-01."),
        },
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    field_order = ("kind", "from_kind", "to_kind", "what", "done_on", "county")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("kind", "from_kind", "to_kind"):
            self.fields[name].error_messages["required"] = _("Välj ett av alternativen.")

    def said(self) -> dict:
        """The remedy as the actions take it."""
        return {name: self.cleaned_data[name] for name in self.field_order}
