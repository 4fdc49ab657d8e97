"""Notes that say much the same, found by the words they share."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest

from workshops.analysis import similarity
from workshops.analysis.similarity import groups

TALK = [
    "Väntetiden på remissen var åtta månader.",
    "Ingen svarade i telefonen på mottagningen.",
    "Remissen kom bort, och väntetiderna blev ännu längre.",
    "Min syster fick åka buss genom hela länet.",
    "Telefonen ringer, men ingen svarar.",
    "Barnen såg allt som hände hemma.",
]


def test_forms_of_a_word_bring_notes_together_and_are_told():
    found = groups(TALK)
    assert sorted(group.members for group in found) == [(0, 2), (1, 4)]
    by_members = {group.members: group for group in found}
    assert set(by_members[(0, 2)].words) == {"väntetiden", "remissen"}
    assert by_members[(0, 2)].title in ("Remissen och väntetiden", "Väntetiden och remissen")


def test_the_same_notes_give_the_same_groups():
    assert groups(TALK) == groups(list(TALK))


@pytest.mark.parametrize("texts", [[], [""], ["Hej"], ["och det att", "och det att"], ["🙂", "🙂", "…"]])
def test_what_holds_no_words_gives_nothing(texts):
    assert groups(texts) == []


def test_small_words_bring_nobody_together():
    assert groups(["Jag ska inte vara med här.", "Jag ska inte vara med där.", "Buss", "Barn"]) == []


def test_cosines_follow_the_formula():
    bags, _spelled = similarity._bags(["remiss remiss telefon", "remiss buss", "telefon", "barn"])
    likeness, _weights, vocabulary = similarity._cosines(bags)
    twice, shared, alone = 1 + np.log(2), 1 + np.log(5 / 3), 1 + np.log(5 / 2)
    expected = twice * shared * shared / (np.hypot(twice * shared, shared) * np.hypot(shared, alone))
    assert len(vocabulary) == 2  # what stands in one note only is in no product
    assert likeness[0, 1] == pytest.approx(expected, rel=1e-5)


def slowly(likeness, threshold):
    """Average linkage as it is defined: join the two groups with the greatest mean, until none is near enough."""
    parts = [[at] for at in range(len(likeness))]
    while len(parts) > 1:
        means = {
            (i, j): np.mean([likeness[a, b] for a in parts[i] for b in parts[j]])
            for i in range(len(parts))
            for j in range(i + 1, len(parts))
        }
        (i, j), best = max(means.items(), key=lambda row: row[1])
        if best < threshold:
            break
        parts[i] += parts.pop(j)
    return sorted(tuple(sorted(part)) for part in parts if len(part) > 1)


@pytest.mark.parametrize("seed", range(8))
def test_chains_of_neighbours_give_the_tree_of_the_definition(seed):
    rng = np.random.default_rng(seed)
    vectors = np.abs(rng.normal(size=(24, 5))) ** 3
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, 0)
    for threshold in (0.3, 0.6, 0.8, 0.95):
        assert sorted(similarity._average_linkage(likeness.astype(np.float32), threshold)) == slowly(
            likeness, threshold
        )


def test_two_thousand_notes_take_less_than_two_seconds():
    chance = random.Random(4)
    syllables = ("bar", "del", "fin", "gov", "kut")
    words = [f"{a}{b}{c}" for a in syllables for b in syllables for c in syllables]
    texts = [" ".join(chance.choices(words, k=chance.randint(4, 25))) for _ in range(2000)]
    took = []
    for _try in range(2):  # the better of two: the first warms up
        start = time.thread_time()
        groups(texts)
        took.append(time.thread_time() - start)
    assert min(took) < 2
