"""The day of systemhinder: three sites, two tables at one of them, a listener, from the template to the board.

Nobody reads anybody else's before its own rung of the ladder: not by page, fragment, stream, board or list of notes.
"""

from __future__ import annotations

import html
import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import act, join, laptop, log_in, log_in_as, phone, press, seen

NAMES = ("Norrdal", "Västmark", "Sjöland")
QUESTION = "Om det är det här personer önskar: vad står i vägen?"
PEOPLE = """
from django.utils import timezone
from hlab.accounts.actions.users import create_user
from hlab.labs.actions.members import add_member
from hlab.labs.models import Lab
lab, at = Lab.objects.get(is_demo=True), timezone.now()
for email, first, role in {rows!r}:
    user = create_user(email=email, password={password!r}, first_name=first, last_name="Ledare", by=None, at=at,
                       organisation=lab.principals.first(), site_role="")
    add_member(lab=lab, user=user, role=role, by=None, at=at)
"""
PASSWORD = "ett-langt-losenord-for-prov-4711"


def colleagues(site, mark: str) -> list[str]:
    """Two more facilitators, a table host and a listener in the example lab. Returns their e-mail addresses."""
    rows = [
        (f"{first.lower()}-{mark}@halsolabb.example", f"{first} {mark}", role)
        for first, role in (
            ("Bo", "facilitator"),
            ("Cecilia", "facilitator"),
            ("Dana", "table_host"),
            ("Ulla", "listener"),
        )
    ]
    site.run(PEOPLE.format(rows=rows, password=PASSWORD))
    return [email for email, _first, _role in rows]


def as_colleague(page: Page, email: str) -> Page:
    return log_in_as(page, email, PASSWORD)


def add_site(leader: Page, name: str, *, script: bool) -> None:
    press(leader, "Lägg till en ort")
    seen(leader, script=script)
    leader.get_by_label("Ort", exact=True).fill(name)
    press(leader, "Spara")
    expect(leader.get_by_role("row", name=re.compile(name))).to_be_visible()


def name_host(leader: Page, who: str, what: str = "Hela orten") -> None:
    leader.get_by_label("Vem", exact=True).select_option(label=who)
    leader.get_by_label("Vad personen leder").select_option(label=what)
    press(leader, "Utse")
    expect(leader.get_by_text(f"{who} är utsedd.").first).to_be_visible()


def write(person: Page, text: str) -> None:
    person.get_by_label("Skriv en lapp").fill(text)
    press(person, "Lämna lappen")
    expect(person.get_by_text("Lappen är sparad").first).to_be_visible()


def go_on(leader: Page, title: str) -> None:
    """To the next step, whether or not it is asked about first."""
    press(leader, "Gå till nästa steg")
    question = leader.locator("form:has(input[name=confirm]) button.btn").first
    expect(leader.get_by_role("heading", level=1, name=title).or_(question)).to_be_visible()
    if question.count():
        question.click()
    expect(leader.get_by_role("heading", level=1, name=title)).to_be_visible()


