"""Routes. <pk> is a lab below /arbete/ and a version below /malbild/. Publishing belongs to the page tree."""

from django.urls import path

from goals.views import coding_book, coding_desk, coding_files, coding_talk, versions, writing

app_name = "goals"
urlpatterns = [
    path("arbete/<int:pk>/malbilder/", versions.goals, name="list"),
    path("arbete/<int:pk>/malbilder/lappar/", writing.choose, name="choose"),
    path("arbete/<int:pk>/malbilder/ny/", writing.create, name="create"),
    path("arbete/<int:pk>/kodbok/", coding_book.book, name="codebook"),
    path("arbete/<int:pk>/kodbok/ny/", coding_book.new_code, name="new_code"),
    path("arbete/<int:pk>/kodbok/las-in/", coding_files.import_book, name="import_codebook"),
    path("arbete/<int:pk>/kodbok/ut/<str:what>/", coding_files.export, name="export_coding"),
    path("arbete/<int:pk>/kodbok/samstammighet/", coding_talk.agreement, name="agreement"),
    path("arbete/<int:pk>/kodbok/nytt/", coding_talk.saturation, name="saturation"),
    path("arbete/<int:pk>/kodbok/anteckningar/", coding_talk.memos, name="memos"),
    path("arbete/<int:pk>/kodbok/<int:code>/", coding_book.code, name="code"),
    path("arbete/<int:pk>/kodbok/<int:code>/andra/", coding_book.change, name="change_code"),
    path("arbete/<int:pk>/kodbok/<int:code>/sla-ihop/", coding_book.merge, name="merge_code"),
    path("arbete/<int:pk>/kodbok/<int:code>/dela/", coding_book.split, name="split_code"),
    path("arbete/<int:pk>/kodbok/<int:code>/forslag/", coding_files.suggestions, name="code_suggestions"),
    path("arbete/<int:pk>/kodbok/<int:code>/malbild/", coding_book.voices, name="code_voices"),
    path("arbete/<int:pk>/kodbok/<int:code>/gor/<str:act>/", coding_book.act, name="code_act"),
    path("arbete/<int:pk>/koda/", coding_desk.desk, name="coding"),
    path("arbete/<int:pk>/koda/<uuid:note>/", coding_desk.note, name="code_note"),
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
    path("malbilder/<slug:slug>/v/<int:number>/roster/", versions.public_voices, name="public_voices"),
]
