from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from hlab.cms.models.base import TITLE, SitePage
from hlab.cms.models.goals import GoalPage


class StartPage(SitePage):
    """The front door: what one can influence now, what has come of it, and a box for the code."""

    heading = models.CharField(_("rubrik"), max_length=90)
    lede = models.TextField(_("ingress"), max_length=400)

    content_panels = [TITLE, FieldPanel("heading"), FieldPanel("lede")]
    promote_panels = [FieldPanel("search_description")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.LabIndexPage", "cms.GoalIndexPage", "cms.ArticleIndexPage", "cms.InfoIndexPage"]
    max_count = 1
    template = "cms/start.html"

    class Meta:
        verbose_name = _("Startsida")

    def search_text(self):
        return f"{self.heading} {self.lede}"

    def route(self, request, path_components):
        """The way to a målbild in one step, with what its page asks first: it is the page that most addresses lead to
        and that tells the most."""
        if len(path_components) > 1 and path_components[0] == "malbilder":
            here = f"{self.url_path}{'/'.join(path_components[:2])}/"
            page = GoalPage.objects.live().select_related("goal__lab").filter(url_path=here).first()
            if page is not None:
                return page.route(request, path_components[2:])
        return super().route(request, path_components)
