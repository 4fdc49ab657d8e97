"""Forty people write in one map over HTTP, as browsers do: open a step, change one lane, send. Who meets the words of
somebody else reads again. Afterwards the database must hold all that was answered with yes.

`python -m tests.perf.mapping URL OPTIONS-AS-JSON`: the site is running there, on the database of this process's
environment. Prints JSON. Loopback only; only for a database of its own.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.load.wire import Browser, Place

STEPS = 20  # among which they choose, so that they meet
LANES = ("person", "life", "front", "back", "support", "worked", "barrier", "idea")


class Form(HTMLParser):
    """What a browser would send of the form that has a lane in it."""

    def __init__(self, text: str):
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._form: list[tuple[str, str]] | None = None
        self._area: list | None = None
        self._select: list | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        name, value = has.get("name"), has.get("value") or ""
        if tag == "form":
            self._form = []
        elif tag == "textarea" and name:
            self._area = [name, ""]
        elif tag == "select" and name:
            self._select = [name, None]
        elif tag == "option" and self._select is not None and (self._select[1] is None or "selected" in has):
            self._select[1] = value
        elif tag == "input" and name and self._form is not None and _is_sent(has):
            self._form.append((name, value))

    def handle_data(self, data):
        if self._area is not None:
            self._area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area and self._form is not None:
            self._form.append((self._area[0], self._area[1].removeprefix("\n")))
        if tag == "select" and self._select and self._form is not None:
            self._form.append((self._select[0], self._select[1] or ""))
        self._area = None if tag == "textarea" else self._area
        self._select = None if tag == "select" else self._select
        if tag == "form" and self._form is not None:
            if any(name.startswith("lane_") for name, _value in self._form):
                self.fields = self._form
            self._form = None


def _is_sent(has: dict) -> bool:
    """Whether an input is part of what is sent as it stands."""
    kind = has.get("type")
    return "checked" in has if kind in ("radio", "checkbox") else kind not in ("submit", "button", "file")


@dataclass
class Writer:
    """One person. kept: words that were answered with yes. met: times somebody else had been first."""

    number: int
    browser: Browser
    kept: list[str] = field(default_factory=list)
    met: int = 0
    errors: list[str] = field(default_factory=list)
    open_ms: list[float] = field(default_factory=list)
    send_ms: list[float] = field(default_factory=list)

    async def keep_writing(self, steps: list[str], *, every: float, until: float) -> None:
        chance = random.Random(self.number)
        await asyncio.sleep(chance.uniform(0, every))
        while time.monotonic() < until:
            began = time.monotonic()
            try:
                await self.write(chance.choice(steps), chance.choice(LANES))
            except (OSError, EOFError, TimeoutError) as error:
                self.errors.append(type(error).__name__)
            await asyncio.sleep(max(0, began + every * chance.uniform(0.7, 1.3) - time.monotonic()))
        self.browser.close()

    async def write(self, step: str, lane: str) -> None:
        words = f"Prov {self.number}.{len(self.kept)}.{self.met}"
        address = f"/resa/steg/{step}/"
        began = time.monotonic()
        page = await self.browser.get(address)
        self.open_ms.append((time.monotonic() - began) * 1000)
        if page.status != 200:
            self.errors.append(f"sidan: {page.status}")
            return
        sent = [(name, words if name == f"lane_{lane}" else value) for name, value in Form(page.text).fields]
        began = time.monotonic()
        answer = await self.browser.post(address, sent)
        self.send_ms.append((time.monotonic() - began) * 1000)
        if answer.status in (302, 303):
            self.kept.append(words)
        elif answer.status == 409:
            self.met += 1
        else:
            self.errors.append(f"svaret: {answer.status}")


def prepare(people: int) -> tuple[int, list[str], list[dict]]:
    """(the map, its steps, cookies of so many people who may write in it)."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from hlab.labs.models import Lab
    from journeys.actions.putting import make_journey
    from tests.factories import make_member
    from tests.journeys.sample import large

    lab = Lab.objects.filter(is_demo=True).order_by("pk").first()
    made = make_journey(lab=lab, document=large(12, 60, 30), by=None, at=timezone.now())
    mark = f"{time.time_ns()}"
    sessions = []
    for number in range(people):
        client = Client()
        user = make_member(lab=lab, role="analyst", email=f"prov{mark}.{number}@example.se", password=f"lösen-{mark}")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        sessions.append({name: client.cookies[name].value})
    return made.pk, [str(pk) for pk in made.steps.values_list("pk", flat=True)[:STEPS]], sessions


def complaints(journey: int, kept: list[str]) -> list[str]:
    """What the database does not hold of what was answered with yes."""
    from hlab.live.models import Event
    from journeys.actions.editing import channel_of
    from journeys.models import Cell, Journey, MapEdit

    out = []
    edits = list(MapEdit.objects.filter(journey=journey).order_by("number"))
    numbers = [edit.number for edit in edits]
    if numbers != list(range(1, Journey.objects.get(pk=journey).edits + 1)):
        out.append("historikens nummer har hål")
    latest: dict[str, str] = {}
    written: list[str] = []
    for edit in edits:
        for row, state in edit.after.items():
            if row.startswith("cell:") and state["text"].startswith("Prov "):
                latest[row] = state["text"]
                written.append(state["text"])
    if lost := set(kept) - set(written):
        out.append(f"{len(lost)} ändringar saknas i historiken")
    if len(written) != len(set(written)) or set(written) - set(kept):
        out.append("historiken har mer än det som fick ja")
    cells = {f"cell:{pk}": text for pk, text in Cell.objects.filter(step__journey=journey).values_list("pk", "text")}
    if wrong := [row for row, text in latest.items() if cells[row] != text]:
        out.append(f"{len(wrong)} rutor visar inte det som skrevs sist")
    told = Event.objects.filter(channel_id=channel_of(journey)).count()
    if told != len(edits):
        out.append(f"{len(edits) - told} ändringar berättades inte på strömmen")
    return out


async def crowd(url: str, steps: list[str], sessions: list[dict], *, every: float, seconds: float) -> list[Writer]:
    place = Place.of(url)
    writers = [Writer(n, Browser(place, session)) for n, session in enumerate(sessions)]
    until = time.monotonic() + seconds
    async with asyncio.timeout(seconds + 120):
        await asyncio.gather(*(writer.keep_writing(steps, every=every, until=until) for writer in writers))
    return writers


def middle(ms: list[float]) -> tuple[float, float]:
    """(median, 99th percentile) in milliseconds."""
    ordered = sorted(ms) or [float("nan")]
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def main(url: str, *, people: int = 40, every: float = 6.0, seconds: float = 60.0) -> dict:
    journey, steps, sessions = prepare(people)
    writers = asyncio.run(crowd(url, steps, sessions, every=every, seconds=seconds))
    kept = [words for writer in writers for words in writer.kept]
    return {
        "people": people,
        "kept": len(kept),
        "met": sum(writer.met for writer in writers),
        "errors": sorted({error for writer in writers for error in writer.errors}),
        "open_ms": middle([ms for writer in writers for ms in writer.open_ms]),
        "send_ms": middle([ms for writer in writers for ms in writer.send_ms]),
        "complaints": complaints(journey, kept),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.dev")
    json.dump(
        main(sys.argv[1], **json.loads(sys.argv[2] if len(sys.argv) > 2 else "{}")), sys.stdout, ensure_ascii=False
    )
