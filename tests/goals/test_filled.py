"""What the migration writes down about versions from before it: only what is certain."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from goals.actions.evidence import sort_voices
from goals.actions.status import publish
from goals.migrations._frozen import thaw
from goals.models import Evidence
from tests.factories import NOON
from tests.goals.conftest import LATER
from workshops.actions.contributions import change_consent
from workshops.actions.joining import change_perspective

filled = import_module("goals.migrations.0006_choose_public_counts")


class Editor:
    """As much of a schema editor as the triggers need."""

    connection = connection

    def execute(self, statement, params=None):
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.fixture
def before(draft, notes, lead):
    """A published version that quotes everyone, as it was before the columns were there."""
    for note in notes:
        change_consent(contribution=note, use="quote", granted=True, by=None, at=NOON)
    ids = [note.pk for note in notes]
    sort_voices(version=draft, seen=ids, keep=ids, quotes=ids, by=lead, at=NOON)
    version = publish(version=draft, by=lead, at=NOON)
    thaw(None, Editor())
    Evidence.objects.update(perspective="", quoted_version=None)
    return version


def test_unchanged_words_were_read_and_changed_ones_perhaps_not(before, notes):
    type(notes[0]).objects.filter(pk=notes[0].pk).update(row_version=2, changed_at=LATER)
    filled.note_what_was_read(apps)
    read = dict(Evidence.objects.values_list("contribution_id", "quoted_version"))
    assert read == {note.pk: None if note == notes[0] else 1 for note in notes}


def test_who_spoke_is_written_down_where_it_still_gives_the_counts_of_then(before, notes):
    filled.note_who_spoke(apps)
    assert list(before.evidence.order_by("contribution__created_at").values_list("perspective", flat=True)) == [
        "lived", "staff", "relative", "lived", "staff", "relative"
    ]  # fmt: skip


def test_who_spoke_is_left_open_where_somebody_speaks_as_another_now(before, notes):
    change_perspective(participation=notes[0].participation, perspective="elected", by=None, at=LATER)
    filled.note_who_spoke(apps)
    assert not before.evidence.exclude(perspective="").exists()
