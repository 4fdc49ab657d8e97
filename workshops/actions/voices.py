"""The opening voice: what somebody with own experience has said yes to, put in place, stopped at once, let on again."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.labs.actions.labs import stale
from hlab.live.actions import publish
from workshops.actions.locks import locked_workshop
from workshops.analysis.sound import ENOUGH, MOST_BYTES, SUFFIX, kind_of
from workshops.enums import WorkshopState
from workshops.models import Exercise, Voice
from workshops.models.voice import TEXT_LENGTH, TRANSCRIPT_LENGTH
from workshops.wire import room


@transaction.atomic
def put_voice(
    *,
    exercise: Exercise,
    text: str,
    transcript: str,
    approved: bool,
    row_version: int,
    by,
    at: datetime,
    sound: UploadedFile | None = None,
    drop_sound: bool = False,
) -> Voice:
    """What the room will read or hear in this step. sound: a new file in the place of the former; drop_sound: none.

    approved: the person has read and heard all of it and said yes. What was stopped stays stopped. RuleBroken in
    words for a file that is no sound or too large, for sound without its words, and without the person's yes.
    """
    exercise = _held(exercise)
    if exercise.workshop.state == WorkshopState.CLOSED:
        raise RuleBroken(_("Verkstaden är avslutad och kan inte ändras."), status=409)
    voice = Voice.objects.filter(exercise=exercise).first() or Voice(exercise=exercise, row_version=0)
    text, transcript = _checked(text, "text", TEXT_LENGTH), _checked(transcript, "transcript", TRANSCRIPT_LENGTH)
    if voice.row_version != row_version:
        yours = {"text": text, "transcript": transcript}
        raise stale(voice, yours, _("Någon annan har ändrat rösten sedan du öppnade sidan."))
    kind = checked_sound(sound) if sound is not None else ""
    has_sound = sound is not None or bool(voice.sound and not drop_sound)
    if has_sound and not transcript:
        raise RuleBroken(
            _("Skriv av ljudet. Utan text kan den som inte hör, eller inte kan ha ljudet på, inte vara med."),
            field="transcript",
        )
    if (text or has_sound) and not approved:
        raise RuleBroken(_("Fråga först den som talar. Kryssa i när personen har sagt ja."), field="approved")
    former = voice.sound.name
    if not has_sound:
        voice.sound, voice.content_type, transcript = "", "", ""
    elif sound is not None:
        # A name of our own: the one it came with may hold who speaks.
        voice.sound = default_storage.save(f"voices/{uuid.uuid4()}{SUFFIX[kind]}", sound)
        voice.content_type = kind
    voice.text, voice.transcript = text, transcript
    voice.approved_at = at if text or has_sound else None
    voice.row_version += 1
    voice.save()
    if former and former != voice.sound.name:
        transaction.on_commit(lambda: default_storage.delete(former))
    _tell(exercise, "voice.put", by, at)
    return voice


def checked_sound(sound: UploadedFile) -> str:
    """The content type of a file that is sound by what it holds, or RuleBroken. Reads its beginning only."""
    if (sound.size or 0) > MOST_BYTES:
        raise RuleBroken(
            _("Filen är för stor. Ljudet får vara högst 25 MB. Spara det som mp3 eller m4a, så blir det mindre."),
            field="sound",
        )
    sound.seek(0)
    kind = kind_of(sound.read(ENOUGH))
    sound.seek(0)
    if not kind:
        raise RuleBroken(
            _("Filen är inte ett ljud som vi kan spela upp. Välj en fil av slaget mp3, m4a, ogg, wav eller webm."),
            field="sound",
        )
    return kind


@transaction.atomic
def stop_voice(*, exercise: Exercise, by, at: datetime) -> None:
    """Let nobody read or hear more, from now on and everywhere: the person wants to stop. Twice is once."""
    exercise = _held(exercise)
    voice, _new = Voice.objects.get_or_create(exercise=exercise)
    if voice.stopped_at is not None:
        return
    voice.stopped_at = at
    voice.save(update_fields=["stopped_at"])
    _tell(exercise, "voice.stopped", by, at)
    for site in exercise.workshop.sites.order_by("pk"):
        publish(channel=room(site.pk), kind="gone", at=at, step=exercise.pk)


@transaction.atomic
def resume_voice(*, exercise: Exercise, by, at: datetime) -> None:
    """The person wants to go on. Twice is once."""
    exercise = _held(exercise)
    if Voice.objects.filter(exercise=exercise, stopped_at__isnull=False).update(stopped_at=None):
        _tell(exercise, "voice.resumed", by, at)


@transaction.atomic
def forget_voice(*, exercise: Exercise, by=None, at: datetime | None = None) -> None:
    """Take away the voice of a step that is about to be removed; the removal is what the trail tells."""
    voice = Voice.objects.filter(exercise=exercise).first()
    if voice is None:
        return
    name = voice.sound.name
    voice.delete()
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


def _checked(text: str, field: str, limit: int) -> str:
    text = tidy(text)
    if len(text) > limit:
        raise RuleBroken(
            _("Texten är %(over)d tecken för lång. Korta den så att den ryms på %(limit)d tecken.")
            % {"over": len(text) - limit, "limit": limit},
            field=field,
        )
    return text


def _tell(exercise: Exercise, act: str, by, at: datetime) -> None:
    record(act=act, subject=exercise, by=by, at=at, lab_id=exercise.workshop.lab_id)
    for site in exercise.workshop.sites.order_by("pk"):
        publish(channel=room(site.pk), kind="pace", at=at, step=exercise.pk)


def _held(exercise: Exercise) -> Exercise:
    """The step as it is now: one voice for all sites, so the whole session stands still meanwhile."""
    workshop = locked_workshop(exercise.workshop)
    found = Exercise.objects.filter(pk=exercise.pk, workshop=workshop).first()
    if found is None:
        raise RuleBroken(_("Steget finns inte längre. Ladda om sidan."), status=409)
    found.workshop = workshop
    return found
