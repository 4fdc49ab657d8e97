"""Ticks among many notes follow along, without script, until something is written of them."""

from __future__ import annotations

import re
import uuid

import pytest

from goals.models import GoalVersion
from goals.views import writing
from tests import factories
from tests.goals.test_pages import WORDS, url


@pytest.fixture
def signed(client_of, facilitator, monkeypatch):
    monkeypatch.setattr(writing, "PER_PAGE", 4)
    return client_of(facilitator)


def ticked(page: str) -> set[str]:
    """The notes that the form on a page would send."""
    boxes = re.findall(r'<input type="(hidden|checkbox)" name="lapp" value="([^"]+)"([^>]*)>', page)
    return {value for kind, value, rest in boxes if kind == "hidden" or "checked" in rest}


def test_ticks_follow_from_page_to_page_and_into_the_writing(signed, lab, notes):
    ids = [str(note.pk) for note in notes]
    page = signed.get(url("choose", lab)).content.decode()
    assert not ticked(page) and "Valda:" not in page
    page = signed.post(url("choose", lab), {"lapp": ids[:2], "page": "2"}).content.decode()
    assert ticked(page) == {*ids[:2]} and "Valda: 2" in page
    assert '<button class="btn btn--quiet" name="page" value="1">' in page
    page = signed.post(url("choose", lab), {"lapp": [*ids[:2], ids[5]], "urval": "1", "sok": "finns inte"})
    assert ticked(page.content.decode()) == {*ids[:2], ids[5]}
    page = signed.post(url("create", lab), {"lapp": [*ids[:2], ids[5]], "sok": ""})
    assert page.status_code == 200 and "3 personer står bakom" in page.content.decode()
    assert "Skriv en rubrik." not in page.content.decode() and not GoalVersion.objects.exists()
    signed.post(url("create", lab), WORDS | {"lapp": [*ids[:2], ids[5]]})
    assert GoalVersion.objects.get().evidence.count() == 3


def test_what_is_unticked_on_its_page_is_no_longer_chosen(signed, lab, notes):
    ids = [str(note.pk) for note in notes]
    page = signed.post(url("choose", lab), {"lapp": [ids[1]], "page": "1"}).content.decode()
    assert ticked(page) == {ids[1]}


def test_the_same_for_more_voices_and_only_the_button_adds(signed, lab, draft):
    more = [str(note.pk) for note in factories.make_room(people=2, lab=lab)[2]]
    for looking in ({"page": "2"}, {"urval": "1"}):
        answer = signed.post(url("add_voices", draft), {"lapp": more, **looking})
        assert answer.status_code == 200 and ticked(answer.content.decode()) == {*more}
        assert draft.evidence.count() == 6
    signed.post(url("add_voices", draft), {"lapp": more})
    assert draft.evidence.count() == 8


def test_notes_that_may_not_be_chosen_do_not_follow(signed, lab, notes):
    other = factories.make_room(people=1)[2][0]
    sent = {"lapp": [str(other.pk), "inte-ett-id", str(uuid.UUID(int=7))], "page": "1"}
    page = signed.post(url("choose", lab), sent).content.decode()
    assert not ticked(page) and "Valda:" not in page
