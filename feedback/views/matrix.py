"""Proposals × målbilder, and one account at a time."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.actions import matrix as acts
from feedback.forms_matrix import AccountForm
from feedback.models import ProposalGoal, ProposalVersion
from feedback.queries.matrix import OWN, accounts, goals_to_account_for, matrix_of
from goals.queries.plan_judgements import LOOKS
from hlab.core.access import guarded, may
from hlab.core.forms import save_form
from hlab.labs.enums import Perspective
from hlab.labs.models import Lab

WHO = [code for code in Perspective.values if code != Perspective.UNSAID]


def _label(code: str) -> str:
    """Whose account it is."""
    return str(_("Utredningens egen redovisning") if code == OWN else Perspective(code).label)


def versions():
    """Versions with their lab."""
    return ProposalVersion.objects.select_related("proposal__lab")


@guarded("feedback.see", Lab)
def matrix(request, lab: Lab):
    """Every målbild through every proposal, and what nobody has written yet."""
    found = matrix_of(lab)
    context = {
        "lab": lab, "matrix": found, "looks": LOOKS, "own": OWN, "may_write": may(request, "feedback.write", lab),
        "is_demo": lab.is_demo, "crumbs": _crumbs(lab),
    }  # fmt: skip
    return render(request, "feedback/matrix.html", context)


@guarded("feedback.write", versions)
def account(request, version: ProposalVersion, goal: int):
    """Write how a version stands to a målbild, from one perspective (?fran=)."""
    lab = version.proposal.lab
    wording = next((row for row in goals_to_account_for(lab) if row.pk == goal), None)
    who = request.GET.get("fran", OWN)
    if wording is None or who not in WHO or version.is_open:
        raise Http404
    rows = list(accounts().filter(version=version, goal_version=wording))
    mine = next((row for row in rows if row.perspective == who), None)
    start = {"leads": mine.leads, "reason": mine.reason, "row_version": mine.row_version} if mine else {}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=start)

    def save(data):
        data["row_version"] = data["row_version"] or 0
        acts.account(version=version, goal_version=wording, perspective=who, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Bedömningen är sparad."))
        return redirect("feedback:matrix", lab.pk)

    return save_form(
        request, form, save, template="feedback/account.html", version=version, goal=wording, who=who, mine=mine,
        who_label=_label(who),
        others=[row for row in rows if row.perspective != who], looks=LOOKS, is_demo=version.proposal.is_demo,
        choices=[(code, _label(code)) for code in WHO],
        crumbs=[*_crumbs(lab)[:-1], (_("Förslag och målbilder"), reverse("feedback:matrix", args=[lab.pk])),
                (version.citation, None)],
    )  # fmt: skip


@guarded("feedback.write", accounts)
def take_back_account(request, row: ProposalGoal):
    """Ask, then take an account away."""
    if request.method == "POST":
        acts.take_back_account(row=row, by=request.user, at=timezone.now())
        messages.success(request, _("Bedömningen är borttagen."))
        return redirect("feedback:matrix", row.lab_id)
    context = {"row": row, "rows": [row], "lab": row.version.proposal.lab, "is_demo": row.version.proposal.is_demo}
    return render(request, "feedback/account_gone.html", context)


def _crumbs(lab: Lab) -> list[tuple]:
    return [
        (_("Mina labb"), reverse("labs:mine")), (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Förslag"), reverse("feedback:list", args=[lab.pk])), (_("Förslag och målbilder"), None),
    ]  # fmt: skip
