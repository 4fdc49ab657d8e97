"""What an article or an information page may be made of. Everything has words, nothing has a script."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul", "h3", "h4"]


class QuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(label=_("Citat"), max_length=600)
    by = blocks.CharBlock(
        label=_("Vem, som roll"),
        max_length=120,
        help_text=_("Till exempel ”Närstående”. Aldrig ett namn utan avtal."),
    )

    class Meta:
        icon = "openquote"
        label = _("Citat")
        template = "cms/blocks/quote.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Bild"))
    alt = blocks.CharBlock(
        label=_("Beskrivning för den som inte ser bilden"),
        max_length=250,
        help_text=_("Säg det bilden säger, i en mening."),
    )
    caption = blocks.CharBlock(label=_("Bildtext"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("Bild")
        template = "cms/blocks/picture.html"


class FactBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("Ord"), max_length=60)
    text = blocks.CharBlock(label=_("Uppgift"), max_length=300)


class FoldOutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Rubrik på knappen"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "arrow-down"
        label = _("Utfällbart")
        template = "cms/blocks/fold_out.html"


class BodyBlock(blocks.StreamBlock):
    """The flow of an article. A heading starts a new section with its own knot on the thread."""

    heading = blocks.CharBlock(
        label=_("Rubrik"), icon="title", max_length=120, template="cms/blocks/heading.html", form_classname="title"
    )
    text = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=TEXT_FEATURES, template="cms/blocks/text.html"
    )
    quote = QuoteBlock()
    picture = PictureBlock()
    facts = blocks.ListBlock(
        FactBlock(), label=_("Faktalista"), icon="list-ul", min_num=1, template="cms/blocks/facts.html"
    )
    fold_out = FoldOutBlock()
    contact = blocks.StaticBlock(
        label=_("Kontaktuppgifter"),
        icon="mail",
        admin_text=_("Visar kontaktuppgifterna från Inställningar, Kontakt."),
        template="cms/blocks/contact.html",
    )

    class Meta:
        block_counts = {"contact": {"max_num": 1}}


def sections(body) -> list[tuple[str, list]]:
    """The flow cut at its headings: (heading, blocks); the first heading is blank when text comes before it."""
    out: list[tuple[str, list]] = []
    for block in body:
        if block.block_type == "heading":
            out.append((block.value, []))
        else:
            if not out:
                out.append(("", []))
            out[-1][1].append(block)
    return out
