"""Proposals as anyone may read them: the list, one version, what changed, and one paragraph with what is said of it."""

from __future__ import annotations

from itertools import pairwise

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feedback.answering_form import form_for
from feedback.forms_public import ProposalFilterForm
from feedback.models import ProposalVersion
from feedback.openly import about, told
from feedback.queries.document import compared
from feedback.queries.proposals import versions_with_parts
from feedback.queries.public import (
    changes_since,
    chosen,
    is_asked_about,
    published_of,
    through_versions,
    versions_in_list,
)
from feedback.queries.responses import round_about
from feedback.queries.said_openly import thread
from hlab.core.access import public
from workshops.paging import page_of

PER_PAGE = 20


@public
@require_safe
def public_list(request):
    """Every proposal that is published, to search and to filter."""
    form = ProposalFilterForm(request.GET)
    found = page_of(versions_in_list(**form.wanted()), request.GET.get("page", ""), PER_PAGE)
    context = {
        "form": form,
        "page": found,
        "asked": form.as_query(),
        "crumbs": [(_("Start"), "/"), (_("Förslag"), None)],
        "is_demo": any(row.proposal.is_demo for row in found),
    }
    return render(request, "feedback/public_list.html", context)


@public
@require_safe
def public_proposal(request, slug: str, number: int | None = None):
    """The version that is current, or one that once was: it stays, and says what has replaced it."""
    versions, version, others = _published(slug, number)
    asked = round_about(version)
    respond = form_for(request, version, asked)
    context = (respond or {}) | {"respond": respond is not None} | about(versions, version)
    context |= told(versions, version, others, asked=asked, who=request.GET.get("vem", ""))
    return render(request, "feedback/public_proposal.html", context)


@public
@require_safe
def public_diff(request, slug: str, first: int, second: int):
    """Two published versions word by word."""
    versions, after, _others = _published(slug, second)
    before = chosen(versions, first)
    if before is None or first >= second:
        raise Http404
    whole = {row.number: row for row in versions_with_parts().filter(pk__in=[before.pk, after.pk])}
    context = about(versions, after, _("Ord för ord")) | {
        "before": before,
        "after": after,
        "found": compared(whole[first], whole[second]),
        "fidelity": _another_fidelity(before, after),
        "changes": changes_since(before, after),
        "pairs": list(pairwise(row.number for row in versions)),
    }
    return render(request, "feedback/public_diff.html", context)


@public
@require_safe
def public_paragraph(request, slug: str, anchor: str):
    """One paragraph through all versions, with what has been said of it in any of them."""
    versions, current, _others = _published(slug)
    rows = through_versions(versions, anchor)
    if not rows:
        raise Http404
    stood = next(row for row in rows if row["paragraph"] is not None)
    context = about(versions, current, stood["paragraph"].label) | {
        "anchor": anchor,
        "paragraph": stood["paragraph"],
        "stood_in": stood["version"],
        "is_gone": not stood["version"].is_current,
        "rows": rows,
        "is_open": is_asked_about(current),
        "page": thread(current.proposal, anchor, request.GET.get("page", "")),
    }
    return render(request, "feedback/public_paragraph.html", context)


@public
@require_safe
def easy_read(request, slug: str):
    """The current version on easy-to-read Swedish."""
    versions, version, _others = _published(slug)
    return render(request, "feedback/public_easy_read.html", about(versions, version, _("Lättläst")))


def _published(slug: str, number: int | None = None) -> tuple[list, ProposalVersion, list]:
    """(the published versions, the one with this number or the current one, other ways to the same thing)."""
    versions, others = published_of(slug)
    version = chosen(versions, number)
    if version is None:
        raise Http404
    return versions, version, others


def _another_fidelity(before: ProposalVersion, after: ProposalVersion) -> list[str]:
    """How finished the two were, in words; empty when equally so."""
    return [row.get_fidelity_display() for row in (before, after)] if before.fidelity != after.fidelity else []
