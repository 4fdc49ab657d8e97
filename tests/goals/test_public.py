"""What anyone may see: people counted and protected, words only from those who agree."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from goals.actions.checks import record_check
from goals.actions.evidence import sort_voices
from goals.actions.status import adopt, publish, validate
from goals.actions.versions import change_draft, create_goal, start_new_version
from goals.models import GoalVersion
from goals.queries import goals_resting_on, page_data, published_goals, published_version, shown_people, voices_data
from goals.queries.people import packed, release_beside
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from workshops.actions.contributions import change_consent, change_note, hold_note, withdraw
from workshops.models import Pace


def with_people(**counts):
    version = GoalVersion(people_count=sum(counts.values()), people_by_perspective=counts)
    version.shown = packed(release_beside(version, []))
    return version


def parts(**counts):
    return {part["label"]: part["value"] for part in shown_people(with_people(**counts))["parts"]}


@pytest.fixture
def quoted(draft, notes, lead):
    """Published, with the words of the first three shown; they have all agreed."""
    ids = [note.pk for note in notes]
    for note in notes[:3]:
        change_consent(contribution=note, use="quote", granted=True, by=None, at=NOON)
    sort_voices(version=draft, seen=ids, keep=ids, quotes=ids, by=lead, at=NOON)
    return publish(version=draft, by=lead, at=NOON)


def texts(goal):
    return {voice["text"] for voice in page_data(goal)["voices"]}


# --- People -----------------------------------------------------------------------------------


def test_large_groups_are_shown_in_order_with_their_total():
    data = shown_people(with_people(staff=8, lived=12))
    assert data["line"] == "Bygger på berättelser från 20 personer."
    assert [(part["label"], part["text"]) for part in data["parts"]] == [
        ("Egen erfarenhet", "12 personer"), ("Medarbetare", "8 personer")
    ]  # fmt: skip
    assert not data["hides"]


def test_a_small_group_takes_one_more_with_it_so_that_it_cannot_be_worked_out():
    assert parts(lived=12, relative=9, staff=3) == {"Egen erfarenhet": 12, "Närstående": None, "Medarbetare": None}
    assert parts(lived=12, staff=3, manager=9) == {"Egen erfarenhet eller närstående": 12, "Övriga perspektiv": 12}


def test_hidden_says_so_and_is_never_nought_and_never_tells_which_one_is_small():
    data = shown_people(with_people(lived=12, relative=9, staff=3))
    assert data["hides"]
    assert [part["text"] for part in data["parts"]] == ["12 personer", *["Visas inte – för få personer"] * 2]


def test_where_most_would_be_hidden_two_wider_groups_are_shown():
    assert parts(lived=4, relative=8, staff=3, manager=2) == {
        "Egen erfarenhet eller närstående": 12, "Övriga perspektiv": 5
    }  # fmt: skip
    assert parts(lived=8, relative=4) == {"Egen erfarenhet eller närstående": 12}


def test_where_nothing_can_be_shown_that_is_said_instead_of_a_list_of_nothing():
    for counts in ({"lived": 20, "relative": 1, "staff": 1}, {"lived": 3, "staff": 1}):
        data = shown_people(with_people(**counts))
        assert (data["parts"], data["hides"]) == ([], True)


@pytest.mark.parametrize("counts", itertools.product((0, 1, 4, 5, 9, 30), repeat=3))
def test_no_small_group_can_be_worked_out_from_what_is_shown(counts):
    given = dict(zip(("lived", "relative", "staff"), counts, strict=True))
    data = shown_people(with_people(**given))
    shown = [part["value"] for part in data["parts"] if part["value"] is not None]
    assert all(n >= 5 for n in shown)
    hidden = len(data["parts"]) - len(shown)
    assert hidden != 1
    if hidden:
        assert sum(counts) - sum(shown) >= 5


def test_under_five_in_all_no_number_is_shown():
    data = shown_people(with_people(lived=3, staff=1))
    assert data["line"] == "Bygger på berättelser från färre än 5 personer."


def test_nobody_at_all_is_said_as_it_is():
    assert shown_people(with_people())["line"] == "Ingen röst är kopplad till den här versionen."


# --- Words ------------------------------------------------------------------------------------


def test_words_are_shown_only_of_those_who_agreed(quoted, notes):
    assert texts(quoted.goal) == {note.text for note in notes[:3]}


@pytest.mark.parametrize("use", ["quote", "analysis"])
def test_words_disappear_when_the_person_no_longer_agrees(quoted, notes, use):
    change_consent(contribution=notes[0], use=use, granted=False, by=None, at=LATER)
    assert notes[0].text not in texts(quoted.goal)


def test_a_withdrawn_voice_leaves_an_empty_chair(quoted, notes):
    withdraw(contribution=notes[0], by=None, at=LATER)
    hold_note(contribution=notes[1], reason="personal", by=None, at=LATER)
    data = page_data(quoted.goal)
    assert {voice["text"] for voice in data["voices"]} == {notes[2].text}
    assert data["has_empty_chair"]
    assert data["version"].people_count == 6
    assert [voice["text"] for voice in voices_data(quoted.goal, 1)["voices"]] == [notes[2].text]


def test_words_that_nobody_has_read_are_not_shown(quoted, notes):
    """The step is still open: somebody changes their note after an editor read it."""
    note = notes[0]
    Pace.objects.filter(exercise=note.exercise_id).update(state="open", closed_at=None)
    change_note(contribution=note, text="Helt andra ord", row_version=1, by=None, at=LATER)
    assert texts(quoted.goal) == {other.text for other in notes[1:3]}


def test_only_so_many_are_shown_first_and_the_rest_behind_a_link(lab, lead):
    notes = factories.make_room(people=8, lab=lab)[2]
    for note in notes:
        change_consent(contribution=note, use="quote", granted=True, by=None, at=NOON)
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=notes)
    ids = [note.pk for note in notes]
    sort_voices(version=version, seen=ids, keep=ids, quotes=ids, by=lead, at=NOON)
    publish(version=version, by=lead, at=NOON)
    data = page_data(version.goal)
    assert (len(data["voices"]), data["voice_count"]) == (6, 8)
    assert len(voices_data(version.goal, 1)["voices"]) == 8


# --- Which versions ---------------------------------------------------------------------------


def test_a_draft_that_is_not_published_is_nowhere(draft, notes):
    assert page_data(draft.goal) is None
    assert voices_data(draft.goal, 1) is None
    assert published_version(draft.goal) is None
    assert list(published_goals()) == []
    assert goals_resting_on([notes[0].pk]) == {notes[0].pk: []}


def test_the_current_one_and_every_earlier_one_by_number(public, lead, notes):
    second = start_new_version(goal=public.goal, by=lead, at=LATER)
    factories.make_cause(version=second)
    change_draft(
        version=second, row_version=1, title="Jag berättar en gång", what_changed="Kortare.", why_changed="Fler bad.",
        by=lead, at=LATER,
    )  # fmt: skip
    assert page_data(public.goal)["version"].number == 1
    assert page_data(public.goal, 2) is None
    publish(version=second, by=lead, at=LATER)
    assert [version.number for version in published_goals()] == [2]
    data = page_data(public.goal)
    assert (data["version"].number, data["current"]) == (2, None)
    assert [item.get("strong") for item in data["trail"]][:2] == [f"”{public.title}”", "”Jag berättar en gång”"]
    assert data["trail"][1]["text"] == "Kortare. Fler bad."
    earlier = page_data(public.goal, 1)
    assert (earlier["version"].number, earlier["current"].number) == (1, 2)
    assert len([item for item in earlier["trail"] if item.get("strong")]) == 1
    assert [version.number for version in goals_resting_on([notes[0].pk])[notes[0].pk]] == [1, 2]


def test_a_public_draft_says_that_nobody_else_has_tried_it(public):
    data = page_data(public.goal)
    assert data["chips"][0] == ("wait", "Utkast, version 1 – ännu inte prövad av andra")
    assert data["trail"][-1]["state"] == "next"
    assert data["trail"][-1]["at"] is None


def test_the_way_to_adopted_stands_in_the_trail(public, lead, check):
    record_check(version=public, by=lead, at=LATER, **(check | {"dissent": "Jag vill välja vad som delas."}))
    validate(version=public, by=lead, at=LATER)
    adopt(version=public, decider="Styrgruppen", reason="Den bär.", by=lead, at=LATER + timedelta(hours=1))
    data = page_data(public.goal)
    assert data["chips"][0][0] == "done"
    assert data["trail"][-1]["text"] == "Antogs av Styrgruppen. Den bär."
    html = render_to_string("goals/_public.html", data)
    assert "Jag vill välja vad som delas." in html
    assert "Verkstad på biblioteket" in html


def test_example_content_says_so_in_the_page_itself(lab, lead):
    demo = factories.make_lab(is_demo=True)
    notes = factories.make_room(people=1, lab=demo)[2]
    goal = factories.make_goal(lab=demo, is_demo=True, origin="public_theme")
    publish(version=factories.make_goal_version(goal=goal, notes=notes), by=lead, at=NOON)
    html = render_to_string("goals/_public.html", page_data(goal))
    assert "Exempel efter offentligt redovisat tema – inte utredningens formulering" in html
    assert "Exempelinnehåll – påhittat" in html


def test_neither_where_it_comes_from_nor_that_it_is_replaced_looks_like_something_unknown(lab):
    goal = factories.make_goal(lab=lab, is_demo=True, origin="public_theme")
    old = factories.make_goal_version(goal=goal, published_at=NOON)
    GoalVersion.objects.filter(pk=old.pk).update(status="replaced")
    chips = {str(words): kind for kind, words in page_data(goal, old.number)["chips"]}
    assert chips["Ersatt"] == chips[str(goal.origin_label)] == ""


def test_what_people_wrote_is_text_never_markup(lab, lead):
    notes = factories.make_room(people=6, lab=lab, text="<script>alert(1)</script> 🙂 مرحبا")[2]
    change_consent(contribution=notes[0], use="quote", granted=True, by=None, at=NOON)
    words = {"title": "Jag slipper berätta igen", "statement": "Jag berättar en gång.", "quotes": [notes[0].pk]}
    draft = create_goal(lab=lab, contribution_ids=[note.pk for note in notes], by=lead, at=NOON, **words)
    html = render_to_string("goals/_public.html", page_data(publish(version=draft, by=lead, at=NOON).goal))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🙂 مرحبا" in html


@pytest.mark.parametrize("people", [5, 20])
def test_the_page_costs_the_same_for_one_voice_and_for_twenty(lab, lead, people, django_assert_num_queries):
    notes = factories.make_room(people=people, lab=lab)[2]
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=notes)
    publish(version=version, by=lead, at=NOON)
    with django_assert_num_queries(10):
        render_to_string("goals/_public.html", page_data(version.goal))


def test_an_earlier_version_is_led_to_and_says_how_it_was_tried(public, lead, check):
    """As many people as its own page tells; too few for a number are told without one."""
    record_check(version=public, by=lead, at=LATER, **check)
    record_check(version=public, by=lead, at=LATER, **check | {"recognise": 1, "partly": 1, "lived_experience": 1})
    words = {"what_changed": "Ett ord.", "why_changed": "En invändning."}
    new = start_new_version(goal=public.goal, by=lead, at=LATER)
    factories.make_cause(version=new)
    publish(version=change_draft(version=new, row_version=1, by=lead, at=LATER, **words), by=lead, at=LATER)
    first, second = page_data(public.goal)["trail"][:2]
    assert first["url"] == public.address and not second["url"]
    assert first["text"].endswith("Prövades av 10 personer. Prövades av några få.")
    assert "Prövades av" not in second["text"]
    assert f'<a href="{public.address}">' in render_to_string("goals/_public.html", page_data(public.goal))
