"""What the lab's staff page says about its målbilder."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rules.permissions import has_perm

from goals.queries import counts_by_lab, goals_of
from goals.queries.plans import counts_of_plans, plans_of
from goals.queries.public import CHIP_KINDS


def section(lab, viewer) -> dict:
    """See `hlab.labs.rooms.register`."""
    items = []
    for goal in goals_of(lab):
        version = goal.latest
        items.append(
            {
                "text": version.title,
                "url": reverse("goals:version", args=[version.pk]),
                "note": _("Version %(number)s. %(told)s.") % {"number": version.number, "told": version.told},
                "chip": (CHIP_KINDS[version.status], version.get_status_display()),
            }
        )
    links = [
        (_("Alla målbilder"), reverse("goals:list", args=[lab.pk])),
        (_("Det som står i vägen"), reverse("goals:barriers", args=[lab.pk])),
    ]
    if has_perm("goals.write", viewer, lab):
        links.insert(0, (_("Skriv en målbild"), reverse("goals:choose", args=[lab.pk])))
        links += [
            (_("Koda"), reverse("goals:coding", args=[lab.pk])),
            (_("Kodbok"), reverse("goals:codebook", args=[lab.pk])),
        ]
    empty = _("Ännu ingen. En målbild skrivs ur det som sagts i en verkstad.")
    return {"title": _("Målbilder"), "items": items, "empty": empty, "links": links}


def line(lab_ids, viewer) -> dict[int, str]:
    """{lab id: how many målbilder, and how many of them anyone can read}, for "Mina labb"."""
    return {
        lab_id: ngettext("%(n)s målbild, publika: %(public)s.", "%(n)s målbilder, publika: %(public)s.", n)
        % {"n": n, "public": public}
        for lab_id, (n, public) in counts_by_lab(lab_ids).items()
    }


# --- Action plans -----------------------------------------------------------------------------


def plans_section(lab, viewer) -> dict:
    """The same for the lab's action plans."""
    items = []
    for plan in plans_of(lab):
        number = plan.told_items
        told = ngettext("%(n)s insats", "%(n)s insatser", number) % {"n": number}
        judged = ngettext("%(n)s bedömning", "%(n)s bedömningar", plan.judged) % {"n": plan.judged}
        items.append(
            {
                "text": plan.title,
                "url": reverse("goals:plan", args=[plan.pk]),
                "note": f"{plan.owner}. {told}, {judged}.",
                "chip": ("done", _("Publik")) if plan.is_public else None,
            }
        )
    links = [(_("Alla handlingsplaner"), reverse("goals:plans", args=[lab.pk]))]
    if has_perm("goals.write", viewer, lab):
        links.insert(0, (_("Lägg till en handlingsplan"), reverse("goals:new_plan", args=[lab.pk])))
    empty = _("Ingen ännu. Läs in en plan och se om dess insatser leder till målbilderna.")
    return {"title": _("Handlingsplaner"), "items": items, "empty": empty, "links": links}


def plans_line(lab_ids, viewer) -> dict[int, str]:
    """{lab id: how many action plans}, for "Mina labb"."""
    counts = counts_of_plans(lab_ids)
    return {pk: ngettext("%(n)s handlingsplan.", "%(n)s handlingsplaner.", n) % {"n": n} for pk, n in counts.items()}
