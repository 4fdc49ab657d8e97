"""One person's answer about one version: once, changed until the round closes, taken back for good."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from feedback.actions.remarking import remark_on
from feedback.actions.responding import Consequence, respond, seen_of, withdraw_response
from feedback.enums import FormKind, Part, RemarkState, RoundState
from feedback.models import Remark, Response, Round
from feedback.queries.responses import Key, people_in, remarks_in, words_in
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests.factories import NOON, make_participation
from tests.feedback.sample import make_answer, make_version
from tests.feedback.trying import again, make_step, make_trying, say
from workshops.actions.contributions import change_consent, change_note
from workshops.actions.pacing import close_writing
from workshops.models import Contribution

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def here(lab):
    return make_trying(lab=lab)


def words(response) -> dict:
    return {key.part: text for key, text in words_in(remarks_in(response)).items()}


def seen(response) -> int:
    return seen_of(response, words_in(remarks_in(response)))


def test_everything_is_kept_and_the_same_again_is_the_same(here):
    place = make_participation(workshop=here.workshop)
    sent = {
        "place": place, "words": {Part.WHY: " Slipper ringa tre. ", Part.LIKES: "", Part.RETHINK: "Tänk om natten."},
        "client_key": uuid.uuid4(), "level": "micro", "county": "08", "answers_for": "together",
    }  # fmt: skip
    mine = say(here, **sent)
    assert say(here, **sent) == mine and Response.objects.count() == 1 and Remark.objects.count() == 2
    assert (mine.effect, mine.level, mine.county, mine.answers_for) == ("better", "micro", "08", "together")
    assert words(mine) == {"why": "Slipper ringa tre.", "rethink": "Tänk om natten."}
    assert mine.receipt_id == place.receipt_id and mine.counted and not mine.late
    assert {note.part for note in Contribution.objects.filter(remark__isnull=False)} == {"why", "rethink"}


def test_a_second_answer_changes_the_first_and_keeps_what_was_said(here):
    place = make_participation(workshop=here.workshop)
    mine = say(here, place=place, words={Part.WHY: "Först.", Part.WISHES: "En jour."})
    Remark.objects.update(state=RemarkState.READ, shown_at=NOON)
    changed = say(
        here, place=place, effect="worse", words={Part.WHY: "Sedan.", Part.WISHES: ""}, seen=seen(mine), at=LATER
    )
    assert changed.pk == mine.pk and changed.effect == "worse" and words(changed) == {"why": "Sedan."}
    why, wish = remarks_in(changed)[Key("why")], remarks_in(changed)[Key("wishes")]
    assert (why.state, why.shown_at) == (RemarkState.RECEIVED, None)  # nobody has read the new words
    assert why.contribution.revisions.get().text == "Först."
    assert wish.contribution.withdrawn_at == LATER and wish.shown_at is None
    back = say(here, place=place, effect="worse", words={Part.WISHES: "En jour igen."}, seen=seen(changed), at=LATER)
    assert words(back) == {"why": "Sedan.", "wishes": "En jour igen."} and Remark.objects.count() == 2


def test_from_two_devices_both_answers_are_shown_and_neither_is_lost(here):
    place = make_participation(workshop=here.workshop)
    say(here, place=place, words={Part.WHY: "Från telefonen."})
    with pytest.raises(StaleEdit) as stale:
        say(here, place=place, effect="worse", words={Part.WHY: "Från datorn."}, seen=0)
    assert "Från datorn." in stale.value.yours and "Från telefonen." in stale.value.theirs
    assert words(Response.objects.get()) == {"why": "Från telefonen."}
    mine = say(here, place=place, effect="worse", words={Part.WHY: "Från datorn."}, seen=stale.value.row_version)
    assert words(mine) == {"why": "Från datorn."}


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("effect", {"effect": "5"}),
        ("level", {"level": "global"}),
        ("county", {"county": "02"}),
        ("answers_for", {"answers_for": "granne"}),
        ("form", {"form": "both"}),
        ("", {"effect": ""}),
        ("why", {"words": {Part.WHY: "x" * 1001}}),
        ("why", {"words": {Part.WHY: "Ring mig på 070-123 45 67"}}),
        ("anchor", {"words": {Key("comment", "paragraph", "p9"): "Saknas"}}),
        ("anchor", {"words": {Key("comment", "scene", "inte-ett-id"): "Saknas"}}),
        ("", {"words": {"tumme": "upp"}}),
    ],
)
def test_what_is_refused_leaves_nothing(here, field, sent):
    with pytest.raises(RuleBroken) as broken:
        say(here, **sent)
    assert broken.value.field == field and not Response.objects.exists() and not Remark.objects.exists()


def test_names_and_numbers_are_warned_of_once_and_then_held(here):
    mine = say(here, words={Part.WHY: "Ring mig på 070-123 45 67"}, confirmed=True)
    assert mine.remarks.get().contribution.hold == "personal"


def test_the_long_form_keeps_each_consequence_and_the_short_one_leaves_them(here):
    place = make_participation(workshop=here.workshop)
    rows = [
        Consequence("cost", "manager", "against", "Ingen har budget."),
        Consequence("safety", "lived", "for", "Någon svarar."),
    ]
    mine = say(here, place=place, form=FormKind.EXPERT, words={Part.RISK: "Att det blir papper."}, consequences=rows)
    assert mine.form == "expert" and mine.remarks.filter(part="consequence").count() == 2
    say(here, place=place, words={Part.WHY: "Kort."}, seen=seen(mine))
    assert mine.remarks.filter(part="consequence", contribution__withdrawn_at=None).count() == 2
    say(here, place=place, form=FormKind.EXPERT, consequences=rows[:1], seen=seen(mine))
    live = mine.remarks.get(part="consequence", contribution__withdrawn_at=None)
    assert (live.dimension, live.concerns, live.stance) == ("cost", "manager", "against")


@pytest.mark.parametrize(
    "row",
    [
        Consequence("cost", "manager", "against", ""),
        Consequence("cost", "", "against", "Varför."),
        Consequence("", "manager", "against", "Varför."),
        Consequence("cost", "manager", "", "Varför."),
    ],
)
def test_half_a_consequence_is_asked_about(here, row):
    with pytest.raises(RuleBroken) as broken:
        say(here, form=FormKind.EXPERT, consequences=[row])
    assert broken.value.field == row.key.field


def test_the_same_consequence_twice_and_a_long_form_where_there_is_none(here):
    row = Consequence("cost", "manager", "against", "Varför.")
    with pytest.raises(RuleBroken, match="två rader"):
        say(here, form=FormKind.EXPERT, consequences=[row, row._replace(text="Igen.")])
    here.round.form = FormKind.SHORT
    with pytest.raises(RuleBroken, match="korta"):
        say(here, form=FormKind.EXPERT, consequences=[row])


def test_nothing_is_taken_before_a_round_opens_or_after_it_has_closed(here):
    place = make_participation(workshop=here.workshop)
    for state, when, words in [
        (RoundState.PLANNED, NOON, "inte öppnat"),
        (RoundState.OPEN, here.round.closes_at, "På papper"),
        (RoundState.CLOSED, NOON, "På papper"),
        (RoundState.COUNTED, NOON, "tar inte emot"),
    ]:
        here.round.state = state
        here.round.save()
        with pytest.raises(RuleBroken, match=words) as broken:
            say(here, place=place, at=when)
        assert broken.value.code == "closed"
    assert not Response.objects.exists()


def test_paper_is_taken_until_its_last_day_and_says_that_it_is_late(here, lead):
    place = make_participation(workshop=here.workshop)
    after = here.round.closes_at + timedelta(days=1)
    mine = say(here, place=place, at=after, seen=None, transcribed=True, by=lead, channel="paper")
    assert mine.late
    with pytest.raises(RuleBroken, match="tar inte emot"):
        say(here, at=after + timedelta(days=30), seen=None, transcribed=True, by=lead, channel="paper")


def test_another_version_another_round_and_a_closed_step(here):
    other = make_version(proposal=here.version.proposal, number=2, published=False, frozen=True)
    with pytest.raises(RuleBroken, match="frågas det inte om"):
        say(here, version=other)
    elsewhere = make_trying()
    with pytest.raises(RuleBroken, match="frågas det inte om"):
        respond(
            round=elsewhere.round, version=elsewhere.version, exercise=here.step, words={}, effect="better",
            participation=make_participation(workshop=here.workshop), client_key=uuid.uuid4(), by=None, at=NOON,
        )  # fmt: skip
    close_writing(exercise=here.step, by=None, at=NOON)
    again(here)
    with pytest.raises(RuleBroken) as broken:
        say(here)
    assert broken.value.code == "closed"


def test_a_person_who_takes_part_twice_with_one_code_has_one_answer(here):
    place = make_participation(workshop=here.workshop)
    say(here, place=place)
    workshop, step = make_step(here.round)
    there = make_participation(workshop=workshop, receipt=place.receipt)
    with pytest.raises(RuleBroken) as broken:
        respond(
            round=here.round, version=here.version, exercise=step, participation=there, effect="worse", words={},
            client_key=uuid.uuid4(), by=there, at=NOON,
        )  # fmt: skip
    assert broken.value.code == "elsewhere" and Response.objects.get().effect == "better"


def test_taken_back_in_whole_with_every_word_also_after_the_round(here):
    mine = say(here, words={Part.WHY: "Ett.", Key("comment", "paragraph", "p1"): "Två."})
    here.round.state = RoundState.COUNTED
    here.round.save()
    for _twice in range(2):
        withdraw_response(response=mine, by=mine.participation, at=LATER)
    mine.refresh_from_db()
    assert mine.withdrawn_at == LATER and not words(mine) and people_in(here.step) == {}
    assert AuditEvent.objects.filter(act="response.withdrawn").count() == 1


def test_an_answer_that_was_taken_back_can_be_given_anew(here):
    place = make_participation(workshop=here.workshop)
    withdraw_response(response=say(here, place=place, words={Part.WHY: "Ett."}), by=place, at=LATER)
    mine = say(here, place=place, effect="worse", words={Part.WHY: "Ett."}, at=LATER)
    assert mine.withdrawn_at is None and words(mine) == {"why": "Ett."} and Response.objects.count() == 1


def test_a_remark_that_is_answered_stands_but_can_be_taken_back(here):
    place = make_participation(workshop=here.workshop)
    mine = say(here, place=place, words={Part.WHY: "Ett."})
    make_answer(remarks=[mine.remarks.get()])
    with pytest.raises(RuleBroken, match="besvarad"):
        say(here, place=place, words={Part.WHY: "Annat."}, seen=seen(mine))
    say(here, place=place, words={Part.WHY: ""}, seen=seen(mine))
    assert not words(mine) and mine.remarks.get().answer is not None


def test_an_answer_that_is_being_written_stands_in_nobodys_way(here):
    """As long as nobody has read an answer, one may change what one said; the draft was to other words."""
    place = make_participation(workshop=here.workshop)
    mine = say(here, place=place, words={Part.WHY: "Ett.", Part.MISSING: "En jour."})
    first, second = mine.remarks.order_by("part")
    make_answer(remarks=[first, second], published=False)
    say(here, place=place, words={Part.WHY: "Annat."}, seen=seen(mine))
    note = first.contribution
    change_note(contribution=note, text="Två jourer.", row_version=note.row_version, by=place, at=NOON)
    told = {remark.part: remark for remark in mine.remarks.all()}
    assert words(mine) == {"why": "Annat.", "missing": "Två jourer."}
    assert {(row.answer, row.state) for row in told.values()} == {(None, RemarkState.RECEIVED)}


@pytest.mark.parametrize("over", ["closed", "answered"])
def test_words_are_not_changed_by_another_door(here, over):
    """In a session that goes on a note may be changed on the session's own page; the round decides all the same."""
    workshop, here.step = make_step(here.round)
    place = make_participation(workshop=workshop)
    remark = say(here, place=place, words={Part.WHY: "Ett."}).remarks.get()
    if over == "answered":
        make_answer(remarks=[remark])
    else:
        Round.objects.update(state=RoundState.CLOSED)
    with pytest.raises(RuleBroken) as broken:
        change_note(contribution=remark.contribution, text="Annat.", row_version=1, by=place, at=NOON)
    assert broken.value.status == 409
    note = Contribution.objects.get()
    assert note.text == "Ett."
    change_consent(contribution=note, use="quote", granted=False, by=place, at=NOON)  # that one may always


