"""The vote matrix: agree 1, pass 0, disagree −1, and not seen. Pure.

A pass is an answer, not seen is none: values and what was seen are therefore two arrays. Rows and columns lie in one
fixed order (by id, numbers as numbers), so that no result can depend on the order in which votes were given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from hlab.stats.opinion.settings import DEFAULT, MAX_PARTICIPANTS, MAX_STATEMENTS, Settings

_PARTS = re.compile(r"[0-9]+|[^0-9]+")


class BadVotes(ValueError):
    """Votes that cannot be right: outside the scale, the same id twice, unknown ids, too many."""


def natural(key: str) -> tuple:
    """Order of ids: what is digits as numbers, 2 before 10 and p2 before p10; numbers before text."""
    parts = tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in _PARTS.findall(key)
    )
    return parts, key


@dataclass(frozen=True)
class Votes:
    """participants, statements: ids in natural order. values: int8 (people × statements), 0 where not seen.

    seen: bool, same shape.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    values: np.ndarray
    seen: np.ndarray

    @classmethod
    def of(cls, matrix, participants: Sequence, statements: Sequence) -> Votes:
        """From an array of 1, 0, −1 and NaN with its ids in the order of rows and columns. Raises BadVotes."""
        array = np.asarray(matrix)
        people, said = [str(key) for key in participants], [str(key) for key in statements]
        if array.size == 0:
            array = array.reshape(len(people), len(said))
        if array.shape != (len(people), len(said)):
            raise BadVotes("matrisen har en annan storlek än antalet deltagare och påståenden")
        seen = ~np.isnan(array) if array.dtype.kind == "f" else np.ones(array.shape, dtype=bool)
        values = np.where(seen, array, 0)
        if not np.isin(values, (-1, 0, 1)).all():
            row, column = np.argwhere(~np.isin(values, (-1, 0, 1)))[0]
            raise BadVotes(f"deltagare {people[row]}, påstående {said[column]}: {values[row, column]} är ingen röst")
        return cls.from_seen(values.astype(np.int8), seen, people, said)

    @classmethod
    def from_seen(cls, values: np.ndarray, seen: np.ndarray, people: Sequence[str], said: Sequence[str]) -> Votes:
        """From int8 values (0 where not seen) and what was seen; puts rows and columns in order. Raises BadVotes."""
        for what, keys, most in (("deltagare", people, MAX_PARTICIPANTS), ("påståenden", said, MAX_STATEMENTS)):
            if len(set(keys)) != len(keys):
                raise BadVotes(f"samma id två gånger bland {what}")
            if len(keys) > most:
                raise BadVotes(f"{len(keys)} {what} är fler än de {most} som går att räkna på")
        rows = sorted(range(len(people)), key=lambda i: natural(people[i]))
        columns = sorted(range(len(said)), key=lambda i: natural(said[i]))
        if rows != list(range(len(rows))):
            values, seen = values[rows], seen[rows]
        if columns != list(range(len(columns))):
            values, seen = values[:, columns], seen[:, columns]
        return cls(tuple(people[i] for i in rows), tuple(said[i] for i in columns), values, seen)

    @classmethod
    def from_rows(cls, rows: Iterable[tuple], *, participants: Iterable = (), statements: Iterable = ()) -> Votes:
        """From (participant, statement, vote) in the order they were cast: the last one wins.

        participants, statements: ids that are there without a vote as well. Raises BadVotes.
        """
        people = dict.fromkeys(map(str, participants))
        said = dict.fromkeys(map(str, statements))
        cast: dict[tuple[str, str], int] = {}
        for person, statement, vote in rows:
            if vote not in (-1, 0, 1):
                raise BadVotes(f"deltagare {person}, påstående {statement}: {vote} är ingen röst")
            key = (str(person), str(statement))
            people.setdefault(key[0])
            said.setdefault(key[1])
            cast[key] = int(vote)
        if len(people) > MAX_PARTICIPANTS or len(said) > MAX_STATEMENTS:
            raise BadVotes(
                f"{len(people)} deltagare och {len(said)} påståenden är fler än som går att räkna på "
                f"({MAX_PARTICIPANTS} och {MAX_STATEMENTS})"
            )
        row = {key: i for i, key in enumerate(people)}
        column = {key: i for i, key in enumerate(said)}
        values = np.zeros((len(row), len(column)), dtype=np.int8)
        seen = np.zeros(values.shape, dtype=bool)
        if cast:
            at = np.array([(row[p], column[s]) for p, s in cast], dtype=np.intp)
            values[at[:, 0], at[:, 1]] = np.fromiter(cast.values(), dtype=np.int8, count=len(cast))
            seen[at[:, 0], at[:, 1]] = True
        return cls.from_seen(values, seen, list(row), list(column))

    @property
    def n_votes(self) -> np.ndarray:
        """Votes that each person has cast, passes counted (people,)."""
        return self.seen.sum(axis=1, dtype=np.int64)


def never_put(votes: Votes) -> frozenset[str]:
    """Statements that exactly one person has voted on, where there are others: nobody but the author was asked.

    A reading of files that do not say what was rejected. With a single voter the column has no variance whatever it
    holds; what changes is that it no longer counts as unseen for all the others in the root factor of the map.

    Nothing is read into a file where everybody passes on some statement: rejected ones have been set to 0 there, so
    the file does say what was rejected.
    """
    if len(votes.participants) < 2 or (votes.seen.all(axis=0) & ~votes.values.any(axis=0)).any():
        return frozenset()
    alone = votes.seen.sum(axis=0) == 1
    return frozenset(key for key, one in zip(votes.statements, alone, strict=True) if one)


def included(votes: Votes, before: Iterable = (), *, settings: Settings = DEFAULT) -> np.ndarray:
    """Who is grouped (people,): at least min(7, statements that anybody has seen) votes, or included before.

    Fewer than 15: topped up with the most active who have voted at all, ties by lowest id.
    """
    cast = votes.n_votes
    needed = max(1, min(settings.min_votes, int(votes.seen.any(axis=0).sum())))
    kept = set(map(str, before))
    inside = (cast >= needed) | np.array([key in kept for key in votes.participants], dtype=bool)
    inside &= cast > 0
    if (short := settings.min_included - int(inside.sum())) > 0:
        waiting = [i for i in np.argsort(-cast, kind="stable") if cast[i] and not inside[i]]
        inside[waiting[:short]] = True
    return inside
