"""Writing a målbild from what was said, together, and anew."""

from __future__ import annotations

import uuid

import pytest

from goals.actions.evidence import put_voices, sort_voices
from goals.actions.status import freeze, publish
from goals.actions.versions import change_draft, create_goal, discard_draft, start_new_version
from goals.forms import DraftForm
from goals.models import Evidence, Goal, GoalVersion
from goals.queries import goals_of, left_behind, people_behind_version
from goals.staff_section import line
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from hlab.core.templatetags.design import is_optional
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from workshops.actions.contributions import change_consent, hold_note, withdraw


def new(lab, notes, **fields):
    base = {"title": "Jag vet vem jag ska ringa", "statement": "Jag har en person att ringa.", "by": None, "at": NOON}
    return create_goal(lab=lab, contribution_ids=[note.pk for note in notes], **(base | fields))


def test_a_wording_counts_people_and_roles_not_notes(lab):
    notes = factories.make_room(people=3, notes_each=4, lab=lab)[2]
    version = new(lab, notes)
    assert version.evidence.count() == 12
    assert people_behind_version(version) == (3, {"lived": 1, "staff": 1, "relative": 1})


def test_an_address_is_made_of_the_title_and_never_taken_twice(lab, notes):
    assert [new(lab, notes[:1]).goal.slug for _ in range(3)] == [
        "jag-vet-vem-jag-ska-ringa", "jag-vet-vem-jag-ska-ringa-2", "jag-vet-vem-jag-ska-ringa-3"
    ]  # fmt: skip
    assert new(lab, notes[:1], title="🙂").goal.slug == "malbild"


def test_an_example_lab_makes_example_malbilder(notes):
    lab = factories.make_lab(is_demo=True)
    goal = new(lab, factories.make_room(people=1, lab=lab)[2]).goal
    assert (goal.is_demo, goal.origin, goal.origin_label) == (True, "invented", "Påhittat exempel")


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"title": "  "}, "title"),
        ({"title": "a" * 121}, "title"),
        ({"statement": "\u200b"}, "statement"),
        ({"statement": "a" * 1201}, "statement"),
    ],
)
def test_words_that_are_missing_or_too_long_save_nothing(lab, notes, fields, at_fault):
    with pytest.raises(RuleBroken) as broken:
        new(lab, notes, **fields)
    assert broken.value.field == at_fault
    assert not Goal.objects.exists()


def test_a_malbild_without_voices_is_refused(lab):
    with pytest.raises(RuleBroken):
        new(lab, [])
    assert not Goal.objects.exists()


def test_notes_of_another_lab_withdrawn_held_or_without_consent_are_refused(lab, notes):
    elsewhere = factories.make_room(people=1)[2][0]
    withdraw(contribution=notes[0], by=None, at=NOON)
    hold_note(contribution=notes[1], reason="distress", by=None, at=NOON)
    change_consent(contribution=notes[2], use="analysis", granted=False, by=None, at=NOON)
    for note in (elsewhere, *notes[:3]):
        with pytest.raises(RuleBroken):
            new(lab, [note, notes[4]])
    for forged in ("inte-ett-id", uuid.uuid4()):
        with pytest.raises(RuleBroken):
            create_goal(lab=lab, title="x", statement="x", contribution_ids=[forged], by=None, at=NOON)
    assert not Goal.objects.exists()


def test_a_quote_needs_the_persons_consent(lab, notes):
    change_consent(contribution=notes[0], use="quote", granted=True, by=None, at=NOON)
    version = new(lab, notes[:2], quotes=[notes[0].pk, notes[1].pk])
    assert dict(version.evidence.values_list("contribution_id", "quote")) == {notes[0].pk: True, notes[1].pk: False}
    sort_voices(
        version=version, seen=[note.pk for note in notes[:2]], keep=[note.pk for note in notes[:2]],
        quotes=[notes[1].pk], by=None, at=NOON,
    )  # fmt: skip
    assert not version.evidence.filter(quote=True).exists()


def test_other_words_and_the_same_again(draft, lead):
    changed = change_draft(version=draft, row_version=1, title="Jag berättar en gång", by=lead, at=LATER)
    assert (changed.title, changed.statement, changed.row_version) == ("Jag berättar en gång", draft.statement, 2)
    again = change_draft(version=draft, row_version=1, title="Jag berättar en gång", by=lead, at=LATER)
    assert again.row_version == 2


def test_words_saved_by_someone_else_meanwhile_are_shown_beside_ones_own(draft, lead, analyst):
    change_draft(version=draft, row_version=1, title="Hennes", statement="Hennes ord", by=analyst, at=LATER)
    with pytest.raises(StaleEdit) as stale:
        change_draft(version=draft, row_version=1, title="Mina", statement="Mina ord", by=lead, at=LATER)
    assert (stale.value.yours, stale.value.theirs) == ("Mina\n\nMina ord", "Hennes\n\nHennes ord")
    assert (stale.value.status, stale.value.row_version) == (409, 2)
    assert GoalVersion.objects.get(pk=draft.pk).title == "Hennes"


def test_voices_are_added_once_and_a_colleagues_new_voice_is_left_alone(draft, notes, lead):
    extra = factories.make_room(people=1, lab=draft.goal.lab)[2][0]
    assert put_voices(version=draft, contribution_ids=[extra.pk, notes[0].pk], by=lead, at=LATER) == 1
    sort_voices(
        version=draft, seen=[note.pk for note in notes], keep=[note.pk for note in notes[1:]], quotes=[], by=lead,
        at=LATER,
    )  # fmt: skip
    left = set(draft.evidence.values_list("contribution_id", flat=True))
    assert left == {note.pk for note in notes[1:]} | {extra.pk}


