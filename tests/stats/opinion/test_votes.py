"""Who has voted on what, and who is grouped."""

from __future__ import annotations

import numpy as np
import pytest

from hlab.stats.opinion import BadVotes, Votes, opinion_map
from hlab.stats.opinion import votes as module
from hlab.stats.opinion.votes import included, never_put
from tests.stats.opinion.rooms import room, votes_of

NAN = np.nan


def test_the_last_vote_wins_and_counts_once():
    votes = Votes.from_rows([("2", "b", 1), ("10", "a", 1), ("2", "b", -1), ("2", "b", 0)], participants=["7"])
    assert votes.participants == ("2", "7", "10")  # as numbers, not as text
    assert votes.statements == ("a", "b")
    assert votes.values.tolist() == [[0, 0], [0, 0], [1, 0]]
    assert votes.seen.tolist() == [[False, True], [False, False], [True, False]]
    assert votes.n_votes.tolist() == [1, 0, 1]  # a pass is a vote


@pytest.mark.parametrize(
    ("matrix", "people", "said"),
    [
        ([[2.0]], ["1"], ["a"]),
        ([[np.inf]], ["1"], ["a"]),
        ([[0.5]], ["1"], ["a"]),
        ([[1.0], [1.0]], ["1", "1"], ["a"]),
        ([[1.0, 1.0]], ["1"], ["a", "a"]),
        ([[1.0, 1.0]], ["1"], ["a"]),
    ],
)
def test_bad_votes_are_refused_by_name(matrix, people, said):
    with pytest.raises(BadVotes):
        Votes.of(matrix, people, said)


def test_too_many_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MAX_STATEMENTS", 2)
    with pytest.raises(BadVotes, match="fler"):
        Votes.of([[1.0, 0.0, 1.0]], ["1"], ["a", "b", "c"])
    with pytest.raises(BadVotes, match="fler"):
        Votes.from_rows([("1", str(i), 1) for i in range(3)])
    with pytest.raises(BadVotes):
        Votes.from_rows([("1", "a", 3)])


def matrix_with(counts: list[int], width: int = 10):
    return np.array([[1.0] * n + [NAN] * (width - n) for n in counts])


def test_seven_votes_or_all_there_are():
    assert included(votes_of(matrix_with([7, 6, 10] + [7] * 15))).tolist() == [True, False, True] + [True] * 15
    three = votes_of(matrix_with([3, 2, *[3] * 15], width=3))
    assert included(three).tolist() == [True, False] + [True] * 15
    # a statement that nobody has been shown is not required
    never = np.hstack([matrix_with([3, 2, *[3] * 15], width=3), np.full((17, 1), NAN)])
    assert included(votes_of(never)).tolist() == included(three).tolist()


def test_fewer_than_fifteen_are_topped_up_with_the_most_active():
    counts = [1, 5, 9, 5, 0, 2] + [3] * 12
    inside = included(votes_of(matrix_with(counts)))
    assert inside.sum() == 15
    assert inside[[1, 2, 3]].all() and not inside[[0, 4]].any()
    assert inside[5] == False and inside[6:].sum() == 12  # noqa: E712 - two votes are fewer than three
    few = included(votes_of(matrix_with([0, 0, 1])))
    assert few.tolist() == [False, False, True]  # who has not voted is never included


def test_once_included_always_included():
    votes = votes_of(matrix_with([2] + [8] * 20))
    assert not included(votes)[0]
    assert included(votes, ["p0", "gone"])[0]
    assert opinion_map(votes, included_before=["p0"]).group[0] == "A"


def test_a_statement_that_only_its_author_has_seen_was_never_put():
    votes = Votes.of([[1, NAN, 0], [1, 1, NAN], [NAN, NAN, NAN]], "123", "abc")
    assert never_put(votes) == {"b", "c"}
    assert never_put(Votes.of([[1.0, 1.0]], "1", "ab")) == frozenset()


def test_ungrouped_people_have_a_place_but_no_group():
    matrix, _ = room(40, 12, part=1.0)
    matrix[0, 3:] = NAN
    matrix[1] = NAN
    found = opinion_map(votes_of(matrix))
    assert found.group[0] is None and np.isfinite(found.places[0]).all()
    assert found.group[1] is None and np.isnan(found.places[1]).all()
    assert found.everybody.seen[0] == 39 and found.by_group.seen[0].sum() == 38
