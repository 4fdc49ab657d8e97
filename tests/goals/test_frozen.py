"""What a published version says and rests on cannot be changed, not even around the application."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from goals.actions.checks import record_check
from goals.actions.status import validate
from goals.actions.versions import start_new_version
from goals.models import Evidence, Goal, GoalVersion, MemberCheck, StatusChange
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER

WORDS = {
    "title": "Annat", "statement": "Annat", "what_changed": "x", "why_changed": "x", "number": 9, "people_count": 99,
    "people_by_perspective": {"lived": 99}, "shown": {}, "frozen_at": None, "created_at": LATER,
}  # fmt: skip


def refused(act):
    """Whether the database says no."""
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("column", WORDS)
def test_words_and_counts_of_a_frozen_version_stand(public, column):
    rows = GoalVersion.objects.filter(pk=public.pk)
    assert refused(lambda: rows.update(**{column: WORDS[column]}))


def test_words_of_a_draft_do_not(draft):
    assert not refused(lambda: GoalVersion.objects.filter(pk=draft.pk).update(title="Annat"))


def test_a_frozen_version_is_not_removed_moved_or_unpublished(public):
    rows = GoalVersion.objects.filter(pk=public.pk)
    other = factories.make_goal(lab=public.goal.lab)
    assert refused(lambda: rows.update(goal=other))
    assert refused(lambda: rows.update(published_at=None))
    assert refused(lambda: rows.update(published_at=LATER))

    def remove():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM goals_goalversion WHERE id = %s", [public.pk])

    assert refused(remove)


def test_voices_of_a_frozen_version_are_not_added_removed_or_changed(public, notes):
    extra = factories.make_room(people=1, lab=public.goal.lab)[2][0]
    rows = Evidence.objects.filter(version=public)
    assert refused(lambda: Evidence.objects.create(version=public, contribution=extra, added_at=LATER))
    assert refused(lambda: rows.update(quote=True))
    assert refused(lambda: rows.filter(contribution=notes[0]).delete())
    assert rows.count() == 6


def test_voices_cannot_be_moved_out_of_a_frozen_version_or_into_one(public, lead):
    new = start_new_version(goal=public.goal, by=lead, at=LATER)
    factories.make_cause(version=new)
    extra = factories.make_room(people=1, lab=public.goal.lab)[2][0]
    moved = Evidence.objects.create(version=new, contribution=extra, added_at=LATER)
    assert refused(lambda: Evidence.objects.filter(version=public)[:1].get().delete())
    assert refused(lambda: Evidence.objects.filter(pk=moved.pk).update(version=public))


def test_a_status_change_and_a_check_stand(public, lead, check):
    record_check(version=public, by=lead, at=LATER, **check)
    validate(version=public, by=lead, at=LATER)
    assert refused(lambda: StatusChange.objects.update(reason="Annat"))
    assert refused(lambda: StatusChange.objects.all().delete())
    assert refused(lambda: MemberCheck.objects.update(recognise=40))
    assert refused(lambda: MemberCheck.objects.all().delete())


def test_a_replaced_version_stays_replaced(public):
    rows = GoalVersion.objects.filter(pk=public.pk)
    rows.update(status="replaced")
    assert refused(lambda: rows.update(status="adopted"))


def test_two_wordings_are_never_public_or_open_at_once(draft):
    assert refused(
        lambda: GoalVersion.objects.create(goal=draft.goal, number=2, title="x", statement="x", created_at=NOON)
    )
    GoalVersion.objects.filter(pk=draft.pk).update(frozen_at=NOON, published_at=NOON, shown={})
    second = {"what_changed": "x", "why_changed": "x", "title": "x", "statement": "x", "created_at": NOON, "shown": {}}
    assert refused(
        lambda: GoalVersion.objects.create(goal=draft.goal, number=2, frozen_at=NOON, published_at=NOON, **second)
    )


def test_nothing_is_public_before_it_is_chosen_what_is_shown_of_its_people(draft):
    rows = GoalVersion.objects.filter(pk=draft.pk)
    assert refused(lambda: rows.update(frozen_at=NOON, published_at=NOON))


def test_validated_cannot_be_reached_around_the_record_of_a_check(public, lead, check):
    """S05-R1, kept by the database: not by an update, not by a row that is born validated."""
    rows = GoalVersion.objects.filter(pk=public.pk)
    other = factories.make_goal(lab=public.goal.lab)
    born = {"title": "x", "statement": "x", "created_at": NOON, "frozen_at": NOON, "number": 1}
    assert refused(lambda: rows.update(status="validated"))
    assert refused(lambda: rows.update(status="adopted"))
    assert refused(lambda: GoalVersion.objects.create(goal=other, status="validated", **born))
    elsewhere = factories.make_goal_version(goal=other, frozen_at=NOON)
    record_check(version=elsewhere, by=lead, at=LATER, **check)
    assert refused(lambda: rows.update(status="validated"))
    record_check(version=public, by=lead, at=LATER, **check)
    assert refused(lambda: rows.update(status="adopted"))
    assert not refused(lambda: rows.update(status="validated"))
    assert refused(lambda: rows.update(status="draft"))
    assert not refused(lambda: rows.update(status="adopted"))
    assert refused(lambda: rows.update(status="validated"))


def test_adopted_needs_a_decider_and_a_reason(public):
    assert refused(lambda: StatusChange.objects.create(version=public, status="adopted", reason="För att", at=NOON))
    assert refused(lambda: StatusChange.objects.create(version=public, status="adopted", decider="Nämnden", at=NOON))


def test_a_goal_with_a_frozen_version_cannot_go(public):
    assert refused(lambda: Goal.objects.filter(pk=public.goal_id).delete())


TABLES = ["goals_goalversion", "goals_evidence", "goals_statuschange", "goals_membercheck"]


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_put_in_the_place_of_another(public, lead, check, table):
    if connection.vendor != "sqlite":
        pytest.skip("bara SQLite har REPLACE")
    record_check(version=public, by=lead, at=LATER, **check)
    validate(version=public, by=lead, at=LATER)

    def put():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers=OFF")  # as a stranger's connection
            try:
                cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
            finally:
                cursor.execute("PRAGMA recursive_triggers=ON")

    assert refused(put)


def test_no_frozen_row_gives_way_to_one_with_the_same_number(public):
    if connection.vendor != "sqlite":
        pytest.skip("bara SQLite har REPLACE")
    columns = ", ".join(field.column for field in GoalVersion._meta.fields if field.column != "id")

    def put():
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT OR REPLACE INTO goals_goalversion ({columns}) SELECT {columns} FROM goals_goalversion"
            )

    assert refused(put)
    assert GoalVersion.objects.get(goal=public.goal).pk == public.pk


@pytest.mark.postgres
@pytest.mark.parametrize("table", [*TABLES, "goals_goal"])
def test_nor_is_a_whole_table_cut_off(public, table):
    def cut():
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")

    assert refused(cut)
