"""Published journeys in the open API: what their pages say, and no more."""

from __future__ import annotations

import django_filters as filters
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer, inline_serializer
from rest_framework import serializers

from hlab.accounts.reference import REGIONS
from hlab.cms.api.filters import TrueOrFalse
from hlab.cms.api.serializers import full, label_of
from hlab.labs.models import Lab
from hlab.stats.suppression import DEFAULT_K
from journeys.enums import JourneyKind
from journeys.models import Journey
from journeys.openly import public_file

KINDS = ", ".join(JourneyKind.values)


class JourneyFilter(filters.FilterSet):
    lab = filters.ModelChoiceFilter(
        field_name="lab", to_field_name="slug", queryset=lambda request: Lab.objects.filter(is_public=True)
    )
    kind = filters.ChoiceFilter(choices=JourneyKind.choices, field_name="public_version__content__kind")
    county = filters.ChoiceFilter(choices=list(REGIONS.items()), field_name="public_version__content__county")
    demo = TrueOrFalse(field_name="is_demo")

    class Meta:
        model = Journey
        fields: list[str] = []


@extend_schema_serializer(description="Hur många personer kartan bygger på, i breda steg. Små tal visas inte.")
class JourneyPeopleSerializer(serializers.Serializer):
    """How many different people a map rests on, in broad steps; small numbers are not told."""

    text = serializers.CharField()
    at_least = serializers.IntegerField(allow_null=True, help_text="null när talet inte visas. Aldrig noll.")
    threshold = serializers.IntegerField(help_text="Tal under den här gränsen visas inte.")


@extend_schema_serializer(description="En publicerad resa: vad den handlar om och hur många den bygger på.")
class JourneySerializer(serializers.ModelSerializer):
    """A published journey without its map. Every word is of the version that is public."""

    title = serializers.CharField(source="shown.document.title")
    question = serializers.CharField(source="shown.document.question")
    kind = serializers.CharField(source="shown.document.kind", help_text=KINDS)
    person_kind = serializers.CharField(
        source="shown.document.person_kind", help_text="persona: påhittad. teller: en person som har sagt ja."
    )
    county = serializers.CharField(source="shown.document.county", help_text="Länets kod, eller tom.")
    steps = serializers.SerializerMethodField(help_text="Antal steg.")
    gaps = serializers.SerializerMethodField(help_text="Antal mellanrum.")
    people = serializers.SerializerMethodField()
    version = serializers.IntegerField(source="public_version.number")
    published_at = serializers.DateTimeField(source="public_version.at")
    lab = serializers.SerializerMethodField()
    demo = serializers.BooleanField(source="is_demo")
    label = serializers.SerializerMethodField(help_text="Ska följa med resan vart den än tar vägen.")
    url = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField(help_text="Kartan som fil, i vårt eget format.")

    class Meta:
        model = Journey
        fields = [
            "slug", "title", "question", "kind", "person_kind", "county", "steps", "gaps", "people", "version",
            "published_at", "lab", "demo", "label", "url", "file",
        ]  # fmt: skip

    def get_steps(self, journey) -> int:
        return len(journey.shown.document.steps)

    def get_gaps(self, journey) -> int:
        return len(journey.shown.document.gaps)

    @extend_schema_field(JourneyPeopleSerializer)
    def get_people(self, journey) -> dict:
        told = journey.shown
        return {"text": told.people, "at_least": told.at_least or None, "threshold": DEFAULT_K}

    @extend_schema_field(
        inline_serializer(
            "JourneyLab", {"name": serializers.CharField(), "slug": serializers.CharField(allow_null=True)}
        )
    )
    def get_lab(self, journey) -> dict:
        # A lab that is not public is named on the page of its journey but has no page of its own.
        return {"name": journey.lab.name, "slug": journey.lab.slug if journey.lab.is_public else None}

    def get_label(self, journey) -> str:
        return label_of(journey.is_demo)

    def get_url(self, journey) -> str:
        return full(journey.address)

    def get_file(self, journey) -> str:
        return full(f"{journey.address}resa.json")


@extend_schema_serializer(description="En publicerad resa med hela kartan. Röster och citat ingår inte.")
class WholeJourneySerializer(JourneySerializer):
    """The same with its map."""

    map = serializers.SerializerMethodField(help_text="Samma som i file.")

    class Meta(JourneySerializer.Meta):
        fields = [*JourneySerializer.Meta.fields, "map"]

    @extend_schema_field(serializers.DictField())
    def get_map(self, journey) -> dict:
        return public_file(journey, journey.shown)


one_or_many = {
    "list": extend_schema(summary="Resor", description="Publicerade resor, utan sina kartor."),
    "retrieve": extend_schema(
        summary="En resa", description="En publicerad resa med hela kartan.", responses=WholeJourneySerializer
    ),
}
