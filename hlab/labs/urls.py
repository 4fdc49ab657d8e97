"""Routes, below /arbete/."""

from django.urls import path

from hlab.labs.views import pages, parts, people, words

app_name = "labs"
urlpatterns = [
    path("", pages.mine, name="mine"),
    path("nytt/", pages.create, name="create"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/andra/", pages.change, name="change"),
    path("<int:pk>/ram/", pages.frame, name="frame"),
    path("<int:pk>/handelser/", pages.history, name="history"),
    path("<int:pk>/huvudman/", people.principals, name="principals"),
    path("<int:pk>/huvudman/<int:row>/ta-bort/", people.drop_principal, name="drop_principal"),
    path("<int:pk>/person/ny/", people.add_member, name="add_member"),
    path("<int:pk>/person/<int:row>/ta-bort/", people.remove_member, name="remove_member"),
    path("<int:pk>/aktor/ny/", parts.add_actor, name="add_actor"),
    path("<int:pk>/aktor/<int:row>/", parts.change_actor, name="change_actor"),
    path("<int:pk>/aktor/<int:row>/ta-bort/", parts.remove_actor, name="remove_actor"),
    path("<int:pk>/pagar/ny/", parts.add_initiative, name="add_initiative"),
    path("<int:pk>/pagar/<int:row>/", parts.change_initiative, name="change_initiative"),
    path("<int:pk>/pagar/<int:row>/ta-bort/", parts.remove_initiative, name="remove_initiative"),
    path("<int:pk>/ord/", words.words, name="words"),
    path("<int:pk>/ord/<int:row>/anvand/", words.use_word, name="use_word"),
    path("<int:pk>/ord/<int:row>/ta-bort/", words.drop_word, name="drop_word"),
]
