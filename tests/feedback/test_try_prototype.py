"""The step *try a prototype*: one version at a time in the room, on the big screen, on paper and in a rehearsal."""

from __future__ import annotations

import io
import uuid

import docx
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.enums import FormKind, Part, RoundState
from feedback.kinds.trying import clean_settings, console, fits_in
from feedback.models import Remark, Response, Round
from hlab.core.errors import RuleBroken
from tests.factories import NOON, advance, make_open_workshop, make_participation, make_workshop
from tests.feedback.sample import make_round
from tests.feedback.trying import again, make_step, make_trying, say
from workshops.actions import rehearsal
from workshops.actions.pacing import close_writing, reveal
from workshops.actions.planning import add_exercise
from workshops.models import Contribution
from workshops.queries import step_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(lab, freeze):
    freeze()
    return make_trying(lab=lab, form=FormKind.BOTH)


def page_url(here):
    return reverse("workshops:take_part", args=[here.workshop.pk])


def act_url(here):
    return reverse("workshops:act", args=[here.workshop.pk, here.step.pk, "svara"])


def page_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def test_a_person_goes_from_one_proposal_to_the_next(here, phone):
    one, two = here.versions
    client, place = phone(here.workshop)
    page = page_of(client, page_url(here))
    assert "Förslag 1 av 2" in page.get_text() and "Du gör en plan med en person." in page.get_text()
    assert "Detta är en prövning, inte ett beslut" in page.get_text()
    assert page.select_one("select[name=level] option[selected]")["value"] == "micro"
    sent = {"version": one.pk, "effect": "better", "why": "Ett ställe.", "form": "short", "key": str(uuid.uuid4())}
    assert client.post(act_url(here), sent).status_code == 302
    mine = Response.objects.get()
    assert (mine.participation, mine.effect, mine.exercise_id) == (place, "better", here.step.pk)
    assert "Förslag 2 av 2" in page_of(client, page_url(here)).get_text()
    back = page_of(client, page_url(here) + "?sida=1")
    assert back.select_one("input[name=effect][checked]")["value"] == "better"
    client.post(act_url(here), {"version": two.pk, "effect": "unknown", "key": str(uuid.uuid4())})
    assert "Du har svarat om alla förslag" in page_of(client, page_url(here)).get_text()
    expert = page_of(client, page_url(here) + "?sida=2&i=expert")
    assert expert.select_one("[name=k0-dimension]") is not None


def test_what_is_wrong_leaves_the_words_in_the_form(here, phone):
    client, _place = phone(here.workshop)
    sent = {"version": here.version.pk, "effect": "5", "why": "Mina ord.", "key": str(uuid.uuid4())}
    answer = client.post(act_url(here), sent)
    assert answer.status_code == 422 and "Mina ord." in answer.content.decode() and not Response.objects.exists()
    assert client.post(act_url(here), sent | {"version": "0"}).status_code == 409


def test_the_console_counts_people_and_never_says_how_they_answered(here, client_of, lead):
    """In broad steps: 6 here and 5 in the result would be one who answered for somebody else."""
    for effect in ("worse", "worse", "better", "better", "same", "same"):
        say(here, effect=effect, words={Part.WHY: f"Därför {effect}."})
    say(here, counted=False)
    client = client_of(lead)
    words = " ".join(page_of(client, reverse("workshops:console", args=[here.workshop.site.pk])).get_text().split())
    assert "Har svarat: minst 5" in words and "personer har svarat" not in words and "Lite sämre" not in words
    assert "Därför worse." in words and "F1.1. Varför?" in words


def test_those_in_a_room_of_its_own_are_counted_one_by_one_while_they_answer(here):
    say(here)
    assert console(exercise=here.step, everything=True)["every"][0]["people"] == 0
    own = make_open_workshop(lab=here.workshop.lab)
    Round.objects.filter(pk=here.round.pk).update(workshop=own)
    told = console(exercise=here.step, everything=True)
    assert told["exact"] and told["every"][0]["people"] == 1
    Round.objects.filter(pk=here.round.pk).update(state=RoundState.CLOSED)
    assert console(exercise=here.step, everything=True)["every"][0]["people"] == 0


