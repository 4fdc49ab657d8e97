"""A plan held against the målbilder: what each cell shows, where the gaps are, and which actions are looked at.

The same for the page and for the files. Answers are counted by side (those who live with the question, those who own
the plan, others) and never weighed together; there is no share of anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy

from goals.analysis import coverage
from goals.enums import Leads
from goals.models import ActionAssessment, ActionItem, Assessor, GoalVersion, PlanVersion
from goals.queries.plan_judgements import (
    LIVED,
    LOOKS,
    OTHERS,
    OWNERS,
    SIDE_LABELS,
    SIDES,
    Judged,
    in_cells,
    judgements_of,
    persons_behind,
    reasons_of,
    side_of,
)
from goals.queries.plans import assessors_of, goals_to_judge
from hlab.labs.enums import LIVED_PERSPECTIVES

OWNERS_NOTE = gettext_lazy(
    "Den som äger en plan tenderar att bedöma den högt. Därför står deras bedömningar bredvid de andras. En skillnad "
    "är något att prata om, inte ett fel."
)
"""S35, in a sentence: shown wherever owners' judgements are."""


@dataclass(frozen=True)
class Answer:
    """How many of a side gave an answer. n: judgements; people: persons behind them (a group's judgement is one)."""

    code: str
    n: int
    people: int

    @property
    def label(self) -> str:
        return str(Leads(self.code).label)

    @property
    def look(self) -> str:
        return LOOKS[self.code]


@dataclass(frozen=True)
class Side:
    """What one side has said in a cell; no answers when it has said nothing. reasons: only where they are shown."""

    key: str
    answers: tuple[Answer, ...]
    reasons: tuple[Any, ...] = ()

    @property
    def label(self):
        return SIDE_LABELS[self.key]


@dataclass(frozen=True)
class Reason:
    """One judgement with its reason. own: by the reader; from_words: perspective, and for a group its name and size."""

    row: ActionAssessment
    carried: bool
    own: bool

    @property
    def look(self) -> str:
        return LOOKS[self.row.answer]


@dataclass(frozen=True)
class Cell:
    """One action and one wording. shown: False while others' answers are kept from who has not judged it. carried: how
    many judgements need a look. only_owners: nobody else has said more than "vet ej" (S35)."""

    item: ActionItem
    goal: GoalVersion
    sides: tuple[Side, ...] = ()
    judged: int = 0
    carried: int = 0
    shown: bool = True
    only_owners: bool = False
    differs: bool = False


@dataclass(frozen=True)
class Line:
    """An action with its cells, in the order of the målbilder."""

    item: ActionItem
    cells: tuple[Cell, ...]


