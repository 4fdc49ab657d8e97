"""The page of an indicator, of an earlier version of it, and of one unit's series."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup.analysis.cells import ALL, NO_BAND
from followup.models import IndicatorVersion, Release, Unit
from followup.pages import indicator as indicator_words
from followup.pages.figures import answered, drawn, figure_rows, group_rows
from followup.pictures import Picture, funnel_picture, multiples_picture
from followup.queries.indicator_page import Shown, last_figures, narrowed, shown
from followup.queries.meaning import public_interpretations
from followup.queries.published import units_told, verdicts_told
from followup.queries.register_public import codes_of, kin_of, links_openly, released, versions_of
from followup.queries.series_public import groups_in, hidden_share, line, lines_of
from followup.words.chance import chance_words
from followup.words.names import by_name
from hlab.core.access import public
from hlab.core.text import tidy

PER_PAGE = 12
ROWS_A_PAGE = 60


@public
@require_safe
def indicator(request, key: str, number: int | None = None):
    """The question it answers, what is told of one unit, and all that has been decided about it."""
    versions, version = _versions(key, number)
    releases = released(versions)
    code = tidy(request.GET.get("enhet", ""))
    figures = _with_figures(versions, version, releases)
    asked = "" if number is None else f"?version={figures.number}"
    here = shown(figures, releases.get(figures.pk), code)
    later, earlier = kin_of(version.indicator)
    row = here.line
    context = _head(versions, version) | {
        "csv_url": _csv(figures) + asked,
        "asked_version": asked,
        "figures_of": None if figures == version else figures,
        "shown": here,
        "units": sorted(here.units, key=by_name),
        "line": row,
        "code": code,
        "answer": answered(row) if row else None,
        "chart": drawn(row, csv_url=_csv(figures) + asked) if row else None,
        "groups": group_rows(row) if row else None,
        "facts": indicator_words.meaning(version),
        "source": indicator_words.source(version, codes_of(version.indicator)),
        "stands": indicator_words.standing(version),
        "serves": links_openly([version.indicator_id])[version.indicator_id],
        "targets": indicator_words.targets(here.found.targets.get(version.indicator_id, []), figures),
        "breaks": [one for one in here.found.breaks.get(version.indicator_id, []) if one.withdrawn_at is None],
        "decisions": row.definition.decisions if row else [],
        "interpretations": public_interpretations(indicator=version.indicator, **({"unit": row.unit} if row else {})),
        "versions": [(one, releases.get(one.pk)) for one in versions],
        "later": later,
        "earlier": earlier,
        "too_hidden": _level_above(here) if row else None,
    }
    return render(request, "followup/public/indicator.html", context)


@public
@require_safe
def indicator_units(request, key: str):
    """Every unit that is told of, by name, on the same scale: variation to understand, never a list of the best."""
    versions, version, release = _told(key)
    every = units_told([release])[version.pk] if release else []
    every.sort(key=by_name)
    words = tidy(request.GET.get("sok", ""))
    page = Paginator(narrowed(every, words), PER_PAGE).get_page(request.GET.get("page"))
    units = list(page.object_list)
    lines, _found = lines_of(release, version, units) if release and units else ({}, None)
    rows = [lines[unit.pk] for unit in units if unit.pk in lines]
    first = release is not None and page.number == 1 and not words
    context = _head(versions, version, _("Alla enheter")) | {
        "waits": version != versions[0],
        "release": release,
        "page": page,
        "words": words,
        "rows": [(row, answered(row)) for row in rows],
        "in_all": len(every),
        "chart": multiples_picture(version=version, rows=[(row.unit, row.followed) for row in rows]) if rows else None,
        "funnel": _funnel(version, release, every) if first and len(every) > 1 else None,
        "chance": chance_words(verdicts_told([release]).values()) if release and len(every) > 1 else "",
    }
    return render(request, "followup/public/indicator_units.html", context)


@public
@require_safe
def trace(request, key: str, code: str):
    """One unit's series with every number that its answers are made of."""
    versions, version, release = _told(key)
    here = shown(version, release, code)
    if here.line is None or here.asked_in_vain or release is None:
        raise Http404
    row, chosen = here.line, request.GET.get("grupp", "")
    groups = groups_in(row.told.cells)
    group = next((one for one in groups if _code(one) == chosen), (ALL, NO_BAND))
    if group != (ALL, NO_BAND):
        row = line(row.told, version, here.found, sex=group[0], age=group[1])
    page = Paginator(row.cells[::-1], ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = _head(versions, version, row.unit.name) | {
        "waits": version != versions[0],
        "line": row,
        "group": indicator_words.group(*group),
        "groups": [(_code(one), indicator_words.group(*one), one == group) for one in groups],
        "asked": f"grupp={chosen}" if group != (ALL, NO_BAND) else "",
        "answer": answered(row),
        "chart": drawn(row, csv_url=_csv(version)),
        "page": page,
        "rows": figure_rows(row, page.object_list),
        "facts": indicator_words.trace(row),
        "decisions": row.definition.decisions,
        "breaks": row.definition.breaks,
        "targets": indicator_words.targets(here.found.targets.get(version.indicator_id, []), version, row.unit),
        "too_hidden": _level_above(here),
    }
    return render(request, "followup/public/trace.html", context)


# --- Inner parts ------------------------------------------------------------------------------


def _versions(key: str, number: int | None) -> tuple[list[IndicatorVersion], IndicatorVersion]:
    versions = versions_of(key)
    found = next((row for row in versions if number is None or row.number == number), None)
    if found is None:
        raise Http404
    return versions, found


def _told(key: str) -> tuple[list[IndicatorVersion], IndicatorVersion, Release | None]:
    """(every version, the one whose figures are told now, its release)."""
    versions, current = _versions(key, None)
    releases = released(versions)
    version = _with_figures(versions, current, releases)
    return versions, version, releases.get(version.pk)


def _with_figures(
    versions: list[IndicatorVersion], version: IndicatorVersion, releases: dict[int, Release]
) -> IndicatorVersion:
    """The version itself, or where it has no figures yet the nearest before it that has."""
    return next((row for row in versions if row.number <= version.number and row.pk in releases), version)


def _head(versions: list[IndicatorVersion], version: IndicatorVersion, below: str = "") -> dict:
    """What every page around an indicator begins with."""
    indicator, current = version.indicator, versions[0]
    crumbs = indicator_words.crumbs((_("Mått"), reverse("followup:indicators")))
    own = reverse("followup:indicator", args=[indicator.key])
    if below:
        crumbs += [(current.short_title, own), (below, None)]
    elif version != current:
        crumbs += [(current.short_title, own), (_("Version %(number)s") % {"number": version.number}, None)]
    else:
        crumbs += [(current.short_title, None)]
    return {
        "indicator": indicator,
        "version": version,
        "current": None if version == current else current,
        "own": own,
        "csv_url": _csv(version),
        "crumbs": crumbs,
        "is_late": indicator.review_by < timezone.localdate() and indicator.ended_on is None,
        "is_demo": indicator.is_demo,
    }


def _level_above(here: Shown):
    """The unit above, where so much is hidden that this one says little; None where there is no need or no such."""
    row = here.line
    if row is None or hidden_share(row.cells) <= indicator_words.TOO_MUCH_HIDDEN:
        return None
    return next((unit for unit in here.units if unit.pk == row.unit.parent_id), None)


def _funnel(version: IndicatorVersion, release: Release, units: list[Unit]) -> Picture:
    """Units against what chance gives at their size; without a drawing, but with the reason, where that cannot be."""
    return funnel_picture(version=version, rows=last_figures(release, units))


def _csv(version: IndicatorVersion) -> str:
    return indicator_words.address("followup:figures_csv", version.indicator.key)


def _code(group: tuple[str, str]) -> str:
    """Of a sex and an age, for the address."""
    return "".join(group) if group != (ALL, NO_BAND) else ""
