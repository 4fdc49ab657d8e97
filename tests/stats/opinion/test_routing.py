"""Which statement next: the weights vary, new ones come before old quiet ones, and the draw follows them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from hlab.stats.opinion import Variant, draw_next, next_weights, opinion_map, priorities
from tests.stats.opinion.rooms import room, votes_of


@pytest.mark.parametrize("variant", Variant)
def test_a_new_statement(variant):
    assert priorities(0, 0, 0, 0, variant=variant) == pytest.approx(5.0625, abs=1e-12)


def test_against_the_formula():
    rng = np.random.default_rng(0)
    a, d, p = rng.integers(0, 30, (3, 20))
    e = rng.random(20) * 3
    for variant in Variant:
        ours = priorities(a, d, p, e, variant=variant)
        for i in range(20):
            s = a[i] + d[i] + p[i]
            liked = a[i] if variant is Variant.ORIGINAL else max(a[i], d[i])
            importance = (1 - (p[i] + 1) / (s + 2)) * (e[i] + 1) * (liked + 1) / (s + 2)
            assert ours[i] == pytest.approx((importance * (1 + 8 * 2 ** (-s / 5))) ** 2, rel=1e-12)
    with pytest.raises(ValueError):
        priorities(0, 0, 0, 0, variant="constant")


def test_priorities_vary():
    found = opinion_map(votes_of(room(60, 20, part=0.5)[0]))
    weights = next_weights(found)
    assert len(set(weights.values())) == 20
    new, old = priorities([0, 60], [0, 2], [0, 30], [0, 0.1])
    assert new > 10 * old
    # the original shows a statement that most disagree with less often; balanced does not
    assert priorities(2, 20, 3, 1, variant="original") < priorities(20, 2, 3, 1, variant="original")
    assert priorities(2, 20, 3, 1) == priorities(20, 2, 3, 1)


def test_rejected_statements_are_not_on_the_way():
    votes = votes_of(room(40, 10)[0])
    assert "s3" not in next_weights(opinion_map(votes, rejected=["s3"]))
    assert set(next_weights(opinion_map(votes_of(np.full((2, 2), np.nan))))) == {"s0", "s1"}


def test_the_draw_follows_the_weights():
    rng = np.random.default_rng(5)
    weights = {"a": 6.0, "b": 3.0, "voted": 90.0}
    drawn = Counter(draw_next(["a", "b", "new", "voted"], weights, {"voted"}, rng) for _ in range(4000))
    assert set(drawn) == {"a", "b", "new"}  # unknown weighs 1
    for key, part in (("a", 0.6), ("b", 0.3), ("new", 0.1)):
        assert abs(drawn[key] / 4000 - part) < 0.03
    assert draw_next(["a"], weights, {"a"}, rng) is None and draw_next([], {}, [], rng) is None
    one, other = np.random.default_rng(1), np.random.default_rng(1)
    assert [draw_next("abc", {}, "", one) for _ in range(9)] == [draw_next("cab", {}, "", other) for _ in range(9)]
