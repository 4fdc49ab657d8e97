"""Paragraphs of an open version. Those of a locked one lead back to it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from feedback.actions import paragraphs as acts
from feedback.forms_proposals import NewParagraphForm, ParagraphForm
from feedback.models import Paragraph, ProposalVersion
from feedback.queries.proposals import paragraphs, versions
from feedback.views.around_proposal import METHODS, home, of_version
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import confirmed, save_form, sent, who


@guarded("feedback.write", versions)
@require_http_methods(METHODS)
def add_paragraph(request, version: ProposalVersion):
    """One more."""
    if not version.is_open:
        return redirect(home(version))
    form = NewParagraphForm(sent(request), there=version.paragraphs.all())

    def save(data):
        words = {name: data[name] for name in acts.WORDS}
        made = acts.add_paragraph(version=version, after=data.get("after"), **words, **who(request))
        messages.success(request, _("%(label)s är tillagd.") % {"label": made.label})
        return redirect(f"{home(version)}#{made.anchor}")

    return save_form(
        request, form, save, template="feedback/proposal_form.html", title=_("Lägg till en paragraf"),
        cancel=home(version), **of_version(request, version, (_("Lägg till en paragraf"), None)),
    )  # fmt: skip


@guarded("feedback.write", paragraphs)
@require_http_methods(METHODS)
def change_paragraph(request, paragraph: Paragraph):
    """Other words."""
    version = paragraph.version
    if not version.is_open:
        return redirect(home(version))
    form = ParagraphForm(
        sent(request), initial={name: getattr(paragraph, name) for name in (*acts.WORDS, "row_version")}
    )

    def save(data):
        data["row_version"] = data["row_version"] or 0
        acts.change_paragraph(paragraph=paragraph, **data, **who(request))
        messages.success(request, _("Sparat."))
        return redirect(f"{home(version)}#{paragraph.anchor}")

    title = _("Ändra %(label)s") % {"label": paragraph.label}
    return save_form(
        request, form, save, template="feedback/proposal_form.html", title=title, again=request.path,
        cancel=home(version), **of_version(request, version, (title, None)),
    )  # fmt: skip


@guarded("feedback.write", paragraphs)
@require_POST
def move_paragraph(request, paragraph: Paragraph):
    """One place up (`vart=upp`) or down."""
    try:
        acts.move_paragraph(paragraph=paragraph, up=request.POST.get("vart") == "upp", **who(request))
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect(f"{home(paragraph.version)}#{paragraph.anchor}")


@guarded("feedback.write", paragraphs)
@require_http_methods(METHODS)
def remove_paragraph(request, paragraph: Paragraph):
    """Ask, then take it out."""
    version = paragraph.version
    if not version.is_open:
        return redirect(home(version))
    body = _("Den står kvar i de versioner som är låsta, med det som har sagts om den.")
    if version.number == 1:
        body = _("Det som är skrivet i den försvinner.")
    title = _("Ta bort %(label)s?") % {"label": paragraph.label}
    return confirmed(
        request, lambda: acts.remove_paragraph(paragraph=paragraph, **who(request)),
        words=_("%(label)s är borttagen.") % {"label": paragraph.label}, to=home(version), title=title, body=body,
        submit=_("Ta bort paragrafen"), **of_version(request, version, (title.rstrip("?"), None)),
    )  # fmt: skip


@guarded("feedback.write", versions)
@require_POST
def bring_back_paragraph(request, version: ProposalVersion, anchor: str):
    """Put back one that stood in the version before."""
    try:
        made = acts.bring_back(version=version, anchor=anchor, **who(request))
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(home(version))
    messages.success(request, _("%(label)s är tillbaka, med det som har sagts om den.") % {"label": made.label})
    return redirect(f"{home(version)}#{made.anchor}")
