"""The open API says what the pages say, to anyone, and no more."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.enums import GoalOrigin
from hlab.accounts.models import Organisation
from hlab.cms.actions.site import ensure_site
from tests import factories
from tests.feedback.counted import count_it
from tests.feedback.sample import make_proposal, make_round, make_version
from tests.followup.sample import make_indicator, make_indicator_version
from tests.journeys.told import publish

LISTS = ("labs", "goals", "journeys", "proposals", "rounds", "indicators", "organisations")
MOST = 12


def rows(client, address):
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/json"
    return answer.json()["results"]


def test_a_malbild_with_its_versions(anyone, publish, lab):
    page = publish(slug="ringa", people=6)
    (row,) = rows(anyone, "goals/")
    version = page.goal.versions.get()
    assert row["slug"] == "ringa" and row["current"] == version.citation
    assert row["lab"] == {"name": lab.name, "slug": lab.slug}
    assert row["demo"] is False and row["label"] == "" and row["url"] == "http://testserver/malbilder/ringa/"
    (shown,) = row["versions"]
    assert shown["status"] == "draft" and shown["url"] == "http://testserver/malbilder/ringa/v/1/"
    assert shown["people"]["total"] == 6 and shown["people"]["hides"] is True
    assert anyone.get("/api/v1/goals/ringa/").json() == row


def test_small_groups_are_hidden_and_never_nought(anyone, publish):
    counts = {"lived": 30, "relative": 20, "staff": 12, "manager": 2, "elected": 9, "civil": 15, "national": 11}
    publish(notes=[], status="validated", people_by_perspective=counts)
    (row,) = rows(anyone, "goals/")
    people = row["versions"][0]["people"]
    assert people["total"] == 99 and people["hides"]
    by = {part["perspective"]: part for part in people["by_perspective"]}
    assert by["Chef"]["state"] == "hidden" and by["Chef"]["people"] is None
    assert by["Egen erfarenhet"] == {"perspective": "Egen erfarenhet", "state": "shown", "people": 30}
    assert sum(part["state"] == "hidden" for part in people["by_perspective"]) >= 2  # or the one could be worked out


def test_few_people_are_not_totalled(anyone, publish):
    publish(people=3)
    people = rows(anyone, "goals/")[0]["versions"][0]["people"]
    assert people["total"] is None and "färre än 5" in people["text"] and people["by_perspective"] == []


def test_example_content_is_marked(anyone, publish, lab):
    lab.is_demo = True
    lab.save()
    publish(is_demo=True, origin=GoalOrigin.PUBLIC_THEME)
    goal, shown_lab = rows(anyone, "goals/")[0], rows(anyone, "labs/")[0]
    assert goal["demo"] and "inte utredningens formulering" in goal["label"]
    assert shown_lab["demo"] and shown_lab["label"] == "Exempelinnehåll – påhittat"


def test_a_lab_that_is_not_public_is_named_without_address(anyone, publish):
    hidden = factories.make_lab(is_public=False)
    publish(lab=hidden)
    assert rows(anyone, "goals/")[0]["lab"] == {"name": hidden.name, "slug": None}
    assert hidden.slug not in [row["slug"] for row in rows(anyone, "labs/")]
    assert anyone.get(f"/api/v1/labs/{hidden.slug}/").status_code == 404


def test_a_lab_tells_its_frame_and_principals(anyone, lab):
    (row,) = rows(anyone, "labs/")
    assert row["open_scope"] == lab.open_scope and row["decider"] == lab.decider and len(row["principals"]) == 2
    assert anyone.get(f"/api/v1/labs/{lab.slug}/").json() == row
    assert not {"members", "memberships", "email", "id"} & row.keys()


def test_organisations_by_code_and_kind(anyone):
    Organisation.objects.create(name="Region Prov", kind="region", code="12", county="12")
    Organisation.objects.create(name="Provby", kind="municipality", code="1201", county="12")
    assert [row["name"] for row in rows(anyone, "organisations/?code=1201")] == ["Provby"]
    assert [row["name"] for row in rows(anyone, "organisations/?kind=region&county=12")] == ["Region Prov"]
    assert not rows(anyone, "organisations/?demo=true&county=12")


def test_filters_of_goals(anyone, publish, lab):
    other = factories.make_lab()
    publish(slug="ett", lab=lab)
    publish(slug="annat", lab=other, is_demo=True, origin=GoalOrigin.INVENTED)

    def slugs(query):
        return sorted(row["slug"] for row in rows(anyone, f"goals/?{query}"))

    assert slugs("") == ["annat", "ett"]
    assert slugs(f"lab={lab.slug}") == ["ett"]
    assert slugs("demo=true") == slugs("origin=invented") == ["annat"]
    assert slugs("status=draft") == ["annat", "ett"] and slugs("status=adopted") == []


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("goals/?status=nej", 400, "status"),
        ("goals/?lab=finns-inte", 400, "lab"),
        ("goals/?origin=%27", 400, "origin"),
        ("organisations/?kind=x", 400, "kind"),
        ("organisations/?code=abc", 400, "code"),
        ("organisations/?county=99", 400, "county"),
        ("goals/?demo=kanske", 400, "demo"),
        ("goals/?size=alla", 400, "size"),
        ("goals/?size=0", 400, "size"),
        ("goals/?stauts=draft", 400, "stauts"),
        ("labs/?status=draft", 400, "status"),
        ("goals/?page=99", 404, None),
        ("goals/finns-inte/", 404, None),
        ("nix/", 404, None),
    ],
)
def test_errors_can_be_read_by_a_program(anyone, address, status, field):
    answer = anyone.get(f"/api/v1/{address}")
    assert answer.status_code == status and answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status and problem["type"] and problem["title"]
    assert field is None or [error["field"] for error in problem["errors"]] == [field]
    assert problem["title"] == {400: "Det gick inte att förstå", 404: "Sidan finns inte"}[status]


def test_a_name_that_does_not_exist_is_told_with_those_that_do(anyone):
    (error,) = anyone.get("/api/v1/labs/?niva=meso").json()["errors"]
    assert error["field"] == "niva" and "demo, level, page, size" in error["detail"]


@pytest.mark.parametrize(("word", "demo"), [("true", 1), ("1", 1), ("TRUE", 1), ("false", 0), ("0", 0), ("", 1)])
def test_true_and_false(anyone, publish, word, demo):
    publish(slug="pahittad", is_demo=True, origin=GoalOrigin.INVENTED)
    assert len(rows(anyone, f"goals/?demo={word}")) == demo


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_here(client_of, tree, administrator, name, method):
    answer = getattr(client_of(administrator), method)(f"/api/v1/{name}/", {}, content_type="application/json")
    assert answer.status_code == 405 and answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", LISTS)
def test_who_reads_is_not_asked(client_of, tree, name):
    assert "Set-Cookie" not in client_of().get(f"/api/v1/{name}/").headers
    assert client_of().get(f"/api/v1/{name}/").status_code == 200


def test_pages(anyone, lab):
    for _number in range(3):
        factories.make_published_goal(lab=lab)
    ensure_site()
    first = anyone.get("/api/v1/goals/?size=2").json()
    assert first["count"] == 3 and len(first["results"]) == 2 and "page=2" in first["next"]
    assert len(anyone.get(first["next"]).json()["results"]) == 1
    assert anyone.get("/api/v1/goals/?size=100000").status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_lists_cost_the_same_however_long(anyone, count):
    for _number in range(count):
        lab = factories.make_lab()
        version = factories.make_published_goal(lab=lab)
        type(version).objects.filter(pk=version.pk).update(status="replaced")
        factories.make_published_goal(goal=version.goal)
        publish(factories.make_journey(lab=lab))
        asked = make_version(proposal=make_proposal(lab=lab, number="F9"), published=True)
        count_it(make_round(versions=[asked]))
        make_indicator_version(indicator=make_indicator(lab=lab, key=f"matt-{lab.pk}"))
    ensure_site()
    for name in LISTS:
        with CaptureQueriesContext(connection) as queries:
            shown = anyone.get(f"/api/v1/{name}/?size=20").json()["results"]
        assert len(shown) >= count and len(queries) <= MOST, [query["sql"][:120] for query in queries]
    with CaptureQueriesContext(connection) as queries:
        anyone.get(f"/api/v1/goals/?lab={lab.slug}&status=validated")
    assert len(queries) <= MOST


def test_the_schema_describes_just_this_api(anyone):
    answer = anyone.get("/api/v1/schema/", headers={"accept": "application/json"})
    schema = answer.json()
    assert answer.status_code == 200
    assert set(schema["paths"]) == {
        "/api/v1/labs/", "/api/v1/labs/{slug}/", "/api/v1/goals/", "/api/v1/goals/{slug}/", "/api/v1/journeys/",
        "/api/v1/journeys/{slug}/", "/api/v1/organisations/", "/api/v1/rounds/", "/api/v1/rounds/{id}/",
        "/api/v1/proposals/", "/api/v1/proposals/{slug}/", "/api/v1/indicators/", "/api/v1/indicators/{key}/",
    }  # fmt: skip
    assert {"Goal", "Version", "Lab", "Organisation", "People"} <= set(schema["components"]["schemas"])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_schema_speaks_swedish_throughout(anyone, language):
    anyone.cookies["django_language"] = language
    schema = anyone.get("/api/v1/schema/", headers={"accept": "application/json"}).json()
    told = list(descriptions(schema))
    assert len(told) > 20
    english = re.compile(r"\b(the|which|that|with|number|page|of)\b")
    assert [words for words in told if english.search(words)] == []


def descriptions(part):
    """Every description in the schema, however deep."""
    if isinstance(part, dict):
        if isinstance(words := part.get("description"), str):
            yield words
        for inner in part.values():
            yield from descriptions(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from descriptions(inner)


def test_the_root_names_the_lists(anyone):
    assert set(anyone.get("/api/v1/").json()) == {*LISTS, "schema"}


def test_the_page_about_open_data_leads_to_every_list(anyone):
    text = anyone.get("/om/oppna-data/").content.decode()
    for name in (*LISTS, "schema"):
        assert f'href="/api/v1/{name}/"' in text
