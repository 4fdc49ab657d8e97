"""Which statement a person is shown next: drawn at random, by weight. Pure.

Source: the public documentation of Polis. `original` weighs agreement; `balanced`, our own choice and the default,
weighs the larger of agreement and disagreement, because the original shows contested minority statements less often.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

import numpy as np


class Variant(StrEnum):
    BALANCED = "balanced"
    ORIGINAL = "original"


def priorities(agree, disagree, passed, extremity, *, variant: Variant | str = Variant.BALANCED) -> np.ndarray:
    """The priority of each statement, above 0; 5.0625 for a new one.

    agree, disagree, passed: votes; extremity: length of the statement's position (0 when unknown).
    """
    a, d, p, e = (np.asarray(x, dtype=float) for x in (agree, disagree, passed, extremity))
    s = a + d + p
    liked = np.maximum(a, d) if Variant(variant) is Variant.BALANCED else a
    importance = (1 - (p + 1) / (s + 2)) * (e + 1) * (liked + 1) / (s + 2)
    return np.asarray((importance * (1 + 8 * 2 ** (-s / 5))) ** 2)


def draw_next(
    statements: Sequence[str], weights: Mapping[str, float], voted: Collection[str], rng: np.random.Generator
) -> str | None:
    """One of the statements that this person has not voted on, with its priority as weight (1 if unknown).

    None when there is nothing left. The order in which the statements are given does not matter.
    """
    left = sorted(set(statements) - set(voted))
    if not left:
        return None
    load = np.array([weights.get(key, 1.0) for key in left])
    return left[int(rng.choice(len(left), p=load / load.sum()))]