@pytest.mark.parametrize("name", ["report", "report_csv", "report_docx"])
def test_the_sessions_own_report_counts_no_people(here, client_of, lead, name):
    """20 here and 17 in the result would be three. What is counted is told in one place."""
    for perspective, people in (("lived", 9), ("staff", 8), ("manager", 7)):
        for _one in range(people):
            say(here, perspective=perspective, words={Part.WHY: "Därför att."})
    close_writing(exercise=here.step, by=None, at=NOON)
    again(here)
    reveal(exercise=here.step, by=None, at=NOON)
    answer = client_of(lead).get(reverse(f"workshops:{name}", args=[here.workshop.pk]))
    assert answer.status_code == 200
    body = answer.getvalue()
    if name == "report_docx":
        doc = docx.Document(io.BytesIO(body))
        cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(line.text for line in doc.paragraphs), *cells])
    else:
        text = body.decode()
    assert "Därför att." in text and "Antalet personer räknas med rundan" in text
    assert "Egen erfarenhet" not in text and "Chef" not in text and "24 personer" not in text


def test_shown_are_words_and_never_the_fall_of_answers(here, phone, client_of, lead):
    client, place = phone(here.workshop)
    say(here, place=place, words={Part.WHY: "Ett ställe."})
    close_writing(exercise=here.step, by=None, at=NOON)
    again(here)
    assert "Ett ställe." in page_of(client, page_url(here)).get_text()  # one's own
    other, _ = phone(here.workshop)
    assert "Ett ställe." not in page_of(other, page_url(here)).get_text()
    reveal(exercise=here.step, by=None, at=NOON)
    words = page_of(other, page_url(here)).get_text()
    assert "Ett ställe." in words and "Lite bättre" not in words
    stage = page_of(client_of(lead), reverse("workshops:stage", args=[here.workshop.site.pk]))
    assert "Ett ställe." in stage.get_text()


def test_the_big_screen_shows_the_scenes_while_people_answer(here, client_of, lead):
    words = page_of(client_of(lead), reverse("workshops:stage", args=[here.workshop.site.pk])).get_text()
    assert "Du gör en plan med en person." in words and "prövning" in words


def test_a_form_on_paper_is_printed_and_written_in_also_after_the_round(here, client_of, lead, freeze):
    client = client_of(lead)
    blank = reverse("workshops:print_sheets", args=[here.workshop.site.pk, "blankett"])
    printed = page_of(client, blank + "?people=1&first=1")
    assert "Hur skulle det här påverka dig?" in printed.get_text() and "Vet inte" in printed.get_text()
    freeze(here.round.closes_at)
    client = client_of(lead)  # the log-in before has run out
    here.round.state = RoundState.CLOSED
    here.round.save()
    url = reverse("workshops:write_in_answer", args=[here.workshop.site.pk, here.step.pk])
    sent = {
        "number": "1", "perspective": "elected", "channel": "paper", "language": "sv", "key": str(uuid.uuid4()),
        "answers_for": "other", "level": "usual", "county": "08", "consent_quote": "on",
        f"effect_{here.version.pk}": "much_worse", f"why_{here.version.pk}": "Det är långt till sjukhuset.",
    }  # fmt: skip
    for _twice in range(2):
        assert client.post(url, sent).status_code == 302
    mine = Response.objects.get()
    assert (mine.effect, mine.level, mine.county, mine.answers_for) == ("much_worse", "meso", "08", "other")
    assert mine.late
    note = mine.remarks.get().contribution
    assert note.channel == "paper" and note.transcribed_by == lead and note.consent_quote
    changed = sent | {f"why_{here.version.pk}": "Det är långt.", "key": str(uuid.uuid4())}
    client.post(url, changed)
    assert mine.remarks.get().contribution.text == "Det är långt."
    nothing = {name: value for name, value in sent.items() if not name.startswith(("effect_", "why_"))}
    empty = client.post(url, nothing | {"number": "2", "key": str(uuid.uuid4())})
    assert empty.status_code == 422 and "Blanketten är tom" in empty.content.decode()
    too_long = sent | {f"missing_{here.version.pk}": "x" * 1001, "key": str(uuid.uuid4()), "number": "3"}
    answer = client.post(url, too_long)
    assert answer.status_code == 422 and "1 tecken för lång" in answer.content.decode()


