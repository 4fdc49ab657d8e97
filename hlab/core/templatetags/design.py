"""What the components need that the template language cannot say. Load with `{% load design %}`."""

from __future__ import annotations

from datetime import timedelta

from django import forms, template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hlab.stats.suppression import DEFAULT_K

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context, address: str):
    """`aria-current` for a menu link: "page" on the page itself, "true" on the pages below it."""
    request = context.get("request")
    if request is None or not (request.path == address or (address != "/" and request.path.startswith(address))):
        return ""
    return format_html(' aria-current="{}"', "page" if request.path == address else "true")


@register.simple_tag(takes_context=True)
def page_number(context) -> str:
    """For the title of a page with a list: " – Sida 2 av 3" from the second page on."""
    page = next((value for layer in context for value in layer.values() if isinstance(value, Page)), None)
    if page is None or page.number == 1:
        return ""
    return " – " + _("Sida %(number)s av %(total)s") % {"number": page.number, "total": page.paginator.num_pages}


@register.filter
def clock(seconds) -> str:
    """380 (seconds) as "6.20". What has run out is 0.00."""
    left = max(0, int(seconds or 0))
    return f"{left // 60}.{left % 60:02d}"


@register.simple_tag
def until(seconds):
    """The server's clock and the moment the time runs out, for a countdown that trusts neither phone nor network."""
    now = timezone.now()
    return {"now": now.isoformat(), "ends": (now + timedelta(seconds=int(seconds or 0))).isoformat()}


@register.filter
def in_fours(text) -> str:
    """A long key in groups of four, to read aloud, to write off, and to break where the screen is small."""
    return " ".join(str(text)[at : at + 4] for at in range(0, len(str(text)), 4))


@register.filter
def widget_kind(field) -> str:
    """Which shape a field takes: choices (radio, several boxes), check, file, select, text."""
    widget = field.field.widget
    if field.use_fieldset:
        return "choices" if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else "group"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "text"


@register.filter
def char_limit(field) -> int:
    """How many characters a longer text may have; 0 where no counter is called for."""
    limit = getattr(field.field, "max_length", None)
    return limit if limit and isinstance(field.field.widget, forms.Textarea) else 0


@register.filter
def is_optional(field) -> bool:
    """A field one may skip in a form where others must be filled in. Boxes to tick need no such word, and a field
    marked `needed_later` is no matter of choice: its hint says when it is needed."""
    if field.field.required or getattr(field.field, "needed_later", False):
        return False
    if isinstance(field.field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        return False
    return any(other.field.required for other in field.form.visible_fields())


@register.filter
def faults(field) -> list[str]:
    """What is wrong with a field, in words. Where nothing was filled in and the form has no words of its own for
    that, Django's "must be filled in" becomes what to do."""
    plain = forms.Field.default_error_messages["required"]
    said: list[str] = []
    for error in field.errors.as_data():
        said += [_what_to_do(field)] if error.message == plain else list(error)
    return said


def _what_to_do(field) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.FileInput):
        return _("Välj en fil.")
    if isinstance(widget, forms.CheckboxInput):
        return _("Kryssa i rutan.")
    return (
        _("Välj ett av alternativen.")
        if isinstance(widget, forms.Select | forms.RadioSelect)
        else _("Skriv något här.")
    )


@register.filter
def enough(people: int) -> bool:
    """At least so many people that telling how many they are points nobody out."""
    return people >= DEFAULT_K


@register.simple_tag
def control(field, draft: str = "", code=False, rows: str = "", bare=False) -> SafeString:
    """The widget of a bound field, tied to its hint, error and counter.

    A longer text has no hard stop at its limit, because a paste would be cut without a word:
    the counter tells, and the form says so when it is sent.
    Placeholders are left out: they vanish when one writes, and the hint stands above the field.
    draft: key under which the browser keeps what is being written. code: drawn as a join code. bare: no hint.
    """
    if bare:
        field.help_text = ""  # else Django points at a hint that is not there
    attrs: dict = {"placeholder": False}
    described = (field.aria_describedby or "").split()
    if char_limit(field):
        attrs["maxlength"] = False
        described.append(f"{field.auto_id}_count")
    if draft:
        attrs["data-draft"] = draft
        attrs["data-draft-words"] = "|".join((_("Du hade börjat skriva här."), _("Hämta texten"), _("Kasta den")))
    if isinstance(field.field.widget, forms.Textarea) and (rows or field.field.widget.attrs.get("rows") == "10"):
        attrs["rows"] = rows or "4"  # Django's own ten fill a phone; the box grows with what is written
    if code:
        attrs |= {
            "class": "code-in", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
        }  # fmt: skip
    if described and not field.use_fieldset:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


@register.filter
def first_id(field) -> str:
    """Where a link in the error summary leads: the control, or the first of several."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
