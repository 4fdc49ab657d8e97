"""People with phones: they come in through the pages, listen, and write at their own pace."""

from __future__ import annotations

import asyncio
import html
import random
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.load.session import TEXT, Session, new_key
from tests.load.wire import Answer, Browser, Ear, Place, numbers

AT_ONCE = 8  # people who come in at the same moment
PATIENCE = 5.0  # seconds of trying again with the same note
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_WIRE = re.compile(r'data-live="([^"]+)" data-from="([^"]+)"')
_ACTION = re.compile(r'action="(/delta/[^"]+/lamna/)"')


@dataclass(frozen=True)
class Written:
    """One note. sent: just before its first try, answered: when the site had said yes (both monotonic seconds)."""

    name: tuple[int, int]
    sent: float
    answered: float


@dataclass
class Person:
    """One phone. accepted: notes that were answered with yes. errors: whatever else was answered, in words."""

    number: int
    browser: Browser
    ear: Ear | None = None
    form: tuple[str, str] = ("", "")
    page: str = ""
    accepted: list[Written] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    page_ms: list[float] = field(default_factory=list)
    late: int = 0
    began: dict[str, int] = field(default_factory=dict)
    patience: float = PATIENCE

    async def come_in(self, session: Session) -> Person:
        """By the code: the door, who I speak as, my page. Then the stream that the page names."""
        self.page = await enter(self.browser, session.code)
        await self.look()
        return self

    def since(self, channel: str) -> int:
        """The channel's order number when this person's page was made."""
        return self.began.get(channel, 0)

    async def listen(self) -> None:
        await self.ear.listen()

    async def look(self) -> None:
        """Read one's page, as the browser does after each note."""
        began = time.monotonic()
        page = await self.browser.get(self.page)
        self.page_ms.append((time.monotonic() - began) * 1000)
        if page.status != 200:
            raise ValueError(f"sidan svarade {page.status}")
        self.form = _ACTION.search(page.text)[1], token_of(page)
        if self.ear is None:
            stream, since = (html.unescape(part) for part in _WIRE.search(page.text).groups())
            self.ear = Ear(self.browser.place, f"{stream}&from={since}", "notes")
            self.ear.position, self.began = since, numbers(since)

    async def write(self, number: int, *, pages: bool) -> None:
        """One note, sent with the same key until it is answered; then the page it leads to."""
        text, key, sent = TEXT.format(person=self.number, number=number), new_key(), time.monotonic()
        action, token = self.form
        while True:
            try:
                answer = await self.browser.post(action, {"csrfmiddlewaretoken": token, "key": key, "text": text})
                if answer.status in (302, 303):
                    self.accepted.append(Written((self.number, number), sent, time.monotonic()))
                    break
                self.errors.append(f"lappen svarade {answer.status}")
            except (OSError, EOFError, TimeoutError) as error:
                self.errors.append(f"lappen: {type(error).__name__}")
            if time.monotonic() - sent > self.patience:
                break
            await asyncio.sleep(0.3)
        if pages:
            try:
                await self.look()
            except (OSError, EOFError, TimeoutError, ValueError) as error:
                self.errors.append(f"sidan: {error or type(error).__name__}")
        else:
            self.browser.cookies.pop("messages", None)

    async def keep_writing(self, *, every: float, until: float, pages: bool, rhythm: random.Random) -> None:
        """A note about every so many seconds, from a moment of one's own, never two at once."""
        due, number = time.monotonic() + rhythm.random() * every, 0
        while due < until:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self.late += time.monotonic() - due > 1.0
            number += 1
            await self.write(number, pages=pages)
            due = max(due + every * (0.9 + rhythm.random() * 0.2), time.monotonic())


async def gather(place: Place, session: Session, many: int) -> list[Person]:
    """So many people who have come in and listen."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Person:
        async with gate:
            person = await Person(number, Browser(place)).come_in(session)
            await person.listen()
            return person

    return list(await asyncio.gather(*(one(number) for number in range(many))))


async def enter(browser: Browser, code: str) -> str:
    """From the code through the door; the address of one's page."""
    start = await browser.get("/ga-med/")
    door = _to(await browser.post("/ga-med/", {"csrfmiddlewaretoken": token_of(start), "kod": code}))
    form = {"csrfmiddlewaretoken": token_of(await browser.get(door)), "perspective": "lived"}
    return _to(await browser.post(door, form))


def token_of(page: Answer) -> str:
    """What a form of the page must send along. ValueError when there is none."""
    found = _TOKEN.search(page.text)
    if page.status != 200 or found is None:
        raise ValueError(f"väntade ett formulär, fick {page.status}")
    return found[1]


def _to(answer: Answer) -> str:
    if answer.status not in (302, 303):
        raise ValueError(f"väntade att slussas vidare, fick {answer.status}")
    parts = urlsplit(answer.headers["location"])
    return parts.path + (f"?{parts.query}" if parts.query else "")
