"""Two maps of a lab against each other: how it is with how it could be, what is told with what was planned, two
counties."""

from __future__ import annotations

from urllib.parse import urlencode

from django.shortcuts import render

from hlab.core.access import guarded
from hlab.core.text import whole_number
from hlab.labs.models import Lab
from journeys.analysis.document import without_voices
from journeys.comparing import on_page
from journeys.forms_compare import CompareForm
from journeys.models import Journey
from journeys.queries.document import documents
from journeys.queries.journeys import to_choose
from journeys.readers import heard


@guarded("journeys.see", Lab)
def compare_journeys(request, lab: Lab):
    """?a= and ?b= are ids of maps. With one of them, or none, the page asks for the other."""
    asked = {name: request.GET.get(name, "") for name in ("a", "b")}
    rows = to_choose(heard(request, lab), [whole_number(pk) for pk in asked.values()])
    is_whole = all(asked.values())
    form = CompareForm(asked if is_whole else None, journeys=rows, initial=_suggested(asked, rows))
    context = {"lab": lab, "form": form, "is_demo": lab.is_demo, "pairs": _pairs(rows), "few": len(rows) < 2}
    status = 200
    if is_whole and form.is_valid():
        a, b = form.chosen()
        found = documents([a, b])
        told = on_page(without_voices(found[a.pk]), without_voices(found[b.pk]), page=request.GET.get("sida", ""))
        context |= {"found": told, "a": a, "b": b, "query": urlencode(asked)}
    elif is_whole:
        status = 422
    return render(request, "journeys/compare.html", context, status=status)


def _suggested(asked: dict[str, str], rows: list[Journey]) -> dict[str, str]:
    """What is asked for; and where one map answers the other, that one beside it."""
    out = {name: pk for name, pk in asked.items() if pk}
    for name, other in (("a", "b"), ("b", "a")):
        if name in out and other not in out:
            partners = [str(y.pk if str(x.pk) == out[name] else x.pk) for x, y in _pairs(rows)
                        if out[name] in (str(x.pk), str(y.pk))]  # fmt: skip
            if partners:
                out[other] = partners[0]
                break
    return out


def _pairs(rows: list[Journey]) -> list[tuple[Journey, Journey]]:
    """[(how it is, how it could be)] among the maps."""
    by_pk = {row.pk: row for row in rows}
    return [(by_pk[row.as_is_id], row) for row in rows if row.as_is_id in by_pk]
