"""A photographed wall: the picture, everything on it in writing, and the notes that its lines become."""

from __future__ import annotations

import io
import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from workshops import registry
from workshops.actions.contributions import checked_text, leave_note, max_length
from workshops.actions.groups import speaker
from workshops.actions.locks import locked_site
from workshops.analysis.picture import LONGEST_SIDE, MOST_BYTES, NoPicture, Picture, redrawn
from workshops.enums import Channel
from workshops.models import Contribution, Exercise, Group, WallPhoto
from workshops.models.paper import TRANSCRIPT_LENGTH

MOST_LINES = 200


def put_wall(*, picture: UploadedFile | None, **said) -> WallPhoto:
    """Keep a picture of a wall with its words, whole or not at all (`_put` tells the rest).

    The picture is drawn first: that takes seconds, and nobody's note waits for it. RuleBroken in words for a file that
    is no picture or too large.
    """
    return _put(drawn=checked_picture(picture), **said)


@transaction.atomic
def _put(
    *,
    exercise: Exercise,
    drawn: Picture,
    transcript: str,
    place: str,
    taken_at: datetime,
    create_key: uuid.UUID,
    by,
    at: datetime,
    group: Group | None = None,
    as_notes: bool = True,
) -> WallPhoto:
    """The same key again is the same picture.

    as_notes: each line becomes a note of the table's, or of the whole room's when group is None; it counts as nobody's.
    A line that may point at somebody waits for the facilitator. RuleBroken in words for words that are missing, and
    for the line that is too long.
    """
    site = locked_site(exercise.site)
    known = WallPhoto.objects.filter(site=site, create_key=create_key).first()
    if known is not None:
        return known
    if site.workshop.rehearsal_of_id is not None:
        raise RuleBroken(_("Det här är en övning. Lägg bilden i verkstaden: det som läggs här tas bort."), status=409)
    if not registry.get(exercise.kind).takes_paper:
        raise RuleBroken(_("I det steget lämnar man inga lappar. Välj ett annat."), field="step")
    if group is not None and group.site_id != site.pk:
        raise RuleBroken(_("Gruppen finns på en annan ort."), field="group", status=404)
    transcript, place = tidy(transcript), " ".join(tidy(place).split())
    if not transcript:
        raise RuleBroken(
            _("Skriv av det som står på väggen. Utan text kan den som inte ser bilden inte vara med."),
            field="transcript",
        )
    if len(transcript) > TRANSCRIPT_LENGTH:
        raise RuleBroken(_("Texten är för lång. Dela upp väggen i flera bilder."), field="transcript")
    if not place:
        raise RuleBroken(_("Skriv var väggen fanns."), field="place")
    if taken_at > at:
        raise RuleBroken(_("Bilden kan inte vara tagen längre fram i tiden."), field="taken_at")
    lines = _lines(exercise, transcript) if as_notes else []
    notes = _notes(exercise, group, lines, create_key, by, at)
    wall = _kept(
        drawn, exercise=exercise, site=site, group=group, transcript=transcript, place=place, taken_at=taken_at,
        create_key=create_key, uploaded_by=user_of(by), created_at=at,
    )  # fmt: skip
    wall.notes.set(notes)
    facts = {"site": site.pk, "step": exercise.pk, "notes": len(notes)}
    record(act="wall.put", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, **facts)
    return wall


def checked_picture(picture: UploadedFile | None, longest: int = LONGEST_SIDE) -> Picture:
    """Our own drawing of a file that is a picture by what it holds, or RuleBroken. longest: side, in pixels."""
    if picture is None:
        raise RuleBroken(_("Välj en bild."), field="picture")
    if (picture.size or 0) > MOST_BYTES:
        raise RuleBroken(
            _("Bilden är för stor. Den får vara högst 15 MB. Ta om den i lägre kvalitet, eller dela upp väggen."),
            field="picture",
        )
    picture.seek(0)
    try:
        return redrawn(io.BytesIO(picture.read()), longest)
    except NoPicture:
        raise RuleBroken(
            _("Filen är ingen bild som vi kan läsa. Välj en bild av slaget jpeg, png eller webp."), field="picture"
        ) from None


def _lines(exercise: Exercise, transcript: str) -> list[str]:
    lines = [line.strip() for line in transcript.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        said = _("En bild får ha högst %(most)d rader. Dela upp väggen i flera bilder.") % {"most": MOST_LINES}
        raise RuleBroken(said, field="transcript")
    for number, line in enumerate(lines, start=1):
        try:
            checked_text(line, max_length(exercise))
        except RuleBroken as broken:
            said = _("Rad %(n)d: %(what)s") % {"n": number, "what": broken.message}
            raise RuleBroken(said, field="transcript") from None
    return lines


def _notes(exercise: Exercise, group: Group | None, lines: list[str], key: uuid.UUID, by, at) -> list[Contribution]:
    if not lines:
        return []
    voice = speaker(exercise, group, at)
    return [
        leave_note(
            exercise=exercise, participation=voice, text=line, client_key=uuid.uuid5(key, str(number)), confirmed=True,
            channel=Channel.PAPER, transcribed_by=user_of(by), by=by, at=at,
        )
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip


def _kept(drawn: Picture, **fields) -> WallPhoto:
    """The row and its file. The name is ours: the one it came with may hold who was there."""
    name = default_storage.save(f"walls/{uuid.uuid4()}.jpg", ContentFile(drawn.content))
    try:
        with transaction.atomic():
            return WallPhoto.objects.create(picture=name, width=drawn.width, height=drawn.height, **fields)
    except Exception:
        default_storage.delete(name)
        raise
