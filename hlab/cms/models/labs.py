from __future__ import annotations

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.url_routing import RouteResult

from hlab.cms.models.base import TITLE, Intro, SitePage
from hlab.cms.models.blocks import TEXT_FEATURES
from hlab.labs.queries import public_labs


class LabIndexPage(Intro, SitePage):
    """All labs that are public."""

    content_panels = [TITLE, FieldPanel("intro")]
    promote_panels = [FieldPanel("search_description")]
    parent_page_types = ["cms.StartPage"]
    subpage_types = ["cms.LabPage"]
    max_count = 1
    template = "cms/lab_index.html"

    class Meta:
        verbose_name = _("Lablista")

    def route(self, request, path_components):
        """A lab that has become public since its page was last seen to is shown all the same."""
        try:
            return super().route(request, path_components)
        except Http404:
            lab = (
                public_labs().filter(slug=path_components[0], page=None).first() if len(path_components) == 1 else None
            )
            if lab is None or not self.live:
                raise
            return RouteResult(self, (), {"lab": lab})

    def serve(self, request, *args, lab=None, **kwargs):
        if lab is not None:
            return LabPage(title=lab.name, slug=lab.slug, lab=lab).serve(request)
        return super().serve(request, *args, **kwargs)


class LabPage(SitePage):
    """One lab as the public sees it. The words are the lab's own; an administrator may add how to take part."""

    lab = models.OneToOneField("labs.Lab", models.PROTECT, related_name="page")
    take_part = RichTextField(_("så deltar du"), features=TEXT_FEATURES, blank=True)

    content_panels = [FieldPanel("take_part")]
    promote_panels: list = []
    parent_page_types = ["cms.LabIndexPage"]
    subpage_types: list[str] = []
    is_creatable = False
    template = "cms/lab.html"

    class Meta:
        verbose_name = _("Labb")

    def search_text(self):
        lab = self.lab
        words = [f"{concept.term} {concept.definition}" for concept in lab.concepts.all()]
        return " ".join([lab.question, lab.purpose, lab.people, lab.open_scope, lab.closed_scope, *words])

    @property
    def shows_demo(self):
        return self.lab.is_demo

    def way_home(self):
        return [(_("Start"), "/"), (_("Labb"), "/labb/"), (self.title, None)]

    def serve(self, request, *args, **kwargs):
        if not self.lab.is_public:
            raise Http404
        return super().serve(request, *args, **kwargs)
