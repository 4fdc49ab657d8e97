"""Sorting on the facilitator's page: what is dragged can be done by keyboard too, and taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.steps import act, join, laptop, leave_note, log_in, open_session, phone, press, seen

NOTES = ("Samma namn i luren", "En plan på papper", "Någon som ringer tillbaka")


@pytest.fixture
def leader(browser, browser_context_args, site):
    leader = log_in(laptop(browser, browser_context_args), site, "Processledare")
    code = open_session(leader, site, "Sortera med musen")
    writer = join(phone(browser, browser_context_args), code, "Egen erfarenhet")
    for text in NOTES:
        leave_note(writer, text)
    leader.reload()
    act(leader, "Stäng skrivandet")
    act(leader, "Visa för alla")
    press(leader, "Gå till nästa steg")
    leader.get_by_label(NOTES[0]).check()
    leader.get_by_label("Rubrik på nytt tema").fill("En person")
    press(leader, "Flytta till tema")
    return leader


def test_a_note_is_dragged_to_a_theme_and_taken_back(leader):
    theme = leader.locator("section[data-drop]", has_text="En person")
    leader.locator("label", has_text=NOTES[1]).drag_to(theme.locator("h3"))
    expect(theme.locator("h3 span")).to_have_text("2")
    expect(leader.get_by_text("Senast: 1 lapp flyttades till ”En person”.")).to_be_visible()
    expect(leader.locator("#sag")).to_contain_text("flyttad till ”En person”")
    expect(leader.locator("p.live", has_text="har ändrats av någon annan")).to_be_hidden()
    leader.get_by_label(NOTES[2]).check()
    theme.locator("label", has_text=NOTES[0]).drag_to(leader.locator("fieldset[data-drop] legend"))
    expect(theme.locator("h3 span")).to_have_text("1")  # only the one that was dragged
    seen(leader)
    leader.get_by_role("button", name=re.compile("^Ångra")).click()
    expect(leader.locator("section[data-drop] h3 span")).to_have_text("2")
    leader.get_by_role("button", name=re.compile("^Gör om")).click()
    expect(leader.locator("section[data-drop] h3 span")).to_have_text("1")


def test_a_theme_is_split_and_merged_by_keyboard(leader):
    leader.get_by_label(NOTES[1]).check()
    leader.get_by_label("Flytta valda lappar till tema").select_option(label="En person")
    press(leader, "Flytta till tema")
    leader.get_by_role("link", name=re.compile("Ändra temat.*En person")).press("Enter")
    leader.get_by_label(NOTES[1]).press("Space")
    leader.get_by_label("Rubrik på nytt tema").fill("På papper")
    leader.get_by_label("Rubrik på nytt tema").press("Enter")
    expect(leader.get_by_text("1 lapp i ”En person”")).to_be_visible()
    leader.get_by_label("Slå ihop med tema").select_option(label="På papper")
    leader.get_by_role("button", name="Slå ihop teman").press("Enter")
    expect(leader.get_by_text("Senast: ”En person” slogs ihop med ”På papper”.")).to_be_visible()
    expect(leader.locator("section[data-drop] h3")).to_have_text("På papper 2")
    seen(leader)
