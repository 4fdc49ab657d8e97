"""The tree of public pages: there from the first start, safe to ask for at each deploy."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Task,
    Workflow,
)
from wagtail.rich_text import RichText

from goals.queries import published_goals
from hlab.accounts.actions.users import editors_group
from hlab.cms import models
from hlab.cms.actions.pages import follow_lab, placed, put_goal_page, put_lab_page
from hlab.cms.content.pages import PAGES
from hlab.cms.content.shelves import SHELVES, START
from hlab.core.actions.audit import record
from hlab.labs.models import Lab
from hlab.labs.queries import public_labs

PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
IMAGE_RIGHTS = ("add_image", "change_image", "choose_image")


@transaction.atomic
def ensure_site(*, by=None, at: datetime | None = None) -> models.StartPage:
    """Make what is missing: start page, shelves, the site's own pages, pages of public labs and målbilder, rights.

    What exists is left as it is, so an editor's words, and an address that was changed on purpose, stay; only the
    page of a lab that is no longer public is taken down.
    at: written to the audit when something was made.
    """
    root = Page.objects.select_for_update().get(pk=Page.get_first_root_node().pk)  # two deploys at once take turns
    before = Page.objects.count()
    start = models.StartPage.objects.first() or placed(root, models.StartPage(slug="start", **START), at)
    _ensure_address(start)
    for kind, slug, title, intro in SHELVES:
        model = getattr(models, kind)
        if not model.objects.exists():
            placed(start, model(slug=slug, title=title, intro=intro, search_description=intro), at)
    _ensure_info_pages(at)
    _ensure_rights()
    _ensure_swedish()
    for lab in public_labs().exclude(page__live=True):
        put_lab_page(lab=lab, by=by, at=at)
    for lab in Lab.objects.filter(is_public=False, page__live=True):
        follow_lab(lab=lab, by=by, at=at)
    for version in published_goals().filter(goal__page=None):
        put_goal_page(goal=version.goal, by=by, at=version.published_at)
    made = Page.objects.count() - before
    if made and at is not None:
        record(act="site.ensured", subject=start, by=by, at=at, pages=made)
    return models.StartPage.objects.get(pk=start.pk)


def _ensure_address(start: models.StartPage) -> None:
    """The default site shows our start page, and the page that Wagtail came with is gone."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    parts = urlsplit(settings.SITE_URL)
    if site is None:
        site = Site(is_default_site=True)
    if site.pk is None or not isinstance(site.root_page.specific, models.StartPage):
        site.hostname = parts.hostname or "localhost"
        site.port = parts.port or (443 if parts.scheme == "https" else 80)
        site.site_name, site.root_page = settings.WAGTAIL_SITE_NAME, start
        site.save()
    welcome = Page.objects.filter(depth=2, slug="home", numchild=0).exclude(pk=start.pk).first()
    if welcome is not None and welcome.specific_class is Page:
        welcome.delete()


def _ensure_info_pages(at: datetime | None) -> None:
    shelf = models.InfoIndexPage.objects.get()
    there = set(models.InfoPage.objects.values_list("slug", flat=True))
    for slug, title, intro, extra, parts in PAGES:
        if slug not in there:
            body = [(kind, _value(kind, value)) for kind, value in parts]
            page = models.InfoPage(slug=slug, title=title, intro=intro, extra=extra, fixed=True, body=body)
            placed(shelf, page, at)


def _value(kind: str, value):
    """A part of our content as the block wants it: html becomes rich text."""
    if kind == "text":
        return RichText(value)
    return value | {"text": RichText(value["text"])} if kind == "fold_out" else value


def _ensure_swedish() -> None:
    """The review that Wagtail comes with, under a name that fits "Lämna in till …" and that nobody else has given."""
    for model in (Workflow, Task):
        model.objects.filter(name="Moderators approval").update(name=_("granskning"))


def _ensure_rights() -> None:
    """Editors write articles and information pages. Words of labs and målbilder belong to the labs."""
    group = editors_group()
    shelves = [*models.ArticleIndexPage.objects.all(), *models.InfoIndexPage.objects.all()]
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
        for shelf in shelves:
            GroupPagePermission.objects.get_or_create(group=group, page=shelf, permission=right)
    pictures = Collection.get_first_root_node()
    for right in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=IMAGE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=pictures, permission=right)
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin"),
        *Permission.objects.filter(content_type__app_label="cms", codename="change_operator"),
    )
