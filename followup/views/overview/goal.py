"""Follow-up of one målbild, for anyone."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup.models import Unit, Verdict
from followup.pages.answers import both, followed_by, people_say, when_known
from followup.pages.groups import beside_of, groups_of, then_and_now
from followup.pages.overview import by_kind, charts_of, gap_rows, measure_rows, stories_told, unit_rows
from followup.queries.goal_page import GoalPage, goal_page
from followup.words.chance import chance_words
from followup.words.names import alphabetical
from hlab.core.access import public

UNITS_PER_PAGE = 25


@public
@require_safe
def goal(request, slug: str):
    """Was it reached, which way does it go, how do we know, and what do we learn? ?enhet= whose figures."""
    asked = request.GET.get("enhet", "")
    page = goal_page(slug, asked)
    if page is None:
        raise Http404
    version, unit, lab = page.version, page.unit, page.version.goal.lab
    context = {
        "page": page, "version": version, "lab": lab, "unit": unit, "asked_unit": asked,
        "unit_groups": by_kind(page.units), "both": both(page.answer, page.measures, unit),
        "when": when_known(page, timezone.localdate()),
        "share": followed_by(page.measures), "lead": people_say(page.measures, unit),
        "is_demo": version.goal.is_demo or lab.is_demo or bool(unit and unit.is_demo),
        "crumbs": [
            (_("Start"), "/"), (_("Uppföljning"), reverse("followup:overview")),
            (lab.name, reverse("followup:lab", args=[lab.slug])), (version.title, None),
        ],
    }  # fmt: skip
    return render(request, "followup/overview/goal.html", context | _rests_on(page) | _around(request, page))


def _rests_on(page: GoalPage) -> dict[str, Any]:
    """Measures, charts, groups, gaps, stories and what people think."""
    beside = beside_of(page)
    charts, more = charts_of(page, beside)
    return {
        "rows": measure_rows(page.measures, page.unit, page.lines), "charts": charts, "more_charts": more,
        "then_and_now": then_and_now(page),
        "groups": groups_of(page), "beside": [picture for pictures in beside.values() for picture in pictures],
        "missing": measure_rows([line.measure for line in page.missing]), "gaps": gap_rows(page.gaps),
        "stories": stories_told(page), "interpretations": page.interpretations,
    }  # fmt: skip


def _around(request, page: GoalPage) -> dict[str, Any]:
    """Units of the same kind by name, and how many signs chance alone gives among them."""
    units = [one for one in page.units if page.unit is not None and one.kind == page.unit.kind]
    units.sort(key=lambda one: alphabetical(one.name))
    found = Paginator(units, UNITS_PER_PAGE).get_page(request.GET.get("sida"))
    rows = unit_rows(page.measures, found)
    return {"around": found, "around_rows": rows, "chance": chance_words(_judged(page, units))}


def _judged(page: GoalPage, units: list[Unit]) -> list[Verdict]:
    """Every series behind the answers in the list of units."""
    service = [measure for measure in page.measures if measure.is_service]
    return [verdict for measure in service for unit in units if (verdict := measure.of(unit))]
