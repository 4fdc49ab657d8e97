"""Judging: from where, for a reason, seen by oneself first, and carried along to new versions with a mark."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from goals.actions.plan_judging import confirm, judge_from, remove_assessor, take_back
from goals.actions.status import publish
from goals.models import ActionAssessment, Assessor
from goals.plan_board import board_of
from goals.queries.plan_judgements import judgements_of
from goals.queries.plans import goals_not_locked, goals_to_judge
from goals.views.plan_judging import prefix
from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from tests.goals.plans.conftest import read, say

pytestmark = pytest.mark.django_db


def form(item, goal, answer="clear", reason="Någon vet vem jag är.", version=0) -> dict:
    key = prefix(item, goal)
    return {f"{key}-answer": answer, f"{key}-reason": reason, f"{key}-row_version": version}


def url(assessor, position=1):
    return reverse("goals:judge_item", args=[assessor.pk, position])


def test_no_judgement_without_answer_and_reason(lived, items, goals):
    for answer, reason, says in (
        ("clear", " ", "Skriv varför"),
        ("bra", "x", "Välj ett svar"),
        ("", "x", "Välj ett svar"),
    ):
        assert says in str(say(lived, items[0], goals[0], answer, reason))
    assert "för lång" in str(say(lived, items[0], goals[0], "clear", "x" * 601))
    assert not ActionAssessment.objects.exists()
    assert say(lived, items[0], goals[0], "unknown", "Jag har inte varit med om det.") is None
    assert say(lived, items[0], goals[0], "unknown", "Jag har inte varit med om det.") is None
    row = ActionAssessment.objects.get()
    assert (row.answer, row.row_version) == ("unknown", 1)
    for broken in ({"reason": ""}, {"answer": "bra"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionAssessment.objects.filter(pk=row.pk).update(**broken)


def test_what_looks_personal_is_asked_about_once(lived, items, goals):
    broken = say(lived, items[0], goals[0], "clear", "Ring Kim på 070-123 45 67.")
    assert broken.code == "looks_personal"
    assert say(lived, items[0], goals[0], "clear", "Ring Kim på 070-123 45 67.", confirmed=True) is None


def test_one_cell_that_does_not_hold_keeps_back_no_other(lived, items, goals, listener, client_of):
    client = client_of(listener)
    sent = form(items[0], goals[0]) | form(items[0], goals[1], "partly", "")
    page = client.post(url(lived), sent)
    text = page.content.decode()
    assert page.status_code == 422 and "En bedömning är inte sparad" in text and "1 av 4 bedömda av dig" in text
    assert ActionAssessment.objects.get().goal_version == goals[0]
    key = prefix(items[0], goals[1])
    assert page.context["fields"][1].form["answer"].value() == "partly" and f'id="{key}"' in text
    done = client.post(url(lived), form(items[0], goals[1], "partly", "Bara ibland."))
    assert done["Location"] == url(lived, 2)
    assert client.post(url(lived, 2), {"stanna": "1"})["Location"] == url(lived, 2)
    assert client.post(url(lived, 2), {})["Location"] == reverse("goals:judge", args=[lived.plan_id])


def test_two_pages_of_the_same_judgement_lose_no_text(council, items, goals, lead, client_of):
    say(council, items[0], goals[0], "clear", "Först.")
    client = client_of(lead)
    old = form(items[0], goals[0], "partly", "Senare.", version=1)
    say(council, items[0], goals[0], "none", "Emellan.", row_version=1)
    page = client.post(url(council), old)
    text = page.content.decode()
    assert page.status_code == 409 and "Bidrar inte. Emellan." in text and "Senare." in text
    field = page.context["fields"][0]
    assert isinstance(field.stale, StaleEdit) and field.form["row_version"].value() == "2"
    assert client.post(url(council), form(items[0], goals[0], "partly", "Senare.", version=2)).status_code == 302
    assert ActionAssessment.objects.get().reason == "Senare."


def test_a_judgement_that_is_taken_back_stays_in_its_field(lived, items, goals, listener, client_of):
    say(lived, items[0], goals[0])
    page = client_of(listener).post(url(lived), {"ta-bort": prefix(items[0], goals[0])})
    assert not ActionAssessment.objects.exists()
    assert page.status_code == 200 and "Någon vet vem jag är." in page.content.decode()
    assert take_back(assessor=lived, item=items[0], goal=goals[0], by=listener, at=NOON) is None


def test_others_are_shown_when_one_has_judged_or_asks(lived, owner, items, goals, listener, client_of):
    say(owner, items[0], goals[0], "clear", "Det är vår viktigaste insats.")
    client = client_of(listener)
    hidden = client.get(url(lived)).content.decode()
    assert "viktigaste" not in hidden and "1 bedömning från andra visas när du själv har svarat" in hidden
    assert "viktigaste" in client.get(url(lived), {"visa": "1"}).content.decode()
    plan_url = reverse("goals:plan", args=[lived.plan_id])
    item_url = reverse("goals:plan_item", args=[lived.plan_id, 1])
    for page in (plan_url, item_url, f"{plan_url}?malbild={goals[0].pk}"):
        text = client.get(page).content.decode()
        assert "viktigaste" not in text and "m-yes" not in text and "1 bedömning finns" in text, page
    assert "m-yes" in client.get(plan_url, {"visa": "1"}).content.decode()
    assert "viktigaste" in client.get(item_url, {"visa": "1"}).content.decode()
    say(lived, items[0], goals[0], "against", "Jag får berätta igen.")
    for page in (url(lived), item_url, f"{plan_url}?malbild={goals[0].pk}"):
        assert "viktigaste" in client.get(page).content.decode(), page


def test_from_where_one_judges_is_chosen_and_once_for_each_perspective(plan, version, listener, client_of):
    client, here = client_of(listener), reverse("goals:judge", args=[plan.pk])
    assert client.post(here, {}).status_code == 422
    there = client.post(here, {"perspective": "relative"})
    place = Assessor.objects.get()
    assert there["Location"] == url(place) and not place.owns_plan
    client.post(here, {"perspective": "relative", "owns_plan": "on"})
    place.refresh_from_db()
    assert place.owns_plan and Assessor.objects.count() == 1
    with pytest.raises(RuleBroken, match="perspektiv"):
        judge_from(plan=plan, perspective="chef", owns_plan=False, by=listener, at=NOON)
    assert client.post(reverse("goals:stop_judging", args=[place.pk]), {"confirm": "1"}).status_code == 302
    assert not Assessor.objects.exists()


def test_a_group_is_written_in_by_those_who_lead(plan, version, items, goals, lead, client_of):
    client, here = client_of(lead), reverse("goals:judge_group", args=[plan.pk])
    sent = {"label": "Brukarrådet", "perspective": "lived", "people": "6"}
    for broken in ({"label": ""}, {"people": "0"}, {"people": "sex"}, {"perspective": "x"}):
        assert client.post(here, sent | broken).status_code == 422, broken
    there = client.post(here, sent)
    group = Assessor.objects.get()
    assert (there["Location"], group.user, group.people) == (url(group), None, 6)
    assert client.post(here, sent).status_code == 422  # the name is taken
    assert "1 av 4 bedömda av gruppen" not in client.get(url(group)).content.decode()
    client.post(url(group), form(items[0], goals[0]))
    assert ActionAssessment.objects.get().by == lead
    change = reverse("goals:change_judging_group", args=[group.pk])
    assert client.post(change, sent | {"people": "7"}).status_code == 302
    group.refresh_from_db()
    assert group.people == 7
    with pytest.raises(RuleBroken, match="bedömningar härifrån"):
        remove_assessor(assessor=group, by=lead, at=NOON)


def test_nobody_judges_in_the_place_of_another(lived, council, items, goals, lead, listener, analyst, client_of):
    assert client_of(lead).get(url(lived)).status_code == 403
    assert client_of(analyst).post(url(council), form(items[0], goals[0])).status_code == 403
    assert client_of(listener).get(url(council)).status_code == 403
    own = judge_from(plan=lived.plan, perspective="staff", owns_plan=False, by=lead, at=NOON)
    assert client_of(lead).get(reverse("goals:change_judging_group", args=[own.pk])).status_code == 404
    assert not ActionAssessment.objects.exists()


def test_by_malbild_is_the_same_the_other_way(lived, items, goals, listener, client_of):
    here = reverse("goals:judge_goal", args=[lived.pk, goals[0].goal_id])
    client = client_of(listener)
    text = client.get(here).content.decode()
    assert "Fast kontakt" in text and "En plan som följer med" in text
    assert client.post(here, form(items[1], goals[0])).status_code == 302
    assert ActionAssessment.objects.get().item == items[1]
    assert client.get(reverse("goals:judge_goal", args=[lived.pk, 0])).status_code == 404


def test_a_new_version_of_the_plan_carries_judgements_along_until_they_are_looked_at(
    plan, lead, lived, items, goals, listener, client_of
):
    say(lived, items[0], goals[0], "partly", "Bara på dagtid.")
    say(lived, items[1], goals[0], "none", "Den är borta.")
    later = read(plan, lead, "nr\tinsats\n1\tFast kontakt dygnet runt\n")
    item = later.items.get()
    rows = judgements_of(later, goals_to_judge(plan.lab))
    assert [(row.item, row.answer, row.carried) for row in rows] == [(item.pk, "partly", True)]
    client = client_of(listener)
    text = client.get(url(lived)).content.decode()
    assert "Bara på dagtid." in text and "Om planens version 1" in text and "0 av 2 bedömda av dig" in text
    matrix = client.get(reverse("goals:plan", args=[plan.pk])).content.decode()
    assert "1 behöver ses över" in matrix and "1 bedömning gjordes av en tidigare version" in matrix
    # A page that was opened before the plan was read in again is saved nowhere, and its text is shown.
    lost = client.post(url(lived), form(items[0], goals[1], "clear", "Min gamla text."))
    assert lost.status_code == 409 and "Min gamla text." in lost.content.decode()
    stays = client.post(url(lived), {"bekrafta": prefix(item, goals[0])})
    assert stays.status_code == 200 and "1 av 2 bedömda av dig" in stays.content.decode()
    confirm(assessor=lived, item=item, goal=goals[0], by=listener, at=LATER)
    held = judgements_of(later, goals_to_judge(plan.lab))
    assert [(row.answer, row.carried) for row in held] == [("partly", False)]
    assert ActionAssessment.objects.filter(item=items[0]).count() == 1  # the earlier one stands
    with pytest.raises(RuleBroken, match="ingen tidigare"):
        confirm(assessor=lived, item=item, goal=goals[1], by=listener, at=LATER)
    # Through two versions, and the words of just this one win over older ones whatever their day.
    third = read(plan, lead, "nr\tinsats\n1\tFast kontakt alltid\n")
    assert judgements_of(third, goals)[0].carried
    say(lived, third.items.get(), goals[0], "clear", "Nu håller det.", at=NOON)
    assert [(row.answer, row.carried) for row in judgements_of(third, goals)] == [("clear", False)]
    assert [row.answer for row in judgements_of(plan.versions.get(number=1), goals)] == ["partly", "none"]


def test_a_new_wording_of_a_malbild_carries_judgements_along_too(
    plan, lab, lead, lived, items, goals, listener, client_of
):
    say(lived, items[0], goals[0])
    newer = factories.make_goal_version(goal=goals[0].goal, title="Jag berättar en gång", frozen_at=LATER)
    assert goals[0] in goals_to_judge(lab)  # not public yet
    publish(version=newer, by=lead, at=LATER)
    standing = goals_to_judge(lab)
    assert newer in standing and goals[0] not in standing
    assert [(row.goal, row.carried) for row in judgements_of(items[0].version, standing)] == [(newer.pk, True)]
    assert "ny version" in str(say(lived, items[0], goals[0], "none", "Sent."))
    lost = client_of(listener).post(url(lived), form(items[0], goals[0], "none", "Skrivet om den gamla."))
    assert lost.status_code == 409 and "Skrivet om den gamla." in lost.content.decode()


def test_words_that_may_change_are_not_judged(lab, plan, goals, items, lived):
    draft = factories.make_goal_version(goal=factories.make_goal(lab=lab))
    assert draft not in goals_to_judge(lab) and goals_not_locked(lab) == 1
    assert say(lived, items[0], draft).status == 409
    other = factories.make_published_goal()
    assert say(lived, items[0], other).status == 409


def test_gaps_both_ways_and_where_sides_differ(plan, version, items, goals, lived, owner, council):
    say(owner, items[0], goals[0], "clear", "Ja.")
    say(lived, items[0], goals[0], "none", "Nej.")
    say(council, items[0], goals[0], "against", "Tvärtom.")
    say(owner, items[1], goals[0], "unknown", "Vet inte.")
    board = board_of(version)
    assert [row.key for row in board.gaps.goals_without] == [goals[1].pk]
    assert [row.key for row in board.gaps.items_without] == [items[1].pk]
    assert board.differing == {(items[0].pk, goals[0].pk)}
    assert board.people == 8
    cells = {(line.item.pk, cell.goal.pk): cell for line in board.lines(items, board.goals) for cell in line.cells}
    first = cells[items[0].pk, goals[0].pk]
    assert [(side.key, [(a.code, a.n, a.people) for a in side.answers]) for side in first.sides] == [
        ("lived", [("none", 1, 1), ("against", 1, 6)]), ("owners", [("clear", 1, 1)]), ("others", []),
    ]  # fmt: skip
    assert first.differs and not first.only_owners
    assert cells[items[1].pk, goals[0].pk].judged == 1 and cells[items[1].pk, goals[1].pk].judged == 0
    ids = [item.pk for item in items]
    assert board.narrowed() == ids
    assert board.narrowed(answer="against") == board.narrowed(which="olika") == ids[:1]
    assert board.narrowed(which="utan") == ids[1:] and board.narrowed(which="over") == []
    assert board.narrowed(which="ej") == ids and board.narrowed(which="ej", goal=goals[0].pk) == []


def test_owners_alone_are_marked_as_alone(version, items, goals, owner):
    say(owner, items[0], goals[0])
    board = board_of(version)
    assert board.lines(items, board.goals)[0].cells[0].only_owners


def test_someone_from_two_perspectives_is_one_person(plan, version, items, goals, lived, listener):
    other = judge_from(plan=plan, perspective="relative", owns_plan=False, by=listener, at=NOON)
    for place in (lived, other):
        say(place, items[0], goals[0])
    assert board_of(version).people == 1
    assert board_of(version).lines(items, goals)[0].cells[0].sides[0].answers[0].people == 1


@pytest.mark.parametrize("n", [1, 20])
def test_pages_cost_the_same_at_one_row_and_at_twenty(
    plan, lead, goals, lived, owner, council, listener, client_of, n, django_assert_max_num_queries
):
    read(plan, lead, "insats\tnr\n" + "".join(f"Insats {k}\t{k}\n" for k in range(n)))
    version = read(plan, lead, "insats\tnr\n" + "".join(f"Insats {k} nu\t{k}\n" for k in range(n)))
    for place in (lived, owner, council):
        for item in version.items.all():
            for goal in goals:
                say(place, item, goal, reason="Därför.")
    client = client_of(listener)
    for page in (
        reverse("goals:plans", args=[plan.lab_id]),
        reverse("goals:plan", args=[plan.pk]),
        reverse("goals:plan", args=[plan.pk]) + f"?malbild={goals[0].pk}&visa=1",
        reverse("goals:plan_item", args=[plan.pk, 1]),
        reverse("goals:judge", args=[plan.pk]),
        url(lived),
        reverse("goals:judge_goal", args=[lived.pk, goals[0].goal_id]),
    ):
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200, page
