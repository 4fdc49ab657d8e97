"""Proposals and their versions, for those who write them and for what shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from feedback.enums import ProposalKind
from feedback.models import (
    Answer,
    Change,
    Mockup,
    Paragraph,
    Proposal,
    ProposalUpload,
    ProposalVersion,
    Round,
    RoundVersion,
    Scene,
    SceneLink,
)


def proposals() -> QuerySet[Proposal]:
    """Proposals with their lab, and what they are another way to."""
    return Proposal.objects.select_related("lab", "alternative_to")


def versions() -> QuerySet[ProposalVersion]:
    """Versions with their proposal and lab."""
    return ProposalVersion.objects.select_related("proposal__lab", "proposal__alternative_to")


def paragraphs() -> QuerySet[Paragraph]:
    """Paragraphs with their version, proposal and lab."""
    return Paragraph.objects.select_related("version__proposal__lab")


def changes() -> QuerySet[Change]:
    """Changes with their version, proposal and lab, and the answer behind them."""
    return Change.objects.select_related("version__proposal__lab", "answer")


def uploads() -> QuerySet[ProposalUpload]:
    """Files on their way in, with their lab."""
    return ProposalUpload.objects.select_related("lab", "proposal")


def proposals_of(lab) -> list[Proposal]:
    """A lab's proposals in the order of their numbers, alternatives after what they are another way to.

    Each has `.all_versions`, `.latest`, `.public` (what anyone reads, or None), `.open` (what is written on, or None)
    and `.ways` (its alternatives, each with the same). Three queries however many there are.
    """
    found = list(with_versions(Proposal.objects.filter(lab=lab).select_related("lab")))
    for proposal in found:
        tell_versions(proposal)
    by_id = {proposal.pk: proposal for proposal in found}
    for proposal in found:
        proposal.ways = []
    for proposal in found:
        if proposal.alternative_to_id in by_id:
            by_id[proposal.alternative_to_id].ways.append(proposal)
    order = []
    for proposal in sorted(found, key=_by_number):
        if proposal.alternative_to_id not in by_id:
            order += [proposal, *sorted(proposal.ways, key=_by_number)]
    return order


def _by_number(proposal: Proposal) -> list:
    """F2 before F10."""
    return [
        (part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", proposal.number)
    ]


def with_versions(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """The same, with their versions in `.all_versions`; see `tell_versions`."""
    return rows.prefetch_related(
        Prefetch("versions", ProposalVersion.objects.order_by("number"), to_attr="all_versions")
    )


def tell_versions(proposal: Proposal) -> Proposal:
    """`.latest`, `.public` and `.open` from `.all_versions`."""
    every = proposal.all_versions
    for version in every:
        version.proposal = proposal
    proposal.latest = every[-1] if every else None
    proposal.public = next((version for version in every if version.is_current), None)
    proposal.open = next((version for version in every if version.is_open), None)
    return proposal


def first_of(lab, most: int) -> list[Proposal]:
    """The lab's first proposals, with `.title` and `.latest_number` of the latest version. One query."""
    latest = ProposalVersion.objects.filter(proposal=OuterRef("pk")).order_by("-number")
    rows = Proposal.objects.filter(lab=lab).annotate(
        title=Subquery(latest.values("title")[:1]), latest_number=Subquery(latest.values("number")[:1])
    )
    found: list[Proposal] = sorted(rows, key=_by_number)
    return found[:most]


def narrowed(rows: list[Proposal], *, words: str = "", status: str = "", kind: str = "") -> list[Proposal]:
    """Those of `proposals_of` that fit: every word in the number or in the latest version, this status, this kind."""
    wanted = words.casefold().split()

    def fits(proposal: Proposal) -> bool:
        latest = proposal.latest
        text = f"{proposal.number} {latest.title} {latest.summary}".casefold() if latest else proposal.number.casefold()
        return (
            all(word in text for word in wanted)
            and (not status or proposal.status == status)
            and (not kind or proposal.kind == kind)
        )

    return [proposal for proposal in rows if fits(proposal)]


def may_have_alternatives(lab, but: Proposal | None = None) -> QuerySet[Proposal]:
    """What another proposal of the lab can be another way to: proposals, and neither alternatives nor provotypes."""
    rows = with_versions(Proposal.objects.filter(lab=lab, kind=ProposalKind.PROPOSAL))
    return rows.exclude(pk=but.pk) if but is not None else rows


