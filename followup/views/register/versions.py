"""What an indicator means: read, written, published, begun anew and thrown away."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.actions import versions as acts
from followup.enums import Logic, Polarity
from followup.forms.register import SeenForm
from followup.forms.register_versions import VersionForm, written
from followup.models import Indicator, IndicatorVersion
from followup.pages.register import told_version
from followup.queries.links import links_of_indicator
from followup.queries.publishing import cautions, hindrances
from followup.queries.register import indicators, others_of, versions
from followup.views.register.around import METHODS, confirmed, home, of_indicator, version_home
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form, sent, who


def _around(request, version: IndicatorVersion, *steps: tuple[str, str | None]) -> dict:
    here = (_("Version %(n)s") % {"n": version.number}, version_home(version) if steps else None)
    return of_indicator(request, version.indicator, here, *steps, name=version.title) | {"version": version}


@guarded("followup.see", versions)
@require_safe
def version(request, version: IndicatorVersion):
    """One version as it stands, or stood."""
    latest = version.indicator.versions.order_by("-number").values_list("number", flat=True)[0]
    context = _around(request, version) | {"groups": told_version(version), "is_latest": version.number == latest}
    return render(request, "followup/register/version.html", context)


@guarded("followup.write", versions)
@require_http_methods(METHODS)
def edit_version(request, version: IndicatorVersion):
    """Write what an indicator means, as long as it is not published."""
    if version.published_at is not None:
        messages.info(request, _("Versionen är publicerad och står kvar. Börja på en ny för att ändra något."))
        return redirect(version_home(version))
    form = VersionForm(
        sent(request), others=others_of(version.indicator), is_later=version.number > 1, initial=written(version)
    )

    def save(data):
        chosen = data["polarity"]
        row = acts.write_version(version=version, **data, **who(request))
        if row.logic == Logic.PRODUCTION and chosen != Polarity.NEUTRAL:
            messages.info(request, _("Måttet räknar produktion och har därför ingen önskad riktning."))
        messages.success(request, _("Versionen är sparad."))
        return redirect(home(version.indicator))

    return save_form(
        request, form, save, template="followup/register/edit.html", cancel=home(version.indicator),
        again=request.path, **_around(request, version, (_("Skriv"), None)),
    )  # fmt: skip


@guarded("followup.publish", versions)
@require_http_methods(METHODS)
def publish_version(request, version: IndicatorVersion):
    """What becomes public, what is missing, what to know; then publish."""
    if version.published_at is not None:
        return redirect(version_home(version))
    form = SeenForm(sent(request), initial={"seen": version.row_version})
    before = version.indicator.versions.filter(published_at__isnull=False).order_by("-number").first()
    lede = _("Alla kan läsa den, och den går inte att ta tillbaka eller ändra.")
    if before is not None:
        lede += " " + _("Version %(n)s står kvar att läsa. Den nya gäller från den %(day)s.") % {
            "n": before.number, "day": date_format(version.valid_from, "j F Y"),
        }  # fmt: skip

    def save(data):
        try:
            acts.publish_version(version=version, row_version=data["seen"], **who(request))
        except RuleBroken:
            form.data = form.data.copy()
            form.data["seen"] = version.row_version  # the page below is as it is now, and is read anew
            raise
        messages.success(request, _("Versionen är publicerad. Alla kan läsa den."))
        return redirect(home(version.indicator))

    linked = bool(links_of_indicator(version.indicator))
    return save_form(
        request, form, save, template="followup/register/publish.html", lede=lede, groups=told_version(version),
        title=_("Publicera version %(n)s?") % {"n": version.number}, hindrances=hindrances(version),
        cautions=cautions(version, is_linked=linked), cancel=home(version.indicator),
        **_around(request, version, (_("Publicera"), None)),
    )  # fmt: skip


@guarded("followup.write", indicators)
@require_http_methods(METHODS)
def new_version(request, indicator: Indicator):
    """Ask, then begin a version with all that the last one says."""
    draft = indicator.versions.filter(published_at__isnull=True).first()
    if draft is not None:
        return redirect("followup:edit_version", draft.pk)

    def act():
        row = acts.new_version(indicator=indicator, **who(request))
        return reverse("followup:edit_version", args=[row.pk])

    title = _("Börja på en ny version?")
    return confirmed(
        request, act, words=_("En ny version är påbörjad. Skriv vad som är nytt."), to=home(indicator), kind="",
        title=title, submit=_("Börja på en ny version"),
        body=_("Gör det när måttet betyder något annat än förut. Inget bedöms tvärs över två versioner, så serien "
               "börjar om. Den förra står kvar tills ni publicerar."),
        **of_indicator(request, indicator, (title.rstrip("?"), None)),
    )  # fmt: skip


@guarded("followup.write", versions)
@require_http_methods(METHODS)
def discard_version(request, version: IndicatorVersion):
    """Ask, then throw away a version that is not published."""
    if version.published_at is not None:
        return redirect(version_home(version))
    alone = not version.indicator.versions.exclude(pk=version.pk).exists()
    register = reverse("followup:register", args=[version.indicator.lab_id])
    body = _("Det som är skrivet i version %(n)s försvinner och går inte att få tillbaka.") % {"n": version.number}
    if alone:
        body += " " + _("Måttet försvinner också, eftersom det inte har någon annan version.")
    title = _("Kasta utkastet?")
    return confirmed(
        request, lambda: acts.discard_version(version=version, **who(request)) and None,
        words=_("Utkastet är kastat."), to=register if alone else home(version.indicator),
        cancel_url=home(version.indicator), title=title, body=body, submit=_("Kasta utkastet"),
        **_around(request, version, (title.rstrip("?"), None)),
    )  # fmt: skip
