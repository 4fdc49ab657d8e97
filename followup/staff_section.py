"""What the lab's staff page says about its follow-up."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rules.permissions import has_perm

from followup.queries.register import register_of

AT_MOST = 8


def section(lab, viewer) -> dict[str, Any]:
    """See `hlab.labs.rooms.register`. One query."""
    today, items = timezone.localdate(), []
    for one in register_of(lab).filter(ended_on__isnull=True)[:AT_MOST]:
        notes = [one.now_question] if one.now_question else []
        if one.review_by < today:
            notes.append(_("Skulle ha setts över."))
        if not one.is_linked:
            notes.append(_("Hör inte till någon målbild."))
        items.append(
            {
                "text": one.now_title,
                "url": reverse("followup:indicator_desk", args=[one.pk]),
                "note": " ".join(notes),
                "chip": ("done", _("Publicerat")) if one.is_public else ("wait", _("Utkast")),
            }
        )
    links = [
        (_("Vad följer vi, och varför"), reverse("followup:links", args=[lab.pk])),
        (_("Alla mått"), reverse("followup:register", args=[lab.pk])),
        (_("Gemensamma tolkningar"), reverse("followup:interpretations", args=[lab.pk])),
        (_("Återkoppling"), reverse("followup:reports", args=[lab.pk])),
    ]
    if has_perm("followup.write", viewer, lab):
        links.insert(0, (_("Nytt mått"), reverse("followup:new_indicator", args=[lab.pk])))
        links.insert(3, (_("Värden"), reverse("followup:imports", args=[lab.pk])))
    empty = _("Inget följs ännu. Börja med hur någon skulle märka att en målbild är nådd.")
    return {"title": _("Uppföljning"), "items": items, "empty": empty, "links": links}
