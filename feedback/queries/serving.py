"""How proposals stand to målbilder, for anyone: only published versions, and wordings that anyone may read."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from feedback.models import ProposalGoal, ProposalVersion
from goals.models import Goal, GoalVersion
from goals.queries.plan_judgements import LOOKS
from hlab.labs.enums import Perspective


def goals_served(version: ProposalVersion) -> list[dict[str, Any]]:
    """How the version stands to målbilder that anyone may read: [{"title", "address", "citation", "accounts"}].

    accounts: [{"who", "is_own": the inquiry's own, "leads", "look", "reason"}], the inquiry's own first. One query.
    """
    rows = readable_accounts().filter(version=version).order_by("goal_version__goal_id", "-goal_version__number", "pk")
    out: list[dict[str, Any]] = []
    for wording, accounts in groupby(rows, key=lambda row: row.goal_version):
        told = {"title": wording.title, "address": wording.address, "citation": wording.citation}
        out.append(told | {"accounts": _accounts(list(accounts))})
    return out


def proposals_serving(goal: Goal, version: GoalVersion | None = None) -> list[dict[str, Any]]:
    """What the page of a målbild says of proposals: [{"version": of the proposal, "wording": number of the wording that
    was judged, where it is another than the one shown, "accounts"}]. Empty when none has been judged. One query."""
    if version is not None and version.is_hidden:
        return []
    rows = (
        readable_accounts()
        .filter(goal_version__goal=goal, version__replaced_at__isnull=True)
        .order_by("version__proposal__number", "version_id", "-goal_version__number", "pk")
    )
    out: list[dict[str, Any]] = []
    for (tried, wording), accounts in groupby(rows, key=lambda row: (row.version, row.goal_version)):
        other = wording.number if version is not None and wording.pk != version.pk else None
        if not out or out[-1]["version"] != tried:  # judged against several wordings: the latest counts
            out.append({"version": tried, "wording": other, "accounts": _accounts(list(accounts))})
    return out


# --- Inner parts ------------------------------------------------------------------------------


def readable_accounts() -> QuerySet[ProposalGoal]:
    """Accounts of published versions to wordings that anyone may read."""
    return ProposalGoal.objects.filter(
        version__published_at__isnull=False,
        goal_version__published_at__isnull=False,
        goal_version__hidden_at__isnull=True,
    ).select_related("version__proposal__lab", "goal_version__goal__lab")


def _accounts(rows: list[ProposalGoal]) -> list[dict[str, Any]]:
    own = Perspective.NATIONAL
    return [
        {
            "who": _("Utredningens egen bedömning") if row.perspective == own else row.get_perspective_display(),
            "is_own": row.perspective == own,
            "leads": row.leads,
            "leads_words": row.get_leads_display(),
            "look": LOOKS[row.leads],
            "reason": row.reason,
        }
        for row in sorted(rows, key=lambda row: (row.perspective != own, row.perspective))
    ]
