"""A lab's proposals: all of them, a new one, one with everything around it, and its facts."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from feedback.actions import proposals as acts
from feedback.forms_proposals import FactsForm, FilterForm, NewProposalForm
from feedback.models import Proposal
from feedback.queries.proposals import (
    may_have_alternatives,
    narrowed,
    proposals,
    proposals_of,
    rounds_about,
    tell_versions,
    with_its_surroundings,
)
from feedback.views.around_proposal import METHODS, of_lab, of_proposal
from hlab.core.access import guarded, may
from hlab.core.forms import save_form, sent, who
from hlab.core.text import whole_number
from hlab.labs.models import Lab

PER_PAGE = 50


@guarded("feedback.see", Lab)
@require_safe
def proposal_list(request, lab: Lab):
    """The lab's proposals with where each stands."""
    form = FilterForm(request.GET or None)
    every = proposals_of(lab)
    asked = form.chosen() if request.GET else {}
    found = narrowed(every, **asked) if any(asked.values()) else every
    query = request.GET.copy()
    query.pop("page", None)
    context = of_lab(lab) | {
        "form": form, "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")), "any": bool(every),
        "asked": any(asked.values()), "query": query.urlencode(), "may_write": may(request, "feedback.write", lab),
    }  # fmt: skip
    return render(request, "feedback/list.html", context)


@guarded("feedback.write", Lab)
@require_http_methods(METHODS)
def new_proposal(request, lab: Lab):
    """A new proposal. ?till= the one it is an alternative to."""
    start = {"kind": "alternative", "alternative_to": to} if (to := whole_number(request.GET.get("till"))) else {}
    form = NewProposalForm(sent(request), others=may_have_alternatives(lab), initial=start)

    def save(data):
        proposal = acts.make_proposal(lab=lab, **data, **who(request))
        messages.success(request, _("Förslaget är påbörjat. Skriv vidare, och lägg till paragrafer och scener."))
        return redirect("feedback:version", proposal.versions.get(number=1).pk)

    return save_form(
        request, form, save, template="feedback/proposal_form.html", title=_("Skriv ett förslag"),
        lede=_("Det här är en prövning, inte ett beslut. Ingen utanför labbet ser något förrän ni publicerar."),
        submit=_("Börja"), cancel=reverse("feedback:list", args=[lab.pk]), **of_lab(lab, (_("Nytt förslag"), None)),
    )  # fmt: skip


@guarded("feedback.see", with_its_surroundings)
@require_safe
def proposal(request, proposal: Proposal):
    """One proposal: its versions, the other ways, and what is around it."""
    versions = list(reversed(tell_versions(proposal).all_versions))
    context = of_proposal(proposal) | {
        "versions": [(version, versions[at + 1] if at + 1 < len(versions) else None)
                     for at, version in enumerate(versions)],
        "rounds": rounds_about(proposal),
        "may_write": may(request, "feedback.write", proposal),
        "may_publish": may(request, "feedback.publish", proposal),
        "may_read_remarks": may(request, "feedback.read_remarks", proposal),
    }  # fmt: skip
    return render(request, "feedback/proposal.html", context)


@guarded("feedback.write", proposals)
@require_http_methods(METHODS)
def change_proposal(request, proposal: Proposal):
    """Other facts, and how far it has come."""
    facts = {name: getattr(proposal, name) for name in ("number", "kind", "is_nothing", "status", "row_version")}
    form = FactsForm(
        sent(request), others=may_have_alternatives(proposal.lab, but=proposal),
        initial=facts | {"alternative_to": proposal.alternative_to_id},
    )  # fmt: skip

    def save(data):
        acts.change_proposal(proposal=proposal, **data, **who(request))
        messages.success(request, _("Uppgifterna är sparade."))
        return redirect("feedback:proposal", proposal.pk)

    return save_form(
        request, form, save, template="feedback/proposal_form.html", title=_("Ändra uppgifterna"),
        cancel=reverse("feedback:proposal", args=[proposal.pk]), again=request.path,
        **of_proposal(proposal, (_("Ändra uppgifterna"), None)),
    )  # fmt: skip
