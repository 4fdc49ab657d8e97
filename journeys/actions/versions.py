"""A map kept as it stands, made public, taken down; and what the one person whose way it is says of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from journeys.analysis.document import as_data
from journeys.analysis.shown import kept
from journeys.enums import TellerSays
from journeys.models import Journey, JourneyVersion
from journeys.queries.document import document
from journeys.queries.shown import hindrances

LONGEST_NOTE = 300
LONGEST_WORDS = 1000


@transaction.atomic
def keep_version(*, journey: Journey, by, at: datetime, note: str = "", seen: int | None = None) -> JourneyVersion:
    """Keep the whole map as it stands now. note: what is new in it.

    seen: number of the latest version that whoever asks had before them; the same form sent twice keeps one. Without it
    a map that has not changed since it was last kept is not kept again.
    """
    return _kept(_locked(journey), note=note, seen=seen, by=by, at=at)


@transaction.atomic
def publish_map(
    *, journey: Journey, edits: int, by, at: datetime, note: str = "", seen: int | None = None
) -> JourneyVersion:
    """Keep the map as it stands and let anyone read it, in place of what was public before.

    edits: number of the latest change that whoever publishes had before them: nobody publishes what they have not read.
    seen: as in `keep_version`. Raises RuleBroken with the first of `hindrances`, or when the map has changed.
    """
    locked = _locked(journey)
    if locked.edits != edits:
        raise RuleBroken(
            _("Kartan har ändrats sedan du öppnade sidan. Så här ser den ut nu. Läs igenom den och publicera sedan."),
            status=409,
        )
    for sentence in hindrances(locked, document(locked)):
        raise RuleBroken(sentence, status=409)
    version = _kept(locked, note=note, seen=seen, by=by, at=at)
    if locked.public_version_id != version.pk:
        locked.public_version = version
        locked.save(update_fields=["public_version"])
        record(act="journey.published", subject=locked, by=by, at=at, lab_id=locked.lab_id, number=version.number)
    return version


@transaction.atomic
def take_down(*, journey: Journey, by, at: datetime) -> Journey:
    """Let nobody outside the lab read the map any more. Its versions are kept. Twice is once."""
    locked = _locked(journey)
    _down(locked, by=by, at=at)
    return locked


@transaction.atomic
def say_of_map(*, journey: Journey, answer: str, edits: int, by, at: datetime, words: str = "") -> Journey:
    """The one person whose way it is says whether the map is right. It can be said anew at any time.

    YES is of the map as they had it before them (edits), and lets the lab publish just that. CHANGE and NO take a
    public map down at once; NO also lays the map aside. words: what should be another way; needed for CHANGE.
    Raises RuleBroken.
    """
    locked = _locked(journey)
    if locked.teller_id is None:
        raise RuleBroken(_("Kartan är ingen bestämd persons väg."), status=409)
    if answer not in (TellerSays.YES, TellerSays.CHANGE, TellerSays.NO):
        raise RuleBroken(_("Välj ett av svaren."), field="answer")
    words = tidy(words)
    if len(words) > LONGEST_WORDS:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_WORDS}, field="words")
    if answer == TellerSays.CHANGE and not words:
        raise RuleBroken(_("Skriv vad som behöver ändras, så att labbet kan göra det."), field="words")
    if answer == TellerSays.YES:
        words = ""
        if locked.edits != edits:
            raise RuleBroken(
                _("Kartan har ändrats sedan du öppnade sidan. Så här ser den ut nu. Läs den och svara igen."),
                status=409,
            )
    still = answer != TellerSays.YES or (locked.teller_at is not None and locked.teller_at >= locked.changed_at)
    if (locked.teller_says, locked.teller_words) == (answer, words) and still:
        return locked
    if answer != TellerSays.YES:
        _down(locked, by=by, at=at)
    locked.teller_says, locked.teller_words, locked.teller_at = answer, words, at
    if answer == TellerSays.NO and locked.archived_at is None:
        locked.archived_at = at
    locked.save(update_fields=["teller_says", "teller_words", "teller_at", "archived_at"])
    record(act="journey.teller_said", subject=locked, by=by, at=at, lab_id=locked.lab_id, answer=str(answer))
    return locked


# --- Inner parts ------------------------------------------------------------------------------


def _locked(journey: Journey) -> Journey:
    rows = Journey.objects.select_related("lab", "teller", "exercise__workshop", "public_version")
    return rows.select_for_update(of=("self",)).get(pk=journey.pk)


def _kept(locked: Journey, *, note: str, seen: int | None, by, at: datetime) -> JourneyVersion:
    note = tidy(note)
    if len(note) > LONGEST_NOTE:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_NOTE}, field="note")
    content = as_data(kept(document(locked)))
    last = JourneyVersion.objects.filter(journey=locked).order_by("-number").first()
    if last is not None and last.content == content and (seen is None or last.number > seen):
        return last
    version = JourneyVersion.objects.create(
        journey=locked, number=last.number + 1 if last else 1, note=note, content=content, by=user_of(by), at=at
    )
    record(act="journey.version_kept", subject=locked, by=by, at=at, lab_id=locked.lab_id, number=version.number)
    return version


def _down(locked: Journey, *, by, at: datetime) -> None:
    if locked.public_version_id is None:
        return
    locked.public_version = None
    locked.save(update_fields=["public_version"])
    record(act="journey.taken_down", subject=locked, by=by, at=at, lab_id=locked.lab_id)
