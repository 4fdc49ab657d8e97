"""What was known of an indicator and when, and which series lack figures."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from followup.enums import ObservationStatus
from followup.forms.importing import HistoryForm
from followup.models import Indicator, Observation
from followup.queries.history import changes, indicators, known_at, missing_series, replaced
from followup.queries.published import current_versions
from followup.views.importing import around, shown
from hlab.core.access import guarded
from hlab.labs.models import Lab

PER_PAGE = 50


@guarded("followup.write", indicators)
def history(request, indicator: Indicator):
    """Values that were changed or taken back; or, on a day that is asked for, what was known then."""
    form = HistoryForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    words, day = asked.get("enhet", ""), asked.get("den")
    version = current_versions([indicator]).get(indicator.pk)
    title = version.title if version else indicator.key
    if day:
        until = timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - timedelta(microseconds=1)
        page = Paginator(known_at(indicator, until, words), PER_PAGE).get_page(request.GET.get("page"))
        rows = [{"row": row, "value": _value(row)} for row in page]
    else:
        page = Paginator(replaced(indicator, words), PER_PAGE).get_page(request.GET.get("page"))
        rows = [
            {"row": one.was, "was": _value(one.was), "now": one.now, "value": _value(one.now) if one.now else ""}
            for one in changes(list(page))
        ]
    query = urlencode({name: value for name, value in (("enhet", words), ("den", day)) if value})
    context = around(indicator.lab, (title, _desk(indicator)), (_("Historik"), None)) | {
        "indicator": indicator, "version": version, "title": title, "form": form, "day": day, "page": page,
        "rows": rows, "query": query, "is_demo": indicator.is_demo,
    }  # fmt: skip
    return render(request, "followup/importing/history.html", context)


@guarded("followup.write", Lab)
def missing(request, lab: Lab):
    """The series that lack figures, and who answers for them."""
    context = around(lab, (_("Serier som saknas"), None)) | {"series": missing_series(lab, timezone.localdate())}
    return render(request, "followup/importing/missing.html", context)


def _value(row: Observation) -> str:
    return shown(row.value) if row.status == ObservationStatus.OK else str(row.get_status_display())


def _desk(indicator: Indicator) -> str | None:
    try:
        return reverse("followup:indicator_desk", args=[indicator.pk])
    except NoReverseMatch:
        return None
