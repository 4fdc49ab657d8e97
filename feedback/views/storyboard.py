"""The scenes on paper and on a big screen, for the lab and for anyone."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import ProposalVersion
from feedback.queries.scenes import people_of, public_versions, scenes_of, tell_ties, versions
from feedback.views.scenes_around import around, home
from hlab.core.access import guarded, public


@guarded("feedback.see", versions)
@require_safe
def storyboard(request, version: ProposalVersion):
    """On A4, two scenes a page. ?vem= one kind of person's."""
    return _paper(request, version, back=home(version), is_public=False)


@guarded("feedback.see", versions)
@require_safe
def big_screen(request, version: ProposalVersion, at: int):
    """One scene at a time."""
    return _screen(
        request, version, at, back=home(version), address=lambda n: reverse("feedback:big_screen", args=[version.pk, n])
    )


@public
@require_safe
def public_storyboard(request, slug: str, number: int):
    """The same of a published version."""
    version = get_object_or_404(public_versions(), proposal__slug=slug, number=number)
    return _paper(request, version, back=version.address, is_public=True)


@public
@require_safe
def public_big_screen(request, slug: str, number: int, at: int):
    """The same of a published version."""
    version = get_object_or_404(public_versions(), proposal__slug=slug, number=number)
    return _screen(
        request, version, at, back=version.address,
        address=lambda n: reverse("feedback:public_big_screen", args=[slug, number, n]),
    )  # fmt: skip


# --- Inner parts ------------------------------------------------------------------------------


def _paper(request, version: ProposalVersion, *, back: str, is_public: bool):
    rows = scenes_of(version, who=request.GET.get("vem", ""))
    tell_ties(rows, public=is_public)
    context = around(version) | {"scenes": rows, "back": back, "printed": timezone.localdate()}
    return render(request, "feedback/storyboard.html", context)


def _screen(request, version: ProposalVersion, at: int, *, back: str, address):
    """Scene number `at` of those asked for. A number beyond the last is the last."""
    every = scenes_of(version)
    people = dict(people_of(every))
    who = request.GET.get("vem", "")
    chosen = who if who in people else ""
    rows = [row for row in every if row.who == chosen] if chosen else every
    tail = f"?{urlencode({'vem': chosen})}" if chosen else ""
    if at < 1:
        raise Http404
    if rows and at > len(rows):
        return redirect(address(len(rows)) + tail)
    context = around(version) | {
        "scene": rows[at - 1] if rows else None,
        "at": at,
        "total": len(rows),
        "who": people.get(chosen, ""),
        "previous": address(at - 1) + tail if at > 1 else "",
        "following": address(at + 1) + tail if at < len(rows) else "",
        "back": back,
    }
    return render(request, "feedback/storyboard_big.html", context)
