"""What a round came to. Anyone may read it, and everyone reads the same: what was counted once, with small groups
hidden."""

from __future__ import annotations

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feedback.exports.results import lines
from feedback.models import ProposalVersion, Round
from feedback.queries.results import release_of, result_before, results, told_rounds, versions_of
from feedback.result_page import side_by_side, version_page
from hlab.core.access import may, public


@public
@require_safe
def round_results(request, pk: int):
    """A round's versions beside each other. Before it is counted: when it will be, and nothing else."""
    round = get_object_or_404(told_rounds(), pk=pk)
    context = _around(round) | {"release": release_of(round)}
    if context["release"] is not None:
        context["beside"] = side_by_side(context["versions"], results(round))
    return render(request, "feedback/results.html", context)


@public
@require_safe
def version_result(request, pk: int, version: int):
    """Everything that may be told about one of its versions."""
    round = get_object_or_404(told_rounds(), pk=pk)
    asked = next((row for row in versions_of(round) if row.pk == version), None)
    found = results(round).get(version)
    if asked is None or found is None:
        raise Http404
    codes = may(request, "feedback.see", round)
    context = _around(round, asked) | {"version": asked, "release": release_of(round), "sees_codes": codes}
    return render(
        request, "feedback/result.html", context | version_page(found, before=result_before(asked), codes=codes)
    )


@public
@require_safe
def sheet(request, pk: int):
    """The same numbers for spreadsheets; what the lab has coded for those who work there."""
    round = get_object_or_404(told_rounds(), pk=pk)
    if release_of(round) is None:
        raise Http404
    told = lines(versions_of(round), results(round), codes=may(request, "feedback.see", round))
    answer = StreamingHttpResponse(told, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(round.title) or round.pk}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _around(round: Round, version: ProposalVersion | None = None) -> dict:
    """Crumbs, the round, its versions, and whether it is example content."""
    crumbs: list[tuple[str, str | None]] = [(_("Start"), "/"), (_("Förslag"), "/forslag/")]
    if version is None:
        crumbs.append((round.title, None))
    else:
        crumbs += [(round.title, reverse("feedback:results", args=[round.pk])), (version.title, None)]
    return {
        "round": round,
        "versions": versions_of(round),
        "crumbs": crumbs,
        "is_demo": round.is_demo or round.lab.is_demo,
    }
