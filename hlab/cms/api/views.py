"""Read-only lists and details of what is public."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from hlab.accounts.models import Organisation
from hlab.cms.api.filters import GoalFilter, LabFilter, OrganisationFilter
from hlab.cms.api.serializers import GoalSerializer, LabSerializer, OrganisationSerializer
from hlab.cms.queries import goals_for_api, public_labs


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "size"
    max_page_size = 200


class Open:
    """Anyone may read, nobody may write, and who reads is not asked."""

    access = "public"
    permission_classes = [AllowAny]
    authentication_classes: list = []


class OpenList(Open, ReadOnlyModelViewSet):
    pagination_class = Pages
    http_method_names = ["get", "head", "options"]


@extend_schema_view(list=extend_schema(summary="Labb"), retrieve=extend_schema(summary="Ett labb"))
class LabViewSet(OpenList):
    """Labs that are shown on the site."""

    serializer_class = LabSerializer
    filterset_class = LabFilter
    lookup_field = "slug"

    def get_queryset(self):
        return public_labs()


@extend_schema_view(list=extend_schema(summary="Målbilder"), retrieve=extend_schema(summary="En målbild"))
class GoalViewSet(OpenList):
    """Published målbilder with all their published versions."""

    serializer_class = GoalSerializer
    filterset_class = GoalFilter
    lookup_field = "slug"

    def get_queryset(self):
        return goals_for_api()


@extend_schema_view(list=extend_schema(summary="Organisationer"))
class OrganisationViewSet(Open, ListModelMixin, GenericViewSet):
    """Regions and municipalities with their official codes, and others that labs name."""

    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    pagination_class = Pages
    queryset = Organisation.objects.order_by("kind", "code", "name")


class Schema(Open, SpectacularAPIView):
    """The API described as OpenAPI."""


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
