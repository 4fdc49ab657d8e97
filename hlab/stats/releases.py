"""Counts of people that are told again later: what may be told so that no difference names anybody. Pure.

A release tells how many persons stand behind something, and how they fall on groups. Every earlier release stays
where it was, so whoever reads them all can subtract. All releases of one thing are therefore one system: what a new
one tells is chosen beside those that are out, and then kept as it was chosen.

What is promised, for k of at least 3: of no set of groups can it be worked out that it holds, or that it has grown
or shrunk by, 1..k-1 persons; not by adding and subtracting, and not by reasoning backwards from these rules either.
The tests try it against every table that fits.

Sources: those of `hlab.stats.suppression`; for answers that can be subtracted, Dinur & Nissim 2003.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from hlab.stats.suppression import DEFAULT_K, suppress_parts

MOST_HIDDEN = 0.3

Groups = frozenset[str]
Parts = Mapping[str, int | None]


class Size(StrEnum):
    """How the number of persons in all is told."""

    NONE = "none"  # nobody
    FEW = "few"  # 1..k-1: that much, and no number
    LEAST = "least"  # at least so many: the number itself lies close to one that is out
    EXACT = "exact"


@dataclass(frozen=True)
class Release:
    """What one release tells.

    size, n: persons in all; n is their number (EXACT), the bound (LEAST) or 0. parts: {group or wider group:
    persons, None when hidden}, in order; empty when the distribution is not told. absent: groups that are known to
    hold nobody even so (a label says that their voice is missing).
    """

    size: Size
    n: int = 0
    parts: Parts = field(default_factory=dict)
    absent: Groups = frozenset()

    @property
    def hides(self) -> bool:
        """Whether something is not told."""
        return self.size is not Size.NONE and (not self.parts or None in self.parts.values())


def choose(
    counts: Mapping[str, int],
    before: Sequence[Release] = (),
    *,
    groups: Sequence[str],
    wider: Mapping[str, Groups],
    absent: Collection[str] = (),
    k: int = DEFAULT_K,
) -> Release:
    """The most that may be told of `counts` ({group: persons}) beside the releases that are out.

    groups: every group there is, in the order they are shown; the last large one is hidden first when a small one
    must not stand alone. wider: {name: groups}, which share all groups between them, told where too many groups
    would be hidden. absent: see `Release`.

    The first of these that is not too close to any release before: each group; the wider groups; how many in all;
    at least how many. Where the number in all is under k nothing is counted.
    """
    counts = {group: counts[group] for group in groups if counts.get(group)}
    total, missing = sum(counts.values()), frozenset(absent)
    if not total:
        return Release(Size.NONE, absent=missing)
    if total < k:
        return Release(Size.FEW, absent=missing)
    for parts in _distributions(counts, wider, k):
        release = Release(Size.EXACT, total, parts, missing)
        if not any(too_close(release, other, groups=groups, wider=wider, k=k) for other in before):
            return release
    return Release(Size.LEAST, _bound(total, before, missing, k), absent=missing)


def too_close(
    one: Release, other: Release, *, groups: Collection[str], wider: Mapping[str, Groups], k: int = DEFAULT_K
) -> bool:
    """Whether both tell how many some set of groups holds, and the numbers are 1..k-1 apart."""
    sums = set_sums(one, groups=groups, wider=wider)
    others = set_sums(other, groups=groups, wider=wider)
    return any(0 < abs(n - others[members]) < k for members, n in sums.items() if members in others)


def set_sums(release: Release, *, groups: Collection[str], wider: Mapping[str, Groups]) -> dict[Groups, int]:
    """{set of groups: persons} for every set whose number can be read or worked out from the release alone."""
    everybody = frozenset(groups)
    empty = everybody if release.size is Size.NONE else release.absent
    if release.parts:  # who is not named there is not there
        empty |= everybody.difference(*(wider.get(key, frozenset({key})) for key in release.parts))
    blocks: dict[Groups, int] = {frozenset({group}): 0 for group in empty}
    for key, n in release.parts.items():
        if n is not None:
            blocks[wider.get(key, frozenset({key})) - empty] = n
    rest = everybody.difference(*blocks)
    if release.size is Size.EXACT and rest:
        blocks[rest] = release.n - sum(blocks.values())
    return {
        frozenset[str]().union(*(members for members, _n in chosen)): sum(n for _members, n in chosen)
        for size in range(1, len(blocks) + 1)
        for chosen in combinations(blocks.items(), size)
    }


# --- Inner parts ------------------------------------------------------------------------------


def _distributions(counts: Mapping[str, int], wider: Mapping[str, Groups], k: int) -> Iterator[Parts]:
    """From the fullest to none. Which of them there are follows from what each would hide, not from other releases."""
    fine = _protected(counts, k)
    summed = {name: sum(n for key, n in counts.items() if key in members) for name, members in wider.items()}
    wide = _protected({name: n for name, n in summed.items() if n}, k)
    if _hidden(fine) <= MOST_HIDDEN * len(fine):
        yield fine
    if not _hidden(wide):
        yield wide
    elif _hidden(fine) == 2 < len(fine):
        yield fine
    yield {}


def _protected(counts: Mapping[str, int], k: int) -> Parts:
    """Each group beside the total, which is told too."""
    cells = suppress_parts(counts, order=[*counts][::-1], k=k)
    return {key: cells[key].value for key in counts}


def _hidden(parts: Parts) -> int:
    return sum(n is None for n in parts.values())


def _bound(total: int, before: Sequence[Release], missing: Groups, k: int) -> int:
    """A number that `total` reaches, and that would have been the same for every total that had to be hidden too."""
    near = [other.n for other in before if other.size is Size.EXACT and abs(other.n - total) < k]
    return k if missing or not near else max(k, min(near) - k + 1)
