"""The few things templates cannot do by themselves."""

from __future__ import annotations

import segno
from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def qr(url: str):
    """QR code as inline SVG that says where it leads."""
    code = segno.make(url, error="m")
    svg = code.svg_inline(scale=1, border=1, omitsize=True, svgclass="qr", lineclass=None, dark="#1C2B30")
    title = _("QR-kod. Leder till samma sida som koden bredvid.")
    return mark_safe(  # noqa: S308  (segno's own output, no text from people)
        svg.replace("<path", f"<title>{title}</title><path", 1).replace("<svg", '<svg role="img"', 1)
    )


@register.filter
def get(mapping, key):
    """mapping[key], or nothing."""
    return mapping.get(key) if mapping else None
