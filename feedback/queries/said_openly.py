"""What has been said of a paragraph, as far as anyone may read it.

Words are shown when the person lets them be quoted, staff have read them and chosen to show them (`Remark.shown_at`),
and nothing has been taken back or held since. Where a remark can no longer be read but somebody has gone on from it, an
empty chair stands in its place. Whose perspective it is said from is told only where the counted result of the round
tells of that perspective by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from feedback.enums import Target
from feedback.models import Proposal, Remark, Reply
from feedback.queries.remarks import openly_shown
from feedback.queries.results import perspectives_told
from workshops.paging import page_of

PER_PAGE = 20


@dataclass(frozen=True)
class Said:
    """A remark in a thread. remark: None for an empty chair. version: number of the version it was said of. by: whose
    perspective, in words, or blank. replies: what others said to it."""

    remark: Remark | None
    version: int
    by: str = ""
    replies: list[Said] = field(default_factory=list)


def thread(proposal: Proposal, anchor: str, page: str = "") -> Page:
    """A page of what has been said of one paragraph in all its published versions, oldest first: a list of `Said`. Four
    queries however many."""
    here = _told().filter(
        response__version__proposal=proposal,
        response__version__published_at__isnull=False,
        target=Target.PARAGRAPH,
        anchor=anchor,
    )
    readable = here.filter(openly_shown())
    went_on = readable.filter(parent=OuterRef("pk"))
    roots = here.filter(parent__isnull=True).filter(Q(pk__in=readable.values("pk")) | Exists(went_on))
    roots = roots.annotate(is_readable=Exists(readable.filter(pk=OuterRef("pk")))).order_by("at", "pk")
    found = page_of(
        roots.prefetch_related(Prefetch("replies", readable.order_by("at", "pk"), "told_replies")), page, PER_PAGE
    )
    told = perspectives_told(proposal)
    found.object_list = [
        _said(row if row.is_readable else None, row, told, [_said(one, one, told) for one in row.told_replies])
        for row in found.object_list
    ]
    return found


def _told() -> QuerySet[Remark]:
    replies = Reply.objects.filter(gone_at__isnull=True).order_by("at", "pk")
    return Remark.objects.select_related(
        "contribution", "response__version", "response__participation", "answer__changed_in__proposal"
    ).prefetch_related(Prefetch("staff_replies", replies, "shown_replies"))


def _said(remark: Remark | None, row: Remark, told: dict, replies: list[Said] | None = None) -> Said:
    whose: Any = row.response.participation
    may_tell = whose.perspective in told.get((row.response.round_id, row.response.version_id), ())
    by = str(whose.get_perspective_display()) if remark is not None and may_tell else ""
    return Said(remark, row.response.version.number, by, replies or [])
