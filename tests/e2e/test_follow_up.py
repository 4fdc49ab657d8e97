"""A measure comes to be: named, published, aimed, tied to a målbild, given figures; and anybody goes from the answer to
the numbers that it was made of. Decisions about its chart, and what people think together that it means."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.follow_up import GOAL, GOAL_TITLE, MEASURE, come_so_far, figures, follow_up_of, looked_at, to_the_lab
from tests.e2e.steps import easy_to_tap, fits, laptop, log_in, phone, press, seen

TITLE = "Fick svar samma dag"
QUESTION = "Får jag svar samma dag som jag ringer?"
KEY = "fick-svar-samma-dag"
MONTHS = [f"{2025 + n // 12}-{n % 12 + 1:02}" for n in range(15)]
ANSWERED = [61, 64, 59, 66, 62, 67, 63, 65, 68, 62, 66, 64, 69, 65, 70]
REGIONS = {"X1": "Region Norrdal", "X2": "Region Västmark"}


@pytest.fixture(scope="module")
def example(site) -> dict[str, int]:
    return follow_up_of(site)


def begun(page: Page, title: str, question: str) -> None:
    """The first words of a measure."""
    press(page, "Nytt mått")
    page.get_by_label("Vad heter måttet?").fill(title)
    page.get_by_label(re.compile("^Vilken fråga svarar det på")).fill(question)
    page.get_by_label("Register", exact=True).check()
    page.get_by_label("Vem svarar för måttet?").fill("Analytikern i labbet")
    press(page, "Börja")
    expect(page.get_by_role("heading", name="Skriv version 1", level=1)).to_be_visible()


def written(page: Page) -> None:
    """All that has to be said before the version may stand."""
    page.get_by_label(re.compile("^Definition")).fill("Andelen som fick svar samma dag som de ringde.")
    page.get_by_label(re.compile("^Vad måttet inte visar")).fill("Den som gav upp innan någon svarade är inte med.")
    page.get_by_label("Högre är bättre").check()
    page.get_by_label(re.compile("^Täljare")).fill("de som fick svar samma dag")
    page.get_by_label(re.compile("^Nämnare")).fill("alla som ringde")
    page.get_by_role("group", name="Nivåer").get_by_label("Region", exact=True).check()
    page.get_by_label(re.compile("^Ursprunglig källa")).fill("Växeln (påhittad)")
    page.get_by_label("Hur ofta").select_option(label="Varje månad")
    page.get_by_label("Versionen gäller från").fill("2025-01-01")
    press(page, "Spara")


@pytest.mark.slow
def test_a_measure_from_nothing_to_an_answer_that_can_be_traced(browser, browser_context_args, site, tmp_path):
    page = to_the_lab(log_in(laptop(browser, browser_context_args), site, "Utredningssekreterare"))
    begun(page, TITLE, QUESTION)
    seen(page)
    # Not before it is written.
    press(page, "Spara")
    expect(page.get_by_text("Det här fattas innan version 1 kan publiceras")).to_be_visible()
    press(page, "Skriv på version 1")
    written(page)
    seen(page)
    press(page, "Publicera")
    expect(page.get_by_text("Alla kan läsa den, och den går inte att ta tillbaka eller ändra.")).to_be_visible()
    seen(page)
    press(page, "Publicera")
    expect(page.get_by_text("Versionen är publicerad. Alla kan läsa den.")).to_be_visible()
    desk = page.url
    # A target, and what it is followed for.
    press(page, "Sätt ett mål")
    page.get_by_label("Mål", exact=True).fill("80,5")
    page.get_by_label("Gäller från").fill("2025-01-01")
    page.get_by_label("Var är det beslutat, och av vem?").fill("Länets plan, samverkansnämnden")
    seen(page)
    press(page, "Sätt målet")
    expect(page.get_by_text("80,5 %").first).to_be_visible()
    press(page, "Knyt till en målbild")
    page.get_by_label(re.compile("^Målbild")).select_option(label=GOAL_TITLE)
    expect(page.get_by_label("Vad följer ni det med?").locator("option:checked")).to_have_text(TITLE)
    reason = "Den som får svar samma dag behöver inte ringa runt och berätta igen."
    page.get_by_label("Varför är det här som visar det?").fill(reason)
    seen(page)
    press(page, "Följ det")
    expect(page.get_by_text(reason)).to_be_visible()
    # Figures with a fault, named by its row; nothing is read in.
    told = list(zip(MONTHS, ANSWERED, strict=True))
    rows = [(unit, month, n - 10 * (unit == "X2"), 100) for unit in REGIONS for month, n in told]
    press(page, "Alla mått")
    press(page, "Läs in värden")
    looked_at(page, figures(tmp_path / "fel.csv", KEY, [*rows, ("X99", "2026-03", 5, 100)]))
    expect(page.get_by_text(f"Rad {len(rows) + 2}: enheten X99 finns inte. Kontrollera koden.")).to_be_visible()
    seen(page)
    press(page, "Läs in värdena")
    expect(page.get_by_text("Värdena blev inte inlästa")).to_be_visible()
    press(page, "Kasta filen")
    press(page, "Kasta")
    # Put right: what it gives, then read in; the same once more is nothing new.
    right = figures(tmp_path / "ratt.csv", KEY, rows)
    looked_at(page, right)
    expect(page.get_by_text(f"{len(rows)} nya värden, 0 ändrade, 0 borttagna, 0 som förut.")).to_be_visible()
    seen(page)
    press(page, "Läs in värdena")
    come_so_far(page, page.get_by_role("heading", name="Inläst: ratt.csv"))
    seen(page)
    press(page, "Till alla inläsningar")
    looked_at(page, right)
    expect(page.get_by_text("Allt i filen finns redan. Det finns inget att läsa in.")).to_be_visible()
    # Nobody sees them before they are published.
    anyone = phone(browser, browser_context_args)
    anyone.goto(f"/uppfoljning/matt/{KEY}/")
    expect(anyone.get_by_text("65 av 100")).to_have_count(0)
    page.goto(desk)
    press(page, "Publicera värden")
    expect(page.get_by_role("heading", name="Så här blir det")).to_be_visible()
    seen(page)
    press(page, "Publicera siffrorna (publicering 1)")
    come_so_far(page, page.get_by_role("link", name="Publicering 1, version 1"))

    # Anybody: from the målbild to the answer, and from there to each number.
    anyone.goto(f"{GOAL}?enhet=X1")
    expect(anyone.get_by_role("heading", name="Svaret just nu")).to_be_visible()
    expect(anyone.get_by_text(reason).first).to_be_visible()
    easy_to_tap(fits(seen(anyone)))
    anyone.get_by_text("Svaret för varje mått", exact=True).click()
    answers = anyone.get_by_role("table").filter(has_text="Vart är vi på väg?").first
    row = answers.get_by_role("row").filter(has_text=TITLE)
    expect(row).to_contain_text("70 %")
    row.get_by_role("link", name=TITLE).click()
    expect(anyone.get_by_role("heading", name="Region Norrdal", level=1)).to_be_visible()
    easy_to_tap(fits(seen(anyone)))
    how = anyone.locator("section").filter(has=anyone.get_by_role("heading", name="Så räknar vi")).inner_text()
    for number in ("80,5 %", "70 av 100", "15 av 15", "65 %"):
        assert number in how.replace("\N{NO-BREAK SPACE}", " "), how
    shown = anyone.locator("section").filter(has=anyone.get_by_role("heading", name="Siffrorna"))
    for n in ANSWERED[-3:]:
        expect(shown.get_by_text(f"{n} av 100").first).to_be_visible()
    with anyone.expect_download() as coming:
        anyone.get_by_role("link", name="Hämta siffrorna (CSV)").first.click()
    text = coming.value.path().read_text(encoding="utf-8-sig")
    found = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert sum("Region Norrdal" in cells for cells in found) >= len(MONTHS), found[:3]


@pytest.mark.slow
def test_a_measure_is_begun_on_a_phone_without_script(browser, browser_context_args, site, tmp_path):
    page = to_the_lab(log_in(phone(browser, browser_context_args, script=False), site, "Utredningssekreterare"))
    begun(page, "Fick veta vem som ringer", "Vet jag vem som ringer tillbaka?")
    seen(page, script=False)
    written(page)
    press(page, "Publicera")
    press(page, "Publicera")
    expect(page.get_by_text("Versionen är publicerad. Alla kan läsa den.")).to_be_visible()
    press(page, "Sätt ett mål")
    press(page, "Sätt målet")
    expect(page.get_by_text("Skriv ett tal.").first).to_be_visible()
    page.get_by_label("Mål", exact=True).fill("90")
    page.get_by_label("Gäller från").fill("2025-01-01")
    page.get_by_label("Var är det beslutat, och av vem?").fill("Länets plan")
    press(page, "Sätt målet")
    expect(page.get_by_text("90 %").first).to_be_visible()
    key = page.locator("dl.facts dd").filter(has_text=re.compile("^fick-veta")).inner_text()
    to_the_lab(page)
    press(page, "Alla mått")
    press(page, "Läs in värden")
    looked_at(page, figures(tmp_path / "utan-skript.csv", key, [("X1", "2026-01", 45, 100)]))
    press(page, "Läs in värdena")
    come_so_far(page, page.get_by_role("heading", name="Inläst: utan-skript.csv"))
    seen(page, script=False)


@pytest.mark.slow
def test_a_decision_about_a_chart_is_tried_made_and_taken_back(browser, browser_context_args, site, example):
    page = log_in(laptop(browser, browser_context_args), site, "Labbansvarig")
    page.goto(f"/arbete/uppfoljning/matt/{example['measure']}/")
    press(page, "Beslut om diagrammet")
    page.get_by_role("link", name="Region Norrdal", exact=True).click()
    press(page, "Nytt beslut")
    page.get_by_role("radio", name=re.compile("^Räkna inte med ett värde")).check()
    page.get_by_label(re.compile("^Period")).select_option(index=3)
    # Not without a reason and somebody who decided.
    press(page, "Spara beslutet")
    expect(page.get_by_text("Skriv varför. Ett beslut utan skäl går inte att pröva.").first).to_be_visible()
    reason = "Systemet var stängt i två veckor. Det står i driftloggen."
    page.get_by_label("Varför?").fill(reason)
    page.get_by_label("Vem har beslutat?").fill("Styrgruppen")
    press(page, "Visa vad det ändrar först")
    expect(page.get_by_role("heading", name="Så här skulle det bli")).to_be_visible()
    expect(page.get_by_text("Inget är sparat ännu.")).to_be_visible()
    fits(seen(page))
    press(page, "Spara beslutet")
    expect(page.get_by_text("Beslutet är sparat. Det syns i svaren från nästa publicering.")).to_be_visible()
    expect(page.get_by_text(re.compile("^Styrgruppen, "))).to_be_visible()
    easy_to_tap(fits(seen(page)))
    page.get_by_role("listitem").filter(has_text=reason).get_by_role("link", name=re.compile("^Ta tillbaka")).click()
    press(page, "Ta tillbaka")
    expect(page.get_by_text("Skriv varför beslutet tas tillbaka.").first).to_be_visible()
    page.get_by_label("Varför tas beslutet tillbaka?").fill("Det gällde en annan region.")
    press(page, "Ta tillbaka")
    expect(page.get_by_text("Taget tillbaka", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile("Det gällde en annan region."))).to_be_visible()
    expect(page.get_by_text(reason).first).to_be_visible()


@pytest.mark.slow
def test_what_people_think_together_is_read_on_the_malbilds_page(browser, browser_context_args, site):
    page = log_in(laptop(browser, browser_context_args), site, "Labbansvarig")
    to_the_lab(page)
    press(page, "Gemensamma tolkningar")
    press(page, "Lägg till tolkning")
    page.get_by_label(re.compile("^Målbild")).select_option(label=GOAL_TITLE)
    page.get_by_label(re.compile("^Mått")).select_option(index=1)
    press(page, "Visa måttets enheter")
    page.get_by_label(re.compile("^Vems siffror")).select_option(label="Region Norrdal")
    seen(page)
    press(page, "Gå vidare")
    expect(page.get_by_role("heading", name="Siffrorna på bordet")).to_be_visible()
    page.get_by_label("Vilka var med?").fill("Två från brukarrådet och en sjuksköterska")
    page.get_by_label("Vilken fråga arbetade ni med?").fill("Varför blir det bättre just här?")
    page.get_by_label("Vad tror ni att det betyder?").fill("Vi tror att kvällstelefonen gör skillnad.")
    page.get_by_label(re.compile("^Vad var ni inte överens om")).fill("Om den räcker för den som är ny.")
    page.get_by_label(re.compile("^Vad prövar ni nu")).fill("Telefonen har öppet också på lördagar.")
    fits(seen(page))
    # What is tried has somebody who answers for it.
    press(page, "Spara tolkningen")
    expect(page.locator(".field--err")).to_have_count(1)
    page.get_by_label(re.compile("^Vem ansvarar för det")).fill("Enhetschefen på mottagningen")
    press(page, "Spara tolkningen")
    expect(page.get_by_text("Tolkningen är sparad och visas på webbplatsen.")).to_be_visible()
    fits(seen(page))
    anyone = phone(browser, browser_context_args)
    anyone.goto(GOAL)
    learnt = anyone.locator("section").filter(has=anyone.get_by_role("heading", name="Vad lär vi oss?"))
    for words in ("Vi tror att kvällstelefonen gör skillnad.", "Två från brukarrådet och en sjuksköterska",
                  "Om den räcker för den som är ny.", "Enhetschefen på mottagningen"):  # fmt: skip
        expect(learnt.get_by_text(re.compile(re.escape(words))).first).to_be_visible()
    assert MEASURE not in learnt.inner_text()
    easy_to_tap(fits(seen(anyone)))
