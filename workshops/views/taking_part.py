"""What a participant sees and sends: one thing at a time."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.mail import can_send
from hlab.core.text import whole_number
from hlab.labs.enums import Perspective
from workshops import registry
from workshops.actions.contributions import change_note, max_length, withdraw
from workshops.actions.groups import confirm, sit_at, take_back_confirmation
from workshops.actions.joining import change_perspective, come_back, leave, seen, set_ready
from workshops.anonymity import is_anonymous
from workshops.asked import asked_in
from workshops.desk import seconds_left
from workshops.enums import ExerciseState, HelpReason, WorkshopState
from workshops.forms import ChangeNoteForm, PerspectiveForm
from workshops.models import Contribution, Exercise, Participation, Workshop
from workshops.queries import (
    PRESENT_FOR,
    contributions,
    group_paces,
    groups_of,
    is_ready,
    may_be_read,
    participation_of,
    place_for,
    presence,
    step_at,
    steps_at,
    table_notes,
    waited_for,
    workshops,
)
from workshops.queries.after import latest_summary, listeners_of
from workshops.queries.over_time import may_be_reminded
from workshops.queries.paper import shown_walls
from workshops.queries.room import help_of, messages_for
from workshops.rules import counts
from workshops.wire import everywhere, room, table


def part(view):
    """Guard for participants' own pages."""
    return guarded("workshops.take_part", workshops, turn_to="workshops:join")(view)


@part
def take_part(request, workshop: Workshop):
    """The step that goes on, the lobby before the first, or thanks after the last."""
    return _page(request, workshop)


def _page(request, workshop: Workshop, *, data=None, error: RuleBroken | None = None):
    now = timezone.now()
    place = participation_of(request.viewer, workshop)
    site = place.site
    site.workshop = workshop
    if place.last_seen_at < now - PRESENT_FOR / 6:
        seen(participation_ids=[place.pk], by=place, at=now)
    steps = steps_at(site)
    context = {
        "workshop": workshop,
        "site": site,
        "place": place,
        "receipt_code": request.viewer.receipt_code,
        "wire": channels_of(place),
        "steps": steps,
        "earlier": [
            step
            for step in steps
            if may_be_read(step) and (step.pk != site.current_id or site.state == WorkshopState.CLOSED)
        ],
        "told": messages_for(place),
        "help": help_of(place),
        "help_reasons": HelpReason.choices,
        "is_demo": workshop.is_demo,
        "now": now,
    }
    step = next((step for step in steps if step.pk == site.current_id), None)
    if step is None or site.state == WorkshopState.CLOSED:
        template = "closed" if site.state == WorkshopState.CLOSED else "lobby"
        if template == "closed":
            context["summary"] = latest_summary(site)
        else:
            context["listeners"] = listeners_of(workshop)
        return render(request, f"workshops/part_{template}.html", context)
    step.asked = asked_in(request)
    kind = registry.get(step.kind)
    context |= {"step": step, "kind": kind, "number": steps.index(step) + 1}
    if step.state == ExerciseState.PENDING:
        return render(request, "workshops/part_waiting.html", context | {"waits_for": waited_for(step)})
    mine = place_for(step, place)
    context |= {
        "is_open": step.state == ExerciseState.OPEN,
        "is_anonymous": is_anonymous(step, place),
        **_table(step, place),
        "ready": is_ready(step, place),
        "presence": presence(site, step, now),
        "seconds": seconds_left(step, now),
        "kind_template": f"{kind.templates}/participant.html",
        "walls": shown_walls(step) if step.revealed_at else [],
        "may_remind": can_send() and may_be_reminded(step, now),
        "error": error,
        "counted": counts(request.viewer, workshop),
        **kind.participant(exercise=step, participation=mine, data=data, error=error),
    }
    return render(request, "workshops/part_step.html", context, status=error.status if error else 200)


def _table(step: Exercise, place) -> dict:
    """What the table has written, for a step that is done at the tables, once it is shown to the table."""
    if not step.in_groups or place.group is None:
        return {}
    return {
        "table_notes": list(table_notes(step, place.group)[:200]),
        "table_pace": group_paces(step).get(place.group_id),
    }


