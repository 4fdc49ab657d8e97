"""What the lists can be narrowed by. A name or a value that does not exist is an error, never passed over."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError

from goals.enums import GoalOrigin, GoalStatus
from goals.models import Goal
from hlab.accounts.enums import OrganisationKind
from hlab.accounts.models import Organisation
from hlab.accounts.reference import REGIONS
from hlab.cms.queries import shown_versions
from hlab.labs.enums import Level
from hlab.labs.models import Lab


class KnownNames(DjangoFilterBackend):
    """A list that is asked for something it does not know by says so: half an answer would look like a whole one."""

    def filter_queryset(self, request, queryset, view):
        if view.detail:
            return queryset
        paging = {view.pagination_class.page_query_param, view.pagination_class.page_size_query_param}
        known = sorted(paging | set(self.get_filterset_class(view, queryset).base_filters))
        if unknown := sorted(set(request.query_params) - set(known)):
            words = _t("Det finns inget urval som heter så. De som finns: %(known)s.") % {"known": ", ".join(known)}
            raise ValidationError({name: [words] for name in unknown})
        return super().filter_queryset(request, queryset, view)


class TrueOrFalseField(forms.NullBooleanField):
    """Django's own takes whatever it does not know for nothing said."""

    widget = forms.TextInput

    def to_python(self, value):
        known = {"": None, "true": True, "1": True, "false": False, "0": False}
        if (word := (value or "").strip().lower()) not in known:
            raise forms.ValidationError(_("Skriv true eller false."), code="invalid")
        return known[word]


class TrueOrFalse(filters.BooleanFilter):
    field_class = TrueOrFalseField


class Code(filters.CharFilter):
    """An official code. lengths: how many digits it may have."""

    field_class = forms.RegexField

    def __init__(self, *, lengths: tuple[int, ...], **kwargs):
        digits = "|".join(rf"\d{{{length}}}" for length in lengths)
        words = _("Skriv koden med siffror, till exempel 12 för en region och 1280 för en kommun.")
        super().__init__(regex=rf"^(?:{digits})$", error_messages={"invalid": words}, **kwargs)


class LabFilter(filters.FilterSet):
    level = filters.ChoiceFilter(choices=Level.choices)
    demo = TrueOrFalse(field_name="is_demo")

    class Meta:
        model = Lab
        fields: list[str] = []


class GoalFilter(filters.FilterSet):
    lab = filters.ModelChoiceFilter(
        field_name="lab", to_field_name="slug", queryset=lambda request: Lab.objects.filter(is_public=True)
    )
    status = filters.ChoiceFilter(
        choices=GoalStatus.choices, method="by_status", help_text="Läget för den version som gäller nu."
    )
    level = filters.ChoiceFilter(choices=Level.choices, method="by_level", help_text="Nivån i den gällande versionen.")
    origin = filters.ChoiceFilter(choices=GoalOrigin.choices)
    demo = TrueOrFalse(field_name="is_demo")

    class Meta:
        model = Goal
        fields: list[str] = []

    def by_status(self, rows, name, value):
        """By the version that holds now; none of those is replaced."""
        current = shown_versions().filter(status=value)
        return rows.filter(pk__in=current.values("goal"))

    def by_level(self, rows, name, value):
        """By the version that holds now."""
        return rows.filter(pk__in=shown_versions().filter(level=value).values("goal"))


class OrganisationFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=OrganisationKind.choices)
    code = Code(lengths=(2, 4))
    county = filters.ChoiceFilter(choices=[(code, name) for code, name in REGIONS.items()])
    demo = TrueOrFalse(field_name="is_demo")

    class Meta:
        model = Organisation
        fields: list[str] = []
