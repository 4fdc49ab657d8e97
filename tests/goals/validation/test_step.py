"""One målbild at a time: an answer and own words, one of each per person, hidden until shown, told by group."""

from __future__ import annotations

import uuid

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.actions.judging import judge
from goals.kinds.validate import clean_settings, fits_in
from goals.models import GoalVersion, Judgement
from goals.queries.judged import all_answers, result_of, tried_in
from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from tests.factories import NOON
from tests.goals.validation.conftest import act_url, again, crowd, page_url, say, show
from tests.workshops.sites.world import go, person, three_sites
from workshops.actions import rehearsal
from workshops.actions.contributions import change_note, hold_note, withdraw
from workshops.actions.pacing import close_writing, open_workshop, reveal
from workshops.actions.planning import add_exercise, change_exercise
from workshops.models import Contribution, Participation
from workshops.queries import shown_notes

pytestmark = pytest.mark.django_db


def page_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def test_a_person_goes_from_one_to_the_next_and_may_skip_and_change(stand, versions, phone):
    here = stand()
    one, two = versions
    client, place = phone(here.workshop)
    page = page_of(client, page_url(here))
    assert "Målbild 1 av 2" in page.get_text() and one.title in page.h2.find_next("h2").get_text() + page.get_text()
    assert "På lättläst svenska" in page.get_text()
    sent = {"version": one.pk, "answer": "partly", "missing": "Att någon ringer upp.", "key": str(uuid.uuid4())}
    assert client.post(act_url(here), sent).status_code == 302
    row = Judgement.objects.get()
    assert (row.answer, row.participation, row.missing.part, row.missing.text) == (
        "partly", place, "missing", "Att någon ringer upp.",
    )  # fmt: skip
    assert "Målbild 2 av 2" in page_of(client, page_url(here)).get_text()  # the next without an answer
    back = page_of(client, page_url(here) + "?sida=1")
    assert back.select_one("input[checked]")["value"] == "partly"
    seen = back.select_one("input[name=seen]")["value"]
    other = {"version": one.pk, "answer": "not_recognise", "wording": "Jag slipper berätta.", "seen": seen}
    assert client.post(act_url(here), other | {"key": str(uuid.uuid4())}).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.row_version, row.wording.text) == ("not_recognise", 2, "Jag slipper berätta.")
    assert row.missing.withdrawn_at is not None  # emptied: taken back, and an empty chair
    client.post(act_url(here), {"version": two.pk, "answer": "unknown", "key": str(uuid.uuid4())})
    assert "Du har svarat om alla målbilder" in page_of(client, page_url(here)).get_text()


def test_sent_twice_is_once_and_another_tab_is_told(stand, versions):
    here, (one, _two) = stand(), versions
    place, key = factories.make_participation(workshop=here.workshop), uuid.uuid4()
    for _ in range(2):
        say(here, one, "partly", place=place, missing="Mer om kvällar.", client_key=key)
    assert Judgement.objects.get().row_version == 1
    assert Contribution.objects.filter(part="missing").count() == 1
    with pytest.raises(StaleEdit) as stale:
        say(here, one, "recognise", place=place)
    assert "Mer om kvällar." in stale.value.theirs and "Känner igen" in stale.value.yours
    note = Judgement.objects.get().missing
    change_note(contribution=note, text="Mer om nätter.", row_version=1, by=place, at=NOON)
    with pytest.raises(StaleEdit):
        say(here, one, "recognise", place=place, seen=2)  # the words were changed on their own page since
    say(here, one, "recognise", place=place, seen=3, missing="Mer om nätter.")
    assert Judgement.objects.get().answer == "recognise"


@pytest.mark.parametrize("sent", [{}, {"answer": "kanske"}, {"answer": "partly", "version": 0}])
def test_what_is_no_answer_is_refused_and_the_words_stay_in_the_form(stand, versions, phone, sent):
    here = stand()
    client, _place = phone(here.workshop)
    base = {"version": versions[0].pk, "missing": "Mina ord.", "key": str(uuid.uuid4())}
    answer = client.post(act_url(here), base | sent)
    assert answer.status_code in (409, 422)
    assert "version" in sent or "Mina ord." in answer.content.decode()
    assert not Judgement.objects.exists() and not Contribution.objects.filter(part="missing").exists()


