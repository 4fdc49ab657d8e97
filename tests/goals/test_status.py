"""From draft to validated, adopted, replaced: each step, and each step that is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goals.actions.checks import record_check
from goals.actions.status import adopt, freeze, publish, validate
from goals.actions.versions import change_draft, start_new_version
from goals.models import GoalVersion, StatusChange
from hlab.core.errors import RuleBroken
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER

WORDS = {"what_changed": "Ordet en gång lades till.", "why_changed": "Tre närstående bad om det."}


def statuses(goal):
    return list(goal.versions.order_by("number").values_list("status", flat=True))


def second(public, by, **words):
    version = start_new_version(goal=public.goal, by=by, at=LATER)
    factories.make_cause(version=version)
    return change_draft(version=version, row_version=1, by=by, at=LATER, **words)


def test_the_whole_way(public, lead, check):
    record_check(version=public, by=lead, at=LATER, **check)
    validate(version=public, reason="Tio av tio var med.", by=lead, at=LATER)
    adopt(version=public, decider="Styrgruppen", reason="Den bär arbetet.", by=lead, at=LATER)
    nxt = second(public, lead, **WORDS)
    publish(version=nxt, by=lead, at=LATER)
    assert statuses(public.goal) == ["replaced", "draft"]
    steps = list(StatusChange.objects.filter(version=public).order_by("pk").values_list("status", "decider", "by"))
    assert steps == [("validated", "", lead.pk), ("adopted", "Styrgruppen", lead.pk), ("replaced", "", lead.pk)]


def test_a_draft_may_be_public_before_anyone_has_tried_it(draft, lead):
    version = publish(version=draft, by=lead, at=LATER)
    assert (version.status, version.frozen_at, version.published_at) == ("draft", LATER, LATER)
    assert (version.people_count, version.people_by_perspective) == (6, {"lived": 2, "staff": 2, "relative": 2})


def test_publishing_again_changes_nothing(public, lead):
    assert publish(version=public, by=lead, at=LATER).published_at == NOON


def test_a_validated_version_may_wait_with_being_public(draft, lead, check):
    freeze(version=draft, by=lead, at=NOON)
    record_check(version=draft, by=lead, at=NOON, **check)
    validate(version=draft, by=lead, at=NOON)
    version = publish(version=draft, by=lead, at=LATER)
    assert (version.status, version.frozen_at, version.published_at) == ("validated", NOON, LATER)


def test_validated_needs_a_check_with_lived_experience(public, lead, check):
    with pytest.raises(RuleBroken):
        validate(version=public, by=lead, at=LATER)
    with pytest.raises(RuleBroken) as broken:
        record_check(version=public, by=lead, at=LATER, **(check | {"lived_experience": 0}))
    assert broken.value.field == "lived_experience"
    public.refresh_from_db()
    assert public.status == "draft"


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"lived_experience": 11}, "lived_experience"),
        ({"how": "  "}, "how"),
        ({"how": "a" * 301}, "how"),
        ({"dissent": "a" * 601}, "dissent"),
        ({"held_on": (NOON + timedelta(days=9)).date()}, "held_on"),
        ({"recognise": -1}, "recognise"),
    ],
)
def test_a_check_that_cannot_be_right_is_refused(public, lead, check, fields, at_fault):
    with pytest.raises(RuleBroken) as broken:
        record_check(version=public, by=lead, at=LATER, **(check | fields))
    assert broken.value.field == at_fault
    assert not public.checks.exists()


def test_open_words_cannot_be_tried_or_validated(draft, lead, check):
    for act in (
        lambda: record_check(version=draft, by=lead, at=LATER, **check),
        lambda: validate(version=draft, by=lead, at=LATER),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.status == 409


def test_only_what_is_validated_is_adopted_and_only_by_someone_for_a_reason(public, lead, check):
    with pytest.raises(RuleBroken) as broken:
        adopt(version=public, decider="Styrgruppen", reason="Ja", by=lead, at=LATER)
    assert broken.value.status == 409
    record_check(version=public, by=lead, at=LATER, **check)
    validate(version=public, by=lead, at=LATER)
    for fields, at_fault in (
        ({"decider": " ", "reason": "Ja"}, "decider"),
        ({"decider": "Styrgruppen", "reason": ""}, "reason"),
        ({"decider": "a" * 201, "reason": "Ja"}, "decider"),
        ({"decider": "Styrgruppen", "reason": "a" * 601}, "reason"),
    ):
        with pytest.raises(RuleBroken) as broken:
            adopt(version=public, by=lead, at=LATER, **fields)
        assert broken.value.field == at_fault
    adopt(version=public, decider="Styrgruppen", reason="Ja", by=lead, at=LATER)
    for again in (
        lambda: adopt(version=public, decider="Styrgruppen", reason="Ja", by=lead, at=LATER),
        lambda: validate(version=public, by=lead, at=LATER),
    ):
        with pytest.raises(RuleBroken):
            again()


def test_each_act_out_of_turn_says_where_the_version_stands(public, lead, check):
    def said(act, **fields):
        with pytest.raises(RuleBroken) as broken:
            act(version=public, by=lead, at=LATER, **fields)
        return broken.value.message

    by = {"decider": "Styrgruppen", "reason": "Ja"}
    assert said(adopt, **by) == "Målbilden är inte validerad ännu. Pröva den med dem det gäller först."
    record_check(version=public, by=lead, at=LATER, **check)
    validate(version=public, by=lead, at=LATER)
    assert said(validate) == "Målbilden är redan validerad."
    adopt(version=public, by=lead, at=LATER, **by)
    assert said(adopt, **by) == said(validate) == "Målbilden är redan antagen."
    publish(version=second(public, lead, **WORDS), by=lead, at=LATER)
    assert said(validate) == said(adopt, **by) == "En senare version har tagit över. Gå vidare med den."


@pytest.mark.parametrize("missing", ["what_changed", "why_changed"])
def test_a_later_version_says_what_changed_and_why(public, lead, missing):
    nxt = second(public, lead, **(WORDS | {missing: ""}))
    with pytest.raises(RuleBroken) as broken:
        publish(version=nxt, by=lead, at=LATER)
    assert broken.value.field == missing
    assert statuses(public.goal) == ["draft", "draft"]
    assert GoalVersion.objects.get(pk=public.pk).is_current


def test_an_earlier_version_never_comes_back(draft, lead, check):
    freeze(version=draft, by=lead, at=NOON)
    publish(version=second(draft, lead, **WORDS), by=lead, at=LATER)
    assert statuses(draft.goal) == ["replaced", "draft"]
    for act in (
        lambda: publish(version=draft, by=lead, at=LATER),
        lambda: validate(version=draft, by=lead, at=LATER),
        lambda: record_check(version=draft, by=lead, at=LATER, **check),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.status == 409


def test_a_malbild_that_only_staff_stand_behind_says_so(lab, lead):
    workshop = factories.make_open_workshop(lab=lab)
    place = factories.make_participation(workshop=workshop, perspective="staff")
    note = factories.make_note(exercise=workshop.exercises.get(position=1), participation=place)
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=[note])
    assert publish(version=version, by=lead, at=LATER).lacks_lived_voice


def test_what_must_come_first_is_said_before_anyone_fills_in_a_form(client_of, facilitator, draft):
    client = client_of(facilitator)
    for name, words in (
        ("check", "Lås orden först."), ("validate", "Lås orden först."), ("adopt", "Målbilden är inte validerad ännu."),
    ):  # fmt: skip
        page = client.get(reverse(f"goals:{name}", args=[draft.pk])).content.decode()
        assert words in page and "<textarea" not in page


def test_an_empty_field_says_what_to_write(client_of, facilitator, draft, lead, check):
    freeze(version=draft, by=lead, at=NOON)
    client = client_of(facilitator)
    for name, words in (
        ("check", ("Skriv vilken dag prövningen hölls.", "Skriv kort hur det gick till.", "Skriv ett antal.")),
        ("adopt", ("Skriv vem som har antagit målbilden.", "Skriv varför den antogs.")),
    ):
        page = client.post(reverse(f"goals:{name}", args=[draft.pk]), {}).content.decode()
        assert all(text in page for text in words) and "obligatoriskt" not in page
