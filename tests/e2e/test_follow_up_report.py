"""Those who were there are told what happened: a session is not finished before that, and the one with a code says
whether it is right."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.follow_up import GOAL_TITLE
from tests.e2e.steps import easy_to_tap, fits, laptop, log_in, phone, press, seen

NAME = "Kvällen om kvällstelefonen"
PARTS = {
    "Det här sa ni": "Ni sa att ingen svarar efter klockan fyra.",
    "Det här gjorde vi": "Mottagningen svarar i telefon två kvällar i veckan sedan oktober.",
    "Det här gjorde vi inte": "Telefonen har inte öppet på helgen.",
    "Därför att": "Styrgruppen har inte pengar till mer än två kvällar i år.",
    "Så följer vi det": "Vi följer om någon hörde av sig, och berättar i mars.",
}
EASY = "Någon svarar nu i telefon två kvällar i veckan."
MEASURE = "Någon hörde av sig när jag var tyst"
SESSION = """
from django.utils import timezone
from followup.actions.reporting import plan_reports
from followup.models import ReportBack
from hlab.accounts.queries import receipt_by_code
from hlab.labs.models import Lab
from tests import factories
from workshops.actions.pacing import close_workshop, open_workshop
at = timezone.now()
workshop = factories.make_workshop(lab=Lab.objects.get(is_demo=True), at=at, title={name!r})
open_workshop(workshop=workshop, by=None, at=at)
factories.make_participation(workshop=workshop, receipt=receipt_by_code({code!r}), at=at)
close_workshop(workshop=workshop, by=None, at=at)
plan_reports(at)
print(workshop.site.pk)
print(ReportBack.objects.get(workshop=workshop).pk)
"""


@pytest.mark.slow
def test_what_happened_is_told_and_found_by_code(browser, browser_context_args, site):
    code = site.facts["receipt_code"]
    made = site.run(SESSION.format(name=NAME, code=code))
    session, number = made.strip().splitlines()[-2:]
    page = log_in(laptop(browser, browser_context_args), site, "Processledare")
    page.goto(f"/led/{session}/")
    expect(page.get_by_text("Stängd").first).to_be_visible()
    # Not finished before those who were there are told, and that is said in words.
    page.goto(f"/arbete/uppfoljning/aterkoppling/{number}/avsluta/")
    press(page, "Avsluta verkstaden")
    expect(page.get_by_text("De som var med har inte fått veta vad som hände.").first).to_be_visible()
    seen(page)
    page.goto(f"/led/{session}/")
    press(page, "Skriv återkopplingen")
    for label, words in PARTS.items():
        if label != "Därför att":
            page.get_by_label(re.compile(f"^{label}( \\(|$)")).fill(words)
    page.get_by_label(re.compile("^Lättläst")).fill(EASY)
    page.get_by_label(GOAL_TITLE, exact=True).check()
    page.get_by_label(MEASURE, exact=True).check()
    fits(seen(page))
    press(page, "Spara och läs igenom")
    # A part is missing: it is said, and nothing can be published.
    expect(page.get_by_text("Det här saknas innan det går att publicera")).to_be_visible()
    press(page, "Skriv vidare")
    page.get_by_label(re.compile("^Därför att")).fill(PARTS["Därför att"])
    press(page, "Spara och läs igenom")
    for words in PARTS.values():
        expect(page.get_by_text(words).first).to_be_visible()
    easy_to_tap(fits(seen(page)))
    press(page, "Publicera återkopplingen")
    expect(
        page.get_by_text("Återkopplingen är publicerad. De som var med läser den på sin kvittosida.")
    ).to_be_visible()
    seen(page)
    desk = page.url
    press(page, "Avsluta verkstaden")
    page.locator("form:has(input[name=confirm]) button.btn").first.click()
    expect(page.get_by_text("Avslutad. Tack för att ni berättade vad som hände.")).to_be_visible()
    expect(page.get_by_text("Verkstaden: Avslutad")).to_be_visible()

    # The one with the code.
    person = phone(browser, browser_context_args, script=False)
    person.goto("/kvitto/")
    person.get_by_label(re.compile("kod", re.I)).fill(code.lower())
    person.locator("main form button.btn").first.click()
    own = person.locator("article").filter(has=person.get_by_role("heading", name=NAME, exact=True))
    for words in PARTS.values():
        expect(own.get_by_text(words)).to_be_visible()
    said = own.get_by_role("listitem").filter(has_text=MEASURE).inner_text()
    assert re.search(r"målet|avgöras", said), said
    assert re.search(r"håll|bättre|sämre|förändring|avgöras", said), said
    own.get_by_role("link", name=re.compile("^Säg om det stämmer")).click()
    seen(person, script=False)
    person.get_by_label("Nej, det stämmer inte").check()
    person.get_by_label(re.compile("^Vad stämmer inte")).fill("Det är en kväll i veckan, inte två.")
    press(person, "Spara svaret")
    expect(person.get_by_text("Tack. Ditt svar är sparat.")).to_be_visible()
    expect(own.get_by_text("”Det är en kväll i veckan, inte två.”")).to_be_visible()
    twin = browser.new_context(
        **browser_context_args, storage_state=person.context.storage_state(), viewport=person.viewport_size
    ).new_page()
    for address in ("/kvitto/", f"/kvitto/aterkoppling/{number}/"):
        twin.goto(address)
        easy_to_tap(fits(seen(twin)))

    # Those who work with it read the words, and nobody else: one answer is not counted in the open.
    page.goto(desk)
    expect(page.get_by_text("Det är en kväll i veckan, inte två.")).to_be_visible()
    seen(page)
    anyone = phone(browser, browser_context_args)
    anyone.goto("/det-har-hande/")
    anyone.locator(f"main a[href='/aterkoppling/{number}/']").click()
    expect(anyone.get_by_text(PARTS["Det här gjorde vi inte"])).to_be_visible()
    expect(anyone.get_by_text("Det är en kväll i veckan, inte två.")).to_have_count(0)
    easy_to_tap(fits(seen(anyone)))
    for link in ("Lättläst", "Affisch", "Brev"):
        reader = page if link == "Brev" else anyone  # a letter is printed: a sheet as wide as A4
        reader.goto(f"/aterkoppling/{number}/")
        reader.get_by_role("link", name=re.compile(link)).first.click()
        expect(reader.get_by_text(EASY if link != "Affisch" else PARTS["Det här sa ni"]).first).to_be_visible()
        seen(reader)
