"""Routes."""

from django.urls import path

from hlab.core.views import gallery, health, small

app_name = "core"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("sprak/", small.set_language, name="set_language"),
    path("lamna/", small.leave, name="leave"),
    path("stil/", gallery.gallery, name="gallery"),
    path("stil/<slug:part>/", gallery.gallery, name="gallery_part"),
    path("jobb/<uuid:pk>/", small.job, name="job"),
    path("redaktion/login/", small.editors_log_in, name="editors_log_in"),
]
