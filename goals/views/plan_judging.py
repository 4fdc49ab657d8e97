"""Judging a plan: from where, then one action or one målbild at a time. Works without script, and saves as one goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from goals.actions import plan_judging as acts
from goals.forms_plans import CellForm, GroupForm, OwnPlaceForm
from goals.models import ActionAssessment, ActionItem, ActionPlan, Assessor, GoalVersion
from goals.plan_board import Board, board_of
from goals.queries.plans import assessors, assessors_of, item_at, latest_version, plans
from goals.views.plans import around_plan
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.forms import refuse, save_form
from hlab.core.text import whole_number

METHODS = ["GET", "HEAD", "POST"]
PER_PAGE = 20  # actions on the page of one målbild


@dataclass
class Field:
    """One cell on the page. own: the judgement of just this version, or None; carried: one of an earlier version that
    needs a look; others: what the others say, or None while it is kept; n_others: how many they are."""

    item: ActionItem
    goal: GoalVersion
    form: CellForm
    own: ActionAssessment | None = None
    carried: ActionAssessment | None = None
    others: list | None = None
    n_others: int = 0
    stale: StaleEdit | None = None

    @property
    def key(self) -> str:
        return prefix(self.item, self.goal)


def prefix(item: ActionItem, goal: GoalVersion) -> str:
    """How a cell is named in what a page sends in."""
    return f"i{item.pk}m{goal.pk}"


@guarded("goals.judge_plan", plans)
@require_http_methods(METHODS)
def begin(request, plan: ActionPlan):
    """From where does one judge? One's own places, the groups one may write in for, and a new one of either."""
    version = latest_version(plan)
    may_group = may(request, "goals.judge_for_group", plan)
    everyone = assessors_of(plan)

    def save(data):
        place = acts.judge_from(plan=plan, by=request.user, at=timezone.now(), **data)
        return redirect("goals:judge_item", place.pk, 1)

    context = around_plan(plan, (_("Bedöm"), None)) | {
        "version": version,
        "mine": [row for row in everyone if row.user_id == request.user.pk],
        "groups": [row for row in everyone if row.user_id is None] if may_group else [],
        "may_group": may_group,
    }
    form = OwnPlaceForm(request.POST if request.method == "POST" else None)
    return save_form(request, form, save, template="goals/plans/begin.html", **context)


@guarded("goals.judge_for_group", plans)
@require_http_methods(METHODS)
def new_group(request, plan: ActionPlan):
    """A group whose judgement one writes in."""
    return _put_group(request, plan, None, _("Skriv in en grupps bedömning"))


@guarded("goals.judge_as", assessors)
@require_http_methods(METHODS)
def change_group(request, assessor: Assessor):
    """What the group is called and how many they were."""
    if assessor.user_id is not None:
        raise Http404
    return _put_group(request, assessor.plan, assessor, _("Ändra gruppens uppgifter"))


