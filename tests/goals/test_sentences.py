"""Sentences point at their voices, excerpts stand for stretches of notes, and nothing says more than it may."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from goals.actions.evidence import put_voices, sort_voices
from goals.actions.sentences import tie_sentences
from goals.actions.status import publish
from goals.actions.versions import change_draft, discard_draft, start_new_version
from goals.models import Excerpt, GoalVersion, Representation, SentenceVoice
from goals.queries import page_data, voices_data
from hlab.core.errors import RuleBroken
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from tests.goals.test_pages import sent, url
from tests.goals.test_shown import reword
from workshops.actions.contributions import change_consent, withdraw

FIRST, SECOND = "Jag berättar en gång.", "Sedan vet de som hjälper mig."


@pytest.fixture
def two(draft, lead):
    """The draft with two sentences in two paragraphs."""
    return change_draft(version=draft, row_version=1, statement=f"{FIRST}\n\n{SECOND}", by=lead, at=NOON)


def ids(notes):
    return [note.pk for note in notes]


def tie(version, lead, notes, ties):
    return tie_sentences(version=version, ties=ties, seen=ids(notes), by=lead, at=NOON)


def carried(version):
    return {
        text: set(version.sentence_voices.filter(sentence=text).values_list("evidence__contribution", flat=True))
        for text in version.sentence_voices.values_list("sentence", flat=True)
    }


def quote(version, notes, chosen, lead, **more):
    for note in chosen:
        change_consent(contribution=note, use="quote", granted=True, by=None, at=NOON)
    sort_voices(version=version, seen=ids(notes), keep=ids(notes), quotes=ids(chosen), by=lead, at=NOON, **more)


def stretch(note, start=0, end=5):
    return Excerpt.objects.create(
        contribution=note, note_version=note.row_version, start=start, end=end, text=note.text[start:end],
        created_at=NOON,
    )  # fmt: skip


def test_a_rewritten_sentence_points_at_nobody_and_the_others_are_carried_on(two, notes, lead):
    assert tie(two, lead, notes, {FIRST: ids(notes[:2]), SECOND: ids(notes[2:3]), "Finns inte.": ids(notes)}) == [
        "Finns inte."
    ]
    tie(two, lead, notes[:1], {FIRST: []})  # only of the voices that were seen
    assert carried(two) == {FIRST: {notes[1].pk}, SECOND: {notes[2].pk}}
    publish(version=two, by=lead, at=NOON)
    withdraw(contribution=notes[2], by=None, at=LATER)
    new = start_new_version(goal=two.goal, by=lead, at=LATER)
    assert carried(new) == {FIRST: {notes[1].pk}}
    changed = change_draft(
        version=new, row_version=1, statement=f"Jag vill berätta en gång. {SECOND}", by=lead, at=LATER
    )
    assert changed.lost == [FIRST] and not carried(new)
    discard_draft(version=tie_and_return(new, lead, notes), by=lead, at=LATER)
    assert not SentenceVoice.objects.filter(version=new.pk).exists()


def tie_and_return(version, lead, notes):
    tie(version, lead, notes, {SECOND: ids(notes[:1])})
    return version


def test_removing_a_voice_takes_it_out_of_its_sentences_and_a_frozen_version_stands(two, notes, lead):
    tie(two, lead, notes, {FIRST: ids(notes)})
    sort_voices(version=two, seen=ids(notes), keep=ids(notes[1:]), quotes=[], by=lead, at=NOON)
    assert len(carried(two)[FIRST]) == 5
    frozen = publish(version=two, by=lead, at=NOON)
    with pytest.raises(RuleBroken):
        tie(frozen, lead, notes, {FIRST: []})
    for act in (
        lambda: frozen.sentence_voices.all().delete(),
        lambda: SentenceVoice.objects.create(version=frozen, sentence=SECOND, evidence=frozen.evidence.first()),
        lambda: GoalVersion.objects.filter(pk=frozen.pk).update(easy_read="Annat"),
        lambda: GoalVersion.objects.filter(pk=frozen.pk).update(shifts=["relation"]),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_page_leads_from_a_sentence_to_its_voices_and_back(two, notes, lead, client):
    quote(two, notes, notes[:4], lead)
    tie(two, lead, notes, {FIRST: ids(notes[:5]), SECOND: ids(notes[5:])})
    public = publish(version=two, by=lead, at=NOON)
    data = page_data(public.goal)
    first, second = data["sentences"]
    assert (first["gap"], second["gap"]) == ("", "paragraph")
    assert (first["at_least"], len(first["voices"]), first["more"]) == (5, 3, 1)
    assert (second["at_least"], second["voices"], second["behind"]) == (None, [], False)  # one person, not quotable
    page = render_to_string("goals/_public.html", data)
    assert 'id="m1" href="#mening-1"' in page and 'id="mening-1" tabindex="-1"' in page and 'href="#m1"' in page
    assert "minst 5 personer" in page and "mening-2" not in page
    there = reverse("goals:public_voices", args=[public.goal.slug, 1])
    found = client.get(f"{there}?mening=1").content.decode()
    assert notes[3].text in found and notes[5].text not in found and FIRST in found
    assert "4 utdrag" in client.get(f"{there}?mening=77").content.decode()
    withdraw(contribution=notes[0], by=None, at=LATER)
    assert notes[0].text not in render_to_string("goals/_public.html", page_data(public.goal))


def test_too_few_people_are_told_of_in_no_sentence(lab, lead):
    notes = factories.make_room(people=3, lab=lab)[2]
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=notes, statement=FIRST)
    quote(version, notes, notes, lead)
    tie(version, lead, notes, {FIRST: ids(notes)})
    assert not page_data(publish(version=version, by=lead, at=NOON).goal)["carried"]


def test_only_the_stretch_is_shown_and_only_in_the_words_that_were_read(draft, notes, lead):
    mark, other = stretch(notes[0]), stretch(notes[1])
    quote(draft, notes, notes[:2], lead, excerpts={notes[0].pk: mark.pk, notes[1].pk: ""})
    with pytest.raises(RuleBroken):
        quote(draft, notes, notes[:2], lead, excerpts={notes[0].pk: other.pk})
    public = publish(version=draft, by=lead, at=NOON)
    assert {voice["text"] for voice in page_data(public.goal)["voices"]} == {mark.text, notes[1].text}
    reword(notes[0])
    assert {voice["text"] for voice in voices_data(public.goal, 1)["voices"]} == {notes[1].text}
    new = start_new_version(goal=public.goal, by=lead, at=LATER)
    notes[0].refresh_from_db()
    quote(new, notes, notes[:1], lead)  # chosen again, but the stretch is of the old words
    assert not new.evidence.get(contribution=notes[0]).quote
    quote(new, notes, notes[:1], lead, excerpts={notes[0].pk: ""})
    assert new.evidence.get(contribution=notes[0]).quote


def test_whoever_refuses_to_stand_so_is_not_read_and_left_out_of_the_next(draft, notes, lead):
    quote(draft, notes, notes[:2], lead)
    public = publish(version=draft, by=lead, at=NOON)
    Representation.objects.create(evidence=public.evidence.get(contribution=notes[0]), answer="refuse", at=LATER)
    assert {voice["text"] for voice in page_data(public.goal)["voices"]} == {notes[1].text}
    new = start_new_version(goal=public.goal, by=lead, at=LATER)
    assert notes[0].pk not in set(new.evidence.values_list("contribution", flat=True))


def test_nobody_is_left_and_the_page_and_the_next_version_say_so(public, notes, lead, client_of):
    for note in notes:
        withdraw(contribution=note, by=None, at=LATER)
    page = render_to_string("goals/_public.html", page_data(public.goal))
    assert "Ingen röst finns kvar" in page and public.statement in page
    new = start_new_version(goal=public.goal, by=lead, at=LATER)
    assert not new.evidence.exists()
    edit = client_of(lead).get(url("edit", new)).content.decode()
    assert "Ingen röst står bakom" in edit and "6 röster i den förra versionen är återtagna." in edit
    change_draft(version=new, row_version=1, what_changed="x", why_changed="y", by=lead, at=LATER)
    factories.make_cause(version=new)
    with pytest.raises(RuleBroken, match="minst en röst"):
        publish(version=new, by=lead, at=LATER)


def test_boxes_on_the_page_tie_and_are_kept_when_something_is_wrong(client_of, lead, two, notes):
    signed, mark = client_of(lead), stretch(notes[0])
    boxes = {"mening": [FIRST, SECOND], "bar": [f"1:{notes[0].pk}", f"2:{notes[1].pk}", "9:x", f"1:{lead.pk}"]}
    data = sent(two, notes, **boxes, **{f"utdrag-{notes[0].pk}": str(mark.pk)})
    wrong = signed.post(url("edit", two), data | {"title": ""}).content.decode()
    assert wrong.count(" checked>") >= 8 and not carried(two)
    words = {"level": "micro", "shifts": ["coordinated", "relation"], "easy_read": "Jag säger det en gång."}
    assert signed.post(url("edit", two), data | words).status_code == 302
    two.refresh_from_db()
    assert carried(two) == {FIRST: {notes[0].pk}, SECOND: {notes[1].pk}}
    assert two.evidence.get(contribution=notes[0]).excerpt == mark
    assert (two.level, two.shifts, two.easy_read) == ("micro", ["relation", "coordinated"], words["easy_read"])
    again = sent(two, notes, **boxes, **words) | {"statement": f"Jag berättar bara en gång. {SECOND}"}
    page = signed.post(url("edit", two), again, follow=True).content.decode()
    assert "står inte kvar så" in page and carried(two) == {SECOND: {notes[1].pk}}
    for odd in ({"level": "giga"}, {"shifts": ["femte"]}):
        two.refresh_from_db()
        assert signed.post(url("edit", two), sent(two, notes, **odd)).status_code == 422
        with pytest.raises(RuleBroken):
            change_draft(version=two, row_version=two.row_version, by=lead, at=NOON, **odd)


def test_a_marked_stretch_comes_along_from_where_it_was_marked(client_of, lead, lab, notes):
    mark = stretch(notes[0])
    signed = client_of(lead)
    page = signed.post(url("create", lab), {"utdrag": [str(mark.pk)]}).content.decode()
    assert f'value="{mark.pk}" checked' in page and f'name="lapp" value="{notes[0].pk}"' in page
    words = {"title": "Jag", "statement": FIRST, "lapp": [str(notes[0].pk)], f"utdrag-{notes[0].pk}": str(mark.pk)}
    signed.post(url("create", lab), words)
    assert GoalVersion.objects.get().evidence.get().excerpt == mark


def test_many_voices_are_written_with_and_read_a_page_at_a_time(client_of, lead, lab, monkeypatch, client):
    from goals.queries import voices
    from goals.views import writing

    monkeypatch.setattr(writing, "VOICES_PER_PAGE", 4)
    monkeypatch.setattr(voices, "PER_PAGE", 4)
    notes = factories.make_room(people=6, lab=lab)[2]
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab), statement=FIRST)
    put_voices(version=version, contribution_ids=ids(notes), by=lead, at=NOON)
    quote(version, notes, notes, lead)
    signed = client_of(lead)
    on_page = [note for note in notes if str(note.pk) in signed.get(url("edit", version)).content.decode()]
    assert len(on_page) == 4
    citat = [str(note.pk) for note in on_page]
    data = sent(version, on_page, mening=[FIRST], bar=[f"1:{on_page[0].pk}"], fran="1", page="2", citat=citat)
    data["behall"] = data["behall"][:3]
    assert signed.post(url("edit", version), data).url.endswith("?page=2#roster")
    assert version.evidence.count() == 5 and carried(version) == {FIRST: {on_page[0].pk}}
    public = publish(version=version, by=lead, at=NOON)
    there = reverse("goals:public_voices", args=[public.goal.slug, 1])
    assert "Sida 2 av 2" in client.get(f"{there}?page=2").content.decode()
