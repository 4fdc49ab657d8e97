"""Counts that are told again, against somebody who has every release and adds, subtracts and reasons."""

from __future__ import annotations

import itertools
from collections import defaultdict
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hlab.stats.releases import Release, Size, choose, set_sums, too_close

GROUPS = ("lived", "relative", "staff")
LIVED = frozenset({"lived", "relative"})
WIDER = {"_lived": LIVED, "_others": frozenset({"staff"})}
SETS = [chosen for n in (1, 2, 3) for chosen in itertools.combinations(range(3), n)]


def told(counts: tuple[int, ...], before=(), k: int = 5) -> Release:
    """What is told of (lived, relative, staff); a label says it where no lived voice is there."""
    absent = () if counts[0] + counts[1] else LIVED
    return choose(dict(zip(GROUPS, counts, strict=True)), before, groups=GROUPS, wider=WIDER, absent=absent, k=k)


def history(*versions: tuple[int, ...], k: int = 5) -> list[Release]:
    out: list[Release] = []
    for counts in versions:
        out.append(told(counts, out, k))
    return out


@cache
def tables(total: int) -> list[tuple[int, ...]]:
    """Every way to share `total` persons among three groups."""
    return [(a, b, total - a - b) for a in range(total + 1) for b in range(total + 1 - a)]


def fits(counts: tuple[int, ...], release: Release) -> bool:
    """Whether a table could be the one behind a release, read as a reader of the page would."""
    by = dict(zip(GROUPS, counts, strict=True))
    for key, n in release.parts.items():
        there = sum(by[group] for group in WIDER.get(key, {key}))
        if there < 1 or (n is not None and there != n):
            return False
    named = {group for key in release.parts for group in WIDER.get(key, {key})}
    if release.parts and any(by[group] for group in by if group not in named):
        return False
    return bool(release.absent) == (by["lived"] + by["relative"] == 0)


def candidates(release: Release, k: int) -> list[tuple[int, ...]]:
    """Every table that the release leaves possible (where it sets no roof: up to 2k more than it says)."""
    totals = {
        Size.NONE: [0], Size.FEW: range(1, k), Size.EXACT: [release.n], Size.LEAST: range(release.n, release.n + 2 * k)
    }[release.size]  # fmt: skip
    return [counts for total in totals for counts in tables(total) if fits(counts, release)]


def values(rows, members) -> set[int]:
    return {sum(counts[i] for i in members) for counts in rows}


def given_away(possible: list[list[tuple[int, ...]]], k: int) -> list[tuple]:
    """Sets of groups whose number, or whose difference between two releases, is known and is 1..k-1."""
    out = []
    for members in SETS:
        known = [values(rows, members) for rows in possible]
        fixed = [min(found) if len(found) == 1 else None for found in known]
        out += [("cell", members, i) for i, n in enumerate(fixed) if n is not None and 0 < n < k]
        out += [
            ("difference", members, i, j)
            for (i, a), (j, b) in itertools.combinations(enumerate(fixed), 2)
            if a is not None and b is not None and 0 < abs(a - b) < k
        ]
    return out


# --- What is told -----------------------------------------------------------------------------


def test_one_more_person_in_the_next_version_is_not_told():
    """v1 {lived 10, relative 10}, v2 the same and one from staff: 21 beside 20 would say "one, from staff"."""
    first, second = history((10, 10, 0), (10, 10, 1))
    assert (first.size, first.n, first.parts) == (Size.EXACT, 20, {"lived": 10, "relative": 10})
    assert (second.size, second.n, second.parts, second.hides) == (Size.LEAST, 16, {}, True)


def test_nobody_more_or_enough_more_is_told_in_full():
    first, same, more = history((10, 10, 0), (10, 10, 0), (10, 10, 5))
    assert same == first
    assert more.parts == {"lived": 10, "relative": 10, "staff": 5}


