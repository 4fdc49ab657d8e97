"""Against the published groups of real conversations. Labels are arbitrary: agreement only."""

from __future__ import annotations

import io
from statistics import mean, median

import pytest

from hlab.stats.opinion.heldout import brier_gain
from hlab.stats.opinion.reading import read_votes
from tests.need import missing
from tests.stats.opinion import reference


@pytest.fixture(scope="module")
def conversations():
    if not reference.folders():
        missing("reference", "../shared/data saknas")
    return [reference.conversation(folder) for folder in reference.folders()]


def test_groups_agree_with_the_published_ones(conversations):
    found = {
        one.name: [reference.against_published(one, seed) for seed in reference.SEEDS]
        for one in conversations
        if len(one.published) >= 60
    }
    medians = [median(values) for values in found.values()]
    assert median(medians) >= 0.85, found
    assert min(min(values) for values in found.values()) >= 0.60, found


def test_own_inclusion_and_own_number_of_groups(conversations):
    """As the command reads the file: nothing is said of which statements were rejected.

    Where people with a single vote were grouped the set is another one and cannot be compared (see the readme there).
    """
    figures = {}
    for one in conversations:
        seen = dict(zip(one.votes.participants, one.votes.n_votes.tolist(), strict=True))
        if sum(seen[key] < 7 for key in one.published) > 0.1 * len(one.published):
            continue
        figures[one.name] = reference.as_it_is(one, 0)
    assert {k for k, _ in figures.values()} == {2}
    assert median(rand for _, rand in figures.values()) >= 0.80, figures
    assert min(rand for _, rand in figures.values()) >= 0.60, figures


def test_groups_predict_votes_that_were_held_out(conversations):
    gains = {one.name: brier_gain(one.votes, rejected=one.rejected, seed=1) for one in conversations}
    assert mean(gains.values()) >= 0.05, gains


def test_the_log_of_votes_gives_the_matrix(conversations):
    """The last vote by time stamp; the columns of the log in Pol.is' own words."""
    for one in conversations:
        log = reference.FOLDER / one.name / "votes.csv"
        if not log.exists():
            continue
        again = read_votes(log.read_text(encoding="utf-8")).votes
        cast = [i for i, n in enumerate(one.votes.n_votes) if n]
        columns = [one.votes.statements.index(key) for key in again.statements]
        assert [one.votes.participants[i] for i in cast] == list(again.participants)
        assert (one.votes.values[cast][:, columns] == again.values).all()
        assert (one.votes.seen[cast][:, columns] == again.seen).all()
        assert one.votes.seen.sum() == again.seen.sum()
        assert io.StringIO(one.text).readline().startswith("participant,group-id")
