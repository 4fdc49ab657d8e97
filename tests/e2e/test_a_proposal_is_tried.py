"""A proposal is tried: answered on a phone without script, in a room and by receipt code; read, answered and handed in
by the inquiry's secretary with the keyboard only."""

from __future__ import annotations

import io
import re
from functools import partial

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.proposals import PLAN, proposals_of
from tests.e2e.steps import easy_to_tap, fits, join, laptop, log_in, phone, press, seen


@pytest.fixture(scope="module")
def example(site) -> dict[str, str]:
    return proposals_of(site)


def looked_at(page: Page, twin: Page) -> None:
    """The page that somebody without script stands on, opened as them with script so that axe can look."""
    seen(page, script=False)
    twin.context.clear_cookies()
    twin.context.add_cookies(page.context.cookies())
    twin.goto(page.url)
    seen(twin)


def by_keys(page: Page, target: Locator, key: str = "Enter") -> None:
    """Past the menu and on with Tab to what is wanted, as one without a mouse goes, and a key there."""
    expect(target).to_have_count(1)
    for _number in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.skip')"):
            page.keyboard.press("Enter")
        elif target.evaluate("wanted => wanted === document.activeElement"):
            page.keyboard.press(key)
            return
    raise AssertionError(f"{target} is not reached with the keyboard on {page.url}")


def write(page: Page, target: Locator, words: str) -> None:
    by_keys(page, target, "Shift")  # a key that does nothing of its own
    page.keyboard.type(words)


@pytest.mark.slow
def test_a_round_is_answered_on_a_phone_without_script(browser, browser_context_args, site, example):
    page, twin = phone(browser, browser_context_args, script=False), phone(browser, browser_context_args)
    page.goto(PLAN)
    looked_at(page, twin)
    form = page.locator("#synpunkter form")
    form.get_by_label("Egen erfarenhet", exact=True).check()
    form.get_by_label("Mycket bättre", exact=True).check()
    form.get_by_label(re.compile("^Jag gillar")).fill("Att någon håller i planen.")
    form.get_by_label(re.compile("^Jag önskar")).fill("Att den går att ringa.")
    press(page, "Lämna synpunkten")
    # A code, and what was said.
    expect(page.get_by_role("heading", name="Dina synpunkter", level=1)).to_be_visible()
    code = page.locator("p.code").inner_text()
    expect(page.get_by_text("Mycket bättre")).to_be_visible()
    looked_at(page, twin)
    # Another mind.
    press(page, "Ändra svaret")
    looked_at(page, twin)
    expect(page.get_by_label(re.compile("^Jag gillar"))).to_have_value("Att någon håller i planen.")
    page.get_by_label("Vet inte", exact=True).check()
    press(page, "Spara ändringen")
    expect(page.locator("dl.facts").get_by_text("Vet inte", exact=True)).to_be_visible()
    # And something about one paragraph.
    page.goto(PLAN)
    page.get_by_role("link", name="Vad som har sagts om 3 §", exact=True).click()
    looked_at(page, twin)
    press(page, "Lämna en synpunkt på den här paragrafen")
    looked_at(page, twin)
    page.get_by_label(re.compile("^Jag önskar")).fill("Skriv att jag får byta den som håller i planen.")
    press(page, "Lämna synpunkten")
    expect(page.get_by_text("Skriv att jag får byta den som håller i planen.")).to_be_visible()
    looked_at(page, twin)
    # With the code, somewhere else.
    other = phone(browser, browser_context_args)
    other.goto("/kvitto/")
    other.get_by_label(re.compile("kod", re.I)).fill(code)
    other.locator("main form button.btn").first.click()
    expect(other.get_by_text("Skriv att jag får byta den som håller i planen.")).to_be_visible()
    fits(seen(other))


@pytest.mark.slow
def test_the_answer_to_ones_own_remark_is_found_by_the_code(browser, browser_context_args, site, example):
    page = phone(browser, browser_context_args)
    page.goto("/kvitto/")
    page.get_by_label(re.compile("kod", re.I)).fill(site.facts["receipt_code"])
    page.locator("main form button.btn").first.click()
    page.get_by_role("link", name=re.compile("^Säg om svaret stämmer")).first.click()
    expect(page.get_by_role("heading", name="Svaret på din synpunkt", level=1)).to_be_visible()
    fits(seen(page))
    page.get_by_label("Det svarar inte på det jag sa").check()
    page.locator("main textarea").fill("Jag frågade vem som får läsa.")
    page.locator("main form button.btn").first.click()
    expect(page.get_by_text("”Jag frågade vem som får läsa.”")).to_be_visible()
    fits(seen(page))
    # Those who work with it see that it misses.
    reader = log_in(laptop(browser, browser_context_args), site, "Utredningssekreterare")
    reader.goto(f"/runda/{example['ended']}/synpunkter/")
    press(reader, "Läs varför")
    expect(reader.get_by_text("”Jag frågade vem som får läsa.”")).to_be_visible()


