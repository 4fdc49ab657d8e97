"""The opening voice: putting it in place, and its sound for the people of the session and nobody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hlab.core.access import guarded, may
from hlab.core.byteranges import answer_in_parts
from hlab.core.forms import save_form
from workshops.actions.voices import put_voice
from workshops.forms import VoiceForm
from workshops.models import Exercise, Workshop
from workshops.queries import participation_of, programme, step_at, voice_of, workshops


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
    return answer_in_parts(request, there.sound, there.content_type, headers={"Cache-Control": "private, no-store"})


def _has_begun(request, workshop: Workshop, exercise: Exercise) -> bool:
    """Whether the step has begun where the listener sits; for those who sit nowhere, anywhere."""
    place = participation_of(request.viewer, workshop)
    if place is None:
        return exercise.begun
    here = step_at(place.site_id, exercise.pk)
    return here is not None and here.opened_at is not None


def _voice_step(workshop: Workshop, pk: int) -> Exercise:
    found = next((row for row in programme(workshop) if row.pk == pk and row.kind == "voice"), None)
    if found is None:
        raise Http404
    found.workshop = workshop
    return found
