"""Routes. <pk> is a lab below /arbete/ and a version below /malbild/. Publishing belongs to the page tree."""

from django.urls import path

from goals.views import plan_acts, plan_importing, plan_judging, plans, versions, writing
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
    # Action plans against målbilder. <pk> is a lab below /arbete/, else a plan, and what its name says below /plan/.
    path("arbete/<int:pk>/planer/", plans.plan_list, name="plans"),
    path("arbete/<int:pk>/planer/ny/", plan_acts.create, name="new_plan"),
    path("plan/<int:pk>/", plans.plan, name="plan"),
    path("plan/<int:pk>/insats/<int:position>/", plans.item, name="plan_item"),
    path("plan/<int:pk>/matris.xlsx", plans.sheet, name="plan_xlsx"),
    path("plan/<int:pk>/matris.docx", plans.word, name="plan_docx"),
    path("plan/<int:pk>/uppgifter/", plan_acts.change, name="change_plan"),
    path("plan/<int:pk>/visa/", plan_acts.public, name="show_plan"),
    path("plan/<int:pk>/ta-bort/", plan_acts.remove, name="remove_plan"),
    path("plan/version/<int:pk>/ta-bort/", plan_acts.remove_version, name="remove_plan_version"),
    path("plan/<int:pk>/las-in/", plan_importing.source, name="plan_source"),
    path("plan/<int:pk>/skriv/", plan_importing.by_hand, name="plan_by_hand"),
    path("plan/fil/<uuid:pk>/", plan_importing.look, name="plan_look"),
    path("plan/<int:pk>/bedom/", plan_judging.begin, name="judge"),
    path("plan/<int:pk>/bedom/grupp/", plan_judging.new_group, name="judge_group"),
    path("plan/bedomare/<int:pk>/", plan_judging.change_group, name="change_judging_group"),
    path("plan/bedomare/<int:pk>/ta-bort/", plan_judging.leave, name="stop_judging"),
    path("plan/bedomare/<int:pk>/insats/<int:position>/", plan_judging.judge_item, name="judge_item"),
    path("plan/bedomare/<int:pk>/malbild/<int:goal>/", plan_judging.judge_goal, name="judge_goal"),
]
