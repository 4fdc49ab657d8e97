"""Long pages: folded on a phone, open where there is room, with and without script; and a person who has nothing but a
keyboard finds their way in them, answers a proposal and follows it by its code."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.proposals import PLAN, proposals_of
from tests.e2e.steps import easy_to_tap, fits, laptop, log_in, phone, seen

UNIT = "/uppfoljning/enhet/X1/"


def by_keys(page: Page, target: Locator, key: str = "Enter") -> None:
    """On with Tab to what is wanted, which then can be seen, and a key there."""
    expect(target).to_have_count(1)
    for _number in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("wanted => wanted === document.activeElement"):
            box, window = target.bounding_box(), page.viewport_size
            assert box and window and 0 <= box["y"] < window["height"], "what has focus is on the screen"
            page.keyboard.press(key)
            return
    raise AssertionError(f"{target} is not reached with the keyboard on {page.url}")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_what_is_folded_on_a_phone_is_open_where_there_is_room(browser, browser_context_args, site, script):
    page = laptop(browser, browser_context_args, script=script)
    page.goto(UNIT)
    way = page.get_by_role("navigation", name="På sidan").get_by_role("link").last
    expect(way).to_be_visible()
    expect(page.get_by_text("Hitta på sidan", exact=True)).to_be_hidden()
    assert page.locator("details.fold table").count()
    assert all(table.is_visible() for table in page.locator("details.fold table").all())
    page = phone(browser, browser_context_args, script=script)
    page.goto(UNIT)
    way = page.get_by_role("navigation", name="På sidan").get_by_role("link", name="Det här saknas", exact=True)
    expect(way).to_be_hidden()
    assert not any(table.is_visible() for table in page.locator("details.fold table").all())
    by_keys(page, page.locator(".contents summary"))
    by_keys(page, way)
    expect(page).to_have_url(re.compile(r"#saknas$"))
    expect(page.get_by_role("heading", name="Det här saknas", exact=True)).to_be_in_viewport()
    if script:
        easy_to_tap(fits(seen(page)))


@pytest.mark.slow
def test_the_thread_has_room_beside_the_menu_of_those_who_work_here(browser, browser_context_args, site):
    page = log_in(laptop(browser, browser_context_args), site, "Labbansvarig")
    page.get_by_role("link", name=re.compile("Vård som hänger ihop")).first.click()
    brand, first = (page.locator(what).first.bounding_box() for what in (".brand", ".menu li a"))
    assert brand and first
    assert first["x"] > brand["x"] + 13, "no word of the menu lies on the thread"
    easy_to_tap(fits(seen(page)))


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_proposal_is_answered_and_followed_with_the_keyboard_only(browser, browser_context_args, site, script):
    proposals_of(site)  # its round is open
    page = phone(browser, browser_context_args, script=script)
    page.goto(PLAN)
    by_keys(page, page.locator(".skip"))
    by_keys(page, page.get_by_role("link", name="Lämna synpunkt", exact=True))
    form = page.locator("#synpunkter form")
    by_keys(page, form.get_by_label("Egen erfarenhet", exact=True), "ArrowDown")
    expect(form.get_by_label("Närstående", exact=True)).to_be_checked()
    by_keys(page, form.get_by_label("Mycket sämre", exact=True), "Space")
    for _number in range(4):
        page.keyboard.press("ArrowDown")
    expect(form.get_by_label("Mycket bättre", exact=True)).to_be_checked()
    by_keys(page, form.get_by_label(re.compile("^Jag önskar")), "Shift")
    page.keyboard.type("Att någon svarar på kvällen också.")
    by_keys(page, form.get_by_role("button", name="Lämna synpunkten", exact=True))
    expect(page.get_by_role("heading", name="Dina synpunkter", level=1)).to_be_visible()
    by_keys(page, page.get_by_role("link", name="Se vad som hände med det du sa", exact=True))
    expect(page.get_by_text("Att någon svarar på kvällen också.").first).to_be_visible()
    by_keys(page, page.get_by_text("Dina val för lappen: Att någon svarar"))
    by_keys(page, page.get_by_role("link", name=re.compile(r"^Ta tillbaka lappen\s?: Att någon svarar")))
    by_keys(page, page.get_by_role("button", name="Ta tillbaka lappen", exact=True), "Space")
    expect(page.get_by_text("Lappen är återtagen. Vi har slutat använda och visa den.").first).to_be_visible()