def test_what_may_be_quoted_is_said_for_the_words(here):
    place = make_participation(workshop=here.workshop)
    mine = say(here, place=place, words={Part.WHY: "Ett."}, quote=True)
    assert mine.remarks.get().contribution.consent_quote
    Remark.objects.update(shown_at=NOON)
    say(here, place=place, words={Part.WHY: "Ett."}, quote=False, seen=seen(mine))
    assert not mine.remarks.get().contribution.consent_quote and mine.remarks.get().shown_at is None


def test_an_anonymous_step_keeps_no_way_to_the_person(lab):
    here = make_trying(lab=lab, anonymity="anonymous")
    place = make_participation(workshop=here.workshop)
    mine = say(here, place=place, words={Part.WHY: "Ett."})
    assert mine.receipt_id is None and mine.participation_id != place.pk
    changed = say(here, place=place, effect="worse", words={Part.WHY: "Ett."}, seen=seen(mine))
    assert changed.pk == mine.pk


# --- One paragraph or scene -------------------------------------------------------------------


def comment(here, place, text, **more):
    fields = {"target": "paragraph", "anchor": "p1", "client_key": uuid.uuid4(), "by": place, "at": NOON} | more
    return remark_on(
        round=here.round, version=here.version, exercise=here.step, participation=place, text=text, **fields
    )


