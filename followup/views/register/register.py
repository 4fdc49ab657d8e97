"""A lab's register: all its indicators, a new one, and one with everything around it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.actions import indicators as acts
from followup.forms.register import FilterForm, NewIndicatorForm, next_year
from followup.models import Indicator
from followup.pages.register import number_words, told_version
from followup.queries.links import links_of_indicator
from followup.queries.publishing import cautions, hindrances
from followup.queries.register import desk, narrowed, register_counts, register_of
from followup.views.register.around import METHODS, home, of_indicator, of_lab
from hlab.core.access import guarded
from hlab.core.forms import save_form, sent, who
from hlab.labs.models import Lab

PER_PAGE = 50


@guarded("followup.see", Lab)
@require_safe
def register(request, lab: Lab):
    """The lab's indicators, by name."""
    form, today = FilterForm(request.GET), timezone.localdate()
    asked = form.asked()
    found = narrowed(register_of(lab), today=today, **asked)
    query = request.GET.copy()
    query.pop("page", None)
    context = of_lab(request, lab) | {
        "form": form, "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")), "today": today,
        "counts": register_counts(lab, today), "asked": any(asked.values()), "query": query.urlencode(),
    }  # fmt: skip
    return render(request, "followup/register/list.html", context)


@guarded("followup.write", Lab)
@require_http_methods(METHODS)
def new_indicator(request, lab: Lab):
    """Take an indicator into the register: its first words, and who looks after it."""
    form = NewIndicatorForm(sent(request), initial={"review_by": next_year(timezone.localdate())})

    def save(data):
        made = acts.make_indicator(lab=lab, **data, **who(request))
        messages.success(request, _("Måttet är påbörjat. Skriv vidare, och publicera när det är klart."))
        first = made.versions.order_by("number")[0]
        return redirect("followup:edit_version" if first.published_at is None else "followup:version", first.pk)

    return save_form(
        request, form, save, template="followup/register/form.html", title=_("Nytt mått"), submit=_("Börja"),
        lede=_("Börja med frågan. Ingen utanför labbet ser något förrän ni publicerar."),
        cancel=reverse("followup:register", args=[lab.pk]), **of_lab(request, lab, (_("Nytt mått"), None)),
    )  # fmt: skip


@guarded("followup.see", desk)
@require_safe
def indicator_desk(request, indicator: Indicator):
    """One indicator: what it means, what it is called, what is aimed at, what it is followed for."""
    versions = list(indicator.versions.all())
    draft = next((row for row in versions if row.published_at is None), None)
    public = next((row for row in versions if row.published_at is not None), None)
    links = links_of_indicator(indicator)
    shown = public or draft
    if draft is not None:
        draft.indicator = indicator
    context = of_indicator(request, indicator) | {
        "versions": versions, "draft": draft, "public": public, "shown": shown, "links": links,
        "targets": [(row, number_words(row.value)) for row in indicator.targets.all()],
        "groups": told_version(shown) if shown else [], "today": timezone.localdate(),
        "hindrances": hindrances(draft) if draft else [],
        "cautions": cautions(draft, is_linked=bool(links)) if draft else [],
        "overdue": indicator.ended_on is None and indicator.review_by < timezone.localdate(),
        "home": home(indicator),
    }  # fmt: skip
    return render(request, "followup/register/indicator.html", context)
