"""One page of a long list of notes, and how many there are, in one query."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window

from hlab.core.text import whole_number


def page_of(rows: QuerySet, wanted: str, size: int) -> Page:
    """The page with this number; what is no number is the first, what is after the last is the last."""
    number = whole_number(wanted, most=10**6) or 1
    found = list(rows.annotate(in_all=Window(Count("*")))[(number - 1) * size : number * size])
    paginator = Paginator(rows, size)
    if not found and number > 1:
        return paginator.get_page(wanted)
    paginator.count = found[0].in_all if found else 0
    return Page(found, number, paginator)
