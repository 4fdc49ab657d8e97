"""Every kind of page, on a phone and on a laptop: one h1, no sideways scroll, nothing for axe to say."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.e2e.steps import easy_to_tap, fits, join, laptop, log_in, phone, seen

PUBLIC = [
    "/", "/labb/", "/labb/vard-som-hanger-ihop/", "/malbilder/", "/malbilder/jag-behover-bara-beratta-en-gang/",
    "/om/", "/om/sa-deltar-du/", "/om/ring-eller-papper/", "/om/ordlista/", "/om/tillganglighet/",
    "/om/dina-uppgifter/", "/om/oppna-data/", "/artiklar/", "/sok/?q=kontakt", "/ga-med/", "/kvitto/", "/konto/login/",
    "/finns-inte/", "/stil/",
]  # fmt: skip


def keep_errors(problems: list[str], message) -> None:
    """What the browser complains of (a blocked script, a failed fetch) is a fault of ours."""
    if message.type == "error":
        problems.append(message.text)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages(browser, browser_context_args, site, address):
    for window in (phone, laptop):
        page = window(browser, browser_context_args)
        problems: list[str] = []
        page.on("console", partial(keep_errors, problems))
        page.goto(address)
        seen(page)
        if window is phone:
            easy_to_tap(fits(page))
        page.context.close()
        assert not [text for text in problems if "404" not in text]


@pytest.mark.slow
def test_the_staff_pages_of_the_example(browser, browser_context_args, site):
    page = log_in(laptop(browser, browser_context_args), site, "Processledare")
    seen(page)
    addresses = {
        link.get_attribute("href")
        for link in page.locator("main a").all()
        if (link.get_attribute("href") or "").startswith("/arbete/")
    }
    lab = next(address for address in sorted(addresses) if address.count("/") == 3)
    page.goto(lab)
    inside = {link.get_attribute("href") for link in page.locator("main a").all()}
    for address in sorted(filter(None, inside)):
        if address.startswith(("/led/", "/arbete/", "/verkstad/", "/malbild/", "/storbild/")):
            page.goto(address)
            easy_to_tap(fits(seen(page)))
    workshop = site.facts["workshop_id"]
    planning = [f"/verkstad/{workshop}/{rest}" for rest in ("program/", "andra/", "steg/nytt/", "steg/nytt/dot_vote/")]
    here = site.facts["site_id"]
    reading = [f"/led/{workshop}/lappar/?sok=zzz", f"/led/{here}/papper/", f"/storbild/{here}/"]
    for address in (*planning, *reading, "/mitt/", "/konto/email/"):
        page.goto(address)
        easy_to_tap(fits(seen(page)))


def test_a_receipt_before_anything_has_been_said(browser, browser_context_args, site):
    page = join(phone(browser, browser_context_args), site.facts["join_code"], "Vill inte svara")
    fits(seen(page))
    page.goto("/kvitto/")
    expect(page.get_by_role("heading", name="Inget att följa ännu")).to_be_visible()
    fits(seen(page))


def test_the_menu_of_a_phone_opens_and_closes_from_the_keyboard(browser, browser_context_args, site):
    page = phone(browser, browser_context_args)
    page.goto("/")
    menu = page.locator(".menu summary")
    menu.press("Enter")
    expect(page.get_by_role("link", name="Labb", exact=True)).to_be_visible()
    page.get_by_role("link", name="Labb", exact=True).press("Escape")
    expect(page.get_by_role("link", name="Labb", exact=True)).to_be_hidden()
    expect(menu).to_be_focused()


def test_english_when_somebody_chooses_it(browser, browser_context_args, site):
    page = laptop(browser, browser_context_args)
    page.goto("/")
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_text("Skip to content").count() == 1
