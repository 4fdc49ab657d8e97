"""Live: what others do is told at once, shown on request, and never takes the words or the focus from anyone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.steps import act, join, laptop, leave_note, log_in, open_session, phone, press, seen


def test_the_room_hears_of_it_without_reloading(browser, browser_context_args, site):
    """Live: the phone is told that the facilitator has moved on, the count moves, and focus stays where it was."""
    code = site.facts["join_code"]
    first = join(phone(browser, browser_context_args), code, "Medarbetare")
    first.get_by_label("Skriv en lapp").fill("Halvfärdig tanke")
    before = first.locator("[data-ready] b").inner_text()
    second = join(phone(browser, browser_context_args), code, "Chef")
    press(second, "Jag är klar")
    expect(first.locator("[data-ready] b")).not_to_have_text(before)
    expect(first.get_by_label("Skriv en lapp")).to_be_focused()
    leader = log_in(laptop(browser, browser_context_args), site, "Processledare")
    leader.goto(f"/led/{site.facts['site_id']}/")
    act(leader, "Stäng skrivandet")
    expect(first.locator("#nytt-lage")).to_be_visible()
    expect(first.get_by_label("Skriv en lapp")).to_have_value("Halvfärdig tanke")
    expect(first.get_by_label("Skriv en lapp")).to_be_focused()
    press(leader, "Öppna skrivandet igen")


def test_new_notes_are_counted_and_shown_on_request_and_a_withdrawn_one_goes_at_once(
    browser, browser_context_args, site
):
    leader = log_in(laptop(browser, browser_context_args), site, "Processledare")
    code = open_session(leader, site, "Det som är nytt")
    writer = join(phone(browser, browser_context_args), code, "Egen erfarenhet")

    leave_note(writer, "Första tanken")
    leader.get_by_role("link", name="1 ny lapp – visa").click()
    expect(leader.locator("#i-steget").get_by_text("Första tanken", exact=True)).to_be_visible()
    expect(leader.locator("#i-steget")).to_be_focused()
    expect(leader.locator("[data-live-count=note]")).to_be_hidden()

    writer.get_by_label("Skriv en lapp").fill("Ring mig på 070-123 45 67")
    press(writer, "Lämna lappen")
    press(writer, "Lämna den ändå")
    leader.get_by_role("link", name="1 lapp till väntar på dig – visa").click()
    expect(leader.locator("#vantande .note p", has_text="070-123 45 67")).to_be_visible()
    seen(leader)

    leader.reload()
    act(leader, "Stäng skrivandet")
    act(leader, "Visa för alla")
    reader = join(phone(browser, browser_context_args), code, "Närstående")
    expect(reader.locator("#alla .note p", has_text="Första tanken")).to_be_visible()
    writer.reload()
    writer.locator(".note", has_text="Första tanken").get_by_role("link", name=re.compile("Ta tillbaka")).click()
    press(writer, "Ta tillbaka lappen")
    expect(reader.locator("#alla .note p", has_text="Första tanken")).to_be_hidden()

    leader.locator("#vantande").get_by_role("button", name=re.compile("Släpp fram")).click()
    reader.get_by_role("link", name="1 ny lapp – visa").click()
    expect(reader.locator("#alla .note p", has_text="070-123 45 67")).to_be_visible()
    seen(reader)


def test_two_facilitators_sort_together(browser, browser_context_args, site):
    leader = log_in(laptop(browser, browser_context_args), site, "Processledare")
    code = open_session(leader, site, "Sortera tillsammans")
    writer = join(phone(browser, browser_context_args), code, "Egen erfarenhet")
    leave_note(writer, "Samma namn i luren")
    leave_note(writer, "En plan på papper")
    leader.reload()
    act(leader, "Stäng skrivandet")
    act(leader, "Visa för alla")
    press(leader, "Gå till nästa steg")
    colleague = leader.context.new_page()
    colleague.goto(leader.url)
    colleague.get_by_label("En plan på papper").check()

    leader.get_by_label("Samma namn i luren").check()
    leader.get_by_label("Rubrik på nytt tema").fill("Någon som håller i")
    press(leader, "Flytta till tema")
    changed = colleague.locator("p.live", has_text="har ändrats av någon annan")
    expect(changed).to_be_visible()
    colleague.get_by_role("link", name="Visa", exact=True).click()
    expect(colleague.locator("#sortering h3", has_text="Någon som håller i")).to_be_visible()
    expect(colleague.get_by_label("En plan på papper")).to_be_checked()
    expect(changed).to_be_hidden()
    seen(colleague)


def test_half_written_words_come_back_when_the_writing_was_closed_meanwhile(browser, browser_context_args, site):
    leader = log_in(laptop(browser, browser_context_args), site, "Processledare")
    code = open_session(leader, site, "Halva ord")
    writer = join(phone(browser, browser_context_args), code, "Närstående")
    writer.get_by_label("Skriv en lapp").fill("Det jag inte hann")
    act(leader, "Stäng skrivandet")
    writer.get_by_role("link", name="Visa nya läget").click()
    expect(writer.get_by_text("Det här hann du inte lämna")).to_be_visible()
    expect(writer.get_by_text("Det jag inte hann", exact=True)).to_be_visible()
    seen(writer)
    press(leader, "Öppna skrivandet igen")
    writer.get_by_role("link", name="Visa nya läget").click()
    writer.get_by_role("button", name="Hämta texten").click()
    expect(writer.get_by_label("Skriv en lapp")).to_have_value("Det jag inte hann")
    press(writer, "Lämna lappen")
    expect(writer.get_by_text("Lappen är sparad").first).to_be_visible()


def test_leaving_quickly_is_leaving_for_good(browser, browser_context_args, site):
    leader = log_in(laptop(browser, browser_context_args), site, "Processledare")
    code = open_session(leader, site, "Gå fort")
    writer = join(phone(browser, browser_context_args), code, "Egen erfarenhet")
    leave_note(writer, "Det ingen annan ska läsa")
    room = writer.url
    writer.goto("/kvitto/")
    writer.goto(room)
    press(writer, "Lämna snabbt")
    expect(writer).to_have_title("Klockan")
    for _ in range(2):
        writer.go_back()
        expect(writer).to_have_title("Klockan")
