"""A table: what its host writes down for those who sit there, and what they stand by."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from workshops import registry
from workshops.actions import groups as acts
from workshops.actions.contributions import max_length
from workshops.actions.pacing import moved_on
from workshops.forms import NoteForm
from workshops.models import Exercise, Group, Site
from workshops.queries import group_paces, sites, step_at, table_desk
from workshops.wire import everywhere, room
from workshops.wire import table as table_channel


@guarded("workshops.host", sites)
def table(request, site: Site, group: int):
    """What is written down for a table in the step that goes on, and how far it may be read."""
    return _page(request, site, _group(request, site, group))


def _page(request, site: Site, group: Group, *, data=None, error: RuleBroken | None = None):
    step = step_at(site.pk, site.current_id) if site.current_id else None
    form = _form(step, data)
    if error is not None and (form.is_valid() or error.field not in form.errors):
        form.add_error(error.field if error.field in form.fields else None, error.message)
    context = {
        "site": site,
        "workshop": site.workshop,
        "group": group,
        "step": step,
        "kind": registry.get(step.kind) if step else None,
        "form": form,
        "error": error,
        "warn": error is not None and error.code == "looks_personal",
        "wire": [room(site.pk), table_channel(group.pk), everywhere(site.workshop_id)],
        "is_demo": site.workshop.is_demo,
    }
    if step is not None:
        notes, hidden = table_desk(step, group)
        context |= {"notes": notes, "hidden_notes": hidden, "pace": group_paces(step).get(group.pk)}
    return render(request, "workshops/table.html", context, status=error.status if error else 200)


def _form(step: Exercise | None, data=None) -> NoteForm:
    """What the table comes to, and what else stands on a card of the step's kind."""
    form = NoteForm(data, initial={"key": uuid.uuid4()}, limit=max_length(step) if step else 240)
    form.fields["text"].label = _("Vad kommer gruppen fram till?")
    if step is not None:
        form.carry(registry.get(step.kind).card_fields(step))
    return form


@guarded("workshops.host", sites)
@require_POST
def table_act(request, site: Site, group: int, act: str):
    """What a host does at a table: write down, show to the table, say that the table stands by it."""
    found, perform = _group(request, site, group), ACTS.get(act)
    if perform is None:
        raise Http404
    try:
        said = perform(request, _seen_step(request, site), found)
    except RuleBroken as broken:
        if act == "anteckna":
            return _page(request, site, found, data=request.POST, error=broken)
        messages.error(request, broken.message)
    else:
        messages.success(request, said)
    return redirect("workshops:table", pk=site.pk, group=found.pk)


def _write(request, step: Exercise, group: Group) -> str:
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        raise RuleBroken(_("Formuläret gick sönder på vägen. Ladda om sidan."), field="text", status=400) from None
    form = _form(step, request.POST)
    if not form.is_valid():
        name, said = next(iter(form.errors.items()))
        raise RuleBroken(said[0], field=name)
    acts.record_for_group(
        exercise=step, group=group, text=request.POST.get("text", ""), client_key=key, card=form.on_the_card(),
        confirmed=request.POST.get("confirmed") == "1", by=request.user, at=timezone.now(),
    )  # fmt: skip
    return _("Det är nedskrivet.")


def _show(shown: bool):
    def do(request, step: Exercise, group: Group) -> str:
        acts.show_to_group(exercise=step, group=group, shown=shown, by=request.user, at=timezone.now())
        return _("Gruppen kan läsa det nu.") if shown else _("Det visas inte längre för gruppen.")

    return do


def _confirm(request, step: Exercise, group: Group) -> str:
    acts.confirm(exercise=step, group=group, by=request.user, at=timezone.now())
    return _("Gruppen står för det.")


def _undo(request, step: Exercise, group: Group) -> str:
    acts.take_back_confirmation(exercise=step, group=group, by=request.user, at=timezone.now())
    return _("Gruppen kan ändra det nu. Det visas inte utanför bordet förrän den står för det igen.")


ACTS = {"anteckna": _write, "visa": _show(True), "dolj": _show(False), "bekrafta": _confirm, "angra": _undo}


def _seen_step(request, site: Site) -> Exercise:
    step = step_at(site.pk, whole_number(request.POST.get("sett")))
    if step is None or step.pk != site.current_id:
        raise moved_on()
    return step


def _group(request, site: Site, pk: int) -> Group:
    group = site.groups.filter(pk=pk).first()
    if group is None:
        raise Http404
    group.site = site
    if not may(request, "workshops.host_table", group):
        raise Http404
    return group
