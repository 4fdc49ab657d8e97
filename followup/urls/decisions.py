"""Decisions about charts: staff's pages."""

from django.urls import URLPattern, path

from followup.views import decisions

urlpatterns: list[URLPattern] = [
    path("arbete/uppfoljning/matt/<int:pk>/beslut/", decisions.unit_list, name="decisions"),
    path("arbete/uppfoljning/matt/<int:pk>/beslut/<str:code>/", decisions.series, name="decisions_of"),
    path("arbete/uppfoljning/matt/<int:pk>/beslut/<str:code>/nytt/", decisions.decide, name="decide"),
    path("arbete/uppfoljning/beslut/<int:pk>/ta-tillbaka/", decisions.withdraw, name="withdraw_decision"),
]
