"""What several coders have to talk about: how far they put the same codes, and when stories stopped bringing new ones.

Read as plain values; a note's words are never fetched here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from goals.analysis.saturation import Story
from goals.models import CodingPass
from goals.queries.codebook import only_ids, standing
from workshops.enums import Speaker
from workshops.models import Contribution


@dataclass(frozen=True)
class Readings:
    """by_note: {note id: {user id: codes that this person put there}} of everybody who has coded or read it, in the
    order the notes were said. A person with an empty set has read it and put none."""

    by_note: dict[Any, dict[int, set[int]]]

    @property
    def compared(self) -> dict[Any, dict[int, set[int]]]:
        """The notes that at least two have read."""
        return {pk: row for pk, row in self.by_note.items() if len(row) > 1}

    @property
    def differing(self) -> list[Any]:
        """Notes that at least two have read and coded in different ways: those that are furthest apart first."""
        apart = {pk: len(set[int]().union(*row.values()) - _shared(row)) for pk, row in self.compared.items()}
        return sorted((pk for pk, n in apart.items() if n), key=lambda pk: -apart[pk])


def _shared(row: dict[int, set[int]]) -> set[int]:
    first, *rest = row.values()
    return first.intersection(*rest)


def readings(lab, notes: QuerySet[Contribution]) -> Readings:
    """Who has put which codes in use where, in the notes as they read now. Two queries."""
    coded = (
        standing(notes)
        .filter(code__lab=lab, code__gone_at__isnull=True)
        .order_by("excerpt__contribution__created_at", "excerpt__contribution")
        .values_list("excerpt__contribution", "coder", "code", "excerpt__contribution__created_at")
    )
    read = CodingPass.objects.filter(
        contribution__in=only_ids(notes), note_version=F("contribution__row_version")
    ).values_list("contribution", "coder", "contribution__created_at")
    found: dict[Any, dict[int, set[int]]] = {}
    said: dict[Any, Any] = {}
    for pk, coder, code, at in coded:
        found.setdefault(pk, {}).setdefault(coder, set()).add(code)
        said[pk] = at
    for pk, coder, at in read:
        found.setdefault(pk, {}).setdefault(coder, set())
        said[pk] = at
    return Readings({pk: found[pk] for pk in sorted(found, key=lambda pk: (said[pk], str(pk)))})


def stories_of(lab, notes: QuerySet[Contribution]) -> list[Story]:
    """What was told, in the order it was told, with the codes in it: a story whole, any other note by itself. Only what
    somebody has coded or read. Three queries."""
    by_note = readings(lab, notes).by_note
    seen = Q(pk__in=standing(notes).order_by().values("excerpt__contribution")) | Q(
        pk__in=CodingPass.objects.filter(contribution__in=only_ids(notes)).values("contribution")
    )
    told = notes.filter(seen).order_by("created_at", "pk").prefetch_related(None)
    rows = told.values_list("pk", "story", "participation", "participation__receipt", "participation__voice")
    codes: dict[Any, set[int]] = {}
    people: dict[Any, Any] = {}
    for pk, story, place, receipt, voice in rows:
        if pk not in by_note:
            continue
        key = f"story {story}" if story else f"note {pk}"
        codes.setdefault(key, set()).update(*by_note[pk].values())
        people[key] = str(receipt or place) if voice == Speaker.PERSON else None
    return [Story(key, put, people[key]) for key, put in codes.items()]
