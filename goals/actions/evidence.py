"""The voices that a version rests on: added, removed, chosen to be quoted, as long as the words are open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.parts import remove_voices
from goals.models import Evidence, Excerpt, GoalVersion
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from workshops.queries import usable_contributions


@transaction.atomic
def put_voices(
    *,
    version: GoalVersion,
    contribution_ids: Collection,
    by,
    at: datetime,
    quotes: Collection = (),
    excerpts: Mapping | None = None,
) -> int:
    """Let an open version rest on these notes too. Returns how many were new.

    A note that is there already stays as it is. quotes: those of the new ones to show in the person's own
    words, see `_read`; only where the person has agreed to be quoted. excerpts: {note id: excerpt id} where only a
    stretch of a new one is meant. Raises RuleBroken when the words are frozen, or when a note is not one of the lab's
    that may be used (withdrawn meanwhile, or of another lab).
    """
    draft = locked_draft(version)
    wanted = {str(pk) for pk in contribution_ids}
    try:
        notes = {str(note.pk): note for note in usable_contributions(draft.goal.lab).filter(pk__in=wanted)}
    except (ValidationError, ValueError):
        notes = {}
    if wanted - notes.keys():
        raise RuleBroken(_("Någon av lapparna går inte att använda längre. Gå tillbaka och välj igen."), field="notes")
    there = {str(pk) for pk in draft.evidence.values_list("contribution_id", flat=True)}
    read, parts = _read(quotes), _stretches(excerpts)
    new = [notes[pk] for pk in sorted(wanted - there)]
    rows = [
        Evidence(
            version=draft,
            contribution=note,
            added_at=at,
            added_by=user_of(by),
        )
        for note in new
    ]
    for row in rows:
        _choose(row, read, parts)
    Evidence.objects.bulk_create(rows)
    if new:
        record(act="goal.voices_added", subject=draft, by=by, at=at, lab_id=draft.lab_id, n=len(new))
    return len(new)


@transaction.atomic
def sort_voices(
    *,
    version: GoalVersion,
    seen: Collection,
    keep: Collection,
    quotes: Collection,
    by,
    at: datetime,
    excerpts: Mapping | None = None,
) -> None:
    """Of the voices somebody had before them (`seen`), keep these and quote those of them (see `_read`).

    excerpts: {note id: excerpt id, or blank for the whole note}; a note that is not there stays as it was. Voices that
    a colleague added meanwhile are not among the seen and are left alone. Raises RuleBroken when the words are frozen
    or when no voice would be left.
    """
    draft = locked_draft(version)
    seen, keep = ({str(pk) for pk in ids} for ids in (seen, keep))
    read, parts = _read(quotes), _stretches(excerpts)
    rows = {str(row.contribution_id): row for row in draft.evidence.select_related("contribution", "excerpt")}
    away = [row.pk for pk, row in rows.items() if pk in seen - keep]
    if away and len(away) == len(rows) and draft.goal.reused_from_id is None:
        raise RuleBroken(_("En målbild behöver bygga på minst en röst."), field="notes")
    kept = [row for pk, row in rows.items() if pk in seen & keep]
    changed = [row for row in kept if _choose(row, read, parts)]
    if away:
        remove_voices(draft.evidence.filter(pk__in=away))
        record(act="goal.voices_removed", subject=draft, by=by, at=at, lab_id=draft.lab_id, n=len(away))
    Evidence.objects.bulk_update(changed, ["quote", "quoted_version", "excerpt"])


def _read(quotes: Collection) -> dict[str, int | None]:
    """{note id: row version that was read}. quotes: that mapping, or only ids, for notes as they stand now (None).

    Words that are changed between the reading and the saving are thereby chosen as they were, and not shown as they
    have become.
    """
    if isinstance(quotes, Mapping):
        return {str(pk): version for pk, version in quotes.items()}
    return dict.fromkeys(map(str, quotes))


def _stretches(excerpts: Mapping | None) -> dict[str, Excerpt | None]:
    """{note id: excerpt, or None for the whole note}. RuleBroken for an excerpt that is none of its note's."""
    wanted = {str(note): str(pk or "") for note, pk in (excerpts or {}).items()}
    try:
        rows = Excerpt.objects.filter(pk__in=[pk for pk in wanted.values() if pk], contribution__in=wanted)
        found = {str(row.pk): row for row in rows}
    except (ValidationError, ValueError):
        found = {}
    for note, pk in wanted.items():
        if pk and (pk not in found or str(found[pk].contribution_id) != note):
            raise RuleBroken(_("Utdraget finns inte längre. Gå tillbaka och välj igen."), field="notes")
    return {note: found.get(pk) for note, pk in wanted.items()}


def _choose(row: Evidence, read: dict[str, int | None], parts: dict[str, Excerpt | None]) -> bool:
    """Let a row be quoted, or not, and be a stretch of its note, or all of it, as it was chosen. Whether that changed
    anything. A stretch of words that the person has changed since is not quoted: it may say what they took back."""
    before, note = (row.quote, row.quoted_version, row.excerpt_id), row.contribution
    key = str(note.pk)
    if key in parts:
        row.excerpt = parts[key]
    old_words = row.excerpt is not None and row.excerpt.note_version != note.row_version
    version = read.get(key)
    row.quote = key in read and note.consent_quote and not old_words
    row.quoted_version = None if not row.quote else note.row_version if version is None else version
    return before != (row.quote, row.quoted_version, row.excerpt_id)


def locked_draft(version: GoalVersion) -> GoalVersion:
    """The version as it stands now, locked for the rest of the transaction. RuleBroken when it is frozen."""
    draft = GoalVersion.objects.select_for_update(of=("self",)).select_related("goal__lab").get(pk=version.pk)
    if not draft.is_open:
        raise RuleBroken(_("Den här versionen är låst. Börja på en ny version i stället."), status=409)
    return draft
