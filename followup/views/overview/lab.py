"""Follow-up of one lab, for anyone."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup.models import Verdict
from followup.pages.answers import both, followed_by, people_say
from followup.pages.overview import by_kind, measure_rows
from followup.pages.register import share_sentences
from followup.queries.lab_page import LabPage, lab_page
from followup.words.chance import chance_words
from hlab.core.access import public

MOST_INTERPRETATIONS = 5


@public
@require_safe
def lab(request, slug: str):
    """Each målbild's answer, what kind of figures the lab follows, and which are missing. ?enhet= whose figures."""
    page = lab_page(slug, request.GET.get("enhet", ""))
    if page is None:
        raise Http404
    context = {
        "page": page, "lab": page.lab, "unit": page.unit, "unit_groups": by_kind(page.units),
        "asked_unit": request.GET.get("enhet", ""),
        "goals": [
            {
                "row": row, "both": both(row.answer, row.measures, page.unit), "share": followed_by(row.measures),
                "lead": people_say(row.measures, page.unit),
            }
            for row in page.goals
        ],
        "chance": chance_words(_judged(page)),
        "areas": [(area, measure_rows(area.measures)) for area in page.areas],
        "missing": measure_rows(page.missing), "shares": share_sentences(page.shares, page.links),
        "interpretations": page.interpretations[:MOST_INTERPRETATIONS],
        "is_demo": page.lab.is_demo or bool(page.unit and page.unit.is_demo),
        "crumbs": [
            (_("Start"), "/"), (_("Uppföljning"), reverse("followup:overview")), (page.lab.name, None),
        ],
    }  # fmt: skip
    return render(request, "followup/overview/lab.html", context)


def _judged(page: LabPage) -> list[Verdict]:
    """Every series behind the answers in the list of målbilder, each once."""
    measures = {one.version.pk: one for row in page.goals for one in row.measures if one.is_service}
    return [verdict for one in measures.values() if (verdict := one.of(page.unit)) is not None]
