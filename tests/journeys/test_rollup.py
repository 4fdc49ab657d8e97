"""A lab's maps counted together: the page and the file."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from journeys import linked
from journeys.analysis.document import Voice
from journeys.models import Gap, Journey
from journeys.queries.portfolio import counted_of
from journeys.rollup_page import counted, on_page, people_words
from tests.factories import NOON, make_journey, make_remedy, make_room
from tests.journeys.sample import DOCUMENT, GAPS
from workshops.actions.contributions import withdraw

pytestmark = pytest.mark.django_db


def page(client, lab, query="") -> str:
    text = client.get(f"{reverse('journeys:rollup', args=[lab.pk])}?{query}").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def count(lab):
    return counted(lab, counted_of(lab))


def test_the_same_gap_is_n_of_m_told_and_observed_apart(lab, lead, client_of):
    make_journey(lab=lab)
    make_journey(lab=lab, document=replace(DOCUMENT, county="18", gaps=GAPS[:1]))
    make_journey(lab=lab, document=replace(DOCUMENT, kind="observed"))
    text = page(client_of(lead), lab)
    assert "Väntan, från region till region, finns i 2 av 2 berättelser" in text
    assert "1 av 2 berättelser 1 av 1 observerad resa" in text  # responsibility
    assert "%" not in text and "procent" not in text.lower()
    assert "Berättat: 60 dagar, i 2 mellanrum" in text and "Uppmätt: 47 dagar, i 3 mellanrum" in text


def test_what_is_not_counted_is_told(lab, lead, client_of):
    make_journey(lab=lab, document=replace(DOCUMENT, kind="to_be"))
    make_journey(lab=lab, document=replace(DOCUMENT, phases=(), gaps=(), links=()))
    refused, aside = make_journey(lab=lab), make_journey(lab=lab)
    Journey.objects.filter(pk=refused.pk).update(teller_says="no", teller_at=NOON)
    Journey.objects.filter(pk=aside.pk).update(archived_at=timezone.now())
    text = page(client_of(lead), lab)
    assert "Ingen resa att räkna ännu" in text
    assert "1 resa om hur det var tänkt" in text and "1 resa utan steg" in text
    assert "1 resa som den det gäller inte vill att ni använder" in text


def test_a_county_of_its_own(lab, lead, client_of):
    make_journey(lab=lab)
    make_journey(lab=lab, document=replace(DOCUMENT, county="18", gaps=GAPS[:1]))
    text = page(client_of(lead), lab, "lan=18")
    assert "1 av 1 berättelse" in text and "Ansvar" not in text and "Örebro län" in text


def test_removed_parts_are_not_counted(lab):
    journey = make_journey(lab=lab)
    journey.gaps.filter(kind="wait").update(gone_at=NOON)
    journey.steps.filter(title="Första besöket").update(gone_at=NOON)  # the other gap comes after it
    assert count(lab).gaps == ()


def test_a_removed_actor_is_nobody(lab):
    make_journey(lab=lab, document=replace(DOCUMENT, gaps=GAPS[1:])).actors.filter(name="Psykiatrin").update(
        gone_at=NOON
    )
    row = count(lab).gaps[0]
    assert (row.from_kind, row.to_kind) == ("", "municipality")
    assert count(lab).whole.border_told.n == 0


def test_a_border_is_between_principals_and_the_person_is_none(lab):
    make_journey(lab=lab)
    assert count(lab).whole.border_told.n == 1  # region to municipality
    Gap.objects.filter(kind="responsibility").delete()
    assert count(lab).whole.border_told.n == 0  # region to region
    journey = Journey.objects.get()
    Gap.objects.update(to_actor=journey.actors.get(is_person=True))
    assert count(lab).whole.border_told.n == 0


@pytest.mark.parametrize(
    ("n", "words"), [(0, "Inga röster"), (4, "dolt"), (5, "Minst 5"), (9, "Minst 5"), (10, "Minst 10")]
)
def test_people_are_told_in_broad_steps(n, words):
    assert words in people_words(n)


def test_people_behind_are_those_whose_notes_may_be_used_today(lab, lead, client_of):
    notes = make_room(people=5, lab=lab)[2]
    voices = tuple(Voice(str(note.pk)) for note in notes)
    make_journey(lab=lab, document=replace(DOCUMENT, gaps=(replace(GAPS[0], voices=voices),)))
    assert count(lab).gaps[0].people == 5
    assert "Minst 5 personer bakom." in page(client_of(lead), lab)
    withdraw(contribution=notes[0], by=None, at=NOON)
    assert count(lab).gaps[0].people == 4
    assert "Minst 5 personer" not in page(client_of(lead), lab)


def test_goals_that_steps_and_gaps_touch(lab, lead, client_of, monkeypatch):
    journey = make_journey(lab=lab)
    rows = [linked.Linked(str(part.pk), "1", "Jag behöver bara berätta en gång", "/malbild/1/")
            for part in (journey.steps.first(), journey.gaps.first())]  # fmt: skip
    monkeypatch.setattr(linked, "_QUERIES", {"goals": lambda asked: rows if asked == lab else []})
    text = page(client_of(lead), lab)
    assert "Jag behöver bara berätta en gång 1 steg och 1 mellanrum. 1 av 1 berättelse" in text


def test_where_it_was_heaviest_is_told_as_a_sentence(lab, lead, client_of):
    deep = replace(DOCUMENT, gaps=(replace(GAPS[0], feeling=-2), GAPS[1]))
    calm = replace(DOCUMENT, gaps=(replace(GAPS[0], feeling=0), replace(GAPS[1], feeling=0)))
    make_journey(lab=lab, document=deep)
    make_journey(lab=lab, document=calm)
    text = page(client_of(lead), lab)
    assert "Det tyngsta är oftare ett steg än ett mellanrum: i 2 av 2 berättelser" in text
    assert "Mellanrum: väntan 1 av 2 berättelser" in text and "Ett steg med region 2 av 2 berättelser" in text


def test_each_row_leads_to_the_maps_behind_it(lab, lead, client_of):
    make_journey(lab=lab)
    client = client_of(lead)
    rows = on_page(lab, count(lab), "")["gaps"]
    assert rows
    for row in rows:
        assert DOCUMENT.title in client.get(row["url"]).content.decode()


def test_the_file_has_a_row_for_each(lab, lead, client_of):
    make_journey(lab=lab)
    make_remedy(lab=lab, kind="responsibility", what="=Ny rutin", done_on=NOON.date().replace(year=2025, month=2))
    answer = client_of(lead).get(reverse("journeys:rollup_csv", args=[lab.pk]))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    row = rows[0]
    assert (row["Slags mellanrum"], row["Från"], row["Till"]) == ("Ansvar", "Region", "Kommun")
    assert (row["Berättelser med det"], row["Berättelser i allt"], row["Berättat, högst dagar"]) == ("1", "1", "60")
    assert row["Gjort åt det, och ändå där igen"] == "'=Ny rutin"
    assert "mellanrum-labb" in answer["Content-Disposition"]


def test_many_maps_cost_what_one_costs(lab, lead, client_of):
    client = client_of(lead)
    make_remedy(lab=lab)

    def cost(name) -> int:
        with CaptureQueriesContext(connection) as queries:
            b"".join(client.get(reverse(name, args=[lab.pk])))
        return len(queries)

    make_journey(lab=lab)
    first = [cost("journeys:rollup"), cost("journeys:rollup_csv")]
    for _n in range(20):
        make_journey(lab=lab)
    assert [cost("journeys:rollup"), cost("journeys:rollup_csv")] == first and max(first) <= 15
