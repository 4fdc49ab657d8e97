"""Versions of a map: kept, published, taken down."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from journeys.actions import versions as acts
from journeys.analysis.document import from_data
from journeys.charts import feeling_curve, gaps_told
from journeys.forms_publishing import KeepForm, PublishForm
from journeys.map_page import on_page
from journeys.models import Journey, JourneyVersion
from journeys.queries.document import document
from journeys.queries.journeys import journeys
from journeys.queries.shown import (
    agrees,
    as_if_public,
    cautions,
    hindrances,
    latest_number,
    shown_as,
    versions,
    versions_of,
)
from journeys.touching import sections
from workshops.paging import page_of

PER_PAGE = 50


@guarded("journeys.publish", journeys)
def publish_journey(request, journey: Journey):
    """What becomes public and what stands in the way, the map as anyone will read it; then publish."""
    found, now = document(journey), timezone.now()
    told = shown_as([(journey, found)])[journey.pk]
    in_the_way = hindrances(journey, found)
    start = {"edits": journey.edits, "seen": latest_number(journey)}
    form = PublishForm(request.POST if request.method == "POST" else None, initial=start)

    def save(data):
        try:
            acts.publish_map(journey=journey, by=request.user, at=now, **data)
        except RuleBroken:
            form.data = form.data.copy()
            form.data["edits"] = journey.edits  # the map below is as it is now, and is read anew
            raise
        messages.success(request, _("Resan är publicerad. Alla kan läsa den."))
        return redirect("journeys:journey", journey.pk)

    preview = as_if_public(journey, found, now)
    preview.shown = told
    return save_form(
        request, form, save, template="journeys/publish.html", journey=journey, lab=journey.lab, told=told,
        hindrances=in_the_way, cautions=[] if in_the_way else cautions(journey, told), map=on_page(told.document),
        touches=sections(preview, public=True), crumbs=_crumbs(journey, _("Publicera")), is_demo=journey.is_demo,
        may_read_voices=may(request, "journeys.read_voices", journey),
    )  # fmt: skip


@guarded("journeys.publish", journeys)
def take_down_journey(request, journey: Journey):
    """Ask once, then let nobody outside the lab read it."""
    if request.method == "POST":
        acts.take_down(journey=journey, by=request.user, at=timezone.now())
        messages.success(
            request, _("Resan är inte publik längre. Versionerna finns kvar, och den går att publicera igen.")
        )
        return redirect("journeys:journey", journey.pk)
    if journey.public_version is None:
        return redirect("journeys:journey", journey.pk)
    context = {
        "title": _("Ta ner resan?"),
        "body": _("Ingen utanför labbet kan läsa den då, varken på sidan, i sökningen eller i öppna data. Den som har "
                  "sparat en kopia har den kvar. Ni kan publicera den igen."),
        "action": request.path,
        "submit": _("Ta ner resan"),
        "kind": "stop",
        "cancel_url": reverse("journeys:journey", args=[journey.pk]),
        "crumbs": _crumbs(journey, _("Ta ner")),
        "is_demo": journey.is_demo,
    }  # fmt: skip
    return render(request, "confirm.html", context)


@guarded("journeys.see", journeys)
def journey_versions(request, journey: Journey):
    """The versions that have been kept; those who write keep one more here."""
    may_keep = may(request, "journeys.write", journey)
    form = KeepForm(request.POST if request.method == "POST" else None, initial={"seen": latest_number(journey)})

    def save(data):
        if not may_keep:
            raise RuleBroken(_("Du kan läsa versionerna men inte spara nya."), status=403)
        before = latest_number(journey)
        version = acts.keep_version(journey=journey, by=request.user, at=timezone.now(), **data)
        words = (
            _("Version %(n)s är sparad.") if version.number > before else _("Kartan är redan sparad som version %(n)s.")
        )
        messages.success(request, words % {"n": version.number})
        return redirect("journeys:journey_versions", journey.pk)

    return save_form(
        request, form, save, template="journeys/versions.html", journey=journey, lab=journey.lab, may_keep=may_keep,
        page=page_of(versions_of(journey), request.GET.get("page", ""), PER_PAGE),
        may_publish=may(request, "journeys.publish", journey), agrees=agrees(journey),
        crumbs=_crumbs(journey, _("Versioner")), is_demo=journey.is_demo,
    )  # fmt: skip


@guarded("journeys.see", versions)
def journey_version(request, version: JourneyVersion):
    """The map as it stood, for the lab: with the words that anyone may read today, for what has been taken back since
    is gone here too."""
    journey = version.journey
    found = shown_as([(journey, from_data(version.content))])[journey.pk].document
    context = {
        "journey": journey,
        "lab": journey.lab,
        "version": version,
        "map": on_page(found, phase=request.GET.get("fas", "")),
        "curve": feeling_curve(found),
        "gaps": gaps_told(found),
        "crumbs": [
            *_crumbs(journey, _("Versioner"))[:-1],
            (_("Versioner"), reverse("journeys:journey_versions", args=[journey.pk])),
            (_("Version %(n)s") % {"n": version.number}, None),
        ],
        "is_demo": journey.is_demo,
    }
    return render(request, "journeys/version.html", context)


def _crumbs(journey: Journey, here: str) -> list[tuple]:
    lab = journey.lab
    return [
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Resor"), reverse("journeys:list", args=[lab.pk])),
        (journey.title, reverse("journeys:journey", args=[journey.pk])),
        (here, None),
    ]
