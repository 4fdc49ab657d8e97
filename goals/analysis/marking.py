"""A text to mark in: its sentences, which of them lie together, and which parts are marked already. Pure.

Positions are code points in the text, end not included.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from goals.analysis.words import Sentence, sentences

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence. marked: it lies in an excerpt."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Line:
    """A sentence to choose: its place among the sentences, from 0, and its pieces."""

    place: int
    pieces: tuple[Piece, ...]


def lines(text: str, spans: Collection[Span] = ()) -> list[Line]:
    """The sentences of a text, each cut where what is marked begins and ends."""
    return [Line(place, _pieces(sentence, spans)) for place, sentence in enumerate(sentences(text))]


def _pieces(sentence: Sentence, spans: Collection[Span]) -> tuple[Piece, ...]:
    inside = [(max(a, sentence.start), min(b, sentence.end)) for a, b in spans]
    inside = [(a, b) for a, b in inside if a < b]
    cuts = sorted({sentence.start, sentence.end, *(at for span in inside for at in span)})
    out: list[Piece] = []
    for a, b in pairwise(cuts):
        marked = any(start <= a and b <= end for start, end in inside)
        words = sentence.text[a - sentence.start : b - sentence.start]
        if out and out[-1].marked == marked:
            out[-1] = Piece(out[-1].text + words, marked)
        else:
            out.append(Piece(words, marked))
    return tuple(out)


def chosen(text: str, places: Iterable[int]) -> list[Span]:
    """The stretches that chosen sentences make: those that follow on each other are one. Places that do not exist give
    nothing."""
    every = sentences(text)
    picked = sorted({place for place in places if 0 <= place < len(every)})
    out: list[Span] = []
    before = None
    for place in picked:
        sentence = every[place]
        if before is not None and place == before + 1:
            out[-1] = (out[-1][0], sentence.end)
        else:
            out.append((sentence.start, sentence.end))
        before = place
    return out


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without space at its ends; None where it lies outside the text or holds nothing else."""
    if not 0 <= start < end <= len(text):
        return None
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end = start + len(inside.strip())
    return (start, end) if start < end else None


def found_again(old: str, new: str, near: int = 0) -> Span | None:
    """Where words of before stand in a new text, nearest to where they stood; None where they do not."""
    places: list[int] = []
    at = new.find(old) if old else -1
    while at >= 0:
        places.append(at)
        at = new.find(old, at + 1)
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - near))
    return start, start + len(old)


def name_key(name: str) -> str:
    """What makes two names of codes the same: letters whatever their case, and space."""
    return " ".join(name.split()).casefold()
