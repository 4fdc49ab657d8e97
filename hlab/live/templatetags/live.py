"""`{% live_wire channels audience %}`: lets a page hear of what happens after it was made."""

from __future__ import annotations

from django import template
from django.utils.html import format_html

from hlab.live.queries import Wire, wire
from hlab.live.tickets import ticket

register = template.Library()


@register.simple_tag
def live_wire(channels, audience: str = "") -> str:
    """The element that `hlab/live.js` looks for, with a ticket and the present positions (one query).

    channels: a list, names parted by spaces, or best a `hlab.live.queries.wire(...)` that the view made before
    it read the page's data, so that nothing falls between the reading and the listening. Ask for the right
    to listen in the view; the ticket is the proof of it.
    """
    if not isinstance(channels, Wire):
        channels = wire(channels.split() if isinstance(channels, str) else channels, audience)
    return format_html(
        '<div id="livewire" data-live="/live/stream?t={}" data-from="{}" hidden></div>',
        ticket(channels.channels, channels.audience),
        channels.position,
    )
