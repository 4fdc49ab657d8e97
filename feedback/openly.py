"""What the public pages of a proposal say: put together for the page, and for whoever prints or embeds it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from feedback.enums import RoundState
from feedback.models import ProposalVersion, Round
from feedback.queries.answers import counts_of
from feedback.queries.assumptions import open_assumptions
from feedback.queries.public import changes_since, paragraphs_of, scenes_openly
from feedback.queries.scenes import people_of
from feedback.queries.serving import goals_served
from hlab.labs.queries import principals_words


def about(versions: list[ProposalVersion], version: ProposalVersion, here: str = "") -> dict[str, Any]:
    """What every page of a published proposal says of it. versions: those that are published, oldest first, with
    proposal, lab and principals. here: what this page is called, below the proposal's own; blank for that one."""
    proposal, current = version.proposal, next(row for row in versions if row.is_current)
    crumbs: list[tuple] = [(_("Start"), "/"), (_("Förslag"), reverse("feedback:public_list"))]
    own = (current.title, proposal.address if here else None)
    return {
        "proposal": proposal,
        "version": version,
        "versions": versions,
        "current": None if version.is_current else current,
        "crumbs": [*crumbs, own, (here, None)] if here else [*crumbs, own],
        "behind": principals_words(versions[0].proposal.lab),
        "updated": current.published_at,
        "is_demo": proposal.is_demo,
    }


def told(
    versions: list[ProposalVersion],
    version: ProposalVersion,
    others: list[ProposalVersion],
    *,
    asked: Round | None,
    who: str = "",
) -> dict[str, Any]:
    """Everything that the page of one version shows, beside `about`. others: other ways to the same thing. asked: the
    latest round about the version, once it has opened. who: whose scenes alone, if any there are."""
    before = max((row for row in versions if row.number < version.number), key=lambda row: row.number, default=None)
    scenes = scenes_openly(version)
    people = people_of(scenes)
    chosen = who if who in dict(people) else ""
    return {
        "paragraphs": paragraphs_of(version),
        "scenes": [scene for scene in scenes if not chosen or scene.who == chosen],
        "people": people if len(people) > 1 else [],
        "who": chosen,
        "before": before,
        "changes": changes_since(before, version),
        "served": goals_served(version),
        "others": others,
        "assumptions": open_assumptions(version.proposal),
        "round": asked,
        "counts": counts_of(asked) if asked is not None and asked.state != RoundState.OPEN else None,
    }
