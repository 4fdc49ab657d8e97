"""A teller on the phone: one question at a time, nothing lost, nobody else reads, and nothing is used before a yes."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests import factories
from workshops import registry
from workshops.actions import pacing
from workshops.actions.contributions import change_note, withdraw
from workshops.actions.stories import approve, change_consents, withdraw_story, write_part
from workshops.enums import HoldReason
from workshops.models import Contribution, Story
from workshops.queries import (
    held_notes,
    kept_notes,
    note_counts,
    notes_for_staff,
    own_notes,
    place_for,
    usable_contributions,
)
from workshops.queries.after import reported_notes
from workshops.queries.stories import own_stories, parts_of, sent_stories, state_of, stories_of, story_of

pytestmark = pytest.mark.django_db
NOON = factories.NOON


def sent(here, client, page, words, **more):
    data = {"sida": page, "fraga": f"i={page[0]}-{int(page[2]) + 1}", "text": words, "story_key": str(uuid.uuid4())}
    return here.send(client, "spara", **(data | {"language": "sv", "row_version": 0} | more))


def seen_by_others(workshop) -> dict[str, int]:
    """How many notes each way to others' words gives, the widest reader each time."""
    step, sites = workshop.exercises.get(), [workshop.site.pk]
    step = place_step(workshop, step)
    return {
        "usable": usable_contributions(workshop.lab).count(),
        "desk": kept_notes(step).count(),
        "counted": note_counts(step)["notes"],
        "held": held_notes(workshop.site).count(),
        "staff": notes_for_staff(workshop, in_full=sites).count(),
        "report": reported_notes(workshop, in_full=sites).count(),
        "stories": sent_stories().count(),
        "lab": len(stories_of(workshop.lab)),
    }


def place_step(workshop, step):
    from workshops.queries import step_at

    return step_at(workshop.site.pk, step.pk)


def test_a_story_is_begun_with_its_first_part_and_kept_as_it_is_written(at, phone):
    here = at("story")
    client, place = phone(here.workshop)
    start = here.words(client)
    for words in ("inte ett klagomål", "Vad hjälpte, eller skulle ha hjälpt?", "hoppa över", "frågar vi inte om"):
        assert words in start
    key = str(uuid.uuid4())
    client.get(here.url() + "?i=1-1")
    assert not Story.objects.exists()
    response = sent(here, client, "1-1", "Det var lugnt.", story_key=key)
    assert response.status_code == 302
    assert response["Location"].endswith("?i=1-2")
    assert "Fråga 2 av 5" in client.get(response["Location"]).content.decode()
    sent(here, client, "1-3", "Att någon ringde.", story_key=key)
    (story,) = own_stories(here.step, place)
    assert [part.note.text if part.note else None for part in parts_of(story)] == [
        "Det var lugnt.", None, "Att någon ringde.", None, None,
    ]  # fmt: skip
    assert "Det var lugnt." in client.get(here.url() + "?i=1-1").content.decode()


def test_nothing_of_it_is_anybody_else_s_before_the_teller_sends_it(at, phone, leader):
    here = at("story")
    client, place = phone(here.workshop)
    sent(here, client, "1-1", "Mitt nummer är 070-123 45 67.", confirmed="1")
    assert set(seen_by_others(here.workshop).values()) == {0}
    boss = leader(here)
    for page in ("console", "notes"):
        assert "Mitt nummer" not in boss.get(here.url(page)).content.decode()
    story = own_stories(here.step, place)[0]
    assert state_of(story) is None
    read = client.get(here.url() + "?i=1-las").content.decode()
    assert "Mitt nummer" in read
    answer = here.send(
        client, "skicka", sida="1-las", row_version=story.row_version, title="En vanlig dag", consent_analysis="on"
    )
    assert answer.status_code == 302
    seen = seen_by_others(here.workshop)
    assert seen["usable"] == 0  # what may point at somebody waits for a facilitator still
    assert {seen[name] for name in ("desk", "held", "staff", "stories")} == {1}
    Contribution.objects.update(hold=HoldReason.NONE)
    assert set(seen_by_others(here.workshop).values()) == {1, 0}
    assert seen_by_others(here.workshop) | {"held": 1} == dict.fromkeys(seen, 1)


def test_it_is_never_shown_to_the_room(at, tell):
    here = at("story")
    tell(here.step, factories.make_participation(workshop=here.workshop), send=True)
    here.close()
    with pytest.raises(RuleBroken, match="visas inte för rummet"):
        pacing.reveal(exercise=here.step, by=None, at=NOON)
    assert registry.get("story").may_be_read(here.step) is False


