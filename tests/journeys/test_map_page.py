"""The page of a map: the same outline for all, with what each may see of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from journeys.analysis.document import Link, Phase
from journeys.map_page import MOST_AT_ONCE, on_page
from journeys.models import Journey, Voice
from tests.factories import NOON, make_journey, make_member, make_room
from tests.journeys.sample import DOCUMENT, GAPS, STEPS, large
from workshops.actions.contributions import change_consent, withdraw

WORDS = "De sa kom tillbaka nykter, och så blev det tyst."


@pytest.fixture
def journey(lab):
    return make_journey(lab=lab)


@pytest.fixture
def look(client_of, facilitator):
    """look(journey, user, **asked) → the page as that person sees it (the facilitator unless given)."""

    def at(journey, user=None, **asked) -> BeautifulSoup:
        answer = client_of(user or facilitator).get(reverse("journeys:journey", args=[journey.pk]), asked)
        assert answer.status_code == 200
        return BeautifulSoup(answer.content.decode(), "html.parser")

    return at


def test_the_outline_is_phase_by_phase_with_each_gap_after_its_step(look, journey):
    page = look(journey)
    found = [one.get_text(" ", strip=True) for one in page.select(".jphase > h3, .jstep h4, .jgap h4")]
    assert found == [
        "1. Söker hjälp", "Ringer vårdcentralen", "Mellanrum, väntan : Ingen hör av sig",
        "2. Faller emellan", "Första besöket", "Mellanrum, ansvar : Ingen tar över",
        "3. Någon håller ihop", "Möte på socialkontoret", "SIP-möte",
    ]  # fmt: skip
    assert len(page.find_all("h1")) == 1
    levels = [int(one.name[1]) for one in page.main.find_all(["h1", "h2", "h3", "h4"])]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_step_says_whose_it_is_how_it_is_known_and_what_each_lane_says(look, journey):
    step = look(journey).select(".jstep")[0]
    said = {row.dt.get_text(" ", strip=True): row.dd.get_text(" ", strip=True) for row in step.select("dl > div")}
    assert said["Huvudman"] == "Region Vårdcentralen Berättat"
    assert said["Personen"] == "Tar mod till sig. Känsla: hoppfull Gjorde jobbet: personen själv (ville det)"
    assert said["Bakom scenen (syns inte för personen)"] == "Remiss skrivs."
    assert "Stöd" not in said  # nothing said: nothing to read out


def test_a_gap_keeps_its_three_numbers_apart(look, journey):
    gaps = look(journey).select(".jgap")
    days = [
        {row.dt.get_text(strip=True): " ".join(dd.get_text(" ", strip=True) for dd in row.select("dd")) for row in
         gap.select(".days > div")}
        for gap in gaps
    ]  # fmt: skip
    assert days[0] == {"Planerat": "14 dagar", "Berättat": "”några veckor”", "Uppmätt": "47 dagar median av 212"}
    assert days[1] == {"Planerat": "7 dagar", "Berättat": "60 dagar ”två månader”"}
    assert "Gräns mellan huvudmän" not in gaps[0].text
    assert "Gräns mellan huvudmän" in gaps[1].text


def test_all_lanes_have_a_row_and_what_is_said_lies_in_its_own(look, journey):
    band = look(journey).select(".jmap")[0]
    named = {one["class"][1]: one["class"][0] for one in band.select(".jmap__lanes > span")[1:]}
    for cell in band.select(".jstep dl > div")[1:]:
        row, *rest = cell["class"]
        if rest:
            assert named[rest[0]] == row
    rows = int(band["class"][2].removeprefix("jmap--rows-"))
    assert sorted(int(row[1:]) for row in named.values()) == list(range(4, rows))  # and one for the ways on


def test_the_facts_are_told_and_what_nobody_has_said_is_not(look, lab, journey):
    told = [one.get_text(" ", strip=True) for one in look(journey).select(".stats .stat")]
    assert told == [
        "Från ”Ringer vårdcentralen” till ”SIP-möte” 131 dagar varav minst 47 dagar i mellanrum",
        "Gånger Alex fick berätta allt igen Minst 2", "Gränser mellan huvudmän 1 Region till Kommun",
        "Vem höll ihop det? En närstående i 2 av 2 mellanrum",
    ]  # fmt: skip
    bare = make_journey(lab=lab, document=replace(DOCUMENT, phases=(Phase("f", "Fas"),), gaps=(), links=()))
    assert not look(bare).select(".stats")


def test_loops_branches_and_tracks_are_told_in_words(look, lab):
    steps = (STEPS[0], STEPS[1], replace(STEPS[2], track="Hemma"), STEPS[3])
    links = (*DOCUMENT.links, Link("v2", "s2", "s4", "branch", "Om någon bokar"))
    document = replace(DOCUMENT, phases=(Phase("f1", "Allt", steps),), links=links)
    page = look(make_journey(lab=lab, document=document))
    ways = [way.get_text(" ", strip=True) for way in page.select(".jway")]
    assert ways == ["Tillbaka till Ringer vårdcentralen : Om tiden går ut", "Eller till SIP-möte : Om någon bokar"]
    for way in page.select(".jway a"):
        assert page.find(id=way["href"].removeprefix("#")).h4.text.strip() == way.text
    assert page.select(".jtrack")[0].text == "Samtidigt: Hemma"


@pytest.mark.parametrize("before", ["", "s4"])
def test_a_gap_says_where_it_ended_when_that_is_not_the_next_step(look, lab, before):
    document = replace(DOCUMENT, gaps=(replace(GAPS[0], before=before),))
    ended = "Det tog slut med ”SIP-möte”." if before else "Sedan kom inget mer."
    assert ended in look(make_journey(lab=lab, document=document)).select(".jgap")[0].text


@pytest.mark.parametrize("document", [DOCUMENT, large(12, 60, 30)], ids=["small", "large"])
def test_as_many_questions_however_large(
    client_of, facilitator, lab, document, django_assert_max_num_queries
):  # fmt: skip
    journey, client = make_journey(lab=lab, document=document), client_of(facilitator)
    with django_assert_max_num_queries(15):
        assert client.get(reverse("journeys:journey", args=[journey.pk])).status_code == 200


def test_a_very_large_map_is_shown_one_phase_at_a_time(look, lab):
    journey = make_journey(lab=lab, document=large(4, MOST_AT_ONCE + 4, 8))
    page = look(journey)
    assert len(page.select(".jstep")) == 76
    links = page.select(".jphases li a")
    assert [link.get("aria-current") for link in links] == ["true", None, None, None]
    third = links[2]["href"].removeprefix("?fas=").removesuffix("#karta")
    page = look(journey, fas=third)
    assert [one.get_text(" ", strip=True) for one in page.select(".jphase:not(.jphase--on) > h3")] == ["3. Fas 3"]
    assert page.select("a[rel=prev]")
    assert page.select("a[rel=next]")
    assert len(look(journey, fas="finns inte").select(".jstep")) == 76


def test_an_empty_map_says_how_to_begin(look, lab):
    page = look(make_journey(lab=lab, document=replace(DOCUMENT, phases=(), gaps=(), links=())))
    assert "Kartan är tom" in page.select(".empty")[0].text
    bare = replace(DOCUMENT, phases=(Phase("f", "Fas"),), gaps=(), links=())
    assert "Inga steg ännu" in look(make_journey(lab=lab, document=bare)).select(".jnone")[0].text


def test_only_those_who_write_are_asked_and_can_move(look, lab, facilitator, listener):
    step = replace(STEPS[1], cells={"person": "Berättar igen."})
    journey = make_journey(lab=lab, document=replace(DOCUMENT, phases=(Phase("f", "Fas", (step,)),), gaps=(), links=()))
    page = look(journey, facilitator)
    questions = page.select("#fragor li")
    assert len(questions) == 3
    assert questions[0].a["href"] == f"#{page.select('.jstep')[0]['id']}"
    assert page.select("[data-step]")
    others = look(journey, listener)
    assert not others.select("#fragor, [data-step], [data-phase], .jacts")


def test_a_map_that_is_laid_aside_is_not_changed(look, journey):
    Journey.objects.filter(pk=journey.pk).update(archived_at=NOON)
    page = look(journey)
    assert "Lagd åt sidan" in page.select(".chips")[0].text
    assert not page.select("[data-step], .jacts")


def test_how_it_is_and_how_it_could_be_stand_beside_one_another(look, lab, journey):
    assert not look(journey).select(".tabs")
    could = make_journey(lab=lab, document=replace(DOCUMENT, kind="to_be", title="Så skulle det bli"), as_is=journey)
    for one in (journey, could):
        tabs = look(one).select(".tabs a")
        assert [tab.text for tab in tabs[:2]] == ["Så är det i dag", "Så skulle det kunna bli"]
        assert [tab["href"] for tab in tabs if tab.get("aria-current")] == [reverse("journeys:journey", args=[one.pk])]


def test_the_page_hears_of_changes_from_where_it_was_read(look, journey):
    page = look(journey)
    assert page.find(id="resan")["data-edits"] == "1"
    assert page.find(id="livewire")["data-from"] == f"journey:{journey.pk}=1"
    news = page.find(id="nytt")
    assert news.has_attr("hidden")
    assert not news.find_parent(id="resan")


# --- Voices -----------------------------------------------------------------------------------


@pytest.fixture
def voice(lab, journey):
    """A quote at the first gap, from one of the lab's notes, agreed to."""
    note = make_room(people=1, lab=lab, text=WORDS)[2][0]
    change_consent(contribution=note, use="quote", granted=True, by=note.participation.receipt, at=NOON)
    note.refresh_from_db()
    return Voice.objects.create(
        journey=journey, gap=journey.gaps.get(title=GAPS[0].title), contribution=note, quote=True,
        quoted_version=note.row_version, added_at=NOON,
    )  # fmt: skip


