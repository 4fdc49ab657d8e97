"""What an article or an information page may be made of. Everything has words, nothing has a script."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from goals.queries import voice_choices

TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul", "h3", "h4"]


def choosable_voices() -> list[tuple]:
    """The voices of published målbilder, asked for each time the form is shown."""
    return [("", _("Välj en röst")), *voice_choices()]


class VoiceBlock(blocks.FieldBlock):
    """What a participant has said, by reference: the id of the note, never its words.

    The words are read when the page is shown (`hlab.cms.showing`), so that somebody who takes back what they said, or
    no longer wants to be quoted, is out of every article in the same moment. For that reason they are not in the
    search index either.
    """

    def __init__(self, required=True, help_text=None, **kwargs):
        gone = _("Den rösten visas inte längre. Välj en annan eller ta bort blocket.")
        self.field = forms.ChoiceField(
            choices=choosable_voices, required=required, help_text=help_text, error_messages={"invalid_choice": gone}
        )
        super().__init__(**kwargs)

    def get_searchable_content(self, value):
        return []

    class Meta:
        icon = "openquote"
        label = _("Röst ur en målbild")
        template = "cms/blocks/voice.html"


class QuoteBlock(blocks.StructBlock):
    """Words from somewhere else than a lab: a report, a speech, a person who has agreed to stand by name."""

    quote = blocks.TextBlock(
        label=_("Citat"),
        max_length=600,
        help_text=_("Inte något som sagts i ett labb. Välj ”Röst ur en målbild” för det, så följer det samtycket."),
    )
    by = blocks.CharBlock(
        label=_("Källa"),
        max_length=120,
        help_text=_("Var orden kommer från, till exempel en rapport med årtal. Aldrig ett namn utan avtal."),
    )

    class Meta:
        icon = "openquote"
        label = _("Citat från annat håll")
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
    voice = VoiceBlock(help_text=_("Visas så länge den som sa det vill. Tas den tillbaka försvinner den här också."))
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


def voice_ids(body) -> list[str]:
    """Ids of the notes that a flow points at."""
    return [block.value for block in body if block.block_type == "voice"]