@guarded("goals.judge_as", assessors)
@require_http_methods(METHODS)
def leave(request, assessor: Assessor):
    """Take away a place from which nothing is judged."""
    error, code = "", 200
    back = reverse("goals:judge", args=[assessor.plan_id])
    if request.method == "POST":
        try:
            acts.remove_assessor(assessor=assessor, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            messages.success(request, _("Borttaget."))
            return redirect(back)
    title = _("Ta bort den här platsen att bedöma från?")
    context = around_plan(assessor.plan, (_("Bedöm"), back), (title, None)) | {
        "title": title, "body": _("Inget är bedömt härifrån, så inget går förlorat."), "submit": _("Ta bort"),
        "kind": "stop", "error": error, "action": request.path, "cancel_url": back,
    }  # fmt: skip
    return render(request, "confirm.html", context, status=code)


@guarded("goals.judge_as", assessors)
@require_http_methods(METHODS)
def judge_item(request, assessor: Assessor, position: int):
    """One action against every målbild."""
    board = _board(assessor)
    item = item_at(board.version, position)
    if item is None:
        raise Http404
    last = len(board.item_ids)
    onward = reverse("goals:judge_item", args=[assessor.pk, position + 1]) if position < last else ""
    context = {
        "item": item,
        "position": position,
        "last": last,
        "before": reverse("goals:judge_item", args=[assessor.pk, position - 1]) if position > 1 else "",
        "onward": onward,
        "unjudged": _next_unjudged(board, assessor, position),
    }
    return _judge(request, assessor, board, [(item, goal) for goal in board.goals], context)


@guarded("goals.judge_as", assessors)
@require_http_methods(METHODS)
def judge_goal(request, assessor: Assessor, goal: int):
    """One målbild against the actions, some at a time."""
    board = _board(assessor)
    found = next((row for row in board.goals if row.goal_id == goal), None)
    if found is None:
        raise Http404
    page = Paginator(board.item_ids, PER_PAGE).get_page(request.GET.get("page"))
    items = ActionItem.objects.select_related("version").in_bulk(list(page))
    here = reverse("goals:judge_goal", args=[assessor.pk, goal])
    context = {
        "goal": found,
        "page": page,
        "before": f"{here}?page={page.previous_page_number()}" if page.has_previous() else "",
        "onward": f"{here}?page={page.next_page_number()}" if page.has_next() else "",
        "other_goals": [row for row in board.goals if row.goal_id != goal],
    }
    return _judge(request, assessor, board, [(items[pk], found) for pk in page], context)


# --- Inner parts ------------------------------------------------------------------------------


def _put_group(request, plan: ActionPlan, group: Assessor | None, title: str):
    def save(data):
        put = acts.put_group(plan=plan, group=group, by=request.user, at=timezone.now(), **data)
        return redirect("goals:judge_item", put.pk, 1) if group is None else redirect("goals:judge", plan.pk)

    names = ("label", "perspective", "people", "owns_plan")
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(group, name) for name in names} if group else None,
    )
    back = reverse("goals:judge", args=[plan.pk])
    context = around_plan(plan, (_("Bedöm"), back), (title, None)) | {"title": title, "cancel": back, "group": group}
    return save_form(request, form, save, template="goals/plans/group.html", **context)


def _board(assessor: Assessor) -> Board:
    version = latest_version(assessor.plan)
    if version is None:
        raise Http404
    version.plan = assessor.plan
    return board_of(version)


def _judge(request, assessor: Assessor, board: Board, cells: list[tuple[ActionItem, GoalVersion]], context: dict):
    """The page of some cells: shown, saved, confirmed or taken back."""
    shown_all = request.GET.get("visa") == "1"
    status, kept, refused, lost = 200, {}, {}, []
    if request.method == "POST":
        touched = _touched(request, cells)
        if touched is not None:
            kept = _one_act(request, assessor, *touched)
        else:
            lost = _of_earlier(request.POST, cells)
            saved, refused = _save(request, assessor, cells)
            if not refused and not lost:
                if saved:
                    words = ngettext("%(n)s bedömning är sparad.", "%(n)s bedömningar är sparade.", saved)
                    messages.success(request, words % {"n": saved})
                return redirect(_onward(request, assessor, context))
            status = 409 if lost else max(broken.status for broken in refused.values())
        board = _board(assessor)
    fields = _fields(request, assessor, board, cells, shown_all, kept, refused)
    judged = sum(not row.carried for row in board.judged if row.assessor == assessor.pk)
    back = (_("Bedöm"), reverse("goals:judge", args=[assessor.plan_id]))
    context |= around_plan(assessor.plan, back, (_here(context), None)) | {
        "assessor": assessor,
        "fields": fields,
        "judged": judged,
        "of_all": len(board.item_ids) * len(board.goals),
        "to_review": sum(row.carried for row in board.judged if row.assessor == assessor.pk),
        "shown_all": shown_all,
        "lost": lost,
        "refused": [(field, broken) for field in fields if (broken := refused.get((field.item.pk, field.goal.pk)))],
        "first_goal": board.goals[0] if board.goals else None,
    }
    return render(request, "goals/plans/judge.html", context, status=status)


def _here(context: dict) -> str:
    return context["item"].title if "item" in context else context["goal"].title


def _touched(request, cells) -> tuple[str, ActionItem, GoalVersion] | None:
    """The one cell that a button of its own was pressed for, and which."""
    for act in ("bekrafta", "ta-bort"):
        for item, goal in cells:
            if request.POST.get(act) == prefix(item, goal):
                return act, item, goal
    return None