def test_words_that_may_point_at_somebody_are_asked_about_and_held(stand, versions, phone):
    here = stand()
    client, _place = phone(here.workshop)
    sent = {"version": versions[0].pk, "answer": "partly", "wording": "Ring 070-123 45 67", "key": str(uuid.uuid4())}
    answer = client.post(act_url(here), sent)
    assert answer.status_code == 422 and "Titta en gång till" in answer.content.decode()
    assert not Judgement.objects.exists()
    assert client.post(act_url(here), sent | {"confirmed": "1"}).status_code == 302
    assert Judgement.objects.get().wording.hold == "personal"


def test_closed_replaced_and_other_labs_versions_take_no_answer(stand, versions, lab):
    here, (one, two) = stand(), versions
    foreign = factories.make_goal_version(frozen_at=NOON)
    with pytest.raises(RuleBroken):
        say(here, foreign, "partly")
    GoalVersion.objects.filter(pk=two.pk).update(status="replaced")
    with pytest.raises(RuleBroken, match="ersatt"):
        say(here, two, "partly")
    assert tried_in(here.step) == [one]
    close_writing(exercise=here.step, by=None, at=NOON)
    again(here)
    with pytest.raises(RuleBroken, match="stängt"):
        say(here, one, "partly")
    assert not Judgement.objects.exists()


def test_the_database_keeps_one_answer_each_and_only_codes(stand, versions):
    here, (one, _two) = stand(), versions
    row = say(here, one, "partly")
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(
            version=one, exercise=here.step, participation=row.participation, answer="partly", at=NOON
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.filter(pk=row.pk).update(answer="kanske")


def test_nothing_before_it_is_shown_then_groups_without_the_few(stand, versions, phone, client_of, facilitator):
    here, (one, two) = stand(), versions
    crowd(here, one, {"lived": (12, 5, 0, 0), "staff": (9, 2, 0, 0), "elected": (1, 0, 1, 0)})
    crowd(here, two, {"lived": (3, 0, 0, 0)})
    say(here, one, "not_recognise", missing="Att få välja.", perspective="elected")
    client, _place = phone(here.workshop)
    host = client_of(facilitator)
    console, stage = (reverse(f"workshops:{name}", args=[here.workshop.site.pk]) for name in ("console", "stage"))
    for there, who in ((page_url(here), client), (stage, host), (console, host)):
        assert "Antal personer per grupp" not in page_of(who, there).get_text()
    assert "Att få välja." not in page_of(client, page_url(here)).get_text()
    assert "31 personer har svarat." in page_of(host, console).get_text()
    show(here)
    for there, who in ((page_url(here), client), (stage, host)):
        page = page_of(who, there)
        rows = {row.th.get_text(strip=True): [cell.get_text(strip=True) for cell in row("td")] for row in page("tr")[1:]}
        assert rows["Egen erfarenhet"] == ["12", "5", "0", "0", "17"]
        assert "Förtroendevald" not in rows or rows["Förtroendevald"][-1] == "Dolt"
        assert "Alla tillsammans" not in rows  # else the few could be worked out
        assert "För få svar för att visa" in page.get_text()  # the second målbild
        assert not {"1", "2", "3"} & {cell for row in rows.values() for cell in row}
    text = page_of(client, page_url(here)).get_text()
    assert "Att få välja." in text and "Vad saknas i ”Jag berättar en gång”" in text
    earlier = client.get(reverse("workshops:earlier", args=[here.workshop.pk, here.step.pk])).content.decode()
    assert "Att få välja." in earlier and "Egen erfarenhet" in earlier


def test_held_and_withdrawn_words_are_not_shown_and_staff_do_not_count(stand, versions):
    here, (one, _two) = stand(), versions
    held = say(here, one, "partly", missing="Undanhållet.").missing
    hold_note(contribution=held, reason="other", by=None, at=NOON)
    gone = say(here, one, "partly", wording="Återtaget.").wording
    withdraw(contribution=gone, by=None, at=NOON)
    say(here, one, "recognise", counted=False)
    step = show(here)
    assert list(shown_notes(step)) == []
    assert all_answers(one)[0] == {"lived": {"partly": 2}}


def test_in_an_anonymous_step_nothing_leads_back(stand, versions, phone):
    here, (one, _two) = stand(anonymity="anonymous"), versions
    client, place = phone(here.workshop, perspective="relative")
    for answer in ("partly", "recognise"):
        page = page_of(client, page_url(here) + "?sida=1")
        sent = {"version": one.pk, "answer": answer, "key": str(uuid.uuid4()), "seen": page.find("input", {"name": "seen"})["value"]}
        assert client.post(act_url(here), sent).status_code == 302
    row = Judgement.objects.get()
    assert row.answer == "recognise"
    assert row.participation_id != place.pk and row.participation.receipt_id is None
    assert all_answers(one)[0] == {"unsaid": {"recognise": 1}}


def test_several_sites_are_told_together_when_all_have_shown(versions, lab):
    world = three_sites(lab=lab, opened=False)
    add_exercise(
        workshop=world.workshop, kind="validate_goals", title="Känner du igen dig?", minutes=9, by=None, at=NOON,
        settings={"versions": [versions[0].pk]},
    )  # fmt: skip
    open_workshop(workshop=world.workshop, by=None, at=NOON)
    steps = [go(site, 3) for site in (world.a, world.b)]
    for step, site, n in zip(steps, (world.a, world.b), (6, 3), strict=True):
        for _ in range(n):
            place = person(site)
            judge(
                exercise=step, participation=place, version=versions[0], answer="recognise", client_key=uuid.uuid4(),
                by=place, at=NOON,
            )  # fmt: skip
    for step in steps:
        assert result_of(step) is None
        close_writing(exercise=step, by=None, at=NOON)
        reveal(exercise=step, by=None, at=NOON)
    told = [result_of(go_again(step)) for step in steps]
    assert [table.n for found in told for _version, table in found] == [9, 9]


def go_again(step):
    from tests.workshops.sites.world import again as at_its_site

    return at_its_site(step)


def test_the_pages_cost_the_same_at_1_and_20_answers(stand, versions, phone, client_of, facilitator):
    costs = []
    for people in (1, 20):
        here = stand(settings={"versions": [versions[0].pk if people == 1 else versions[1].pk]})
        for number in range(people):
            say(here, versions[people > 1], "partly", missing=f"Skäl {number}")
        client, _place = phone(here.workshop)
        client.get(page_url(here))
        show(here)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page_url(here)).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 20, costs


