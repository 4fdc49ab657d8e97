"""Routes, below /arbete/."""

from django.urls import path

from hlab.labs.views import pages, parts

app_name = "labs"
urlpatterns = [
    path("", pages.mine, name="mine"),
    path("nytt/", pages.create, name="create"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/andra/", pages.change, name="change"),
    path("<int:pk>/handelser/", pages.history, name="history"),
    path("<int:pk>/person/ny/", parts.add_member, name="add_member"),
    path("<int:pk>/person/<int:row>/ta-bort/", parts.remove_member, name="remove_member"),
    path("<int:pk>/del/<slug:part>/ny/", parts.put, name="add"),
    path("<int:pk>/del/<slug:part>/<int:row>/", parts.put, name="put"),
    path("<int:pk>/del/<slug:part>/<int:row>/ta-bort/", parts.remove, name="remove"),
]
