"""The words of a barrier card as one text: what stands in the way on the first line, an example below. Pure."""

from __future__ import annotations

from dataclasses import dataclass

TITLE, EXAMPLE, TEXT = 160, 600, 1000
"""Characters that fit in each part."""
WHOLE = TITLE + EXAMPLE + 2
"""And in the text that holds the first two."""


@dataclass(frozen=True)
class Card:
    """title: what stands in the way. example: one time it did. text: all of it, where it would not fit otherwise."""

    title: str
    example: str = ""
    text: str = ""


def joined(title: str, example: str) -> str:
    """The text that a card's words make."""
    return f"{title}\n\n{example}" if example else title


def parted(text: str) -> Card:
    """The card that a text makes. A first line too long for a title is cut between words, and the whole is kept."""
    first, _newline, rest = text.strip().partition("\n")
    title, example = " ".join(first.split()), rest.strip()
    if len(title) <= TITLE and len(example) <= EXAMPLE:
        return Card(title, example)
    if len(title) > TITLE:
        title = title[: TITLE - 1].rsplit(" ", 1)[0].rstrip() + "…"
    return Card(title, example if len(example) <= EXAMPLE else "", text.strip()[:TEXT])
