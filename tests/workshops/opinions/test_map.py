"""What came of a step: groups where there are such, else statement by statement, and nothing of fewer than five."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hlab.core.models import Job
from hlab.stats.opinion.reading import read_votes
from tests import factories
from tests.workshops.opinions.world import ACT, NOON, again, close, minds, say, show, stand, url
from workshops.actions import opinion_runs
from workshops.actions.contributions import change_note, withdraw
from workshops.actions.opinion_runs import follow, work_out
from workshops.actions.opinions import accept, leave_out, put_forward
from workshops.actions.pacing import reopen_writing
from workshops.analysis.opinions import hull, marks_path
from workshops.kinds.opinion import result
from workshops.models import OpinionRun, Pace, Site, Stance
from workshops.opinion_words import _heard, of_all
from workshops.queries.opinions import last_run, live_statements
from workshops.queries.report import paces_of
from workshops.results import results_of

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def page_of(client, there) -> BeautifulSoup:
    answer = client.get(there)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def test_under_five_people_nothing_is_told_anywhere(phone, client_of):
    here = stand(3)
    minds(here, 4, 1)
    show(here)
    client, _place = phone(here.workshop)
    lead = client_of(factories.make_member(lab=here.workshop.lab, role="facilitator"))
    pages = [(client, "take_part"), (client, "earlier"), (lead, "opinions"), (lead, "stage"), (lead, "console")]
    for who, there in pages:
        page = page_of(who, url(here, there))
        assert not page.select(".chart svg") and "ärre än fem personer" in page.get_text()
        assert "Håller med, intervall" not in page.get_text()
    for name in ("opinion_votes", "opinion_statements"):
        assert lead.get(url(here, name)).status_code == 404
    told = results_of(here.workshop, paces_of(here.workshop))[here.step.pk, here.site.pk]
    assert (told.n, told.rows) == (None, ())


def test_a_small_room_is_told_statement_by_statement_with_the_few_hidden(phone):
    here = stand(3)
    people = minds(here, 11, 1, noise=0)
    say(here, people[0], 3, 0)
    row = put_forward(exercise=here.step, participation=people[0], text="Nytt.", client_key=people[0].pk, **ACT)
    accept(statement=row, **ACT)
    for place in people[:4]:
        say(here, place, 4, 1)  # too few to be told of
    show(here)
    client, _place = phone(here.workshop)
    page = page_of(client, url(here, "take_part"))
    assert not page.select(".chart svg") and "för få personer för att leta efter grupper" in page.get_text()
    assert "Nytt." not in page.select_one("table").get_text()
    cells = {
        tr.th.get_text(): [td.get_text() for td in tr("td")] for tr in page.find_all("table")[0].find_all("tr")[1:]
    }
    assert cells["Påstående A"] == ["11", "0", "0", "11", "74–100 %"]
    assert "Dolt" in cells["Påstående C"] and "1" not in cells["Påstående C"]
    assert "De flesta håller med om: ”Påstående A”" in page.get_text()
    told = results_of(here.workshop, paces_of(here.workshop))[here.step.pk, here.site.pk]
    assert told.n == 11 and told.rows[0][0] == "Påstående A"


def test_three_minds_are_drawn_told_the_same_in_text_and_keep_their_letters(phone, client_of):
    here = stand(12)
    people = minds(here, 45, 3)
    show(here)
    run = last_run(here.step)
    assert run.drawable and run.result["k"] == 3 and str(people[0].pk) not in str(run.result)
    client, _place = phone(here.workshop)
    page = page_of(client, url(here, "take_part"))
    drawn, listed = page.select_one(".chart svg"), page.select("[data-as-text] > li")
    assert len(listed) == len(drawn.select("text")) == 3
    for shape, item in zip(drawn.select("g"), listed, strict=True):
        marks = shape.select("path")[1]["d"].count("z")
        assert f", {marks} personer" in " ".join(item.get_text().split())
        assert "Framträdande" in item.get_text()
    title = drawn.title.get_text()
    assert "45 personer i tre grupper" in title and "Tre sätt att svara, med en gemensam kärna" in page.get_text()
    for text, group in zip(drawn.select("text"), listed, strict=True):
        assert f"Grupp {text.get_text()}" in group.get_text() and f"Grupp {text.get_text()}, " in title
    meets = next(table for table in page("table") if "som håller med" in table.caption.get_text())
    assert meets.tbody.tr.th.get_text() == "Påstående A"
    assert re.fullmatch(r"1\d av 1\d", meets.tbody.tr.td.get_text())
    assert "bevisat" in page.get_text() and "slumpfröet 1" in page.get_text()

    letters = dict(OpinionRun.objects.get(pk=run.pk).state["map"]["groups"])
    reopen_writing(exercise=here.step, **ACT)
    again(here)
    more = minds(here, 9, 3, at=LATER)
    show(here)
    new = last_run(here.step)
    after = OpinionRun.objects.get(pk=new.pk).state["map"]["groups"]
    assert new.number == run.number + 1 and {pk: after[pk] for pk in letters} == letters
    assert OpinionRun.objects.get(pk=run.pk).state == {}  # only the last knows where anybody stands
    assert set(after) == {str(place.pk) for place in [*people, *more]}


def test_only_you_see_where_you_are_and_in_an_anonymous_step_not_even_you(phone, client_of):
    here = stand(8)
    client, place = phone(here.workshop)
    stranger, _other = phone(here.workshop)
    minds(here, 32, 2)
    rows = live_statements(here.step)
    twin = dict(Stance.objects.filter(participation=last_person(here)).values_list("statement", "value"))
    for row in rows:
        say_as = {"statement": row, "participation": place, "value": twin[row.pk], "at": NOON}
        Stance.objects.create(**say_as)
    assert client.get(url(here, "own_place")).status_code == 404  # nothing is shown yet
    show(here)
    assert "Visa var jag är på kartan" in page_of(client, url(here, "take_part")).get_text()
    assert "circle" not in str(page_of(client, url(here, "take_part")).select_one(".chart svg"))
    answer = client.get(url(here, "own_place"))
    page = BeautifulSoup(answer.content.decode(), "html.parser")
    assert answer["Cache-Control"] == "no-store" and len(page.select(".chart svg circle")) == 1
    letter = OpinionRun.objects.get().state["map"]["groups"][str(place.pk)]
    assert f"Du är i grupp {letter}" in page.get_text()
    other = page_of(stranger, url(here, "own_place"))
    assert not other.select(".chart svg circle") and "Du finns inte på kartan" in other.get_text()
    lead = client_of(factories.make_member(lab=here.workshop.lab, role="facilitator"))
    assert lead.get(url(here, "own_place")).status_code == 302  # no place of their own


def last_person(here):
    return Stance.objects.filter(statement__exercise=here.step).order_by("-pk").first().participation


def test_an_anonymous_step_offers_no_own_place(phone):
    here = stand(6, anonymity="anonymous")
    client, _place = phone(here.workshop)
    minds(here, 32, 2)
    show(here)
    text = page_of(client, url(here, "take_part")).get_text()
    assert "Visa var jag är" not in text and "kan ingen hitta sin plats" in text
    assert not page_of(client, url(here, "own_place")).select(".chart svg circle")


def test_chance_is_refused_in_words(phone):
    here = stand(10)
    minds(here, 40, 0)
    show(here)
    run = last_run(here.step)
    assert not run.drawable and run.result["reason"] in ("chance", "unstable", "no_groups")
    assert run.result["groups"] == [] and run.result["known_by"] == {}
    page = page_of(phone(here.workshop)[0], url(here, "take_part"))
    assert not page.select(".chart svg") and "påstående för påstående" in " ".join(page.get_text().split())


def test_unsure_groups_carry_that_word_and_no_names():
    here = stand(8)
    minds(here, 36, 3)
    show(here)
    run = OpinionRun.objects.get()
    OpinionRun.objects.filter(pk=run.pk).update(result={**run.result, "named": False, "reason": "unsure"})
    found = result(here.step)
    assert found.unsure and found.title == "Tre osäkra grupper" and "osäkra" in found.reason
    assert {(group.letter, group.title) for group in found.groups} == {("", "En osäker grupp")}
    assert "osäkra grupper" in found.summary and not any("Grupp A" in line for line in found.short)


def test_worked_out_twice_is_once_and_the_job_the_same(monkeypatch):
    here = stand(6)
    assert work_out(exercise=here.step, at=NOON) is None  # nobody has answered
    minds(here, 8, 2)
    close(here)
    first = last_run(here.step)
    assert work_out(exercise=here.step, at=LATER).pk == first.pk
    say_late = Stance.objects.first()
    say_late.value, say_late.at = 0, LATER
    say_late.save()
    monkeypatch.setattr(opinion_runs, "AT_ONCE", 1)
    job = opinion_runs.ask_for(exercise=here.step, by=None, at=LATER)
    assert opinion_runs.ask_for(exercise=here.step, by=None, at=LATER) == job == Job.objects.get()
    from workshops.tasks import opinion_map

    for _ in range(2):
        opinion_map(lambda *_args: None, exercise=here.step.pk)
    assert last_run(here.step).number == 2
    opinion_map(lambda *_args: None, exercise=0)  # a rehearsal that is over


def test_over_time_a_map_is_made_now_and_then_and_the_former_goes(client_of):
    here = stand(6, open_until=NOON + timedelta(days=9))
    minds(here, 8, 2)
    assert (follow(NOON), follow(NOON)) == (1, 0)
    minds(here, 2, 2, at=NOON + timedelta(minutes=5))
    assert (follow(NOON + timedelta(minutes=6)), follow(LATER), follow(LATER)) == (0, 1, 0)
    assert [run.number for run in OpinionRun.objects.all()] == [2]
    lead = client_of(factories.make_member(lab=here.workshop.lab, role="facilitator"))
    text = page_of(lead, url(here, "opinions")).get_text()
    assert "Steget är öppet. Så här såg det ut" in text and "Påstående A" in text
    assert result(here.step) is None  # not for the room before it is shown


def test_staff_and_what_is_left_out_or_withdrawn_are_no_part_of_it(phone):
    here = stand(6)
    people = minds(here, 12, 2)
    staff = factories.make_participation(workshop=here.workshop)
    say(here, staff, 1, -1, counted=False)
    row = put_forward(exercise=here.step, participation=people[0], text="Mitt.", client_key=people[0].pk, **ACT)
    accept(statement=row, **ACT)
    for place in people:
        say(here, place, 7, 1)
    gone = live_statements(here.step)[4]
    show(here)
    assert last_run(here.step).people == 12
    assert {"Mitt.", gone.text} <= {line.text for line in result(here.step).every}
    leave_out(statement=gone, reason="Säger två saker.", **ACT)
    withdraw(contribution=row.contribution, by=people[0], at=LATER)
    assert not {"Mitt.", gone.text} & {line.text for line in result(here.step).every}  # at once
    new = work_out(exercise=here.step, at=LATER)
    assert new.number == 2 and str(row.pk) not in new.result["statements"]


def test_few_outside_the_groups_are_not_what_is_left_when_groups_are_taken_away():
    here = stand(12)
    minds(here, 45, 3)
    for _ in range(3):
        say(here, factories.make_participation(workshop=here.workshop), 1, -1)
    told = result(show(here).step)
    assert told.drawable and told.n == sum(group.n for group in told.groups) == 45
    assert "finns varken på kartan eller i tabellerna" in told.left
    first = next(line for line in told.every if line.text == "Påstående A")
    assert dict(first.cells)["Svar"] == "45" and "48" not in told.summary


@pytest.mark.parametrize(
    ("n", "seen", "words"),
    [
        (0, 31, "färre än 5 av 31"),
        (4, 31, "färre än 5 av 31"),
        (5, 31, "5 av 31"),
        (26, 31, "26 av 31"),
        (27, 31, "minst 27 av 31"),
        (30, 31, "minst 27 av 31"),
        (31, 31, "31 av 31"),
        (6, 7, "minst 5 av 7"),
    ],
)
def test_neither_the_few_nor_the_few_others_are_told(n, seen, words):
    assert of_all(n, seen) == words


def test_a_statement_told_by_group_has_all_its_parts_or_none():
    row = {"agree": 47, "disagree": 3, "pass": 5, "seen": 55}
    assert [cell for _name, cell in _heard("A", row).cells[:3]] == ["Dolt", "Dolt", "5"]
    cells = dict(_heard("A", row, all_or_nothing=True).cells)  # the groups say 47: then 5 would say 3
    assert [*cells.values()] == ["Dolt", "Dolt", "Dolt", "55", "–"]


def test_words_that_are_taken_back_or_of_another_place_are_not_in_the_list(client_of):
    here = stand(2)
    elsewhere = Site.objects.create(workshop=here.workshop, position=2, name="Karlstad", created_at=NOON)
    Pace.objects.create(site=elsewhere, exercise=here.step)
    rows = {}
    for name in ("Tas tillbaka", "Avböjs här", "Skrivs om"):
        place = factories.make_participation(workshop=here.workshop)
        rows[name] = put_forward(exercise=here.step, participation=place, text=name, client_key=place.pk, **ACT)
    leave_out(statement=rows["Avböjs här"], reason="Pekar ut någon.", **ACT)
    accept(statement=rows["Tas tillbaka"], **ACT)
    withdraw(contribution=rows["Tas tillbaka"].contribution, **ACT)
    note = rows["Skrivs om"].contribution
    change_note(contribution=note, text="Omskrivet", row_version=note.row_version, **ACT)
    accept(statement=rows["Skrivs om"], **ACT)
    client = client_of(factories.make_member(lab=here.workshop.lab, role="facilitator"))
    text = page_of(client, url(here, "opinions")).select_one("#pastaenden").get_text()
    assert "Avböjs här" in text and "Omskrivet" in text and "Taget tillbaka av den som skrev" in text
    assert "Tas tillbaka" not in text and "Skrivs om" not in text
    there = reverse("workshops:opinions", args=[elsewhere.pk, here.step.pk])
    text = page_of(client, there).select_one("#pastaenden").get_text()
    assert "Avböjs här" not in text and "Omskrivet" in text
    act, sent = (elsewhere.pk, here.step.pk, "ta-med"), {"pastaende": rows["Avböjs här"].pk}
    assert client.post(reverse("workshops:opinion_act", args=act), sent).status_code == 404


def test_files_have_random_numbers_and_are_read_by_the_command(client_of):
    here = stand(4)
    people = minds(here, 8, 2)
    people[0].consent_analysis = False
    people[0].save()
    close(here)
    analyst = client_of(factories.make_member(lab=here.workshop.lab, role="analyst"))
    page = page_of(analyst, url(here, "opinions"))
    assert "slumpade nummer" in page.get_text() and not page.select("form[action*=lamna-bort]")
    one, two = (analyst.get(url(here, "opinion_votes")).content.decode("utf-8-sig") for _ in range(2))
    assert all(str(place.pk) not in one for place in people)
    votes = read_votes(one).votes
    assert (len(votes.participants), len(votes.statements), int(votes.seen.sum())) == (7, 4, 28)
    by_person = lambda text: sorted(  # noqa: E731
        tuple(sorted((r["statement"], r["vote"]) for r in csv.DictReader(io.StringIO(text)) if r["participant"] == p))
        for p in votes.participants
    )
    assert by_person(one) == by_person(two)
    told = analyst.get(url(here, "opinion_statements")).content.decode("utf-8-sig")
    assert told.splitlines()[1] == "1,1,Påstående A,ledning"


@pytest.mark.parametrize(("role", "reads", "acts"), [
    ("analyst", 200, 403), ("listener", 403, 403), ("table_host", 403, 403), ("facilitator", 200, 302),
])  # fmt: skip
def test_who_may(client_of, role, reads, acts):
    here = stand(2)
    client = client_of(factories.make_member(lab=here.workshop.lab, role=role))
    assert client.get(url(here, "opinions")).status_code == reads
    assert client.post(url(here, "opinion_act", "rakna-om")).status_code == acts
    assert client.get(url(here, "opinion_votes")).status_code in (404, 403)
    other = client.post(url(here, "opinion_act", "annat"), {"pastaende": 1})
    assert other.status_code == (404 if acts == 302 else acts)


def test_pages_ask_no_more_with_many(phone, client_of):
    counts = []
    for seeds, people in ((2, 6), (30, 36)):
        here = stand(seeds)
        client, place = phone(here.workshop)
        lead = client_of(factories.make_member(lab=here.workshop.lab, role="facilitator"))
        minds(here, people, 2)
        say(here, place, 1, 1)
        asked = []
        for who, name in ((client, "take_part"), (lead, "console")):
            with CaptureQueriesContext(connection) as queries:
                who.get(url(here, name))
            asked.append(len(queries))
        show(here)
        for who, name in ((client, "take_part"), (client, "own_place"), (lead, "opinions"), (lead, "stage")):
            with CaptureQueriesContext(connection) as queries:
                assert who.get(url(here, name)).status_code == 200
            asked.append(len(queries))
        counts.append(asked)
    few, many = counts
    assert few == many
    assert max(many) <= 15, counts


def test_shapes():
    assert hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)]) == [(0, 0), (2, 0), (2, 2), (0, 2)]
    for shape in range(5):
        assert marks_path([[10, 10, 1], [30, 30, 9]], shape).count("M") == 2
