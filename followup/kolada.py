"""Asking Kolada's open interface (v3) for pages of figures, politely. Nothing here knows of our tables.

Source of the rules: the public documentation of api.kolada.se/v3 (at most 25 ids in a part of a path, pages of at most
5,000 rows), and our own: at most 5 questions a second, longer and longer pauses when it is tired, and a way to give up.
"""

from __future__ import annotations

import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from followup.analysis.parts import parts
from followup.analysis.reading.kolada import envelope

BASE = "https://api.kolada.se/v3"
IDS_A_PART = 25
ROWS_A_PAGE = 5_000
APART = 0.2  # seconds between two questions
TRIES = 6
LONGEST_PAUSE = 60.0
MOST_PAGES = 5_000
MOST_BYTES = 50_000_000  # of one page
TIMEOUT = 30.0


class GaveUp(Exception):
    """The source does not answer, or not in a way that can be used. status: of its last answer, 0 for none."""

    def __init__(self, why: str, status: int = 0):
        self.why, self.status = why, status
        super().__init__(why)


@dataclass(frozen=True)
class Page:
    """One page, byte for byte. url: as it was asked for."""

    url: str
    raw: bytes
    etag: str = ""


Ask = Callable[[str, str], Page | None]
"""ask(url, etag): the page, or None when it is the same as that with this etag."""


def addresses(kpis: Sequence[str], units: Sequence[str], years: Sequence[int], base: str = BASE) -> list[str]:
    """What to ask for: every figure of these, with no more ids in one address than Kolada takes."""
    return [
        f"{base}/data/kpi/{_ids(some)}/municipality/{_ids(places)}/year/{_ids(map(str, times))}?per_page={ROWS_A_PAGE}"
        for some in parts(kpis, IDS_A_PART)
        for places in parts(units, IDS_A_PART)
        for times in parts(years, IDS_A_PART)
    ]


def kpi_addresses(kpis: Sequence[str], base: str = BASE) -> list[str]:
    """What to ask for to see which of these there are."""
    return [f"{base}/kpi/{_ids(some)}?per_page={ROWS_A_PAGE}" for some in parts(kpis, IDS_A_PART)]


def _ids(ids: Iterable[str]) -> str:
    return ",".join(quote(one, safe="") for one in ids)


def follow(first: str, ask: Ask, *, most: int = MOST_PAGES) -> Iterator[Page]:
    """The pages from an address on. Ends at a page without rows, at the last `next_url`, at an address or a page that
    has been before. Raises GaveUp after `most` pages, and for a next page that lies elsewhere; Unreadable for a page of
    another shape."""
    url, seen, before = first, set(), b""
    while url not in seen:
        if len(seen) >= most:
            raise GaveUp("too_many_pages")
        seen.add(url)
        page = ask(url, "")
        if page is None or page.raw == before:
            return
        told = envelope(page.raw, len(seen))
        if not told["values"]:
            return
        yield page
        following = told.get("next_url")
        if not following or not isinstance(following, str):
            return
        following = urljoin(url, following)
        if urlsplit(following)[:2] != urlsplit(first)[:2]:
            raise GaveUp("elsewhere")
        url, before = following, page.raw


class Client:
    """Asks one thing at a time. pause, clock and chance: for tests."""

    def __init__(
        self, *, pause: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic,
        chance: random.Random | None = None,
    ):  # fmt: skip
        # Chance only spreads how long we wait, and guards nothing.
        self._pause, self._clock, self._chance = pause, clock, chance or random.Random()  # noqa: S311 (see above)
        self._last = -APART

    def ask(self, url: str, etag: str = "") -> Page | None:
        """The page at an address; None when it is still the one with this etag. Tries again, later and later, when the
        source is tired (429, 5xx) or cannot be reached. Raises GaveUp."""
        why, status = "no_answer", 0
        for attempt in range(TRIES):
            self._wait_for_turn()
            try:
                return self._once(url, etag)
            except urllib.error.HTTPError as error:
                if error.code == 304:
                    return None
                why, status = "refused", error.code
                if error.code != 429 and error.code < 500:
                    break
                asked = _seconds(error.headers.get("Retry-After", ""))
            except (urllib.error.URLError, TimeoutError, ConnectionError, OSError):
                why, status, asked = "no_answer", 0, 0.0
            if attempt + 1 < TRIES:
                self._pause(max(asked, min(LONGEST_PAUSE, 2.0**attempt) * (0.5 + self._chance.random())))
        raise GaveUp(why, status)

    def _once(self, url: str, etag: str) -> Page:
        if not url.startswith(("https://", "http://")):
            raise GaveUp("elsewhere")
        headers = {"Accept": "application/json", "User-Agent": "halsolabb"} | ({"If-None-Match": etag} if etag else {})
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 (https or http, seen to above)
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 (as above)
            raw = answer.read(MOST_BYTES + 1)
            if len(raw) > MOST_BYTES:
                raise GaveUp("too_large")
            return Page(url, raw, answer.headers.get("ETag", "")[:200])

    def _wait_for_turn(self) -> None:
        left = self._last + APART - self._clock()
        if left > 0:
            self._pause(left)
        self._last = self._clock()


def _seconds(header: str) -> float:
    """What the source asks us to wait, within reason."""
    return min(LONGEST_PAUSE, float(header)) if header.strip().isdecimal() else 0.0
