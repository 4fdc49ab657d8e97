"""Proposals held against målbilder: what is said of each pair, from each perspective, and what nobody has said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from feedback.models import Proposal, ProposalGoal, ProposalVersion
from goals.models import GoalVersion
from goals.queries.plans import goals_to_judge
from hlab.labs.enums import Perspective

OWN = Perspective.NATIONAL
"""Whose account is the inquiry's own."""
ORDER = list(Perspective.values)


@dataclass(frozen=True)
class Cell:
    """One proposal and one målbild. own: the inquiry's account, or None; others: everybody else's, by perspective.
    older: accounts of an earlier version or wording, that need a look."""

    version: ProposalVersion
    goal: GoalVersion
    own: ProposalGoal | None = None
    others: tuple[ProposalGoal, ...] = ()
    older: tuple[ProposalGoal, ...] = ()

    @property
    def every(self) -> tuple[ProposalGoal, ...]:
        """The inquiry's account first."""
        return (*self.own_rows, *self.others)

    @property
    def own_rows(self) -> tuple[ProposalGoal, ...]:
        return (self.own,) if self.own else ()


@dataclass(frozen=True)
class Line:
    """A målbild through all proposals, in the order of `Matrix.versions`."""

    goal: GoalVersion
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """versions: the columns. missing: pairs without the inquiry's own account; the matrix is whole when there are
    none."""

    versions: tuple[ProposalVersion, ...]
    lines: tuple[Line, ...]

    @property
    def missing(self) -> list[Cell]:
        return [cell for line in self.lines for cell in line.cells if cell.own is None]


def goals_to_account_for(lab) -> list[GoalVersion]:
    """The wordings that proposals are held against: as plans are."""
    return goals_to_judge(lab)


def versions_to_account_for(lab, *, public: bool = False) -> list[ProposalVersion]:
    """The version of each proposal that accounts are of: the latest that is locked, or, for anyone, the public one.
    A provotype is never a proposal, and doing nothing is one of the ways."""
    rows = ProposalVersion.objects.filter(proposal__lab=lab, frozen_at__isnull=False).exclude(
        proposal__kind="provotype"
    )
    if public:
        rows = rows.filter(published_at__isnull=False, replaced_at=None)
    latest: dict[int, ProposalVersion] = {}
    for row in rows.select_related("proposal__lab").order_by("proposal__number", "proposal_id", "number"):
        latest[row.proposal_id] = row
    return list(latest.values())


def matrix_of(lab, versions: Iterable[ProposalVersion] | None = None) -> Matrix:
    """What is said of every pair. Three queries."""
    columns = tuple(versions_to_account_for(lab) if versions is None else versions)
    goals = goals_to_account_for(lab)
    said = accounts().filter(version__proposal__in=[row.proposal_id for row in columns])
    held: dict[tuple[int, int], list[ProposalGoal]] = {}
    for row in said:
        held.setdefault((row.version.proposal_id, row.goal_version.goal_id), []).append(row)
    lines = (
        Line(
            goal, tuple(_cell(version, goal, held.get((version.proposal_id, goal.goal_id), [])) for version in columns)
        )
        for goal in goals
    )
    return Matrix(columns, tuple(lines))


def _cell(version: ProposalVersion, goal: GoalVersion, rows: list[ProposalGoal]) -> Cell:
    now = [row for row in rows if row.version_id == version.pk and row.goal_version_id == goal.pk]
    now.sort(key=lambda row: ORDER.index(row.perspective))
    said = {row.perspective for row in now}
    before = [row for row in rows if row not in now and row.perspective not in said]
    latest = {row.perspective: row for row in sorted(before, key=lambda row: (row.version.number, row.at))}
    own = next((row for row in now if row.perspective == OWN), None)
    return Cell(version, goal, own, tuple(row for row in now if row is not own), tuple(latest.values()))


def accounts() -> QuerySet[ProposalGoal]:
    """Accounts with what their words are about."""
    return ProposalGoal.objects.select_related("version__proposal__lab", "goal_version__goal", "by")


def accounts_of(version: ProposalVersion) -> list[Cell]:
    """The målbilder that anyone has said something of for just this version, the inquiry's account first. One query."""
    cells: dict[int, list[ProposalGoal]] = {}
    for row in accounts().filter(version=version):
        cells.setdefault(row.goal_version_id, []).append(row)
    return [_cell(version, rows[0].goal_version, rows) for rows in cells.values()]


def served_by(goal) -> list[Cell]:
    """For the page of a målbild: the public proposals that say something of it, each with its accounts. Two queries."""
    rows = ProposalGoal.objects.filter(goal_version__goal=goal).select_related("goal_version__goal")
    found = (
        Proposal.objects.filter(versions__goal_accounts__goal_version__goal=goal)
        .exclude(kind="provotype")
        .distinct()
        .prefetch_related(
            Prefetch(
                "versions",
                ProposalVersion.objects.filter(published_at__isnull=False, replaced_at=None).prefetch_related(
                    Prefetch("goal_accounts", rows)
                ),
                to_attr="public",
            )
        )
    )
    out = []
    for proposal in found:
        for version in proposal.public:
            version.proposal = proposal
            if said := list(version.goal_accounts.all()):
                newest = max(said, key=lambda row: row.goal_version.number).goal_version
                out.append(_cell(version, newest, [row for row in said if row.goal_version_id == newest.pk]))
    return out
