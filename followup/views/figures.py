"""The figures of an indicator as files. Anyone may fetch them, and everyone gets the same."""

from __future__ import annotations

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from followup.exports.figures import as_csv, as_json
from followup.models import IndicatorVersion, Release
from followup.queries.published import Told, public_indicators, standing_releases, told
from hlab.core.access import public
from hlab.core.text import whole_number


@public
@require_safe
def figures_csv(request, key: str):
    """A table for spreadsheets. ?enhet=code: one unit only. ?version=n: as an earlier version had it; without it the
    latest that has figures."""
    version, release, found = _told(request, key)
    answer = StreamingHttpResponse(as_csv(version, release, found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return answer


@public
@require_safe
def figures_json(request, key: str):
    """The same as data, with the answers about each unit."""
    version, release, found = _told(request, key)
    return HttpResponse(as_json(version, release, found), content_type="application/json; charset=utf-8")


def _told(request, key: str) -> tuple[IndicatorVersion, Release, list[Told]]:
    """Raises Http404 where nothing is told: no such indicator, version or unit, or no release yet."""
    indicator = public_indicators().filter(key=key).first()
    if indicator is None:
        raise Http404
    versions = IndicatorVersion.objects.filter(indicator=indicator, published_at__isnull=False)
    number = request.GET.get("version", "")
    if number:
        versions = versions.filter(number=whole_number(number))
    asked = versions.select_related("indicator__lab").order_by("-number").first()
    release = standing_releases([asked]).get(asked.pk) if asked else None
    if asked is None or release is None or (number and release.version_id != asked.pk):
        raise Http404
    version = release.version
    found = list(told([release]).values())
    if code := request.GET.get("enhet", ""):
        found = [one for one in found if one.unit.code == code]
        if not found:
            raise Http404
    return version, release, found
