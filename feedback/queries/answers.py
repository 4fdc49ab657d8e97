"""Answers to remarks: those of a round for staff, and what anyone may read of them, with small numbers hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from feedback.enums import OwnView, RoundState, Verdict
from feedback.models import Answer, Change, Proposal, ProposalVersion, Remark, Round
from feedback.queries.remarks import has_been_answered, openly_shown, standing
from hlab.stats.suppression import at_least

EXAMPLES = 2  # of people's own words beside an answer


def answers() -> QuerySet[Answer]:
    """Answers with what the door and a page of one ask for."""
    return Answer.objects.select_related("round__lab", "changed_in__proposal", "replaces", "replaced_by")


def answers_in(round: Round) -> QuerySet[Answer]:
    """The answers of a round for staff, drafts first, each with `.n` (remarks that stand) and `.missed` (of them, those
    whose owners say that it does not answer them)."""
    here = standing("remarks__")
    return (
        answers()
        .filter(round=round)
        .annotate(
            n=Count("remarks", filter=here),
            missed=Count("remarks", filter=here & Q(remarks__own_view=OwnView.MISSES)),
        )
        .order_by("published_at", "created_at", "pk")
    )


def is_read(answer: str = "") -> Q:
    """Condition: published, and not replaced by a later one that is. answer: path to it."""
    return Q(**{f"{answer}published_at__isnull": False, f"{answer}replaced_by__published_at": None})


def answers_of(version: ProposalVersion) -> QuerySet[Answer]:
    """The published answers to what was said of a version, and those that led to it, the latest first."""
    said_of_it = Remark.objects.filter(answer=OuterRef("pk"), response__version=version)
    return (
        answers()
        .filter(is_read(), Exists(said_of_it) | Q(changed_in=version))
        .order_by("-decided_on", "-pk")
    )  # fmt: skip


def counts_of(round: Round) -> dict[str, int]:
    """{"all", "answered", "unanswered"} remarks of a round as anyone may know them: "minst 20", the largest of
    BROAD_STEPS that is no more, 0 where they are fewer than five. Never exactly: remarks come on paper and are taken
    back, answers come one by one, and two counts that are both exact would give away the difference."""
    found = _public().filter(response__round=round).aggregate(
        all=Count("pk"), answered=Count("pk", filter=has_been_answered())
    )  # fmt: skip
    unanswered = found["all"] - found["answered"]
    return {
        "all": at_least(found["all"]),
        "answered": at_least(found["answered"]),
        "unanswered": at_least(unanswered),
    }


@dataclass
class Told:
    """An answer as anyone may read it. n: at least how many remarks it answers (0: fewer than five). examples: words
    that those who said them let us show. changes: what a published version changed because of it."""

    answer: Answer
    n: int
    examples: list[Remark] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass
class Said:
    """What was said of one version and what came of it. n: at least how many remarks there are. counts: {"unanswered"
    and each verdict: at least how many}, None as long as people can still answer. 0: fewer than five, or none. groups:
    [(verdict, answers)], those that changed something first."""

    version: ProposalVersion
    rounds: list[Round]
    n: int
    counts: dict[str, int] | None
    groups: list[tuple[Verdict, list[Told]]]

    @property
    def table(self) -> list[tuple[str, int]]:
        """[(verdict in words, at least how many remarks)]."""
        return [(str(verdict.label), self.counts[verdict.value]) for verdict in Verdict] if self.counts else []


def proposals_with_answers() -> QuerySet[Proposal]:
    """Proposals that anyone may read."""
    public = ProposalVersion.objects.filter(proposal=OuterRef("pk"), published_at__isnull=False)
    return Proposal.objects.filter(Exists(public)).select_related("lab")


def said_of(proposal: Proposal, number: int | None = None) -> list[Said]:
    """What was said of each published version that has been asked about, the latest first, and what came of it. number:
    of that version alone. Seven queries however many."""
    asked_about = ProposalVersion.objects.filter(proposal=proposal, published_at__isnull=False, asked_in__isnull=False)
    if number is not None:
        asked_about = asked_about.filter(number=number)
    versions = list(asked_about.distinct().order_by("-number").select_related("proposal"))
    rounds: dict[int, list[Round]] = {version.pk: [] for version in versions}
    asked = Round.objects.filter(asks__version__in=rounds).exclude(state=RoundState.PLANNED)
    for version_id, round in _by_version(asked.distinct(), rounds):
        rounds[version_id].append(round)
    counted = _counted(rounds)
    told = _told({answer for answers in counted.values() for answer in answers if answer})
    return [_said(version, rounds[version.pk], counted.get(version.pk, {}), told) for version in versions if
            rounds[version.pk]]  # fmt: skip


def _public() -> QuerySet[Remark]:
    """Remarks of the people who were asked: not those that staff have tried with."""
    return Remark.objects.filter(standing(), response__counted=True)


def _by_version(rounds: QuerySet[Round], versions: Iterable[int]):
    for round in rounds.prefetch_related("asks").order_by("opened_at", "pk"):
        for ask in round.asks.all():
            if ask.version_id in versions:
                yield ask.version_id, round


def _counted(versions: Iterable[int]) -> dict[int, dict[int | None, int]]:
    """{version id: {answer id, None for no answer that can be read: remarks}}."""
    rows = _public().filter(response__version__in=list(versions)).order_by()
    found: dict[int, dict[int | None, int]] = {}
    for version, answer, published, n in rows.values_list(
        "response__version", "answer", "answer__published_at"
    ).annotate(n=Count("pk")):
        there = found.setdefault(version, {})
        key = answer if published else None
        there[key] = there.get(key, 0) + n
    return found


def _told(answer_ids: set[int]) -> dict[int | None, Any]:
    """{answer id: (answer, examples by version, changes)} of published answers."""
    read = answers().filter(is_read(), pk__in=answer_ids)
    found: dict[int | None, Any] = {answer.pk: (answer, {}, []) for answer in read}
    if not found:
        return {}
    shown = Remark.objects.filter(openly_shown(), answer__in=found, parent__isnull=True)
    for remark in shown.select_related("contribution", "response").order_by("shown_at", "pk"):
        there = found[remark.answer_id][1].setdefault(remark.response.version_id, [])
        if len(there) < EXAMPLES:
            there.append(remark)
    changes = Change.objects.filter(answer__in=found, version__published_at__isnull=False)
    for change in changes.select_related("version__proposal"):
        found[change.answer_id][2].append(change)
    return found


def _said(version: ProposalVersion, rounds: list[Round], counted: dict[int | None, int], told: dict) -> Said:
    groups: dict[str, list[Told]] = {verdict.value: [] for verdict in Verdict}
    sums = dict.fromkeys(groups, 0)
    for pk, n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0] or 0)):
        if pk in told:
            answer, examples, changes = told[pk]
            sums[answer.verdict] += n
            groups[answer.verdict].append(Told(answer, at_least(n), examples.get(version.pk, []), changes))
    everything = sum(counted.values())
    counts = None
    if not any(round.state == RoundState.OPEN for round in rounds):
        sums["unanswered"] = everything - sum(sums.values())
        counts = {name: at_least(n) for name, n in sums.items()}
    shown = [(verdict, groups[verdict.value]) for verdict in Verdict if groups[verdict.value]]
    return Said(version, rounds, at_least(everything), counts, shown)
