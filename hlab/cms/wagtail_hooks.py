"""Wagtail's admin as an editors' room: only what an editor needs, and pages the site stands on cannot be lost."""

from __future__ import annotations

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from goals.models import GoalVersion
from hlab.cms.models import ArticlePage, GoalPage, InfoPage

NOT_NEEDED = frozenset({"help", "documents", "reports"})
NOT_NEEDED_SETTINGS = frozenset({"users", "groups", "workflows", "workflow-tasks", "collections", "locales"})


@hooks.register("construct_main_menu")
def short_menu(request, menu_items):
    """Help about Wagtail, documents and reports are not for the one who writes an article now and then."""
    menu_items[:] = [item for item in menu_items if item.name not in NOT_NEEDED]


@hooks.register("construct_settings_menu")
def short_settings(request, menu_items):
    """People and their roles are kept in our own room, so that a role and its rights never part."""
    menu_items[:] = [item for item in menu_items if item.name not in NOT_NEEDED_SETTINGS]


def stands(page) -> bool:
    """Whether the site leans on the page: the start page, a shelf, a page of the footer, of a lab, of a målbild."""
    page = page.specific
    return not (isinstance(page, ArticlePage) or (isinstance(page, InfoPage) and not page.fixed))


def _refuse(request, page):
    if isinstance(page.specific, GoalPage):
        words = _("Målbildens sida följer labbet. Ska orden inte synas döljer du versionen i stället.")
        button = messages.button(_hiding(page), _("Dölj versionen"))
        messages.error(request, words, buttons=[button])
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    messages.error(
        request,
        _("Sidan ”%(title)s” kan inte tas bort, flyttas eller döljas: andra sidor leder hit. Ändra texten i stället.")
        % {"title": page.get_admin_display_title()},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk if page.depth > 2 else page.pk)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep(request, page):
    """A page that stands is neither deleted nor taken down."""
    if stands(page):
        return _refuse(request, page)


@hooks.register("before_move_page")
def keep_in_place(request, page, destination):
    """A page that stands keeps its address."""
    if stands(page):
        return _refuse(request, page)


@hooks.register("before_copy_page")
def keep_single(request, page):
    """There is one page for a lab, a målbild or a duty in law, not two."""
    if stands(page):
        return _refuse(request, page)


@hooks.register("before_bulk_action")
def keep_in_bulk(request, action_type, objects, action_class_instance):
    """The same when several pages are ticked at once."""
    if action_type in ("delete", "unpublish", "move"):
        for item in objects:
            if hasattr(item, "url_path") and stands(item):
                return _refuse(request, item)


def _hiding(page) -> str:
    """Where the wording that a page of a målbild shows is hidden, or shown again."""
    shown = GoalVersion.objects.filter(goal__page=page, published_at__isnull=False).order_by("-number").first()
    return reverse("cms:hide_goal", args=[shown.pk]) if shown else ""


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def hide_instead(page, user, next_url=None, view_name=""):
    """Where other pages can be unpublished, a målbild can be hidden."""
    if isinstance(page.specific, GoalPage) and (address := _hiding(page)):
        yield Button(_("Dölj eller visa målbilden"), address, icon_name="view", priority=45)
