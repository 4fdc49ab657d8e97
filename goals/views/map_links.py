"""Ties between journeys and målbilder or barriers: made from a journey, found from either end, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.actions import map_links as acts
from goals.forms_map_links import FromGoalForm, JourneySearchForm, LinkForm
from goals.models import Barrier, Goal, GoalVersion, MapLink
from goals.queries import versions
from goals.queries.barrier_words import goal_titles
from goals.queries.barriers import barriers, standing
from goals.queries.map_links import links_of_barrier, links_of_goal, map_links
from goals.readers import readable
from hlab.core.access import guarded, may
from hlab.core.forms import save_form
from journeys.analysis.document import without_voices
from journeys.models import Gap, Journey, Step
from journeys.queries.document import document
from journeys.queries.journeys import journeys
from journeys.readers import heard

PER_PAGE = 50


@guarded("goals.write", journeys)
def link_journey(request, journey: Journey):
    """Tie a step or a gap to a målbild or a barrier. ?del=, ?malbild= and ?hinder= choose beforehand."""
    if not may(request, "journeys.see", journey):
        raise Http404
    lab, found = journey.lab, without_voices(document(journey))
    in_the_way = list(standing(readable(request, lab)))
    start = {"part": _part_code(found, request.GET.get("del", ""))}
    for name, code in (("malbild", "g"), ("hinder", "b")):
        if pk := request.GET.get(name):
            start["target"] = f"{code}:{pk}"
    form = LinkForm(
        request.POST if request.method == "POST" else None, initial=start, document=found, goals=goal_titles(lab),
        barriers=in_the_way,
    )  # fmt: skip

    def save(data):
        (kind, key), (what, pk) = data["part"].split(":"), data["target"].split(":")
        part = (Gap if kind == "m" else Step).objects.get(pk=key)
        target = {"goal": Goal.objects.get(pk=pk)} if what == "g" else {"barrier": Barrier.objects.get(pk=pk)}
        acts.link_map(part=part, reason=data["reason"], by=request.user, at=timezone.now(), **target)
        messages.success(request, _("De är kopplade. Ta bort kopplingen om det blev fel."))
        return redirect("journeys:journey", journey.pk)

    return save_form(
        request, form, save, template="goals/map_links/link.html", journey=journey, lab=lab, is_demo=journey.is_demo,
        crumbs=_crumbs(lab, (_("Resor"), reverse("journeys:list", args=[lab.pk])),
                       (journey.title, reverse("journeys:journey", args=[journey.pk])), _("Koppla")),
    )  # fmt: skip


@guarded("goals.write", map_links)
def unlink(request, link: MapLink):
    """Ask, then take a tie away."""
    if not may(request, "journeys.see", link.journey):
        raise Http404
    if link.barrier is not None and not readable(request, link.journey.lab).filter(pk=link.barrier_id).exists():
        raise Http404
    back = reverse("journeys:journey", args=[link.journey_id])
    if request.method == "POST":
        acts.unlink_map(link=link, by=request.user, at=timezone.now())
        messages.success(request, _("Kopplingen är borttagen, också från publika sidor."))
        return redirect(back)
    title = link.barrier.title if link.barrier else goal_titles(pks=[link.goal_id])[link.goal_id]
    context = {
        "title": _("Ta bort kopplingen?"),
        "body": _("”%(part)s” och ”%(title)s” hör då inte ihop längre, varken här eller på publika sidor. Skälet som "
                  "står vid den försvinner: ”%(reason)s”") % {"part": link.part, "title": title, "reason": link.reason},
        "action": request.path,
        "submit": _("Ta bort kopplingen"),
        "cancel_url": back,
        "is_demo": link.journey.is_demo,
    }  # fmt: skip
    return render(request, "confirm.html", context)


@guarded("goals.see", versions)
def goal_journeys(request, version: GoalVersion):
    """The journeys where a målbild shows, and the lab's journeys to tie it to."""
    goal, here = version.goal, reverse("goals:version", args=[version.pk])
    return _journeys(
        request, goal.lab, links_of_goal(goal), title=version.title, chosen=f"malbild={goal.pk}", back=here,
        draw=reverse("goals:draw_goal", args=[version.pk]),
        is_demo=goal.is_demo,
        crumbs=_crumbs(goal.lab, (_("Målbilder"), reverse("goals:list", args=[goal.lab_id])), (version.title, here),
                       _("Resor")),
    )  # fmt: skip


@guarded("goals.write", versions)
def draw_goal(request, version: GoalVersion):
    """Begin a map of how it could be in the words of a målbild."""
    form = FromGoalForm(request.POST if request.method == "POST" else None, initial={"title": version.title})
    back = reverse("goals:goal_journeys", args=[version.pk])

    def save(data):
        key = data.pop("key")
        journey = acts.begin_from_goal(version=version, client_key=key, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Kartan är gjord. Varje mening i målbilden är ett steg."))
        return redirect("journeys:journey", journey.pk)

    lab = version.goal.lab
    here = reverse("goals:version", args=[version.pk])
    return save_form(
        request, form, save, template="goals/map_links/draw.html", version=version, lab=lab,
        is_demo=version.goal.is_demo, back=back,
        crumbs=_crumbs(lab, (version.title, here), (_("Resor"), back), _("Rita en resa")),
    )  # fmt: skip


@guarded("goals.see", barriers)
def barrier_journeys(request, barrier: Barrier):
    """The same of a barrier."""
    lab, here = barrier.lab, reverse("goals:barrier", args=[barrier.pk])
    if not readable(request, lab).filter(pk=barrier.pk).exists():
        raise Http404
    return _journeys(
        request, lab, links_of_barrier(barrier), title=barrier.title, chosen=f"hinder={barrier.pk}", back=here,
        is_demo=barrier.is_demo,
        crumbs=_crumbs(lab, (_("Det som står i vägen"), reverse("goals:barriers", args=[lab.pk])),
                       (barrier.title, here), _("Resor")),
    )  # fmt: skip


def _journeys(request, lab, links: list[MapLink], **context):
    form = JourneySearchForm(request.GET)
    rows = form.narrow(heard(request, lab).filter(archived_at__isnull=True))
    context |= {
        "lab": lab,
        "links": links,
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "may_write": may(request, "goals.write", lab),
    }
    return render(request, "goals/map_links/journeys.html", context)


def _part_code(found, key: str) -> str:
    """The code of the part with this key, as the form has it; blank for none."""
    if found.step(key) is not None:
        return f"s:{key}"
    return f"m:{key}" if any(gap.key == key for gap in found.gaps) else ""


def _crumbs(lab, *way) -> list[tuple]:
    return [(lab.name, reverse("labs:detail", args=[lab.pk])), *way[:-1], (way[-1], None)]
