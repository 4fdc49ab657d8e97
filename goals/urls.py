"""Routes. <pk> is a lab below /arbete/ and a version below /malbild/. Publishing belongs to the page tree."""

from django.urls import path

from goals.views import barrier, barriers, versions, writing

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
    # What stands in the way.
    path("arbete/<int:pk>/hinder/", barriers.barriers, name="barriers"),
    path("arbete/<int:pk>/hinder/tavla/", barriers.board, name="barrier_board"),
    path("arbete/<int:pk>/hinder/lika/", barriers.alike, name="barriers_alike"),
    path("arbete/<int:pk>/hinder/sammanfor/", barriers.bring, name="barrier_merge"),
    path("arbete/<int:pk>/hinder/nytt/", barriers.new, name="barrier_new"),
    path("arbete/<int:pk>/hinder/hinder.csv", barriers.sheet, name="barriers_csv"),
    path("hinder/<int:pk>/", barrier.barrier, name="barrier"),
    path("hinder/<int:pk>/andra/", barrier.edit, name="barrier_edit"),
    path("hinder/<int:pk>/lage/", barrier.state, name="barrier_state"),
    path("hinder/<int:pk>/publik/", barrier.show, name="barrier_show"),
    path("hinder/<int:pk>/ta-isar/", barrier.apart, name="barrier_apart"),
    path("hinder/lapp/<uuid:contribution>/", barrier.of_note, name="barrier_of_note"),
    path("malbilder/<slug:slug>/v/<int:number>/roster/", versions.public_voices, name="public_voices"),
]