def test_the_last_voice_stays(draft, notes, lead):
    with pytest.raises(RuleBroken):
        sort_voices(version=draft, seen=[note.pk for note in notes], keep=[], quotes=[], by=lead, at=LATER)
    assert draft.evidence.count() == 6


def test_frozen_words_and_voices_are_refused_in_words(public, notes, lead):
    for act in (
        lambda: change_draft(version=public, row_version=1, title="Nytt", by=lead, at=LATER),
        lambda: put_voices(version=public, contribution_ids=[notes[0].pk], by=lead, at=LATER),
        lambda: sort_voices(version=public, seen=[notes[0].pk], keep=[], quotes=[], by=lead, at=LATER),
        lambda: discard_draft(version=public, by=lead, at=LATER),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.status == 409


def test_a_new_version_leaves_out_what_may_no_longer_be_used_and_says_so(public, notes, lead):
    withdraw(contribution=notes[0], by=None, at=LATER)
    change_consent(contribution=notes[1], use="analysis", granted=False, by=None, at=LATER)
    version = start_new_version(goal=public.goal, by=lead, at=LATER)
    factories.make_cause(version=version)
    assert version.number == 2
    assert set(version.evidence.values_list("contribution_id", flat=True)) == {note.pk for note in notes[2:]}
    assert left_behind(version) == {"withdrawn": 1, "other": 1}
    assert GoalVersion.objects.get(pk=public.pk).people_count == 6
    assert public.evidence.count() == 6


def test_one_wording_is_written_on_at_a_time(draft, lead):
    with pytest.raises(RuleBroken):
        start_new_version(goal=draft.goal, by=lead, at=LATER)
    freeze(version=draft, by=lead, at=LATER)
    assert start_new_version(goal=draft.goal, by=lead, at=LATER).number == 2


def test_a_draft_may_be_thrown_away_without_loss(draft, public, lead, notes):
    second = start_new_version(goal=public.goal, by=lead, at=LATER)
    factories.make_cause(version=second)
    discard_draft(version=second, by=lead, at=LATER)
    assert public.goal.versions.count() == 1
    first = new(public.goal.lab, notes[:1])
    discard_draft(version=first, by=lead, at=LATER)
    assert not Goal.objects.filter(pk=first.goal_id).exists()
    assert Evidence.objects.filter(contribution=notes[0]).count() == 1


def test_a_voice_taken_back_while_it_is_a_draft_is_left_out_when_the_words_freeze(draft, notes, lead):
    withdraw(contribution=notes[0], by=None, at=LATER)
    assert people_behind_version(draft)[0] == 5
    frozen = freeze(version=draft, by=lead, at=LATER)
    assert (frozen.people_count, frozen.evidence.count()) == (5, 5)


def test_a_draft_whose_every_voice_is_gone_cannot_be_published(draft, notes, lead):
    for note in notes:
        withdraw(contribution=note, by=None, at=LATER)
    with pytest.raises(RuleBroken):
        publish(version=draft, by=lead, at=LATER)
    draft.refresh_from_db()
    assert draft.is_open
    assert draft.evidence.count() == 6


def test_every_act_is_written_down_without_words(draft, lead):
    change_draft(version=draft, row_version=1, title="Hemligt utkast", by=lead, at=LATER)
    freeze(version=draft, by=lead, at=LATER)
    events = AuditEvent.objects.filter(act__startswith="goal.")
    assert set(events.values_list("act", flat=True)) >= {"goal.created", "goal.changed", "goal.frozen"}
    assert all(event.lab_id == draft.goal.lab_id and event.actor == f"user:{lead.pk}" for event in events)
    assert "Hemligt" not in str(list(events.values_list("facts", flat=True)))


def test_a_line_per_lab_in_one_query(draft, public, lab, lead, notes, django_assert_num_queries):
    new(lab, notes[:1])
    other = factories.make_lab()
    with django_assert_num_queries(1):
        assert line([lab.pk, other.pk], None) == {lab.pk: "2 målbilder, publika: 1."}


def test_the_list_of_a_lab_says_where_each_stands(draft, public, lead, django_assert_max_num_queries):
    second = start_new_version(goal=public.goal, by=lead, at=LATER)
    factories.make_cause(version=second)
    with django_assert_max_num_queries(3):
        goal = goals_of(draft.goal.lab)[0]
        assert (goal.latest.pk, goal.public.pk, goal.latest.voices) == (second.pk, public.pk, 6)


def test_lists_tell_notes_and_people_apart(lab, lead):
    """Two notes of one person are two notes and one person, before the words are frozen and after."""
    notes = factories.make_room(people=5, notes_each=2, lab=lab)[2]
    draft = new(lab, notes)
    assert goals_of(lab)[0].latest.told == "10 lappar från 5 personer"
    freeze(version=draft, by=lead, at=NOON)
    assert goals_of(lab)[0].latest.told == "10 lappar från 5 personer"


def test_what_is_needed_later_is_not_called_optional():
    fields = DraftForm(first=False)
    assert not any(is_optional(fields[name]) for name in ("what_changed", "why_changed"))
