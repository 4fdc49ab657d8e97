"""An indicator is looked after: who answers for it, its review, its end, what sources call it, targets and breaks."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followup.actions import indicators as acts
from followup.actions import targets as aims
from followup.forms.register import BreakForm, CodeForm, EndForm, FactsForm, ReviewForm, TargetForm, next_year
from followup.models import ExternalId, Indicator, KnownBreak, Target
from followup.pages.register import number_words
from followup.queries.register import breaks, codes, indicators, others_of, targets
from followup.views.register.around import METHODS, confirmed, home, of_indicator
from hlab.core.access import guarded
from hlab.core.forms import save_form, sent, who

FORM = "followup/register/form.html"


def _page(request, indicator: Indicator, form, act, *, title: str, words: str, **more):
    """A form about an indicator: what `act` makes of it, what is said then, and back to its page."""

    def save(data):
        act(data)
        messages.success(request, words)
        return redirect(home(indicator))

    around = of_indicator(request, indicator, (title, None))
    return save_form(
        request, form, save, template=FORM, title=title, eyebrow=around["name"], cancel=home(indicator),
        again=request.path, **more, **around,
    )  # fmt: skip


@guarded("followup.write", indicators)
@require_http_methods(METHODS)
def change_indicator(request, indicator: Indicator):
    """Who answers for it, when it is looked at again, where it comes from."""
    stands = indicator.versions.filter(published_at__isnull=False).exists()
    start = {name: getattr(indicator, name) for name in ("kind", "owner", "review_by", "row_version")}
    form = FactsForm(sent(request), kind_stands=stands, initial=start)
    return _page(
        request, indicator, form, lambda data: acts.change_indicator(indicator=indicator, **data, **who(request)),
        title=_("Ändra uppgifterna"), words=_("Uppgifterna är sparade."),
    )  # fmt: skip


@guarded("followup.write", indicators)
@require_http_methods(METHODS)
def review_indicator(request, indicator: Indicator):
    """It has been looked through today."""
    start = {"review_by": next_year(timezone.localdate()), "row_version": indicator.row_version}
    form = ReviewForm(sent(request), initial=start)
    return _page(
        request, indicator, form, lambda data: acts.review_indicator(indicator=indicator, **data, **who(request)),
        title=_("Måttet är genomgånget"), submit=_("Det är genomgånget i dag"), words=_("Översynen är nedskriven."),
        lede=_("Mäter det fortfarande det som ni vill följa? Stämmer källan, definitionen och målen?"),
    )  # fmt: skip


@guarded("followup.write", indicators)
@require_http_methods(METHODS)
def end_indicator(request, indicator: Indicator):
    """No more figures come."""
    start = {
        "ended_on": indicator.ended_on, "ended_reason": indicator.ended_reason, "row_version": indicator.row_version,
        "replaced_by": indicator.replaced_by_id,
    }  # fmt: skip
    form = EndForm(sent(request), others=others_of(indicator), initial=start)
    return _page(
        request, indicator, form, lambda data: acts.end_indicator(indicator=indicator, **data, **who(request)),
        title=_("Måttet upphör"), submit=_("Avsluta måttet"), words=_("Måttet är märkt som avslutat."),
        lede=_("Serien dras aldrig vidare. Allt som har visats står kvar, med dagen och skälet."),
    )  # fmt: skip


@guarded("followup.write", indicators)
@require_http_methods(METHODS)
def reopen_indicator(request, indicator: Indicator):
    """It had not ended after all."""
    title = _("Lever måttet igen?")
    return confirmed(
        request, lambda: acts.reopen_indicator(indicator=indicator, **who(request)) and None,
        words=_("Måttet lever igen."), to=home(indicator), kind="", title=title, submit=_("Måttet lever igen"),
        body=_("Dagen, skälet och det som skulle komma i stället tas bort."),
        **of_indicator(request, indicator, (title, None)),
    )  # fmt: skip


@guarded("followup.write", indicators)
@require_http_methods(METHODS)
def add_code(request, indicator: Indicator):
    """What a source calls it."""
    form = CodeForm(sent(request))
    return _page(
        request, indicator, form, lambda data: acts.add_code(indicator=indicator, **data, **who(request)),
        title=_("Kod hos en källa"), submit=_("Lägg till koden"), words=_("Koden är tillagd."),
        lede=_("Med koden hittar värdena rätt när ni läser in dem."),
    )  # fmt: skip


@guarded("followup.write", codes)
@require_http_methods(METHODS)
def remove_code(request, code: ExternalId):
    """The source does not call it so any longer."""
    title = _("Ta bort koden?")
    return confirmed(
        request, lambda: acts.remove_code(code=code, **who(request)), words=_("Koden är borttagen."),
        to=home(code.indicator), title=title, submit=_("Ta bort koden"),
        body=_("Värden för %(code)s hittar inte längre hit. De som är inlästa står kvar.") % {"code": code.code},
        **of_indicator(request, code.indicator, (title, None)),
    )  # fmt: skip


@guarded("followup.write", indicators)
@require_http_methods(METHODS)
def add_target(request, indicator: Indicator):
    """What has been decided to aim at."""
    form = TargetForm(sent(request))
    return _page(
        request, indicator, form, lambda data: aims.add_target(indicator=indicator, **data, **who(request)),
        title=_("Sätt ett mål"), submit=_("Sätt målet"), words=_("Målet är satt."),
        lede=_("Ett mål är ett beslut som någon har fattat. Det ändras inte i efterhand: ett nytt mål gäller från sin "
               "egen dag, och ett som blev fel tas tillbaka och står kvar som taget tillbaka."),
    )  # fmt: skip


@guarded("followup.write", targets)
@require_http_methods(METHODS)
def withdraw_target(request, target: Target):
    """It is aimed at no longer."""
    title = _("Ta tillbaka målet?")
    told = {"value": number_words(target.value), "day": date_format(target.valid_from, "j F Y")}
    return confirmed(
        request, lambda: aims.withdraw_target(target=target, **who(request)), words=_("Målet är taget tillbaka."),
        to=home(target.indicator), title=title, submit=_("Ta tillbaka målet"),
        body=_("Målet %(value)s från den %(day)s används inte längre. Det som redan har visats ändras inte.") % told,
        **of_indicator(request, target.indicator, (title, None)),
    )  # fmt: skip


@guarded("followup.write", indicators)
@require_http_methods(METHODS)
def add_break(request, indicator: Indicator):
    """From when the figures are not comparable."""
    form = BreakForm(sent(request))
    return _page(
        request, indicator, form, lambda data: aims.add_break(indicator=indicator, **data, **who(request)),
        title=_("Går inte att jämföra bakåt"), submit=_("Skriv ner det"), words=_("Brottet är nedskrivet."),
        lede=_("Från den dagen räknas serien för sig. Inget sägs om skillnaden före och efter."),
    )  # fmt: skip


@guarded("followup.write", breaks)
@require_http_methods(METHODS)
def withdraw_break(request, known: KnownBreak):
    """The figures are comparable after all."""
    title = _("Ta bort brottet?")
    return confirmed(
        request, lambda: aims.withdraw_break(known=known, **who(request)), words=_("Brottet är borttaget."),
        to=home(known.indicator), title=title, submit=_("Ta bort brottet"),
        body=_("Värdena före och efter den %(day)s jämförs då med varandra igen. Det som redan har visats ändras inte.")
        % {"day": date_format(known.on, "j F Y")},
        **of_indicator(request, known.indicator, (title, None)),
    )  # fmt: skip