def counts_by_lab(lab_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """{lab id: (proposals, of them public)} of labs that have any. One query."""
    public = public_proposals().filter(proposal=OuterRef("pk"))
    rows = (
        Proposal.objects.filter(lab__in=list(lab_ids))
        .order_by()
        .values("lab_id")
        .annotate(n=Count("pk"), public=Count("pk", filter=Exists(public)))
    )
    return {row["lab_id"]: (row["n"], row["public"]) for row in rows}


def public_proposals() -> QuerySet[ProposalVersion]:
    """The version that anyone reads of each published proposal, in the order of numbers."""
    public = versions().filter(published_at__isnull=False, replaced_at__isnull=True)
    return public.order_by("proposal__lab__name", "proposal__number", "pk")


def with_parts(rows: QuerySet[ProposalVersion]) -> QuerySet[ProposalVersion]:
    """The same, with paragraphs, scenes (pictures, mock-ups, links to journeys) and changes. Six queries in all."""
    links = SceneLink.objects.select_related("journey", "step", "gap")
    scenes = Scene.objects.select_related("today_picture", "proposed_picture").prefetch_related(
        Prefetch("links", links), Prefetch("mockups", Mockup.objects.order_by("side", "place", "pk"))
    )
    return rows.prefetch_related(
        "paragraphs", Prefetch("scenes", scenes), Prefetch("changes", Change.objects.select_related("answer"))
    )


def versions_with_parts() -> QuerySet[ProposalVersion]:
    """`versions` with all that lies in them."""
    return with_parts(versions())


def version_with_parts(version: ProposalVersion) -> ProposalVersion:
    """The version read anew with all that lies in it, in memory: `.paragraphs`, `.scenes`, `.changes`."""
    return versions_with_parts().get(pk=version.pk)


def version_before(version: ProposalVersion) -> ProposalVersion | None:
    """The version that this one came from."""
    earlier = versions().filter(proposal=version.proposal_id, number__lt=version.number)
    return earlier.order_by("-number").first()


def left_out(version: ProposalVersion) -> list[Paragraph]:
    """Paragraphs that stood in the version before and do not stand in this one."""
    before = version_before(version)
    if before is None:
        return []
    return list(before.paragraphs.exclude(anchor__in=version.paragraphs.values("anchor")))


def answers_behind(proposal: Proposal) -> QuerySet[Answer]:
    """Answers that something in the proposal may have been changed because of: those of rounds that asked about it."""
    rows = Answer.objects.filter(round__asks__version__proposal=proposal, replaced_by__isnull=True)
    return rows.select_related("round").distinct().order_by("-created_at", "-pk")


def anchors_of(version: ProposalVersion) -> list[tuple[str, str, str]]:
    """[(target, anchor, label)] of what a change may be about: parts of this version and of the one before."""
    here = {"paragraph": dict[str, str](), "scene": dict[str, str]()}
    wanted = Q(pk=version.pk) | Q(proposal=version.proposal_id, number=version.number - 1)
    ids = list(ProposalVersion.objects.filter(wanted).order_by("-number").values_list("pk", flat=True))
    for row in Paragraph.objects.filter(version__in=ids).order_by("-version__number", "place"):
        here["paragraph"].setdefault(row.anchor, row.label)
    for scene in Scene.objects.filter(version__in=ids).order_by("-version__number", "place"):
        here["scene"].setdefault(str(scene.anchor), scene.title)
    return [(target, anchor, label) for target, found in here.items() for anchor, label in found.items()]


def with_its_surroundings() -> QuerySet[Proposal]:
    """`proposals` with `.all_versions`, `.ways` (alternatives, with theirs) and `.assumptions_made` (a count)."""
    ways = with_versions(Proposal.objects.order_by("number"))
    rows = with_versions(proposals()).prefetch_related(Prefetch("alternatives", ways, to_attr="ways"))
    return rows.annotate(assumptions_made=Count("assumptions", filter=Q(assumptions__gone_at=None)))


def rounds_about(proposal: Proposal) -> list[Round]:
    """Rounds that ask or have asked about the proposal, the latest first, with `.numbers`: which versions of it."""
    asks = RoundVersion.objects.filter(version__proposal=proposal).select_related("round", "version")
    found: dict[int, Round] = {}
    for ask in asks.order_by("-round__opens_on", "-round_id", "version__number"):
        round = found.setdefault(ask.round_id, ask.round)
        round.numbers = [*getattr(round, "numbers", ()), ask.version.number]
    return list(found.values())


# --- What is missing --------------------------------------------------------------------------


def hindrances(version: ProposalVersion) -> list[str]:
    """What must be written before the words can be locked, as whole sentences."""
    proposal, out = version.proposal, []
    if not proposal.is_nothing and not version.paragraphs.all() and not version.scenes.all():
        out.append(_("Lägg till minst en paragraf eller en scen, så att det finns något att pröva."))
    if proposal.kind == ProposalKind.PROPOSAL:
        if not version.problem:
            out.append(_("Skriv vilket problem förslaget ska lösa."))
        if not version.unknowns:
            out.append(_("Skriv minst en sak som ni inte vet än. Det gör det lättare att säga vad som fattas."))
        if not version.alternatives:
            out.append(_("Skriv vilka andra vägar som finns, också att inget göra."))
    if version.number > 1 and not version.changes.all():
        out.append(_("Skriv minst en sak som har ändrats sedan förra versionen, och varför."))
    return out


def cautions(version: ProposalVersion) -> list[str]:
    """What whoever locks or publishes should know first, as whole sentences. None of them stops it."""
    proposal, out = version.proposal, []
    scenes, paragraphs = version.scenes.all(), version.paragraphs.all()
    if not version.easy_read:
        out.append(_("Det finns ingen text på lättläst svenska."))
    unexplained = [row.label for row in paragraphs if not row.plain]
    if unexplained:
        told = ", ".join(unexplained[:5]) + (" …" if len(unexplained) > 5 else "")
        out.append(_("Utan vanliga ord bredvid lagtexten: %(which)s.") % {"which": told})
    if paragraphs and not scenes:
        out.append(_("Det finns inga scener. Då är det svårt att leva sig in i vad förslaget skulle betyda."))
    if proposal.kind == ProposalKind.PROPOSAL:
        if not proposal.alternatives.filter(is_nothing=True).exists():
            out.append(_("Att inget göra finns inte med som ett eget alternativ att ta ställning till."))
        if not version.goal_accounts.exists():
            out.append(_("Det står inte vilka målbilder förslaget ska leda till."))
    return out
