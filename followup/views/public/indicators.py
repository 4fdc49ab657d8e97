"""The register of indicators for everybody."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup.enums import LOGIC_MEANINGS, Logic
from followup.forms.public import IndicatorFilterForm
from followup.pages.indicator import crumbs
from followup.queries.published import standing_releases
from followup.queries.register_public import versions_in_list
from hlab.core.access import public

PER_PAGE = 20


@public
@require_safe
def indicators(request):
    """Every public indicator by name, to search and to narrow."""
    form = IndicatorFilterForm(request.GET)
    page = Paginator(versions_in_list(**form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "asked": form.as_query(),
        "releases": standing_releases(page.object_list),
        "logics": [(Logic(code), words) for code, words in LOGIC_MEANINGS.items()],
        "crumbs": crumbs((_("Mått"), None)),
        "is_demo": any(row.indicator.is_demo for row in page),
    }
    return render(request, "followup/public/indicators.html", context)