def test_a_small_shift_between_groups_hides_only_how_they_fall():
    first, second = history((10, 10, 6), (12, 8, 6))
    assert second.parts == {"_lived": 20, "_others": 6}
    assert (first.n, second.n) == (26, 26)


def test_a_version_is_held_against_all_before_it_not_only_the_last():
    releases = history((10, 10, 0), (20, 20, 0), (12, 10, 0))
    assert [release.size for release in releases] == [Size.EXACT, Size.EXACT, Size.LEAST]


def test_fewer_is_as_telling_as_more():
    _first, second = history((10, 10, 0), (10, 8, 0))
    assert (second.size, second.n) == (Size.LEAST, 16)


def test_few_and_none():
    assert told((2, 1, 1)) == Release(Size.FEW)
    assert told((0, 0, 0)) == Release(Size.NONE, absent=LIVED)
    assert not told((0, 0, 0)).hides


def test_what_a_release_lets_one_work_out():
    release = Release(Size.EXACT, 24, {"lived": 12, "relative": None, "staff": None})
    sums = set_sums(release, groups=GROUPS, wider=WIDER)
    assert sums == {
        frozenset({"lived"}): 12, frozenset({"relative", "staff"}): 12, frozenset(GROUPS): 24
    }  # fmt: skip
    other = Release(Size.EXACT, 20, absent=LIVED)
    assert set_sums(other, groups=GROUPS, wider=WIDER)[frozenset({"staff"})] == 20
    assert too_close(release, other, groups=GROUPS, wider=WIDER)
    assert not too_close(release, other, groups=GROUPS, wider=WIDER, k=4)


# --- Whoever has all releases -----------------------------------------------------------------

counted = st.tuples(*[st.integers(0, 9)] * 3)


@settings(max_examples=150, deadline=None)
@given(st.lists(counted, min_size=1, max_size=4), st.integers(3, 5))
def test_no_group_and_no_difference_of_a_few_can_be_worked_out(versions, k):
    releases = history(*versions, k=k)
    possible = [candidates(release, k) for release in releases]
    assert all(counts in rows for counts, rows in zip(versions, possible, strict=True))
    assert given_away(possible, k) == []


@settings(max_examples=100, deadline=None)
@given(st.lists(counted, min_size=2, max_size=4), st.integers(3, 5))
def test_what_is_told_of_a_version_is_told_of_it_whatever_comes_after(versions, k):
    assert history(*versions[:-1], k=k) == history(*versions, k=k)[:-1]


@settings(max_examples=100, deadline=None)
@given(counted, st.integers(3, 5))
def test_what_is_shown_is_true_and_never_a_few(counts, k):
    release = told(counts, k=k)
    by = dict(zip(GROUPS, counts, strict=True))
    for key, n in release.parts.items():
        assert n is None or (n == sum(by[group] for group in WIDER.get(key, {key})) and n >= k)
    assert release.size is not Size.EXACT or release.n == sum(counts) >= k


# --- Whoever knows the rules too --------------------------------------------------------------


def by_release(rows, before, k) -> dict[str, tuple[Release, list]]:
    """Every table with the same outcome: what somebody who has read this code can tell apart."""
    out: dict = defaultdict(list)
    for counts in rows:
        out[repr(release := told(counts, before, k))].append((release, counts))
    return {key: (found[0][0], [counts for _release, counts in found]) for key, found in out.items()}


@pytest.mark.parametrize(("k", "most"), [(3, 11), (5, 15)])
def test_knowing_the_rules_helps_nobody(k, most):
    """All pairs of versions of up to `most` persons; the first so small that no second is cut off by that."""
    every = [counts for total in range(most + 1) for counts in tables(total)]
    for first, ones in by_release(every, [], k).values():
        assert given_away([ones], k) == []
        if sum(ones[0]) <= most - k:
            for _second, twos in by_release(every, [first], k).values():
                assert given_away([ones, twos], k) == [], (ones, twos)
