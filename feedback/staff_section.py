"""What the lab's staff page says about its proposals."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rules.permissions import has_perm

from feedback.enums import ProposalStatus
from feedback.queries.proposals import counts_by_lab, first_of

AT_MOST = 8
CHIPS = {
    ProposalStatus.DRAFT: "wait", ProposalStatus.OPEN: "now", ProposalStatus.REWORKED: "wait",
    ProposalStatus.DECIDED: "done", ProposalStatus.HANDED_OVER: "done", ProposalStatus.ENDED: "unk",
}  # fmt: skip


def section(lab, viewer) -> dict:
    """See `hlab.labs.rooms.register`."""
    items = []
    for proposal in first_of(lab, AT_MOST):
        told = {"kind": proposal.get_kind_display(), "number": proposal.latest_number}
        items.append(
            {
                "text": f"{proposal.number} {proposal.title}",
                "url": reverse("feedback:proposal", args=[proposal.pk]),
                "note": _("%(kind)s, version %(number)s.") % told,
                "chip": (CHIPS[ProposalStatus(proposal.status)], proposal.get_status_display()),
            }
        )
    links = [(_("Alla förslag"), reverse("feedback:list", args=[lab.pk]))]
    if has_perm("feedback.write", viewer, lab):
        links.insert(0, (_("Skriv ett förslag"), reverse("feedback:new_proposal", args=[lab.pk])))
    empty = _("Inget ännu. Ett förslag prövas medan det går att ändra, av dem det gäller.")
    return {"title": _("Förslag"), "items": items, "empty": empty, "links": links}


def line(lab_ids, viewer) -> dict[int, str]:
    """{lab id: how many proposals, and how many of them anyone can read}, for "Mina labb"."""
    return {
        lab_id: ngettext("%(n)s förslag, publika: %(public)s.", "%(n)s förslag, publika: %(public)s.", n)
        % {"n": n, "public": public}
        for lab_id, (n, public) in counts_by_lab(lab_ids).items()
    }
