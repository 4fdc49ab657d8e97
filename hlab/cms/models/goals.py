from __future__ import annotations

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from hlab.cms.models.base import Intro, SitePage

PER_PAGE = 20


class GoalIndexPage(Intro, SitePage):
    """All published målbilder, to search and to filter."""

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["cms.StartPage"]
    subpage_types = ["cms.GoalPage"]
    max_count = 1
    template = "cms/goal_index.html"

    class Meta:
        verbose_name = _("Målbildslista")

    def get_context(self, request, *args, **kwargs):
        from hlab.cms.forms import GoalFilterForm
        from hlab.cms.queries import page_of, shown_goals

        form = GoalFilterForm(request.GET)
        page = page_of(shown_goals(**form.wanted()), request, PER_PAGE)
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "form": form,
            "goals": page,
            "query": form.as_query(),
            "is_demo": any(version.goal.is_demo for version in page),
        }


class GoalPage(RoutablePageMixin, SitePage):
    """One målbild: its published wording, and every earlier one at an address that never changes."""

    goal = models.OneToOneField("goals.Goal", models.PROTECT, related_name="page")

    content_panels: list = []
    promote_panels = [FieldPanel("search_description")]
    parent_page_types = ["cms.GoalIndexPage"]
    subpage_types: list[str] = []
    is_creatable = False
    template = "cms/goal.html"

    class Meta:
        verbose_name = _("Målbildssida")

    def search_text(self):
        from hlab.cms.queries import published_wording

        version = published_wording(self.goal_id)
        return f"{version.title} {version.statement}" if version else ""

    @property
    def shows_demo(self):
        return self.goal.is_demo

    def way_home(self):
        return [(_("Start"), "/"), (_("Målbilder"), "/malbilder/"), (self.title, None)]

    @path("")
    def current(self, request):
        from hlab.cms.queries import goal_page_data

        data = goal_page_data(self.goal)
        if data is None:
            raise Http404
        return self.render(request, context_overrides=data)

    @path("v/<int:number>/")
    def earlier(self, request, number):
        """One published version, for those who cite it."""
        from hlab.cms.queries import version_page_data

        data = version_page_data(self.goal, number)
        if data is None:
            raise Http404
        label = _t("Version %(number)s") % {"number": number}
        address = f"/malbilder/{self.slug}/"
        crumbs = [*self.way_home()[:-1], (self.title, address), (label, None)]
        return self.render(request, context_overrides=data | {"crumbs": crumbs}, template="cms/goal_version.html")
