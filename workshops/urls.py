"""Routes: /ga-med/ to come in, /delta/ to take part, /led/ to lead, /storbild/ for the wall."""

from django.urls import path

from workshops.views import console, imports, joining, notes, planning, steps, taking_part, voice

app_name = "workshops"
urlpatterns = [
    path("ga-med/", joining.join, name="join"),
    path("ga-med/<str:key>/", joining.door, name="door"),
    path("delta/<int:pk>/", taking_part.take_part, name="take_part"),
    path("delta/<int:pk>/klocka/", taking_part.clock, name="clock"),
    path("delta/<int:pk>/perspektiv/", taking_part.perspective, name="perspective"),
    path("delta/<int:pk>/lapp/<uuid:note>/", taking_part.change, name="change_note"),
    path("delta/<int:pk>/lapp/<uuid:note>/ta-tillbaka/", taking_part.take_back, name="take_back"),
    path("delta/<int:pk>/steg/<int:step>/", taking_part.earlier, name="earlier"),
    path("delta/<int:pk>/steg/<int:step>/klar/", taking_part.ready, name="ready"),
    path("delta/<int:pk>/steg/<int:step>/<slug:act>/", taking_part.act, name="act"),
    path("led/<int:pk>/", console.console, name="console"),
    path("led/<int:pk>/gor/<slug:act>/", console.act, name="pace"),
    path("led/<int:pk>/lapp/<uuid:note>/", console.moderate, name="moderate"),
    path("led/<int:pk>/steg/<int:step>/<slug:act>/", console.host_act, name="host_act"),
    path("led/<int:pk>/lappar/", notes.notes, name="notes"),
    path("led/<int:pk>/papper/", imports.upload, name="import"),
    path("led/<int:pk>/papper/<uuid:batch>/", imports.look, name="import_preview"),
    path("storbild/<int:pk>/", console.stage, name="stage"),
    path("arbete/<int:pk>/verkstad/ny/", planning.create, name="create"),
    path("verkstad/<int:pk>/program/", planning.programme, name="programme"),
    path("verkstad/<int:pk>/andra/", planning.change, name="change"),
    path("verkstad/<int:pk>/steg/nytt/", steps.choose_kind, name="add_step"),
    path("verkstad/<int:pk>/steg/nytt/<slug:kind>/", steps.add_step, name="add_step_of"),
    path("verkstad/<int:pk>/steg/<int:step>/", steps.change_step, name="change_step"),
    path("verkstad/<int:pk>/steg/<int:step>/flytta/", steps.move_step, name="move_step"),
    path("verkstad/<int:pk>/steg/<int:step>/ta-bort/", steps.remove_step, name="remove_step"),
    path("verkstad/<int:pk>/steg/<int:step>/rost/", voice.voice, name="voice"),
    path("verkstad/<int:pk>/steg/<int:step>/rost/ljud/", voice.sound, name="voice_sound"),
]
