"""One voice all the way: said on a phone, sorted in the room, part of a målbild, found again by its receipt."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.steps import act, all_reached_and_seen, fits, join, laptop, leave_note, log_in, phone, press, seen

VOICES = {
    True: "Någon som visste vem jag var när jag kom till nästa ställe.",
    False: "Att få vara samma person hos alla som jag möter.",
}
OTHER = "Att en och samma person ringde tillbaka."


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_a_phone_to_a_published_malbild(browser, browser_context_args, site, script):
    leader = log_in(laptop(browser, browser_context_args, script=script), site, "Processledare")
    number = "med" if script else "utan"
    said = VOICES[script]

    # Plan and open a session.
    leader.get_by_role("link", name=re.compile("Vård som hänger ihop")).first.click()
    seen(leader, script=script)
    press(leader, "Planera en verkstad")
    seen(leader, script=script)
    leader.get_by_label("namn").fill(f"Kväll {number} skript")
    leader.get_by_label("Vem man kan prata med").fill("Mira i rummet")
    press(leader, "Planera verkstaden")
    seen(leader, script=script)
    press(leader, "Till processledarsidan")
    seen(leader, script=script)
    act(leader, "Öppna verkstaden")
    code = leader.locator("p.code").first.inner_text()
    press(leader, "Starta första steget")
    seen(leader, script=script)

    # Two people join by phone and write.
    voice = join(phone(browser, browser_context_args, script=script), code, "Egen erfarenhet", quote=True)
    seen(voice, script=script)
    leave_note(voice, said)
    receipt = voice.locator("p.code").first.inner_text()
    press(voice, "Jag är klar")
    expect(voice.get_by_text("Vi ser att du är klar")).to_be_visible()
    seen(voice, script=script)
    other = join(phone(browser, browser_context_args, script=script), code, "Närstående")
    leave_note(other, OTHER)
    expect(other.get_by_text(said)).to_have_count(0)

    # Closing shows nothing; showing is an act of its own.
    leader.reload()
    act(leader, "Stäng skrivandet")
    other.reload()
    expect(other.get_by_text(said)).to_have_count(0)
    act(leader, "Visa för alla")
    other.reload()
    expect(other.get_by_text(said)).to_be_visible()
    seen(other, script=script)

    # Sort into a theme, place dots.
    press(leader, "Gå till nästa steg")
    seen(leader, script=script)
    leader.get_by_label(re.compile(re.escape(said))).check()
    leader.get_by_label(re.compile(re.escape(OTHER))).check()
    leader.get_by_label("Rubrik på nytt tema").fill("En person som håller i")
    press(leader, "Flytta till tema")
    expect(leader.get_by_role("heading", name=re.compile("En person som håller i"))).to_be_visible()
    if script:
        all_reached_and_seen(fits(leader), "#sortera input[type=checkbox]")
    other.reload()
    expect(other.get_by_role("heading", name=re.compile("En person som håller i"))).to_be_visible()
    seen(other, script=script)
    press(leader, "Gå till nästa steg")
    voice.goto(voice.url)
    seen(voice, script=script)
    voice.get_by_label(re.compile("En person som håller i")).select_option("3")
    press(voice, "Spara mina prickar")
    expect(voice.get_by_text("Dina prickar är sparade")).to_be_visible()
    leader.reload()
    act(leader, "Stäng omröstningen")
    act(leader, "Visa för alla")
    seen(leader, script=script)
    act(leader, "Avsluta verkstaden")

    # Write a målbild of the notes and publish it.
    leader.goto("/arbete/")
    leader.get_by_role("link", name=re.compile("Vård som hänger ihop")).first.click()
    malbilder = re.search(r"/arbete/(\d+)/", leader.url)[1]
    leader.goto(f"/arbete/{malbilder}/malbilder/lappar/")
    leader.get_by_label("Innehåller").fill(said[:24])
    press(leader, "Visa urvalet")
    seen(leader, script=script)
    for box in leader.get_by_label("Ta med").all():
        box.check()
    press(leader, "Skriv en målbild av de valda")
    seen(leader, script=script)
    title = f"De vet vem jag är {number} skript"
    leader.get_by_label(re.compile("rubrik", re.IGNORECASE)).first.fill(title)
    leader.locator("textarea[name=statement]").fill("När jag kommer till nästa ställe vet de vem jag är.")
    for box in leader.get_by_label("Visa som citat").all():
        box.check()
    press(leader, "Spara utkastet")
    seen(leader, script=script)
    version = re.search(r"/malbild/(\d+)/", leader.url)[1]
    leader.goto(f"/malbild/{version}/publicera/")
    seen(leader, script=script)
    press(leader, "Publicera")
    expect(leader.locator("h1")).to_contain_text(title)
    seen(leader, script=script)

    # The one who said it finds it again, on another device, with the code.
    later = phone(browser, browser_context_args, script=script)
    later.goto("/kvitto/")
    seen(later, script=script)
    later.get_by_label("Kvittokod").fill(receipt.lower())
    press(later, "Visa mina lappar")
    expect(later.get_by_text(said)).to_be_visible()
    expect(later.get_by_text("Del av en målbild").first).to_be_visible()
    seen(later, script=script)
    later.get_by_role("link", name=title).first.click()
    expect(later.get_by_text("eftersom de är så få")).to_be_visible()
    expect(later.get_by_text(said)).to_have_count(0)
    seen(later, script=script)
