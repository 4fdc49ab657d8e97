"""What anyone may read of a lab, of a målbild and of them all."""

from django.urls import URLPattern, path

from followup.views.overview import goal, lab, overview

urlpatterns: list[URLPattern] = [
    path("uppfoljning/", overview.national, name="overview"),
    path("uppfoljning/labb/<slug:slug>/", lab.lab, name="lab"),
    path("uppfoljning/malbild/<slug:slug>/", goal.goal, name="goal"),
]
