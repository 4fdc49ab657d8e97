"""From a story to a judged plan, as a facilitator goes without a manual: told, coded, written, tried, held to a plan.

The facilitator has only a phone. What few people have said is counted nowhere on the public page.
"""

from __future__ import annotations

import io
import re
import time

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import act, fits, join, log_in_as, phone, press, seen

PASSWORD = "ett-langt-losenord-for-prov-4711"
TOLD = (
    "Jag ringde sju nummer den veckan. Till slut svarade en sköterska som visste vem jag var. "
    "Hon ringde tillbaka dagen efter, precis som hon hade sagt."
)
CALLS, KNOWS, RETURNS = re.findall(r"[^.]+\.", TOLD)
FIRST, SECOND = "När jag ringer vet den som svarar vem jag är.", "Hon ringer tillbaka när hon har sagt det."
PLAN = "Nr\tInsats\tAnsvarig\n1\tFast kontakt från första samtalet\tPsykiatrin\n2\tEn växel för hela länet\tRegionen\n"
JUDGED = (
    ("Bidrar tydligt", "Samma person svarar nästa gång."),
    ("Motverkar", "I en växel vet ingen vem det är som ringer."),
)
WORLD = """
from django.utils import timezone
from hlab.labs.models import Lab
from tests import factories
from workshops.actions.pacing import open_workshop
from workshops.actions.planning import add_exercise
at = timezone.now()
frame = {{"decider": "Styrgruppen", "open_scope": "Hur vi tar emot.", "closed_scope": "Vem som har ansvaret."}}
lab = factories.make_lab(complete=False, at=at, name={lab!r}, slug={mark!r}, **frame)
lab.principals.set(Lab.objects.get(is_demo=True).principals.all())
lab.actors.create(name="Socialtjänsten", does="Ger stöd i vardagen", kind="municipality")
factories.make_member(lab=lab, role="facilitator", at=at, email={email!r}, password={password!r})
workshop = factories.make_workshop(lab=lab, at=at, title="Berättelser i höst", with_programme=False)
add_exercise(workshop=workshop, kind="story", title="När det hängde ihop", minutes=40, by=None, at=at)
open_workshop(workshop=workshop, by=None, at=at)
print(factories.advance(workshop, 1, at=at).site.join_code)
"""
SIX_MORE = """
import uuid
from django.utils import timezone
from goals.actions.judging import judge
from goals.models import GoalVersion
from tests import factories
from workshops.models import Workshop
from workshops.queries import step_at
at, workshop = timezone.now(), Workshop.objects.get(pk={workshop})
step, version = step_at(workshop.site.pk, workshop.site.current_id), GoalVersion.objects.get(pk={version})
for number in range(6):
    place = factories.make_participation(workshop=workshop, at=at)
    judge(exercise=step, participation=place, version=version, answer="recognise", client_key=uuid.uuid4(), by=place,
          at=at)
"""


def tell(teller: Page) -> None:
    """One question answered, the others passed by, then read through and sent."""
    press(teller, "Börja berätta")
    seen(teller, script=False)
    teller.get_by_label("Ditt svar").fill(TOLD)
    press(teller, "Spara och fortsätt")
    press(teller, "Alla frågor")
    teller.get_by_role("link", name=re.compile("^Läs igenom och skicka")).click()
    expect(teller.get_by_text(KNOWS.strip())).to_be_visible()
    seen(teller, script=False)
    teller.get_by_label("Rubrik på berättelsen").fill("Sju nummer")
    teller.get_by_label(re.compile("när labbet sammanställer")).check()
    teller.get_by_label(re.compile("citeras ordagrant")).check()
    press(teller, "Det stämmer, skicka")
    expect(teller.get_by_text("Skickad", exact=True)).to_be_visible()


def code(leader: Page, sentence: str, name: str) -> None:
    """A new code on one sentence, by its box."""
    leader.get_by_role("checkbox", name=sentence.strip(), exact=True).check()
    leader.get_by_label(re.compile("^(Kodens namn|En annan kod)")).fill(name)
    leader.get_by_label("Det är en ny kod").check()
    press(leader, "Sätt koden")
    expect(leader.get_by_role("button", name=re.compile(f"^Ta bort.*{name}$"))).to_be_visible()