@pytest.mark.parametrize("role", ["lead", "facilitator", "analyst", "editor"])
def test_a_quote_stands_where_it_was_said(look, lab, journey, voice, role):
    page = look(journey, make_member(lab=lab, role=role))
    assert [quote.text for quote in page.select(".jgap .jsaid")] == [WORDS]
    assert "Sagt i 1 av 1 berättelser" in page.select(".jgap")[0].text


def test_those_who_may_not_read_voices_see_no_quote_and_no_count(look, journey, voice, listener):
    page = look(journey, listener)
    assert not page.select(".jsaid")
    assert "Sagt i" not in page.text


@pytest.mark.parametrize("why", ["not agreed", "not chosen", "changed", "withdrawn"])
def test_a_quote_that_may_not_stand_is_gone_at_once(look, journey, voice, why):
    note = voice.contribution
    who = {"contribution": note, "by": note.participation.receipt, "at": NOON + timedelta(hours=1)}
    if why == "not agreed":
        change_consent(use="quote", granted=False, **who)
    elif why == "not chosen":
        Voice.objects.update(quote=False)
    elif why == "changed":
        type(note).objects.filter(pk=note.pk).update(text="Andra ord.", row_version=note.row_version + 1)
    else:
        withdraw(**who)
    page = look(journey)
    assert not page.select(".jsaid")
    assert ("Stolen står tom" in page.text) is (why == "withdrawn")


