"""Rounds of remarks, for those who run them: the list, planning one, its desk, and moving its days."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.actions import rounds as acts
from feedback.enums import RoundState
from feedback.forms_rounds import MoveForm, RoundForm, start_of, usual
from feedback.models import Round
from feedback.queries.remarks import unanswered
from feedback.queries.rounds import choosable_versions, how_it_goes, missing, rounds, rounds_of
from hlab.core.access import guarded, may
from hlab.core.forms import save_form
from hlab.labs.afterwards import cards
from hlab.labs.models import Lab

PER_PAGE = 25
TAKES_ANSWERS = (RoundState.OPEN, RoundState.CLOSED)
"""When it can be told how it goes. What is counted is told once: beside it a number that moves when somebody takes
their answer back would say how many there were."""
MOVES = {
    RoundState.OPEN: ("closes_at", "paper_until", "answer_by"),
    RoundState.CLOSED: ("paper_until", "answer_by"),
    RoundState.COUNTED: ("answer_by",),
}


def around(lab: Lab, *steps: tuple[str, str | None]) -> dict:
    """Crumbs to a page of the lab's rounds, the lab, and whether it is example content."""
    crumbs = [
        (_("Mina labb"), reverse("labs:mine")),
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Synpunktsrundor"), reverse("feedback:rounds", args=[lab.pk]) if steps else None),
        *steps,
    ]
    return {"lab": lab, "crumbs": crumbs, "is_demo": lab.is_demo}


def around_round(round: Round, *steps: tuple[str, str | None]) -> dict:
    """The same for a page about one round."""
    here = (round.title, reverse("feedback:round", args=[round.pk]) if steps else None)
    return around(round.lab, here, *steps) | {"round": round, "is_demo": round.is_demo}


@guarded("feedback.see", Lab)
def round_list(request, lab: Lab):
    """The lab's rounds, the latest first."""
    page = Paginator(rounds_of(lab), PER_PAGE).get_page(request.GET.get("page"))
    context = around(lab) | {"page": page, "may_run": may(request, "feedback.run", lab)}
    return render(request, "feedback/rounds.html", context)


@guarded("feedback.run", Lab)
def new(request, lab: Lab):
    """Plan a round."""
    sent = request.POST if request.method == "POST" else None
    start = usual(lab) | {"versions": request.GET.getlist("version")}
    form = RoundForm(sent, versions=choosable_versions(lab), initial=start)

    def save(data):
        made = acts.plan_round(
            lab=lab, versions=form.chosen(), key=data["key"], by=request.user, at=timezone.now(), **form.said()
        )
        messages.success(request, _("Rundan är planerad. Ingen kan svara innan ni öppnar den."))
        return redirect("feedback:round", made.pk)

    context = around(lab, (_("Ny runda"), None)) | {
        "title": _("Planera en synpunktsrunda"),
        "lede": _("Vem som tillfrågas, vad som går att påverka, och när de får svar."),
        "submit": _("Spara rundan"),
        "cancel": reverse("feedback:rounds", args=[lab.pk]),
        "again": request.path,
    }
    return save_form(request, form, save, template="feedback/round_form.html", **context)


@guarded("feedback.see", rounds)
def desk(request, round: Round):
    """Where a round stands: its days, who has answered in broad steps, whose voice is missing, and what comes next."""
    may_run, may_answer = may(request, "feedback.run", round), may(request, "feedback.answer", round)
    begun = round.state != RoundState.PLANNED
    site = round.workshop.site if round.workshop is not None else None
    context = around_round(round) | {
        "may_run": may_run,
        "leads_room": site is not None and may(request, "workshops.facilitate", site),
        "may_answer": may_answer,
        "missing": [] if begun else missing(round, timezone.now()),
        "going": how_it_goes(round) if round.state in TAKES_ANSWERS else None,
        "site": site,
        "unanswered": unanswered(round) if begun and may_answer else 0,
        "today": timezone.localdate(),
        "afterwards": cards(round, request.viewer),
    }
    return render(request, "feedback/round.html", context)


@guarded("feedback.run", rounds)
def change(request, round: Round):
    """Everything while nobody can answer; the days that are ahead once somebody can."""
    sent = request.POST if request.method == "POST" else None
    planned = round.state == RoundState.PLANNED
    form: RoundForm | MoveForm
    if planned:
        form = RoundForm(sent, versions=choosable_versions(round.lab), initial=start_of(round))
    else:
        form = MoveForm(sent, movable=MOVES.get(RoundState(round.state), ()), initial=start_of(round))

    def save(data):
        versions = {"versions": form.chosen()} if isinstance(form, RoundForm) else {}
        acts.change_round(
            round=round, row_version=data["row_version"] or 0, by=request.user, at=timezone.now(),
            **versions, **form.said(),
        )  # fmt: skip
        messages.success(
            request,
            _("Rundan är sparad.") if planned else _("Dagarna är sparade. Ändringen står där rundan beskrivs."),
        )
        return redirect("feedback:round", round.pk)

    context = around_round(round, (_("Ändra"), None)) | {
        "title": _("Ändra rundan") if planned else _("Ändra rundans dagar"),
        "lede": "" if planned else _("Rundan har öppnat, så orden står fast. Ändrar ni en dag får de som svarar veta "
                                     "det, och den gamla dagen står kvar att läsa."),
        "submit": "",
        "cancel": reverse("feedback:round", args=[round.pk]),
        "again": request.path,
    }  # fmt: skip
    return save_form(request, form, save, template="feedback/round_form.html", **context)
