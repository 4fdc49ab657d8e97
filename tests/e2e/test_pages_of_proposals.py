"""Every kind of page of a proposal: one h1, nothing for axe to say, no sideways scroll from 320 px to 200 % text."""

from __future__ import annotations

from functools import partial

import pytest

from tests.e2e.proposals import PLAN, proposals_of
from tests.e2e.steps import easy_to_tap, fits, laptop, log_in, phone, seen
from tests.e2e.test_pages import keep_errors

PUBLIC = [
    "/forslag/", PLAN, f"{PLAN}v/1/", f"{PLAN}andringar/1-2/", f"{PLAN}paragraf/p3/", f"{PLAN}lattlast/",
    f"{PLAN}ni-sa/", f"{PLAN}v/2/scener/", f"{PLAN}v/2/scener/storbild/1/", f"{PLAN}svara/?v=2&form=expert",
    f"{PLAN}svara/?v=1", f"{PLAN}svara/paragraf/p3/", f"{PLAN}mina-synpunkter/", "/forslag/tidboken-ar-din/",
    "/forslag/att-inget-gora/", "/forslag/runda/{ended}/", "/forslag/runda/{asked}/", "/forslag/runda/{asked}/besked/",
    "/forslag/runda/{ended}/resultat/", "/forslag/runda/{asked}/resultat/",
]  # fmt: skip
WRITING = [
    "/arbete/{lab}/forslag/", "/arbete/{lab}/forslag/nytt/", "/arbete/{lab}/forslag/las-in/", "/forslaget/{plan}/",
    "/forslaget/{plan}/uppgifter/", "/forslaget/{plan}/ny-version/", "/forslaget/{plan}/skillnader/1-2/",
    "/forslaget/{plan}/filer/", "/forslaget/{plan}/antaganden/", "/forslaget/{plan}/antaganden/ur-synpunkter/",
    "/antagande/{assumption}/", "/forslaget/version/{version}/", "/forslaget/version/{version}/scener/",
    "/forslaget/version/{version}/andringar/", "/forslaget/version/{version}/scener/ur-en-resa/",
    "/forslaget/scen/{scene}/", "/arbete/{lab}/forslag/malbilder/", "/forslaget/version/{version}/malbild/{goal}/",
]  # fmt: skip
ROUNDS = [
    "/arbete/{lab}/forslag/rundor/", "/arbete/{lab}/forslag/rundor/ny/", "/runda/{ended}/", "/runda/{asked}/",
    "/runda/{asked}/andra/", "/runda/{asked}/stang/", "/runda/{ended}/synpunkter/?sok=plan", "/synpunkt/{remark}/",
    "/runda/{ended}/svar/", "/runda/{ended}/svar/publicera/", "/stallningstagande/{answer}/",
    "/stallningstagande/{answer}/ratta/", "/runda/{asked}/redovisning/", "/runda/{ended}/redovisning/",
]  # fmt: skip


@pytest.fixture(scope="module")
def example(site) -> dict[str, str]:
    return proposals_of(site)


@pytest.mark.parametrize("addresses", [PUBLIC[n::4] for n in range(4)], ids=range(4))
def test_public_pages(browser, browser_context_args, site, subtests, example, addresses):
    page = phone(browser, browser_context_args)
    problems: list[str] = []
    page.on("console", partial(keep_errors, problems))
    for address in addresses:
        with subtests.test(address):
            assert page.goto(address.format(**example)).status == 200
            easy_to_tap(fits(seen(page)))
            assert not problems


@pytest.mark.slow
@pytest.mark.parametrize("addresses", [WRITING, ROUNDS], ids=["writing", "rounds"])
def test_staffs_pages(browser, browser_context_args, site, example, addresses):
    page = log_in(laptop(browser, browser_context_args), site, "Processledare")
    for address in addresses:
        assert page.goto(address.format(**example)).status == 200, address
        easy_to_tap(fits(seen(page)))
