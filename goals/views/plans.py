"""A lab's action plans held against its målbilder: the list, the matrix, one action, and the files."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goals.actions.plans import must_be_removable
from goals.exports.plan_document import document
from goals.exports.plan_workbook import workbook
from goals.forms_plans import BoardForm
from goals.models import ActionItem, ActionPlan, PlanVersion
from goals.plan_board import OWNERS_NOTE, Board, board_of
from goals.plan_words import without_sentence
from goals.queries.plan_judgements import SIDE_LABELS, SIDES
from goals.queries.plans import goals_not_locked, item_at, plans, plans_of
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from hlab.labs.models import Lab

PER_PAGE = 25
NAMED_GAPS = 15  # of each kind on the page; the files name them all
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def around(lab, *steps: tuple[str, str | None]) -> dict:
    """Crumbs to a page of the lab's plans, the lab, and whether it is example content."""
    crumbs = [
        (_("Mina labb"), reverse("labs:mine")),
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Handlingsplaner"), reverse("goals:plans", args=[lab.pk]) if steps else None),
        *steps,
    ]
    return {"lab": lab, "crumbs": crumbs, "is_demo": lab.is_demo}


def around_plan(plan: ActionPlan, *steps: tuple[str, str | None]) -> dict:
    """The same for a page about one plan."""
    here = (plan.title, reverse("goals:plan", args=[plan.pk]) if steps else None)
    return around(plan.lab, here, *steps) | {"plan": plan, "is_demo": plan.is_demo}


@guarded("goals.see", Lab)
def plan_list(request, lab: Lab):
    """The lab's plans, with how far each has come."""
    context = around(lab) | {"plans": plans_of(lab), "may_write": may(request, "goals.write", lab)}
    return render(request, "goals/plans/list.html", context)


@guarded("goals.see", plans)
def plan(request, plan: ActionPlan):
    """The matrix of actions and målbilder, with the gaps.

    ?version= an earlier one. ?visa=1 asks to see what others have said of what one has not judged oneself.
    """
    versions = list(plan.versions.order_by("-number"))
    context = around_plan(plan) | {
        "versions": versions,
        "may_write": may(request, "goals.write", plan),
        "may_judge": may(request, "goals.judge_plan", plan),
        "may_publish": may(request, "goals.publish_plan", plan),
    }
    if not versions:
        return render(request, "goals/plans/plan.html", context)
    board = _board(request, plan, _chosen(request, versions))
    form = BoardForm(request.GET, goals=[(goal.pk, goal.title) for goal in board.goals])
    goal = next((row for row in board.goals if row.pk == form.chosen("malbild")), None)
    reveal = _reveals(request, board, context["may_judge"]) or form.asks_for_answers
    ids = board.narrowed(goal=form.chosen("malbild"), answer=form.chosen("svar"), which=form.chosen("vilka"))
    page = Paginator(ids, PER_PAGE).get_page(request.GET.get("page"))
    items = ActionItem.objects.in_bulk(list(page))
    goals = [goal] if goal else board.goals
    latest = board.version.pk == versions[0].pk
    context |= {
        "board": board,
        "version": board.version,
        "is_latest": latest,
        "form": form,
        "goal": goal,
        "goals": goals,
        "page": page,
        "lines": board.lines((items[pk] for pk in page), goals, reveal=reveal, why=goal is not None),
        "sides": [SIDE_LABELS[key] for key in SIDES],
        "reveal": reveal,
        "gaps": _gaps(board) if reveal and board.judged else None,
        "owners_note": OWNERS_NOTE if any(judge.owns_plan for judge in board.judges) else "",
        "not_locked": goals_not_locked(plan.lab),
        "query": _query(request),
        "may_remove": latest and context["may_write"] and _is_removable(board),
    }
    return render(request, "goals/plans/plan.html", context)


@guarded("goals.see", plans)
def item(request, plan: ActionPlan, position: int):
    """One action: what everybody has said of it for each målbild, with reasons."""
    versions = list(plan.versions.order_by("-number"))
    if not versions:
        raise Http404
    board = _board(request, plan, _chosen(request, versions))
    found = item_at(board.version, position)
    if found is None:
        raise Http404
    may_judge = may(request, "goals.judge_plan", plan)
    reveal = _reveals(request, board, may_judge)
    line = board.lines([found], board.goals, reveal=reveal, why=True)[0]
    context = around_plan(plan, (found.title, None)) | {
        "item": found,
        "version": board.version,
        "is_latest": board.version.pk == versions[0].pk,
        "cells": line.cells,
        "reveal": reveal,
        "may_judge": may_judge,
        "owners_note": OWNERS_NOTE if any(judge.owns_plan for judge in board.judges) else "",
        "before": position - 1 if position > 1 else 0,
        "after": position + 1 if position < len(board.item_ids) else 0,
        "of_version": "" if board.version.pk == versions[0].pk else f"version={board.version.number}",
    }
    return render(request, "goals/plans/item.html", context)


@guarded("goals.see", plans)
def sheet(request, plan: ActionPlan):
    """The matrix as a workbook."""
    board = _whole(request, plan)
    return _as_file(workbook(board, now=timezone.now()), EXCEL, board, "xlsx")


@guarded("goals.see", plans)
def word(request, plan: ActionPlan):
    """The matrix as a document."""
    board = _whole(request, plan)
    return _as_file(document(board, now=timezone.now()), WORD, board, "docx")


# --- Inner parts ------------------------------------------------------------------------------


def _chosen(request, versions: list[PlanVersion]) -> PlanVersion:
    """The version that was asked for; the latest where none was, or where there is no such one."""
    wanted = whole_number(request.GET.get("version"))
    return next((row for row in versions if row.number == wanted), versions[0])


def _board(request, plan: ActionPlan, version: PlanVersion) -> Board:
    version.plan = plan
    return board_of(version, reader=request.user.pk)


def _reveals(request, board: Board, may_judge: bool) -> bool:
    """Whether the reader sees all: they asked to, or nothing is kept from them."""
    return request.GET.get("visa") == "1" or not board.hides_from(may_judge)


def _whole(request, plan: ActionPlan) -> Board:
    versions = list(plan.versions.order_by("-number"))
    if not versions:
        raise Http404
    return _board(request, plan, _chosen(request, versions))


def _gaps(board: Board) -> dict:
    """What is named on the page of the gaps, with how many more there are."""
    goals, gaps = {goal.pk: goal for goal in board.goals}, board.gaps
    named = [row.key for row in gaps.items_without[:NAMED_GAPS]]
    named += [row.item for row in gaps.differ[:NAMED_GAPS]]
    items = ActionItem.objects.in_bulk(named)
    return {
        "goals": [(goals[row.key], without_sentence(row, of_goal=True)) for row in gaps.goals_without],
        "items": [(items[row.key], without_sentence(row, of_goal=False)) for row in gaps.items_without[:NAMED_GAPS]],
        "more_items": max(0, len(gaps.items_without) - NAMED_GAPS),
        "differ": [(items[row.item], goals[row.goal], row.owners_higher) for row in gaps.differ[:NAMED_GAPS]],
        "more_differ": max(0, len(gaps.differ) - NAMED_GAPS),
        "not_judged": len(gaps.not_judged),
    }


def _is_removable(board: Board) -> bool:
    try:
        must_be_removable(board.version)
    except RuleBroken:
        return False
    return True


def _query(request) -> str:
    """The filters as they stand, for links to other pages of the list."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


def _as_file(content: bytes, kind: str, board: Board, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = f"{slugify(board.version.plan.title) or board.version.plan_id}-v{board.version.number}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer
