"""Stories that somebody else wrote down: kept once, read back to their teller, and used with a yes or a reason."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from hlab.accounts.models import Receipt
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from tests import factories
from tests.workshops.sites.world import go, person, three_sites
from workshops.actions import rehearsal
from workshops.actions.pacing import close_workshop, open_workshop
from workshops.actions.planning import add_exercise
from workshops.actions.stories import Whose, approve_for, change_part, give_up_reading_back, withdraw_story
from workshops.actions.transcribing import give_receipt
from workshops.models import Contribution, Participation, Story, Workshop
from workshops.queries import step_at, usable_contributions
from workshops.queries.stories import stories, stories_at, stories_of, story_counts
from workshops.rehearsing import PEOPLE
from workshops.report import report_of

pytestmark = pytest.mark.django_db
NOON = factories.NOON
TODAY = NOON.date()


def usable(here) -> int:
    return usable_contributions(here.workshop.lab).count()


def fields(**more) -> dict:
    return {
        "number": 7, "perspective": "lived", "channel": "phone", "language": "fi", "key": str(uuid.uuid4()),
        "del_f1": "Hiljaista.", "del_f3": "Joku soitti.", "told_by": "together", "relation": "support",
        "title": "Ett samtal", "consent_quote": "on",
    } | more  # fmt: skip


def test_written_in_after_the_guide_it_waits_and_sent_twice_is_once(at, leader):
    here = at("story")
    client = leader(here)
    url = reverse("workshops:write_in_answer", args=[here.workshop.site.pk, here.step.pk])
    page = client.get(url).content.decode()
    assert "Vad hjälpte, eller skulle ha hjälpt?" in page
    assert "Samma nummer igen blir en berättelse till" in page
    sent = fields()
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    story = stories().get()
    assert [
        (note.part, note.language, note.channel, note.consent_quote) for note in story.live if note.part == "f1"
    ] == [("f1", "fi", "phone", True)]
    assert (story.title, story.told_by, story.relation, story.was_present) == (
        "Ett samtal", "together", "support", True,
    )  # fmt: skip
    assert story.taken_down_by is not None
    assert usable(here) == 0
    assert client.post(url, fields(del_f1="", del_f3="")).status_code == 422
    assert client.post(url, fields(told_by="other", relation="")).status_code == 422
    assert Story.objects.count() == 1
    client.post(url, fields())
    assert Participation.objects.filter(stories__isnull=False).distinct().count() == 1  # two stories of one person
    listed = client.get(reverse("workshops:stories", args=[here.workshop.site.pk])).content.decode()
    assert "2 väntar på att läsas tillbaka" in listed
    assert "Nr 7" in listed


def test_the_yes_has_a_day_a_way_and_what_was_read(at, leader, write_down):
    here = at("story")
    user = factories.make_member(lab=here.workshop.lab, role="facilitator")
    story = write_down(here.step, user)
    later = NOON + timedelta(days=3)
    said = {"story": story, "row_version": story.row_version, "by": user, "at": later}
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=4)):
        with pytest.raises(RuleBroken) as broken:
            approve_for(how="aloud", day=day, **said)
        assert broken.value.field == "day"
    with pytest.raises(RuleBroken):
        approve_for(how="self", day=TODAY, **said)
    change_part(story=story, part="f1", text="Så sa hon.", row_version=1, by=user, at=later)
    with pytest.raises(RuleBroken, match="har ändrats"):
        approve_for(how="aloud", day=TODAY, **said)
    story = stories().get()
    for _ in range(2):
        approve_for(
            story=story, how="sent", day=TODAY + timedelta(days=1), row_version=story.row_version, by=user, at=later
        )
    story.refresh_from_db()
    assert (story.read_back, story.approved_at.date()) == ("sent", TODAY + timedelta(days=1))
    assert AuditEvent.objects.filter(act="story.read_back").count() == 1
    assert usable(here) == 2
    withdraw_story(story=story, by=story.participation, at=later)
    with pytest.raises(RuleBroken, match="återtagen"):
        change_part(story=story, part="f1", text="Igen", row_version=1, by=user, at=later)
    with pytest.raises(RuleBroken, match="återtagen"):
        approve_for(story=story, how="sent", day=TODAY, row_version=story.row_version, by=user, at=later)
    assert story_counts(here.workshop.site)["withdrawn"] == 1


def test_without_a_yes_there_is_a_reason_in_writing(at, leader, write_down):
    here = at("story")
    client = leader(here)
    story = write_down(here.step, factories.make_member(lab=here.workshop.lab, role="facilitator"))
    url = reverse("workshops:no_story_back", args=[story.pk])
    assert client.post(url, {"reason": "  ", "row_version": story.row_version}).status_code == 422
    assert usable(here) == 0
    assert client.post(url, {"reason": "Ville inte bli kontaktad.", "row_version": 0}).status_code == 409
    for _ in range(2):
        client.post(url, {"reason": "Ville inte bli kontaktad.", "row_version": story.row_version})
    assert usable(here) == 2
    assert "Ville inte bli kontaktad." in client.get(reverse("workshops:story", args=[story.pk])).content.decode()
    with pytest.raises(RuleBroken):
        give_up_reading_back(story=story, reason="x" * 301, row_version=story.row_version, by=None, at=NOON)


def test_nobody_says_yes_for_who_writes_alone(at, leader, tell):
    here = at("story")
    place = factories.make_participation(workshop=here.workshop)
    draft, client = tell(here.step, place), leader(here)
    pages = ("story", "read_story_back", "no_story_back", "story_sheet")
    answers = {"how": "aloud", "day": "2026-11-24", "reason": "x", "row_version": draft.row_version}
    for page in pages:
        url = reverse(f"workshops:{page}", args=[draft.pk])
        assert client.post(url, answers).status_code == 404
        assert client.get(url).status_code in (404, 405)
    sent = tell(here.step, place, send=True, number=2)
    page = client.get(reverse("workshops:story", args=[sent.pk]))
    assert "Det var stilla." in page.content.decode()
    assert "Personen säger att det stämmer" not in page.content.decode()
    assert client.get(reverse("workshops:correct_story", args=[sent.pk, "f1"])).status_code == 404
    with pytest.raises(RuleBroken, match="skrivit själv"):
        give_up_reading_back(story=sent, reason="Nej", row_version=sent.row_version, by=None, at=NOON)


def test_a_table_host_sees_what_they_wrote_in_and_a_researcher_nothing(at, client_of, write_down):
    here = at("story")
    host = factories.make_member(lab=here.workshop.lab, role="table_host")
    other = factories.make_member(lab=here.workshop.lab, role="facilitator")
    mine, theirs = write_down(here.step, host, title="Min"), write_down(here.step, other, title="Deras")
    client = client_of(host)
    listed = client.get(reverse("workshops:stories", args=[here.workshop.site.pk])).content.decode()
    assert "Min" in listed
    assert "Deras" not in listed
    assert client.get(reverse("workshops:story", args=[mine.pk])).status_code == 200
    assert client.get(reverse("workshops:story", args=[theirs.pk])).status_code == 403
    researcher = client_of(factories.make_member(lab=here.workshop.lab, role="researcher"))
    for story in (mine, theirs):
        assert researcher.get(reverse("workshops:story", args=[story.pk])).status_code == 403
    approve_for(story=mine, how="aloud", day=TODAY, row_version=mine.row_version, by=host, at=NOON)
    for page in ("notes", "report"):
        assert (
            "Det var stilla."
            not in researcher.get(reverse(f"workshops:{page}", args=[here.workshop.pk])).content.decode()
        )


def test_a_sheet_gives_a_code_once_and_with_it_the_teller_reads_changes_and_says_yes(at, leader, write_down, client):
    here = at("story")
    boss = leader(here)
    url = reverse("workshops:write_in_answer", args=[here.workshop.site.pk, here.step.pk])
    boss.post(url, fields(language="sv", del_f1="Det var stilla.", del_f3="Att någon ringde."))
    story = stories().get()
    sheet = reverse("workshops:story_sheet", args=[story.pk])
    assert "Det var stilla." in boss.get(sheet).content.decode()
    assert Receipt.objects.count() == 0
    page = boss.post(sheet)
    assert page["Cache-Control"] == "no-store"
    code = re.search(r'<p class="no">([^<]*\d{4})</p>', page.content.decode()).group(1)
    assert boss.post(sheet).status_code == 404
    with pytest.raises(RuleBroken):
        give_receipt(participation=story.participation, by=None, at=NOON)
    close_workshop(workshop=here.workshop, by=None, at=NOON)
    factories.carry(client, code)
    receipt = client.get(reverse("followup:receipt")).content.decode()
    assert "Väntar på att du läser igenom" in receipt
    change = reverse("followup:change_story", args=[story.pk, "f1"])
    assert client.post(change, {"text": "Ring 070-123 45 67", "row_version": 1}).status_code == 422
    assert client.post(change, {"text": "Det var inte stilla.", "row_version": 1}).status_code == 302
    assert client.post(change, {"text": "En annan text.", "row_version": 1}).status_code == 409
    read = reverse("followup:story", args=[story.pk])
    assert "Det var inte stilla." in client.get(read).content.decode()
    assert client.post(read, {"row_version": story.row_version}).status_code == 409
    assert usable(here) == 0
    story.refresh_from_db()
    assert client.post(read, {"row_version": story.row_version, "title": "Min dag"}).status_code == 302
    story.refresh_from_db()
    assert (story.read_back, story.title) == ("self", "Min dag")
    assert usable(here) == 2
    uses = reverse("followup:story_consent", args=[story.pk])
    assert client.post(uses, {"use": "analysis", "granted": "0"}).status_code == 302
    assert client.post(uses, {"use": "annat", "granted": "1"}).status_code == 404
    assert usable(here) == 0
    gone = reverse("followup:take_back_story", args=[story.pk])
    assert "Ta tillbaka hela berättelsen?" in client.get(gone).content.decode()
    for _ in range(2):
        assert client.post(gone).status_code == 302
    assert not Contribution.objects.filter(withdrawn_at=None).exists()
    assert "Återtagen" in client.get(reverse("followup:receipt")).content.decode()
    assert client.get(read).status_code == 404
    assert AuditEvent.objects.filter(act="story.withdrawn").count() == 1


def test_the_receipt_of_another_opens_no_story(at, tell, phone):
    here = at("story")
    story = tell(here.step, factories.make_participation(workshop=here.workshop), send=True)
    other, _place = phone(here.workshop)
    for page, rest in (("story", ()), ("change_story", ("f1",)), ("story_consent", ()), ("take_back_story", ())):
        url = reverse(f"followup:{page}", args=[story.pk, *rest])
        assert other.post(url, {"use": "quote", "granted": "1", "row_version": story.row_version}).status_code == 403
    assert usable(here) == 2


def test_a_printed_form_carries_the_guide(at, leader):
    here = at("story")
    page = leader(here).get(reverse("workshops:print_sheets", args=[here.workshop.site.pk, "blankett"]))
    for words in ("Vad hjälpte, eller skulle ha hjälpt?", "Jag svarar tillsammans med någon", "inte ett klagomål"):
        assert words in page.content.decode()


def test_a_report_tells_how_many_and_only_words_that_may_be_used(at, tell, write_down):
    here = at("story")
    user = factories.make_member(lab=here.workshop.lab, role="facilitator")
    tell(here.step, factories.make_participation(workshop=here.workshop), {"f1": "Bara min."})
    tell(here.step, factories.make_participation(workshop=here.workshop), {"f1": "Skickad."}, send=True)
    write_down(here.step, user, {"f1": "Väntar."})
    gone = write_down(here.step, user, {"f1": "Borta."})
    withdraw_story(story=gone, by=user, at=NOON)
    report = report_of(here.workshop, in_full=[here.workshop.site.pk], now=NOON)
    ((_site, result),) = report.steps[0].results
    assert result.n is None  # too few persons to be told
    assert dict(result.rows) == {
        "Väntar på att läsas tillbaka": "1", "Genomläst och godkänd": "1", "Kunde inte läsas tillbaka": "0",
        "Återtagen": "1",
    }  # fmt: skip
    assert [row.text for row in report.steps[0].rows] == ["Skickad."]
    assert report_of(here.workshop, in_full=[], now=NOON).steps[0].rows == []


def test_each_site_has_its_own_stories(tell):
    world = three_sites(opened=False)
    add_exercise(workshop=world.workshop, kind="story", title="Berätta", minutes=5, by=None, at=NOON)
    open_workshop(workshop=world.workshop, by=None, at=NOON)
    for site in (world.a, world.b):
        site.refresh_from_db()
        tell(go(site, 3), person(site), send=True)
    for site, number in ((world.a, 1), (world.b, 1), (world.c, 0)):
        assert story_counts(site)["approved"] == number
        assert stories_at(site, everything=True, user=None).count() == number
    assert {story.site_id for story in stories_of(world.lab)} == {world.a.pk, world.b.pk}


def test_a_rehearsal_tells_and_leaves_nothing(facilitator):
    workshop = factories.make_workshop(with_programme=False)
    add_exercise(workshop=workshop, kind="story", title="Berätta", minutes=5, by=None, at=NOON)
    practice = rehearsal.start_rehearsal(workshop=workshop, by=None, at=NOON)
    practice = factories.advance(practice, 1)
    for site in practice.sites.all():
        step = step_at(site.pk, practice.exercises.get().pk)
        for _ in range(2):
            answered = rehearsal.let_them_answer(exercise=step, by=None, at=NOON)
            assert answered[1]
    assert Story.objects.count() == len(PEOPLE)
    assert Story.objects.exclude(approved_at=None).count() == len(PEOPLE) / 2
    assert stories_of(workshop.lab) == []
    rehearsal.end_rehearsal(rehearsal=practice, by=None, at=NOON)
    assert not Story.objects.exists()
    assert not Workshop.objects.filter(rehearsal_of=workshop).exists()


@pytest.mark.parametrize("number", [1, 20])
def test_pages_cost_the_same_for_one_story_and_for_twenty(
    at, phone, leader, tell, write_down, number, django_assert_max_num_queries
):
    here = at("story")
    client, place = phone(here.workshop)
    user = factories.make_member(lab=here.workshop.lab, role="facilitator")
    for n in range(number):
        mine = tell(here.step, place, {"f1": "A", "f2": "B"}, send=n % 2 == 0, number=n + 1)
        theirs = write_down(
            here.step, user, {f"f{part}": "Ord" for part in range(1, 6)}, whose=Whose("other", "guardian")
        )
    boss, site = leader(here), here.workshop.site.pk
    for who, url in (
        (boss, reverse("workshops:stories", args=[site])),
        (boss, reverse("workshops:stories", args=[site]) + "?lage=waiting&page=1"),
        (boss, reverse("workshops:story", args=[theirs.pk])),
        (boss, reverse("workshops:story_sheet", args=[theirs.pk])),
        (client, reverse("followup:receipt")),
        (client, reverse("followup:story", args=[mine.pk])),
    ):
        with django_assert_max_num_queries(15):
            assert who.get(url).status_code == 200
    for url in ("", "?i=1-2", "?i=1-las"):
        with django_assert_max_num_queries(22):
            assert client.get(here.url() + url).status_code == 200
    with django_assert_max_num_queries(4):
        assert len(stories_of(here.workshop.lab)) == (number + 1) // 2


def test_the_title_of_a_story_goes_with_its_words(at, leader, write_down):
    here = at("story")
    client = leader(here)
    story = write_down(here.step, factories.make_user(), title="Hos Anna på Torget")
    pages = [
        reverse("workshops:stories", args=[here.workshop.site.pk]), reverse("workshops:story", args=[story.pk])
    ]  # fmt: skip
    assert all("Hos Anna" in client.get(page).content.decode() for page in pages)
    withdraw_story(story=story, by=story.participation, at=NOON)
    assert not any("Hos Anna" in client.get(page).content.decode() for page in pages)
