"""The open read API. What it says and means stands in words on /om/oppna-data/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from hlab.cms.api.views import (
    GoalViewSet,
    IndicatorViewSet,
    JourneyViewSet,
    LabViewSet,
    NothingHere,
    OrganisationViewSet,
    ProposalViewSet,
    Root,
    RoundViewSet,
    Schema,
)

router = SimpleRouter()
router.register("labs", LabViewSet, basename="lab")
router.register("goals", GoalViewSet, basename="goal")
router.register("journeys", JourneyViewSet, basename="journey")
router.register("rounds", RoundViewSet, basename="round")
router.register("proposals", ProposalViewSet, basename="proposal")
router.register("indicators", IndicatorViewSet, basename="indicator")
router.register("organisations", OrganisationViewSet, basename="organisation")

app_name = "api"
urlpatterns = [
    path("v1/", Root.as_view(), name="root"),
    path("v1/", include(router.urls)),
    path("v1/schema/", Schema.as_view(), name="schema"),
    path("<path:rest>", NothingHere.as_view(), name="nothing"),
]
