"""Routes."""

from django.urls import path

from followup.views import receipt, represent

app_name = "followup"
urlpatterns = [
    path("kvitto/", receipt.receipt, name="receipt"),
    path("kvitto/skriv-ut/", receipt.receipt_print, name="receipt_print"),
    path("kvitto/glom/", receipt.forget, name="forget"),
    path("kvitto/lapp/<uuid:pk>/ta-tillbaka/", receipt.take_back, name="take_back"),
    path("kvitto/ord/<int:pk>/", represent.own_view, name="own_view"),
    path("kvitto/lapp/<uuid:pk>/samtycke/", receipt.consent, name="consent"),
]
