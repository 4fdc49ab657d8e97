"""Marking and coding: bounds, several coders, words that change, notes that are taken back."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from goals.actions.codebook import retire_code
from goals.actions.coding import (
    accept_suggestion,
    change_memo,
    code_note,
    dismiss_suggestion,
    done_with,
    look_again,
    remove_coding,
    write_memo,
)
from goals.models import Code, Coding, CodingPass, DismissedCoding, Excerpt, Memo
from goals.queries.codebook import counts_of, excerpts_of, set_aside
from goals.queries.codetalk import readings, stories_of
from goals.queries.coding import desk_of, how_far, queue
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests import factories
from tests.factories import NOON
from tests.goals.coding.conftest import SOON, TEXT
from workshops.actions.contributions import withdraw
from workshops.models import Contribution
from workshops.queries import usable_contributions

pytestmark = pytest.mark.django_db


def reword(note, text):
    """New words for a note, as the person's own page would have saved them."""
    Contribution.objects.filter(pk=note.pk).update(text=text, row_version=note.row_version + 1)
    note.refresh_from_db()


def mark(note, by, spans, codes, **more):
    said = {"note_version": note.row_version, "at": NOON} | more
    return code_note(note=note, spans=spans, codes=codes, by=by, **said)


def test_a_stretch_is_kept_as_it_reads_and_once(lab, lead, note, waiting, alone):
    at = TEXT.index("🙂")
    one, other = mark(note, lead, [(at, at + 8), (0, 22), (0, 22)], [waiting, alone])
    assert (one.text, other.text) == ("🙂 från n", "Ingen ringde tillbaka.")
    mark(note, lead, [(0, 22)], [waiting])
    mark(note, lead, [(0, 48)], [waiting])  # overlaps, and may
    assert Excerpt.objects.count() == 3 and Coding.objects.count() == 5
    assert AuditEvent.objects.filter(act="coding.added").count() == 2  # the second time was nothing new
    with pytest.raises(IntegrityError), transaction.atomic():
        Coding.objects.create(excerpt=one, code=waiting, coder=lead, at=NOON)


