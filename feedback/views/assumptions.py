"""What must be true for a proposal to work: the list, one of them, and making them of what people have said."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.actions import assumptions as acts
from feedback.forms_assumptions import AssumptionForm, FindForm, SaidForm, ids_in
from feedback.models import Assumption, Proposal
from feedback.queries.assumptions import assumptions, assumptions_of, conditions_said, proposals, remarks_behind
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from hlab.core.text import whole_number
from workshops.readers import reads_in_rooms

PER_PAGE = 50


def around(proposal: Proposal, *steps: tuple[str, str | None]) -> dict:
    """Crumbs to a page about what must be true for a proposal, and whether it is example content."""
    lab, version = proposal.lab, max(proposal.versions.all(), key=lambda row: row.number, default=None)
    name = f"{proposal.number} {version.title}" if version else proposal.number
    crumbs = [
        (_("Mina labb"), reverse("labs:mine")),
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (name, reverse("feedback:proposal", args=[proposal.pk])),
        (_("Det som måste vara sant"), reverse("feedback:assumptions", args=[proposal.pk]) if steps else None),
        *steps,
    ]
    return {"proposal": proposal, "name": name, "lab": lab, "crumbs": crumbs, "is_demo": proposal.is_demo}


@guarded("feedback.see", proposals)
def assumption_list(request, proposal: Proposal):
    """Everything that must be true, the highest risk first."""
    form = FindForm(request.GET)
    page = Paginator(assumptions_of(proposal, **form.asked()), PER_PAGE).get_page(request.GET.get("page"))
    context = around(proposal) | {
        "form": form,
        "page": page,
        "query": _query(request),
        "narrowed": any(form.asked().values()),
        "may_write": may(request, "feedback.write", proposal),
    }
    return render(request, "feedback/assumptions.html", context)


@guarded("feedback.write", proposals)
def add(request, proposal: Proposal):
    """Write one down, of the remarks that were chosen or of none."""
    sent = request.POST if request.method == "POST" else request.GET
    ids = ids_in(sent.getlist("synpunkt"))
    readable = conditions_said(proposal, **reads_in_rooms(request.viewer, proposal.lab))
    chosen = list(readable.filter(pk__in=ids)) if ids else []
    form = AssumptionForm(request.POST if request.method == "POST" else None)

    def save(data):
        made = acts.add_assumption(
            proposal=proposal, remarks=ids, readable=chosen, by=request.user, at=timezone.now(), **form.said()
        )
        messages.success(request, _("Antagandet står i listan."))
        return redirect("feedback:change_assumption", made.pk)

    context = around(proposal, (_("Nytt antagande"), None)) | {
        "remarks": chosen,
        "cancel": reverse("feedback:assumptions", args=[proposal.pk]),
    }
    return save_form(request, form, save, template="feedback/assumption_new.html", **context)


@guarded("feedback.write", proposals)
def from_remarks(request, proposal: Proposal):
    """Choose among what people say must be true: remarks that say the same become one assumption.

    ?till= an assumption that the chosen ones are added to instead.
    """
    sent = request.POST if request.method == "POST" else request.GET
    reads = reads_in_rooms(request.viewer, proposal.lab)
    into = assumptions().filter(proposal=proposal, pk=whole_number(sent.get("till"))).first()
    error, code, ids = "", 200, ids_in(sent.getlist("synpunkt"))
    if request.method == "POST":
        try:
            _tie(request, proposal, into, ids, reads)
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            messages.success(request, _("Synpunkterna är tillagda."))
            return redirect("feedback:change_assumption", into.pk)
    form = SaidForm(sent)
    rows = conditions_said(proposal, **reads, **form.asked())
    context = around(proposal, (_("Ur synpunkterna"), None)) | {
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(sent.get("page")),
        "query": _query(request),
        "into": into,
        "chosen": set(ids),
        "error": error,
        "reads": reads["everything"],
    }
    return render(request, "feedback/assumption_remarks.html", context, status=code)


@guarded("feedback.write", assumptions)
def change(request, assumption: Assumption):
    """Other words, who knows, how it stands; and the remarks that it was made of."""
    start = {name: getattr(assumption, name) for name in (*acts.FIELDS, "row_version")}
    form = AssumptionForm(request.POST if request.method == "POST" else None, initial=start)
    behind = remarks_behind(assumption, **reads_in_rooms(request.viewer, assumption.proposal.lab))

    def save(data):
        acts.change_assumption(
            assumption=assumption, row_version=data["row_version"] or 0, by=request.user, at=timezone.now(),
            **form.said(),
        )  # fmt: skip
        messages.success(request, _("Antagandet är sparat."))
        return redirect("feedback:assumptions", assumption.proposal_id)

    context = around(assumption.proposal, (_("Ändra"), None)) | {
        "assumption": assumption,
        "page": Paginator(behind, PER_PAGE).get_page(request.GET.get("page")),
        "cancel": reverse("feedback:assumptions", args=[assumption.proposal_id]),
        "again": request.path,
    }
    return save_form(request, form, save, template="feedback/assumption.html", **context)


@guarded("feedback.write", assumptions)
def untie(request, assumption: Assumption, remark):
    """A remark says something else than the assumption it was put in. POST only; looking leads back."""
    behind = remarks_behind(assumption, **reads_in_rooms(request.viewer, assumption.proposal.lab))
    found = behind.filter(pk=remark).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        acts.untie_remark(assumption=assumption, remark=found, by=request.user, at=timezone.now())
        messages.success(request, _("Synpunkten hör inte till antagandet längre."))
    return redirect("feedback:change_assumption", assumption.pk)


@guarded("feedback.write", assumptions)
def remove(request, assumption: Assumption):
    """Take one out of the list, after asking."""
    back = reverse("feedback:assumptions", args=[assumption.proposal_id])
    if request.method == "POST" and request.POST.get("confirm") == "1":
        acts.remove_assumption(assumption=assumption, by=request.user, at=timezone.now())
        messages.success(request, _("Antagandet är borttaget ur listan. Synpunkterna är kvar."))
        return redirect(back)
    context = around(assumption.proposal, (_("Ta bort"), None)) | {
        "title": _("Ta bort antagandet?"),
        "body": _("”%(text)s” försvinner ur listan och från förslagets publika sida. Synpunkterna som det byggde på är "
                  "kvar.") % {"text": assumption.text},
        "submit": _("Ta bort antagandet"), "kind": "stop", "action": request.path,
        "cancel_url": reverse("feedback:change_assumption", args=[assumption.pk]),
    }  # fmt: skip
    return render(request, "confirm.html", context)


def _tie(request, proposal: Proposal, into: Assumption | None, ids, reads: dict) -> None:
    if into is None:
        raise RuleBroken(_("Antagandet finns inte längre. Gå till listan och välj på nytt."), status=409)
    readable = conditions_said(proposal, **reads).filter(pk__in=ids)
    acts.tie_remarks(assumption=into, remarks=ids, readable=readable, by=request.user, at=timezone.now())


def _query(request) -> str:
    """The filters as they stand, for links to other pages of the list."""
    kept = request.GET.copy()
    kept.pop("page", None)
    kept.pop("synpunkt", None)
    return kept.urlencode()
