"""Where everything is found. The public pages come last: they own every address no room has taken."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from hlab.accounts.urls import log_in

urlpatterns = [
    path("", include("hlab.core.urls")),
    path("konto/", include(log_in)),
    path("konto/", include("allauth.urls")),
    path("mitt/", include("hlab.accounts.urls")),
    path("arbete/", include("hlab.labs.urls")),
    path("", include("workshops.urls")),
    path("", include("journeys.urls")),
    path("", include("goals.urls")),
    path("", include("feedback.urls")),
    path("", include("followup.urls")),
    path("", include("hlab.cms.urls")),
    path("api/", include("hlab.api_router")),
    path("redaktion/", include(wagtailadmin_urls)),
    path("dokument/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]

handler400 = "hlab.core.views.errors.bad_request"
handler403 = "hlab.core.views.errors.forbidden"
handler404 = "hlab.core.views.errors.not_found"
handler500 = "hlab.core.views.errors.server_error"
