"""The voices behind a published version that anyone may read: words only from people who agree to be quoted."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.utils.text import Truncator

from goals.analysis.words import sentences
from goals.models import Evidence, Goal, GoalVersion
from goals.queries.people import release_of, shown_people, told_perspective
from goals.queries.public import veiled
from goals.queries.represented import not_refused
from hlab.stats.releases import Release, Size
from workshops.enums import HoldReason
from workshops.paging import page_of
from workshops.queries.notes import may_be_used

PER_PAGE = 60
READABLE = {
    "quote": True,
    "quoted_version": F("contribution__row_version"),
    "contribution__consent_analysis": True,
    "contribution__consent_quote": True,
    "contribution__withdrawn_at__isnull": True,
    "contribution__hold": HoldReason.NONE,
    "version__hidden_at__isnull": True,
}
"""What must hold of a voice in a frozen version, and of that version, before its words may be read by all."""


def _readable(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Those of which READABLE holds, whose excerpt is of the words that were read, and whose owner has not refused to
    stand in that målbild."""
    whole_or_read = Q(excerpt=None) | Q(excerpt__note_version=F("contribution__row_version"))
    rows = rows.filter(whole_or_read, may_be_used("contribution__"), pk__in=not_refused(), **READABLE)
    return rows.select_related("contribution", "excerpt")


def shown_voices(version: GoalVersion) -> QuerySet[Evidence]:
    """Voices of a version that may be read by all, or would be if it were public, in the person's own words.

    None at all where too few people stand behind it to be counted. Otherwise those chosen by an editor, agreed to by
    the person as it stands today, neither withdrawn nor held, and in the words that the editor read.
    """
    if release_of(version).size in (Size.FEW, Size.NONE):
        return version.evidence.none()
    return _readable(version.evidence.all()).order_by("contribution__created_at", "pk")


def public_voices() -> QuerySet[Evidence]:
    """The same of every published version, the latest version last, with målbild."""
    rows = Evidence.objects.filter(
        version__published_at__isnull=False, version__shown__size__in=[Size.EXACT, Size.LEAST]
    )
    return (
        _readable(rows)
        .select_related("contribution", "excerpt", "version__goal")
        .order_by("version__goal_id", "version__number", "contribution__created_at", "pk")
    )


def voices_of(contribution_ids: Iterable[str]) -> dict[str, dict]:
    """{note id: voice} of those that may be read by all today, as in the latest version they stand in. One query.

    voice: {"text", "by", "language", "version"}. What may not be read, or never could, is not there.
    """
    found = public_voices().filter(contribution__in=[pk for pk in map(str, contribution_ids) if _is_key(pk)])
    return {
        str(row.contribution_id): told_voice(row, release_of(row.version)) | {"version": row.version} for row in found
    }


def voice_choices() -> list[tuple]:
    """Every voice that an editor may point at: [(målbild, [(note id, words)])]. One query."""
    latest = {row.contribution_id: row for row in public_voices()}
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in latest.values():
        by = told_perspective(release_of(row.version), row.perspective)
        words = Truncator(row.words).chars(90)
        label = f"”{words}” ({by})" if by else f"”{words}”"
        groups.setdefault(row.version.title, []).append((str(row.contribution_id), label))
    return list(groups.items())


def voices_data(goal: Goal, number: int, *, page: str = "", sentence: int = 0) -> dict | None:
    """The voices behind one published version that may be read by all, a page of them. None when it is not published.

    sentence: only those that carry the sentence with this number, from 1; one that does not exist is none.
    """
    version = (
        GoalVersion.objects.filter(goal=goal, number=number, published_at__isnull=False)
        .select_related("goal__lab")
        .first()
    )
    if version is None:
        return None
    rows, words = shown_voices(version), ""
    if sentence and not version.is_hidden:
        words = dict(enumerate((part.text for part in sentences(version.statement)), 1)).get(sentence, "")
        rows = rows.filter(sentences__sentence=words) if words else rows
    found = page_of(rows, page, PER_PAGE)
    release = release_of(version)
    return {
        "version": veiled(version),
        "voices": [told_voice(row, release) for row in found],
        "page": found,
        "sentence": words,
        "query": f"mening={sentence}" if words else "",
        "people": shown_people(version),
        "is_demo": version.goal.is_demo,
    }


def told_voice(row: Evidence, release: Release) -> dict:
    """by: how the person spoke when the words were frozen, told as far as the counts are; blank otherwise."""
    return {
        "text": row.words,
        "by": told_perspective(release, row.perspective),
        "language": row.contribution.language,
    }


def _is_key(text: str) -> bool:
    """Whether a text can be the key of a note at all."""
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False
