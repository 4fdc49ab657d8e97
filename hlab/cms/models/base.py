"""What every page of the public site has in common."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.search import index

from hlab.cms.analysis.stems import indexed

# For pages whose address stays: Wagtail's own title field looks for an address to keep in step with it.
TITLE = FieldPanel("title", classname="title")

_tellers: dict[type, Callable] = {}


def shows(model: type):
    """Register what a kind of page, and every kind made from it, shows: (page, request) → template context.

    "is_demo" in any of it marks the page. A page is a row in the tree; what stands on it is read in
    `hlab.cms.showing`, above the queries.
    """

    def register(teller: Callable) -> Callable:
        _tellers[model] = teller
        return teller

    return register


class SitePage(Page):
    """A page that is found by its stemmed words and knows its way home.

    `search_text` is what a subclass wants to be found by.
    """

    objects = PageManager()
    search_fields = [*Page.search_fields, index.SearchField("search_words")]
    show_in_menus_default = False
    # What this site shows is public, some of it by law. What is not public is not a page: it is in a room with a door.
    private_page_options: list[str] = []

    class Meta:
        abstract = True

    def get_view_restrictions(self):
        """None, without looking: no page can be given any."""
        return PageViewRestriction.objects.none()

    def search_text(self) -> str:
        """Plain text that the page is found by, besides its title."""
        return self.search_description

    def search_words(self) -> str:
        """The stems of title and text and what they begin with, as they go into the index."""
        return " ".join(indexed(f"{self.title} {self.search_text()}"))

    @property
    def shows_demo(self) -> bool:
        """Whether the page shows invented content and must carry the label."""
        return False

    def way_home(self) -> list[tuple[str, str | None]]:
        """Labels and addresses from the start page to here."""
        return [(_("Start"), "/"), (self.title, None)]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["crumbs"] = self.way_home()
        told = [_tellers[kind](self, request) for kind in type(self).__mro__ if kind in _tellers]
        for more in reversed(told):  # what is told of just this kind comes last and holds
            context |= more
        context["is_demo"] = self.shows_demo or any(more.get("is_demo") for more in told)
        return context


class Intro(models.Model):
    """The paragraph below the heading."""

    intro = models.TextField(_("ingress"), max_length=600, blank=True)

    class Meta:
        abstract = True
