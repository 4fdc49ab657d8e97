"""A way is drawn: on a phone without script, by keyboard on a laptop, by people in a session; two counties' ways are
held against each other, and one comes from another tool."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import fits, join, laptop, loaded, log_in, phone, press, seen

STEPS = (
    ("Ringer vårdcentralen", "Tar mod till sig.", "En sjuksköterska lyssnar.", "Varken eller"),
    ("Första besöket i psykiatrin", "Berättar igen.", "Läkare och psykolog.", "Mycket tungt"),
    ("SIP-möte", "Får ett namn.", "Alla runt samma bord.", "Bra"),
)
CJML = """<?xml version="1.0" encoding="UTF-8"?>
<CJML version="2.0"><actualJourney><journeyID>j1</journeyID><journeyTitle>Vägen från ett annat verktyg</journeyTitle>
<touchpoints>
<actualAction><touchpointID>1</touchpointID><initiator><initiatorLabel>Väntar hemma</initiatorLabel>
<actorID>a1</actorID></initiator></actualAction>
<actualCommunicationPoint><touchpointID>2</touchpointID><colour>green</colour>
<initiator><initiatorLabel>Får svar i brev</initiatorLabel><actorIDref>a2</actorIDref></initiator>
<receiver><actorID>a1</actorID></receiver><channel>letter</channel></actualCommunicationPoint></touchpoints>
<actors><endUser><actorID>a1</actorID><actorName>Kim</actorName></endUser>
<serviceProvider><actorID>a2</actorID><actorName>Mottagningen</actorName></serviceProvider></actors>
</actualJourney></CJML>"""


def to_the_list(page: Page) -> Page:
    page.goto("/arbete/")
    page.get_by_role("link", name=re.compile("Vård som hänger ihop")).first.click()
    page.get_by_role("link", name="Alla resor", exact=True).click()
    expect(page.get_by_role("heading", name="Resor", level=1)).to_be_visible()
    return page


def begin(page: Page, title: str) -> None:
    """A new map, from the template with before, during and after."""
    press(page, "Gör en resekarta")
    page.get_by_label("Vad heter resan?").fill(title)
    page.get_by_label("Vems resa är det?").fill("Alex")
    page.get_by_label("Vad ska kartan svara på?").fill("Var i kedjan blir det tyst?")
    press(page, "Börja rita")
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def add_step(page: Page, title: str, person: str, front: str, feeling: str) -> None:
    page.get_by_label("Vad händer?").fill(title)
    page.get_by_label(re.compile("^Personen")).fill(person)
    page.get_by_label(re.compile("^På scenen")).fill(front)
    page.get_by_label(feeling, exact=True).check()
    page.get_by_label("Berättat", exact=True).check()


@pytest.mark.slow
def test_on_a_phone_without_script(browser, browser_context_args, site):
    page = to_the_list(log_in(phone(browser, browser_context_args, script=False), site, "Processledare"))
    begin(page, "Alex på telefonen")
    home = page.url
    page.goto(home + "steg/nytt/")
    for number, step in enumerate(STEPS):
        add_step(page, *step)
        press(page, "Lägg till steget" if number == len(STEPS) - 1 else "Lägg till och skriv nästa")
    for title, *_rest in STEPS:
        expect(page.get_by_role("heading", name=title, level=4)).to_have_count(1)
    # The gap is a thing of its own, with its three numbers.
    page.get_by_role("link", name=re.compile("^Nytt mellanrum")).first.click()
    page.get_by_label("Vad händer, eller händer inte?").fill("Ingen hör av sig")
    page.locator("input[name=kind][value=wait]").check()
    page.get_by_label(re.compile("^Planerat")).fill("14")
    page.get_by_label(re.compile("^Berättat, med")).fill("några veckor")
    page.locator("main form button.btn").first.click()
    expect(page.get_by_role("heading", name=re.compile("Ingen hör av sig"), level=4)).to_have_count(1)
    expect(page.get_by_text("några veckor").first).to_be_visible()
    # Taken back, and taken back again.
    page.get_by_role("link", name="Ångra", exact=True).first.click()
    page.locator("form:has(input[name=confirm]) button.btn").first.click()
    page.goto(home)
    expect(page.get_by_role("heading", name=re.compile("Ingen hör av sig"), level=4)).to_have_count(0)
    seen(page, script=False)


@pytest.mark.slow
def test_by_keyboard_and_with_a_screen_reader_in_mind(browser, browser_context_args, site):
    page = to_the_list(log_in(laptop(browser, browser_context_args), site, "Processledare"))
    seen(page)
    begin(page, "Alex med tangentbord")
    home = page.url
    fits(seen(page))
    page.goto(home + "steg/nytt/")
    fits(seen(page))
    for title, *_rest in STEPS[:2]:
        page.get_by_label("Vad händer?").focus()
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=title, level=4)).to_be_visible()
        page.goto(home + "steg/nytt/")
    page.goto(home)
    # Moved with "Flytta", no dragging: the second comes first.
    page.get_by_role("link", name=re.compile("^Flytta.*Första besöket|^Flytta")).last.focus()
    page.keyboard.press("Enter")
    fits(seen(page))
    choices = page.locator("select[name=after] option")
    first = next(row.get_attribute("value") for row in choices.all() if "först" in row.inner_text().lower())
    page.locator("select[name=after]").select_option(first)
    page.locator("main form button.btn").first.press("Enter")
    expect(page.get_by_role("heading", level=4)).to_have_text(["Första besöket i psykiatrin", "Ringer vårdcentralen"])
    fits(seen(page))
    page.goto(home + "historik/")
    fits(seen(page))


@pytest.mark.slow
def test_a_tablet_scrolls_no_map_and_no_comparison_sideways(browser, browser_context_args, site):
    page = to_the_list(log_in(laptop(browser, browser_context_args), site, "Processledare"))
    names = ("Alex väg till hjälp", "Alex väg till hjälp, Västmark")
    maps = [page.get_by_role("link", name=name, exact=True).get_attribute("href") for name in names]
    one, other = (address.strip("/").split("/")[-1] for address in maps)
    for address in (*maps, f"{page.url}jamfor/?a={one}&b={other}"):
        page.goto(address)
        for width in (768, 800, 1024):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{page.url} scrolls sideways by {wide} px at {width} px"


@pytest.mark.slow
def test_another_one_changes_the_map_meanwhile(browser, browser_context_args, site):
    one = to_the_list(log_in(laptop(browser, browser_context_args), site, "Processledare"))
    begin(one, "Två händer i samma karta")
    home = one.url
    other = log_in(phone(browser, browser_context_args), site, "Redaktör")
    one.get_by_role("link", name="Resor", exact=True).last.focus()
    other.goto(home + "steg/nytt/")
    add_step(other, *STEPS[0])
    press(other, "Lägg till steget")
    expect(one.get_by_text("1 ny ändring")).to_be_visible()
    assert one.evaluate("document.activeElement.textContent").strip() == "Resor", "focus was moved"
    expect(one.get_by_role("heading", name=STEPS[0][0], level=4)).to_have_count(0)
    one.locator("[data-show]").click()
    expect(one.get_by_role("heading", name=STEPS[0][0], level=4)).to_be_visible()


@pytest.mark.slow
def test_a_file_from_another_tool_tells_what_is_lost(browser, browser_context_args, site, tmp_path):
    page = to_the_list(log_in(laptop(browser, browser_context_args), site, "Processledare"))
    press(page, "Läs in en fil")
    fits(seen(page))
    file = tmp_path / "annat-verktyg.xml"
    file.write_text(CJML)
    page.locator("input[type=file]").set_input_files(str(file))
    page.locator("main form button.btn").first.click()
    expect(page.get_by_text("Inget är inläst ännu")).to_be_visible()
    expect(page.get_by_text("följer inte med").first).to_be_visible()
    fits(seen(page))
    page.get_by_label("Vad ska kartan svara på?").fill("Hur länge väntade Kim?")
    press(page, "Läs in")
    expect(page.get_by_role("heading", name="Vägen från ett annat verktyg", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Får svar i brev", level=4)).to_be_visible()


@pytest.mark.slow
def test_two_counties_ways_are_compared_by_staff_and_by_anyone(browser, browser_context_args, site):
    page = to_the_list(log_in(laptop(browser, browser_context_args), site, "Processledare"))
    press(page, "Jämför två resor")
    options = loaded(page).get_by_label("Andra resan").locator("option").all_inner_texts()
    page.get_by_label("Första resan").select_option(
        label=next(o for o in options if o.startswith("Alex väg till hjälp ("))
    )
    page.get_by_label("Andra resan").select_option(label=next(o for o in options if "Västmark" in o))
    press(page, "Jämför")
    expect(page.get_by_role("heading", name="Det som skiljer")).to_be_visible()
    fits(seen(page))
    anyone = phone(browser, browser_context_args)
    for address in ("/resor/", "/resor/alex-vag-till-hjalp/", "/resor/alex-vag-till-hjalp-vastmark/"):
        anyone.goto(address)
        fits(seen(anyone))
    anyone.goto("/resor/alex-vag-till-hjalp/")
    anyone.get_by_role("link", name="Skillnader", exact=True).click()
    fits(seen(anyone))


@pytest.mark.slow
def test_people_map_their_own_way_in_a_session(browser, browser_context_args, site):
    code, number = site.run(SESSION).strip().splitlines()[-2:]
    person = join(phone(browser, browser_context_args, script=False), code, "Egen erfarenhet", quote=True)
    receipt = person.context
    seen(person, script=False)
    press(person, "Börja med det första tecknet")
    person.locator("textarea[name=text]").fill("Slutade öppna posten")
    press(person, "Spara och fortsätt")
    press(person, "Spara och fortsätt")  # the parts as they are suggested
    person.locator("textarea[name=text]").fill("Ringde vårdcentralen")
    press(person, "Spara händelsen")
    press(person, "Klar med det som hände, gå vidare")
    for _question in range(3):  # best and worst moment, who else, the waits: all can be passed
        seen(person, script=False)
        press(person, "Spara och fortsätt")
    for words in ("Slutade öppna posten", "Ringde vårdcentralen"):
        expect(person.get_by_text(words).first).to_be_visible()
    site.run(CLOSED.format(site=number))
    host = log_in(laptop(browser, browser_context_args), site, "Processledare")
    host.goto(f"/led/{number}/vagar/")
    fits(seen(host))
    host.locator("main a[href*='/vagar/']").first.click()
    fits(seen(host))
    host.get_by_label("Kartans namn").fill("Posten, med egna ord")
    host.locator("main form button.btn").last.click()
    expect(host.get_by_role("heading", name="Posten, med egna ord", level=1)).to_be_visible()
    # Nobody else reads it before the person has said that it is right.
    person = receipt.new_page()
    person.goto("/kvitto/")
    person.get_by_role("link", name=re.compile("Posten, med egna ord")).first.click()
    seen(person, script=False)
    person.locator("input[name=answer][value=yes]").check()
    person.locator("main form button.btn").first.click()
    expect(person.locator("h1")).to_have_count(1)


SESSION = """
from django.utils import timezone
from hlab.labs.models import Lab
from tests import factories
from workshops.actions.pacing import open_workshop
from workshops.actions.planning import add_exercise
at = timezone.now()
workshop = factories.make_workshop(lab=Lab.objects.get(is_demo=True), at=at, title="Kartkväll", with_programme=False)
add_exercise(workshop=workshop, kind="map_journey", title="Din väg", minutes=40, by=None, at=at)
open_workshop(workshop=workshop, by=None, at=at)
site = factories.advance(workshop, 1, at=at).site
print(site.join_code)
print(site.pk)
"""
CLOSED = """
from django.utils import timezone
from workshops.actions.pacing import close_writing
from workshops.models import Site
from workshops.queries import step_at
site = Site.objects.get(pk={site})
close_writing(exercise=step_at(site.pk, site.current_id), by=None, at=timezone.now())
"""
