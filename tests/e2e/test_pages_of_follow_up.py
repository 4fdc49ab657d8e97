"""Every kind of page of the follow-up, from where one stands on by its links: one h1, nothing for axe to say in light
and in dark, no sideways scroll from 320 px to 200 % text, and links that a thumb meets."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import Page

from tests.e2e.follow_up import follow_up_of
from tests.e2e.steps import easy_to_tap, fits, laptop, log_in, phone, seen
from tests.e2e.test_pages import keep_errors

OPEN = re.compile(r"^/(uppfoljning|aterkoppling|det-har-hande)/")
PAPER = re.compile(r"/(affisch|brev)/$")
FILES = re.compile(r"\.(csv|json)(\?|$)")
NAMED = re.compile(r"^(/uppfoljning/(?:matt|labb|enhet|malbild)/|.*/(?:enhet|beslut)/)(?![\d…])[^/]+/")
NUMBER = re.compile(r"/\d+(?=/)")


@pytest.fixture(scope="module")
def example(site) -> dict[str, int]:
    return follow_up_of(site)


def kind(address: str) -> str:
    """What kind of page an address is: without what it is a page of."""
    path, _mark, query = address.partition("?")
    asked = sorted(part.partition("=")[0] for part in query.split("&") if part)
    for _each in range(2):  # a measure, and a unit of it
        path = NAMED.sub(r"\1…/", path)
    return NUMBER.sub("/…", path) + "?" + ",".join(asked)


def walked(page: Page, first: list[str], inside: re.Pattern[str], *, most: int = 100) -> list[str]:
    """One page of each kind that can be reached by links, each looked at on a laptop or phone as it is."""
    todo, known, looked = list(first), set(map(kind, first)), []
    while todo and len(looked) < most:
        address = todo.pop(0)
        assert page.goto(address).status == 200, address
        easy_to_tap(fits(seen(page)))
        looked.append(kind(address))
        for link in page.eval_on_selector_all("main a[href]", "found => found.map(one => one.getAttribute('href'))"):
            there = link.partition("#")[0]
            there = address.partition("?")[0] + there if there.startswith("?") else there
            if inside.match(there) and not FILES.search(there) and not PAPER.search(there) and kind(there) not in known:
                known.add(kind(there))
                todo.append(there)
    return looked


@pytest.mark.slow
@pytest.mark.parametrize(("window", "colours"), [(phone, "dark"), (laptop, "light")], ids=["phone, dark", "laptop"])
def test_public_pages(browser, browser_context_args, site, example, window, colours):
    page = window(browser, browser_context_args | {"color_scheme": colours})
    problems: list[str] = []
    page.on("console", partial(keep_errors, problems))
    looked = walked(page, ["/uppfoljning/", "/det-har-hande/", f"/aterkoppling/{example['report']}/"], OPEN)
    for address in (
        "/uppfoljning/?", "/uppfoljning/labb/…/?", "/uppfoljning/malbild/…/?", "/uppfoljning/matt/?",
        "/uppfoljning/matt/…/?", "/uppfoljning/matt/…/v/…/?", "/uppfoljning/matt/…/enheter/?",
        "/uppfoljning/matt/…/enhet/…/?", "/uppfoljning/enheter/?", "/uppfoljning/enhet/…/?", "/det-har-hande/?",
        "/aterkoppling/…/?", "/aterkoppling/…/v/…/?", "/aterkoppling/…/lattlast/?",
    ):  # fmt: skip
        assert address in looked, looked
    assert not problems


@pytest.mark.slow
def test_staffs_pages(browser, browser_context_args, site, example):
    page = log_in(laptop(browser, browser_context_args), site, "Labbansvarig")
    lab = f"/arbete/{example['lab']}/uppfoljning"
    first = [f"{lab}/{rest}/" for rest in ("matt", "varfor", "varden", "aterkoppling", "tolkningar")]
    looked = walked(page, first, re.compile(rf"^({lab}|/arbete/uppfoljning)/"))
    assert len(looked) > 25, looked