def test_people_are_told_to_anyone_from_the_threshold_on_and_in_broad_steps(lab):
    def with_voices(people: int):
        from journeys.analysis.document import Voice as Said

        voices = tuple(Said(str(n), person=str(n)) for n in range(people))
        return replace(DOCUMENT, gaps=(replace(GAPS[0], voices=voices),))

    def told(people: int, *, exact: bool = False) -> str:
        drawn = on_page(with_voices(people), exact=exact)
        return drawn["bands"][0]["stretches"][0]["parts"][1]["told_by"]

    assert [told(n) for n in (0, 1, 4)] == ["", "", ""]
    assert told(5) == told(9) == "Sagt i minst 5 berättelser"
    assert told(12) == "Sagt i minst 10 berättelser"
    assert told(3, exact=True) == "Sagt i 3 av 3 berättelser"


def test_words_of_people_are_words_and_not_markup(look, lab):
    step = replace(STEPS[0], title="<script>x</script>", cells={"front": "<b>fet</b>"})
    page = look(
        make_journey(lab=lab, document=replace(DOCUMENT, phases=(Phase("f", "Fas", (step,)),), gaps=(), links=()))
    )
    assert page.select(".jstep h4")[0].text.strip() == "<script>x</script>"
    assert not page.select(".jstep b, .jstep script")


def test_somebody_of_another_lab_finds_nothing(client_of, outsider, journey):
    assert client_of(outsider).get(reverse("journeys:journey", args=[journey.pk])).status_code in (403, 404)


def test_print_and_phone_get_the_same_words(look, journey):
    """One outline: nothing is drawn twice, and the names of the rows are no text to those who listen."""
    page = look(journey)
    for text in ("Tar mod till sig.", "Frågar vad Alex vill.", "Bor hos sin syster."):
        assert page.text.count(text) == 1
    assert all(lanes["aria-hidden"] == "true" for lanes in page.select(".jmap__lanes"))


def test_a_voice_of_a_receipt_is_one_person_in_two_places(look, lab, journey):
    notes = make_room(people=2, notes_each=2, lab=lab)[2]
    gap = journey.gaps.get(title=GAPS[0].title)
    for note in notes:
        Voice.objects.create(journey=journey, gap=gap, contribution=note, added_at=NOON)
    assert "Sagt i 2 av 2 berättelser" in look(journey).select(".jgap")[0].text
