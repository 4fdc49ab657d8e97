"""What was told in a step where people map their way: maps of it, and a table's card to fill in later."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from journeys.actions.cards import change_written
from journeys.actions.telling import make_told, tell_again
from journeys.forms_mapping import CardForm, MakeForm
from journeys.kinds.mapping_room import TABLE_PARTS, with_words
from journeys.models import Journey
from journeys.queries.cards import (
    Teller,
    mapping_steps,
    names_for,
    tellers_in,
    usable_cards,
    written_cards,
)
from workshops.models import Contribution, Exercise, Site
from workshops.queries import sites, step_at

REVIEWED_AFTER = timedelta(days=182)


@guarded("workshops.read_all_notes", sites)
def told_ways(request, site: Site):
    """Everybody who has told a way at a site, by step, with the map that was made of it or why there is none yet."""
    steps = mapping_steps(site)
    for step in steps:
        step.tellers = tellers_in(step)
    context = _frame(site) | {"steps": steps, "may_host": may(request, "workshops.host", site)}
    return render(request, "journeys/kind/told_ways.html", context)


@guarded("workshops.read_all_notes", sites)
def told_way(request, site: Site, step: int, place):
    """What one person or table has told, and the form that makes a map of it, or lets its map follow."""
    exercise, teller = _teller(site, step, place)
    notes = usable_cards(exercise, teller.place)
    context = _frame(site) | {
        "step": exercise,
        "teller": teller,
        "phases": with_words(notes, names_for(exercise, teller.place).names),
        "unusable": teller.events - teller.usable,
    }
    if teller.journey is not None:
        if request.method == "POST":
            return _follow(request, teller.journey, exercise, teller)
        return render(request, "journeys/kind/told_way.html", context)
    start = {
        "title": _("En väg, berättad %(day)s") % {"day": f"{localdate(exercise.opened_at):%Y-%m-%d}"}
        if exercise.opened_at else "",
        "person": _("Person %(n)d") % {"n": teller.number},
        "question": exercise.settings.get("question", ""),
        "review_on": localdate() + REVIEWED_AFTER,
    }  # fmt: skip
    form = MakeForm(request.POST if request.method == "POST" else None, initial=start)

    def save(data):
        journey = make_told(exercise=exercise, participation=teller.place, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Kartan är gjord. Nu kan ni lägga till det som hände bakom scenen."))
        return redirect("journeys:journey", journey.pk)

    return save_form(request, form, save, template="journeys/kind/told_way.html", **context)


def _follow(request, journey: Journey, exercise: Exercise, teller: Teller):
    try:
        changed = tell_again(
            journey=journey, exercise=exercise, participation=teller.place, by=request.user, at=timezone.now()
        )
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(request.path)
    if changed:
        messages.success(request, _("Kartan följer det som har berättats. Det ni själva har skrivit i den står kvar."))
    else:
        messages.success(request, _("Kartan säger redan allt som har berättats."))
    return redirect("journeys:journey", journey.pk)


@guarded("journeys.write", written_cards)
def map_card(request, note: Contribution):
    """A card that was written for a table or the room, with everything on it, for whoever leads there."""
    perm, led = ("workshops.host_table", note.group) if note.group else ("workshops.host", note.site)
    if not may(request, perm, led):
        raise Http404
    step = step_at(note.site_id, note.exercise_id)
    if step is None:
        raise Http404
    card, back = note.map_card, _back_to(note)
    names = names_for(step, note.participation).names
    marks = ("phase", "word", "who", "who_kind", "gap_words", "gap_kind", "gap_carried")
    start = {name: getattr(card, name) for name in marks} | {
        "text": note.text, "row_version": card.row_version, "feeling": "" if card.feeling is None else card.feeling,
    }  # fmt: skip
    form = CardForm(request.POST if request.method == "POST" else None, names=names, parts=TABLE_PARTS, initial=start)

    def save(data):
        change_written(
            note=note, text=data["text"], marks=form.marks, row_version=data["row_version"] or 0,
            confirmed=request.POST.get("confirmed") == "1", by=request.user, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Kortet är sparat."))
        return redirect(back)

    return save_form(
        request, form, save, template="journeys/kind/map_card.html", note=note, step=step, back=back,
        **_frame(step.site),
    )  # fmt: skip


def _back_to(note: Contribution) -> str:
    if note.group_id:
        return reverse("workshops:table", args=[note.site_id, note.group_id])
    return reverse("workshops:console", args=[note.site_id])


def _teller(site: Site, step: int, place) -> tuple[Exercise, Teller]:
    exercise = next((row for row in mapping_steps(site) if row.pk == step), None)
    teller = next((row for row in tellers_in(exercise) if row.place.pk == place), None) if exercise else None
    if exercise is None or teller is None:
        raise Http404
    return exercise, teller


def _frame(site: Site) -> dict:
    return {"site": site, "workshop": site.workshop, "is_demo": site.workshop.is_demo}
