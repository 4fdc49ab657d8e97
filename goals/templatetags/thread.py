"""`{% knot section %}`: a part of the red thread, drawn by whoever knows it."""

from __future__ import annotations

from django import template
from django.template.loader import get_template

register = template.Library()


@register.simple_tag(takes_context=True)
def knot(context, section: dict):
    """The section's own template, with what its query gave under its own names (see `goals.thread`)."""
    with context.push(**section["data"]):
        return get_template(section["template"]).template.render(context)
