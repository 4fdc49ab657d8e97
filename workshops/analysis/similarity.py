"""Notes that say much the same, found by the words they share. Pure: no Django, no clock, no chance.

A help to look, never a verdict: words that two notes share do not make them mean the same, and a note that says the
same in other words is missed. People decide what belongs together.

Weights: tf–idf with a logarithm of how often a word stands in the note, and the cosine between two notes' weights
(Manning, Raghavan and Schütze, Introduction to Information Retrieval, Cambridge University Press 2008, sections
6.2–6.4). Rarity is smoothed, w = (1 + ln tf) · (1 + ln((1 + N) / (1 + df))), because a room may have six notes: a word
that half of them share must weigh something beside one that stands alone.
Groups: agglomerative clustering with average linkage, the likeness of two groups being the mean of that of all pairs
between them (Sokal and Michener 1958), updated by the formula of Lance and Williams (1967),
s(k, i∪j) = (n_i·s(k,i) + n_j·s(k,j)) / (n_i + n_j), and found by chains of nearest neighbours, which give the same
tree in n² steps (Murtagh 1983; Müllner, arXiv:1109.2378, section 3.1). The tree is cut at `threshold`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hlab.core.stems import words

THRESHOLD = 0.15  # mean cosine: notes of ten to thirty words that share one or two telling words
SMALLEST = 2
MOST_GROUPS = 12
_WORDS_TOLD = 3
_WORDS_IN_TITLE = 2
_SHORTEST = 3  # letters of a word that may stand in a heading or be a reason
# Common in notes about care whatever they are about; the small words of the language are left out by `words`.
_EMPTY = frozenset(
    "aldrig alltid andra annan bara behöva behöver blir blivit borde bra bättre dag dagar där dålig dåligt fast "
    "fick finns flera få får följa först gick gjorde gjort gå gång gånger går gör göra hela helt här hörde ibland "
    "igen ingenting innan inom kom komma kommer känner känns man medan mer mera mest mindre många måste någon "
    "någonting något också ofta olika redan sa sak saker samt se ser ska säga säger sätt så sådär såg ta tar tog "
    "tror tycker utan vill visste vård vården ännu även".split()
)


@dataclass(frozen=True)
class Group:
    """Notes that are like each other. members: their places in what was compared. words: what they share, most
    telling first, as most of them spell it. title: a heading made of the first words. likeness: mean cosine of all
    pairs, 0–1."""

    members: tuple[int, ...]
    words: tuple[str, ...]
    title: str
    likeness: float


def groups(texts: Sequence[str], *, threshold: float = THRESHOLD, most: int = MOST_GROUPS) -> list[Group]:
    """Groups of at least SMALLEST notes, largest first, then most alike, then in the notes' order; at most `most`.

    texts: the notes. threshold: the least mean cosine between two groups that become one, 0–1. The same notes in
    the same order give the same groups. A group without a word that half of its notes share cannot be explained, and is
    left out.
    """
    bags, spelled = _bags(texts)
    likeness, weights, vocabulary = _cosines(bags)
    found = []
    for members in _average_linkage(likeness, threshold):
        told = _shared(members, weights, vocabulary)
        if told:
            spellings = tuple(spelled[root].most_common(1)[0][0] for root in told)
            found.append(Group(members, spellings, _title(spellings), _mean(likeness, members)))
    found.sort(key=lambda group: (-len(group.members), -group.likeness, group.members))
    return found[:most]


@dataclass(frozen=True)
class Near:
    """A text that is like what was asked for. place: among the texts; likeness: cosine, 0–1; words: the telling words
    it shares, most telling first, as most of them spell it."""

    place: int
    likeness: float
    words: tuple[str, ...]


def telling_words(texts: Sequence[str], *, most: int = 8) -> list[str]:
    """The words that most of these texts have in common, then those that stand there most often: to look for others by.
    Spelled as most of the texts do, and cut where the ending begins, so that other forms contain them."""
    bags, spelled = _bags(texts)
    inside = Counter(root for bag in bags for root in bag)
    often = Counter(root for bag in bags for root in bag.elements())
    ranked = sorted(inside, key=lambda root: (-inside[root], -often[root], root))
    return [spelled[root].most_common(1)[0][0][: len(root)] for root in ranked[:most]]


def nearest(
    texts: Sequence[str], like: Sequence[str], *, threshold: float = THRESHOLD, most: int = MOST_GROUPS
) -> list[Near]:
    """Those of the texts that are most like `like` taken together (the middle of their weights, of length 1), most
    alike first, then in order. Weights as for groups; memory grows with the words, not with the square of the texts."""
    bags, spelled = _bags([*like, *texts])
    found = Counter(root for bag in bags for root in bag)
    rarity = {root: 1 + float(np.log((1 + len(bags)) / (1 + notes))) for root, notes in found.items()}
    vectors = [_unit_vector(bag, rarity) for bag in bags]
    middle: Counter = Counter()
    for vector in vectors[: len(like)]:
        middle.update(vector)
    length = float(np.sqrt(sum(weight**2 for weight in middle.values())))
    out = []
    for place, vector in enumerate(vectors[len(like) :] if length else ()):
        shared = {root: weight * middle[root] / length for root, weight in vector.items() if root in middle}
        likeness = sum(shared.values())
        if likeness >= threshold:
            told = sorted(shared, key=lambda root: (-shared[root], root))[:_WORDS_TOLD]
            out.append(Near(place, likeness, tuple(spelled[root].most_common(1)[0][0] for root in told)))
    return sorted(out, key=lambda near: (-near.likeness, near.place))[:most]


def _unit_vector(bag: Counter, rarity: dict[str, float]) -> dict[str, float]:
    vector = {root: (1 + float(np.log(often))) * rarity[root] for root, often in bag.items()}
    length = float(np.sqrt(sum(weight**2 for weight in vector.values())))
    return {root: weight / length for root, weight in vector.items()}


def _bags(texts: Sequence[str]) -> tuple[list[Counter], dict[str, Counter]]:
    """How often each stem stands in each note, and how each stem is spelled."""
    bags: list[Counter] = []
    spelled: dict[str, Counter] = {}
    for text in texts:
        bag: Counter = Counter()
        for root, word in words(text):
            if word in _EMPTY or len(word) < _SHORTEST or word.isdecimal():
                continue
            bag[root] += 1
            # Ties between spellings go to the one met first: Counter keeps the order.
            spelled.setdefault(root, Counter())[word] += 1
        bags.append(bag)
    return bags, spelled


def _cosines(bags: list[Counter]) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """(notes × notes cosine, notes × stems weights of length 1, stems). Stems of a single note count in the lengths
    and are in no product, so they need no column."""
    found = Counter(root for bag in bags for root in bag)
    rarity = {root: 1 + float(np.log((1 + len(bags)) / (1 + notes))) for root, notes in found.items()}
    vocabulary = sorted(root for root, notes in found.items() if notes > 1)
    column = {root: at for at, root in enumerate(vocabulary)}
    weights = np.zeros((len(bags), len(vocabulary)), dtype=np.float32)
    for row, bag in enumerate(bags):
        for root, weight in _unit_vector(bag, rarity).items():
            if root in column:
                weights[row, column[root]] = weight
    likeness = weights @ weights.T
    np.fill_diagonal(likeness, 0)
    return likeness, weights, vocabulary


def _average_linkage(likeness: np.ndarray, threshold: float) -> list[tuple[int, ...]]:
    """The groups of the tree cut at the threshold, members in order. A note that is like no other by that much can
    join no group, since a mean is never above its largest part."""
    kept = np.flatnonzero(likeness.max(axis=1, initial=0) >= threshold)
    s = likeness[np.ix_(kept, kept)].astype(np.float64)
    np.fill_diagonal(s, -1)
    size = np.ones(len(kept))
    branches: dict[int, list[int]] = {at: [int(note)] for at, note in enumerate(kept)}
    alive = np.ones(len(kept), dtype=bool)
    chain: list[int] = []
    while alive.sum() > 1:
        if not chain:
            chain.append(int(np.flatnonzero(alive)[0]))
        here = chain[-1]
        nearest = int(np.argmax(s[here]))
        if len(chain) > 1 and s[here, chain[-2]] >= s[here, nearest]:
            nearest = chain[-2]  # ties go back the way we came, so that the chain ends
        if s[here, nearest] < threshold:
            # Nothing left is near enough to this one, nor can be: means only fall. It is done, and so leaves.
            chain.pop()
            alive[here] = False
            s[here, :] = s[:, here] = -1
        elif len(chain) > 1 and nearest == chain[-2]:
            chain = chain[:-2]
            keep, drop = sorted((here, nearest))
            merged = (size[keep] * s[keep] + size[drop] * s[drop]) / (size[keep] + size[drop])
            s[keep, :] = s[:, keep] = np.where(alive, merged, -1)
            s[drop, :] = s[:, drop] = -1
            s[keep, keep] = -1
            size[keep] += size[drop]
            branches[keep] += branches.pop(drop)
            alive[drop] = False
        else:
            chain.append(nearest)
    return [tuple(sorted(members)) for members in branches.values() if len(members) >= SMALLEST]


def _shared(members: tuple[int, ...], weights: np.ndarray, vocabulary: list[str]) -> list[str]:
    """Stems that stand in at least half of the notes, and in two, by the sum of their weights in the group."""
    inside = weights[list(members)]
    told = np.where((inside > 0).sum(axis=0) >= max(2, len(members) / 2), inside.sum(axis=0), 0)
    order = np.lexsort((np.arange(len(told)), -told))[:_WORDS_TOLD]
    return [vocabulary[at] for at in order if told[at] > 0]


def _title(spellings: Sequence[str]) -> str:
    heading = " och ".join(spellings[:_WORDS_IN_TITLE])
    return heading[:1].upper() + heading[1:80]


def _mean(likeness: np.ndarray, members: tuple[int, ...]) -> float:
    inside = likeness[np.ix_(members, members)]
    return float(inside.sum() / (len(members) * (len(members) - 1)))