def channels_of(place) -> list[str]:
    """The live channels that a person at a site listens to."""
    own = [room(place.site_id)]
    return [*own, *([table(place.group_id)] if place.group_id else []), everywhere(place.workshop_id)]


def _step(place, pk: int) -> Exercise:
    step = step_at(place.site_id, pk)
    if step is None:
        raise Http404
    return step


@part
@require_POST
def act(request, workshop: Workshop, step: int, act: str):
    """Something sent in to a step; which acts there are is the kind's to say."""
    place = participation_of(request.viewer, workshop)
    exercise = _step(place, step)
    perform = registry.get(exercise.kind).acts.get(act)
    if perform is None:
        raise Http404
    sent = {"data": request.POST, "counted": counts(request.viewer, workshop), "by": place, "at": timezone.now()}
    try:
        said = perform(exercise=exercise, participation=place, **sent)
    except RuleBroken as error:
        if place.site.current_id != exercise.pk or error.code == "closed":
            return _too_late(request, workshop, error)
        return _page(request, workshop, data=request.POST, error=error)
    messages.success(request, said)
    return redirect(reverse("workshops:take_part", args=[workshop.pk]) + asked_in(request).after)


def _too_late(request, workshop: Workshop, error: RuleBroken):
    """The room has moved on, or the step was closed meanwhile: say so, and give the words back."""
    context = {"workshop": workshop, "error": error, "text": request.POST.get("text", ""), "is_demo": workshop.is_demo}
    return render(request, "workshops/part_too_late.html", context, status=error.status)


@part
@require_POST
def ready(request, workshop: Workshop, step: int):
    """ "Jag är klar", or the same taken back."""
    place = participation_of(request.viewer, workshop)
    done = request.POST.get("klar") == "1"
    try:
        set_ready(exercise=_step(place, step), participation=place, ready=done, by=place, at=timezone.now())
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        if done and "hoppa" in request.POST:
            messages.success(request, _("Du har hoppat över frågan. Det går bra, och du kan ångra dig."))
    return redirect("workshops:take_part", pk=workshop.pk)


@part
@require_POST
def stand_by(request, workshop: Workshop, step: int):
    """ "Så här har vi skrivit, stämmer det?" Somebody at the table says yes for it, or that something is wrong."""
    place = participation_of(request.viewer, workshop)
    exercise = _step(place, step)
    if place.group is None or not table_notes(exercise, place.group).exists():
        raise Http404
    answer = confirm if request.POST.get("stammer") == "1" else take_back_confirmation
    try:
        answer(exercise=exercise, group=place.group, by=place, at=timezone.now())
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("workshops:take_part", pk=workshop.pk)


@part
def sit(request, workshop: Workshop):
    """Choose a table, for who came after the others were seated."""
    place = participation_of(request.viewer, workshop)
    groups = groups_of(place.site)
    if request.method == "POST":
        chosen = whole_number(request.POST.get("grupp"))
        group = next((row for row in groups if row.pk == chosen), None)
        if group is None:
            messages.error(request, _("Välj en av grupperna."))
        else:
            sit_at(participation=place, group=group, by=place, at=timezone.now())
            messages.success(request, _("Du sitter nu i %(name)s.") % {"name": group.name})
        return redirect("workshops:take_part", pk=workshop.pk)
    context = {"workshop": workshop, "place": place, "groups": groups, "is_demo": workshop.is_demo}
    return render(request, "workshops/part_group.html", context)


@part
@require_POST
def go(request, workshop: Workshop):
    """ "Jag måste gå" and "Jag är tillbaka": whether anybody waits for this person."""
    place = participation_of(request.viewer, workshop)
    if request.POST.get("tillbaka"):
        come_back(participation=place, by=place, at=timezone.now())
        messages.success(request, _("Välkommen tillbaka."))
    else:
        leave(participation=place, by=place, at=timezone.now())
        messages.success(request, _("Tack för att du var med. Ingen väntar på dig nu, och du kan komma tillbaka."))
    return redirect("workshops:take_part", pk=workshop.pk)


