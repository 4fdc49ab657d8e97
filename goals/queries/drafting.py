"""The voices of a version as those who write have them before them, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.core.paginator import Page
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet

from goals.models import Excerpt, GoalVersion
from goals.queries.working import versions
from workshops.models import Contribution
from workshops.paging import page_of
from workshops.queries import is_shown
from workshops.queries.notes import may_be_used

MOST_EXCERPTS = 12  # of a note, to choose among


def wordings() -> QuerySet[GoalVersion]:
    """Versions with what there is beside the words: media, `.areas_linked` and `.causes_told` (how many)."""
    beside = {"areas_linked": "value_links", "causes_told": "causes"}
    counts = {name: Count(rows, distinct=True) for name, rows in beside.items()}
    return versions().select_related("media").annotate(**counts)


def evidence_page(
    version: GoalVersion, *, everything: bool, page: str, size: int, but_shown_at: Collection[int] = ()
) -> tuple[Page, int]:
    """(a page of a version's voices in the order they were said, how many are left out because they wait to be shown).

    everything=False: only what has been shown to all. but_shown_at: ids of sites of which only that is read in any
    case. Each voice has `.usable`: whether the person still lets it be
    used, and `.reworded`: whether it was chosen as a quote, or as an excerpt, in other words than it has now.
    """
    may_be_read = is_shown("contribution__")
    if everything and but_shown_at:
        may_be_read = may_be_read | ~Q(contribution__site__in=list(but_shown_at))
    rows = version.evidence.annotate(
        is_shown=ExpressionWrapper(may_be_read, BooleanField()),
        is_read=ExpressionWrapper(may_be_used("contribution__"), BooleanField()),
    )
    everything = everything and not but_shown_at
    waiting = 0 if everything else rows.filter(is_shown=False).count()
    rows = (rows if everything else rows.filter(is_shown=True)).select_related(
        "excerpt", "contribution__participation", "contribution__exercise__workshop"
    )
    order = ("contribution__exercise__workshop__starts_at", "contribution__created_at", "pk")
    found: Page[Any] = page_of(rows.order_by(*order), page, size)
    for row in found:
        note = row.contribution
        row.usable = note.consent_analysis and note.withdrawn_at is None and not note.hold and row.is_read
        row.reworded = (row.quote and row.quoted_version != note.row_version) or (
            row.excerpt is not None and row.excerpt.note_version != note.row_version
        )
    return found, waiting


def excerpts_of(notes: Iterable[Contribution]) -> dict:
    """{note id: [excerpts of its words as they stand now, at most MOST_EXCERPTS]}. One query."""
    rows = Excerpt.objects.filter(
        contribution__in=[note.pk for note in notes], note_version=F("contribution__row_version")
    ).order_by("contribution_id", "start", "end")
    out: dict = {}
    for row in rows:
        there = out.setdefault(row.contribution_id, [])
        if len(there) < MOST_EXCERPTS:
            there.append(row)
    return out
