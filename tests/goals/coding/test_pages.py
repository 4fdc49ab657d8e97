"""The pages: what they show to whom, what they cost, and that they work by ticking alone."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.actions.codebook import add_code
from goals.actions.coderework import split_code
from goals.actions.coding import done_with, write_memo
from goals.models import Code, Coding, CodingPass, DismissedCoding, Evidence, Excerpt, Memo
from tests import factories
from tests.factories import NOON
from tests.goals.coding.conftest import SOON, TEXT
from tests.goals.coding.test_exchange import TWO_LEVELS
from workshops.actions.contributions import withdraw
from workshops.models import Contribution

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"goals:{name}", args=args)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def client(client_of, lead):
    return client_of(lead)


def test_marked_by_ticking_then_on_to_the_next(client, lab, lead, notes, waiting):
    here = url("code_note", lab.pk, notes[0].pk) + "?visa=olasta"
    page = text_of(client.get(here))
    assert "Ingen ringde tillbaka." in page and 'name="mening" value="2"' in page and "Att vänta" in page
    answer = client.post(here, {"act": "koda", "version": 1, "mening": ["0", "1"], "kod": waiting.pk})
    assert answer.status_code == 302 and answer.url == here
    assert Excerpt.objects.get().text == "Ingen ringde tillbaka. Jag väntade i tre veckor."
    assert "<mark>Ingen ringde tillbaka.</mark>" in text_of(client.get(here))
    answer = client.post(here, {"act": "koda", "version": 1, "start": "0", "slut": "5", "kodnamn": "att VÄNTA"})
    assert Coding.objects.filter(code=waiting).count() == 2
    answer = client.post(here, {"act": "koda", "version": 1, "hela": "1", "kodnamn": "Brev"})
    assert answer.status_code == 422 and "Är den ny?" in text_of(answer) and 'value="Brev"' in text_of(answer)
    answer = client.post(here, {"act": "koda-klar", "version": 1, "hela": "1", "kodnamn": "Brev", "ny": "1"})
    assert answer.status_code == 302 and str(notes[0].pk) not in answer.url and answer.url.endswith("?visa=olasta")
    assert Code.objects.filter(name="Brev").exists() and CodingPass.objects.get().contribution == notes[0]
    for note in notes[1:]:
        answer = client.post(url("code_note", lab.pk, note.pk), {"act": "klar", "version": 1})
    assert answer.url == url("coding", lab.pk)
    assert "Lästa eller kodade av dig" in text_of(client.get(url("coding", lab.pk)))


def test_bad_ticks_and_changed_words_lose_nothing(client, lab, lead, notes, waiting, put):
    here = url("code_note", lab.pk, notes[0].pk)
    for sent, status in (
        ({}, 422), ({"mening": "77", "kod": waiting.pk}, 422), ({"mening": "0"}, 422),
        ({"mening": "0", "kod": "999999"}, 422),
        ({"start": "x", "slut": "5", "kod": waiting.pk}, 422), ({"hela": "1", "kod": waiting.pk, "version": "7"}, 409),
        ({"hela": "1", "kod": "²"}, 422),
    ):  # fmt: skip
        assert client.post(here, {"act": "koda", "version": 1} | sent).status_code == status, sent
    assert not Excerpt.objects.exists()
    old = put(notes[0], waiting, by=lead, span=(0, 22))
    Contribution.objects.filter(pk=notes[0].pk).update(text="Nej. Ingen ringde tillbaka.", row_version=2)
    page = text_of(client.get(here))
    assert "Personen har ändrat sina ord" in page and "De orden står kvar" in page
    assert client.post(here, {"act": "se-over", "version": 2, "utdrag": "x", "val": "flytta"}).status_code == 409
    client.post(here, {"act": "se-over", "version": 2, "utdrag": old.pk, "val": "flytta"})
    assert Coding.objects.get(removed_at=None).excerpt.start == 5
    row = Coding.objects.get(removed_at=None)
    client.post(here, {"act": "ta-bort", "kodning": row.pk})
    assert not Coding.objects.filter(removed_at=None).exists()


def test_others_codes_wait_and_names_are_never_told(client, client_of, lab, lead, analyst, note, waiting, put):
    put(note, waiting, by=analyst)
    here = url("code_note", lab.pk, note.pk)
    page = text_of(client.get(here))
    assert "1 person har kodat här" in page and "Kodare 1" not in page
    page = text_of(client.get(here + "?andras=1"))
    assert "Kodare 1 (Analytiker)" in page and analyst.last_name not in page
    done_with(note=note, note_version=1, by=lead, at=SOON)
    assert "Kodare 1 (Analytiker)" in text_of(client.get(here))


def test_what_is_not_shown_in_the_room_is_not_here_either(client_of, lab, lead, editor, waiting):
    notes = factories.make_room(people=2, lab=lab, text=TEXT, reveal=False)[2]
    from goals.actions.coding import code_note

    code_note(note=notes[0], note_version=1, spans=[(0, 5)], codes=[waiting], by=lead, at=NOON)
    for user, seen in ((lead, True), (editor, False)):
        client = client_of(user)
        assert client.get(url("code_note", lab.pk, notes[0].pk)).status_code == (200 if seen else 404)
        for page in (url("coding", lab.pk), url("code", lab.pk, waiting.pk)):
            assert (
                "Ingen" in client.get(page).content.decode().split("<h1>")[1].replace("Inget", "")
            ) == seen or not seen
        assert ("1 utdrag" in text_of(client.get(url("codebook", lab.pk)))) == seen
    assert TEXT[:5] not in client_of(editor).get(url("export_coding", lab.pk, "kodningar.csv")).getvalue().decode()


def test_another_labs_code_and_note_do_not_exist_here(client, lab, notes):
    other = factories.make_code()
    strange = factories.make_note()
    for name in ("code", "change_code", "merge_code", "split_code", "code_suggestions", "code_voices"):
        assert client.get(url(name, lab.pk, other.pk)).status_code == 404
    assert client.get(url("code_act", lab.pk, other.pk, "ur-bruk")).status_code == 404
    assert client.get(url("code_note", lab.pk, strange.pk)).status_code == 404
    assert client.get(url("export_coding", lab.pk, "annat")).status_code == 404


def test_the_codebook_is_worked_on_from_its_pages(client, lab, lead, notes, waiting, alone, put):
    client.post(url("new_code", lab.pk), {"name": "Telefonkö", "parent": waiting.pk})
    queue = Code.objects.get(name="Telefonkö")
    assert queue.parent == waiting
    answer = client.post(url("change_code", lab.pk, queue.pk), {"name": "I kö", "parent": "", "row_version": 9})
    assert answer.status_code == 409 and "Någon hann före dig" in text_of(answer)
    assert client.post(url("change_code", lab.pk, queue.pk), {"name": "I kö", "row_version": 1}).status_code == 302
    assert client.post(url("new_code", lab.pk), {"name": "i KÖ"}).status_code == 422
    one = put(notes[0], waiting, by=lead, span=(0, 22))
    put(notes[1], waiting, by=lead)
    assert client.post(url("split_code", lab.pk, waiting.pk), {"name": "Ny"}).status_code == 422
    client.post(url("split_code", lab.pk, waiting.pk), {"name": "Ny", "utdrag": [one.pk]})
    new = Code.objects.get(name="Ny")
    assert "Ångra delningen" in text_of(client.get(url("code", lab.pk, new.pk)))
    client.post(url("code_act", lab.pk, new.pk, "angra-delning"), {"confirm": 1})
    assert client.post(url("merge_code", lab.pk, waiting.pk), {"into": waiting.pk}).status_code == 422
    client.post(url("merge_code", lab.pk, waiting.pk), {"into": alone.pk})
    page = text_of(client.get(url("code", lab.pk, waiting.pk)))
    assert "sammanslagen med" in page and "Ångra sammanslagningen" in page
    assert "Att vänta" in text_of(client.get(url("codebook", lab.pk) + "?borta=1"))
    client.post(url("code_act", lab.pk, waiting.pk, "angra-sammanslagning"), {"confirm": 1})
    assert "2 utdrag" in text_of(client.get(url("code", lab.pk, waiting.pk)))
    answer = client.post(url("code", lab.pk, waiting.pk), {"text": "Är det tid?"})
    assert Memo.objects.get().code == waiting
    client.post(url("memos", lab.pk) + f"?andra={Memo.objects.get().pk}", {"text": "Ja.", "row_version": 1})
    assert Memo.objects.get().text == "Ja." and "Ja." in text_of(client.get(url("memos", lab.pk)))


def test_a_goal_is_written_of_excerpts(client, lab, lead, notes, waiting, alone, put):
    """A note with one excerpt stands for that stretch, one with several for the whole, one taken back for nothing."""
    one = put(notes[0], waiting, by=lead, span=(0, 22))
    put(notes[1], waiting, by=lead, span=(0, 4)), put(notes[1], waiting, by=lead, span=(5, 9))
    put(notes[2], waiting, by=lead), put(notes[3], alone, by=lead)
    withdraw(contribution=notes[2], by=None, at=SOON)
    page = client.get(url("code_voices", lab.pk, waiting.pk)).content.decode()
    sent = {name: re.findall(rf'name="{name}" value="([^"]+)"', page) for name in ("utdrag", "lapp")}
    assert sent == {"utdrag": [str(one.pk)], "lapp": [str(notes[1].pk)]}
    assert TEXT[:22] in text_of(client.post(url("create", lab.pk), sent))
    sent |= {"title": "Någon ringer tillbaka", "statement": "Jag vet när någon hör av sig."}
    assert client.post(url("create", lab.pk), sent).status_code == 302
    assert set(Evidence.objects.values_list("contribution", "excerpt")) == {(notes[0].pk, one.pk), (notes[1].pk, None)}


def test_a_suggestion_is_marked_and_asks(client, lab, lead, waiting, put):
    notes = factories.make_room(people=4, lab=lab, text="Remissen försvann i posten mellan mottagningarna.")[2]
    for note, text in zip(
        notes[1:], ("Min remiss kom bort mellan två mottagningar.", "Remissen kom bort.", "Maten."), strict=True
    ):
        Contribution.objects.filter(pk=note.pk).update(text=text, row_version=2)
    here = url("code_suggestions", lab.pk, waiting.pk)
    assert "Sätt koden på ett par utdrag först" in text_of(client.get(here))
    put(notes[0], waiting, by=lead)
    page = text_of(client.get(here))
    assert page.count("chip--wait") == 2 and "Datorns förslag" in page and "Maten." not in page
    assert Coding.objects.count() == 1  # nothing is counted before a yes
    client.post(here, {"lapp": notes[1].pk, "version": 2, "svar": "ja"})
    client.post(here, {"lapp": notes[2].pk, "version": 1, "svar": "nej"})
    assert Coding.objects.filter(origin="suggested").count() == 1 and DismissedCoding.objects.count() == 1
    assert "Inga fler förslag" in text_of(client.get(here))
    assert client.post(here, {"lapp": "x", "svar": "ja"}).status_code == 404


def test_a_file_is_looked_at_and_then_read_in(client, lab):
    here = url("import_codebook", lab.pk)
    assert client.post(here, {}).status_code == 422
    bad = SimpleUploadedFile("fel.qdc", b"<CodeBook")
    assert "går inte att läsa" in text_of(client.post(here, {"file": bad}))
    answer = client.post(here, {"file": SimpleUploadedFile("bok.qdc", TWO_LEVELS)})
    assert answer.status_code == 200 and "4 koder är nya" in text_of(answer) and not Code.objects.exists()
    packed = re.search(r'name="innehall" value="([^"]+)"', answer.content.decode())[1]
    assert client.post(here, {"innehall": "!!"}).status_code == 422
    for _twice in range(2):
        assert client.post(here, {"innehall": packed}).status_code == 302
    assert Code.objects.count() == 4
    answer = client.post(here, {"file": SimpleUploadedFile("bok.qdc", TWO_LEVELS)})
    assert "Inget nytt i filen" in text_of(answer)
    answer = client.get(url("export_coding", lab.pk, "kodbok.qdc"))
    assert answer["Content-Disposition"].endswith('kodbok.qdc"') and b"<CodeBook" in answer.content


def test_where_coders_differ_and_when_nothing_new_comes(client, lab, lead, analyst, notes, waiting, alone, put):
    assert "Inget att jämföra ännu" in text_of(client.get(url("agreement", lab.pk)))
    assert "Inget är läst ännu" in text_of(client.get(url("saturation", lab.pk)))
    put(notes[0], waiting, by=lead), put(notes[0], alone, by=analyst)
    put(notes[1], waiting, by=lead), put(notes[1], waiting, by=analyst)
    put(notes[2], waiting, by=lead)
    done_with(note=notes[2], note_version=1, by=analyst, at=NOON)
    page = text_of(client.get(url("agreement", lab.pk)))
    assert "2 lappar ni har kodat olika" in page and "Av 3 lappar" in page and "Läst, ingen kod" in page
    assert "aldrig ett godkänt" in page and analyst.last_name not in page.split("<h1>")[1]
    page = text_of(client.get(url("saturation", lab.pk)))
    assert "Bygger på 3 personers berättelser." in page and "<svg" in page and "för få berättelser" in page


def test_the_lab_leads_here_and_tells_what_happened(client, lab, lead, waiting, listener, client_of):
    page = text_of(client.get(reverse("labs:detail", args=[lab.pk])))
    assert url("codebook", lab.pk) in page and url("coding", lab.pk) in page
    assert url("codebook", lab.pk) not in text_of(client_of(listener).get(reverse("labs:detail", args=[lab.pk])))
    assert "En kod lades till i kodboken" in text_of(client.get(reverse("labs:history", args=[lab.pk])))


@pytest.mark.parametrize("rows", [1, 20])
def test_pages_cost_the_same_however_much_there_is(client, lab, lead, analyst, rows, subtests):
    _workshop, _step, notes = factories.make_room(people=rows, lab=lab, text=TEXT)
    codes = [add_code(lab=lab, name=f"Kod {n}", by=lead, at=NOON) for n in range(rows)]
    from goals.actions.coding import code_note

    for n, note in enumerate(notes):
        for coder in (lead, analyst):
            put = codes if note is notes[0] else [codes[(n + coder.pk) % rows]]
            code_note(note=note, note_version=1, spans=[(0, 8), (0, 4)], codes=put, by=coder, at=NOON)
        write_memo(lab=lab, note=note, text="Hm.", by=lead, at=NOON)
        write_memo(lab=lab, code=codes[0], text="Hm.", by=lead, at=NOON)
    one = Excerpt.objects.filter(contribution=notes[0]).first()
    new = split_code(code=codes[0], excerpt_ids=[one.pk], name="Ny", by=lead, at=SOON)
    first = (lab.pk, codes[0].pk)
    pages = [
        url("codebook", lab.pk), url("coding", lab.pk), url("coding", lab.pk) + "?visa=olasta",
        url("agreement", lab.pk), url("saturation", lab.pk), url("memos", lab.pk), url("code", *first),
        url("code", lab.pk, new.pk),
        url("code_suggestions", *first), url("code_voices", *first), url("split_code", *first),
        url("merge_code", *first), url("change_code", *first), url("code_note", lab.pk, notes[0].pk),
        url("import_codebook", lab.pk), url("export_coding", lab.pk, "projekt.qdpx"),
    ]  # fmt: skip
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page)
        with subtests.test(page):
            assert answer.status_code == 200 and len(asked) <= 15, [query["sql"][:90] for query in asked]
