"""Routes. <pk> is a lab below /arbete/ and a version below /malbild/. Publishing belongs to the page tree."""

from django.urls import path

from goals.views import dissents, validation, versions, writing

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
    path("malbild/<int:pk>/provningar/", validation.trials, name="trials"),
    path("malbild/<int:pk>/provningar/<int:step>/", validation.check_answers, name="check_answers"),
    path("malbild/<int:pk>/invandning/", dissents.write, name="write_dissent"),
    path("malbild/<int:pk>/invandningar/", dissents.carried, name="carried_dissents"),
    path("malbild/<int:pk>/invandningar/<int:dissent>/", dissents.meet, name="meet_dissent"),
    path("malbild/sa-star-du/<int:pk>/", validation.reply, name="reply_to_view"),
    path("malbild/<int:pk>/las/", versions.freeze, name="freeze"),
    path("malbild/<int:pk>/validera/", versions.validate, name="validate"),
    path("malbild/<int:pk>/anta/", versions.adopt, name="adopt"),
    path("malbild/<int:pk>/ny-version/", versions.new_version, name="new_version"),
    path("malbild/<int:pk>/kasta/", versions.discard, name="discard"),
    path("malbilder/<slug:slug>/v/<int:number>/roster/", versions.public_voices, name="public_voices"),
]
