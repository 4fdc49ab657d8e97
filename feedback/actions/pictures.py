"""A picture of a scene's half: drawn anew, named by us, and never without words for what it shows."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.scenes import fits, keep, let_go, open_scene
from feedback.enums import Side
from feedback.models import Picture, Scene
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from workshops.actions.walls import checked_picture
from workshops.analysis.picture import Picture as Drawn

LONGEST_SIDE = 1280  # pixels; as wide as a page is


def put_picture(*, picture: UploadedFile | None = None, **said) -> Scene:
    """Let one half of a scene show a picture (`_put` tells the rest).

    The picture is drawn first: that takes seconds, and nobody who writes waits for it.
    """
    return _put(drawn=checked_picture(picture, longest=LONGEST_SIDE) if picture is not None else None, **said)


@transaction.atomic
def _put(*, scene: Scene, side: str, drawn: Drawn | None, alt: str, key: uuid.UUID, by, at: datetime) -> Scene:
    """Without a new picture only the words change. The same form sent twice (key) is one picture, which takes the place
    of the drawing or the picture before. Raises RuleBroken when the version is locked, nothing is said of what the
    picture shows, or there is none."""
    side = Side(side).value
    row = open_scene(scene)
    alt = tidy(alt)
    if not alt:
        raise RuleBroken(_("Beskriv vad bilden visar. Utan det kan den som inte ser den inte vara med."), field="alt")
    try:
        fits(Scene, f"{side}_alt", alt)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="alt") from broken
    former = getattr(row, f"{side}_picture_id")
    if drawn is not None:
        setattr(row, f"{side}_picture", _kept(row, drawn, key, by, at))
        setattr(row, f"{side}_drawing", "")
    elif former is None:
        raise RuleBroken(_("Välj en bild."), field="picture")
    setattr(row, f"{side}_alt", alt)
    keep(row)
    if former != getattr(row, f"{side}_picture_id"):
        let_go(former)
    record(act="scene.picture_put", subject=row.version, by=by, at=at, lab_id=row.lab_id, scene=str(row.anchor))
    return row


@transaction.atomic
def remove_picture(*, scene: Scene, side: str, by, at: datetime) -> None:
    """Let a half of a scene have its text alone. Twice is once."""
    side = Side(side).value
    row = open_scene(scene)
    former = getattr(row, f"{side}_picture_id")
    if former is None:
        return
    setattr(row, f"{side}_picture", None)
    setattr(row, f"{side}_alt", "")
    keep(row)
    let_go(former)
    record(act="scene.picture_removed", subject=row.version, by=by, at=at, lab_id=row.lab_id, scene=str(row.anchor))


def _kept(scene: Scene, drawn: Drawn, key: uuid.UUID, by, at: datetime) -> Picture:
    """The row and its file. The name is ours: the one it came with may hold who is in it."""
    known = Picture.objects.filter(lab=scene.lab_id, create_key=key).first()
    if known is not None:
        return known
    name = default_storage.save(f"scenes/{uuid.uuid4()}.jpg", ContentFile(drawn.content))
    try:
        with transaction.atomic():
            return Picture.objects.create(
                lab_id=scene.lab_id, file=name, width=drawn.width, height=drawn.height, create_key=key,
                created_by=user_of(by), created_at=at,
            )  # fmt: skip
    except Exception:
        default_storage.delete(name)
        raise
