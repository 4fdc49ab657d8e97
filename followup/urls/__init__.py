"""Addresses of the follow-up. Public ones below /uppfoljning/ and /kvitto/; staff's below /arbete/<lab>/uppfoljning/
and, a part's own, below /arbete/uppfoljning/."""

from followup.urls import (
    decisions,
    importing,
    meaning,
    overview,
    public,
    receipt,
    register,
    releasing,
    reporting,
)

app_name = "followup"
urlpatterns = [
    *receipt.urlpatterns,
    *register.urlpatterns,
    *decisions.urlpatterns,
    *importing.urlpatterns,
    *releasing.urlpatterns,
    *public.urlpatterns,
    *overview.urlpatterns,
    *meaning.urlpatterns,
    *reporting.urlpatterns,
]
