"""The open read API."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter

from hlab.cms.api.views import GoalViewSet, LabViewSet, OrganisationViewSet

router = SimpleRouter()
router.register("labs", LabViewSet, basename="lab")
router.register("goals", GoalViewSet, basename="goal")
router.register("organisations", OrganisationViewSet, basename="organisation")

app_name = "api"
urlpatterns = [
    path("v1/", include(router.urls)),
    path(
        "v1/schema/",
        SpectacularAPIView.as_view(permission_classes=[AllowAny], authentication_classes=[]),
        name="schema",
    ),
]