@part
def perspective(request, workshop: Workshop):
    """Say anew from where one speaks."""
    place = participation_of(request.viewer, workshop)
    form = PerspectiveForm(
        request.POST if request.method == "POST" else None, initial={"perspective": place.perspective}
    )
    if request.method == "POST" and form.is_valid():
        change_perspective(
            participation=place, perspective=form.cleaned_data["perspective"], by=place, at=timezone.now()
        )
        messages.success(
            request, _("Du deltar som: %(label)s.") % {"label": Perspective(form.cleaned_data["perspective"]).label}
        )
        return redirect("workshops:take_part", pk=workshop.pk)
    context = {"form": form, "workshop": workshop, "is_demo": workshop.is_demo}
    return render(request, "workshops/part_perspective.html", context, status=422 if form.errors else 200)


@part
def earlier(request, workshop: Workshop, step: int):
    """What came of a step, once it has been shown."""
    exercise = _step(participation_of(request.viewer, workshop), step)
    if not may_be_read(exercise):
        raise Http404
    exercise.asked = asked_in(request)
    kind = registry.get(exercise.kind)
    context = {
        "workshop": workshop,
        "step": exercise,
        "is_demo": workshop.is_demo,
        "kind": kind,
        "walls": shown_walls(exercise),
        "kind_template": f"{kind.templates}/earlier.html",
        **(kind.earlier or kind.stage)(exercise=exercise),
    }
    return render(request, "workshops/part_earlier.html", context)


@part
def clock(request, workshop: Workshop):
    """Fragment: the time left, after it was extended. Opened by itself it leads to the page it is a piece of."""
    if not request.htmx:
        return redirect("workshops:take_part", workshop.pk)
    site = participation_of(request.viewer, workshop).site
    step = step_at(site.pk, site.current_id) if site.current_id else None
    context = {"seconds": seconds_left(step, timezone.now()), "step": step}
    return render(request, "workshops/_clock.html", context)


def _own(request, workshop: Workshop, note) -> Contribution:
    found = contributions().filter(pk=note, exercise__workshop=workshop).first()
    place = participation_of(request.viewer, workshop)
    if found is None or found.participation_id != _place_of(found, place).pk:
        raise Http404
    return found


def _place_of(note: Contribution, place) -> Participation:
    """Whose place the person's own note would be kept under, in the step where the note lies."""
    step = step_at(note.site_id, note.exercise_id)
    return place_for(step, place) if step else place


@part
def change(request, workshop: Workshop, note):
    """Other words for one's own note. A change made elsewhere in between shows both texts."""
    own = _own(request, workshop, note)
    limit = max_length(own.exercise)
    form = ChangeNoteForm(
        request.POST if request.method == "POST" else None,
        initial={"text": own.text, "row_version": own.row_version},
        limit=limit,
    )
    context = {"form": form, "note": own, "workshop": workshop, "is_demo": workshop.is_demo, "limit": limit}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            change_note(
                contribution=own,
                text=form.cleaned_data["text"],
                row_version=form.cleaned_data["row_version"],
                confirmed=request.POST.get("confirmed") == "1",
                by=own.participation,
                at=timezone.now(),
            )
        except StaleEdit as stale:
            context |= {"stale": stale}
            status = stale.status
        except RuleBroken as broken:
            form.add_error(broken.field or None, broken.message)
            context |= {"warn": broken.code == "looks_personal"}
            status = broken.status
        else:
            messages.success(request, _("Lappen är ändrad."))
            return redirect("workshops:take_part", pk=workshop.pk)
    return render(request, "workshops/part_change.html", context, status=status)


@part
def take_back(request, workshop: Workshop, note):
    """Take back one's own note, after being told what that means."""
    own = _own(request, workshop, note)
    if request.method == "POST":
        withdraw(contribution=own, by=own.participation, at=timezone.now())
        messages.success(request, _("Lappen är återtagen. Vi har slutat använda och visa den."))
        return redirect("workshops:take_part", pk=workshop.pk)
    context = {"note": own, "workshop": workshop, "is_demo": workshop.is_demo}
    return render(request, "workshops/part_take_back.html", context)
