"""Ni sa – vi ändrade: what anyone may read of what was said of a proposal and what came of it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from feedback.models import Proposal
from feedback.queries.answers import proposals_with_answers, said_of
from hlab.core.access import public


@public
def said(request, slug: str):
    """Every version that has been asked about, the latest first."""
    proposal = get_object_or_404(proposals_with_answers(), slug=slug)
    return _page(request, proposal, said_of(proposal), _("Ni sa – vi ändrade"))


@public
def said_version(request, slug: str, number: int):
    """One version."""
    proposal = get_object_or_404(proposals_with_answers(), slug=slug)
    found = said_of(proposal, number)
    if not found:
        raise Http404
    here = _("Ni sa om version %(number)s") % {"number": number}
    return _page(request, proposal, found, here, alone=True)


def _page(request, proposal: Proposal, found: list, here: str, alone: bool = False):
    current = proposal.versions.filter(published_at__isnull=False).order_by("-number").first()
    title = current.title if current else proposal.number
    context = {
        "proposal": proposal, "current": current, "title": title, "said": found, "here": here, "alone": alone,
        "is_demo": proposal.is_demo or proposal.lab.is_demo,
        "crumbs": [(_("Start"), "/"), (_("Förslag"), "/forslag/"), (title, proposal.address), (here, None)],
    }  # fmt: skip
    return render(request, "feedback/said.html", context)
