"""One barrier: its card, where it was said, what has happened to it, and the acts that change how it stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.actions import barriers as acts
from goals.actions.barrier_merging import take_apart
from goals.enums import BarrierAct
from goals.forms_barriers import BarrierForm, StateForm
from goals.models import Barrier
from goals.queries.barrier_public import hindrance_to_showing, preview
from goals.queries.barrier_words import changed_by, goal_titles, kinds_of
from goals.queries.barriers import barriers, history, is_empty_chair, originals_of, place_of
from goals.queries.map_links import links_of_barrier
from goals.readers import readable
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from workshops.queries import people_behind, usable_contributions


def _ensure_readable(request, barrier: Barrier) -> None:
    """What is hidden in its room does not exist here; whoever wrote it down for a table reads it all the same."""
    if may(request, "goals.host_card", barrier) and not is_empty_chair(barrier):
        return
    if not readable(request, barrier.lab).filter(pk=barrier.pk).exists():
        raise Http404


@guarded("goals.see", barriers)
def barrier(request, barrier: Barrier):
    """The card and everything around it. Of what has been taken back there is an empty chair."""
    lab = barrier.lab
    if is_empty_chair(barrier):
        context = {"barrier": barrier, "lab": lab, "place": place_of(barrier), "is_demo": barrier.is_demo}
        return render(request, "goals/barriers/empty_chair.html", context)
    _ensure_readable(request, barrier)
    rows, titles = readable(request, lab), goal_titles(lab)
    originals = originals_of(rows, barrier)
    for original in originals:
        original.place, original.taken_back = place_of(original), is_empty_chair(original)
        original.kinds = kinds_of(original)
    events = history(barrier)
    for event in events:
        event.words = BarrierAct(event.act).label
    notes = [row.contribution_id for row in (barrier, *originals) if row.contribution_id]
    people, _speaks = people_behind(usable_contributions(lab).filter(pk__in=notes))
    context = {
        "barrier": barrier,
        "lab": lab,
        "kinds": kinds_of(barrier),
        "changed_by": changed_by(barrier),
        "goal_titles": [titles[goal.pk] for goal in barrier.goals.all() if goal.pk in titles],
        "place": place_of(barrier),
        "said": barrier.contribution,
        "originals": originals,
        "notes": sum(1 for row in (barrier, *originals) if row.contribution_id and not is_empty_chair(row)),
        "people": people,
        "into": barrier.merged_into,
        "links": links_of_barrier(barrier),
        "events": events,
        "may_fill": may(request, "goals.fill_card", barrier),
        "may_write": may(request, "goals.write", barrier),
        "may_publish": may(request, "goals.publish", barrier),
        "is_demo": barrier.is_demo,
    }
    return render(request, "goals/barriers/barrier.html", context)


@guarded("goals.fill_card", barriers)
def edit(request, barrier: Barrier):
    """The whole card. What somebody else saved meanwhile is shown beside one's own."""
    _ensure_readable(request, barrier)
    names = ("title", "text", "example", "layer", "level", "decided", "who_can_act", "variety", "variety_reason",
             "row_version")  # fmt: skip
    start = {name: getattr(barrier, name) for name in names} | {
        "kinds": [tag.kind for tag in barrier.tags.all()],
        "goals": [goal.pk for goal in barrier.goals.all()],
    }
    form = BarrierForm(
        request.POST if request.method == "POST" else None,
        goals=list(goal_titles(barrier.lab).items()), initial=start,
    )  # fmt: skip

    def save(data):
        acts.change_barrier(
            barrier=barrier, row_version=data["row_version"] or 0, by=request.user, at=timezone.now(), **form.said()
        )
        messages.success(request, _("Kortet är sparat."))
        return redirect("goals:barrier", barrier.pk)

    return save_form(
        request, form, save, template="goals/barriers/edit.html", barrier=barrier, lab=barrier.lab,
        said=barrier.contribution, is_demo=barrier.is_demo,
    )  # fmt: skip


@guarded("goals.write", barriers)
def state(request, barrier: Barrier):
    """How it stands, and why."""
    _ensure_readable(request, barrier)
    start = {"state": barrier.stands, "reason": barrier.state_reason}
    form = StateForm(request.POST if request.method == "POST" else None, initial=start)

    def save(data):
        acts.judge_state(barrier=barrier, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Läget är sparat."))
        return redirect("goals:barrier", barrier.pk)

    return save_form(
        request, form, save, template="goals/barriers/state.html", barrier=barrier, lab=barrier.lab,
        is_demo=barrier.is_demo,
    )  # fmt: skip


@guarded("goals.publish", barriers)
def show(request, barrier: Barrier):
    """Let anyone read it on its målbilder's pages, after seeing it as they will; or take it down again."""
    _ensure_readable(request, barrier)
    here, error, code = reverse("goals:barrier", args=[barrier.pk]), "", 200
    hide = (
        request.POST.get("visa", "0" if barrier.is_public else "1") == "0"
    )  # as the page asked, whatever holds by now
    act, done = (
        (acts.take_from_view, _("Hindret visas inte längre på målbildens sida."))
        if hide
        else (acts.show_to_anyone, _("Hindret visas på målbildens sida."))
    )
    if request.method == "POST":
        try:
            act(barrier=barrier, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            messages.success(request, done)
            return redirect(here)
    elif not barrier.is_public:
        error = hindrance_to_showing(barrier)
    context = {
        "title": _("Sluta visa hindret för alla?") if barrier.is_public else _("Visa hindret för alla?"),
        "body_template": "goals/barriers/_preview.html",
        "rows": [preview(barrier)],
        "fields": [("visa", "0" if barrier.is_public else "1")],
        "error": error,
        "barrier": barrier,
        "action": request.path,
        "submit": _("Sluta visa det") if barrier.is_public else _("Visa det för alla"),
        "cancel_url": here,
        "crumbs": _crumbs(barrier),
        "is_demo": barrier.is_demo,
    }
    return render(request, "confirm.html", context, status=code)


@guarded("goals.write", barriers)
def apart(request, barrier: Barrier):
    """Take apart what was brought together, after asking."""
    _ensure_readable(request, barrier)
    error, code = "", 200
    if request.method == "POST":
        try:
            take_apart(whole=barrier, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            messages.success(request, _("Hindren står för sig igen, som de stod innan."))
            return redirect("goals:barriers", barrier.lab_id)
    context = {
        "title": _("Ta isär hindret?"),
        "body": _("De hinder som det står för blir egna igen, med sina ord och orter. Rubriken ”%(title)s” "
                  "försvinner ur listan och från den publika sidan.") % {"title": barrier.title},
        "error": error,
        "action": request.path,
        "submit": _("Ta isär"),
        "cancel_url": reverse("goals:barrier", args=[barrier.pk]),
        "crumbs": _crumbs(barrier),
        "is_demo": barrier.is_demo,
    }  # fmt: skip
    return render(request, "confirm.html", context, status=code)


@guarded("goals.fill_card", barriers, by="contribution")
def of_note(request, barrier: Barrier):
    """From a note at a table to its card."""
    return redirect("goals:barrier_edit", barrier.pk)


def _crumbs(barrier: Barrier) -> list[tuple]:
    return [
        (barrier.lab.name, reverse("labs:detail", args=[barrier.lab_id])),
        (_("Det som står i vägen"), reverse("goals:barriers", args=[barrier.lab_id])),
        (barrier.title, None),
    ]
