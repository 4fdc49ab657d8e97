"""What an inquiry hands in about a round, put together once: every format says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from feedback.enums import Part, RemarkState
from feedback.models import Answer, Assumption, Change, ProposalVersion, Remark, Round, Scene
from feedback.queries.assumptions import assumptions
from feedback.queries.matrix import Cell, Matrix, matrix_of
from feedback.queries.remarks import openly_shown, parts_of, put_about, standing
from feedback.queries.results import Result, results
from hlab.labs.enums import Perspective
from hlab.stats.suppression import at_least


@dataclass(frozen=True)
class Said:
    """A remark as it may be handed in: what it answers, which part of the version it is about, the words, and the
    answer's number in the list of answers. dimension, concerns, stance: of a consequence, codes; else blank."""

    part: str
    about: str
    words: str
    state: str
    answer: int | None
    dimension: str = ""
    concerns: str = ""
    stance: str = ""


@dataclass(frozen=True)
class Tried:
    """One version and everything about it. result: None where nothing may be told. said: {from where it was said:
    remarks}; only perspectives that are told of at all stand by themselves. remarks: at least how many there were
    (`suppression.at_least`), 0 for fewer than five."""

    version: ProposalVersion
    cells: tuple[Cell, ...]
    result: Result | None
    said: dict[str, list[Said]]
    remarks: int
    changes: tuple[Change, ...]
    assumptions: tuple[Assumption, ...]
    scenes: tuple[Scene, ...]


@dataclass(frozen=True)
class Report:
    """round: what it is about. now: the versions that stand now, which may be later than those that were tried.
    answers: published, in the order of their numbers, from 1. open_remarks: at least how many have no answer; None when
    all have one."""

    round: Round
    tried: tuple[Tried, ...]
    now: tuple[ProposalVersion, ...]
    answers: tuple[Answer, ...]
    matrix: Matrix
    open_remarks: int | None
    made_at: datetime

    @property
    def is_demo(self) -> bool:
        return self.round.is_demo


OTHERS = ""
"""Key of those whose perspective is not told, since they are few."""


def report_of(round: Round, *, now: datetime) -> Report:
    """Everything that may be handed in about a round. A fixed number of queries."""
    asked = _versions(round)
    counted = results(round)
    answers = tuple(
        Answer.objects.filter(round=round, published_at__isnull=False, replaced_by__published_at=None)
        .select_related("changed_in__proposal")
        .order_by("decided_on", "pk")
    )
    numbers = {answer.pk: number for number, answer in enumerate(answers, start=1)}
    standing_now = list(
        ProposalVersion.objects.filter(
            proposal__in=[version.proposal_id for version in asked], published_at__isnull=False, replaced_at=None
        )
        .select_related("proposal__lab")
        .prefetch_related("paragraphs")
    )
    # A provotype is tried, and never held against a målbild as if it were a proposal.
    matrix = matrix_of(round.lab, [row for row in standing_now if not row.proposal.is_provotype])
    said, totals, left = _remarks(round, numbers, counted)
    held = list(assumptions().filter(proposal__in=[version.proposal_id for version in asked]))
    changed = _changes(standing_now)
    tried = tuple(
        Tried(
            version=version,
            cells=tuple(
                cell for line in matrix.lines for cell in line.cells if cell.version.proposal_id == version.proposal_id
            ),
            result=counted.get(version.pk),
            said=said.get(version.pk, {}),
            remarks=at_least(totals.get(version.pk, 0)),
            changes=tuple(row for row in changed if _is_later(row.version, version)),
            assumptions=tuple(row for row in held if row.proposal_id == version.proposal_id),
            scenes=tuple(version.scenes.all()),
        )
        for version in asked
    )
    return Report(round, tried, tuple(standing_now), answers, matrix, at_least(left) if left else None, now)


def _versions(round: Round) -> list[ProposalVersion]:
    scenes = Scene.objects.select_related("today_picture", "proposed_picture")
    return list(
        ProposalVersion.objects.filter(asked_in__round=round)
        .order_by("asked_in__place", "pk")
        .select_related("proposal__lab")
        .prefetch_related("paragraphs", Prefetch("scenes", scenes))
    )


def _changes(now: Sequence[ProposalVersion]) -> list[Change]:
    """What has been changed on the way to the versions that stand now, in order."""
    numbers = {row.proposal_id: row.number for row in now}
    rows = Change.objects.filter(version__proposal__in=numbers, version__frozen_at__isnull=False)
    rows = rows.select_related("answer", "version__proposal").order_by("version__number", "place", "pk")
    return [row for row in rows if row.version.number <= numbers[row.version.proposal_id]]


def _is_later(version: ProposalVersion, than: ProposalVersion) -> bool:
    return version.proposal_id == than.proposal_id and version.number > than.number


def _remarks(round: Round, numbers: dict[int, int], counted: dict[int, Result]):
    """({version: {perspective or OTHERS: [Said]}}, {version: remarks}, how many have no published answer)."""
    told = {pk: result.perspectives for pk, result in counted.items()}
    said: dict[int, dict[str, list[Said]]] = {}
    totals: dict[int, int] = {}
    left, parts = 0, parts_of(round)
    shown = set(Remark.objects.filter(openly_shown(), response__round=round).values_list("pk", flat=True))
    rows = (
        Remark.objects.filter(standing(), response__round=round, response__counted=True)
        .select_related("response", "contribution__participation")
        .order_by("part", "at", "pk")
    )
    for remark in rows:
        version = remark.response.version_id
        totals[version] = totals.get(version, 0) + 1
        number = numbers.get(remark.answer_id) if remark.answer_id else None
        left += number is None
        if remark.pk not in shown:
            continue
        who = remark.contribution.participation.perspective
        key = who if who in told.get(version, set()) else OTHERS
        state = RemarkState(remark.state).label if number else ""
        put_about([remark], parts)
        line = Said(
            str(Part(remark.part).label), str(remark.about), remark.contribution.text, str(state), number,
            remark.dimension, remark.concerns, remark.stance,
        )  # fmt: skip
        said.setdefault(version, {}).setdefault(key, []).append(line)
    order = [*Perspective.values, OTHERS]
    return (
        {pk: dict(sorted(by.items(), key=lambda item: order.index(item[0]))) for pk, by in said.items()},
        totals,
        left,
    )
