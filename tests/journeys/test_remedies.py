"""What has been done about a kind of gap, and whether the same is there again."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hlab.core.models import AuditEvent
from journeys.models import Journey, Remedy
from tests.factories import NOON, make_journey, make_lab, make_remedy
from tests.journeys.sample import DOCUMENT, GAPS

pytestmark = pytest.mark.django_db
SENT = {"kind": "responsibility", "from_kind": "region", "to_kind": "municipality", "county": "17",
        "what": "Vi ringer samma dag", "done_on": "2025-02-01"}  # fmt: skip


def url(name, pk) -> str:
    return reverse(f"journeys:{name}", args=[pk])


def text_of(client, remedy) -> str:
    return client.get(url("remedy", remedy.pk)).content.decode()


def test_what_was_done_is_written_down_once_however_often_it_is_sent(lab, lead, client_of):
    client, sent = client_of(lead), SENT | {"key": str(uuid.uuid4())}
    first = client.post(url("new_remedy", lab.pk), sent)
    again = client.post(url("new_remedy", lab.pk), sent)
    remedy = Remedy.objects.get()
    assert first.url == again.url == url("remedy", remedy.pk)
    assert (remedy.lab, remedy.what, remedy.done_on) == (lab, "Vi ringer samma dag", date(2025, 2, 1))
    assert AuditEvent.objects.filter(act="remedy.added", lab_id=lab.pk).count() == 1


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"what": ""}, "what", "Skriv vad som gjordes."),
        ({"what": "x" * 301}, "what", "Högst 300 tecken"),
        ({"what": "Ring 070-123 45 67"}, "what", "till en person"),
        ({"kind": ""}, "kind", "Välj ett av alternativen."),
        ({"to_kind": "moon"}, "to_kind", "giltigt alternativ"),
        ({"done_on": ""}, "done_on", "Skriv från vilken dag"),
        ({"done_on": "i våras"}, "done_on", "Skriv dagen så här"),
        ({"done_on": "0202-02-01"}, "done_on", "Kontrollera årtalet"),
        ({"done_on": "2126-02-01"}, "done_on", "Kontrollera årtalet"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(lab, lead, client_of, sent, field, said):
    answer = client_of(lead).post(url("new_remedy", lab.pk), SENT | {"key": str(uuid.uuid4())} | sent)
    assert answer.status_code >= 400 and not Remedy.objects.exists()
    assert any(said in words for words in answer.context["form"].errors[field])


def test_the_rollup_leads_to_a_form_that_knows_which_gap(lab, lead, client_of):
    make_journey(lab=lab, document=replace(DOCUMENT, gaps=GAPS[1:]))
    client = client_of(lead)
    page = client.get(url("rollup", lab.pk)).content.decode()
    address = f"{url('new_remedy', lab.pk)}?slag=responsibility&amp;fran=region&amp;till=municipality"
    assert address in page
    form = client.get(address.replace("&amp;", "&")).context["form"]
    assert [form[name].value() for name in ("kind", "from_kind", "to_kind")] == [
        "responsibility", "region", "municipality",
    ]  # fmt: skip


def test_two_who_change_it_see_both(lab, lead, client_of):
    remedy, client = make_remedy(lab=lab), client_of(lead)
    assert client.post(url("change_remedy", remedy.pk), SENT | {"row_version": 1}).status_code == 302
    late = client.post(url("change_remedy", remedy.pk), SENT | {"row_version": 1, "what": "Vi skriver brev"})
    page = late.content.decode()
    assert late.status_code == 409 and "Vi ringer samma dag" in page and "Vi skriver brev" in page
    assert Remedy.objects.get().what == "Vi ringer samma dag"
    kept = client.post(url("change_remedy", remedy.pk), SENT | {"row_version": 2, "what": "Vi skriver brev"})
    assert kept.status_code == 302 and Remedy.objects.get().what == "Vi skriver brev"


def test_it_is_taken_away_after_asking_and_taken_back(lab, lead, client_of):
    remedy, client = make_remedy(lab=lab), client_of(lead)
    assert "Ta bort åtgärden?" in client.get(url("remove_remedy", remedy.pk)).content.decode()
    assert Remedy.objects.get().gone_at is None
    for _twice in range(2):
        client.post(url("remove_remedy", remedy.pk), {"tillbaka": "0"})
    assert Remedy.objects.get().gone_at is not None
    page = client.get(url("remedies", lab.pk)).content.decode()
    assert "Borttagna" in page and remedy.what in page
    assert client.post(url("change_remedy", remedy.pk), SENT | {"row_version": 2}).status_code == 409
    client.post(url("remove_remedy", remedy.pk), {"tillbaka": "1"})
    assert Remedy.objects.get().gone_at is None
    acts = AuditEvent.objects.filter(act__startswith="remedy.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["remedy.added", "remedy.removed", "remedy.restored"]


def test_the_same_gap_after_is_a_question(lab, lead, client_of):
    journey = make_journey(lab=lab)  # began in March 2025
    remedy = make_remedy(lab=lab, kind="responsibility", done_on=date(2025, 3, 1))
    client = client_of(lead)
    page = text_of(client, remedy)
    assert "Återkommer?" in page and "Vad är det som gör det?" in page and journey.title in page
    assert "1 av 1 berättelse" in page
    assert "Återkommer?" in client.get(url("rollup", lab.pk)).content.decode()
    assert "Återkommer mellanrummet?" in client.get(url("journey", journey.pk)).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"done_on": date(2025, 3, 2)}, "Kan inte avgöras ännu"),  # the same month
        ({"done_on": date(2025, 4, 1)}, "Kan inte avgöras ännu"),  # it had begun
        ({"kind": "burden", "done_on": date(2025, 3, 1)}, "Inte i resor efteråt"),
        ({"to_kind": "region", "done_on": date(2025, 3, 1)}, "Inte i resor efteråt"),
        ({"county": "18", "done_on": date(2025, 3, 1)}, "Kan inte avgöras ännu"),
    ],
)
def test_nothing_recurs_where_it_is_another_time_place_or_gap(lab, lead, client_of, fields, said):
    journey = make_journey(lab=lab)
    remedy = make_remedy(lab=lab, **{"kind": "responsibility"} | fields)
    page = text_of(client_of(lead), remedy)
    assert said in page and "Återkommer?" not in page  # and the map's own page says the same
    assert "Återkommer" not in client_of(lead).get(url("journey", journey.pk)).content.decode()


def test_a_journey_that_had_begun_may_come_to_the_gap_after(lab, lead, client_of):
    """Counted from day nought, where the map has one: the second gap follows day 48."""
    journey = make_journey(lab=lab, document=replace(DOCUMENT, day_zero=date(2025, 3, 10)))
    remedy = make_remedy(lab=lab, kind="responsibility", done_on=date(2025, 4, 20))
    page = text_of(client_of(lead), remedy)
    assert "Återkommer?" in page and "1 resa som inte börjat efteråt kom till mellanrummet efteråt." in page
    assert journey.title in page
    assert "Återkommer mellanrummet?" in client_of(lead).get(url("journey", journey.pk)).content.decode()


def test_what_was_refused_by_its_teller_is_not_counted(lab, lead, client_of):
    Journey.objects.filter(pk=make_journey(lab=lab).pk).update(teller_says="no", teller_at=NOON)
    remedy = make_remedy(lab=lab, kind="responsibility", done_on=date(2025, 3, 1))
    assert "Kan inte avgöras ännu" in text_of(client_of(lead), remedy)
    page = client_of(lead).get(url("journey", Journey.objects.get().pk)).content.decode()
    assert "Återkommer" not in page


def test_what_is_only_assumed_does_not_come_again(lab, lead, client_of):
    journey = make_journey(lab=lab, document=replace(DOCUMENT, gaps=(replace(GAPS[1], grade="assumed"),)))
    remedy = make_remedy(lab=lab, kind="responsibility", done_on=date(2025, 3, 1))
    client = client_of(lead)
    assert "Inte i resor efteråt" in text_of(client, remedy)
    assert "Återkommer" not in client.get(url("journey", journey.pk)).content.decode()


def test_who_may_write(lab, table_host, listener, client_of):
    remedy = make_remedy(lab=lab)
    for user, status in ((table_host, 200), (listener, 403)):
        client = client_of(user)
        assert [client.get(url(name, pk)).status_code for name, pk in (
            ("new_remedy", lab.pk), ("change_remedy", remedy.pk), ("remove_remedy", remedy.pk),
        )] == [status] * 3  # fmt: skip
        assert client.get(url("remedies", lab.pk)).status_code == 200
    assert client.post(url("remove_remedy", remedy.pk), {"tillbaka": "0"}).status_code == 403
    assert Remedy.objects.get().gone_at is None
    assert client.get(url("remedy", make_remedy(lab=make_lab()).pk)).status_code == 404


def test_twenty_cost_what_one_costs(lab, lead, client_of):
    client = client_of(lead)
    make_journey(lab=lab)
    made = make_remedy(lab=lab, kind="responsibility", done_on=date(2025, 3, 1))
    pages = [url("remedies", lab.pk), url("remedy", made.pk), url("journey", Journey.objects.get().pk)]

    def cost(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    first = [cost(page) for page in pages]
    for _n in range(20):
        make_remedy(lab=lab, kind="responsibility", done_on=date(2025, 3, 1))
        make_journey(lab=lab)
    assert [cost(page) for page in pages] == first
    assert max(first) <= 15, first
