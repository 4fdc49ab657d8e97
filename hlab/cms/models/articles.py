from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from hlab.cms.models.base import TITLE, Intro, SitePage
from hlab.cms.models.blocks import BodyBlock
from hlab.labs.queries import public_concepts


class TextPage(Intro, SitePage):
    """A page that an editor writes."""

    body = StreamField(BodyBlock(), verbose_name=_("innehåll"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        abstract = True

    def search_text(self):
        return " ".join([self.intro, *self._meta.get_field("body").get_searchable_content(self.body)])

    def full_clean(self, *args, **kwargs):
        # A list of pages and a search result need a line about each page; editors forget to write it twice.
        self.search_description = self.search_description or self.intro[:300]
        super().full_clean(*args, **kwargs)


class ArticleIndexPage(Intro, SitePage):
    """All articles, newest first."""

    content_panels = [TITLE, FieldPanel("intro")]
    promote_panels = [FieldPanel("search_description")]
    parent_page_types = ["cms.StartPage"]
    subpage_types = ["cms.ArticlePage"]
    max_count = 1
    template = "cms/article_index.html"

    class Meta:
        verbose_name = _("Artikellista")


class ArticlePage(TextPage):
    """Something told at length: how a lab works, what was learned, what went wrong."""

    published_on = models.DateField(_("datum"), help_text=_("Visas överst och ordnar listan."))
    is_demo = models.BooleanField(_("exempelinnehåll"), default=False)

    content_panels = [*TextPage.content_panels, FieldPanel("published_on"), FieldPanel("is_demo")]
    parent_page_types = ["cms.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "cms/article.html"

    class Meta:
        verbose_name = _("Artikel")

    @property
    def shows_demo(self):
        return self.is_demo

    def way_home(self):
        return [(_("Start"), "/"), (_("Artiklar"), "/artiklar/"), (self.title, None)]


class InfoIndexPage(Intro, SitePage):
    """The shelf of pages about the site itself."""

    content_panels = [TITLE, FieldPanel("intro")]
    promote_panels = [FieldPanel("search_description")]
    parent_page_types = ["cms.StartPage"]
    subpage_types = ["cms.InfoPage"]
    max_count = 1
    template = "cms/info_index.html"

    class Meta:
        verbose_name = _("Hyllan om webbplatsen")


class InfoPage(TextPage):
    """A page about the site: how to take part, accessibility, what we know about you.

    fixed: the footer leads here and the law may require the page, so it can be rewritten but not taken away.
    extra: what the page shows below the editor's words.
    """

    class Extra(models.TextChoices):
        NONE = "", _("Inget")
        GLOSSARY = "glossary", _("Ordlista")
        OPEN_DATA = "open_data", _("Öppna data")

    fixed = models.BooleanField(default=False, editable=False)
    extra = models.CharField(max_length=12, choices=Extra, blank=True, default=Extra.NONE, editable=False)

    content_panels = [TITLE, FieldPanel("intro"), FieldPanel("body")]
    parent_page_types = ["cms.InfoIndexPage"]
    subpage_types: list[str] = []
    # Without the address among the fields: footers and posters point at it.
    promote_panels = [FieldPanel("search_description")]
    template = "cms/info.html"

    class Meta:
        verbose_name = _("Informationssida")

    def search_text(self):
        words = super().search_text()
        if self.extra == self.Extra.GLOSSARY:
            words += " ".join(f" {concept.term} {concept.definition}" for concept in public_concepts())
        return words

    def way_home(self):
        return [(_("Start"), "/"), (_("Om webbplatsen"), "/om/"), (self.title, None)]
