"""What differs between two wordings, word by word; and a text as sentences. Swedish. Pure.

Wordings are compared sentence by sentence first, so that a change in one leaves the others alone, and then word by word
within those that changed (difflib.SequenceMatcher, after Ratcliff & Obershelp 1988; nothing is taken for junk).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

Kind = Literal["same", "added", "removed"]

_TOKEN = re.compile(r"[^\W_]+(?:[-'’:][^\W_]+)*|\s+|.", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_MOST_PAIRS = 100_000  # equal words that could be matched; beyond it a stretch is told as exchanged in whole
_ISLAND_WORDS = 2  # no more words than this, and …
_ISLAND_LETTERS = 3  # … none longer, between two changes: reads better as a part of them

# Abbreviations after which a sentence goes on, however the next word begins; then those that may end one.
_GOES_ON = frozenset(
    "bl.a ca dir dr dvs d.v.s enl ev evtl exkl f.d forts fr.o.m inkl kap kl m.a.o m.h.a nr p.g.a pga prof resp s.a.s "
    "s.k t.ex tex t.o.m t.v vs".split()
)
_MAY_END = frozenset("dyl em etc fl fm m.fl m.m mm o.d o.dyl o.likn o.s.v osv st".split())
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n")
_LAST = re.compile(r"[^\W_]+(?:\.\s?[^\W_]+)*$")


@dataclass(frozen=True)
class Segment:
    """A piece of a comparison. Texts of same and removed make the old wording, those of same and added the new."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Sentence:
    """One sentence. start, end: code points in the text, end not included; text is what stands between them."""

    start: int
    end: int
    text: str


# --- Differences ------------------------------------------------------------------------------


def word_diff(old: str, new: str) -> list[Segment]:
    """What is the same, removed and added, in reading order; what was removed stands before what came instead.

    No segment is empty and no two neighbours are of one kind. A small word that happens to be the same between two
    changes is taken into them. The texts should be in one Unicode form (see `hlab.core.text.tidy`).
    """
    pieces: list[tuple[Kind, str]] = []
    before, after = _chunks(old), _chunks(new)
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(before[i:j])))
        else:
            pieces += _by_words("".join(before[i:j]), "".join(after[k:m]))
    return list(_joined(_without_islands(list(_joined(pieces)))))


def _by_words(old: str, new: str) -> Iterator[tuple[Kind, str]]:
    """Words and signs are matched, and the space before each goes with it: else the many spaces decide the match."""
    before, after = _spaced(old), _spaced(new)
    old_words, new_words = [word for _space, word in before], [word for _space, word in after]
    often, again = Counter(old_words), Counter(new_words)
    if sum(n * again[word] for word, n in often.items()) > _MOST_PAIRS:
        yield from (("removed", old), ("added", new))
        return
    for kind, i, j, k, m in SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes():
        if kind != "equal":
            yield "removed", "".join(space + word for space, word in before[i:j])
            yield "added", "".join(space + word for space, word in after[k:m])
            continue
        for (old_space, word), (new_space, _same) in zip(before[i:j], after[k:m], strict=True):
            if old_space == new_space:
                yield "same", old_space
            else:
                yield "removed", old_space
                yield "added", new_space
            yield "same", word


def _spaced(text: str) -> list[tuple[str, str]]:
    """(space before, word or sign); space at the end comes before an empty word."""
    out, space = [], ""
    for token in _TOKEN.findall(text):
        if token.isspace():
            space += token
        else:
            out.append((space, token))
            space = ""
    return [*out, (space, "")] if space else out


def _joined(pieces) -> Iterator[Segment]:
    """Neighbours of a kind as one; between two stretches that are the same, one removed and one added at most."""
    held = {"removed": "", "added": ""}
    same = ""
    for kind, text in ((p.kind, p.text) if isinstance(p, Segment) else p for p in pieces):
        if kind == "same" and text:
            yield from (Segment(k, held[k]) for k in ("removed", "added") if held[k])  # type: ignore[arg-type]
            held = {"removed": "", "added": ""}
            same += text
        elif text:
            if same:
                yield Segment("same", same)
                same = ""
            held[kind] += text
    if same:
        yield Segment("same", same)
    yield from (Segment(k, held[k]) for k in ("removed", "added") if held[k])  # type: ignore[arg-type]


def _without_islands(segments: list[Segment]) -> Iterator[Segment]:
    for at, segment in enumerate(segments):
        between = 0 < at < len(segments) - 1
        if segment.kind == "same" and between and _is_island(segment.text):
            yield Segment("removed", segment.text)
            yield Segment("added", segment.text)
        else:
            yield segment


def _is_island(text: str) -> bool:
    words = _WORD.findall(text)
    small = len(words) <= _ISLAND_WORDS and all(len(word) <= _ISLAND_LETTERS for word in words)
    return small and not re.search(r"[.!?…:\n]", text)


def _chunks(text: str) -> list[str]:
    """The text cut where each sentence begins: nothing is lost."""
    cuts = [0, *(sentence.start for sentence in sentences(text)[1:]), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if b > a]


# --- Sentences --------------------------------------------------------------------------------


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, in order; together they hold every sign that is no space.

    A sentence ends with . ! ? or … and a space, with the quotation marks that close there, and always at a new line.
    It goes on after an abbreviation (t.ex., kl. 9), an initial, a number in order ("den 3. maj"), and where … ! or ? or
    a closing quotation mark comes before a small letter. Rules miss: what is cut wrongly is still all there.
    """
    out = []
    start = 0
    for match in _END.finditer(text):
        if match[0] == "\n" or _ends(text, start, match):
            out += _trimmed(text, start, match.end())
            start = match.end()
    return out + _trimmed(text, start, len(text))


def _ends(text: str, start: int, match: re.Match) -> bool:
    sign = match[0]
    rest = text[match.end() : match.end() + 40].lstrip()
    small = rest[:1].islower()
    if sign != ".":
        return not small
    last = _LAST.search(text, max(start, match.start() - 40), match.start())
    word = "".join(last[0].split()).casefold() if last else ""
    tail = word.rsplit(".", 1)[-1]
    if word in _MAY_END or tail in _MAY_END:
        return not small
    if word in _GOES_ON or tail in _GOES_ON or (len(tail) == 1 and tail.isalpha()):
        return False
    return not (tail.isdecimal() and len(tail) < 3 and small)


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end = start + len(inside.strip())
    return [Sentence(start, end, text[start:end])] if end > start else []
