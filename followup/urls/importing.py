"""Figures that are read in: staff's pages."""

from django.urls import path

from followup.views import history, importing, services

urlpatterns = [
    path("arbete/<int:pk>/uppfoljning/varden/", importing.imports, name="imports"),
    path("arbete/<int:pk>/uppfoljning/varden/ny/", importing.new, name="new_import"),
    path("arbete/<int:pk>/uppfoljning/varden/kolada/", importing.fetch, name="fetch_kolada"),
    path("arbete/<int:pk>/uppfoljning/verksamheter/", services.services, name="services"),
    path("arbete/<int:pk>/uppfoljning/varden/saknas/", history.missing, name="missing_series"),
    path("arbete/uppfoljning/inlasning/<int:pk>/", importing.batch, name="import_batch"),
    path("arbete/uppfoljning/inlasning/<int:pk>/kolumner/", importing.columns, name="import_columns"),
    path("arbete/uppfoljning/inlasning/<int:pk>/las-in/", importing.read_in, name="read_in"),
    path("arbete/uppfoljning/inlasning/<int:pk>/kasta/", importing.discard, name="discard_import"),
    path("arbete/uppfoljning/inlasning/<int:pk>/ta-tillbaka/", importing.undo, name="undo_import"),
    path("arbete/uppfoljning/kolumner/<int:pk>/ta-bort/", importing.forget_mapping, name="forget_mapping"),
    path("arbete/uppfoljning/matt/<int:pk>/historik/", history.history, name="history"),
]
