"""`hlab/live.js` in a real browser, on a small page of its own under the site's strict content policy."""

from __future__ import annotations

import datetime as dt

import httpx
import pytest

from tests.live.servers import Server

pytestmark = pytest.mark.browser
NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)  # by the clock of a page whose time stands still
PATIENCE = 60_000  # ms for whatever a busy machine takes
SPOKEN = "window.said = []; new MutationObserver(() => window.said.push([Date.now(), sag.textContent]))"
SPOKEN += ".observe(sag, { childList: true })"


@pytest.fixture(scope="module")
def process(shared_database, tmp_path_factory):
    ours = Server(folder=tmp_path_factory.mktemp("page"), env=shared_database | {"LIVE_SWEEP_SECONDS": "0.3"})
    yield ours.start()
    ours.stop()


@pytest.fixture
def server(process):
    """The same for every test, each on a channel of its own. Nothing is cut off when the next one comes."""
    yield process
    httpx.post(f"{process.url}/cut", params={"what": ""}, trust_env=False)


@pytest.fixture
def tell(server, channel):
    """tell(kind) publishes one event on the page's channel."""

    def act(kind="notes", **extra):
        answer = httpx.post(
            f"{server.url}/publish", params={"channel": channel, "kind": kind, **extra}, trust_env=False, timeout=60
        )
        answer.raise_for_status()

    return act


@pytest.fixture
def visit(browser, server, channel):
    """visit(**query) → an open page; what the browser complained of is an error at the end.

    still: the clock of this context stands, and goes only as far as the test lets it: `page.clock.run_for(ms)`. What
    the server says comes all the same.
    """
    complaints, contexts = [], []

    def make(context=None, *, still=False, **query):
        context = context or browser.new_context()
        contexts.append(context)
        if still:
            context.clock.install(time=NOW)
            context.clock.pause_at(NOW + dt.timedelta(seconds=1))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{server.url}/page?" + httpx.QueryParams({"channels": channel, **query}).__str__())
        return page

    yield make
    for context in contexts:
        context.close()
    assert not [text for text in complaints if "Failed to load resource" not in text and "ERR_" not in text]


def heard(page, number):
    """The events the page has had, once there are so many."""
    page.wait_for_function("n => window.heard.length >= n", arg=number)
    return page.evaluate("window.heard")


def test_each_event_becomes_one_for_the_page_with_its_data(visit, tell):
    page = visit()
    tell("notes", key="a")
    tell("pace", key="b")
    assert heard(page, 2) == [["notes", {"key": "a"}], ["pace", {"key": "b"}]]


def test_new_notes_are_counted_and_shown_on_request_without_moving_the_reader(visit, tell):
    page = visit(still=True)
    page.locator("textarea").focus()
    box = page.locator("[data-live-count]")
    assert box.is_hidden()
    tell()
    heard(page, 1)
    assert box.inner_text() == "1 ny lapp – visa"
    for _ in range(3):
        tell()
    heard(page, 4)
    assert box.inner_text() == "4 nya lappar – visa"
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.clock.run_for(200)
    assert page.locator("#sag").text_content() == "4 nya lappar."

    page.locator("[data-live-show]").click()
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"  # hiding it now would throw focus away
    page.locator("textarea").focus()
    assert box.is_hidden()
    tell()
    heard(page, 5)
    assert box.inner_text() == "1 ny lapp – visa"


def test_the_voice_is_polite_and_can_be_silenced_for_good(visit, tell, browser):
    context = browser.new_context()
    page = visit(context, still=True)
    page.evaluate(SPOKEN)
    for n in range(1, 4):
        tell()
        heard(page, n)
        page.clock.run_for(300)
    page.clock.run_for(9_000)
    assert [said for _at, said in page.evaluate("window.said")] == ["1 ny lapp."]
    page.clock.run_for(2_000)
    (first, said), (second, later) = page.evaluate("window.said")
    assert (said, later) == ("1 ny lapp.", "3 nya lappar.")
    assert second - first >= 9_900
    page.locator("[data-live-silence]").check()
    assert page.locator("#sag").text_content() == ""

    again = visit(context)
    assert again.locator("[data-live-silence]").is_checked()
    tell()
    heard(again, 1)
    again.clock.run_for(12_000)
    assert again.locator("#sag").text_content() == ""


def test_a_killed_server_costs_the_page_nothing(visit, tell, server):
    page = visit()
    tell("notes", key="before")
    heard(page, 1)
    server.kill()
    server.start()
    tell("notes", key="meanwhile")
    tell("notes", key="after")
    tell("notes", key="last")
    assert [data["key"] for _, data in heard(page, 4)] == ["before", "meanwhile", "after", "last"]


@pytest.mark.parametrize("what", ["stream", "drop"], ids=["streams refused", "streams cut off"])
def test_where_streams_do_not_get_through_the_page_polls(visit, tell, server, what):
    httpx.post(f"{server.url}/cut", params={"what": what}, trust_env=False)
    page = visit()
    with page.expect_request(lambda request: "/live/poll" in request.url):
        tell("notes", key="one")
    assert heard(page, 1) == [["notes", {"key": "one"}]]