def test_a_paragraph_has_one_comment_of_each_person_which_is_changed(here):
    place = make_participation(workshop=here.workshop)
    first = comment(here, place, "Vem är vi?")
    assert comment(here, place, "Vem är ”vi”?") == first
    scene = str(here.version.scenes.get().anchor)
    comment(here, place, "Så är det.", target="scene", anchor=scene)
    mine = Response.objects.get()
    assert mine.effect == "" and mine.remarks.count() == 2
    assert say(here, place=place, effect="worse") == mine  # the rest of the answer comes later


@pytest.mark.parametrize(("target", "anchor"), [("paragraph", "p9"), ("scene", str(uuid.UUID(int=1))), ("sida", "1")])
def test_what_is_not_in_the_version_cannot_be_commented(here, target, anchor):
    with pytest.raises(RuleBroken):
        comment(here, make_participation(workshop=here.workshop), "Hej", target=target, anchor=anchor)


def test_others_remarks_are_answered_only_while_they_are_shown(here):
    place = make_participation(workshop=here.workshop)
    remark = comment(here, place, "Vem är vi?")
    with pytest.raises(RuleBroken, match="visas inte"):
        comment(here, place, "Kommunen.", parent=remark)
    Remark.objects.update(shown_at=NOON)
    with pytest.raises(RuleBroken, match="visas inte"):  # whoever said it has not agreed to be quoted
        comment(here, place, "Kommunen.", parent=remark)
    Contribution.objects.update(consent_quote=True)
    sent = {"parent": remark, "client_key": uuid.uuid4()}
    reply = comment(here, place, "Kommunen.", **sent)
    assert comment(here, place, "Kommunen.", **sent) == reply and reply.parent == remark
    comment(here, place, "Och regionen.", parent=remark)
    assert remark.replies.count() == 2
    with pytest.raises(RuleBroken, match="annan del"):
        comment(here, place, "Fel ställe.", parent=remark, anchor="p2")


def test_a_comment_after_everything_was_taken_back_does_not_bring_the_answer_back(here):
    place = make_participation(workshop=here.workshop)
    withdraw_response(response=say(here, place=place), by=place, at=LATER)
    comment(here, place, "Bara det här.")
    mine = Response.objects.get()
    assert mine.withdrawn_at is None and mine.effect == ""
