"""What a contributor finds by their own code."""

from django.urls import path

from followup.views import journeys, proposals, receipt, represent, stories

urlpatterns = [
    path("kvitto/", receipt.receipt, name="receipt"),
    path("kvitto/skriv-ut/", receipt.receipt_print, name="receipt_print"),
    path("kvitto/glom/", receipt.forget, name="forget"),
    path("kvitto/lapp/<uuid:pk>/ta-tillbaka/", receipt.take_back, name="take_back"),
    path("kvitto/ord/<int:pk>/", represent.own_view, name="own_view"),
    path("kvitto/synpunkt/<uuid:pk>/", proposals.own_remark, name="own_remark"),
    path("kvitto/resa/<int:pk>/", journeys.own_journey, name="own_journey"),
    path("kvitto/lapp/<uuid:pk>/samtycke/", receipt.consent, name="consent"),
    path("kvitto/berattelse/<uuid:pk>/", stories.read, name="story"),
    path("kvitto/berattelse/<uuid:pk>/del/<slug:part>/", stories.change, name="change_story"),
    path("kvitto/berattelse/<uuid:pk>/samtycke/", stories.consent, name="story_consent"),
    path("kvitto/berattelse/<uuid:pk>/ta-tillbaka/", stories.take_back, name="take_back_story"),
]
