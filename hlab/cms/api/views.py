"""Read-only lists and details of what is public."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from hlab.accounts.models import Organisation
from hlab.cms.api.filters import GoalFilter, KnownNames, LabFilter, OrganisationFilter
from hlab.cms.api.serializers import GoalSerializer, LabSerializer, OrganisationSerializer
from hlab.cms.queries import goals_for_api, public_labs


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


class Schema(Open, SpectacularAPIView):
    """The API described as OpenAPI, in Swedish whoever asks."""

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
        return Response({name: f"{base}{name}/" for name in ("labs", "goals", "organisations", "schema")})
