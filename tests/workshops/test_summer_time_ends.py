"""A session in the night to 25 October 2026, when three o'clock becomes two: a minute is a minute."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from workshops.actions.pacing import extend_time
from workshops.analysis.clock import minutes_behind, timeline

STOCKHOLM = ZoneInfo("Europe/Stockholm")
START = datetime(2026, 10, 25, 0, 40, tzinfo=UTC)  # 2.40, twenty minutes before the clock goes back
STEPS = [(15, None, None), (25, None, None), (10, None, None)]


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


@pytest.fixture
def night(db, lab):
    """An open session in its first step since 2.40: 15, 25 and 10 minutes."""
    return factories.make_open_workshop(lab=lab, at=START)


def page(client, name, workshop) -> BeautifulSoup:
    answer = client.get(reverse(f"workshops:{name}", args=[factories.key_for(name, workshop)]))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def agenda(soup) -> list[str]:
    return [row.time.get_text() for row in soup.select(".agenda li")]


def left(soup) -> str:
    return soup.select_one("time[data-ends]")["datetime"]


def test_a_plan_in_local_time_is_counted_in_minutes_that_pass():
    local = START.astimezone(STOCKHOLM)
    rows = timeline(local, STEPS, None, local)
    assert [row.expected for row in rows] == [START, after(15), after(40)]
    assert [row.drift for row in rows] == [0, 0, 0]
    assert minutes_behind(local, [(15, START, after(15)), *STEPS[1:]], 0, after(30).astimezone(STOCKHOLM)) == 15


def test_the_agenda_and_the_time_left_go_on_as_if_nothing_had_happened(night, facilitator, client_of, phone, freeze):
    freeze(after(10))
    host, (someone, _place) = client_of(facilitator), phone(night, at=after(1))
    assert agenda(page(host, "console", night)) == ["2.40", "2.55", "2.20"]
    mine = page(someone, "take_part", night)
    assert left(mine) == "PT300S"
    assert "slutar 2.55" in mine.get_text()


def test_time_that_has_run_out_over_the_change_is_minutes_and_not_an_hour(night, facilitator, client_of, freeze):
    freeze(after(30))  # 2.10, for the second time
    said = " ".join(page(client_of(facilitator), "console", night).get_text().split())
    assert "15 min efter" in said
    assert agenda(page(client_of(facilitator), "console", night)) == ["2.40", "2.10", "2.35"]


def test_the_next_step_and_added_time_are_as_long_as_they_say(night, phone, freeze):
    factories.advance(night, 2, at=after(15))
    step = night.exercises.get(position=2)
    assert step.ends_at == after(40)
    extend_time(exercise=step, minutes=5, by=None, at=after(18))
    freeze(after(25))
    someone, _place = phone(night, at=after(16))
    assert left(page(someone, "take_part", night)) == "PT1200S"


def test_the_plan_is_as_long_as_its_steps(lab, facilitator, client_of):
    workshop = factories.make_workshop(lab=lab, starts_at=START, at=START)
    said = page(client_of(facilitator), "programme", workshop).get_text()
    assert "2.40–2.30" in said
    assert re.findall(r"(\d+\.\d\d)–\d+\.\d\d · \d+ minut", " ".join(said.split())) == ["2.40", "2.55", "2.20"]


@pytest.mark.django_db
@pytest.mark.parametrize("night", ["2026-10-25T02:30", "2026-03-29T02:30"], ids=["comes twice", "never comes"])
def test_a_time_that_is_not_one_moment_is_asked_about_in_words(lab, facilitator, client_of, night):
    form = {"title": "Natt", "starts_at": night, "support_person": "Mira", "place": "", "welcome": ""}
    answer = client_of(facilitator).post(reverse("workshops:create", args=[lab.pk]), form)
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content.decode(), "html.parser").select("#fel a")
    assert not lab.workshops.exists()