# --- Planning, rehearsing, telling ------------------------------------------------------------


def test_only_the_lab_s_standing_versions_can_be_chosen_and_each_in_one_step(stand, versions, lab, client_of, facilitator):
    workshop = factories.make_workshop(lab=lab, with_programme=False)
    open_one = factories.make_goal_version(goal=factories.make_goal(lab=lab))
    foreign = factories.make_goal_version(frozen_at=NOON)
    client = client_of(facilitator)
    url = reverse("workshops:add_step_of", args=[workshop.pk, "validate_goals"])
    page = page_of(client, url)
    assert [box["value"] for box in page.select("input[name=versions]")] == [str(version.pk) for version in versions]
    sent = {"title": "Stämmer den?", "minutes": 20}
    for wrong in (open_one, foreign):
        assert client.post(url, sent | {"versions": [wrong.pk]}).status_code == 422
        with pytest.raises(RuleBroken):
            fits_in({"versions": [wrong.pk]}, workshop, None)
    assert client.post(url, sent | {"versions": [versions[0].pk]}).status_code == 302
    step = workshop.exercises.get()
    assert step.settings["versions"] == [versions[0].pk]
    with pytest.raises(RuleBroken, match="prövas redan"):
        add_exercise(
            workshop=workshop, kind="validate_goals", title="Igen", minutes=5, by=None, at=NOON,
            settings={"versions": [versions[0].pk]},
        )  # fmt: skip
    change_exercise(exercise=step, settings={"versions": [versions[1].pk]}, by=None, at=NOON)
    for settings in ({"versions": list(range(1, 12))}, {"versions": ["banan"]}):
        with pytest.raises(RuleBroken):
            clean_settings(settings)


def test_without_a_choice_all_that_stand_are_tried_and_none_is_said(stand, versions, phone):
    here = stand(settings={})
    assert tried_in(here.step) == versions
    GoalVersion.objects.update(status="replaced")
    client, _place = phone(here.workshop)
    assert "Inga målbilder ännu" in page_of(client, page_url(here)).get_text()


