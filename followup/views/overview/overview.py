"""Follow-up of every public målbild, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup.forms.overview import OverviewForm
from followup.models import Verdict
from followup.pages.answers import both, followed_by, people_say
from followup.pages.overview import MeasureRow, measure_rows
from followup.pictures import multiples_picture
from followup.queries.overview import Followed, labs_followed, overview, regions_told
from followup.words.chance import chance_words
from hlab.core.access import public


@public
@require_safe
def national(request):
    """Målbilder by title. ?sok=, ?labb= which; ?region= whose figures: without it the regions of the country."""
    form = OverviewForm(request.GET, labs=labs_followed(), regions=regions_told())
    found = overview(**form.asked(), page=request.GET.get("page", ""))
    context = {
        "form": form, "page": found.page, "region": found.region, "rows": [_row(row) for row in found.rows],
        "asked": form.as_query(), "chance": chance_words(_judged(found.rows)),
        "crumbs": [(_("Start"), "/"), (_("Uppföljning"), None)],
        "is_demo": any(row.version.goal.is_demo or row.version.goal.lab.is_demo for row in found.rows),
    }  # fmt: skip
    return render(request, "followup/overview/overview.html", context)


def _row(row: Followed) -> dict:
    drawn: MeasureRow | None = measure_rows([row.measure])[0] if row.measure else None
    picture = None
    if row.measure is not None and row.rows:
        lines = [(unit, line.followed) for unit, line in row.rows if line.followed is not None]
        picture = multiples_picture(version=row.measure.version, rows=lines) if lines else None
        picture = replace(picture, summary="") if picture and picture.wide else picture  # said once, at the top
    return {
        "version": row.version, "lab": row.version.goal.lab, "unit": row.unit, "drawn": drawn, "picture": picture,
        "both": both(row.answer, row.measures, row.unit) if row.unit else None, "share": followed_by(row.measures),
        "lead": people_say(row.measures, row.unit),
    }  # fmt: skip


def _judged(rows: Iterable[Followed]) -> list[Verdict]:
    """Every series that the page gives an answer about, in words or drawn, each once."""
    found: dict[int, Verdict] = {}
    for row in rows:
        shown = [one.of(row.unit) for one in row.measures if one.is_service] + [
            line.verdict for _unit, line in row.rows
        ]
        found |= {verdict.pk: verdict for verdict in shown if verdict is not None}
    return list(found.values())
