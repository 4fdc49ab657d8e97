"""A round is counted once, and every page, file and list tells just that."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.actions.counting import count
from feedback.enums import Dimension, Effect, Part, RoundState, Stance
from feedback.models import Response, RoundRelease
from feedback.queries.results import results_of
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from hlab.labs.enums import Perspective
from tests import factories
from tests.factories import NOON
from tests.feedback.counted import LATER, answer, close, count_it, everybody, numbers_in
from tests.feedback.sample import make_proposal, make_remark, make_round, make_version

pytestmark = pytest.mark.django_db
MOST, MOST_OF_LIST = 15, 12


@pytest.fixture
def round(lab):
    """An open round about one version, with 53 answers of four groups, the smallest of three people."""
    made = make_round(lab=lab)
    everybody(made)
    return made


def version_of(round):
    return round.asks.get().version


def page(client, name, *args) -> str:
    answer = client.get(reverse(f"feedback:{name}", args=args))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def sheet(client, round) -> list[list[str]]:
    body = b"".join(client.get(reverse("feedback:results_csv", args=[round.pk])).streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body), delimiter=";"))


# --- Counting -----------------------------------------------------------------------------------


def test_nothing_is_counted_while_people_can_answer(round):
    with pytest.raises(RuleBroken, match="Stäng rundan först"):
        count(round=round, by=None, at=LATER)
    assert not RoundRelease.objects.exists()


def test_counted_once_and_the_same_afterwards(round, lead):
    first = count(round=close(round), by=lead, at=LATER)
    answer(round, effects={Effect.MUCH_WORSE: 9})
    again = count(round=round, by=lead, at=LATER)
    assert again == first and again.tables == first.tables
    event = AuditEvent.objects.get(act="round.result_counted")
    assert event.lab_id == round.lab_id and event.facts == {}
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundRelease.objects.filter(pk=first.pk).update(k=6)


def test_groups_of_a_result(round):
    count_it(round)
    found = results_of(round, version_of(round))
    assert [(row.key, row.n) for row in found.by["perspective"].rows] == [("lived", 20), ("relative", 15), ("*", 18)]
    assert [(row.key, row.n) for row in found.by["county"].rows] == [("17", 23), ("18", 30)]
    assert found.total.n == 53 and found.other is None
    assert found.total.cells == {"all_worse": 11, "same": 15, "all_better": 27, "unknown": 0, "none": 0}


def test_staffs_own_answers_what_is_taken_back_and_rehearsals_are_not_in_it(lab):
    round = make_round(lab=lab)
    answer(round, effects={Effect.BETTER: 6})
    answer(round, effects={Effect.WORSE: 5}, counted=False)
    answer(round, effects={Effect.SAME: 5}, withdrawn_at=NOON)
    count_it(round)
    found = results_of(round, version_of(round))
    assert found.total.n == 6 and found.total.cells["better"] == 6


def test_who_answers_for_somebody_else_is_told_apart(lab):
    round = make_round(lab=lab)
    answer(round, effects={Effect.BETTER: 8})
    answer(round, effects={Effect.BETTER: 6}, answers_for="together")
    answer(round, effects={Effect.WORSE: 7}, answers_for="other")
    count_it(round)
    found = results_of(round, version_of(round))
    assert (found.total.n, found.other.n, found.other.cells["worse"]) == (14, 7, 7)
    assert [(row.key, row.n) for row in found.by["answers_for"].rows] == [("self", 8), ("together", 6)]


def test_what_speaks_against_counts_people_and_not_words(lab, lead):
    round = make_round(lab=lab)
    version = version_of(round)
    lived = answer(round, effects={Effect.WORSE: 12})
    staff = answer(round, effects={Effect.BETTER: 10}, perspective=Perspective.STAFF)
    for response in (*lived[:6], *staff[:5]):
        make_remark(response=response, part=Part.WORSE_FOR, text="De som bor ensamma.")
    for response in lived[:7]:
        for concerns in (Perspective.LIVED, Perspective.STAFF):
            make_remark(response=response, part=Part.CONSEQUENCE, dimension=Dimension.SAFETY, concerns=concerns,
                        stance=Stance.AGAINST)  # fmt: skip
    for response in lived[:3]:
        make_remark(response=response, part=Part.RETHINK, text="Tänk om.")
    taken = make_remark(response=lived[8], part=Part.WORSE_FOR)
    taken.contribution.withdrawn_at = NOON
    taken.contribution.save(update_fields=["withdrawn_at"])
    count_it(round)
    said = {(row["kind"], row["key"]): row for row in results_of(round, version).said}
    assert said["part", "worse_for"]["total"]["cells"] == {"yes": 11, "no": 11}
    assert [(row["key"], row["n"], row["cells"]) for row in said["part", "worse_for"]["rows"]] == [
        ("lived", 12, {"yes": 6, "no": 6}), ("staff", 10, {"yes": 5, "no": 5}),
    ]  # fmt: skip
    assert said["against", "safety"]["total"]["cells"]["yes"] == 7
    assert ("part", "rethink") not in said  # three people


def test_codes_count_people_and_are_for_the_lab_alone(lab, lead, client):
    from goals.models import Coding, Excerpt

    round = make_round(lab=lab)
    code = factories.make_code(lab=lab, name="Natten är tyst")
    for response in answer(round, effects={Effect.WORSE: 12})[:6]:
        note = make_remark(response=response).contribution
        excerpt = Excerpt.objects.create(
            contribution=note, note_version=note.row_version, start=0, end=5, text="Ingen", created_at=NOON
        )
        for coder in (lead, factories.make_member(lab=lab, role="analyst")):
            Coding.objects.create(excerpt=excerpt, code=code, coder=coder, at=NOON)
    count_it(round)
    (told,) = [row for row in results_of(round, version_of(round)).said if row["kind"] == "code"]
    assert (told["name"], told["total"]["cells"]) == ("Natten är tyst", {"yes": 6, "no": 6})
    where = ("version_result", round.pk, version_of(round).pk)
    assert "Natten är tyst" not in page(client, *where) and not any(
        "Natten är tyst" in row for row in sheet(client, round)
    )
    client.force_login(lead, backend="django.contrib.auth.backends.ModelBackend")
    assert "Natten är tyst" in page(client, *where) and any("Natten är tyst" in row for row in sheet(client, round))
    client.force_login(factories.make_member(lab=factories.make_lab(), role="lead"),
                       backend="django.contrib.auth.backends.ModelBackend")  # fmt: skip
    assert "Natten är tyst" not in page(client, *where)


# --- Three people -------------------------------------------------------------------------------


def test_a_group_of_three_is_nowhere(round, client):
    """Not on a page, in a picture, in the list, in the file, nor as the difference between two numbers."""
    release = count_it(round)
    assert not [n for n in numbers_in(release.tables) if 0 < n < 5]
    version = version_of(round)
    texts = [page(client, "results", round.pk), page(client, "version_result", round.pk, version.pk)]
    for text in texts:
        assert "Chef" not in text and "Övriga, tillsammans" in text
        assert not re.search(r'<td class="num"[^>]*>\s*[1-4]\s*<', text)
    rows = sheet(client, round)
    assert not [row for row in rows if "Chef" in row or {"1", "2", "3", "4"} & {row[5], row[7]}]
    answer = client.get(f"/api/v1/rounds/{round.pk}/").json()
    assert "manager" not in str(answer["results"])
    assert not [n for n in _people(answer["results"]) if n is not None and 0 < n < 5]


def _people(part) -> list:
    if isinstance(part, dict):
        own = [part["people"]] if "people" in part else []
        return own + [n for value in part.values() for n in _people(value)]
    return [n for value in part for n in _people(value)] if isinstance(part, list) else []


def test_page_file_and_list_say_the_same(round, client):
    count_it(round)
    found = results_of(round, version_of(round))
    lived = found.by["perspective"].rows[0]
    told = client.get(f"/api/v1/rounds/{round.pk}/").json()["results"][0]["perspective"][0]
    assert told["people"] == lived.n and {row["answer"]: row["people"] for row in told["answers"]} == lived.cells
    listed = {row[6]: row[7] for row in sheet(client, round) if row[3:5] == ["Perspektiv", "Egen erfarenhet"]}
    assert list(listed.values()) == [str(n) for n in lived.cells.values()]


# --- Pages --------------------------------------------------------------------------------------


def test_an_open_round_says_when_and_nothing_else(round, client):
    text = page(client, "results", round.pk)
    assert "Resultatet räknas när rundan är slut" in text and "<table" not in text and "53" not in text
    assert client.get(reverse("feedback:results_csv", args=[round.pk])).status_code == 404
    assert client.get(reverse("feedback:version_result", args=[round.pk, version_of(round).pk])).status_code == 404
    assert client.get(f"/api/v1/rounds/{round.pk}/").status_code == 404
    close(round)
    assert "Resultatet räknas när rundan är slut" in page(client, "results", round.pk)


def test_a_round_that_is_planned_is_not_there(lab, client):
    planned = make_round(lab=lab, state=RoundState.PLANNED)
    for name in ("results", "results_csv"):
        assert client.get(reverse(f"feedback:{name}", args=[planned.pk])).status_code == 404
    assert client.get(reverse("feedback:results", args=[planned.pk + 99])).status_code == 404


def test_a_version_that_the_round_does_not_ask_about_is_not_there(round, client):
    count_it(round)
    other = make_version(proposal=make_proposal(lab=round.lab, number="F9"), published=True)
    assert client.get(reverse("feedback:version_result", args=[round.pk, other.pk])).status_code == 404


def test_a_version_with_few_answers_says_so(lab, client):
    round = make_round(lab=lab)
    answer(round, effects={Effect.BETTER: 4})
    count_it(round)
    text = page(client, "version_result", round.pk, version_of(round).pk)
    assert "För få svar för att visa" in text and "<table" not in text
    assert "För få svar för att visa" in page(client, "results", round.pk)


def test_the_page_tells_steps_groups_likeness_and_what_speaks_against(lab, client):
    round = make_round(lab=lab)
    lived = answer(round, effects={Effect.MUCH_WORSE: 25, Effect.SAME: 15})
    answer(round, effects={Effect.BETTER: 30, Effect.SAME: 10}, perspective=Perspective.STAFF)
    for response in lived[:20]:
        make_remark(response=response, part=Part.WORSE_FOR)
    count_it(round)
    text = page(client, "version_result", round.pk, version_of(round).pk)
    assert "Detta är en prövning, inte ett beslut." in text
    assert (
        "Mycket sämre" in text and "Av 80 säger 30 att det skulle bli bättre och 25 att det skulle bli sämre." in text
    )
    assert "Medarbetare säger oftare bättre" in text and "Egen erfarenhet säger oftare sämre" in text
    assert "Har skrivit vem det kan bli sämre för: 20 av 40" in text
    assert "urval av befolkningen" in text and len(re.findall("<h1", text)) == 1


def test_what_changed_between_two_versions_in_the_same_group(lab, client):
    proposal = make_proposal(lab=lab)
    first = make_version(proposal=proposal, published=True)
    before = make_round(versions=[first])
    answer(before, effects={Effect.WORSE: 30, Effect.BETTER: 10})
    count_it(before)
    first.replaced_at = NOON
    first.save(update_fields=["replaced_at"])
    second = make_version(proposal=proposal, number=2, published=True)
    after = make_round(versions=[second])
    answer(after, effects={Effect.WORSE: 10, Effect.BETTER: 30})
    count_it(after)
    text = page(client, "version_result", after.pk, second.pk)
    assert "Sedan version 1" in text and "Den här versionen säger oftare bättre" in text
    assert "Sedan version" not in page(client, "version_result", before.pk, first.pk)


@pytest.mark.parametrize("versions", [1, 20])
def test_pages_cost_the_same_however_many(lab, client, versions):
    asked = [make_version(proposal=make_proposal(lab=lab, number=f"F{n}"), published=True, scenes=0, paragraphs=0)
             for n in range(versions)]  # fmt: skip
    round = make_round(versions=asked)
    for version in asked:
        answer(round, version=version, effects={Effect.BETTER: 6})
    count_it(round)
    for name, args in (("results", [round.pk]), ("version_result", [round.pk, asked[0].pk])):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page(client, name, *args)
        assert len(queries) <= MOST
    with CaptureQueriesContext(connection) as queries:
        assert len(client.get(f"/api/v1/rounds/{round.pk}/").json()["results"]) == versions
    assert len(queries) <= MOST_OF_LIST


@pytest.mark.parametrize("rounds", [1, 20])
def test_the_list_of_rounds_costs_the_same_however_long(client, rounds):
    for _n in range(rounds):
        made = make_round()
        count_it(made)
    with CaptureQueriesContext(connection) as queries:
        found = client.get("/api/v1/rounds/").json()["results"]
    assert len(found) == rounds and len(queries) <= MOST_OF_LIST
    assert found[0]["label"] == "" and found[0]["threshold"] == 5 and "results" not in found[0]


def test_the_list_can_be_narrowed_and_says_what_it_does_not_know(round, client):
    count_it(round)
    assert len(client.get(f"/api/v1/rounds/?lab={round.lab.slug}&demo=false").json()["results"]) == 1
    assert client.get("/api/v1/rounds/?lab=nej").status_code == 400
    assert client.get("/api/v1/rounds/?runda=1").status_code == 400


def test_taken_back_afterwards_the_counted_stays(round, client):
    count_it(round)
    before = sheet(client, round)
    Response.objects.filter(round=round).update(withdrawn_at=LATER)
    assert sheet(client, round) == before and len(before) > 20
