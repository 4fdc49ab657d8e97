"""What every page of codebook and coding has in common: which notes, which code, and where one is."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.models import Code
from goals.queries.codebook import code_in
from goals.views.writing import _selectable as notes_for
from hlab.core.errors import RuleBroken
from hlab.labs.models import Lab
from workshops.models import Contribution

__all__ = ["code_or_404", "frame", "note_or_404", "notes_for", "say"]


def code_or_404(lab: Lab, pk: int) -> Code:
    """A code of this lab."""
    code = code_in(lab, pk)
    if code is None:
        raise Http404
    return code


def note_or_404(notes: QuerySet[Contribution], pk) -> Contribution:
    """A note that this person may read and use."""
    try:
        note = notes.prefetch_related(None).filter(pk=pk).first()
    except (ValidationError, ValueError):
        note = None
    if note is None:
        raise Http404
    return note


def frame(lab: Lab, here: str, *, tab: str = "", above: tuple = ()) -> dict:
    """Where one is, and the way back. tab: the name of the page among the tabs. above: [(label, address)] between the
    lab and here."""
    first = [(_("Mina labb"), reverse("labs:mine")), (lab.name, reverse("labs:detail", args=[lab.pk]))]
    return {"lab": lab, "is_demo": lab.is_demo, "tab": tab, "crumbs": [*first, *above, (here, None)]}


def say(form, broken: RuleBroken) -> int:
    """Let a form tell what was wrong. Returns the status of the answer."""
    form.add_error(broken.field if broken.field in form.fields else None, broken.message)
    return broken.status