@pytest.mark.slow
def test_the_secretary_answers_and_hands_in_with_the_keyboard(browser, browser_context_args, site, example):
    page = log_in(laptop(browser, browser_context_args), site, "Utredningssekreterare")
    link, button = partial(page.get_by_role, "link"), partial(page.get_by_role, "button")
    by_keys(page, link(name=re.compile("Vård som hänger ihop")).first)
    by_keys(page, link(name="Alla förslag", exact=True))
    by_keys(page, link(name="Synpunktsrundor", exact=True))
    by_keys(page, link(name=re.compile("^Synpunkter på de två första förslagen")).first)
    expect(page).to_have_url(re.compile(rf"/runda/{example['ended']}/$"))
    fits(seen(page))
    by_keys(page, link(name="Läs och besvara synpunkterna", exact=True))
    # Two that only say that something is good are still without an answer.
    write(page, page.get_by_label(re.compile("^Hur långt den kommit")), "Utan")
    by_keys(page, button(name="Visa urvalet"))
    boxes = page.locator("main input[name=synpunkt]")
    expect(boxes).to_have_count(2)
    by_keys(page, boxes.first, "Space")
    by_keys(page, boxes.last, "Space")
    by_keys(page, button(name="Skriv ett svar till dem"))
    fits(seen(page))
    write(page, page.get_by_label("Vad synpunkterna handlar om"), "Det som är bra som det är")
    by_keys(page, page.locator("input[name=verdict]").first, "Space")
    write(page, page.get_by_label("Därför att"), "Det ni gillar finns kvar i version 2.")
    write(page, page.get_by_label(re.compile("^Vem som har beslutat")), "Särskild utredare")
    by_keys(page, button(name="Spara svaret"))
    expect(page.get_by_role("heading", name="Det som är bra som det är", level=1)).to_be_visible()
    fits(seen(page))
    by_keys(page, link(name="Publicera rundans svar"))
    by_keys(page, page.locator("form:has(input[name=confirm]) button.btn").first)
    expect(page.get_by_text("Det som är bra som det är").first).to_be_visible()
    # Results, the proposals against the målbilder, and the file.
    page.goto(f"/runda/{example['ended']}/")
    by_keys(page, link(name="Resultatet", exact=True))
    seen(page)
    page.goto(f"/arbete/{example['lab']}/forslag/")
    by_keys(page, link(name="Förslagen mot målbilderna"))
    expect(page.get_by_role("heading", name="Förslag och målbilder", level=1)).to_be_visible()
    page.goto(f"/runda/{example['ended']}/redovisning/")
    with page.expect_download() as coming:
        by_keys(page, link(name="Word (.docx)"))
    paper = docx.Document(io.BytesIO(coming.value.path().read_bytes()))
    headings = [line.text for line in paper.paragraphs if line.style.name.startswith(("Heading", "Rubrik"))]
    assert len(headings) > 5, headings
    assert "Det ni gillar finns kvar i version 2." in "\n".join(line.text for line in paper.paragraphs)


@pytest.mark.slow
def test_a_proposal_is_tried_in_a_room(browser, browser_context_args, site, example):
    code, number = site.run(SESSION.format(round=example["asked"])).splitlines()[-2:]
    host = log_in(laptop(browser, browser_context_args), site, "Processledare")
    host.goto(f"/led/{number}/")
    press(host, "Starta första steget")
    expect(host.get_by_role("heading", name="Pröva förslagen", level=1)).to_be_visible()
    person = join(phone(browser, browser_context_args), code, "Närstående")
    expect(person.get_by_role("heading", name="En plan som följer med dig", level=2)).to_be_visible()
    easy_to_tap(fits(seen(person)))
    person.get_by_label("Lite bättre", exact=True).check()
    person.get_by_label(re.compile("^Jag gillar")).fill("Att jag får vara bror i stället.")
    press(person, "Spara mitt svar")
    expect(person.get_by_text("Du svarade: lite bättre")).to_be_visible()
    fits(seen(person))
    # Whoever leads sees that somebody has answered, and never how.
    told = host.locator("#svarat").get_by_text(re.compile("En plan som följer med dig: 1 person har svarat"))
    expect(told).to_be_visible()
    assert "ättre" not in host.locator("main").inner_text()
    fits(seen(host))
    host.goto(f"/storbild/{number}/")
    expect(host.get_by_text("Detta är en prövning, inte ett beslut").first).to_be_visible()
    seen(host)


SESSION = """
from django.utils import timezone
from hlab.labs.models import Lab
from tests import factories
from workshops.actions.pacing import open_workshop
from workshops.actions.planning import add_exercise
at = timezone.now()
workshop = factories.make_workshop(lab=Lab.objects.get(is_demo=True), at=at, title="Prövkväll", with_programme=False)
add_exercise(workshop=workshop, kind="try_prototype", title="Pröva förslagen", minutes=40,
             settings={{"round": {round}}}, by=None, at=at)
open_workshop(workshop=workshop, by=None, at=at)
print(workshop.site.join_code)
print(workshop.site.pk)
"""
