"""What a page is found by, so that SQLite and PostgreSQL find the same pages. Pure functions."""

from __future__ import annotations

from hlab.core.stems import stems

MAX_TERMS = 12
BEGINNING = 4  # letters from which the beginning of a word finds the word
LONGEST_BEGINNING = 20


def indexed(text: str) -> list[str]:
    """What a page is found by: its stems, and once each what they begin with, so that "kvitto" finds "kvittokod".

    Beginnings lie in the index and not in the query, because SQLite and PostgreSQL then look for the same thing.
    """
    found = stems(text)
    begun = {word[:end] for word in found for end in range(BEGINNING, min(len(word), LONGEST_BEGINNING + 1))}
    return found + sorted(begun - set(found))


def terms(query: str) -> list[str]:
    """What to look for: the stems of a query, each once, at most MAX_TERMS. Empty when nothing is left."""
    return list(dict.fromkeys(stems(query[:500])))[:MAX_TERMS]
