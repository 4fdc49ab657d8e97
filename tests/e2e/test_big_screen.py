"""The big screen as the room sees it: read from the back row, with the way in always in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import laptop, log_in, seen

SCREENS = [(1280, 800), (1024, 768), (1920, 1080)]
LONG = "Norrdal och Sjöland, en kväll om vård som hänger ihop när man har mer än en sak att leva med"
ROOM = """
from hlab.labs.models import Lab
from tests import factories
lab = Lab.objects.get(slug="vard-som-hanger-ihop")
for reveal in (False, True):
    room = factories.make_room(lab=lab, people=12, title={title!r}, reveal=reveal)
    print(room[0].site.pk)
"""
SMALL = """() => [...document.querySelectorAll('main *')]
    .filter(one => [...one.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()))
    .filter(one => one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 28)
    .map(one => one.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def rooms(site) -> dict[str, int]:
    """{what is on the wall: the session}"""
    said = site.run(ROOM.format(title=LONG)).split()
    return {"writing": int(said[-2]), "shown": int(said[-1])}


def readable(page: Page, height: int) -> None:
    """No letters under 28 px, and the row with the code is at the bottom of what is seen."""
    assert page.evaluate(SMALL) == []
    box = page.locator(".stage__foot").bounding_box()
    assert abs(box["y"] + box["height"] - height) <= 1, f"the row with the code ends at {box['y'] + box['height']} px"
    expect(page.locator(".stage .code")).to_be_in_viewport(ratio=1)
    seen(page)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen[0]} × {screen[1]}")
def test_the_wall_can_be_read_and_tells_the_way_in(browser, browser_context_args, site, rooms, screen):
    width, height = screen
    page = log_in(laptop(browser, browser_context_args), site, "Processledare")
    page.set_viewport_size({"width": width, "height": height})
    for workshop in rooms.values():
        page.goto(f"/storbild/{workshop}/")
        readable(page, height)
    expect(page.locator(".stage .note")).to_have_count(6)
    expect(page.locator(".stage .note").last).to_be_in_viewport()
    expect(page.get_by_text("Visar 6 av 12 lappar – de senaste")).to_be_visible()


def test_a_long_name_of_the_site_does_not_push_the_code_away(browser, browser_context_args, site, rooms):
    page = log_in(laptop(browser, browser_context_args), site, "Processledare")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/storbild/{rooms['writing']}/")
    page.locator(".join strong").evaluate(
        "place => place.prepend('vard-som-hanger-ihop-vid-samsjuklighet.labb.region-norrdal.')"
    )
    readable(page, 800)
