"""Codes made, changed, moved, merged, split and brought back; nobody's coding is lost on the way."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from goals.actions.codebook import add_code, change_code, restore_code, retire_code
from goals.actions.coderework import merge_codes, split_code, undo_merge, undo_split
from goals.actions.coding import remove_coding
from goals.models import Code, CodeEvent, Coding
from goals.queries.codebook import counts_of, tree_of
from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from tests.factories import NOON
from tests.goals.coding.conftest import SOON
from workshops.queries import usable_contributions

pytestmark = pytest.mark.django_db


def change(code, lead, **more):
    code = Code.objects.get(pk=code.pk)
    said = {"name": code.name, "parent": code.parent, "row_version": code.row_version} | more
    return change_code(code=code, by=lead, at=SOON, **said)


def active(code) -> set:
    return set(code.codings.filter(removed_at__isnull=True).values_list("excerpt_id", "coder_id"))


def test_what_changes_is_kept_with_what_was_there_before(lab, lead, waiting, alone):
    change(waiting, lead, name="Väntan", definition="Tid utan svar")
    change(waiting, lead, parent=alone)
    waiting.refresh_from_db()
    assert (waiting.name, waiting.parent, waiting.row_version) == ("Väntan", alone, 3)
    acts = list(waiting.events.order_by("pk").values_list("act", "before", "after"))
    assert [act for act, *_rest in acts] == ["create", "change", "move"]
    assert acts[1][1] == {"name": "Att vänta", "definition": ""} and acts[2][2] == {"parent": alone.name}
    with pytest.raises(StaleEdit) as stale:
        change(waiting, lead, name="Annat", row_version=1)
    assert "Väntan" in stale.value.theirs and stale.value.row_version == 3
    n = CodeEvent.objects.count()
    change(waiting, lead)
    assert CodeEvent.objects.count() == n  # nothing changed


def test_names_and_places_that_cannot_be(lab, lead, waiting, alone):
    child = add_code(lab=lab, name="I telefonkö", parent=waiting, by=lead, at=NOON)
    for words, field in (
        ({"name": "  "}, "name"), ({"name": "x" * 121}, "name"), ({"name": "ATT  VÄNTA"}, "name"),
        ({"name": "Ny", "definition": "x" * 601}, "definition"),
        ({"name": "Ny", "parent": factories.make_code()}, "parent"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as broken:
            add_code(lab=lab, by=lead, at=NOON, **words)
        assert broken.value.field == field
    for parent in (waiting, child):
        with pytest.raises(RuleBroken, match="under sig själv"):
            change(waiting, lead, parent=parent)
    deep = child
    for n in range(18):
        deep = add_code(lab=lab, name=f"Nivå {n}", parent=deep, by=lead, at=NOON)
    with pytest.raises(RuleBroken, match="nivåer"):
        add_code(lab=lab, name="För djupt", parent=deep, by=lead, at=NOON)
    with pytest.raises(RuleBroken, match="nivåer"):
        change(waiting, lead, parent=alone)
    with pytest.raises(IntegrityError), transaction.atomic():
        Code.objects.filter(pk=waiting.pk).update(parent=waiting)


def test_out_of_use_and_back(lab, lead, waiting):
    child = add_code(lab=lab, name="I telefonkö", parent=waiting, by=lead, at=NOON)
    for _twice in range(2):
        retire_code(code=waiting, by=lead, at=SOON)
    assert [place.path for place in tree_of(lab)] == ["I telefonkö"]
    with pytest.raises(RuleBroken):
        change(waiting, lead, name="Annat")
    taken = add_code(lab=lab, name="att vänta", by=lead, at=NOON)
    with pytest.raises(RuleBroken, match="redan en kod"):
        restore_code(code=waiting, by=lead, at=SOON)
    retire_code(code=taken, by=lead, at=SOON)
    for _twice in range(2):
        restore_code(code=waiting, by=lead, at=SOON)
    assert [place.path for place in tree_of(lab)] == ["Att vänta", "Att vänta / I telefonkö"]
    assert list(waiting.events.values_list("act", flat=True)) == ["create", "retire", "restore"] and child


def test_merged_and_undone_nobodys_coding_is_lost(lab, lead, analyst, notes, waiting, alone, put):
    child = add_code(lab=lab, name="I telefonkö", parent=waiting, by=lead, at=NOON)
    put(notes[0], waiting, alone, by=lead)  # the same person, both codes
    put(notes[0], waiting, by=analyst)
    put(notes[1], waiting, by=analyst)
    gone = put(notes[2], waiting, by=lead)
    remove_coding(coding=gone.codings.get(), by=lead, at=NOON)
    before, there, rows = active(waiting), active(alone), Coding.objects.count()
    assert merge_codes(code=waiting, into=alone, by=lead, at=SOON) == 2
    waiting.refresh_from_db(), child.refresh_from_db()
    assert active(alone) == before | there and active(waiting) == set() and Coding.objects.count() == rows
    assert (waiting.merged_into, child.parent) == (alone, alone) and waiting.name == "Att vänta"
    counts = counts_of([alone.pk], usable_contributions(lab))[alone.pk]
    assert counts == {"excerpts": 2, "notes": 2, "people": 2}
    later = put(notes[3], alone, by=lead)  # meant for the other
    assert undo_merge(code=waiting, by=lead, at=SOON) == 2
    waiting.refresh_from_db(), child.refresh_from_db()
    assert active(waiting) == before and active(alone) == there | {(later.pk, lead.pk)}
    assert child.parent == waiting and waiting.gone_at is None
    assert [event.act for event in waiting.events.all()] == ["create", "merge", "restore"]
    with pytest.raises(RuleBroken):
        undo_merge(code=waiting, by=lead, at=SOON)


def test_mergings_that_cannot_be(lab, lead, waiting, alone):
    child = add_code(lab=lab, name="I telefonkö", parent=waiting, by=lead, at=NOON)
    for into in (waiting, child, factories.make_code()):
        with pytest.raises(RuleBroken) as broken:
            merge_codes(code=waiting, into=into, by=lead, at=SOON)
        assert broken.value.field == "into"
    merge_codes(code=child, into=waiting, by=lead, at=SOON)
    with pytest.raises(RuleBroken, match="används inte"):
        merge_codes(code=child, into=alone, by=lead, at=SOON)
    with pytest.raises(RuleBroken, match="Ångra sammanslagningen"):
        restore_code(code=child, by=lead, at=SOON)
    merge_codes(code=waiting, into=alone, by=lead, at=SOON)
    with pytest.raises(RuleBroken, match="Ta tillbaka den först"):
        undo_merge(code=child, by=lead, at=SOON)
    add_code(lab=lab, name="att vänta", by=lead, at=SOON)
    with pytest.raises(RuleBroken, match="samma namn"):
        undo_merge(code=waiting, by=lead, at=SOON)


def test_split_and_undone(lab, lead, analyst, notes, waiting, alone, put):
    first = put(notes[0], waiting, by=lead)
    put(notes[0], waiting, by=analyst)
    put(notes[1], waiting, by=lead)
    before = active(waiting)
    new = split_code(code=waiting, excerpt_ids=[first.pk], name="I väntrum", by=lead, at=SOON)
    assert active(new) == {(first.pk, lead.pk), (first.pk, analyst.pk)} and active(waiting) == before - active(new)
    other = put(notes[2], alone, by=lead)
    for ids in ([], [other.pk], [first.pk]):
        with pytest.raises(RuleBroken) as broken:
            split_code(code=waiting, excerpt_ids=ids, name="Annat", by=lead, at=SOON)
        assert broken.value.field == "excerpts"
    since = put(notes[3], new, by=analyst)
    assert undo_split(code=new, by=lead, at=SOON) == 3
    assert active(waiting) == before | {(since.pk, analyst.pk)}
    undo_merge(code=new, by=lead, at=SOON)  # an undoing can be undone
    assert (since.pk, analyst.pk) in active(new)
    with pytest.raises(RuleBroken):
        undo_split(code=waiting, by=lead, at=SOON)