def test_changing_a_part_takes_back_the_yes_until_it_is_given_again(at, tell):
    here = at("story")
    place = factories.make_participation(workshop=here.workshop)
    story = tell(here.step, place, send=True)
    assert usable_contributions(here.workshop.lab).count() == 2
    note = own_notes(here.step, place).first()
    change_note(contribution=note, text="Det var inte så stilla.", row_version=1, by=place, at=NOON)
    assert usable_contributions(here.workshop.lab).count() == 0
    assert sent_stories().count() == 0
    with pytest.raises(RuleBroken) as old:
        approve(story=story, row_version=story.row_version, by=place, at=NOON)
    assert old.value.code == "changed"
    story.refresh_from_db()
    approve(story=story, row_version=story.row_version, by=place, at=NOON)
    assert usable_contributions(here.workshop.lab).count() == 2
    write_part(
        exercise=here.step, participation=place, story_key=story.client_key, number=1, part="f5", text="Lugn",
        client_key=uuid.uuid4(), row_version=0, by=place, at=NOON,
    )  # fmt: skip
    assert usable_contributions(here.workshop.lab).count() == 0


def test_the_same_sent_twice_is_once_and_two_devices_lose_nothing(at, phone):
    here = at("story")
    client, place = phone(here.workshop)
    key, part = str(uuid.uuid4()), str(uuid.uuid4())
    for _ in range(3):
        assert sent(here, client, "1-1", "En gång.", story_key=key, key=part).status_code == 302
    assert (Story.objects.count(), Contribution.objects.count()) == (1, 1)
    # The other device began "its" first story too: it is the same one.
    assert sent(here, client, "1-2", "På datorn.").status_code == 302
    response = sent(here, client, "1-1", "En annan gång.")
    assert response.status_code == 409
    assert "En gång." in response.content.decode()
    assert "En annan gång." in response.content.decode()
    assert sent(here, client, "1-1", "En annan gång.", row_version=1).status_code == 302
    assert Story.objects.count() == 1
    assert sent(here, client, "2-1", "En till.").status_code == 302
    assert [len(story.live) for story in own_stories(here.step, place)] == [2, 1]


def test_two_first_parts_at_the_same_moment_are_not_two(at, tell, monkeypatch):
    here = at("story")
    place = factories.make_participation(workshop=here.workshop)
    story = tell(here.step, place, {"f1": "Den andra fliken."})
    looks = iter([None, own_notes(here.step, place).get()])
    monkeypatch.setattr("workshops.actions.stories.part_of", lambda *_: next(looks))
    with pytest.raises(StaleEdit) as stale:
        write_part(
            exercise=here.step, participation=place, story_key=story.client_key, number=1, part="f1", text="Den här.",
            client_key=uuid.uuid4(), row_version=0, by=place, at=NOON,
        )  # fmt: skip
    assert (stale.value.yours, stale.value.theirs) == ("Den här.", "Den andra fliken.")
    note = story.live[0]
    note.pk, note.client_key = uuid.uuid4(), uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        note.save(force_insert=True)


@pytest.mark.parametrize(("field", "value", "status"), [("text", "x" * 301, 422), ("sida", "1-9", 400)])
def test_what_is_refused_leaves_no_empty_story(at, phone, field, value, status):
    here = at("story", settings={"max_length": 300})
    client, _place = phone(here.workshop)
    assert sent(here, client, "1-1", "Ord", **{field: value}).status_code == status
    assert sent(here, client, "1-1", "Ring 070-123 45 67").status_code in (400, 409, 422)
    assert not Story.objects.exists()


def test_no_words_pass_over_a_question_and_take_a_part_away(at, phone):
    here = at("story")
    client, place = phone(here.workshop)
    assert sent(here, client, "1-1", "  ").status_code == 302
    assert not Story.objects.exists()
    sent(here, client, "1-1", "Ord")
    sent(here, client, "1-1", "", row_version=1)
    assert not own_stories(here.step, place)[0].live
    assert client.get(here.url() + "?i=1-las").status_code == 200