def nothing_of(page: Page, texts: list[str], *addresses: str) -> None:
    """None of the words is behind any of these doors: the page, the fragment it fetches, and what it listens to."""
    get = page.context.request.get
    for address in addresses:
        for headers in ({}, {"HX-Request": "true"}):
            body = html.unescape(get(address, headers=headers).text())
            assert not [text for text in texts if text in body], f"{address} {headers}"
            wire = re.search(r'data-live="/live/stream\?t=([^"]+)"', body)
            if wire:
                told = get(f"/live/poll?t={wire[1]}&from=").text()
                assert not [text for text in texts if text in told], f"{address}, the stream"


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_template_to_the_board(browser, browser_context_args, site, script):
    mark = f"{'med' if script else 'utan'}{time.time_ns() % 10**6}"
    bo_mail, cecilia_mail, dana_mail, ulla_mail = colleagues(site, mark)

    def desk() -> Page:
        return laptop(browser, browser_context_args, script=script)

    # Plan: from the template, three sites, who leads where, two tables at the first.
    amina = log_in(desk(), site, "Processledare")
    amina.get_by_role("link", name=re.compile("Vård som hänger ihop")).first.click()
    press(amina, "Planera en verkstad")
    seen(amina, script=script)
    amina.get_by_label("namn").fill(f"Systemhinder {mark} skript")
    amina.get_by_label("Vem man kan prata med").fill("Mira i rummet")
    amina.get_by_role("radio", name=re.compile("Systemhinder på flera orter")).check()
    press(amina, "Planera verkstaden")
    seen(amina, script=script)
    press(amina, "Flera orter")
    seen(amina, script=script)
    workshop = re.search(r"/verkstad/(\d+)/", amina.url)[1]
    amina.get_by_role("link", name=re.compile("^Ändra")).first.click()
    amina.get_by_label("Ort", exact=True).fill(NAMES[0])
    press(amina, "Spara")
    for name in NAMES[1:]:
        add_site(amina, name, script=script)
    seen(amina, script=script)
    here = amina.url
    for name, host in ((NAMES[1], f"Bo {mark} Ledare"), (NAMES[2], f"Cecilia {mark} Ledare"), (NAMES[0], None)):
        amina.goto(here)
        amina.get_by_role("link", name=re.compile(f"^Grupper.*{name}")).click()
        if host is None:
            amina.get_by_label("Antal grupper").fill("2")
            amina.get_by_label("För hand, bara bord").check()
            press(amina, "Dela in")
            name_host(amina, f"Dana {mark} Ledare", "Grupp 1")
        name_host(amina, host or "Amina Processledare")
        seen(amina, script=script)
    amina.goto(here)

    # Two sites open; the third is late and holds nobody up.
    amina.get_by_role("link", name=NAMES[0], exact=True).click()
    seen(amina, script=script)
    north = amina.url
    act(amina, "Öppna verkstaden")
    bo = as_colleague(desk(), bo_mail)
    bo.goto(here)
    expect(bo.get_by_role("link", name=NAMES[0], exact=True)).to_have_count(0)
    bo.get_by_role("link", name=NAMES[1], exact=True).click()
    west = bo.url
    act(bo, "Öppna verkstaden")

    def person(leader: Page, perspective: str) -> Page:
        code = leader.locator("p.code").first.inner_text()
        return join(phone(browser, browser_context_args, script=script), code, perspective)

    first, second, other = person(amina, "Chef"), person(amina, "Egen erfarenhet"), person(bo, "Medarbetare")
    for page, table in ((first, "Grupp 1"), (second, "Grupp 2")):
        page.goto(f"/delta/{workshop}/grupp/")
        seen(page, script=script)
        page.get_by_label(re.compile(table)).check()
        press(page, "Sätt mig här")

    # The opening voice is everybody's: who comes first waits, a site that is not open is not waited for.
    press(amina, "Starta första steget")
    go_on(amina, "Det här önskar de som det gäller")
    expect(amina.get_by_text("Ni är framme vid ett steg där orterna väntar in varandra.")).to_be_visible()
    seen(amina, script=script)
    first.reload()
    expect(first.get_by_role("heading", name="Vi väntar in de andra orterna")).to_be_visible()
    expect(first.get_by_text(f"På väg: {NAMES[1]}.")).to_be_visible()
    seen(first, script=script)
    press(bo, "Starta första steget")
    go_on(bo, "Det här önskar de som det gäller")
    if script:
        expect(first.locator("#nytt-lage")).to_be_visible()
    first.reload()
    expect(first.get_by_role("heading", name="Det här önskar de som det gäller")).to_be_visible()
    seen(first, script=script)
    cecilia = as_colleague(desk(), cecilia_mail)
    cecilia.goto(here)
    cecilia.get_by_role("link", name=NAMES[2], exact=True).click()
    act(cecilia, "Öppna verkstaden")
    late = person(cecilia, "Närstående")
    press(cecilia, "Starta första steget")

    # Everybody writes; nobody reads.
    amina.goto(north)
    go_on(amina, QUESTION)
    go_on(bo, QUESTION)
    said = {
        first: f"Två budgetar som inte möts {mark}",
        second: f"Ingen äger övergången {mark}",
        other: f"Journalerna talar inte med varandra {mark}",
    }
    for page, text in said.items():
        page.goto(f"/delta/{workshop}/")
        write(page, text)
        seen(page, script=script)
    step = re.search(r"/steg/(\d+)/", first.locator("form[action*='/lamna/']").get_attribute("action"))[1]
    board, notes = f"/verkstad/{workshop}/tavla/", f"/led/{workshop}/lappar/"
    rooms = (f"/delta/{workshop}/", f"/delta/{workshop}/steg/{step}/", f"/delta/{workshop}/klocka/", board)
    for page in (first, second, other, late):
        nothing_of(page, [text for writer, text in said.items() if writer is not page], *rooms)
    norths, wests = [said[first], said[second]], [said[other]]
    ulla = as_colleague(desk(), ulla_mail)
    nothing_of(ulla, norths + wests, board, notes, f"/storbild/{north.split('/led/')[1]}")
    nothing_of(bo, norths, west, north, notes, board)
    nothing_of(amina, wests, north, west, notes, board)

    # Shown at the site: there, and nowhere else.
    amina.reload()
    act(amina, "Stäng skrivandet")
    nothing_of(first, [said[second]], *rooms)
    act(amina, "Visa för alla här")
    seen(amina, script=script)
    first.reload()
    expect(first.locator("#alla .note p", has_text=said[second])).to_be_visible()
    seen(first, script=script)
    nothing_of(other, norths, *rooms)
    nothing_of(ulla, norths + wests, board)

    # Let out: a listener reads it at once, a site when its own answers are in, a late one later.
    act(amina, "Visa för alla orter")
    ulla.goto(board)
    expect(ulla.get_by_text(said[first])).to_be_visible()
    expect(ulla.get_by_text(said[other])).to_have_count(0)
    seen(ulla, script=script)
    for page in (other, late):
        nothing_of(page, norths, *rooms)
    other.goto(board)
    expect(other.get_by_text("Väntar på er orts svar.").first).to_be_visible()
    seen(other, script=script)
    bo.reload()
    act(bo, "Stäng skrivandet")
    other.reload()
    expect(other.get_by_text(said[first])).to_be_visible()
    seen(other, script=script)
    nothing_of(late, norths + wests, *rooms)
    nothing_of(first, wests, *rooms)

    # At the tables: the host writes down, the table says yes, and only then does it leave the table.
    go_on(amina, "Prata i gruppen om hindren")
    dana = as_colleague(desk(), dana_mail)
    dana.goto(north if script else f"{north}rummet/")
    dana.get_by_role("link", name="Grupp 1", exact=True).click()
    agreed = f"Regionen och kommunen planerar var för sig {mark}"
    dana.get_by_label("Vad står i vägen?").fill(agreed)
    press(dana, "Skriv ner")
    expect(dana.get_by_text(agreed)).to_be_visible()
    seen(dana, script=script)
    doors = (f"/delta/{workshop}/", board)
    nothing_of(first, [agreed], *doors)
    press(dana, "Visa för gruppen")
    first.goto(f"/delta/{workshop}/")
    expect(first.locator("#bordet").get_by_text(agreed)).to_be_visible()
    expect(first.get_by_text(agreed)).to_have_count(1)
    seen(first, script=script)
    for page in (second, other, late):
        nothing_of(page, [agreed], *doors)
    nothing_of(ulla, [agreed], board, notes)
    amina.reload()
    seen(amina, script=script)
    act(amina, "Stäng skrivandet")
    act(amina, "Visa för alla här")
    nothing_of(second, [agreed], *doors)
    first.reload()
    press(first, "Det stämmer")
    expect(first.get_by_text("Gruppen har sagt att det stämmer.")).to_be_visible()
    second.goto(f"/delta/{workshop}/")
    expect(second.get_by_text(agreed)).to_be_visible()
    nothing_of(other, [agreed], *doors)
    amina.reload()
    act(amina, "Visa för alla orter")
    ulla.goto(board)
    expect(ulla.get_by_text(agreed)).to_be_visible()
    seen(ulla, script=script)

    # Taken back: gone at once for whoever looks.
    act(amina, "Sluta visa för andra orter")
    if script:
        expect(ulla.get_by_text(agreed)).to_have_count(0)
    nothing_of(ulla, [agreed], board, notes.replace(notes, board))
    second.reload()
    expect(second.get_by_text(agreed)).to_be_visible()
    amina.goto(here)
    seen(amina, script=script)
