"""Figures that are made public: staff's pages, and the files that anyone may fetch."""

from django.urls import URLPattern, path

from followup.views import figures, releasing

ONE = "arbete/uppfoljning/matt/<int:pk>/publicera"
OPEN = "uppfoljning/matt/<slug:key>"

urlpatterns: list[URLPattern] = [
    path(f"{ONE}/", releasing.releases, name="releases"),
    path(f"{ONE}/nu/", releasing.make_release, name="make_release"),
    path("arbete/uppfoljning/publicering/<int:pk>/", releasing.release, name="release"),
    path(f"{OPEN}/siffror.csv", figures.figures_csv, name="figures_csv"),
    path(f"{OPEN}/siffror.json", figures.figures_json, name="figures_json"),
]
