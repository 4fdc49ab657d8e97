"""Where the room that tells people what became of what they said meets the rooms where they said it.

Those rooms come earlier and know nothing of reports: they ask here before anything is finished, and show the card.
"""

from __future__ import annotations

from collections.abc import Callable

_untold: list[Callable[[object], str]] = []
_cards: list[Callable[..., dict | None]] = []


def register(untold: Callable[[object], str], card: Callable[..., dict | None]) -> None:
    """untold(thing) → whole sentence about why a session or a round cannot be finished yet, or "". card(thing, viewer)
    → {"title", "text", "chip": (kind, word), "links": [(words, url)]} for its staff page, or None."""
    if untold not in _untold:
        _untold.append(untold)
        _cards.append(card)


def why_not(thing) -> str:
    """Why a session or a round cannot be finished yet; "" when it can."""
    return next((why for ask in _untold if (why := ask(thing))), "")


def cards(thing, viewer) -> list[dict]:
    """What later rooms say of a session or a round that is over."""
    return [found for card in _cards if (found := card(thing, viewer)) is not None]
