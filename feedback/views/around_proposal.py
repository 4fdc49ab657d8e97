"""What the pages where a proposal is written have in common: the way there, who acts, and the question before."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from feedback.models import Proposal, ProposalVersion
from hlab.core.access import may

METHODS = ["GET", "HEAD", "POST"]


def of_lab(lab, *steps: tuple[str, str | None]) -> dict:
    """Crumbs to a page of the lab's proposals, the lab, and whether it is example content."""
    crumbs = [
        (_("Mina labb"), reverse("labs:mine")),
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Förslag"), reverse("feedback:list", args=[lab.pk]) if steps else None),
        *steps,
    ]
    return {"lab": lab, "crumbs": crumbs, "is_demo": lab.is_demo}


def of_proposal(proposal: Proposal, *steps: tuple[str, str | None]) -> dict:
    """The same for a page about one proposal."""
    here = (proposal.number, reverse("feedback:proposal", args=[proposal.pk]) if steps else None)
    return of_lab(proposal.lab, here, *steps) | {"proposal": proposal, "is_demo": proposal.is_demo}


def of_version(request, version: ProposalVersion, *steps: tuple[str, str | None]) -> dict:
    """The same for a page about one version, and what the viewer may do with it."""
    proposal = version.proposal
    here = (_("Version %(n)s") % {"n": version.number}, home(version) if steps else None)
    return of_proposal(proposal, here, *steps) | {
        "version": version,
        "may_write": may(request, "feedback.write", proposal),
        "may_publish": may(request, "feedback.publish", proposal),
    }


def home(version: ProposalVersion) -> str:
    """The page of a version."""
    return reverse("feedback:version", args=[version.pk])
