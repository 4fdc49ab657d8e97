"""Proposals as anyone may read them. What is published is frozen, so that nothing here needs a look before it is shown;
what stands around it (journeys, rounds) is shown only as far as that is public itself.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from feedback.enums import RoundState, Side
from feedback.models import Change, Mockup, Paragraph, Proposal, ProposalVersion, Round, Scene, SceneLink
from feedback.queries.proposals import public_proposals, versions
from feedback.queries.scenes import Tie, at
from hlab.core.stems import holds, stems
from hlab.labs.models import Lab
from journeys.queries.shown import published as published_journeys

MOST_WORDS = 12
MOST_LETTERS = 500
FOUND_BY = ("title", "summary", "problem")


def versions_in_list(
    *, query: str = "", lab: Lab | str = "", kind: str = "", status: str = ""
) -> QuerySet[ProposalVersion]:
    """The same, filtered. A query must find every one of its words; one that holds none finds nothing."""
    rows = public_proposals()
    for field, wanted in (("lab", lab), ("kind", kind), ("status", status)):
        if wanted:
            rows = rows.filter(**{f"proposal__{field}": wanted})
    if not query.strip():
        return rows
    return rows.filter(pk__in=[row.pk for row in found_versions(query, every=True, among=rows)])


def found_versions(query: str, *, every: bool, among: QuerySet[ProposalVersion] | None = None) -> list[ProposalVersion]:
    """What is public and holds every word of a query, or with every=False some of them. One query: proposals are few
    enough to be looked through."""
    wanted = list(dict.fromkeys(stems(query[:MOST_LETTERS])))[:MOST_WORDS]
    if not wanted:
        return []
    return [
        row
        for row in (public_proposals() if among is None else among)
        if holds(" ".join([row.proposal.number, *(getattr(row, name) for name in FOUND_BY)]), wanted, every=every)
    ]


def published_of(slug: str) -> tuple[list[ProposalVersion], list[ProposalVersion]]:
    """(every published version of the proposal at this address, oldest first; what is current of the other ways to the
    same thing, doing nothing last). Two queries: each has proposal and lab, and the lab its principals.

    Of an alternative the other ways are what it is one to, and the others to that.
    """
    kin = Proposal.objects.filter(
        Q(slug=slug)
        | Q(alternatives__slug=slug)
        | Q(alternative_to__slug=slug)
        | Q(alternative_to__alternatives__slug=slug)
    )
    rows = versions().filter(proposal__in=kin.values("pk"), published_at__isnull=False)
    found = list(rows.prefetch_related("proposal__lab__principals").order_by("number"))
    others = [row for row in found if row.proposal.slug != slug and row.is_current]
    others.sort(key=lambda row: (row.proposal.is_nothing, row.proposal.number))
    return [row for row in found if row.proposal.slug == slug], others


def chosen(versions: list[ProposalVersion], number: int | None = None) -> ProposalVersion | None:
    """The one with this number among the published, or the one that is current."""
    return next((row for row in versions if (row.is_current if number is None else row.number == number)), None)


def paragraphs_of(version: ProposalVersion) -> list[Paragraph]:
    """The paragraphs of a version in order."""
    return list(Paragraph.objects.filter(version=version).order_by("place", "pk"))


def scenes_openly(version: ProposalVersion) -> list[Scene]:
    """The scenes of a version in order as anyone may read them, each with `.number`, pictures and mock-ups, and with
    `.ties` to journeys that are published, told by the name they were published under. Three queries."""
    title = KeyTextTransform("title", "journey__public_version__content")
    open_links = SceneLink.objects.filter(journey__in=published_journeys().order_by().values("pk"))
    open_links = open_links.annotate(told_title=title, slug=F("journey__slug")).order_by("side", "pk")
    rows: list[Any] = list(
        Scene.objects.filter(version=version)
        .select_related("today_picture", "proposed_picture")
        .prefetch_related(Prefetch("links", open_links), Prefetch("mockups", Mockup.objects.order_by("place", "pk")))
        .order_by("place", "pk")
    )
    for number, row in enumerate(rows, start=1):
        links = row.links.all()
        row.number, row.version = number, version
        row.ties = {side: [_tie(link) for link in links if link.side == side] for side in Side.values}
    return rows


def changes_since(before: ProposalVersion | None, version: ProposalVersion) -> list[Change]:
    """What changed from one published version to a later one, through those between that nobody was shown, each with
    the answer that it comes from, if any. One query, none for the first version."""
    if before is None:
        return []
    rows = Change.objects.filter(
        version__proposal=version.proposal_id, version__number__gt=before.number, version__number__lte=version.number
    )
    return list(rows.select_related("answer").order_by("version__number", "place", "pk"))


def through_versions(versions: list[ProposalVersion], anchor: str) -> list[dict[str, Any]]:
    """One paragraph through the published versions, the latest first. One query; empty where it never stood anywhere.

    [{"version", "paragraph": None in the version that took it away, "same": whether its words are those of the
    published version before, "above": whether they are the latest there are}].
    """
    rows = Paragraph.objects.filter(version__in=versions, anchor=anchor)
    by_version = {row.version_id: row for row in rows}
    if not by_version:
        return []
    latest = _words(next(by_version[row.pk] for row in reversed(versions) if row.pk in by_version))
    out, before = [], None
    for version in versions:
        here = by_version.get(version.pk)
        same = here is not None and before is not None and _words(here) == _words(before)
        if here is not None or before is not None:
            above = here is not None and _words(here) == latest
            out.append({"version": version, "paragraph": here, "same": same, "above": above})
        before = here
    return out[::-1]


def is_asked_about(version: ProposalVersion) -> bool:
    """Whether a round about this version is open."""
    return Round.objects.filter(asks__version=version, state=RoundState.OPEN).exists()


def proposals_in_map() -> list[dict[str, Any]]:
    """[{"address", "at"}] of what a search engine may list."""
    rows = public_proposals().order_by("proposal__slug").values_list("proposal__slug", "published_at")
    return [{"address": Proposal(slug=slug).address, "at": at} for slug, at in rows]


# --- Inner parts ------------------------------------------------------------------------------


def _words(paragraph: Paragraph) -> tuple[str, str, str]:
    return paragraph.label, paragraph.legal, paragraph.plain


def _tie(link: Any) -> Tie:
    """A journey that a half of a scene builds on. The part's own words are left to the map's page, which knows which of
    them may be read today."""
    return Tie(
        _("se det i resan"), link.told_title, link.gap_id is not None, link.reason, f"/resor/{link.slug}/{at(link)}"
    )
