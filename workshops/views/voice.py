"""The opening voice: putting it in place, and its sound for the people of the session and nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from django.contrib import messages
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hlab.core.access import guarded, may
from hlab.core.forms import save_form
from workshops.actions.voices import put_voice
from workshops.analysis.sound import asked_range
from workshops.forms import VoiceForm
from workshops.models import Exercise, Workshop
from workshops.queries import participation_of, programme, step_at, voice_of, workshops

PIECE = 64 * 1024


@guarded("workshops.plan", workshops)
def voice(request, workshop: Workshop, step: int):
    """What the room will read or hear; the same page whether or not there is something already."""
    exercise = _voice_step(workshop, step)
    there = voice_of(exercise)
    initial = {"row_version": 0}
    if there is not None:
        initial = {name: getattr(there, name) for name in ("text", "transcript", "row_version")}
        initial["approved"] = there.approved_at is not None
    form = VoiceForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial=initial,
        has_sound=bool(there and there.sound),
    )

    def save(data):
        put_voice(
            exercise=exercise,
            text=data["text"],
            transcript=data["transcript"],
            approved=data["approved"],
            sound=data["sound"],
            drop_sound=data.get("drop_sound", False),
            row_version=data["row_version"] or 0,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Rösten är sparad."))
        return redirect("workshops:programme", pk=workshop.pk)

    return save_form(
        request, form, save, template="workshops/voice.html", workshop=workshop, step=exercise, voice=there,
        is_demo=workshop.is_demo,
    )  # fmt: skip


@guarded("workshops.see", workshops)
@require_safe
def sound(request, workshop: Workshop, step: int):
    """The sound itself, from when the step has begun; those who plan may hear it before, and after it was stopped.

    One range can be asked for, so that a phone can seek and go on after a break.
    """
    exercise = _voice_step(workshop, step)
    there = voice_of(exercise)
    plays = there is not None and there.stopped_at is None and _has_begun(request, workshop, exercise)
    if there is None or not there.sound or not (plays or may(request, "workshops.plan", workshop)):
        raise Http404
    try:
        size = there.sound.size
    except OSError as gone:
        raise Http404 from gone
    headers = {
        "Accept-Ranges": "bytes", "X-Content-Type-Options": "nosniff", "Content-Disposition": "inline",
        "Cache-Control": "private, no-store",
    }  # fmt: skip
    try:
        part = asked_range(request.headers.get("Range", ""), size)
    except ValueError:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    first, last = part or (0, size - 1)
    headers["Content-Length"] = str(last - first + 1)
    if part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    pieces = _pieces(there.sound, first, last - first + 1) if request.method == "GET" else iter(())
    return StreamingHttpResponse(
        _without_waiting(pieces) if isinstance(request, ASGIRequest) else pieces,
        status=206 if part else 200, content_type=there.content_type, headers=headers,
    )  # fmt: skip


def _has_begun(request, workshop: Workshop, exercise: Exercise) -> bool:
    """Whether the step has begun where the listener sits; for those who sit nowhere, anywhere."""
    place = participation_of(request.viewer, workshop)
    if place is None:
        return exercise.begun
    here = step_at(place.site_id, exercise.pk)
    return here is not None and here.opened_at is not None


def _pieces(sound, first: int, length: int) -> Iterator[bytes]:
    """The file from a byte on, a little at a time: three hundred phones may listen at once."""
    with sound.storage.open(sound.name) as file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece


async def _without_waiting(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The same for a server where one slow disk must not keep everybody."""
    while piece := await asyncio.to_thread(next, pieces, b""):
        yield piece


def _voice_step(workshop: Workshop, pk: int) -> Exercise:
    found = next((row for row in programme(workshop) if row.pk == pk and row.kind == "voice"), None)
    if found is None:
        raise Http404
    found.workshop = workshop
    return found
