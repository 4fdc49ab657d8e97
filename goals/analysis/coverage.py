"""What an action plan gives to each målbild, as people have judged it: counts per cell, and where the gaps are. Pure.

A cell is one action × one målbild. Nobody's judgement is blank, "unknown" is a judgement that somebody made, and the
two are never mixed. There is no share of anything here: ten cells judged clear say nothing of the eleventh.

That two groups differ is our own default: the median of what each said, on the steps against < none < partly < clear
and with "unknown" left out, lies at least one step apart.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from statistics import median

import pandas as pd

JUDGEMENTS = ("clear", "partly", "none", "against", "unknown")
CONTRIBUTES = ("clear", "partly")
COLUMNS = ("item", "goal", "perspective", "judgement", "judge")
STEPS = {"against": 0, "none": 1, "partly": 2, "clear": 3}
APART = 1.0

Cell = tuple[Hashable, Hashable]


class BadJudgements(ValueError):
    """Rows that cannot be counted. code: "no_column", "unknown_judgement", "unknown_item", "unknown_goal", "missing"
    (a blank cell), "double" (one judge twice on a cell) or "repeated" (an item or goal twice); value: what is at fault.
    """

    def __init__(self, code: str, value: object):
        self.code, self.value = code, value
        super().__init__(f"{code}: {value!r}")


@dataclass(frozen=True)
class Without:
    """An action or a målbild that nobody has judged clear or partly. judged: somebody has said something else than
    "unknown" of it, so that the gap is found and not only unseen."""

    key: Hashable
    judged: bool


@dataclass(frozen=True)
class Difference:
    """A cell where those who own the plan and those who live with the question see it differently.

    owners, lived: {judgement: persons}, "unknown" among them. owners_higher: the owners see more of a contribution.
    """

    item: Hashable
    goal: Hashable
    owners: dict[str, int]
    lived: dict[str, int]
    owners_higher: bool


@dataclass(frozen=True)
class Gaps:
    """goals_without, items_without: see Without. not_judged: cells that nobody has judged. only_unknown: cells where
    everyone said "unknown". against: cells where somebody said so. differ: see Difference. one_side: cells where only
    owners or only lived have said more than "unknown", which is not that they agree. All in the order of items and
    goals as given."""

    goals_without: tuple[Without, ...]
    items_without: tuple[Without, ...]
    not_judged: tuple[Cell, ...]
    only_unknown: tuple[Cell, ...]
    against: tuple[Cell, ...]
    differ: tuple[Difference, ...]
    one_side: tuple[Cell, ...]


def frame(rows: Collection[tuple]) -> pd.DataFrame:
    """Judgements (item, goal, perspective, judgement, judge) as a table, one row each."""
    return pd.DataFrame.from_records(list(rows), columns=list(COLUMNS)).astype(object)


def matrix(judgements: pd.DataFrame, items: Sequence[Hashable], goals: Sequence[Hashable]) -> pd.DataFrame:
    """Persons per cell. Rows: (item, goal), every pair in the order given. Columns: clear, partly, none, against,
    unknown, and judges with their sum; Int64, and blank in the whole row where nobody has judged. Raises BadJudgements.
    """
    told = _checked(judgements, items, goals)
    every = pd.MultiIndex.from_product([list(items), list(goals)], names=["item", "goal"])
    counts = _counted(told, ["item", "goal"]).reindex(every)
    return counts.astype("Int64")


def by_perspective(judgements: pd.DataFrame, items: Sequence[Hashable], goals: Sequence[Hashable]) -> pd.DataFrame:
    """Persons per cell and perspective, for those that have judged. Rows: (item, goal, perspective), items and goals
    in the order given and perspectives by name. Columns as in `matrix`, without blanks. Raises BadJudgements."""
    told = _checked(judgements, items, goals)
    counts = _counted(told, ["item", "goal", "perspective"])
    at_item, at_goal = _places(items), _places(goals)
    order = sorted(counts.index, key=lambda key: (at_item[key[0]], at_goal[key[1]], str(key[2])))
    return counts.reindex(pd.MultiIndex.from_tuples(order, names=counts.index.names)) if order else counts


def gaps(
    judgements: pd.DataFrame,
    items: Sequence[Hashable],
    goals: Sequence[Hashable],
    *,
    owners: Collection[Hashable],
    lived: Collection[Hashable],
) -> Gaps:
    """Where the plan leaves something out, and where people see it differently.

    owners: judges who own the plan; they count as owners whatever their perspective. lived: perspectives of those who
    live with the question. Others count everywhere but in the comparison. Raises BadJudgements.
    """
    told = _checked(judgements, items, goals)
    said: dict[Cell, set[str]] = {}
    sides: dict[Cell, tuple[dict[str, int], dict[str, int]]] = {}
    owning, living = set(owners), set(lived)
    for item, goal, perspective, judgement, judge in told.itertuples(index=False, name=None):
        said.setdefault((item, goal), set()).add(judgement)
        pair = sides.setdefault((item, goal), ({}, {}))
        if judge in owning or perspective in living:
            side = pair[0] if judge in owning else pair[1]
            side[judgement] = side.get(judgement, 0) + 1
    cells = [(item, goal) for item in items for goal in goals]
    differ, one_side = [], []
    for cell in cells:
        ours, theirs = sides.get(cell, ({}, {}))
        high, low = _middle(ours), _middle(theirs)
        if high is None or low is None:
            if high is not None or low is not None:
                one_side.append(cell)
        elif abs(high - low) >= APART:
            differ.append(Difference(*cell, ours, theirs, high > low))
    return Gaps(
        goals_without=_without(goals, {goal: [said.get((item, goal), set()) for item in items] for goal in goals}),
        items_without=_without(items, {item: [said.get((item, goal), set()) for goal in goals] for item in items}),
        not_judged=tuple(cell for cell in cells if cell not in said),
        only_unknown=tuple(cell for cell in cells if said.get(cell) == {"unknown"}),
        against=tuple(cell for cell in cells if "against" in said.get(cell, ())),
        differ=tuple(differ),
        one_side=tuple(one_side),
    )


# --- Inner parts ------------------------------------------------------------------------------


def _checked(judgements: pd.DataFrame, items: Sequence[Hashable], goals: Sequence[Hashable]) -> pd.DataFrame:
    for column in COLUMNS:
        if column not in judgements.columns:
            raise BadJudgements("no_column", column)
    told = judgements[list(COLUMNS)]
    for keys in (items, goals):
        if len(set(keys)) < len(keys):
            raise BadJudgements("repeated", next(key for key in keys if list(keys).count(key) > 1))
    if told.isna().any(axis=None):
        raise BadJudgements("missing", next(column for column in COLUMNS if told[column].isna().any()))
    for column, allowed, code in (
        ("judgement", set(JUDGEMENTS), "unknown_judgement"),
        ("item", set(items), "unknown_item"),
        ("goal", set(goals), "unknown_goal"),
    ):
        for value in told[column]:
            if value not in allowed:
                raise BadJudgements(code, value)
    double = told[told.duplicated(["item", "goal", "judge"])]
    if len(double):
        raise BadJudgements("double", tuple(double.iloc[0][["item", "goal", "judge"]]))
    return told


def _counted(told: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Rows per key of `by` that somebody has judged; every judgement a column."""
    counts = told.groupby([*by, "judgement"], sort=False).size().unstack("judgement", fill_value=0)
    counts = counts.reindex(columns=list(JUDGEMENTS), fill_value=0).astype("Int64")
    counts.columns.name = None
    counts["judges"] = counts.sum(axis=1).astype("Int64")
    return counts


def _places(keys: Sequence[Hashable]) -> dict[Hashable, int]:
    return {key: at for at, key in enumerate(keys)}


def _middle(side: dict[str, int]) -> float | None:
    """The median of what was said, or None where no one has said more than "unknown"."""
    steps = [STEPS[judgement] for judgement, n in side.items() if judgement in STEPS for _ in range(n)]
    return float(median(steps)) if steps else None


def _without(keys: Sequence[Hashable], said: dict[Hashable, list[set[str]]]) -> tuple[Without, ...]:
    out = []
    for key in keys:
        words = set().union(*said[key])
        if not words & set(CONTRIBUTES):
            out.append(Without(key, bool(words & set(STEPS))))
    return tuple(out)
