"""Units: the list to search, and each one's own page."""

from __future__ import annotations

from math import ceil

from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup.exports.own_page import lines
from followup.forms.public import OwnPageForm, UnitFilterForm
from followup.pages.indicator import crumbs
from followup.pages.own import shown_groups
from followup.queries.series_public import TOO_MUCH_HIDDEN
from followup.queries.unit_page import grouped, own_page, unit_of, units_in_list
from followup.words.chance import chance_words
from hlab.core.access import public
from workshops.paging import page_of

PER_PAGE = 40
INDICATORS_A_PAGE = 60


@public
@require_safe
def units(request):
    """Every unit that something is told of, by name."""
    form = UnitFilterForm(request.GET)
    page = page_of(units_in_list(**form.wanted()), request.GET.get("page", ""), PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "asked": form.as_query(),
        "crumbs": crumbs((_("Enheter"), None)),
        "is_demo": any(row.is_demo for row in page),
    }
    return render(request, "followup/public/units.html", context)


@public
@require_safe
def unit(request, code: str):
    """Vår egen sida: everything that is told of one unit, and what is missing."""
    found = _unit(code)
    form = OwnPageForm(request.GET)
    own = own_page(found, **form.wanted())
    page = Paginator([row for group in grouped(own.rows) for row in group.rows], INDICATORS_A_PAGE).get_page(
        request.GET.get("page")
    )
    hidden = ceil(100 * own.hidden)  # what is hidden is never rounded away
    context = {
        "unit": found,
        "own": own,
        "form": form,
        "page": page,
        "asked": form.as_query(),
        "groups": shown_groups(grouped(list(page.object_list)), own),
        "told": len(own.rows) - len(own.missing),
        "updated": max((release.made_at for release in own.releases), default=None),
        "too_hidden": own.hidden > TOO_MUCH_HIDDEN,
        "hidden_percent": hidden,
        "shown_percent": 100 - hidden,
        "chance": chance_words(row.verdict for row in own.rows if row.verdict),
        "csv_url": reverse("followup:unit_csv", args=[found.code]),
        "crumbs": crumbs((_("Enheter"), reverse("followup:units")), (found.name, None)),
        "is_demo": found.is_demo or any(row.indicator.is_demo for row in own.rows),
    }
    return render(request, "followup/public/unit.html", context)


@public
@require_safe
def unit_csv(request, code: str):
    """Every figure of the page as a table; what is not shown says why."""
    found = _unit(code)
    answer = StreamingHttpResponse(lines(own_page(found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="siffror-{slugify(found.name) or "enhet"}.csv"'
    return answer


def _unit(code: str):
    found = unit_of(code)
    if found is None:
        raise Http404
    return found
