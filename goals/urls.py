"""Routes. <pk> is a lab below /arbete/ and a version below /malbild/. Publishing belongs to the page tree."""

from django.urls import path

from goals.views import public, reuse, versions, wording, writing

app_name = "goals"
urlpatterns = [
    path("arbete/<int:pk>/malbilder/", versions.goals, name="list"),
    path("arbete/<int:pk>/malbilder/lappar/", writing.choose, name="choose"),
    path("arbete/<int:pk>/malbilder/ny/", writing.create, name="create"),
    path("malbild/<int:pk>/", versions.version, name="version"),
    path("malbild/<int:pk>/arbeta/", writing.edit, name="edit"),
    path("malbild/<int:pk>/roster/", versions.voices, name="voices"),
    path("malbild/<int:pk>/roster/fler/", writing.add_voices, name="add_voices"),
    path("malbild/<int:pk>/provning/", versions.check, name="check"),
    path("malbild/<int:pk>/las/", versions.freeze, name="freeze"),
    path("malbild/<int:pk>/validera/", versions.validate, name="validate"),
    path("malbild/<int:pk>/anta/", versions.adopt, name="adopt"),
    path("malbild/<int:pk>/ny-version/", versions.new_version, name="new_version"),
    path("malbild/<int:pk>/kasta/", versions.discard, name="discard"),
    path("malbilder/<slug:slug>/v/<int:number>/roster/", public.public_voices, name="public_voices"),
    path("arbete/<int:pk>/vardeomraden/", wording.value_areas, name="value_areas"),
    path("vardeomrade/<int:pk>/", wording.value_area, name="value_area"),
    path("vardeomrade/<int:pk>/ur-bruk/", wording.retire_area, name="retire_area"),
    path("malbild/<int:pk>/bild-och-ljud/", wording.media, name="media"),
    path("malbild/<int:pk>/vardeomraden/", wording.areas, name="areas"),
    path("malbild/<int:pk>/orsaker/", wording.causes, name="causes"),
    path("malbild/<int:pk>/kort/", public.staff_card, name="staff_card"),
    path("malbild/<int:pk>/bild/", public.staff_picture, name="staff_picture"),
    path("malbild/<int:pk>/ljud/", public.staff_sound, name="staff_sound"),
    path("malbilder/<slug:slug>/kort/", public.card, name="card"),
    path("malbilder/<slug:slug>/andringar/<int:first>-<int:second>/", public.changes, name="changes"),
    path("malbilder/<slug:slug>/v/<int:number>/bild/", public.picture, name="picture"),
    path("malbilder/<slug:slug>/v/<int:number>/ljud/", public.sound, name="sound"),
    path("malbilder/<slug:slug>/v/<int:number>/anvand/", reuse.reuse, name="reuse"),
]
