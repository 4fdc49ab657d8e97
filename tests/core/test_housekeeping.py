"""What has had its time is cleared away; twice is once, and one chore that fails stops no other."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from hlab.core import housekeeping
from hlab.core.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def chores(monkeypatch):
    """Those that are registered, and room for more."""
    monkeypatch.setattr(housekeeping, "_chores", dict(housekeeping._chores))
    return housekeeping.register


def test_old_ended_jobs_go(chores):
    now = timezone.now()

    def ended(days):
        at = now - timedelta(days=days)
        return Job.objects.create(name="x", asked_by="system", state=Job.State.DONE, created_at=at, ended_at=at)

    ended(31)
    new = ended(29)
    waiting = Job.objects.create(name="x", asked_by="system", created_at=now - timedelta(days=99))
    assert housekeeping.run(now)["jobs"] == 1
    assert housekeeping.run(now)["jobs"] == 0
    assert set(Job.objects.values_list("pk", flat=True)) == {new.pk, waiting.pk}


def test_ended_log_ins_go(chores):
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(minutes=1))
    assert housekeeping.run(now)["sessions"] == 1
    assert [row.session_key for row in Session.objects.all()] == ["new"]


def test_one_that_fails_stops_no_other_and_leaves_nothing_half_done(chores):
    def breaks(now):
        Job.objects.create(name="half", asked_by="system", created_at=now)
        raise ValueError("hemligt")

    chores("a", breaks)
    chores("b", lambda now: 7)
    done = housekeeping.run(timezone.now())
    assert (done["a"], done["b"]) == (None, 7)
    assert not Job.objects.filter(name="half").exists()


def test_the_command_tells_what_was_done(chores):
    chores("prov", lambda now: 3)
    chores("trasig", lambda now: 1 / 0)
    out = io.StringIO()
    call_command("housekeeping", stdout=out)
    assert "prov: 3" in out.getvalue()
    assert "trasig: gick inte" in out.getvalue()


def test_the_rooms_have_their_chores():
    assert {"jobs", "sessions", "live"} <= set(housekeeping._chores)
