"""What the lists can be narrowed by. A value that does not exist is told as an error, never passed over."""

from __future__ import annotations

import django_filters as filters

from goals.enums import GoalOrigin, GoalStatus
from goals.models import Goal
from hlab.accounts.enums import OrganisationKind
from hlab.accounts.models import Organisation
from hlab.cms.queries import shown_versions
from hlab.labs.enums import Level
from hlab.labs.models import Lab


class LabFilter(filters.FilterSet):
    level = filters.ChoiceFilter(choices=Level.choices)
    demo = filters.BooleanFilter(field_name="is_demo")

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
    origin = filters.ChoiceFilter(choices=GoalOrigin.choices)
    demo = filters.BooleanFilter(field_name="is_demo")

    class Meta:
        model = Goal
        fields: list[str] = []

    def by_status(self, rows, name, value):
        """By the version that holds now; none of those is replaced."""
        current = shown_versions().filter(status=value)
        return rows.filter(pk__in=current.values("goal"))


class OrganisationFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=OrganisationKind.choices)
    code = filters.CharFilter()
    county = filters.CharFilter()
    demo = filters.BooleanFilter(field_name="is_demo")

    class Meta:
        model = Organisation
        fields: list[str] = []
