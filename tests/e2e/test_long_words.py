"""A word that no line can hold (a link, pasted in): it breaks, and no page grows wider than its window."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import act, fits, inside, join, laptop, leave_note, log_in, open_session, phone, press, seen

LINK = "https://www.exempel.example/" + "oandligt" * 23 + "slut"


def at_both_widths(page: Page) -> None:
    """The page as it stands, on a phone and on a laptop, and with text twice as large."""
    expect(page.get_by_text(LINK).first).to_be_attached()
    for width, height in ((1280, 800), (375, 812)):
        page.set_viewport_size({"width": width, "height": height})
        inside(page)
    fits(seen(page))


@pytest.mark.slow
def test_a_link_of_two_hundred_characters_stays_inside_every_page(browser, browser_context_args, site):
    leader = log_in(laptop(browser, browser_context_args), site, "Processledare")
    code = open_session(leader, site, "Långa ord")
    voice = join(phone(browser, browser_context_args), code, "Egen erfarenhet", quote=True)
    room = voice.url
    leave_note(voice, LINK)
    voice.get_by_label("Skriv en lapp").fill(LINK + "igen")
    at_both_widths(voice)
    voice.goto("/kvitto/")
    at_both_widths(voice)

    leader.reload()
    leader.get_by_text("Läs lapparna").click()
    at_both_widths(leader)
    console = leader.url
    site_id = re.search(r"/led/(\d+)/", console)[1]
    act(leader, "Stäng skrivandet")
    act(leader, "Visa för alla")
    workshop = re.search(r"/delta/(\d+)/", room)[1]
    for address in (f"/led/{workshop}/lappar/", f"/storbild/{site_id}/"):
        leader.goto(address)
        at_both_widths(leader)
    leader.goto("/arbete/")
    leader.get_by_role("link", name=re.compile("Vård som hänger ihop")).first.click()
    lab = re.search(r"/arbete/(\d+)/", leader.url)[1]
    leader.goto(f"/arbete/{lab}/malbilder/lappar/?sok=oandligtoandligt")
    at_both_widths(leader)

    leader.goto(console)
    press(leader, "Gå till nästa steg")
    at_both_widths(leader)
    leader.get_by_label(LINK).check()
    leader.get_by_label("Rubrik på nytt tema").fill("oandligt" * 10)
    press(leader, "Flytta till tema")
    at_both_widths(leader)
    leader.goto(f"/storbild/{site_id}/")
    at_both_widths(leader)
    voice.goto(room)
    at_both_widths(voice)
