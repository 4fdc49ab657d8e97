"""Picture and sound of a draft: drawn anew, named by us, and never without their words."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.evidence import locked_draft
from goals.actions.parts import let_go
from goals.models import GoalMedia, GoalVersion
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from workshops.actions.voices import checked_sound
from workshops.actions.walls import checked_picture
from workshops.analysis.sound import SUFFIX

LONGEST_SIDE = 1280  # pixels; as wide as a page is
LONGEST_ALT, LONGEST_TRANSCRIPT = 300, 4000


def put_media(*, picture: UploadedFile | None = None, **said) -> GoalMedia | None:
    """Keep a picture and a sound with their words (`_put` tells the rest).

    The picture is drawn first: that takes seconds, and nobody who writes waits for it.
    """
    drawn = checked_picture(picture, longest=LONGEST_SIDE) if picture is not None else None
    return _put(drawn=drawn, **said)


@transaction.atomic
def _put(
    *,
    version: GoalVersion,
    drawn,
    alt: str,
    transcript: str,
    by,
    at: datetime,
    sound: UploadedFile | None = None,
    drop_picture: bool = False,
    drop_sound: bool = False,
) -> GoalMedia | None:
    """drop_…: take it away; a new file comes in the place of the one before. None comes back when nothing is left.

    Raises RuleBroken when the words are frozen, for a file that is no picture or sound, and for one without its words.
    """
    draft = locked_draft(version)
    media = GoalMedia.objects.filter(version=draft).first() or GoalMedia(version=draft)
    alt, transcript = tidy(alt), tidy(transcript)
    former = [media.picture.name, media.sound.name]
    has_picture = drawn is not None or bool(media.picture and not drop_picture)
    has_sound = sound is not None or bool(media.sound and not drop_sound)
    if has_picture and not alt:
        raise RuleBroken(_("Beskriv vad bilden visar. Utan det kan den som inte ser den inte vara med."), field="alt")
    if has_sound and not transcript:
        raise RuleBroken(
            _("Skriv av ljudet. Utan text kan den som inte hör, eller inte kan ha ljudet på, inte vara med."),
            field="transcript",
        )
    for text, limit, field in ((alt, LONGEST_ALT, "alt"), (transcript, LONGEST_TRANSCRIPT, "transcript")):
        if len(text) > limit:
            raise RuleBroken(_("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": limit}, field=field)
    kind = checked_sound(sound) if sound is not None else ""
    media.alt, media.transcript = alt if has_picture else "", transcript if has_sound else ""
    if not has_picture:
        media.picture, media.picture_type, media.width, media.height = "", "", 0, 0
    elif drawn is not None:
        # A name of our own: the one it came with may hold who is in it.
        media.picture = default_storage.save(f"goals/{uuid.uuid4()}.jpg", ContentFile(drawn.content))
        media.picture_type, media.width, media.height = "image/jpeg", drawn.width, drawn.height
    if not has_sound:
        media.sound, media.sound_type = "", ""
    elif sound is not None:
        media.sound = default_storage.save(f"goals/{uuid.uuid4()}{SUFFIX[kind]}", sound)
        media.sound_type = kind
    if has_picture or has_sound:
        media.save()
    elif media.pk:
        media.delete()
    let_go(*(name for name in former if name not in (media.picture.name, media.sound.name)))
    record(act="goal.media_put", subject=draft, by=by, at=at, lab_id=draft.lab_id, picture=has_picture, sound=has_sound)
    return media if has_picture or has_sound else None
