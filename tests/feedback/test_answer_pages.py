"""The pages of remarks and answers: who sees what, what they cost, and that the person finds the answer."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from feedback.actions.answering import publish_answers
from feedback.actions.replies import reply
from feedback.enums import Effect, Part, RoundState
from feedback.models import Answer, Change, Remark
from tests import factories
from tests.factories import NOON
from tests.feedback.sample import make_answer, make_remark, make_response, make_round, make_version
from workshops.actions.contributions import change_consent, hold_note, withdraw

pytestmark = pytest.mark.django_db
RECEIPT = reverse("followup:receipt")
SENT = {
    "title": "Vem som svarar på natten", "verdict": "partly", "reason": "Vi skriver in en jour.",
    "decider": "Särskild utredare", "decided_on": "2026-01-02", "changed_in": "",
}  # fmt: skip


def url(name, *args):
    return reverse(f"feedback:{name}", args=args)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def round(lab):
    return make_round(lab=lab, state=RoundState.COUNTED)


@pytest.fixture
def client(client_of, lead):
    return client_of(lead)


def said(round, n=1, **fields):
    return [make_remark(response=make_response(round=round), **fields) for _n in range(n)]


def test_from_the_list_to_an_answer_that_everyone_reads(client, round, lead):
    rows = said(round, 3, text="Ingen svarar på natten.") + said(round, text="Brevet är svårt.", part=Part.WISHES)
    here = url("remarks", round.pk)
    page = text_of(client.get(here + "?sok=natten"))
    assert "3 synpunkter" in page and "Brevet är svårt." not in page and "Alla 3 som sökningen hittar" in page
    assert "4 synpunkter utan svar har ingen ansvarig" in text_of(client.get(here))
    keys = [str(row.pk) for row in rows[:2]]
    assert client.post(here, {"act": "las"}).status_code == 422
    assert client.post(here, {"act": "x", "synpunkt": keys}).status_code == 422
    assert client.post(here, {"act": "las", "synpunkt": [*keys, "inte-en-nyckel"]}).status_code == 422
    assert client.post(here, {"act": "las", "synpunkt": keys}).status_code == 302
    assert client.post(here, {"act": "ansvarig", "ny_ansvarig": lead.pk, "synpunkt": keys}).status_code == 302
    assert client.post(here, {"act": "ansvarig", "ny_ansvarig": "999999", "synpunkt": keys}).status_code == 422
    assert Remark.objects.filter(owner=lead, state="read").count() == 2
    assert f"{lead}" in text_of(client.get(here + f"?ansvarig={lead.pk}"))
    form = client.post(here, {"act": "svara", "synpunkt": keys}).url
    page = text_of(client.get(form))
    assert "Ingen svarar på natten." in page and "de 2 synpunkterna" in page
    assert client.post(form, SENT | {"reason": ""}).status_code == 422
    assert "spara den ändå" in text_of(client.post(form, SENT | {"reason": "Ring 070-123 45 67"}))
    first = client.post(form, SENT)
    assert first.status_code == 302 and client.post(form, SENT).url == first.url  # sent twice
    answer = Answer.objects.get()
    assert answer.remarks.count() == 2 and "Inte publicerat" in text_of(client.get(first.url))
    public = url("said", round.asks.get().version.proposal.slug)
    assert "Vi skriver in en jour." not in text_of(Client().get(public))
    third = {"act": "lagg-till", "svar": answer.pk, "synpunkt": [str(rows[2].pk)]}
    assert client.post(here, third).status_code == 302 and answer.remarks.count() == 3
    out = url("publish_answers", round.pk)
    assert "Vem som svarar på natten" in text_of(client.get(out)) and "1 synpunkt är fortfarande" in text_of(
        client.get(out)
    )
    assert client.post(out).status_code == 302
    page = text_of(Client().get(public))
    assert "Vi skriver in en jour." in page and "Det här ändrade vi delvis" in page and "färre än fem" in page
    assert "Ingen svarar på natten." not in page  # nobody has said yes to be quoted
    assert client.post(url("change_answer", answer.pk), SENT | {"row_version": 1, "reason": "x"}).status_code == 409


def test_all_that_the_search_finds(client, round):
    said(round, 4, text="Ingen svarar på natten.")
    said(round, 2, text="Annat.")
    here = url("remarks", round.pk) + "?sok=natten"
    form = client.post(here, {"act": "svara", "alla": "1"}).url
    assert "de 4 synpunkterna" in text_of(client.get(form))
    said(round, text="Ingen svarar på natten heller.")
    answer = client.post(form, SENT | {"antal": "4"})
    assert answer.status_code == 409 and "5 synpunkter" in text_of(answer)
    assert client.post(form, SENT | {"antal": "5"}).status_code == 302
    assert Answer.objects.get().remarks.count() == 5
    assert client.post(form, SENT | {"antal": "5"}).status_code in (409, 422) and Answer.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "n"),
    [("", 3), ("?lage=utan-svar", 2), ("?lage=besvarade", 1), ("?lage=partly", 1), ("?fraga=wishes", 1),
     ("?om=paragraph:p1", 1), ("?om=hela", 2), ("?perspektiv=staff", 1), ("?ansvarig=ingen", 3), ("?lage=skrivet", 0),
     ("?version=999&lage=nonsens", 3), ("?page=99", 3), ("?lage=svarar-inte", 0), ("?lage=hallna", 0)],
)  # fmt: skip
def test_narrowed(client, round, query, n):
    said(round, part=Part.WISHES)
    said(round, target="paragraph", anchor="p1")
    staff = make_response(round=round, perspective="staff", effect=Effect.WORSE)
    make_answer(remarks=[make_remark(response=staff)])
    page = text_of(client.get(url("remarks", round.pk) + query))
    assert page.count('name="synpunkt"') == n


def test_an_editor_reads_what_is_shown_and_knows_that_there_is_more(client_of, editor, round):
    (remark,) = said(round)
    client = client_of(editor)
    page = text_of(client.get(url("remarks", round.pk)))
    assert "Ingen svarar på natten." not in page and "1 till läser du inte" in page
    assert client.get(url("remark", remark.pk)).status_code == 404
    assert client.post(url("remarks", round.pk), {"act": "las", "synpunkt": [str(remark.pk)]}).status_code == 422


def test_held_is_for_those_who_lead(client, client_of, analyst, round):
    (remark,) = said(round)
    here = url("remark", remark.pk)
    assert client.post(here, {"act": "hall", "skal": "personal"}).status_code == 302
    assert "Kan peka ut någon" in text_of(client.get(here))
    other = client_of(analyst)
    assert other.get(here).status_code == 404
    assert other.post(here, {"act": "slapp"}).status_code == 404
    assert client.post(here, {"act": "slapp"}).status_code == 302
    assert other.get(here).status_code == 200
    for act in ("slapp", "visa", "dolj", "hall"):
        assert other.post(here, {"act": act}).status_code == 404


def test_one_remark(client, round, lead):
    (remark,) = said(round)
    change_consent(contribution=remark.contribution, use="quote", granted=True, by=None, at=NOON)
    here = url("remark", remark.pk)
    for sent in ({"act": "las"}, {"act": "considered"}, {"act": "read"}, {"act": "ansvarig", "ny_ansvarig": lead.pk},
                 {"act": "svara", "text": "Hela natten?"}):  # fmt: skip
        assert client.post(here, sent).status_code == 302, sent
    assert client.post(here, {"act": "visa"}).status_code == 409  # from no page of ours
    read = client.get(here).context["words"]
    assert f'value="{read}"' in client.get(here).text
    assert client.post(here, {"act": "visa", "ord": read}).status_code == 302
    page = text_of(client.get(here))
    assert "Hela natten?" in page and "Visas öppet" in page
    assert client.post(here, {"act": "svara", "text": ""}).status_code == 422
    assert "spara den ändå" in text_of(client.post(here, {"act": "svara", "text": "a@b.se"}))
    assert client.post(here, {"act": "ta-bort-svar", "svar": remark.staff_replies.get().pk}).status_code == 302
    assert "Hela natten?" not in text_of(client.get(here))
    assert client.post(here, {"act": "dolj"}).status_code == 302
    assert client.post(here, {"act": "nonsens"}).status_code == 422
    withdraw(contribution=remark.contribution, by=None, at=NOON)
    assert client.get(here).status_code == 404


def test_change_take_out_throw_away_and_put_right(client, round):
    rows = said(round, 2)
    answer = make_answer(remarks=rows, published=False)
    here = url("answer", answer.pk)
    assert client.post(here, {"synpunkt": []}).status_code == 422
    assert client.post(here, {"synpunkt": [str(rows[0].pk)]}).status_code == 302 and answer.remarks.count() == 1
    change = url("change_answer", answer.pk)
    assert "Vi skriver in en jour." in text_of(client.get(change))
    assert client.post(change, SENT | {"reason": "Vi har tänkt om.", "row_version": 1}).status_code == 302
    assert client.post(change, SENT | {"reason": "Någon annan.", "row_version": 1}).status_code == 409
    assert client.get(url("discard_answer", answer.pk)).status_code == 200
    assert client.post(url("discard_answer", answer.pk)).status_code == 302 and not Answer.objects.exists()
    old = make_answer(remarks=rows)
    right = url("replace_answer", old.pk)
    assert client.post(right, SENT | {"decided_on": "2126-01-01"}).status_code == 422 and Answer.objects.count() == 1
    made = client.post(right, SENT | {"reason": "Vi hade fel."})
    assert made.status_code == 302 and "Rättar ett tidigare svar" in text_of(client.get(made.url))
    client.post(url("publish_answers", round.pk))
    assert "Svaret är rättat" in text_of(client.get(here.replace(str(answer.pk), str(old.pk))))
    page = text_of(Client().get(url("said", round.asks.get().version.proposal.slug)))
    assert "Vi hade fel." in page and "Läs det första svaret" in page


def test_what_is_said_of_it_by_version(client, round):
    asked = round.asks.get().version
    rows = said(round, 6)
    later = make_version(proposal=asked.proposal, number=2)
    answer = make_answer(remarks=rows, changed_in=later)
    Change.objects.create(version=later, place=1, what="En jour dygnet runt", why="Ingen svarade", answer=answer)
    page = text_of(Client().get(url("said_version", asked.proposal.slug, 1)))
    assert "Version 2, när den är publicerad" in page
    assert "En jour dygnet runt" not in page  # not before that version is public
    asked.replaced_at = later.frozen_at = later.published_at = NOON
    asked.save(update_fields=["replaced_at"])
    later.save(update_fields=["frozen_at"])
    later.save(update_fields=["published_at"])
    page = text_of(Client().get(url("said_version", asked.proposal.slug, 1)))
    assert "En jour dygnet runt" in page and "Detta är en prövning, inte ett beslut" in page
    assert Client().get(url("said_version", asked.proposal.slug, 2)).status_code == 404  # nobody was asked
    assert Client().get(url("said", "finns-inte")).status_code == 404
    draft = make_version().proposal
    assert Client().get(url("said", draft.slug)).status_code == 404


# --- The receipt page ---------------------------------------------------------------------------


@pytest.fixture
def person(round):
    """(client with the code, their remark)."""
    receipt, code = factories.make_receipt()
    place = factories.make_participation(workshop=round.workshop, receipt=receipt)
    remark = make_remark(response=make_response(round=round, participation=place))
    return factories.carry(Client(), code), remark


def test_a_person_finds_the_answer_to_their_own_remark(person, client, round, lead, freeze):
    freeze(NOON + timedelta(days=1))
    round.answer_by = date(2027, 5, 1)
    round.save()
    mine, remark = person
    page = text_of(mine.get(RECEIPT))
    assert (
        "Din synpunkt" in page
        and "Mottagen" in page
        and "Väntar på att läsas" in page
        and "Du får svar senast 1 maj 2027" in page
    )
    client.post(url("remark", remark.pk), {"act": "considered"})
    client.post(url("remark", remark.pk), {"act": "ansvarig", "ny_ansvarig": lead.pk})
    client.post(url("remark", remark.pk), {"act": "svara", "text": "Menar du hela natten?"})
    page = text_of(mine.get(RECEIPT))
    assert "Menar du hela natten?" in page
    assert "Övervägs" in page and "labbansvarig" in page and lead.last_name not in page
    answer = make_answer(remarks=[remark], published=False)
    assert "Vi skriver in en jour." not in text_of(mine.get(RECEIPT)) and "Övervägs" in text_of(mine.get(RECEIPT))
    view = reverse("followup:own_remark", args=[remark.pk])
    assert mine.get(view).url == RECEIPT  # nothing to say yet
    publish_answers(round=round, by=lead, at=NOON)
    page = text_of(mine.get(RECEIPT))
    assert "Vi skriver in en jour." in page and "Delvis beaktad" in page and view in page and answer.decider in page
    assert "1 har fått svar" in page
    assert "Stämmer svaret med det du sa?" in text_of(mine.get(view))
    assert mine.post(view, {"view": ""}).status_code == 422
    remark.refresh_from_db()
    sent = {"view": "misses", "words": "Jag menade natten.", "row_version": remark.row_version}
    assert mine.post(view, sent).status_code == 302
    assert mine.post(view, {"view": "fits", "row_version": sent["row_version"]}).status_code == 409
    assert "Jag menade natten." in text_of(mine.get(RECEIPT))
    assert "Jag menade natten." in text_of(client.get(url("remarks", round.pk) + "?lage=svarar-inte"))
    assert "1 säger att det inte svarar" in text_of(client.get(url("answers", round.pk)))


def test_late_is_said_and_nobody_answers_for_another(person, round, client, freeze):
    mine, remark = person
    freeze(NOON + timedelta(days=1))
    assert "försenat" in text_of(mine.get(RECEIPT))
    make_answer(remarks=[remark])
    view = reverse("followup:own_remark", args=[remark.pk])
    other = factories.carry(Client(), factories.make_receipt()[1])
    for stranger in (other, Client(), client):
        assert stranger.get(view).url == RECEIPT
        assert stranger.post(view, {"view": "fits"}).status_code == 403
    withdraw(contribution=remark.contribution, by=None, at=NOON)
    assert mine.get(view).url == RECEIPT
    assert "Återtagen" in text_of(mine.get(RECEIPT))


# --- What they cost -----------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 20])
def test_pages_ask_as_much_however_many(client, round, n, django_assert_max_num_queries, lead):
    rows = said(round, n)
    for row in rows:
        make_answer(remarks=[row], title=f"Svar {row.pk}")
        reply(remark=row, text="Menar du hela natten?", by=lead, at=NOON)
    Remark.objects.update(owner=lead)
    loose = said(round, n)
    version = round.asks.get().version
    pages = [
        (client, url("remarks", round.pk)), (client, url("answers", round.pk)), (client, url("remark", rows[0].pk)),
        (client, url("answer", rows[0].answer_id)), (client, url("publish_answers", round.pk)),
        (client, url("new_answer", round.pk) + "?alla=1"), (Client(), url("said", version.proposal.slug)),
        (client, url("new_answer", round.pk) + f"?synpunkt={loose[0].pk}"),
    ]  # fmt: skip
    for who, page in pages:
        with django_assert_max_num_queries(15):
            assert who.get(page).status_code == 200, page


@pytest.mark.parametrize("n", [1, 20])
def test_the_receipt_page_asks_as_much_however_many(round, n, django_assert_max_num_queries, lead):
    receipt, code = factories.make_receipt()
    place = factories.make_participation(workshop=round.workshop, receipt=receipt)
    response = make_response(round=round, participation=place)
    parts = [(part, target, anchor) for part in Part for target, anchor in (("", ""), ("paragraph", "p1")) if
             part != Part.CONSEQUENCE][:n]  # fmt: skip
    rows = [make_remark(response=response, part=part, target=t, anchor=a) for part, t, a in parts]
    make_answer(remarks=rows)
    Remark.objects.update(owner=lead)
    for row in rows:
        reply(remark=row, text="Menar du hela natten?", by=lead, at=NOON)
    mine = factories.carry(Client(), code)
    with django_assert_max_num_queries(15):
        assert text_of(mine.get(RECEIPT)).count("Delvis beaktad") >= n


def test_five_thousand_remarks_in_a_round(client, round, django_assert_max_num_queries):
    response = make_response(round=round)
    factories.make_many_notes(step=response.exercise, participation=response.participation, number=5000)
    from workshops.models import Contribution

    notes = Contribution.objects.filter(participation=response.participation)
    Remark.objects.bulk_create(
        Remark(response=response, contribution=note, part=Part.OTHER, target="paragraph", anchor=f"p{i}", at=NOON)
        for i, note in enumerate(notes)
    )
    with django_assert_max_num_queries(15):
        page = text_of(client.get(url("remarks", round.pk) + "?sok=4999&page=1"))
    assert "1 synpunkt" in page
    with django_assert_max_num_queries(15):
        assert "Sida 100 av 100" in text_of(client.get(url("remarks", round.pk) + "?page=100"))
    form = client.post(url("remarks", round.pk), {"act": "svara", "alla": "1"}).url
    assert client.post(form, SENT | {"antal": "5000"}).status_code == 302
    assert Answer.objects.get().remarks.count() == 5000


def test_a_held_remark_of_somebody_named_is_answered_without_being_shown(client, round):
    (remark,) = said(round)
    hold_note(contribution=remark.contribution, reason="personal", by=None, at=NOON)
    make_answer(remarks=[remark])
    assert "Ingen svarar på natten." not in text_of(Client().get(url("said", remark.response.version.proposal.slug)))
