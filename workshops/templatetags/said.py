"""`{% said_by note %}`: from where a note comes, in the same words wherever notes are listed."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from hlab.labs.enums import LabRole
from hlab.labs.models import Membership
from workshops.enums import Channel, Speaker

register = template.Library()


@register.simple_tag(takes_context=True)
def said_by(context, note) -> str:
    """ "Närstående · På papper · Inskrivet av analytiker": perspective, channel when it is not the room, and the role
    of whoever wrote it in for somebody else. Never a name. One query a page, and only where something was written in.
    First what it is said about, where the kind of step says so (`note.about`).
    """
    parts = [*filter(None, [getattr(note, "about", "")]), note.participation.speaks_as]
    if note.channel != Channel.LIVE:
        parts.append(str(note.get_channel_display()))
    if note.transcribed_by_id is not None and note.participation.voice != Speaker.GROUP:
        parts.append(typed_in(context, note))
    return " · ".join(parts)


@register.simple_tag(takes_context=True)
def typed_in(context, note) -> str:
    """ "Inskrivet av processledare", or nothing for what people wrote themselves."""
    if note.transcribed_by_id is None:
        return ""
    role = _roles(context, note).get(note.transcribed_by_id)
    return _("Inskrivet av %(role)s") % {"role": role} if role else _("Inskrivet av labbet")


def _roles(context, note) -> dict[int, str]:
    """{user id: role in lower case} in the note's lab; the one that stands first where somebody has several."""
    workshop = context.get("workshop") or note.exercise.workshop
    request = context.get("request")
    known = request.viewer.memo.setdefault("roles_in_words", {}) if request is not None else {}
    if workshop.lab_id not in known:
        words = {role: str(label).lower() for role, label in LabRole.choices}
        order = list(LabRole.values)
        rows = Membership.objects.filter(lab=workshop.lab_id).values_list("user_id", "role")
        known[workshop.lab_id] = {
            user: words[role] for user, role in sorted(rows, key=lambda row: order.index(row[1]), reverse=True)
        }
    return known[workshop.lab_id]
