"""What those who contributed are told, as anyone reads it: the list, one report, its versions, and on paper."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup.forms.reports import StateForm
from followup.queries.report_words import chip_of, described, goals_in_words, in_short, lines_of, when_of
from followup.queries.reports import LATE, heard, thing_of, took_part
from followup.queries.reports_public import (
    Report,
    as_read,
    labs_with_reports,
    late_count,
    moved_days,
    public_reports,
    readable,
)
from hlab.core.access import may, public
from hlab.core.text import whole_number

PER_PAGE = 20


@public
@require_safe
def report_list(request):
    """What became of what people said, everywhere; what is late stands here too."""
    form, today = StateForm(request.GET, labs=labs_with_reports()), timezone.localdate()
    wanted = form.wanted()
    page = Paginator(public_reports(today=today, **wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": [(_("Start"), "/"), (_("Det här hände"), None)],
        "form": form,
        "page": page,
        "rows": [described(row, today) for row in page],
        "asked": form.as_query(),
        "late": late_count(today) if wanted["state"] != LATE else 0,
        "is_demo": any(row.lab.is_demo for row in page),
    }
    return render(request, "followup/report/public_list.html", context)


@public
@require_safe
def report(request, pk: int, number: int | None = None):
    """One report; or one of its earlier versions, which stays to be read."""
    read = _readable(request, pk, number)
    return render(request, "followup/report/public.html", _about(request, read))


@public
@require_safe
def easy_read(request, pk: int):
    """The same in plain words."""
    read = _readable(request, pk)
    if read.version is None or not read.version.easy_read:
        raise Http404
    return render(request, "followup/report/easy_read.html", _about(request, read, (_("Lättläst"), None)))


@public
@require_safe
def poster(request, pk: int):
    """On one sheet, for the wall of the place where people met."""
    return render(request, "followup/report/poster.html", _on_paper(request, pk))


@public
@require_safe
def letter(request, pk: int):
    """To be sent or handed to whoever does not read it on the web."""
    return render(request, "followup/report/letter.html", _on_paper(request, pk))


def _readable(request, pk: int, number: int | None = None) -> Report:
    """The report as it is read. What concerns a lab that is not public is for its people and for those who were there;
    for others there is no such page."""
    row = readable().filter(pk=whole_number(str(pk))).first()
    if row is None or not (row.lab.is_public or may(request, "followup.read_report", row)):
        raise Http404
    (read,) = as_read([row], timezone.localdate(), number)
    if number is not None and read.version is None:
        raise Http404
    return read


def _about(request, read: Report, *steps: tuple[str, str | None]) -> dict:
    row, version, today = read.report, read.version, timezone.localdate()
    thing = thing_of(row)
    receipt = request.viewer.receipt
    here = (thing.title, reverse("followup:report", args=[row.pk]) if steps else None)
    return {
        "crumbs": [(_("Start"), "/"), (_("Det här hände"), reverse("followup:reports_public")), here, *steps],
        "read": read,
        "report": row,
        "thing": thing,
        "version": version,
        "is_current": version is not None and version.number == row.told[0].number,
        "chip": chip_of(read.state),
        "when": when_of(row, read.state, today),
        "lines": lines_of(read),
        "heard": heard(version) if version else None,
        "moved": moved_days(row),
        "was_there": receipt is not None and took_part(receipt, row),
        "is_demo": thing.is_demo,
    }


def _on_paper(request, pk: int) -> dict:
    read = _readable(request, pk)
    if read.version is None:
        raise Http404
    path = reverse("followup:report", args=[pk]) if read.report.lab.is_public else reverse("followup:receipt")
    return _about(request, read) | {
        "goal_words": goals_in_words(read),
        "figures": [(line, in_short(line)) for line in lines_of(read)],
        "url": request.build_absolute_uri(path),
        "host": request.get_host(),
        "back": reverse("followup:report", args=[pk]),
    }
