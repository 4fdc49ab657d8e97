"""Around the steps, for those who take part: help, the speaking queue, the parking, messages, a note to report."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from hlab.core.text import whole_number
from workshops.actions import room as acts
from workshops.actions.messages import put_away
from workshops.actions.moderation import report_note
from workshops.actions.parking import park
from workshops.forms_room import ParkForm, ReportForm
from workshops.models import Contribution, Message, Workshop
from workshops.queries import contributions, notes_for_staff, participation_of, readable_notes, step_at, workshops
from workshops.queries.room import ahead_of, messages_for, parked_for, turn_of
from workshops.views.taking_part import part


@part
@require_safe
def around(request, workshop: Workshop):
    """The speaking queue and the parking."""
    return _page(request, workshop)


def _page(request, workshop: Workshop, error: RuleBroken | None = None):
    place = participation_of(request.viewer, workshop)
    form = ParkForm(request.POST if error else None, initial={"key": uuid.uuid4()})
    if error is not None:
        form.is_valid()
        form.add_error(error.field if error.field in form.fields else None, error.message)
    turn = turn_of(place)
    context = {
        "workshop": workshop,
        "site": place.site,
        "place": place,
        "turn": turn,
        "ahead": ahead_of(place.site, place) if turn is not None and turn.given_at is None else 0,
        "parked": parked_for(place),
        "form": form,
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/part_around.html", context, status=error.status if error else 200)


@part
@require_safe
def told(request, workshop: Workshop):
    """Fragment: what has been said to this person. Opened by itself it leads to the page it is a piece of."""
    if not request.htmx:
        return redirect("workshops:take_part", workshop.pk)
    place = participation_of(request.viewer, workshop)
    context = {"workshop": workshop, "told": messages_for(place)}
    return render(request, "workshops/_told.html", context)


@part
@require_POST
def act(request, workshop: Workshop, act: str):
    """One thing that a person asks for, takes back or puts away, by name."""
    place = participation_of(request.viewer, workshop)
    perform = ACTS.get(act)
    if perform is None:
        raise Http404
    try:
        said = perform(request.POST, place, timezone.now())
    except RuleBroken as broken:
        if act == "parkera":
            return _page(request, workshop, broken)
        messages.error(request, broken.message)
    else:
        if said:
            messages.success(request, said)
    back = "workshops:around" if request.POST.get("fran") == "rummet" else "workshops:take_part"
    return redirect(back, pk=workshop.pk)


def _help(data, place, at) -> str:
    acts.ask_for_help(participation=place, reason=data.get("skal", ""), by=place, at=at)
    return _("Den som leder ser att någon behöver hjälp, och vid vilket bord. Ingen annan ser det.")


def _no_help(data, place, at) -> str:
    acts.need_no_help(participation=place, by=place, at=at)
    return _("Du har tagit tillbaka det.")


def _speak(data, place, at) -> str:
    acts.ask_to_speak(participation=place, by=place, at=at)
    return _("Du står på talarlistan. Du kan ångra dig när som helst.")


def _be_quiet(data, place, at) -> str:
    acts.do_not_speak(participation=place, by=place, at=at)
    return _("Du står inte på talarlistan.")


def _park(data, place, at) -> str:
    try:
        key = uuid.UUID(data.get("key", ""))
    except ValueError:
        raise RuleBroken(_("Formuläret gick sönder på vägen. Ladda om sidan."), field="text", status=400) from None
    park(site=place.site, text=data.get("text", ""), key=key, participation=place, by=place, at=at)
    return _("Tack. Den som leder läser det innan andra ser det.")


def _put_away(data, place, at) -> str:
    found = Message.objects.filter(site=place.site_id, pk=whole_number(data.get("rad"))).first()
    if found is not None and found.group_id in (None, place.group_id):
        put_away(message=found, participation=place, by=place, at=at)
    return ""


ACTS = {
    "hjalp": _help, "hjalp-behovs-inte": _no_help, "ordet": _speak, "inte-ordet": _be_quiet, "parkera": _park,
    "last": _put_away,
}  # fmt: skip


# --- To report a note ---------------------------------------------------------------------------


@part
def report(request, workshop: Workshop, note):
    """Tell who leads that a note which this person reads should perhaps not be shown."""
    place = participation_of(request.viewer, workshop)
    found = contributions().filter(pk=note, exercise__workshop=workshop, site=place.site_id).first()
    step = step_at(place.site_id, found.exercise_id) if found else None
    if step is None or not readable_notes(step, place).filter(pk=found.pk).exists():
        raise Http404
    return _report(request, workshop, found, "workshops/part_report.html", "workshops:take_part", participation=place)


@guarded("workshops.read_notes", workshops)
def report_as_listener(request, workshop: Workshop, note):
    """The same for somebody of the lab who listens: a note that has been shown."""
    found = notes_for_staff(workshop, in_full=[]).filter(pk=note).first()
    if found is None:
        raise Http404
    return _report(request, workshop, found, "workshops/report_note.html", "workshops:notes")


def _report(request, workshop: Workshop, note: Contribution, template: str, back: str, participation=None):
    form = ReportForm(request.POST if request.method == "POST" else None)

    def save(data):
        report_note(
            contribution=note, reason=data["reason"], words=request.POST.get("words", ""), participation=participation,
            by=participation or request.user, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Tack. Den som leder tittar på lappen. Ingen annan ser att du sa till."))
        return redirect(back, pk=workshop.pk)

    return save_form(request, form, save, template=template, workshop=workshop, note=note, is_demo=workshop.is_demo)