def test_an_answer_from_another_session_is_not_asked_for_again(here, phone):
    client, place = phone(here.workshop)
    say(here, place=place)
    here.workshop, here.step = make_step(here.round)
    make_participation(workshop=here.workshop, receipt=place.receipt)
    assert "Du har redan svarat" in page_of(client, page_url(here)).get_text()


def test_a_round_in_a_step_is_the_labs_own_and_there_once(here, lab):
    assert clean_settings({"round": str(here.round.pk)})["round"] == here.round.pk
    with pytest.raises(RuleBroken, match="Välj en runda"):
        clean_settings({"round": "x"})
    with pytest.raises(RuleBroken, match="Välj en runda"):
        fits_in(clean_settings({}), here.workshop, None)
    with pytest.raises(RuleBroken, match="Rundan prövas redan"):
        fits_in({"round": here.round.pk}, here.workshop, None)
    fits_in({"round": here.round.pk}, here.workshop, here.step)
    with pytest.raises(RuleBroken, match="Välj igen"):
        fits_in({"round": make_round().pk}, here.workshop, None)
    here.round.state = RoundState.COUNTED
    here.round.save()
    with pytest.raises(RuleBroken, match="slut"):
        fits_in({"round": here.round.pk}, here.workshop, here.step)


def test_the_form_of_a_step_offers_the_labs_rounds(here, client_of, lead):
    planned = make_workshop(lab=here.workshop.lab, with_programme=False)
    client = client_of(lead)
    page = page_of(client, reverse("workshops:add_step_of", args=[planned.pk, "try_prototype"]))
    assert here.round.title in page.get_text()


def test_a_rehearsal_leaves_nothing_and_counts_nowhere(here):
    planned = make_workshop(lab=here.workshop.lab, with_programme=False)
    settings = {"round": here.round.pk}
    add_exercise(workshop=planned, kind="try_prototype", title="Pröva", minutes=5, by=None, at=NOON, settings=settings)
    here.round.state = RoundState.PLANNED  # it is rehearsed before it opens
    here.round.save()
    practice = rehearsal.start_rehearsal(workshop=planned, by=None, at=NOON)
    practice = advance(practice, 1)
    here.workshop = practice
    step = step_at(practice.site.pk, practice.site.current_id)
    assert rehearsal.let_them_answer(exercise=step, by=None, at=NOON) == (12, True)
    assert rehearsal.let_them_answer(exercise=step, by=None, at=NOON) == (12, True)
    assert Response.objects.filter(counted=False).count() == 24 and Remark.objects.exists()
    rehearsal.end_rehearsal(rehearsal=practice, by=None, at=NOON)
    assert not Response.objects.exists() and not Remark.objects.exists() and not Contribution.objects.exists()


def test_whoever_has_rehearsed_can_answer_and_the_other_way_about(here):
    """Somebody who tries the session on their own phone before it opens has the same code when it does."""
    planned, settings = make_workshop(lab=here.workshop.lab, with_programme=False), {"round": here.round.pk}
    add_exercise(workshop=planned, kind="try_prototype", title="Pröva", minutes=5, by=None, at=NOON, settings=settings)
    workshop = advance(rehearsal.start_rehearsal(workshop=planned, by=None, at=NOON), 1)
    practised = step_at(workshop.site.pk, workshop.site.current_id)
    place = make_participation(workshop=here.workshop)
    there = make_participation(workshop=workshop, receipt=place.receipt)
    real = here.step
    for step, at in ((practised, there), (real, place), (practised, there)):
        here.step = step
        say(here, place=at, words={"why": "Ett."}, seen=None)
    assert list(Response.objects.order_by("counted").values_list("counted", "receipt")) == [
        (False, None), (True, place.receipt_id),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["phone", "console"])
def test_pages_cost_the_same_for_one_and_for_twenty(here, phone, client_of, lead, who):
    client, _place = phone(here.workshop)
    url = page_url(here)
    if who == "console":
        client, url = client_of(lead), reverse("workshops:console", args=[here.workshop.site.pk])
    counts = []
    for people in (1, 19):
        for _ in range(people):
            say(here, words={Part.WHY: "Ord.", Part.LIKES: "Mer."})
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        counts.append(len(seen))
    assert counts[0] == counts[1], counts
