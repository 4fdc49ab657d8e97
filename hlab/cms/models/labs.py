from __future__ import annotations

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page

from hlab.cms.models.base import Intro, SitePage
from hlab.cms.models.blocks import TEXT_FEATURES

PER_PAGE = 20


class LabIndexPage(RoutablePageMixin, Intro, SitePage):
    """All labs that are public."""

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["cms.StartPage"]
    subpage_types = ["cms.LabPage"]
    max_count = 1
    template = "cms/lab_index.html"

    class Meta:
        verbose_name = _("Lablista")

    def get_context(self, request, *args, **kwargs):
        from hlab.cms.queries import page_of, public_labs

        page = page_of(public_labs(), request, PER_PAGE)
        context = super().get_context(request, *args, **kwargs)
        return context | {"labs": page, "is_demo": context["is_demo"] or any(lab.is_demo for lab in page)}

    @path("")
    def every_lab(self, request):
        return self.render(request)

    @path("<slug:slug>/")
    def lab_without_page(self, request, slug):
        """A lab has just become public and nobody has made its page in the tree yet: show it all the same."""
        from hlab.cms.queries import public_labs

        lab = public_labs().filter(slug=slug, page__isnull=True).first()
        if lab is None:
            raise Http404
        return LabPage(title=lab.name, slug=slug, lab=lab).serve(request)


class LabPage(SitePage):
    """One lab as the public sees it. The words are the lab's own; the editor may add how to take part."""

    lab = models.OneToOneField("labs.Lab", models.PROTECT, related_name="page")
    take_part = RichTextField(_("så deltar du"), features=TEXT_FEATURES, blank=True)

    content_panels = [FieldPanel("take_part")]
    promote_panels = [FieldPanel("search_description")]
    parent_page_types = ["cms.LabIndexPage"]
    subpage_types: list[str] = []
    is_creatable = False
    template = "cms/lab.html"

    class Meta:
        verbose_name = _("Labbsida")

    def search_text(self):
        lab = self.lab
        return " ".join([lab.question, lab.purpose, lab.people, lab.open_scope, lab.closed_scope])

    @property
    def shows_demo(self):
        return self.lab.is_demo

    def way_home(self):
        return [(_("Start"), "/"), (_("Labb"), "/labb/"), (self.title, None)]

    def get_context(self, request, *args, **kwargs):
        from hlab.cms.queries import lab_page_data

        return super().get_context(request, *args, **kwargs) | lab_page_data(self.lab)

    def serve(self, request, *args, **kwargs):
        if not self.lab.is_public:
            raise Http404
        return super().serve(request, *args, **kwargs)
