"""Every kind of page, on a phone and on a laptop: one h1, no sideways scroll, nothing for axe to say."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import easy_to_tap, fits, join, laptop, log_in, phone, seen

PUBLIC = [
    "/", "/labb/", "/labb/vard-som-hanger-ihop/", "/malbilder/", "/malbilder/jag-behover-bara-beratta-en-gang/",
    "/om/", "/om/sa-deltar-du/", "/om/ring-eller-papper/", "/om/ordlista/", "/om/tillganglighet/",
    "/om/dina-uppgifter/", "/om/oppna-data/", "/artiklar/", "/sok/?q=kontakt", "/ga-med/", "/kvitto/", "/konto/login/",
    "/finns-inte/", "/stil/",
]  # fmt: skip

OTHERS = """
from workshops.models import Site
for site in Site.objects.filter(workshop__created_at__gt={began!r}):
    print(f"/led/{{site.pk}}/ /storbild/{{site.pk}}/ /verkstad/{{site.workshop_id}}/ /led/{{site.workshop_id}}/lappar/")
"""


def keep_errors(problems: list[str], message) -> None:
    """What the browser complains of (a blocked script, a failed fetch) is a fault of ours."""
    if message.type == "error":
        problems.append(message.text)


def links(page: Page, *to: str) -> set[str]:
    """Where the page leads, of what begins so."""
    found = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
    return {address for address in found if address.startswith(to)}


@pytest.mark.parametrize("addresses", [PUBLIC[n::4] for n in range(4)], ids=range(4))
def test_public_pages(browser, browser_context_args, site, subtests, addresses):
    page = phone(browser, browser_context_args)
    window, problems = page.viewport_size, []
    page.on("console", partial(keep_errors, problems))
    for address in addresses:
        with subtests.test(address):
            page.set_viewport_size(window)
            page.goto(address)
            easy_to_tap(fits(seen(page)))
            page.set_viewport_size({"width": 1280, "height": 900})
            seen(page)
            assert not [text for text in problems if "404" not in text]


@pytest.mark.slow
def test_the_staff_pages_of_the_example(browser, browser_context_args, site):
    page = log_in(laptop(browser, browser_context_args), site, "Processledare")
    lab = next(address for address in sorted(links(seen(page), "/arbete/")) if address.count("/") == 3)
    page.goto(lab)
    of_stories = site.run(
        OTHERS.format(began=site.began.isoformat())
    ).split()  # sessions that other stories have made meanwhile
    for address in sorted(links(page, "/led/", "/arbete/", "/verkstad/", "/malbild/", "/storbild/")):
        if not address.startswith(tuple(of_stories)):
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
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_text("Skip to content")).to_have_count(1)
