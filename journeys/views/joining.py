"""One step becomes two, or two become one."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.core.access import guarded
from hlab.core.forms import sent, who
from journeys.actions.joining import merge_steps
from journeys.actions.joining import split_step as split
from journeys.forms_map import with_key
from journeys.forms_steps import MergeForm, SplitForm
from journeys.models import Step
from journeys.queries.outline import outline
from journeys.queries.parts import steps, written_in
from journeys.views.around import METHODS, around, saved, standing, with_words


@guarded("journeys.write", steps)
@require_http_methods(METHODS)
@standing
@with_words
def split_step(request, step: Step):
    """In two that follow each other."""
    form = with_key(SplitForm(sent(request), cells=written_in(step), initial={"title": step.title}))

    def save(data):
        split(
            step=step, title=data["title"], second_title=data["second_title"], moved=data.get("moved", ()),
            client_key=data["key"], **who(request),
        )  # fmt: skip

    title = _("Dela ”%(title)s” i två steg") % {"title": step.title}
    return saved(
        request, step.journey, form, save, words=_("Steget är delat i två."), template="journeys/edit/form.html",
        title=title, submit=_("Dela steget"),
        lede=_("Samma aktörer är med i båda. Det som följer efter steget, som mellanrum, följer efter det andra."),
        **around(step.journey, (title, None)),
    )  # fmt: skip


@guarded("journeys.write", steps)
@require_http_methods(METHODS)
@standing
@with_words
def merge_step(request, step: Step):
    """With another one."""
    shape = outline(step.journey)
    every = [one for _phase, its in shape for one in its]
    if len(every) < 2:
        messages.info(request, _("Det finns inget annat steg att slå ihop med."))
        return redirect("journeys:step", step.pk)
    by_id = {str(one.pk): one for one in every}
    start = {"title": step.title, "other": _nearest(every, step)}
    form = with_key(MergeForm(sent(request), outline=shape, step=step, initial=start))

    def save(data):
        merge_steps(step=step, other=by_id[data["other"]], title=data["title"], client_key=data["key"], **who(request))

    title = _("Slå ihop ”%(title)s” med ett annat steg") % {"title": step.title}
    return saved(
        request, step.journey, form, save, words=_("Stegen är ihopslagna."), template="journeys/edit/form.html",
        title=title, submit=_("Slå ihop stegen"),
        lede=_("Det båda säger står kvar, det ena efter det andra. Aktörer, mellanrum och röster följer med. Ett "
               "mellanrum mellan just de två försvinner. Allt går att ångra."),
        **around(step.journey, (title, None)),
    )  # fmt: skip


def _nearest(every: list[Step], step: Step) -> str:
    """The step that is offered first: the one that follows, else the one before."""
    at = next(n for n, one in enumerate(every) if one.pk == step.pk)
    return str(every[at + 1 if at + 1 < len(every) else at - 1].pk)
