"""Tickets, positions and the element in the page: what is handed to a browser and comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.template import Context, Template
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hlab.live.actions import publish
from hlab.live.positions import CHANNEL, RESERVED_KINDS, decode, encode
from hlab.live.queries import wire
from hlab.live.tickets import BadTicket, read_ticket, ticket

channels = st.from_regex(CHANNEL, fullmatch=True)


def test_a_ticket_says_what_was_signed():
    ours = read_ticket(ticket(["workshop:12", "workshop:12:console"], "participation:7"))
    assert ours.channels == ("workshop:12", "workshop:12:console")
    assert ours.audience == "participation:7"


def test_a_ticket_lasts_an_hour_at_most_and_not_all_end_at_once():
    ours, long = [ticket(["a"]) for _ in range(20)], ticket(["a"], minutes=180)
    assert len({read_ticket(one).until for one in ours}) > 5
    with time_machine.travel(timezone.now() + timedelta(minutes=49)):
        assert all(read_ticket(one).channels == ("a",) for one in ours)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert read_ticket(long).channels == ("a",)
        for one in ours:
            with pytest.raises(BadTicket):
                read_ticket(one)


def test_a_ticket_of_another_kind_or_key_is_no_ticket(settings):
    with pytest.raises(BadTicket):
        read_ticket(signing.dumps({"c": ["a"], "a": "", "e": 9e12}, salt="something else"))
    ours = ticket(["a"])
    settings.SECRET_KEY = "another"
    with pytest.raises(BadTicket):
        read_ticket(ours)


@pytest.mark.parametrize("name", ["", "a=b", "a,b", "a\nb", "å", "x" * 65, ":a"])
def test_names_that_would_break_a_position_are_refused(name):
    with pytest.raises(ValueError):
        ticket([name])


def test_a_ticket_needs_a_channel():
    with pytest.raises(ValueError):
        ticket([])


@given(st.dictionaries(channels, st.integers(0, 10**18 - 1), min_size=1, max_size=5))
def test_a_position_comes_back_as_it_was(positions):
    assert decode(encode(positions)) == positions


@given(st.text(max_size=60))
def test_any_text_is_a_position_or_nothing(text):
    found = decode(text)
    assert found is None or decode(encode(found)) == found


@pytest.mark.parametrize("kind", ["", "Pace", "a b", "a\nb", "x" * 33, *sorted(RESERVED_KINDS)])
def test_kinds_that_mean_something_to_the_wire_are_refused(db, kind):
    with pytest.raises(ValueError):
        publish(channel="a", kind=kind, at=timezone.now())


def test_the_element_carries_ticket_and_position_with_one_query(db, django_assert_num_queries):
    publish(channel="workshop:12", kind="pace", at=timezone.now())
    template = Template("{% load live %}{% live_wire channels audience %}")
    context = Context({"channels": ["workshop:12", "workshop:12:console"], "audience": "participation:7"})
    with django_assert_num_queries(1):
        html = template.render(context)
    assert 'data-from="workshop:12=1,workshop:12:console=0" hidden' in html
    given_ticket = html.split("t=")[1].split('"')[0]
    assert read_ticket(given_ticket).audience == "participation:7"


def test_a_view_can_take_the_position_before_it_reads(db, django_assert_num_queries):
    ours = wire(["workshop:12"], "participation:7")
    publish(channel="workshop:12", kind="pace", at=timezone.now())
    with django_assert_num_queries(0):
        html = Template("{% load live %}{% live_wire wire %}").render(Context({"wire": ours}))
    assert 'data-from="workshop:12=0"' in html


def test_channels_may_be_written_in_the_template(db):
    html = Template('{% load live %}{% live_wire "goal:1 goal:2" %}').render(Context())
    assert 'data-from="goal:1=0,goal:2=0"' in html
