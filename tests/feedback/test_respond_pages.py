"""The pages where anyone says something about a proposal, without a code before and without JavaScript."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.actions.remarking import remark_on
from feedback.answering_form import read_newcomers_code
from feedback.enums import FormKind, Part, RoundState
from feedback.models import Remark, Response
from feedback.views.responding import NEWCOMERS
from hlab.accounts.models import Receipt
from tests.factories import NOON, carry, make_participation, make_receipt
from tests.feedback.sample import make_answer, make_version
from tests.feedback.trying import make_trying, say
from workshops.models import Participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(lab, freeze):
    freeze()
    return make_trying(lab=lab, form=FormKind.BOTH)


def at(here, name="respond", *more) -> str:
    return reverse(f"feedback:{name}", args=[here.version.proposal.slug, *more])


def shown(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:500]
    return BeautifulSoup(answer.content.decode(), "html.parser")


def filled(page, **fields) -> dict:
    """The form of a page as a browser sends it, with these fields."""
    form = page.select_one("main form[method=post]")
    sent = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]") if one["name"][0] != "c"}
    for one in form.select("input[checked]"):
        sent[one["name"]] = one["value"] if one.get("value") else "on"
    for one in form.select("textarea"):
        sent[one["name"]] = one.get_text().removeprefix("\n")
    for one in form.select("select"):
        sent[one["name"]] = (one.select_one("option[selected]") or one.select_one("option"))["value"]
    return sent | fields


def test_somebody_without_a_code_answers_and_is_given_one(here, client):
    page = shown(client, at(here))
    assert "Detta är en prövning, inte ett beslut" in page.get_text() and len(page.select("h1")) == 1
    sent = filled(page, effect="worse", why="Jag bor långt bort.", perspective="relative", county="24")
    answer = client.post(at(here), sent)
    assert answer.status_code == 302 and answer.url == at(here, "my_responses")
    mine = Response.objects.get()
    assert (mine.effect, mine.county, mine.level, mine.counted) == ("worse", "24", "micro", True)
    assert mine.participation.perspective == "relative" and mine.participation.channel == "online"
    page = shown(client, answer.url)
    code = page.select_one(".code").get_text(strip=True)
    assert code in answer.cookies["hlab_kvitto"].value.encode().decode("unicode_escape") or code
    assert "Jag bor långt bort." in page.get_text() and "Lite sämre" in page.get_text()
    assert "Mottagen" in page.get_text()


def test_the_same_form_twice_is_one_person_with_one_code(here):
    page = shown(Client(), at(here))
    sent = filled(page, effect="better", perspective="lived")
    codes = []
    for _press in range(2):
        client = Client()  # the first answer never reached the browser
        client.post(at(here), sent)
        codes.append(shown(client, at(here, "my_responses")).select_one(".code").get_text(strip=True))
    assert codes[0] == codes[1] and Response.objects.count() == 1
    assert Participation.objects.filter(workshop=here.workshop).count() == 1 == Receipt.objects.count()


def test_a_code_that_was_drawn_is_never_somebody_elses(here):
    page = shown(Client(), at(here))
    code, drawn_at = read_newcomers_code(filled(page)["newcomer"])
    from hlab.accounts.receipts import code_hash

    theirs = Receipt.objects.create(code_hash=code_hash(code), created_at=drawn_at - timedelta(days=9))
    Client().post(at(here), filled(page, effect="better"))
    assert Response.objects.get().receipt != theirs
    forged = signing.dumps([code, drawn_at.isoformat()], salt="another")
    Client().post(at(here), filled(shown(Client(), at(here)), effect="worse", newcomer=forged))
    assert not Response.objects.filter(receipt=theirs).exists()


def test_with_a_code_it_is_changed_and_another_device_is_told(here, phone):
    client, place = phone(here.workshop)
    client.post(at(here), filled(shown(client, at(here)), effect="better", why="Först."))
    page = shown(client, at(here))
    assert page.select_one("input[name=effect][checked]")["value"] == "better"
    assert page.select_one("textarea[name=why]").get_text().strip() == "Först."
    sent = filled(page, effect="worse", why="Sedan.")
    say(here, place=place, effect="same", words={Part.WHY: "Från telefonen."}, seen=None)
    answer = client.post(at(here), sent)
    assert answer.status_code == 409
    page = BeautifulSoup(answer.content.decode(), "html.parser")
    assert "Från telefonen." in page.get_text() and page.select_one("textarea[name=why]").get_text().strip() == "Sedan."
    client.post(at(here), filled(page))
    assert Response.objects.get().effect == "worse"


def test_numbers_and_names_are_asked_about_before_anything_is_kept(here, client):
    sent = filled(shown(client, at(here)), effect="better", why="Ring mig på 070-123 45 67")
    answer = client.post(at(here), sent)
    assert answer.status_code == 422 and "Titta en gång till" in answer.content.decode()
    assert not Participation.objects.filter(workshop=here.workshop).exists() and not Receipt.objects.exists()
    client.post(at(here), sent | {"confirmed": "1"})
    assert Remark.objects.get().contribution.hold == "personal"


def test_an_empty_form_says_so(here, client):
    answer = client.post(at(here), filled(shown(client, at(here))))
    assert answer.status_code == 422 and "Svara på minst en fråga" in answer.content.decode()


def test_the_long_form_has_rows_and_shows_what_is_wrong_in_which(here, phone):
    client, _place = phone(here.workshop)
    page = shown(client, at(here) + "?form=expert")
    rows = {"k0-dimension": "cost", "k0-concerns": "manager", "k0-stance": "against", "k0-text": ""}
    answer = client.post(at(here), filled(page, risk="Att det blir papper.", **rows))
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content.decode(), "html.parser")
    assert "1. Skriv några ord om varför" in page.select_one("#fel").get_text()
    assert client.post(at(here), filled(page, **{"k0-text": "Ingen har budget."})).status_code == 302
    assert Remark.objects.get(part="consequence").stance == "against"
    page = shown(client, at(here))  # the form they used before
    assert page.select_one("[name=k0-text]").get_text().strip() == "Ingen har budget."
    assert page.select_one("[name=k3-text]") is not None


def test_a_closed_round_says_what_one_can_do_and_gives_the_words_back(here, client):
    sent = filled(shown(client, at(here)), effect="better", why="Mina ord.")
    here.round.state = RoundState.CLOSED
    here.round.closed_at = NOON
    here.round.save()
    for answer in (client.get(at(here)), client.post(at(here), sent)):
        words = answer.content.decode()
        assert "På papper kan du lämna synpunkter till och med" in words and not Response.objects.exists()
    assert answer.status_code == 409 and "Mina ord." in words


def test_an_answer_goes_to_the_version_it_was_written_about(here, client, freeze):
    sent = filled(shown(client, at(here)), effect="better")
    here.version.replaced_at = NOON
    here.version.save(update_fields=["replaced_at"])
    newer = make_version(proposal=here.version.proposal, number=2, published=True)
    page = shown(client, at(here) + "?v=1")
    assert "Det finns en nyare version" in page.get_text()
    client.post(at(here), sent)
    assert Response.objects.get().version == here.version
    assert "Ingen frågar om den här versionen" in shown(client, at(here)).get_text()  # of version 2
    freeze(here.round.closes_at)
    assert client.post(at(here), sent | {"version": newer.pk}).status_code == 409


@pytest.mark.parametrize("query", ["?v=9", "?v=²"])
def test_no_such_version(here, client, query):
    assert client.get(at(here) + query).status_code == (404 if query == "?v=9" else 200)
    assert client.get(reverse("feedback:respond", args=["finns-inte"])).status_code == 404


def test_staff_are_told_that_their_answer_is_not_counted(here, client_of, lead):
    client = client_of(lead)
    page = shown(client, at(here))
    assert "Ditt svar räknas inte" in page.get_text()
    client.post(at(here), filled(page, effect="better"))
    assert not Response.objects.get().counted


def test_a_listener_does_not_answer(here, client_of, listener):
    assert client_of(listener).get(at(here)).status_code == 302


def test_a_script_is_stopped_and_nothing_is_made(here, client, rf):
    sent = filled(shown(client, at(here)), effect="better")
    for _ in range(NEWCOMERS.limit):
        NEWCOMERS.hit(rf.post("/"))
    assert client.post(at(here), sent).status_code == 429 and not Receipt.objects.exists()


# --- A paragraph, a scene, a thread -----------------------------------------------------------


def test_a_paragraph_and_a_scene_have_pages_of_their_own(here, client):
    scene = here.version.scenes.get()
    for target, anchor in (("paragraph", "p1"), ("scene", str(scene.anchor))):
        url = at(here, "respond_to", target, anchor)
        assert ("/paragraf/" if target == "paragraph" else "/scen/") in url
        page = shown(client, url)
        assert client.post(url, filled(page, comment=f"Om {target}.")).status_code == 302
        page = shown(client, url)
        assert page.select_one("textarea[name=comment]").get_text().strip() == f"Om {target}."
    assert Response.objects.count() == 1
    assert set(Remark.objects.values_list("target", "anchor")) == {("paragraph", "p1"), ("scene", str(scene.anchor))}
    empty = client.post(url, filled(page, comment="x" * 1001))
    assert empty.status_code == 422 and "1 tecken för lång" in empty.content.decode()


def test_a_paragraph_is_asked_about_as_the_whole_is(here, client):
    """Who it might be worse for, what must be true and what is missing may be said of one paragraph too."""
    url = at(here, "respond_to", "paragraph", "p1")
    page = shown(client, url)
    assert not page.select_one("form details").has_attr("open")
    more = {"worse_for": "Den som bor ensam.", "must_hold": "Att någon svarar.", "missing": "Natten."}
    assert client.post(url, filled(page, **more)).status_code == 302
    page = shown(client, url)
    assert page.select_one("form details").has_attr("open")
    assert page.select_one("textarea[name=missing]").get_text().strip() == "Natten."
    assert set(Remark.objects.values_list("part", "anchor")) == {(part, "p1") for part in more}


def test_a_paragraph_that_is_no_more_says_where_it_last_stood(here, client):
    here.version.replaced_at = NOON
    here.version.save(update_fields=["replaced_at"])
    make_version(proposal=here.version.proposal, number=2, paragraphs=1, published=True)
    page = shown(client, at(here, "respond_to", "paragraph", "p2"), status=404)
    assert "Den stod sist i version 1." in page.get_text()
    assert client.get(at(here, "respond_to", "paragraph", "p9")).status_code == 404


def test_a_thread_is_open_only_where_a_remark_is_shown(here, client):
    place = make_participation(workshop=here.workshop, consent_quote=True)
    remark = remark_on(
        round=here.round, version=here.version, exercise=here.step, participation=place, target="paragraph",
        anchor="p1", text="Vem är vi?", client_key=uuid.uuid4(), by=place, at=NOON,
    )  # fmt: skip
    url = at(here, "reply", remark.pk)
    assert client.get(url).status_code == 404
    Remark.objects.update(shown_at=NOON)
    page = shown(client, url)
    assert "Vem är vi?" in page.get_text()
    assert client.post(url, filled(page, text="")).status_code == 422
    assert client.post(url, filled(page, text="Kommunen.")).status_code == 302
    assert remark.replies.get().contribution.text == "Kommunen."


# --- One's own --------------------------------------------------------------------------------


def test_a_whole_answer_is_taken_back_by_nobody_else(here, phone, client, client_of, lead):
    mine, place = phone(here.workshop)
    response = say(here, place=place, words={Part.WHY: "Mina ord."})
    url = reverse("feedback:withdraw_response", args=[response.pk])
    other, _place = phone(here.workshop)
    for stranger in (client, other, client_of(lead)):
        assert stranger.get(url).status_code == 302 and stranger.post(url).status_code == 403
    assert "Ta tillbaka hela svaret?" in shown(mine, url).get_text()
    assert mine.post(url).status_code == 302
    page = shown(mine, at(here, "my_responses"))
    assert "Återtaget" in page.get_text() and "Mina ord." not in page.get_text()


def test_my_page_without_a_code_shows_where_it_is_typed(here, client):
    assert "ingen kvittokod" in shown(client, at(here, "my_responses")).get_text()


def test_an_answer_in_a_room_is_not_asked_for_again(here, phone):
    client, place = phone(here.workshop)
    say(here, place=place)
    receipt, _code = make_receipt()
    Participation.objects.filter(pk=place.pk).update(receipt=receipt)
    Response.objects.update(receipt=place.receipt_id)
    assert "Du har redan svarat" in shown(client, at(here)).get_text()


def test_a_draft_of_an_answer_is_not_told_on_ones_own_page(here):
    receipt, code = make_receipt()
    place = make_participation(workshop=here.workshop, receipt=receipt)
    mine = say(here, place=place, words={Part.WHY: "Ingen svarar."})
    answer = make_answer(remarks=list(mine.remarks.all()), published=False, verdict="not_adopted")
    client = carry(Client(), code)
    told = shown(client, at(here, "my_responses")).get_text()
    assert "Inte beaktad" not in told and "Övervägs" in told
    type(answer).objects.update(published_at=NOON)
    assert "Inte beaktad" in shown(client, at(here, "my_responses")).get_text()


@pytest.mark.parametrize("name", ["respond", "my_responses"])
def test_pages_cost_the_same_however_much_is_said(here, phone, name):
    client, place = phone(here.workshop)
    counts = []
    for words in ({Part.WHY: "Ett."}, {part: "Ord." for part in Part if part != Part.CONSEQUENCE}):
        say(here, place=place, words=words, seen=None)
        with CaptureQueriesContext(connection) as seen:
            client.get(at(here, name))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 15, counts


def test_the_form_is_small(here, client):
    import gzip

    size = len(gzip.compress(client.get(at(here)).content))
    assert size < 12_000, size
    assert not re.search(r"<[^>]+ style=", client.get(at(here)).content.decode())


def test_a_note_changed_elsewhere_is_read_anew(here, phone):
    client, place = phone(here.workshop)
    say(here, place=place, words={Part.WHY: "Ett."})
    Remark.objects.update(shown_at=NOON, state="read")
    note = Remark.objects.get().contribution
    url = reverse("workshops:change_note", args=[here.workshop.pk, note.pk])
    client.post(url, {"text": "Två.", "row_version": note.row_version})
    remark = Remark.objects.get()
    assert (remark.contribution.text, remark.shown_at, remark.state) == ("Två.", None, "received")
