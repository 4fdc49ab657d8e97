"""Editors' words on public pages."""

from __future__ import annotations

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

register = template.Library()

TAGS = {"a", "b", "br", "em", "h3", "h4", "i", "li", "ol", "p", "strong", "ul"}


@register.filter
def editors_words(value) -> SafeString:
    """Rich text as HTML, with nothing in it that an editor's toolbar cannot make, however it got into the database."""
    html = expand_db_html(value.source if isinstance(value, RichText) else value or "")
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto", "tel"})
    return mark_safe(clean)  # noqa: S308  (cleaned on the line above)


@register.simple_tag
def address(page) -> str:
    """Where a page lies on this site, without asking the database: what follows the start page's own part."""
    return "/" + page.url_path.split("/", 2)[2]
