"""The lab's words: those it uses, those other labs use, and a new one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.core.access import guarded
from hlab.core.forms import save_form
from hlab.labs.actions import actor_map
from hlab.labs.forms import ConceptForm, FindForm
from hlab.labs.models import Lab
from hlab.labs.queries import known_concepts, other_concepts
from hlab.labs.views.parts import METHODS, confirm, of
from hlab.labs.views.trail import around

PER_PAGE = 20


@guarded("labs.change", Lab)
@require_http_methods(METHODS)
def words(request, lab: Lab):
    """Write down a word, or take over one from another lab."""

    def save(data):
        actor_map.put_concept(lab=lab, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Ordet är med i ordlistan."))
        return redirect("labs:words", lab.pk)

    find = FindForm(request.GET)
    q = find.cleaned_data["q"] if find.is_valid() else ""
    title = _("Ord vi använder")
    context = around(lab, (title, None)) | {
        "title": title,
        "concepts": lab.concepts.all(),
        "page": Paginator(other_concepts(lab, request.viewer, q), PER_PAGE).get_page(request.GET.get("page")),
        "find": FindForm({"q": q}),
        "q": q,
    }
    return save_form(request, ConceptForm(request.POST or None), save, template="labs/words.html", **context)


@guarded("labs.change", Lab)
@require_http_methods(["POST"])
def use_word(request, lab: Lab, row: int):
    """Use a word that another lab has written down."""
    concept = of(known_concepts(request.viewer), row)
    actor_map.link_concept(lab=lab, concept=concept, by=request.user, at=timezone.now())
    messages.success(request, _("Ordet är med i ordlistan."))
    return redirect("labs:words", lab.pk)


@guarded("labs.change", Lab)
@require_http_methods(METHODS)
def drop_word(request, lab: Lab, row: int):
    """Let go of a word, after asking."""
    concept, back = of(lab.concepts, row), reverse("labs:words", args=[lab.pk])
    if request.method == "POST":
        actor_map.remove(lab=lab, row=concept, by=request.user, at=timezone.now())
        messages.success(request, _("Ordet är borttaget ur labbets ordlista."))
        return redirect(back)
    return confirm(
        request,
        lab,
        title=_("Ta bort ”%(term)s” ur ordlistan?") % {"term": concept.term},
        body=_("Andra labb som använder ordet har det kvar."),
        back=back,
    )
