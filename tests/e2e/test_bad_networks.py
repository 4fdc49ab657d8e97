"""A participant behind a hospital's proxy: the page asks every few seconds instead, and says so nowhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.steps import act, join, laptop, log_in, open_session, phone, press
from tests.live.proxy import Proxy


def but_numbers(page) -> str:
    """What the page says, whatever the clock and the counts show."""
    return re.sub(r"\d+", "0", page.locator("main").inner_text())


@pytest.mark.parametrize("mode", ["hold", "cut"])
def test_a_proxy_that_holds_or_cuts_streams_costs_seconds_and_is_not_mentioned(
    browser, browser_context_args, site, mode
):
    leader = log_in(laptop(browser, browser_context_args), site, "Processledare")
    code = open_session(leader, site, f"Bakom en proxy som {mode}")
    with Proxy(int(site.url.rpartition(":")[2]), mode) as proxy:
        page = join(phone(browser, browser_context_args | {"base_url": proxy.url}), code, "Medarbetare")
        broken = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.get_by_label("Skriv en lapp").fill("Halvfärdig tanke")
        before = but_numbers(page)

        with page.expect_request(lambda request: "/live/poll" in request.url):
            pass
        assert but_numbers(page) == before
        assert "kvittokod" in page.locator("#sag").inner_text()  # what was said when one came in, and nothing since

        act(leader, "Stäng skrivandet")
        expect(page.locator("#nytt-lage")).to_be_visible()
        expect(page.get_by_label("Skriv en lapp")).to_have_value("Halvfärdig tanke")
        expect(page.locator("#sag")).to_have_text("Processledaren har gått vidare.")
        assert proxy.streams <= 4  # it does not go on trying what does not get through
        assert not broken

        proxy.mode = "pass"
        page.get_by_role("link", name="Visa nya läget").click()
        expect(page.get_by_text("Skrivandet är stängt")).to_be_visible()
        press(leader, "Öppna skrivandet igen")
        expect(page.locator("#nytt-lage")).to_be_visible()


def test_notes_left_through_a_proxy_that_cuts_are_kept_and_told(browser, browser_context_args, site):
    leader = log_in(laptop(browser, browser_context_args), site, "Processledare")
    code = open_session(leader, site, "Korta svar")
    with Proxy(int(site.url.rpartition(":")[2]), "cut") as proxy:
        page = join(phone(browser, browser_context_args | {"base_url": proxy.url}), code, "Chef")
        page.get_by_label("Skriv en lapp").fill("Sagd på ett dåligt nät")
        press(page, "Lämna lappen")
        expect(page.get_by_text("Lappen är sparad").first).to_be_visible()
        expect(leader.get_by_role("link", name=re.compile("ny lapp"))).to_be_visible()
