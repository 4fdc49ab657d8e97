"""What has been done about a kind of gap, and whether the same is there again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.accounts.reference.counties import COUNTIES
from hlab.core.access import guarded, may
from hlab.core.forms import save_form
from hlab.labs.models import Lab
from journeys.actions import remedies as acts
from journeys.forms_portfolio import RemedyForm
from journeys.models import Remedy
from journeys.queries.journeys import journeys_of
from journeys.queries.portfolio import counted_of
from journeys.queries.remedies import remedies, remedies_of, removed_of
from journeys.recurring import looked_at
from journeys.rollup_page import both, pair_words
from journeys.views.around import of_lab

METHODS = ["GET", "HEAD", "POST"]
STARTS_WITH = {"slag": "kind", "fran": "from_kind", "till": "to_kind"}
"""What an address may say that a new one is about."""


@guarded("journeys.see", Lab)
def remedies_page(request, lab: Lab):
    """All that the lab has done, and what came after."""
    rows = list(remedies_of(lab.pk))
    found = looked_at(counted_of(lab), rows)
    for row in rows:
        row.told = _told(row, found[row.pk])
    may_write = may(request, "journeys.write", lab)
    context = of_lab(lab, (_("Åtgärder"), None)) | {
        "remedies": rows,
        "removed": removed_of(lab.pk) if may_write else [],
        "may_write": may_write,
    }
    return render(request, "journeys/remedies.html", context)


@guarded("journeys.write", Lab)
@require_http_methods(METHODS)
def new(request, lab: Lab):
    """Write down what has been done."""

    def save(data):
        remedy = acts.add_remedy(
            lab=lab, key=data["key"] or uuid.uuid4(), by=request.user, at=timezone.now(), **form.said()
        )
        messages.success(request, _("Åtgärden är sparad."))
        return redirect("journeys:remedy", remedy.pk)

    start = {name: request.GET.get(part, "") for part, name in STARTS_WITH.items()}
    form = RemedyForm(request.POST if request.method == "POST" else None, initial=start)
    context = of_lab(lab, _list(lab), (_("Ny åtgärd"), None)) | {
        "title": _("Vad har gjorts åt ett mellanrum?"),
        "lede": _("Då går det att se om samma slags mellanrum finns i resor som börjar efteråt."),
        "submit": _("Spara åtgärden"),
        "cancel": reverse("journeys:remedies", args=[lab.pk]),
        "again": request.path,
    }
    return save_form(request, form, save, template="journeys/remedy_form.html", **context)


@guarded("journeys.see", remedies)
def remedy(request, remedy: Remedy):
    """One remedy, with the journeys before and after."""
    again = looked_at(counted_of(remedy.lab), [remedy])[remedy.pk]
    context = of_lab(remedy.lab, _list(remedy.lab), (remedy.what, None)) | {
        "remedy": remedy,
        "told": _told(remedy, again),
        "journeys": journeys_of(remedy.lab).filter(pk__in=again.journeys) if again.journeys else [],
        "may_write": may(request, "journeys.write", remedy),
    }
    return render(request, "journeys/remedy.html", context)


@guarded("journeys.write", remedies)
@require_http_methods(METHODS)
def change(request, remedy: Remedy):
    """Other words, another gap or day."""

    def save(data):
        acts.change_remedy(
            remedy=remedy, row_version=data["row_version"] or 0, by=request.user, at=timezone.now(), **form.said()
        )
        messages.success(request, _("Åtgärden är sparad."))
        return redirect("journeys:remedy", remedy.pk)

    start = {name: getattr(remedy, name) for name in (*acts.FIELDS, "row_version")}
    form = RemedyForm(request.POST if request.method == "POST" else None, initial=start)
    context = of_lab(remedy.lab, _list(remedy.lab), _one(remedy), (_("Ändra"), None)) | {
        "title": _("Ändra åtgärden"),
        "cancel": reverse("journeys:remedy", args=[remedy.pk]),
        "again": request.path,
    }
    return save_form(request, form, save, template="journeys/remedy_form.html", **context)


@guarded("journeys.write", remedies)
@require_http_methods(METHODS)
def remove(request, remedy: Remedy):
    """Take it away, after asking; or take it back."""
    asked = "1" if remedy.gone_at else "0"
    back = request.POST.get("tillbaka", asked) == "1"  # as the page asked, whatever holds by now
    if request.method == "POST":
        act = acts.restore_remedy if back else acts.remove_remedy
        act(remedy=remedy, by=request.user, at=timezone.now())
        messages.success(
            request,
            _("Åtgärden är tillbaka.") if back else _("Åtgärden är borttagen. Du kan ta tillbaka den längst ner här."),
        )
        return redirect("journeys:remedies", remedy.lab_id)
    body = _("Inga mellanrum sägs längre återkomma efter ”%(what)s”. Du kan ta tillbaka den.")
    if back:
        body = _("Då räknas den igen: ”%(what)s”")
    context = of_lab(remedy.lab, _list(remedy.lab), _one(remedy), (_("Ta tillbaka") if back else _("Ta bort"), None))
    context |= {
        "title": _("Ta tillbaka åtgärden?") if back else _("Ta bort åtgärden?"),
        "body": body % {"what": remedy.what},
        "fields": [("tillbaka", "1" if back else "0")],
        "action": request.path,
        "submit": _("Ta tillbaka") if back else _("Ta bort"),
        "cancel_url": reverse("journeys:remedy", args=[remedy.pk]),
    }
    return render(request, "confirm.html", context)


# --- Inner parts ------------------------------------------------------------------------------


def _list(lab: Lab) -> tuple[str, str]:
    return _("Åtgärder"), reverse("journeys:remedies", args=[lab.pk])


def _one(remedy: Remedy) -> tuple[str, str]:
    return remedy.what, reverse("journeys:remedy", args=[remedy.pk])


def _told(remedy: Remedy, again) -> dict:
    """What a remedy's row and page say: {"about", "where", "before", "after", "late", "unclear", "elsewhere",
    "came_again", "can_tell"}."""
    return {
        "about": f"{remedy.get_kind_display()} {pair_words(remedy.from_kind, remedy.to_kind)}",
        "where": COUNTIES.get(remedy.county, _("Hela landet")),
        "before": both(again.before_told, again.before_observed),
        "after": both(again.after_told, again.after_observed),
        "late": again.late,
        "unclear": again.unclear,
        "elsewhere": again.elsewhere,
        "came_again": again.came_again,
        "can_tell": again.can_tell,
    }
