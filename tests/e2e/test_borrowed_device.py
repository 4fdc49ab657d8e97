"""A device that several people use: what one of them saw does not come back with "back"."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests import need
from tests.e2e.steps import join, laptop, leave_note, log_in, open_session, phone, press


@pytest.fixture
def session(browser, browser_context_args, site):
    """The join code of a session that goes on."""
    return open_session(log_in(laptop(browser, browser_context_args), site, "Processledare"), site, "Lånad telefon")


@pytest.fixture
def browser_that_remembers(playwright, browser_context_args):
    """As people's browsers are: with pages kept in memory for "back"."""
    options = {"executable_path": need.browser_path(), "args": need.BROWSER_ARGS}
    browser = playwright.chromium.launch(ignore_default_args=["--disable-back-forward-cache"], **options)
    yield browser
    browser.close()


def test_who_lets_the_device_forget_is_not_found_again_with_back(
    browser_that_remembers, browser_context_args, site, session
):
    page = join(phone(browser_that_remembers, browser_context_args), session, "Egen erfarenhet")
    leave_note(page, "Det jag sa i förtroende")
    page.goto("/kvitto/")
    code = re.search(r"[A-ZÅÄÖ]{2,} [A-ZÅÄÖ]{2,} \d{4}", page.locator("main").inner_text())[0]
    press(page, "Glöm koden på den här enheten")
    page.locator("form[action*='glom'] button.btn").first.click()
    expect(page.get_by_text("har glömt koden")).to_be_visible()
    for _step in range(4):
        page.evaluate("history.back()")
        page.wait_for_timeout(700)
        words = page.locator("body").inner_text()
        assert code not in words and "i förtroende" not in words, page.url


def test_a_page_for_somebody_is_not_shown_from_memory(browser, browser_context_args, site):
    page = log_in(laptop(browser, browser_context_args), site, "Processledare")
    page.evaluate("window.was = true")
    with page.expect_navigation():
        page.evaluate("setTimeout(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))")
    assert page.evaluate("window.was") is None
    page.goto("/mitt/")
    press(page, "Logga ut")
    if "/konto/logout" in page.url:
        press(page, "Logga ut")
    page.goto("/sok/")
    page.context.clear_cookies()
    page.goto("/sok/")
    page.evaluate("window.was = true; dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.wait_for_timeout(500)
    assert page.evaluate("window.was") is True