def test_with_or_for_somebody_is_kept_and_asks_who(at, phone):
    here = at("story")
    client, _place = phone(here.workshop)
    assert sent(here, client, "1-1", "Ord", told_by="other").status_code == 422
    sent(here, client, "1-1", "Ord", told_by="other", relation="relative", was_present="nej")
    story = Story.objects.get()
    assert (story.told_by, story.relation, story.was_present) == ("other", "relative", False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.update(told_by="self")


def test_what_the_database_refuses(at, tell):
    here = at("story")
    tell(here.step, factories.make_participation(workshop=here.workshop), send=True)
    for broken in ({"read_back": ""}, {"no_read_back": "Ville inte"}, {"told_by": "staff"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Story.objects.update(**broken)


def test_a_part_or_the_whole_is_taken_back_in_one_act(at, tell, phone, monkeypatch):
    here = at("story")
    client, place = phone(here.workshop)
    story = tell(here.step, place, send=True)
    first = next(note for note in story.live if note.part == "f1")
    withdraw(contribution=first, by=place, at=NOON)
    assert [note.part for note in usable_contributions(here.workshop.lab)] == ["f3"]
    assert [note.part for note in stories_of(here.workshop.lab)[0].usable] == ["f3"]
    assert story_of(first).pk == story.pk
    other = tell(here.step, place, {"f1": "A", "f2": "B"}, send=True, number=2)
    calls = iter([withdraw])
    with monkeypatch.context() as patch:
        patch.setattr("workshops.actions.stories.withdraw", lambda **sent: next(calls)(**sent))
        with pytest.raises(StopIteration):
            withdraw_story(story=other, by=place, at=NOON)
    assert Contribution.objects.filter(story=other, withdrawn_at=None).count() == 2  # all of it or nothing
    url = f"/delta/{here.workshop.pk}/berattelse/{other.pk}/anvand-inte/"
    assert "Använd inte berättelsen?" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    assert AuditEvent.objects.filter(act="story.withdrawn").count() == 1
    stranger, _place = phone(here.workshop)
    assert stranger.get(f"/delta/{here.workshop.pk}/berattelse/{story.pk}/anvand-inte/").status_code == 404


def test_consents_are_for_the_whole_and_for_each_part(at, tell):
    here = at("story")
    place = factories.make_participation(workshop=here.workshop)
    story = tell(here.step, place)
    approve(
        story=story, row_version=story.row_version, by=place, at=NOON,
        consents={"analysis": True, "quote": True, "reuse": False},
    )  # fmt: skip
    assert set(Contribution.objects.values_list("consent_quote", flat=True)) == {True}
    change_consents(story=story, use="analysis", granted=False, by=place, at=NOON)
    assert not usable_contributions(here.workshop.lab).exists()
    assert stories_of(here.workshop.lab) == []
    with pytest.raises(RuleBroken):
        change_consents(story=story, use="advertising", granted=True, by=place, at=NOON)


def test_without_any_name_a_story_is_sent_before_the_step_closes(at, phone):
    here = at("story", anonymity="anonymous")
    client, place = phone(here.workshop)
    sent(here, client, "1-1", "Utan namn.")
    story = Story.objects.get()
    assert story.participation_id != place.pk
    assert story.participation_id == place_for(here.step, place).pk
    here.send(client, "skicka", sida="1-las", row_version=story.row_version, consent_analysis="on")
    assert usable_contributions(here.workshop.lab).count() == 1
    assert AuditEvent.objects.get(act="story.approved").actor == f"participation:{story.participation_id}"
    here.close()
    assert "Utan namn." not in client.get(here.url() + "?i=1-las").content.decode()


def test_over_time_what_is_not_sent_waits_for_its_teller_after_the_time_is_out(at, phone):
    from django.utils import timezone

    until = timezone.now() + timedelta(days=10)
    here = at("story", open_until=until)
    client, place = phone(here.workshop)
    sent(here, client, "1-1", "Hann inte skicka.")
    here.close()
    assert sent(here, client, "1-2", "För sent.").status_code == 409
    story = own_stories(here.step, place)[0]
    assert not usable_contributions(here.workshop.lab).exists()
    assert here.send(client, "skicka", sida="1-las", row_version=story.row_version).status_code == 302
    story.refresh_from_db()
    assert story.may_be_used


@pytest.mark.parametrize(
    "settings",
    [
        {"questions": []}, {"questions": [{"question": "Vad?"}] * 9}, {"questions": [{"question": "", "help": "x"}]},
        {"questions": [{"question": "x" * 161}]}, {"questions": [{"question": "Vad?", "key": "a b"}]},
        {"questions": [{"question": "A", "key": "f1"}, {"question": "B", "key": "f1"}]}, {"max_length": 6001},
        {"max_length": "många"}, {"not_asked": "x" * 301},
    ],
)  # fmt: skip
def test_guides_that_cannot_be_used_are_refused_in_words(settings):
    with pytest.raises(RuleBroken) as broken:
        registry.get("story").clean_settings(settings)
    assert broken.value.field in settings


def test_the_guide_is_written_one_question_per_line(client_of):
    workshop = factories.make_workshop(with_programme=False)
    client = client_of(factories.make_member(lab=workshop.lab, role="facilitator"))
    url = f"/verkstad/{workshop.pk}/steg/nytt/story/"
    assert "Vad hjälpte, eller skulle ha hjälpt?" in client.get(url).content.decode()
    sent = {
        "title": "Berätta", "minutes": 5, "questions": "Vad hände? | I korthet.\n\nOch sedan?", "not_asked": "",
        "max_length": "500",
    }  # fmt: skip
    assert client.post(url, sent | {"questions": " "}).status_code == 422
    assert client.post(url, sent).status_code == 302
    step = workshop.exercises.get()
    assert step.settings["questions"] == [
        {"key": "f1", "question": "Vad hände?", "help": "I korthet."},
        {"key": "f2", "question": "Och sedan?", "help": ""},
    ]
    assert "Vad hände? | I korthet." in client.get(f"/verkstad/{workshop.pk}/steg/{step.pk}/").content.decode()
