"""What stands in the way, as a lab sees it: the list, the boards, what the computer finds alike, and the file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goals.actions.barrier_merging import bring_together
from goals.actions.barriers import add_barrier
from goals.barrier_likeness import alike as found_alike
from goals.exports.barriers import lines
from goals.forms_barriers import BarrierForm, FilterForm, TogetherForm
from goals.queries.barrier_board import by_goal, by_level_and_kind, missing
from goals.queries.barrier_words import changed_by, goal_titles, kinds_of
from goals.queries.barriers import left_out, site_choices, standing, totals, traces
from goals.readers import readable
from hlab.core.access import guarded, may
from hlab.core.forms import save_form
from hlab.core.text import whole_number
from hlab.labs.models import Lab
from workshops.paging import page_of

PER_PAGE = 50


def _filtered(request, lab: Lab, rows) -> tuple[FilterForm, object, dict[int, str]]:
    titles = goal_titles(lab)
    form = FilterForm(request.GET, goals=list(titles.items()), places=site_choices(lab))
    return form, form.narrow(standing(rows)), titles


@guarded("goals.see", Lab)
def barriers(request, lab: Lab):
    """The list, as far as it has been narrowed."""
    rows = readable(request, lab)
    form, chosen, titles = _filtered(request, lab, rows)
    page = page_of(chosen.prefetch_related("tags", "goals"), request.GET.get("page", ""), PER_PAGE)
    _tell(page.object_list, rows, titles)
    asked = {name: value for name, value in form.data.items() if name in form.fields and value}
    context = {
        "lab": lab,
        "form": form,
        "page": page,
        "totals": totals(rows, chosen),
        "left_out": left_out(lab),
        "asked": bool(asked),
        "query": urlencode(asked),
        "may_write": may(request, "goals.write", lab),
        "is_demo": lab.is_demo,
    }
    return render(request, "goals/barriers/list.html", context)


def _tell(found, rows, titles: dict[int, str]) -> None:
    """Each barrier with what a row says of it: `goal_titles`, `kinds`, `changed_by`, `trace`."""
    places = traces(rows, [barrier.pk for barrier in found])
    for barrier in found:
        barrier.goal_titles = [titles[goal.pk] for goal in barrier.goals.all() if goal.pk in titles]
        barrier.kinds, barrier.changed_by = kinds_of(barrier), changed_by(barrier)
        barrier.trace = places[barrier.pk]


@guarded("goals.see", Lab)
def board(request, lab: Lab):
    """Level by kind, and målbild by level, each number a way into the list."""
    rows = readable(request, lab)
    chosen = standing(rows)
    context = {
        "lab": lab,
        "table": by_level_and_kind(chosen),
        "goals": by_goal(lab, chosen),
        "missing": missing(lab, chosen),
        "totals": totals(rows, chosen),
        "is_demo": lab.is_demo,
    }
    return render(request, "goals/barriers/board.html", context)


@guarded("goals.write", Lab)
def alike(request, lab: Lab):
    """What the computer finds alike. Nothing happens before a person says yes."""
    rows = readable(request, lab)
    groups, compared, total = found_alike(standing(rows))
    context = {"lab": lab, "groups": groups, "compared": compared, "total": total, "is_demo": lab.is_demo}
    return render(request, "goals/barriers/alike.html", context)


@guarded("goals.write", Lab)
def bring(request, lab: Lab):
    """Several that say the same thing become one. They were chosen in the list or among what is alike."""
    sent = request.POST if request.method == "POST" else request.GET
    ids = {whole_number(pk) for pk in sent.getlist("hinder")} - {0}
    rows = readable(request, lab)
    chosen = list(rows.filter(pk__in=ids).prefetch_related("tags", "goals").order_by("created_at", "pk"))
    if len(chosen) < 2:
        messages.error(request, _("Välj minst två hinder att sammanföra."))
        return redirect("goals:barriers", lab.pk)
    _tell(chosen, rows, goal_titles(lab))
    title = " ".join(sent.get("rubrik", "").split())[:160]
    form = TogetherForm(request.POST if request.method == "POST" else None, initial={"title": title})

    def save(data):
        whole = bring_together(
            lab=lab, ids=[barrier.pk for barrier in chosen], by=request.user, at=timezone.now(), **data
        )
        messages.success(request, _("Hindren är sammanförda. Ni kan när som helst ta isär dem igen."))
        return redirect("goals:barrier", whole.pk)

    template = "goals/barriers/together.html"
    return save_form(request, form, save, template=template, lab=lab, chosen=chosen, is_demo=lab.is_demo)


@guarded("goals.write", Lab)
def new(request, lab: Lab):
    """A barrier that was not said in a step."""
    form = BarrierForm(request.POST if request.method == "POST" else None, goals=list(goal_titles(lab).items()))

    def save(_data):
        barrier = add_barrier(lab=lab, by=request.user, at=timezone.now(), **form.said())
        messages.success(request, _("Hindret är sparat."))
        return redirect("goals:barrier", barrier.pk)

    return save_form(request, form, save, template="goals/barriers/new.html", lab=lab, is_demo=lab.is_demo)


@guarded("goals.see", Lab)
def sheet(request, lab: Lab):
    """The list as it is narrowed, for spreadsheets, with what each barrier stands for below."""
    rows = readable(request, lab)
    _form, chosen, titles = _filtered(request, lab, rows)
    answer = StreamingHttpResponse(lines(rows, chosen, titles), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="hinder-{slugify(lab.name) or lab.pk}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer
