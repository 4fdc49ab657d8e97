from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from hlab.cms.models.base import TITLE, SitePage


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
