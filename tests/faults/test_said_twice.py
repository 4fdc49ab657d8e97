"""The same thing sent several times, and two who do the same thing at once, on two processes."""

from __future__ import annotations

import asyncio
import re
import time

import pytest

from tests.faults.conftest import PATIENCE, until
from tests.load.crowd import enter, token_of
from tests.load.session import TEXT, new_key
from tests.load.wire import Browser, Place

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("together", [False, True], ids=["after each other", "at once"])
async def test_the_same_note_three_times_is_one_note(pair, crowd, kept, together):
    await crowd.come(pair, 1)
    person = crowd.people[0]
    action, token = person.form
    form = {"csrfmiddlewaretoken": token, "key": new_key(), "text": TEXT.format(person=0, number=1)}
    browsers = [Browser(Place.of(pair[n % 2].url), dict(person.browser.cookies)) for n in range(3)]
    if together:
        answers = await asyncio.gather(*(browser.post(action, form) for browser in browsers))
    else:
        answers = [await browser.post(action, form) for browser in browsers]
    for browser in browsers:
        browser.close()
    assert [answer.status for answer in answers] == [302] * 3
    stored = kept(crowd.room)
    assert [note.name for note in stored] == [(0, 1)]
    await crowd.all_heard({(note.channel, note.order) for note in stored})


class Voter:
    """Somebody who changes their mind all the time. last: the ballot that was last answered with yes."""

    def __init__(self, server, vote: dict):
        self.browser, self.vote = Browser(Place.of(server.url)), vote
        self.last: dict[int, int] = {}
        self.errors = self.yes = 0
        self._act = ("", "")

    async def come_in(self) -> Voter:
        page = await self.browser.get(await enter(self.browser, self.vote["code"]))
        acts = re.findall(rf'action="(/delta/\d+/steg/{self.vote["step"]}/[^"]+)"', page.text)
        self._act = next(act for act in acts if not act.endswith("/klar/")), token_of(page)
        return self

    async def keep_voting(self, over: asyncio.Event, times: int) -> None:
        turn, (act, token) = 0, self._act
        while not over.is_set():
            turn += 1
            dots = dict(zip(self.vote["themes"], (turn % 4, 3 - turn % 4), strict=True))
            form = {"csrfmiddlewaretoken": token} | {f"dots-{theme}": str(many) for theme, many in dots.items()}
            for _time in range(times):
                await self._until_yes(act, form)
            self.last = {theme: many for theme, many in dots.items() if many}
            await asyncio.sleep(0.02)

    async def _until_yes(self, act: str, form: dict) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = await self.browser.post(act, form)
            except (OSError, EOFError, TimeoutError):
                self.errors += 1
                await asyncio.sleep(0.2)
                continue
            self.browser.cookies.pop("messages", None)
            assert answer.status == 302, answer.text[:500]
            self.yes += 1
            return
        raise AssertionError("no answer")


@pytest.mark.parametrize("killed", [False, True], ids=["three times", "killed meanwhile"])
async def test_votes_are_those_that_were_accepted(pair, world, ledger, killed):
    vote = world["vote"]
    seen = {place for (place,) in _places(ledger, vote)}
    voters = [await Voter(pair[number % 2], vote).come_in() for number in range(4)]
    over = asyncio.Event()
    voting = [asyncio.create_task(voter.keep_voting(over, 1 if killed else 3)) for voter in voters]
    await until(lambda: all(voter.yes > 3 for voter in voters), "nobody voted")
    if killed:
        pair[0].kill()
        await until(lambda: sum(voter.errors for voter in voters), "nobody noticed")
        await asyncio.to_thread(pair[0].start)
        before = [voter.yes for voter in voters]
        await until(lambda: all(voter.yes > then + 3 for voter, then in zip(voters, before, strict=True)), "no votes")
    over.set()
    await asyncio.gather(*voting)
    for voter in voters:
        voter.browser.close()
    stored: dict = {place: {} for (place,) in _places(ledger, vote) if place not in seen}
    assert len(stored) == 4
    for place, theme, dots in ledger.rows(
        "SELECT participation_id, cluster_id, dots FROM workshops_vote WHERE exercise_id = %s", vote["step"]
    ):
        if place in stored:
            stored[place][theme] = dots
    assert list(stored.values()) == [voter.last for voter in voters]
    assert bool(sum(voter.errors for voter in voters)) == killed


def _places(ledger, vote) -> list[tuple]:
    return ledger.rows("SELECT id FROM workshops_participation WHERE workshop_id = %s ORDER BY joined_at", vote["pk"])


async def test_two_hosts_who_move_the_same_note_come_after_each_other(pair, world, ledger):
    sort = world["sort"]
    console, note = f"/led/{sort['site']}/", sort["notes"][0]
    as_stored = note if ledger.url else note.replace("-", "")
    hosts = []
    for server, cookie in zip(pair, sort["hosts"], strict=True):
        name, _, value = cookie.partition("=")
        browser = Browser(Place.of(server.url), {name: value})
        hosts.append((browser, token_of(await browser.get(console))))

    async def move(host: int, theme: int) -> int:
        browser, token = hosts[host]
        form = {"csrfmiddlewaretoken": token, "notes": note, "cluster": str(theme)}
        answer = await browser.post(f"{console}steg/{sort['step']}/flytta/", form)
        browser.cookies.pop("messages", None)
        return answer.status

    def moved() -> int:
        return ledger.rows("SELECT count(*) FROM core_auditevent WHERE act = 'notes.moved'")[0][0]

    before = moved()
    for _round in range(10):
        assert await asyncio.gather(move(0, sort["themes"][0]), move(1, sort["themes"][1])) == [302, 302]
        lies = ledger.rows(
            "SELECT contribution_id, cluster_id FROM workshops_placement WHERE exercise_id = %s", sort["step"]
        )
        assert len(lies) == len({row[0] for row in lies}) == len(sort["notes"])
        here = next(theme for place, theme in lies if str(place) == as_stored)
        last = ledger.rows("SELECT subject FROM core_auditevent WHERE act = 'notes.moved' ORDER BY id DESC LIMIT 1")
        assert last == [(f"cluster:{here}",)], "what lies there is not what was moved last"
    assert 10 <= moved() - before <= 20  # a move to where the note lies already is no move
    for browser, _token in hosts:
        browser.close()