@dataclass
class Board:
    """Everything that is judged of one version of a plan. reader: a user id, whose own judgements are known as such."""

    version: PlanVersion
    goals: list[GoalVersion]
    assessors: dict[int, Assessor]
    judged: list[Judged]
    item_ids: list[int]
    reader: int | None = None

    @cached_property
    def cells(self) -> dict[tuple[int, int], list[Judged]]:
        return in_cells(self.judged)

    @cached_property
    def own_cells(self) -> set[tuple[int, int]]:
        """Cells that the reader has judged, from any place."""
        return {(row.item, row.goal) for row in self.judged if self._is_own(row)}

    @cached_property
    def gaps(self) -> coverage.Gaps:
        rows = [
            (row.item, row.goal, self.assessors[row.assessor].perspective, row.answer, row.assessor)
            for row in self.judged
        ]
        return coverage.gaps(
            coverage.frame(rows),
            self.item_ids,
            [goal.pk for goal in self.goals],
            owners=[pk for pk, assessor in self.assessors.items() if assessor.owns_plan],
            lived=[str(perspective) for perspective in LIVED_PERSPECTIVES],
        )

    @cached_property
    def differing(self) -> set[tuple[int, int]]:
        return {(row.item, row.goal) for row in self.gaps.differ}

    @property
    def carried(self) -> int:
        """Judgements that were made of an earlier version."""
        return sum(row.carried for row in self.judged)

    @property
    def judges(self) -> list[Assessor]:
        """Those who have judged something of this, in the order they came."""
        there = {row.assessor for row in self.judged}
        return [assessor for pk, assessor in self.assessors.items() if pk in there]

    @property
    def people(self) -> int:
        return persons_behind(self.judges)

    def hides_from(self, reader_judges: bool) -> bool:
        """Whether there is something that a reader who judges has not judged and so should not see unasked."""
        return reader_judges and bool(self.cells.keys() - self.own_cells)

    def reasons(self, cells: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[Reason]]:
        """{cell: what was said, with reasons} for some cells. One query."""
        rows = [row for cell in cells for row in self.cells.get(cell, ())]
        found = reasons_of(rows)
        out: dict[tuple[int, int], list[Reason]] = {}
        for row in rows:
            out.setdefault((row.item, row.goal), []).append(Reason(found[row.pk], row.carried, self._is_own(row)))
        return out

    def lines(
        self, items: Iterable[ActionItem], goals: Sequence[GoalVersion], *, reveal: bool = True, why: bool = False
    ) -> list[Line]:
        """Actions with a cell for each of the wordings. reveal: False keeps what the reader has not judged from them.
        why: with reasons, one query more."""
        items = list(items)
        reasons = self.reasons([(item.pk, goal.pk) for item in items for goal in goals]) if why else {}
        return [
            Line(item, tuple(self._cell(item, goal, reveal, reasons.get((item.pk, goal.pk), [])) for goal in goals))
            for item in items
        ]

    def narrowed(self, *, goal: int | None = None, answer: str | None = None, which: str | None = None) -> list[int]:
        """Ids of the actions that fit, in the plan's order. which: one of "ej", "olika", "utan", "over"."""
        goals = {goal} if goal else {row.pk for row in self.goals}
        here = [row for row in self.judged if row.goal in goals]
        fits = set(self.item_ids)
        if answer:
            fits &= {row.item for row in here if row.answer == answer}
        if which == "ej":
            seen: dict[int, int] = {}
            for item, of_goal in self.cells:
                seen[item] = seen.get(item, 0) + (of_goal in goals)
            fits = {pk for pk in fits if seen.get(pk, 0) < len(goals)}
        elif which == "olika":
            fits &= {item for item, of_goal in self.differing if of_goal in goals}
        elif which == "utan":
            fits &= {row.key for row in self.gaps.items_without}
        elif which == "over":
            fits &= {row.item for row in here if row.carried}
        return [pk for pk in self.item_ids if pk in fits]

    def _is_own(self, row: Judged) -> bool:
        return self.reader is not None and self.assessors[row.assessor].user_id == self.reader

    def _cell(self, item: ActionItem, goal: GoalVersion, reveal: bool, reasons: list[Reason]) -> Cell:
        rows = self.cells.get((item.pk, goal.pk), [])
        if not rows:
            return Cell(item, goal)
        if not reveal and (item.pk, goal.pk) not in self.own_cells:
            return Cell(item, goal, judged=len(rows), shown=False)
        by_side: dict[str, list[Judged]] = {key: [] for key in SIDES}
        for row in rows:
            by_side[side_of(self.assessors[row.assessor])].append(row)
        told = {key: _answers(found, self.assessors) for key, found in by_side.items()}
        owners_say = any(row.answer != Leads.UNKNOWN for row in by_side[OWNERS])
        others_say = any(row.answer != Leads.UNKNOWN for key in (LIVED, OTHERS) for row in by_side[key])
        sides = tuple(
            Side(key, told[key], tuple(one for one in reasons if side_of(one.row.assessor) == key)) for key in SIDES
        )
        return Cell(
            item,
            goal,
            sides=sides,
            judged=len(rows),
            carried=sum(row.carried for row in rows),
            only_owners=owners_say and not others_say,
            differs=(item.pk, goal.pk) in self.differing,
        )


def board_of(version: PlanVersion, *, reader: int | None = None) -> Board:
    """The board of one version. Five queries at most, however much has been judged."""
    goals = goals_to_judge(version.plan.lab)
    return Board(
        version=version,
        goals=goals,
        assessors={row.pk: row for row in assessors_of(version.plan)},
        judged=judgements_of(version, goals),
        item_ids=list(version.items.order_by("position").values_list("pk", flat=True)),
        reader=reader,
    )


def _answers(rows: list[Judged], assessors: dict[int, Assessor]) -> tuple[Answer, ...]:
    by_code: dict[str, list[Assessor]] = {}
    for row in rows:
        by_code.setdefault(row.answer, []).append(assessors[row.assessor])
    return tuple(
        Answer(code, len(by_code[code]), persons_behind(by_code[code])) for code in Leads.values if code in by_code
    )
