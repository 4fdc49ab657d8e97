"""What a listener writes for themselves. Private, like a draft: no trail of it, and nothing of it on the wire."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from workshops.models import Exercise, ListenerNote, Workshop
from workshops.models.after import LISTENED_LENGTH


@transaction.atomic
def write_for_oneself(
    *, workshop: Workshop, text: str, exercise: Exercise | None = None, key: uuid.UUID, by, at: datetime
) -> ListenerNote:
    """A listener's own note, maybe about a step. The same key twice is the same note."""
    fields = {"workshop": workshop, "exercise": _step(workshop, exercise), "text": _checked(text), "created_at": at}
    return ListenerNote.objects.get_or_create(user=by, key=key, defaults=fields)[0]


@transaction.atomic
def rewrite_for_oneself(
    *, note: ListenerNote, text: str, exercise: Exercise | None = None, row_version: int, by, at: datetime
) -> ListenerNote:
    """Other words for one's own note. Written in two windows, both texts are shown."""
    note = _own(note, by)
    if note.row_version != row_version:
        raise StaleEdit(
            _("Du har ändrat anteckningen i ett annat fönster."), field="text", yours=text, theirs=note.text,
            row_version=note.row_version,
        )  # fmt: skip
    note.text, note.exercise, note.changed_at = _checked(text), _step(note.workshop, exercise), at
    note.row_version += 1
    note.save(update_fields=["text", "exercise", "changed_at", "row_version"])
    return note


@transaction.atomic
def throw_away(*, note: ListenerNote, by, at: datetime) -> None:
    """A listener's own note is theirs to throw away: it has never been part of anything."""
    _own(note, by).delete()


@transaction.atomic
def throw_all_away(*, user, by, at: datetime) -> None:
    """Somebody's account goes, and with it what they wrote for themselves."""
    ListenerNote.objects.filter(user=user).delete()


def _own(note: ListenerNote, by) -> ListenerNote:
    found = ListenerNote.objects.select_for_update().select_related("workshop").filter(pk=note.pk, user=by).first()
    if found is None:
        raise RuleBroken(_("Anteckningen finns inte längre."), status=404)
    return found


def _step(workshop: Workshop, exercise: Exercise | None) -> Exercise | None:
    if exercise is not None and exercise.workshop_id != workshop.pk:
        raise RuleBroken(_("Steget hör till en annan verkstad."), field="exercise", status=404)
    return exercise


def _checked(text: str) -> str:
    text = tidy(text)
    if not text:
        raise RuleBroken(_("Skriv något först."), field="text")
    if len(text) > LISTENED_LENGTH:
        raise RuleBroken(_("Anteckningen får ha högst %(max)d tecken.") % {"max": LISTENED_LENGTH}, field="text")
    return text
