"""A pause asks for nothing and says when it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from workshops.actions.pacing import extend_time

pytestmark = pytest.mark.django_db


def test_a_pause_says_when_we_begin_again_and_asks_for_nothing(at, phone, leader, freeze):
    freeze()
    here = at("pause", minutes=15)
    client, _place = phone(here.workshop)
    ends = "klockan 12.15" if here.step.ends_at.hour == 12 else f"klockan {_local(here.step.ends_at)}"
    for page in (here.words(client), here.words(leader(here), "stage"), here.words(leader(here), "console")):
        assert f"Vi börjar igen {ends}." in page
    words = here.words(client)
    assert "Du får gå" in words
    assert "Robin Ek" in words
    assert "Jag är klar" not in words
    assert not here.page(client).select("main textarea, main select")
    extend_time(exercise=here.step, minutes=10, by=None, at=factories.NOON)
    here.step.refresh_from_db()
    assert f"Vi börjar igen klockan {_local(here.step.ends_at)}." in here.words(client)


def _local(moment) -> str:
    from django.utils.formats import time_format
    from django.utils.timezone import localtime

    return time_format(localtime(moment), "G.i")


def test_a_pause_that_has_run_out_does_not_go_on_by_itself(at, phone, freeze):
    here = at("pause", minutes=5)
    client, _place = phone(here.workshop)
    freeze(factories.NOON + timedelta(minutes=6))
    assert "Vi börjar strax igen." in here.words(client)
    here.close()
    assert "Pausen är slut." in here.words(client)


def test_nothing_can_be_sent_or_read_afterwards(at, phone):
    here = at("pause")
    client, _place = phone(here.workshop)
    assert here.send(client, "lamna", text="Hej").status_code == 404
    here.close()
    assert client.get(here.url("earlier")).status_code == 404
