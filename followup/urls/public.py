"""What anyone may read of an indicator, and of one unit."""

from django.urls import path

from followup.views.public import indicator, indicators, units

urlpatterns = [
    path("uppfoljning/matt/", indicators.indicators, name="indicators"),
    path("uppfoljning/matt/<slug:key>/", indicator.indicator, name="indicator"),
    path("uppfoljning/matt/<slug:key>/v/<int:number>/", indicator.indicator, name="indicator_version"),
    path("uppfoljning/matt/<slug:key>/enheter/", indicator.indicator_units, name="indicator_units"),
    path("uppfoljning/matt/<slug:key>/enhet/<str:code>/", indicator.trace, name="trace"),
    path("uppfoljning/enheter/", units.units, name="units"),
    path("uppfoljning/enhet/<str:code>/", units.unit, name="unit"),
    path("uppfoljning/enhet/<str:code>/siffror.csv", units.unit_csv, name="unit_csv"),
]
