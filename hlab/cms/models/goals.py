from __future__ import annotations

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import PagePermissionTester

from goals.queries import page_data, published_version
from hlab.cms.models.base import TITLE, Intro, SitePage


class GoalIndexPage(Intro, SitePage):
    """All published målbilder, to search and to filter."""

    content_panels = [TITLE, FieldPanel("intro")]
    promote_panels = [FieldPanel("search_description")]
    parent_page_types = ["cms.StartPage"]
    subpage_types = ["cms.GoalPage"]
    max_count = 1
    template = "cms/goal_index.html"

    class Meta:
        verbose_name = _("Målbildslista")


class StandingPage(PagePermissionTester):
    """A page that follows its room is not taken down here, and the editors' room does not offer it."""

    def can_unpublish(self):
        return False


class GoalPage(RoutablePageMixin, SitePage):
    """One målbild: its public wording, and every earlier one at an address that never changes."""

    goal = models.OneToOneField("goals.Goal", models.PROTECT, related_name="page")

    content_panels: list = []
    promote_panels: list = []
    parent_page_types = ["cms.GoalIndexPage"]
    subpage_types: list[str] = []
    is_creatable = False
    template = "cms/goal.html"

    class Meta:
        verbose_name = _("Målbild")

    def search_text(self):
        version = published_version(self.goal)
        return f"målbild {version.title} {version.statement}" if version else ""

    @property
    def shows_demo(self):
        return self.goal.is_demo

    def permissions_for_user(self, user):
        return StandingPage(user, self)

    def way_home(self):
        return [(_("Start"), "/"), (_("Målbilder"), "/malbilder/"), (self.title, None)]

    @path("")
    def current(self, request):
        return self._show(request, page_data(self.goal))

    @path("v/<int:number>/")
    def earlier(self, request, number):
        """One published version, for those who cite it."""
        return self._show(request, page_data(self.goal, number), _t("Version %(n)s") % {"n": number})

    def _show(self, request, data, label=""):
        if data is None:
            raise Http404
        if self.last_published_at:
            steps = (change.at for change in data["version"].status_changes.all())
            data["updated"] = max([self.last_published_at, *steps])
        if label:
            data["crumbs"] = [*self.way_home()[:-1], (self.title, self.goal.address), (label, None)]
        answer = self.render(request, context_overrides=data)
        if "hidden" in data:
            answer.status_code = 410  # gone: search engines let go of it at once, and people still read why
        return answer
