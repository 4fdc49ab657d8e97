"""What somebody meets when something goes wrong: a sentence, in the shape that was asked for."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from hlab.core.views import errors

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.broken")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def said(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [
        ("value", 500, "Något gick fel hos oss"),
        ("database", 500, "Något gick fel hos oss"),
        ("denied", 403, "Det här kan du inte göra"),
        ("missing", 404, "Sidan finns inte"),
        ("suspicious", 400, "Det gick inte att förstå"),
        ("rule", 409, "Temat har redan &lt;fem&gt; prickar."),
        ("stale", 409, "Någon har ändrat."),
    ],
)
def test_a_page_says_it_in_plain_swedish_and_tells_nothing_else(client, how, status, words):
    response = client.get(f"/fel/{how}/")
    html = said(response)
    assert response.status_code == status
    assert words in html
    assert "<h1>" in html
    assert 'href="/"' in html
    assert 'lang="sv"' in html
    for secret in ("Anna", "811218", "@example", "Traceback", "Error"):
        assert secret not in html


def test_an_address_that_no_room_has(client):
    response = client.get("/finns/inte/alls/")
    assert response.status_code == 404
    assert "Sidan finns inte" in said(response)


def test_stale_page_keeps_both_texts_and_lets_one_choose(client):
    response = client.post("/fel/stale/?x=1", {"title": "min <b>", "row_version": "3", "tag": ["a", "b"]})
    html = said(response)
    assert response.status_code == 409
    assert "min &lt;b&gt;" in html
    assert "din" in html
    assert 'action="/fel/stale/?x=1"' in html
    assert '<input type="hidden" name="row_version" value="7">' in html
    assert 'name="title" value="min &lt;b&gt;"' in html
    assert html.count('name="tag"') == 2
    assert html.count('name="csrfmiddlewaretoken"') == html.count("<form")


@pytest.mark.parametrize(("how", "status"), [("rule", 409), ("missing", 404), ("value", 500), ("stale", 409)])
def test_a_fragment_is_put_first_and_swaps_nothing_away(client, how, status):
    response = client.post(f"/fel/{how}/", headers=HTMX)
    assert response.status_code == status
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("main", "afterbegin")
    assert "<html" not in said(response)
    assert 'role="alert"' in said(response)


@pytest.mark.parametrize(
    ("how", "status"), [("rule", 409), ("missing", 404), ("denied", 403), ("value", 500), ("suspicious", 400)]
)
def test_whoever_asks_for_json_gets_a_problem(client, how, status):
    response = client.get(f"/fel/{how}/", headers={"Accept": "application/json"})
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert body["status"] == status
    assert body["detail"].endswith(".")
    assert "Anna" not in said(response)
    if how == "rule":
        assert body["errors"] == [{"field": "tema", "detail": "Temat har redan <fem> prickar."}]


def test_a_browser_that_accepts_anything_gets_a_page(client):
    accept = "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"
    assert "<h1>" in said(client.get("/fel/missing/", headers={"Accept": accept}))
    assert "<h1>" in said(client.get("/fel/missing/", headers={"Accept": "*/*"}))


# --- The API -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("how", "status"), [("rule", 409), ("stale", 409), ("missing", 404), ("denied", 403)])
def test_the_api_answers_with_problem_json(client, how, status):
    response = client.get(f"/api/fel/{how}/")
    body = json.loads(response.content)
    assert (response.status_code, body["status"]) == (status, status)
    assert response["Content-Type"].startswith("application/problem+json")
    assert "Anna" not in said(response)
    assert body["detail"].endswith(".")
    if how == "stale":
        assert (body["yours"], body["theirs"]) == ("min", "din")


def test_the_api_names_each_field_at_fault(client):
    body = {"title": "för lång", "steps": [1, "x"]}
    response = client.post("/api/fel/ok/", json.dumps(body), content_type="application/json")
    fields = {error["field"] for error in json.loads(response.content)["errors"]}
    assert response.status_code == 400
    assert fields == {"title", "steps.1"}
    body = {"title": "kort", "steps": []}
    response = client.post("/api/fel/ok/", json.dumps(body), content_type="application/json")
    assert json.loads(response.content)["errors"] == [{"field": "", "detail": "Det går inte ihop."}]


def test_the_api_refuses_what_is_not_json_or_not_a_method(client):
    response = client.post("/api/fel/ok/", "{", content_type="application/json")
    assert response.status_code == 400
    assert json.loads(response.content)["status"] == 400
    response = client.delete("/api/fel/ok/")
    assert response.status_code == 405
    assert response["Allow"]


# --- Too much ------------------------------------------------------------------------------------


def test_too_much_text_is_413(client, settings):
    response = client.post("/fel/ok/", {"text": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 10)})
    assert response.status_code == 413
    assert "för stort" in said(response)


def test_too_many_fields_is_413(client):
    response = client.post("/fel/ok/", {f"f{n}": "1" for n in range(1001)})
    assert response.status_code == 413


def test_too_large_a_file_is_413_before_it_is_read(client, settings):
    response = client.post(
        "/fel/ok/", b"x", content_type="text/csv", CONTENT_LENGTH=str(settings.MAX_REQUEST_BYTES + 1)
    )
    assert response.status_code == 413
    assert "för stort" in said(response)


def test_an_ordinary_form_is_let_through(client):
    assert said(client.post("/fel/ok/", {"text": "hej"})) == "hej"


# --- When the error page is what fails ------------------------------------------------------------


def test_500_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/fel/value/").status_code == 500


def test_500_gives_the_number_that_the_log_has(client):
    number = "abcdef0123456789"
    response = client.get("/fel/value/", headers={"X-Request-ID": number})
    assert number[:8] in said(response)
    assert response["X-Request-ID"] == number


@pytest.mark.parametrize("how", ["value", "missing", "denied", "suspicious", "rule", "stale"])
def test_broken_context_processors_do_not_matter(client, monkeypatch, how):
    def broken(request):
        raise RuntimeError("trasig")

    from django.template import engines

    # The engine imports its processors once, so the broken one goes beside them and not in their place.
    monkeypatch.setattr(
        engines["django"].engine,
        "template_context_processors",
        (*engines["django"].engine.template_context_processors, broken),
    )
    response = client.get(f"/fel/{how}/")
    assert response.status_code in (400, 403, 404, 409, 500)
    assert "<h1>" in said(response)


@pytest.mark.parametrize("how", ["value", "missing", "denied", "suspicious", "rule", "stale"])
def test_broken_templates_do_not_matter(client, monkeypatch, how):
    def broken(*args, **kwargs):
        raise RuntimeError("trasig")

    monkeypatch.setattr(errors.loader, "render_to_string", broken)
    response = client.get(f"/fel/{how}/")
    assert response.status_code in (400, 403, 404, 409, 500)
    assert said(response).startswith("<!doctype html>")
    assert "<h1>" in said(response)
    fragment = client.get(f"/fel/{how}/", headers=HTMX)
    assert 'role="alert"' in said(fragment)


def test_a_form_from_an_old_page(db):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/sprak/", {"language": "en"})
    assert response.status_code == 403
    assert "Formuläret var för gammalt" in said(response)


def test_the_words_come_in_the_chosen_language(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert 'lang="en"' in said(client.get("/fel/missing/"))