def test_a_rehearsal_answers_counts_nowhere_and_leaves_nothing(versions, lab):
    workshop = factories.make_workshop(lab=lab, with_programme=False)
    add_exercise(workshop=workshop, kind="validate_goals", title="Stämmer den?", minutes=9, by=None, at=NOON)
    practice = factories.advance(rehearsal.start_rehearsal(workshop=workshop, by=None, at=NOON), 1)
    step = practice.exercises.get()
    for _ in range(2):
        assert rehearsal.let_them_answer(exercise=step, by=None, at=NOON) == (12, True)
    assert Judgement.objects.count() == 24
    assert all_answers(versions[0]) == ({}, 0)
    rehearsal.reset_rehearsal(rehearsal=practice, by=None, at=NOON)
    assert not Judgement.objects.exists()


def test_the_report_tells_the_groups_once(stand, versions, client_of, facilitator):
    here, (one, _two) = stand(), versions
    crowd(here, one, {"lived": (6, 0, 0, 0), "staff": (5, 0, 0, 0)})
    show(here)
    page = page_of(client_of(facilitator), reverse("workshops:report", args=[here.workshop.pk]))
    text = " ".join(page.get_text(" ").split())
    assert "Egen erfarenhet 6 0 0 0 6" in text and "Alla tillsammans 11" in text


# --- On paper ---------------------------------------------------------------------------------


def test_the_form_is_printed_and_a_sheet_is_written_in_for_somebody(stand, versions, client_of, facilitator):
    here, (one, two) = stand(), versions
    client, site = client_of(facilitator), here.workshop.site
    sheet = client.get(reverse("workshops:print_sheets", args=[site.pk, "blankett"]), {"people": 1, "first": 1})
    for said in (one.title, one.statement.split(".")[0], "Känner inte igen", "Hur skulle du skriva det?"):
        assert said in sheet.content.decode()
    assert "Skriv in svar: Känner du igen dig?" in client.get(reverse("workshops:write_in", args=[site.pk])).content.decode()
    close_writing(exercise=here.step, by=None, at=NOON)  # paper comes back late
    url = reverse("workshops:write_in_answer", args=[site.pk, here.step.pk])
    assert f"answer_{two.pk}" in client.get(url).content.decode()
    sent = {
        "number": 7, "perspective": "relative", "channel": "paper", "language": "sv", "key": str(uuid.uuid4()),
        f"answer_{one.pk}": "partly", f"missing_{one.pk}": "Att få sova.",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    row = Judgement.objects.get()
    assert (row.version, row.answer, row.participation.perspective, row.participation.channel) == (
        one, "partly", "relative", "paper",
    )  # fmt: skip
    assert (row.missing.transcribed_by, row.missing.channel) == (facilitator, "paper")
    again_with = sent | {"key": str(uuid.uuid4()), f"missing_{one.pk}": "Att få sova ut."}
    assert client.post(url, again_with).status_code == 302
    row.refresh_from_db()
    assert row.missing.text == "Att få sova ut." and Judgement.objects.count() == 1
    for wrong in ({f"answer_{one.pk}": "", f"missing_{one.pk}": ""}, {"number": ""}, {"perspective": "lived"}):
        assert client.post(url, sent | {"key": str(uuid.uuid4())} | wrong).status_code == 422
    warned = client.post(url, sent | {"number": 8, f"missing_{one.pk}": "Ring 070-123 45 67"})
    assert warned.status_code == 422 and "Titta en gång till" in warned.content.decode()
    assert Judgement.objects.count() == 1


def test_an_anonymous_sheet_sent_twice_is_one_answer_by_nobody(stand, versions, facilitator):
    from workshops.actions.transcribing import take_down_answer

    here, (one, _two) = stand(anonymity="anonymous"), versions
    close_writing(exercise=here.step, by=None, at=NOON)
    again(here)
    key = uuid.uuid4()
    for _ in range(2):
        take_down_answer(
            exercise=here.step, number=3, perspective="lived", channel="paper", client_key=key, by=facilitator, at=NOON,
            data={f"answer_{one.pk}": "recognise"},
        )  # fmt: skip
    row = Judgement.objects.get()
    assert row.participation.voice == "unknown" and not hasattr(row.participation, "form")
    assert Participation.objects.filter(voice="unknown").count() == 1