def test_a_page_that_stood_too_long_is_told_so_and_stops_asking(visit, browser, server, channel):
    context = browser.new_context()
    context.route("**/live/stream*", lambda route: route.fulfill(status=403, body="nej"))
    page = visit(context, still=True)
    assert heard(page, 1) == [["expired", {}]]
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(120_000)
    assert asked == []


def test_a_page_that_is_still_allowed_stays_live_for_as_long_as_it_stands(visit, tell, browser):
    context = browser.new_context()
    fetched = []
    context.on("request", lambda request: fetched.append(request.url) if "/page?" in request.url else None)
    page = visit(context, minutes=0.08)
    for number in range(1, 5):
        page.wait_for_timeout(2_500)  # the second comes after the first ticket has ended, the fourth after the next
        tell("notes", key=str(number))
        assert heard(page, number)[-1] == ["notes", {"key": str(number)}]
    assert len(fetched) > 2
    assert [kind for kind, _data in page.evaluate("window.heard")] == ["notes"] * 4


def test_who_may_no_longer_see_the_page_hears_nothing_more(visit, tell, browser):
    context = browser.new_context()
    context.clock.install()
    page = visit(context, minutes=0.04)
    context.route("**/page?*", lambda route: route.fulfill(status=404, body="borta"))
    assert heard(page, 1) == [["expired", {}]]
    tell("notes", key="efter")
    page.clock.run_for(120_000)
    assert page.evaluate("window.heard") == [["expired", {}]]


def test_a_page_from_an_unknown_position_is_told_to_reload_its_parts(visit, tell, browser, server, channel):
    context = browser.new_context()

    def from_the_future(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(f"{channel}=0", f"{channel}=99"))

    context.route("**/page?*", from_the_future)
    page = visit(context)
    assert heard(page, 1) == [["reset", {}]]
    tell("notes", key="next")
    assert heard(page, 2)[1] == ["notes", {"key": "next"}]


@pytest.mark.parametrize("ahead", [0, 3600, -3600], ids=["right clock", "an hour slow", "an hour fast"])
def test_time_left_follows_the_servers_clock(visit, ahead):
    page = visit(still=True, ahead=ahead, left=380)
    assert page.locator("#clock").inner_text() == "6.20"
    assert page.locator("#short").inner_text() == "7 min"
    page.clock.run_for(1_000)
    assert page.locator("#clock").inner_text() == "6.19"


@pytest.mark.parametrize(
    ("left", "words"), [(301.5, "Fem minuter kvar."), (61.5, "En minut kvar."), (1.5, "Tiden är slut.")]
)
def test_time_is_spoken_at_five_one_and_nought(visit, left, words):
    page = visit(still=True, left=left)
    page.clock.run_for(1_200)
    assert page.locator("#sag").text_content() == ""
    page.clock.run_for(1_000)
    assert page.locator("#sag").text_content() == words


def test_a_clock_that_has_run_out_says_nothing_by_itself(visit):
    page = visit(still=True, left=-5)
    assert page.locator("#clock").inner_text() == "0.00"
    page.clock.run_for(15_000)
    assert page.locator("#sag").text_content() == ""


def test_the_clock_speaks_once_at_each_mark_also_when_it_is_fetched_anew_and_after_more_time(visit):
    page = visit(still=True, left=62, ahead=7200)
    page.evaluate(SPOKEN)
    page.evaluate("window.began = Date.now()")
    again = """() => { const fresh = clock.cloneNode(true); // a fragment comes in its place, with the server's time now
      fresh.dataset.serverNow = new Date(Date.parse(clock.dataset.serverNow) + Date.now() - began).toISOString();
      clock.replaceWith(fresh); }"""

    def said():
        return [words for _at, words in page.evaluate("window.said")]

    page.clock.run_for(2_200)
    assert said() == ["En minut kvar."]
    page.evaluate(again)
    page.clock.run_for(1_200)
    assert said() == ["En minut kvar."]
    page.evaluate("clock.dataset.ends = new Date(Date.parse(clock.dataset.ends) + 120_000).toISOString()")
    page.clock.run_for(1_000)
    assert page.locator("#clock").inner_text().startswith("2.5")
    page.evaluate("clock.dataset.ends = new Date(Date.parse(clock.dataset.ends) - 150_000).toISOString()")
    page.clock.run_for(13_000)
    assert said() == ["En minut kvar.", "En minut kvar."]  # less time than a minute, suddenly


def test_in_calm_mode_whole_minutes_are_shown_and_the_choice_stays_on_the_device(visit, browser):
    context = browser.new_context()
    page = visit(context, still=True, left=380)
    assert page.locator("#clock").inner_text() == "6.20"
    page.locator("[data-live-calm]").check()
    assert page.locator("#clock").inner_text() == "7 min"
    assert page.locator("html[data-calm]").count() == 1
    again = visit(context)
    assert again.locator("[data-live-calm]").is_checked()
    wish = browser.new_context(reduced_motion="reduce")
    calm = visit(wish)
    assert calm.locator("[data-live-calm]").is_checked()
    calm.locator("[data-live-calm]").uncheck()
    assert not visit(wish).locator("[data-live-calm]").is_checked()
