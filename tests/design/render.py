"""Render a scrap of template with components in it, as a page would."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.template import RequestContext, Template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def html(source: str, **context) -> str:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return Template(CottonCompiler().process(source)).render(RequestContext(request, context))


def soup(source: str, **context) -> BeautifulSoup:
    return BeautifulSoup(html(source, **context), "html.parser")
