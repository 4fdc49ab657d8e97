"""Read-only lists and details of what is public."""

from __future__ import annotations

from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ReadOnlyModelViewSet

from goals.queries import published_goals
from hlab.accounts.models import Organisation
from hlab.cms.api.serializers import GoalSerializer, LabSerializer, OrganisationSerializer
from hlab.labs.queries import public_labs


class Open(ReadOnlyModelViewSet):
    """Anyone may read."""

    access = "public"
    permission_classes = [AllowAny]
    authentication_classes: list = []


class OrganisationViewSet(Open):
    """Regions, municipalities and others, with their official codes."""

    queryset = Organisation.objects.order_by("kind", "code", "name")
    serializer_class = OrganisationSerializer
    filterset_fields = ["kind", "code", "county", "is_demo"]


class LabViewSet(Open):
    """Public labs."""

    queryset = public_labs()
    serializer_class = LabSerializer
    lookup_field = "slug"
    filterset_fields = ["level", "is_demo"]


class GoalViewSet(Open):
    """The wording that each målbild shows now."""

    queryset = published_goals()
    serializer_class = GoalSerializer
    lookup_field = "goal__slug"
    lookup_url_kwarg = "slug"
    filterset_fields = {"goal__lab__slug": ["exact"], "status": ["exact"]}