@pytest.mark.slow
def test_from_a_story_to_a_judged_plan(browser, browser_context_args, site):
    mark = f"kedja-{time.time_ns() % 10**6}"
    email = f"{mark}@halsolabb.example"
    room = site.run(WORLD.format(lab=f"Labb {mark}", mark=mark, email=email, password=PASSWORD))

    # A story, told without script, and approved by its teller.
    teller = join(phone(browser, browser_context_args, script=False), room.splitlines()[-1], "Egen erfarenhet")
    seen(teller, script=False)
    leader = log_in_as(phone(browser, browser_context_args), email, PASSWORD)
    leader.get_by_role("link", name=re.compile(mark)).first.click()
    lab = leader.url
    press(leader, "Koda")
    expect(leader.get_by_text("Inga lappar här")).to_be_visible()
    tell(teller)

    # Read and coded by the facilitator, seen in the codebook.
    leader.reload()
    seen(leader)
    leader.get_by_role("link", name="Läs och koda").click()
    code(leader, KNOWS, "Någon vet vem jag är")
    code(leader, RETURNS, "Det som sägs blir gjort")
    seen(leader)
    press(leader, "Till listan")
    press(leader, "Kodbok")
    expect(leader.get_by_text("1 utdrag, 1 lapp, 1 person")).to_have_count(2)
    seen(leader)
    press(leader, "Någon vet vem jag är")
    seen(leader)
    press(leader, "Skriv en målbild av utdragen")
    expect(leader.get_by_text(KNOWS.strip())).to_be_visible()
    expect(leader.get_by_text(CALLS.strip())).to_have_count(0)
    seen(leader)

    # Words, a sentence tied to the voice, locked.
    press(leader, "Skriv en målbild av de valda")
    title = f"De vet vem jag är {mark}"
    leader.get_by_label("Rubrik").fill(title)
    leader.get_by_label("Jag-berättelse").fill(f"{FIRST} {SECOND}")
    leader.get_by_label("Visa som citat").check()
    seen(leader)
    press(leader, "Spara utkastet")
    leader.get_by_role("group", name="Bär mening").get_by_label("1", exact=True).check()
    press(leader, "Spara")
    expect(leader.get_by_role("group", name="Bär mening").get_by_label("1", exact=True)).to_be_checked()
    seen(leader)
    act(leader, "Lås orden")
    version = re.search(r"/malbild/(\d+)/", leader.url)[1]
    seen(leader)

    # Tried in a step of its own.
    leader.goto(lab)
    press(leader, "Planera en verkstad")
    leader.get_by_label("namn").fill("Känner du igen dig?")
    leader.get_by_label("Vem man kan prata med").fill("Mira i rummet")
    leader.get_by_role("radio", name=re.compile("^Tomt")).check()
    press(leader, "Planera verkstaden")
    press(leader, "Lägg till ett steg")
    press(leader, "Pröva målbilder")
    leader.get_by_label("Fråga eller rubrik").fill("Känner du igen dig?")
    seen(leader)
    press(leader, "Spara")
    press(leader, "Till processledarsidan")
    act(leader, "Öppna verkstaden")
    workshop = leader.locator("a[href*='/verkstad/']").first.get_attribute("href").split("/")[2]
    press(leader, "Starta första steget")
    seen(leader)
    console = leader.url
    answering = join(phone(browser, browser_context_args), leader.locator("p.code").first.inner_text(), "Närstående")
    answering.get_by_label("Delvis").check()
    seen(answering)
    press(answering, "Spara mitt svar")
    expect(answering.get_by_text("Du har svarat om alla målbilder")).to_be_visible()
    site.run(SIX_MORE.format(workshop=workshop, version=version))
    leader.goto(console)
    act(leader, "Stäng svaren")

    # The answers become a trial; the version is called validated, and public.
    leader.goto(lab)
    press(leader, title)
    press(leader, "Hur den prövas, och vad som sagts om den")
    seen(leader)
    leader.get_by_role("link", name=re.compile("^Gör en prövning av svaren")).click()
    seen(leader)
    leader.get_by_label("Hur det gick till").fill("En kväll på biblioteket")
    press(leader, "Gör prövningen")
    press(leader, title)
    press(leader, "Kalla den validerad")
    leader.get_by_label("Varför kallas den validerad?").fill("De som var där kände igen sig.")
    seen(leader)
    press(leader, "Den är validerad")
    press(leader, "Publicera")
    seen(leader)
    press(leader, "Publicera")
    expect(leader.locator("h1")).to_contain_text(title)
    public = leader.url

    # A plan, pasted, and judged row by row.
    leader.goto(lab)
    press(leader, "Lägg till en handlingsplan")
    leader.get_by_label("Vad heter planen?").fill("Länets plan")
    leader.get_by_label("Vems plan är det?").fill("Samverkansgruppen")
    press(leader, "Gå vidare till insatserna")
    leader.get_by_label("Eller klistra in raderna").fill(PLAN)
    seen(leader)
    press(leader, "Titta på planen")
    expect(leader.get_by_text("2 insatser hittades.")).to_be_visible()
    seen(leader)
    press(leader, "Läs in insatserna")
    press(leader, "Bedöm insatserna")
    leader.get_by_label("Medarbetare", exact=True).check()
    press(leader, "Börja bedöma")
    for answer, reason in JUDGED:
        leader.get_by_label(answer, exact=True).check()
        leader.get_by_label("Varför?").fill(reason)
        seen(leader)
        leader.get_by_role("button", name=re.compile("^Spara( och gå vidare)?$")).click()
    press(leader, "Till planen")
    matrix = leader.get_by_role("table").first
    for answer, _reason in JUDGED:
        expect(matrix.get_by_text(answer)).to_be_visible()
    fits(seen(leader))
    with leader.expect_download() as fetched:
        press(leader, "Hämta för Word")
    document = docx.Document(io.BytesIO(fetched.value.path().read_bytes()))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    written = "\n".join([*(line.text for line in document.paragraphs), *cells])
    for answer, reason in JUDGED:
        assert answer in written
        assert reason in written

    # What anybody reads: the thread, without the few.
    reader = phone(browser, browser_context_args)
    reader.goto(public)
    seen(reader)
    sections = reader.locator("main section")
    voices, tried = sections.filter(has_text="Rösterna bakom"), sections.filter(has_text="Stämmer den för fler?")
    expect(voices.get_by_text("eftersom de är så få")).to_be_visible()
    expect(tried.get_by_text("En kväll på biblioteket").first).to_be_visible()
    expect(tried.get_by_text("Dolt", exact=True)).to_have_count(4)
    assert tried.locator("td.num").all_inner_texts() == ["7", "7"]
    for kept in (KNOWS, *(reason for _answer, reason in JUDGED)):
        expect(reader.get_by_text(kept.strip())).to_have_count(0)
    expect(reader.locator("a.src")).to_have_count(0)
