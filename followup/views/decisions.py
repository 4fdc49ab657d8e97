"""Decisions about charts, for those who follow a measure: the units, one series, deciding and taking back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.actions import decisions as acts
from followup.analysis.cells import ALL, NO_BAND
from followup.analysis.following import follow
from followup.analysis.proposing import effect, proposal
from followup.forms.decisions import DecisionForm, WithdrawForm
from followup.models import ChartDecision, Indicator
from followup.pictures.spc import spc_picture
from followup.queries.decisions import Followable, decisions, decisions_of, followable, indicators, units_told
from followup.queries.published import current_versions
from followup.words.cells import group_words
from followup.words.decisions import proposal_words, table_rows
from followup.words.numbers import period_words
from followup.words.verdicts import words
from hlab.core.access import guarded, may
from hlab.core.forms import refuse, save_form

PER_PAGE = 50
LONGEST_SEARCH = 100


def around(indicator: Indicator, *steps: tuple[str, str | None]) -> dict:
    """Crumbs to a page about the decisions of a measure, and whether it is example content."""
    lab = indicator.lab
    version = current_versions([indicator.pk]).get(indicator.pk)
    name = version.short_title if version else indicator.key
    crumbs = [
        (_("Mina labb"), reverse("labs:mine")),
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Beslut: %(name)s") % {"name": name}, reverse("followup:decisions", args=[indicator.pk]) if steps else None),
        *steps,
    ]
    is_demo = indicator.is_demo or lab.is_demo
    return {"indicator": indicator, "version": version, "name": name, "crumbs": crumbs, "is_demo": is_demo}


@guarded("followup.see", indicators)
def unit_list(request, indicator: Indicator):
    """Units that the measure is told of, and how many decisions there are about each."""
    search = request.GET.get("sok", "").strip()[:LONGEST_SEARCH]
    page = Paginator(units_told(indicator, search), PER_PAGE).get_page(request.GET.get("page"))
    query = QueryDict(mutable=True)
    if search:
        query["sok"] = search
    context = around(indicator) | {"page": page, "search": search, "query": query.urlencode()}
    return render(request, "followup/decisions/units.html", context)


@guarded("followup.see", indicators)
def series(request, indicator: Indicator, code: str):
    """One unit's series: what is decided, what is worth thinking about, and the lines there are."""
    one = _series(request, indicator, code)
    followed = follow(one.cells, one.definition, as_of=timezone.localdate())
    every = Paginator(decisions_of(indicator, one.unit), PER_PAGE).get_page(request.GET.get("page"))
    for row in every:
        row.when = period_words(row.period) if row.period else ""
    context = around(indicator, (one.unit.name, None)) | {
        "one": one,
        "query": _which(one),
        "group": group_words(one.sex, one.age),
        "groups": [(sex, age, group_words(sex, age)) for sex, age in one.groups],
        "said": words(followed, one.version),
        "proposal": proposal_words(proposal(followed), one.version),
        "proposed": proposal(followed),
        "chart": spc_picture(version=one.version, unit=one.unit, followed=followed, definition=one.definition),
        "page": every,
        "may_decide": may(request, "followup.decide", indicator),
    }
    return render(request, "followup/decisions/series.html", context)


@guarded("followup.decide", indicators)
def decide(request, indicator: Indicator, code: str):
    """Decide, after a look at what it would change. The look writes nothing."""
    one = _series(request, indicator, code)
    sent = request.POST if request.method == "POST" else None
    start = {"period": request.GET.get("period", ""), "kind": request.GET.get("slag", "")}
    form = DecisionForm(sent, followable=one, initial=start)
    back = f"{reverse('followup:decisions_of', args=[indicator.pk, one.unit.code])}?{_which(one)}"
    context = around(
        indicator,
        (one.unit.name, reverse("followup:decisions_of", args=[indicator.pk, one.unit.code])),
        (_("Nytt beslut"), None),
    ) | {"one": one, "group": group_words(one.sex, one.age), "cancel": back, "query": _which(one)}
    if sent is not None and "look" in sent:
        return _look(request, form, one, context)

    def save(data):
        acts.decide(followable=one, **data, by=request.user, at=timezone.now())
        messages.success(request, _("Beslutet är sparat. Det syns i svaren från nästa publicering."))
        return redirect(back)

    return save_form(request, form, save, template="followup/decisions/new.html", **context)


def _look(request, form: DecisionForm, one: Followable, context: dict):
    """The same form with the table before and after below it."""
    status = 422
    if form.is_valid():
        try:
            wanted = acts.checked(one, **form.cleaned_data, at=timezone.now())
        except acts.RuleBroken as broken:
            refuse(form, broken)
        else:
            found = effect(one.cells, one.definition, wanted, as_of=timezone.localdate())
            context |= {
                "effect": found,
                "before": words(found.before, one.version),
                "after": words(found.after, one.version),
                "rows": table_rows(found.rows, one.version),
                "chart": spc_picture(
                    version=one.version,
                    unit=one.unit,
                    followed=found.after,
                    definition=found.decided,
                ),
            }
            status = 200
    return render(request, "followup/decisions/new.html", context | {"form": form}, status=status)


@guarded("followup.decide", decisions)
def withdraw(request, decision: ChartDecision):
    """Take a decision back, with a reason. It stays in the list."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    where = reverse("followup:decisions_of", args=[decision.indicator_id, decision.unit.code])
    query = QueryDict(mutable=True)
    query.update({"kon": decision.sex, "alder": decision.age})

    def save(data):
        acts.withdraw_decision(decision=decision, reason=data["reason"], by=request.user, at=timezone.now())
        messages.success(request, _("Beslutet är taget tillbaka. Det syns i svaren från nästa publicering."))
        return redirect(f"{where}?{query.urlencode()}")

    context = around(decision.indicator, (decision.unit.name, where), (_("Ta tillbaka"), None)) | {
        "decision": decision,
        "period": period_words(decision.period) if decision.period else "",
        "cancel": f"{where}?{query.urlencode()}",
    }
    return save_form(request, form, save, template="followup/decisions/withdraw.html", **context)


def _series(request, indicator: Indicator, code: str) -> Followable:
    one = followable(indicator, code, request.GET.get("kon", ALL), request.GET.get("alder", NO_BAND))
    if one is None:
        raise Http404
    return one


def _which(one: Followable) -> str:
    query = QueryDict(mutable=True)
    query.update({"kon": one.sex, "alder": one.age})
    return query.urlencode()
