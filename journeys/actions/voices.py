"""Which notes a step or a gap rests on, and which of them are shown in the person's own words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from journeys.actions.editing import changing
from journeys.enums import EditAct
from journeys.models import Gap, Journey, Step, Voice
from journeys.queries.voices import notes_to_choose

LONGEST_STRETCH = 1000


def tie_voices(*, part: Step | Gap, notes: Collection[Any], by, at: datetime) -> int:
    """Let a step or a gap rest on these notes too; returns how many it did not rest on already.

    Raises RuleBroken when one of them may not be used, is another lab's, or is somebody else's than the one person
    whose way it is.
    """
    journey = _journey(part)
    wanted = {str(pk) for pk in notes}
    with changing(journey, EditAct.VOICE_ADDED, by=by, at=at, about=part.title) as change:
        change.open(type(part), part.pk)
        found = {str(pk) for pk in notes_to_choose(journey, everything=True).values_list("pk", flat=True)} & wanted
        if found != wanted:
            raise RuleBroken(_("Någon av lapparna går inte att använda längre. Ladda om sidan och välj."), status=409)
        there = _of(part).filter(gone_at__isnull=True).values_list("contribution_id", flat=True)
        new = sorted(wanted - {str(pk) for pk in there})
        for pk in new:
            change.add(Voice(journey=journey, contribution_id=pk, added_by=user_of(by), added_at=at, **_place(part)))
    return len(new)


def change_voice(
    *, voice: Voice, words: str, quote: bool, row_version: int, note_version: int, by, at: datetime
) -> Voice:
    """Say which stretch of a note is meant (blank for all of it), and whether it is shown in the person's own words.

    row_version, note_version: of the voice and of its note as whoever changes it had them before them; what somebody
    has not read they do not quote. Raises RuleBroken for a stretch that is not in the note and for a quote that the
    person has not agreed to, StaleEdit when somebody else was first.
    """
    journey, part = voice.journey, voice.step or voice.gap
    with changing(journey, EditAct.VOICE_CHANGED, by=by, at=at, about=part.title if part else "") as change:
        row = change.open(Voice, voice.pk)
        note, words = row.contribution, tidy(words)
        if not notes_to_choose(journey, everything=True).filter(pk=note.pk).exists():
            raise RuleBroken(_("Lappen får inte användas längre. Ta bort rösten ur kartan."), status=409)
        if len(words) > LONGEST_STRETCH:
            raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_STRETCH}, field="words")
        if words and words not in tidy(note.text):
            raise RuleBroken(_("Utdraget ska stå ordagrant i lappen. Kopiera det därifrån."), field="words")
        if quote and not note.consent_quote:
            raise RuleBroken(_("Personen har inte sagt ja till att citeras."), field="quote")
        if note.row_version != note_version:
            raise RuleBroken(
                _("Personen har ändrat sina ord sedan du öppnade sidan. Läs dem och välj igen."), status=409
            )
        read = note.row_version if quote else None
        if (row.words, row.quote, row.quoted_version) == (words, quote, read):
            return row
        if row.row_version != row_version:
            raise StaleEdit(
                _("Någon annan har ändrat rösten sedan du öppnade sidan."), yours=words or note.text,
                theirs=row.words or note.text, row_version=row.row_version,
            )  # fmt: skip
        row.words, row.quote, row.quoted_version = words, quote, read
        change.save(row)
    return row


def remove_voice(*, voice: Voice, by, at: datetime) -> None:
    """Take a voice out of the map, from the public page too; twice is once. It can be undone in the history."""
    journey, part = voice.journey, voice.step or voice.gap
    with changing(journey, EditAct.VOICE_REMOVED, by=by, at=at, about=part.title if part else "") as change:
        if Voice.objects.filter(pk=voice.pk, gone_at__isnull=True).exists():
            change.remove(change.open(Voice, voice.pk))


# --- Inner parts ------------------------------------------------------------------------------


def _journey(part: Step | Gap) -> Journey:
    return Journey.objects.select_related("lab", "teller").get(pk=part.journey_id)


def _place(part: Step | Gap) -> dict[str, Any]:
    return {"step": part} if isinstance(part, Step) else {"gap": part}


def _of(part: Step | Gap):
    return Voice.objects.filter(**_place(part))
