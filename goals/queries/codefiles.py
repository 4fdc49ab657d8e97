"""What leaves the house of a coding: codes in use, and excerpts of notes that may be quoted and stand as they read.

Notes without consent for quoting, notes that are not to be used any more and excerpts of words that have been changed
are left out, and counted (methods: REFI-QDA export).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from goals.analysis.codetree import Place
from goals.models import Code, Coding, Memo
from goals.queries.codebook import only_ids, standing, tree_of
from goals.queries.coding import Coder, coders_of
from workshops.models import Contribution

CODING = (
    "pk", "excerpt_id", "excerpt__contribution_id", "excerpt__start", "excerpt__end", "excerpt__text", "code_id",
    "coder_id", "at", "excerpt__created_at",
)  # fmt: skip


@dataclass
class Leaving:
    """places: the codebook. codes: {id: code}. codings: rows with the fields of CODING. coders: {user id: Coder}.
    memos: about codes of the book, about notes that leave and about the whole. unquoted: notes left out because they
    may not be quoted; changed: excerpts left out because the words have been changed."""

    places: list[Place]
    codes: dict[int, Code]
    codings: list[dict]
    coders: dict[int, Coder]
    memos: list[Memo]
    unquoted: int
    changed: int


def codebook_to_write(lab) -> tuple[list[Place], dict[int, Code]]:
    """(the tree, {id: code}) of the codes in use."""
    return tree_of(lab), {code.pk: code for code in Code.objects.filter(lab=lab, gone_at__isnull=True)}


def leaving(lab, notes: QuerySet[Contribution]) -> Leaving:
    """Everything that may be in a file. A fixed number of queries; rows are plain values."""
    places, codes = codebook_to_write(lab)
    held = standing(notes).filter(code__gone_at__isnull=True, code__lab=lab)
    quotable = held.filter(excerpt__contribution__consent_quote=True)
    codings = list(
        quotable.order_by("excerpt__contribution__created_at", "excerpt__contribution", "excerpt__start", "pk").values(
            *CODING
        )
    )
    all_noted = held.order_by().values("excerpt__contribution").distinct().count()
    leaves = {row["excerpt__contribution_id"] for row in codings}
    changed = (
        Coding.objects.filter(
            code__lab=lab, removed_at__isnull=True, excerpt__contribution__in=only_ids(notes),
            excerpt__note_version__lt=F("excerpt__contribution__row_version"),
        )
        .order_by()
        .values("excerpt")
        .distinct()
        .count()
    )  # fmt: skip
    memos = [
        memo
        for memo in Memo.objects.filter(lab=lab).order_by("at", "pk")
        if (memo.contribution_id is None or memo.contribution_id in leaves)
        and (memo.code_id is None or memo.code_id in codes)
    ]
    return Leaving(places, codes, codings, coders_of(lab), memos, all_noted - len(leaves), changed)


def texts_of(note_ids: list[Any], notes: QuerySet[Contribution]) -> list[tuple[Any, str, Any]]:
    """[(id, words, when)] of notes that leave, asked for some hundred at a time."""
    out: list[tuple[Any, str, Any]] = []
    for at in range(0, len(note_ids), 500):
        rows = notes.order_by().prefetch_related(None).filter(pk__in=note_ids[at : at + 500])
        out += list(rows.values_list("pk", "text", "created_at"))
    return out