def test_what_cannot_be_marked(lab, lead, note, waiting):
    other = factories.make_code()
    gone = factories.make_code(lab=lab)
    retire_code(code=gone, by=lead, at=NOON)
    for spans, codes, field in (
        ([], [waiting], "spans"), ([(0, len(TEXT) + 1)], [waiting], "spans"), ([(5, 5)], [waiting], "spans"),
        ([(-1, 4)], [waiting], "spans"), ([(22, 23)], [waiting], "spans"), ([(0, 5)], [], "code"),
        ([(0, 5)], [other], "code"), ([(0, 5)], [waiting, gone], "code"),
        ([(n, n + 2) for n in range(300)], [waiting], "spans"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as broken:
            mark(note, lead, spans, codes)
        assert broken.value.field == field
    with pytest.raises(RuleBroken, match="inloggad"):
        mark(note, None, [(0, 5)], [waiting])
    with pytest.raises(StaleEdit):
        mark(note, lead, [(0, 5)], [waiting], note_version=9)
    with pytest.raises(RuleBroken), transaction.atomic():
        mark(note, lead, [(0, 9999)], [], new_code="Halvvägs")
    assert not Excerpt.objects.exists() and not Code.objects.filter(name="Halvvägs").exists()
    assert mark(note, lead, [(0, 5)], [], new_code="Telefon")[0].codings.get().code.name == "Telefon"


def test_each_takes_away_their_own_and_the_row_stays(lead, analyst, note, waiting, put):
    excerpt = put(note, waiting, by=lead)
    coding = put(note, waiting, by=analyst).codings.get(coder=analyst)
    with pytest.raises(RuleBroken) as broken:
        remove_coding(coding=coding, by=lead, at=SOON)
    assert broken.value.status == 403
    for _twice in range(2):
        remove_coding(coding=coding, by=analyst, at=SOON)
    assert Coding.objects.get(pk=coding.pk).removed_at == SOON
    assert put(note, waiting, by=analyst) == excerpt and excerpt.codings.count() == 3  # put again: a row of its own


def test_others_are_seen_after_ones_own(lead, analyst, note, waiting, alone, put):
    put(note, waiting, by=lead)
    seen = desk_of(note, analyst, see_others=False)
    assert (seen.others, seen.hidden, seen.may_see) == ({}, 1, False)
    assert lead.pk in desk_of(note, analyst, see_others=True).others
    done_with(note=note, note_version=1, by=analyst, at=NOON)
    assert lead.pk in desk_of(note, analyst, see_others=False).others  # read, and nothing fits


def test_read_once_per_wording(lab, lead, analyst, note, waiting, put):
    for _twice in range(2):
        done_with(note=note, note_version=1, by=lead, at=NOON)
    assert CodingPass.objects.get().note_version == 1
    notes = usable_contributions(lab)
    assert how_far(lab, notes, lead) == {"notes": 4, "mine": 1, "uncoded": 4, "changed": 0}
    assert note not in queue(lab, notes, lead, "olasta") and note in queue(lab, notes, analyst, "olasta")
    put(note, waiting, by=analyst)
    assert note not in queue(lab, notes, lead, "okodade")
    reword(note, "Något helt annat.")
    assert note in queue(lab, notes, lead, "olasta") and list(queue(lab, notes, analyst, "andrade")) == [note]
    with pytest.raises(StaleEdit):
        done_with(note=note, note_version=1, by=lead, at=SOON)
    done_with(note=note, note_version=2, by=lead, at=SOON)
    assert CodingPass.objects.get(coder=lead).note_version == 2


def test_changed_words_ask_to_be_looked_at_by_each(lab, lead, analyst, note, waiting, put):
    old = put(note, waiting, by=lead, span=(0, 22))
    put(note, waiting, by=analyst, span=(0, 22))
    reword(note, "Så här var det. Ingen ringde tillbaka. Inte då heller.")
    notes = usable_contributions(lab)
    assert not excerpts_of(waiting, notes).exists() and set_aside(waiting, notes) == {"chairs": 0, "changed": 1}
    seen = desk_of(note, lead, see_others=False)
    assert seen.mine == [] and seen.old[0].now == (16, 38)
    with pytest.raises(StaleEdit):
        look_again(note=note, note_version=1, excerpt=old, span=(16, 38), by=lead, at=SOON)
    new = look_again(note=note, note_version=2, excerpt=old, span=(16, 38), by=lead, at=SOON)
    assert new.text == old.text and new.note_version == 2
    with pytest.raises(RuleBroken):
        look_again(note=note, note_version=2, excerpt=old, span=None, by=lead, at=SOON)
    assert desk_of(note, analyst, see_others=False).old  # theirs to say
    look_again(note=note, note_version=2, excerpt=old, span=None, by=analyst, at=SOON)
    assert set(waiting.codings.filter(removed_at=None).values_list("coder", "excerpt")) == {(lead.pk, new.pk)}
    assert Coding.objects.count() == 3  # the old ones are there, taken away


@pytest.mark.parametrize("how", ["withdrawn", "consent", "held"])
def test_an_empty_chair(lab, lead, notes, waiting, put, how):
    put(notes[0], waiting, by=lead)
    put(notes[1], waiting, by=lead)
    if how == "withdrawn":
        withdraw(contribution=notes[0], by=None, at=SOON)
    else:
        said = {"consent_analysis": False} if how == "consent" else {"hold": "personal"}
        Contribution.objects.filter(pk=notes[0].pk).update(**said)
    left = usable_contributions(lab)
    assert [row.contribution_id for row in excerpts_of(waiting, left)] == [notes[1].pk]
    assert counts_of([waiting.pk], left)[waiting.pk] == {"excerpts": 1, "notes": 1, "people": 1}
    assert set_aside(waiting, left)["chairs"] == 1
    assert list(readings(lab, left).by_note) == [notes[1].pk] and len(stories_of(lab, left)) == 1
    with pytest.raises(RuleBroken, match="får inte användas"):
        mark(notes[0], lead, [(0, 5)], [waiting])


def test_a_suggestion_is_somebodys_yes_or_nobodys(lab, lead, notes, waiting):
    excerpt = accept_suggestion(code=waiting, note=notes[0], note_version=1, by=lead, at=NOON)
    assert excerpt.codings.get().origin == "suggested" and excerpt.text == TEXT
    for _twice in range(2):
        dismiss_suggestion(code=waiting, note=notes[1], by=lead, at=NOON)
    assert DismissedCoding.objects.get().contribution == notes[1] and Coding.objects.count() == 1
    with pytest.raises(RuleBroken):
        dismiss_suggestion(code=factories.make_code(), note=notes[1], by=lead, at=NOON)


def test_memos_are_ones_own(lab, lead, analyst, waiting):
    memo = write_memo(lab=lab, code=waiting, text="Är det tid eller ovisshet?", by=lead, at=NOON)
    for text in (" ", "x" * 4001):
        with pytest.raises(RuleBroken):
            write_memo(lab=lab, text=text, by=lead, at=NOON)
    with pytest.raises(RuleBroken):
        change_memo(memo=memo, text="Annat", row_version=1, by=analyst, at=SOON)
    change_memo(memo=memo, text="Ovisshet.", row_version=1, by=lead, at=SOON)
    with pytest.raises(StaleEdit):
        change_memo(memo=memo, text="Tid.", row_version=1, by=lead, at=SOON)
    assert Memo.objects.get().text == "Ovisshet."


def test_stories_are_counted_whole_and_people_once(lab, lead, notes, waiting, alone, put):
    put(notes[0], waiting, by=lead)
    put(notes[1], alone, by=lead)
    done_with(note=notes[2], note_version=1, by=lead, at=NOON)
    told = stories_of(lab, usable_contributions(lab))
    assert [set(story.codes) for story in told] == [{waiting.pk}, {alone.pk}, set()]
    assert len({story.person for story in told}) == 3
    from workshops.models import Story

    step = notes[0].exercise
    story = Story.objects.create(
        exercise=step, participation=notes[0].participation, site=notes[0].site, client_key=uuid.uuid4(),
        read_back="aloud", approved_at=NOON, created_at=NOON,
    )  # fmt: skip
    more = factories.make_many_notes(step=step, participation=notes[0].participation, number=1)
    for part, note in enumerate((notes[0], more[0]), start=1):
        Contribution.objects.filter(pk=note.pk).update(story=story, part=str(part))
    put(more[0], alone, by=lead)
    told = stories_of(lab, usable_contributions(lab))
    assert sorted(len(row.codes) for row in told) == [0, 1, 2]
