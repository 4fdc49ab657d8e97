"""Read-only lists and details of what is public."""

from __future__ import annotations

from typing import ClassVar

from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from feedback.queries.results import counted_rounds
from hlab.accounts.models import Organisation
from hlab.cms.api.filters import GoalFilter, KnownNames, LabFilter, OrganisationFilter
from hlab.cms.api.indicators import (
    IndicatorFilter,
    IndicatorSerializer,
    WholeIndicatorSerializer,
    indicators_for_api,
    one_or_many_indicators,
    with_versions,
)
from hlab.cms.api.journeys import JourneyFilter, JourneySerializer, WholeJourneySerializer, one_or_many
from hlab.cms.api.proposals import ProposalFilter, ProposalSerializer, WholeProposalSerializer, proposals_for_api
from hlab.cms.api.proposals import one_or_many as one_or_many_proposals
from hlab.cms.api.rounds import RoundFilter, RoundSerializer, WholeRoundSerializer
from hlab.cms.api.rounds import one_or_many as one_round_or_many
from hlab.cms.api.serializers import GoalSerializer, LabSerializer, OrganisationSerializer
from hlab.cms.queries import goals_for_api, public_labs
from journeys.queries.shown import published, shown_versions


class Pages(PageNumberPagination):
    page_size = 50
    page_query_description = "Vilken sida av listan."
    page_size_query_param = "size"
    page_size_query_description = "Hur många rader på varje sida, högst 200."
    max_page_size = 200

    def get_page_size(self, request):
        asked = request.query_params.get(self.page_size_query_param, "")
        if asked and not (asked.isascii() and asked.isdigit() and int(asked)):
            raise ValidationError({self.page_size_query_param: [_("Skriv ett heltal som är minst 1.")]})
        return super().get_page_size(request)


class Open:
    """Anyone may read, nobody may write, and who reads is not asked."""

    access = "public"
    permission_classes = [AllowAny]
    authentication_classes: list = []


class OpenList(Open, ReadOnlyModelViewSet):
    pagination_class = Pages
    filter_backends = [KnownNames]
    http_method_names = ["get", "head", "options"]


def in_words(one: str, many: str, description: str):
    """What the schema says of a list and its details. It speaks Swedish throughout, like the answers."""
    return extend_schema_view(
        list=extend_schema(summary=many, description=description),
        retrieve=extend_schema(summary=one, description=description),
    )


@in_words("Ett labb", "Labb", "Labb som visas på webbplatsen.")
class LabViewSet(OpenList):
    """Labs that are shown on the site."""

    serializer_class = LabSerializer
    filterset_class = LabFilter
    lookup_field = "slug"

    def get_queryset(self):
        return public_labs()


@in_words("En målbild", "Målbilder", "Publicerade målbilder med alla sina publicerade versioner.")
class GoalViewSet(OpenList):
    """Published målbilder with all their published versions."""

    serializer_class = GoalSerializer
    filterset_class = GoalFilter
    lookup_field = "slug"

    def get_queryset(self):
        return goals_for_api()


@extend_schema_view(**one_or_many)
class JourneyViewSet(OpenList):
    """Published journeys; the map itself with one of them."""

    serializer_class = JourneySerializer
    filterset_class = JourneyFilter
    lookup_field = "slug"

    def get_queryset(self):
        return published()

    def get_serializer_class(self):
        return WholeJourneySerializer if self.action == "retrieve" else JourneySerializer

    def get_serializer(self, instance=None, *args, many=False, **kwargs):
        """Each with what of it may be read today, asked once for all of them."""
        rows = instance if many else [row for row in (instance,) if row is not None]
        told = shown_versions(rows or ())
        for row in rows or ():
            row.shown = told[row.pk]
        return super().get_serializer(instance, *args, many=many, **kwargs)


@extend_schema_view(**one_round_or_many)
class RoundViewSet(OpenList):
    """Rounds that have been counted; the numbers themselves with one of them."""

    filterset_class = RoundFilter

    def get_queryset(self):
        return counted_rounds()

    def get_serializer_class(self):
        return WholeRoundSerializer if self.action == "retrieve" else RoundSerializer


@extend_schema_view(**one_or_many_proposals)
class ProposalViewSet(OpenList):
    """Published proposals; the parts with one of them."""

    filterset_class = ProposalFilter
    lookup_field = "slug"

    def get_queryset(self):
        return proposals_for_api()

    def get_serializer_class(self):
        return WholeProposalSerializer if self.action == "retrieve" else ProposalSerializer


@extend_schema_view(**one_or_many_indicators)
class IndicatorViewSet(OpenList):
    """Public indicators; the figures with one of them."""

    filterset_class = IndicatorFilter
    lookup_field = "key"

    def get_queryset(self):
        return indicators_for_api()

    def get_serializer_class(self):
        return WholeIndicatorSerializer if self.action == "retrieve" else IndicatorSerializer

    def get_serializer(self, instance=None, *args, many=False, **kwargs):
        """Each with its version and its latest release, asked once for all of them."""
        with_versions(instance if many else [row for row in (instance,) if row is not None])
        return super().get_serializer(instance, *args, many=many, **kwargs)


@extend_schema_view(
    list=extend_schema(
        summary="Organisationer",
        description="Regioner och kommuner med sina officiella koder, och andra som labben nämner.",
    )
)
class OrganisationViewSet(Open, ListModelMixin, GenericViewSet):
    """Regions and municipalities with their official codes, and others that labs name."""

    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    filter_backends = [KnownNames]
    pagination_class = Pages
    queryset = Organisation.objects.order_by("kind", "code", "name")


class Described(SchemaGenerator):
    """Works out the description of the API once in a process and language: it depends on our code alone."""

    made: ClassVar[dict[str, dict]] = {}

    def get_schema(self, request=None, public=False):
        language = translation.get_language()
        if language not in self.made:
            self.made[language] = super().get_schema(request=None, public=True)
        return self.made[language]


class Schema(Open, SpectacularAPIView):
    """The API described as OpenAPI, in Swedish whoever asks."""

    generator_class = Described

    @extend_schema(exclude=True)
    def get(self, request, *args, **kwargs):
        with translation.override("sv"):
            return super().get(request, *args, **kwargs)


@extend_schema(exclude=True)
class NothingHere(Open, APIView):
    """Any other address below the API: an error that a program can read."""

    def get(self, request, rest=""):
        raise NotFound

    head = post = put = patch = delete = get


@extend_schema(exclude=True)
class Root(Open, APIView):
    """Where the lists are."""

    def get(self, request):
        base = request.build_absolute_uri("/api/v1/")
        lists = ("labs", "goals", "journeys", "proposals", "rounds", "indicators", "organisations", "schema")
        return Response({name: f"{base}{name}/" for name in lists})
