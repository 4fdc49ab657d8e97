"""What the lab's staff page says about its journeys."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rules.permissions import has_perm

from journeys.queries.portfolio import counts_by_lab, latest_of

AT_MOST = 5


def section(lab, viewer) -> dict:
    """See `hlab.labs.rooms.register`."""
    today = timezone.localdate()
    items = [
        {
            "text": journey.title,
            "url": reverse("journeys:journey", args=[journey.pk]),
            "note": _("%(kind)s. %(question)s") % {"kind": journey.get_kind_display(), "question": journey.question},
            "chip": ("wait", _("Ska ses över")) if journey.review_on and journey.review_on <= today else None,
        }
        for journey in latest_of(lab, AT_MOST)
    ]
    links = [(_("Alla resor"), reverse("journeys:list", args=[lab.pk]))]
    if items:
        links.append((_("Resorna tillsammans"), reverse("journeys:rollup", args=[lab.pk])))
    if has_perm("journeys.write", viewer, lab):
        links.insert(0, (_("Gör en resekarta"), reverse("journeys:new_journey", args=[lab.pk])))
    empty = _("Ingen ännu. En resekarta visar en persons väg och mellanrummen mellan dem som skulle hjälpa till.")
    return {"title": _("Resor"), "items": items, "empty": empty, "links": links}


def line(lab_ids, viewer) -> dict[int, str]:
    """{lab id: how many maps, and how many of them are to be looked at again}, for "Mina labb"."""
    out = {}
    for lab_id, (n, late) in counts_by_lab(lab_ids, timezone.localdate()).items():
        out[lab_id] = ngettext("%(n)s resekarta.", "%(n)s resekartor.", n) % {"n": n}
        if late:
            out[lab_id] += " " + ngettext("%(n)s ska ses över.", "%(n)s ska ses över.", late) % {"n": late}
    return out
