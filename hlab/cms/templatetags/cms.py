"""Editors' words on public pages."""

from __future__ import annotations

import re

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from hlab.cms.queries import operator

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


_LONG_WORD = re.compile(r"\w{17,}")
_JOINT = re.compile(r"(?<=\w{5}s)(?=[^\W\d_aeiouyåäö]\w{4})")


@register.filter
def breakable(text: str) -> str:
    """A heading whose long compounds may break at a joint ("Tillgänglighets-redogörelse") where the screen is small."""
    return _LONG_WORD.sub(lambda word: _JOINT.sub("\u00ad", word.group()), text)


@register.simple_tag
def contact():
    """Who runs the site, or nothing."""
    return operator()
