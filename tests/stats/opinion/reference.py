"""Conversations from Pol.is in ../shared/data, for local checks only: never copied, skipped where they are not."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace

import numpy as np

from hlab.stats.opinion import DEFAULT, Votes, adjusted_rand, opinion_map
from hlab.stats.opinion.groups import divisions
from hlab.stats.opinion.pca import axes, place_people
from hlab.stats.opinion.reading import read_moderation, read_votes
from hlab.stats.opinion.votes import never_put
from tests.site import ROOT

FOLDER = ROOT.parent / "shared" / "data" / "polis"
SEEDS = range(5)


@dataclass(frozen=True)
class Conversation:
    """votes; rejected: ids; published: {person: group}, only those who are grouped."""

    name: str
    text: str
    votes: Votes
    rejected: frozenset[str]
    published: dict[str, str]


def folders() -> list:
    """One folder per conversation, none when the data are not here."""
    return sorted(path.parent for path in FOLDER.glob("*/participants-votes.csv"))


def conversation(folder) -> Conversation:
    text = (folder / "participants-votes.csv").read_text(encoding="utf-8")
    _, rejected = read_moderation((folder / "comments.csv").read_text(encoding="utf-8"))
    rows = csv.DictReader(text.splitlines())
    published = {row["participant"]: row["group-id"] for row in rows if row["group-id"]}
    return Conversation(folder.name, text, read_votes(text).votes, rejected, published)


def against_published(one: Conversation, seed: int) -> float:
    """Adjusted Rand index with the people, the number of groups and the rejected statements as published."""
    k = len(set(one.published.values()))
    mask = np.array([key in one.rejected for key in one.votes.statements])
    rows = [i for i, key in enumerate(one.votes.participants) if key in one.published]
    found = divisions(place_people(one.votes, axes(one.votes, mask))[rows], np.random.default_rng(seed), only=k)
    return adjusted_rand(found[k].labels, [one.published[one.votes.participants[i]] for i in rows])


UNCHECKED = replace(DEFAULT, bootstraps=1, shuffles=1)  # the checks change no group


def as_it_is(one: Conversation, seed: int, *, rejected=None) -> tuple[int, float]:
    """(k, adjusted Rand index) of the whole map with its own inclusion and k, among those both have grouped.

    rejected: as known; None: as the command reads the file without the list of statements.
    """
    left_out = never_put(one.votes) if rejected is None else rejected
    found = opinion_map(one.votes, rejected=left_out, seed=seed, settings=UNCHECKED)
    ours = {key: group for key, group in zip(one.votes.participants, found.group, strict=True) if group}
    both = [key for key in one.votes.participants if key in ours and key in one.published]
    return found.k, adjusted_rand([ours[key] for key in both], [one.published[key] for key in both])
