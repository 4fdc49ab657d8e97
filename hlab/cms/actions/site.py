"""The tree of public pages: there from the first start, safe to ask for again."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Site

from hlab.cms import models
from hlab.cms.content.pages import PAGES, SHELVES, START

EDITORS = "Redaktörer"


@transaction.atomic
def ensure_site(*, by=None, at: datetime | None = None) -> models.StartPage:
    """Make what is missing of root, start page, shelves and the site's own pages. Changes nothing that exists."""
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    start = models.StartPage.objects.first()
    if start is None:
        Page.objects.filter(depth=2, slug="home").exclude(pk__in=models.StartPage.objects.all()).delete()
        root = Page.objects.get(pk=root.pk)
        start = root.add_child(instance=models.StartPage(slug="start", **START))
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=start, is_default_site=True, site_name="Hälsolabb")
    elif site.root_page_id != start.pk:
        site.root_page = start
        site.save()
    for kind, slug, title, intro in SHELVES:
        model = getattr(models, kind)
        if not model.objects.exists():
            start.add_child(instance=model(slug=slug, title=title, intro=intro))
            start = models.StartPage.objects.get(pk=start.pk)
    _ensure_info_pages()
    _ensure_editors(start)
    return start


def _ensure_info_pages() -> None:
    there = set(models.InfoPage.objects.values_list("slug", flat=True))
    for slug, title, intro, extra, sections in PAGES:
        if slug in there:
            continue
        body = []
        for heading, html in sections:
            body += [("heading", heading), ("text", html)]
        if slug in ("tillganglighet", "ring-eller-papper"):
            body.append(("contact", None))
        shelf = models.InfoIndexPage.objects.get()
        shelf.add_child(
            instance=models.InfoPage(slug=slug, title=title, intro=intro, extra=extra, fixed=True, body=_stream(body))
        )


def _stream(parts: list[tuple]) -> list[tuple]:
    from wagtail.rich_text import RichText

    return [(kind, RichText(value) if kind == "text" else value) for kind, value in parts]


def _ensure_editors(start: models.StartPage) -> None:
    group, _new = Group.objects.get_or_create(name=EDITORS)
    group.permissions.add(*Permission.objects.filter(codename="access_admin"))
    for shelf in (*models.ArticleIndexPage.objects.all(), *models.InfoIndexPage.objects.all(), start):
        names = ("change_page", "publish_page") if shelf.pk == start.pk else ("add_page", "change_page", "publish_page")
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=names):
            GroupPagePermission.objects.get_or_create(group=group, page=shelf, permission=permission)