def _one_act(request, assessor: Assessor, act: str, item: ActionItem, goal: GoalVersion) -> dict:
    """Confirm or take back one judgement. What is taken back stays in its field: {cell: initial values}."""
    where = {"assessor": assessor, "item": item, "goal": goal, "by": request.user, "at": timezone.now()}
    try:
        if act == "bekrafta":
            acts.confirm(**where)
            messages.success(request, _("Bedömningen gäller även den nya versionen."))
            return {}
        gone = acts.take_back(**where)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return {}
    if gone is None:
        return {}
    messages.info(request, _("Bedömningen är borttagen. Texten står kvar i fältet; sparar du igen gäller den på nytt."))
    return {(item.pk, goal.pk): {"answer": gone.answer, "reason": gone.reason}}


def _save(request, assessor: Assessor, cells) -> tuple[int, dict[tuple[int, int], RuleBroken]]:
    said = []
    for item, goal in cells:
        form = CellForm(request.POST, prefix=prefix(item, goal))
        if form.is_valid() and not form.is_filled:
            continue
        data = {name: form.data.get(form.add_prefix(name), "") for name in ("answer", "reason")}
        said.append(
            acts.Said(
                item,
                goal,
                row_version=whole_number(form.data.get(form.add_prefix("row_version"))),
                confirmed=form.data.get(form.add_prefix("confirmed")) in ("on", "True"),
                **data,
            )
        )
    return acts.judge(assessor=assessor, cells=said, by=request.user, at=timezone.now())


def _of_earlier(sent, cells) -> list[str]:
    """Reasons about an action or a wording that has got a newer version meanwhile: shown, so that none is lost."""
    here = {prefix(item, goal) for item, goal in cells}
    names = [name for name in sent if name.endswith("-reason") and name.startswith("i")]
    return [text for name in names if name.removesuffix("-reason") not in here and (text := sent[name].strip())]


def _onward(request, assessor: Assessor, context: dict) -> str:
    """Where the button that was pressed leads; where there is nothing further, to the overview."""
    if "stanna" in request.POST:
        return request.get_full_path()
    return context["onward"] or reverse("goals:judge", args=[assessor.plan_id])


def _fields(request, assessor, board: Board, cells, shown_all: bool, kept: dict, refused: dict) -> list[Field]:
    keys = [(item.pk, goal.pk) for item, goal in cells]
    reasons = board.reasons(keys)
    return [
        _field(request, assessor, cell, reasons.get(key, []), shown_all, kept.get(key), refused.get(key))
        for cell, key in zip(cells, keys, strict=True)
    ]


def _field(request, assessor: Assessor, cell, reasons: list, shown_all: bool, kept: Any, broken: Any) -> Field:
    item, goal = cell
    mine = next((one for one in reasons if one.row.assessor_id == assessor.pk), None)
    others = [one for one in reasons if one.row.assessor_id != assessor.pk]
    own = mine.row if mine is not None and not mine.carried else None
    initial = kept or {name: getattr(own, name) for name in ("answer", "reason", "row_version") if own is not None}
    form = CellForm(prefix=prefix(item, goal), initial=initial)
    if broken is not None:
        form = _faulty(request, form, broken)
    return Field(
        item,
        goal,
        form,
        own=own,
        carried=mine.row if mine is not None and mine.carried else None,
        others=others if shown_all or mine is not None else None,
        n_others=len(others),
        stale=broken if isinstance(broken, StaleEdit) else None,
    )


def _faulty(request, form: CellForm, broken: RuleBroken) -> CellForm:
    """The form as it was sent, with what is wrong with it. Nothing typed is lost."""
    data = request.POST.copy()
    if isinstance(broken, StaleEdit):
        data[form.add_prefix("row_version")] = str(broken.row_version)  # saving again is a choice
    form = CellForm(data, prefix=form.prefix)
    form.is_valid()
    if broken.code == "looks_personal":
        form.ask_anyway()
    if not isinstance(broken, StaleEdit) and broken.field not in form.errors:
        refuse(form, broken)
    return form


def _next_unjudged(board: Board, assessor: Assessor, position: int) -> str:
    """The next action, from here and around, with a cell not judged from this place; blank where there is none."""
    done: dict[int, int] = {}
    for row in board.judged:
        if row.assessor == assessor.pk and not row.carried:
            done[row.item] = done.get(row.item, 0) + 1
    order = [*range(position, len(board.item_ids)), *range(position - 1)]
    found = next((at for at in order if done.get(board.item_ids[at], 0) < len(board.goals)), None)
    return "" if found is None else reverse("goals:judge_item", args=[assessor.pk, found + 1])
