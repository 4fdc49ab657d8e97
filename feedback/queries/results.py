"""What a round came to, as it was counted: the only way to the numbers of a round, for pages, lists and files alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from feedback.analysis.distribution import REST, Row, Table
from feedback.analysis.release import GROUPINGS, table_of, unpacked
from feedback.enums import RoundState
from feedback.models import Proposal, ProposalVersion, Round, RoundRelease, RoundVersion
from hlab.labs.enums import Perspective


@dataclass(frozen=True)
class Result:
    """What may be told of one version in one round. by: {grouping: table} of those who answered for themselves, alone
    or together with somebody. other: those who answered for somebody else, None where they are too few. said: as in
    `feedback.analysis.release`. k: fewer people than that are not told of."""

    version_id: int
    k: int
    made_at: datetime
    by: dict[str, Table]
    other: Row | None
    said: Sequence[dict[str, Any]]

    @property
    def total(self) -> Row | None:
        """All who answered for themselves; None where they are too few."""
        return self.by["perspective"].total

    @property
    def perspectives(self) -> set[str]:
        """Those that are told of by themselves: the only ones that may stand beside anybody's words."""
        return {row.key for row in self.by["perspective"].rows} - {REST, Perspective.UNSAID}


def told_rounds() -> QuerySet[Round]:
    """Rounds that have been opened, with what they came to and which published versions they ask about. See
    `release_of` and `versions_of`."""
    asked = RoundVersion.objects.filter(version__published_at__isnull=False).select_related("version__proposal")
    return (
        Round.objects.exclude(state=RoundState.PLANNED)
        .select_related("lab", "release")
        .prefetch_related(Prefetch("asks", asked.order_by("place", "pk")))
    )


def counted_rounds() -> QuerySet[Round]:
    """Those of them that have been counted, the latest first."""
    return told_rounds().filter(release__isnull=False).order_by("-release__made_at", "-pk")


def versions_of(round: Round) -> list[ProposalVersion]:
    """Published versions that one of `told_rounds` asks about, in order."""
    return [asked.version for asked in round.asks.all()]


def release_of(round: Round) -> RoundRelease | None:
    """What a round came to; None before it is counted."""
    return getattr(round, "release", None)


def results(round: Round) -> dict[int, Result]:
    """{version id: result} of a round; empty before it is counted."""
    release = release_of(round)
    return {} if release is None else {row["version"]: _result(row, release) for row in release.tables["versions"]}


def results_of(round: Round, version: ProposalVersion) -> Result | None:
    """One version's; None before the round is counted, and where the round does not ask about it."""
    return results(round).get(version.pk)


def result_before(version: ProposalVersion) -> tuple[ProposalVersion, Result] | None:
    """The latest earlier version of the same proposal of which there is a result, and that. One query."""
    asked = RoundVersion.objects.filter(
        version__proposal_id=version.proposal_id,
        version__number__lt=version.number,
        version__published_at__isnull=False,
        round__release__isnull=False,
    ).select_related("round__release", "version")
    found = asked.order_by("-version__number", "-round__release__made_at").first()
    result = found and results_of(found.round, found.version)
    return (found.version, result) if found and result else None


def perspectives_told(proposal: Proposal) -> dict[tuple[int, int], set[str]]:
    """{(round id, version id): perspectives that are told of by themselves} of what has been counted. One query."""
    about = RoundVersion.objects.filter(version__proposal=proposal).values("round")
    return {
        (release.round_id, row["version"]): _result(row, release).perspectives
        for release in RoundRelease.objects.filter(round__in=about)
        for row in release.tables["versions"]
    }


def _result(row: dict, release: RoundRelease) -> Result:
    return Result(
        row["version"],
        release.k,
        release.made_at,
        {by: table_of(row["own"], by) for by in GROUPINGS},
        unpacked(row["other"]["total"]),
        row["said"],
    )
