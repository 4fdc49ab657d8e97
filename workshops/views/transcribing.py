"""Writing in for somebody on paper, on the phone or in an interview: one note after another, with the keyboard."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import refuse
from hlab.core.text import whole_number
from workshops import registry
from workshops.actions import transcribing as acts
from workshops.forms_paper import FOLLOWS, NewPersonForm, WhoForm, WriteInForm
from workshops.models import Site
from workshops.queries import sites, step_at
from workshops.queries.paper import steps_with_answers, steps_with_notes, written_in_by


@guarded("workshops.transcribe", sites)
def write_in(request, site: Site):
    """The form, with step and person as they were for the note before; what this colleague has written in lately."""
    steps = steps_with_notes(site)
    if request.method != "POST":
        kept = {name: request.GET[name] for name in FOLLOWS if name in request.GET}
        start = {"step": site.current_id or "", **kept, "key": uuid.uuid4()}
        return _page(request, site, steps, WriteInForm(steps=steps, initial=start))
    form, error = WriteInForm(request.POST, steps=steps), None
    if form.is_valid():
        data = form.cleaned_data
        try:
            note = acts.take_down(
                exercise=next(step for step in steps if str(step.pk) == data["step"]),
                number=data["number"],
                perspective=data["perspective"],
                channel=data["channel"],
                language=data["language"],
                quote=data["consent_quote"],
                reuse=data["consent_reuse"],
                text=data["text"],
                client_key=_key(data["key"]),
                confirmed=request.POST.get("confirmed") == "1",
                by=request.user,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            refuse(form, broken)
            error = broken
        else:
            held = _("Lappen är inskriven och väntar på processledaren, eftersom den kan peka ut någon.")
            messages.success(request, held if note.hold else _("Lappen är inskriven."))
            kept = {name: data[name] for name in FOLLOWS if data[name] not in ("", False)}
            return redirect(f"{reverse('workshops:write_in', args=[site.pk])}?{urlencode(kept)}")
    return _page(request, site, steps, form, error=error, status=error.status if error else 422)


def _key(sent: str) -> uuid.UUID:
    try:
        return uuid.UUID(sent)
    except ValueError:
        raise RuleBroken(_("Formuläret gick sönder på vägen. Ladda om sidan."), field="text", status=400) from None


def _page(request, site: Site, steps, form, *, error=None, status=200, person_form=None):
    context = {
        "site": site,
        "workshop": site.workshop,
        "form": form,
        "error": error,
        "warn": error is not None and error.code == "looks_personal",
        "steps": steps,
        "answered": steps_with_answers(site),
        "person_form": person_form or NewPersonForm(initial={"key": uuid.uuid4()}, prefix="ny"),
        "written": written_in_by(request.user, site),
        "may_host": may(request, "workshops.host", site),
        "may_import": may(request, "workshops.import", site),
        "is_demo": site.workshop.is_demo,
    }
    return render(request, "workshops/write_in.html", context, status=status)


@guarded("workshops.transcribe", sites)
def write_in_answer(request, site: Site, step: int):
    """A whole answer in a kind of step that has its own form on paper: one sheet at a time, one person after another."""
    exercise = step_at(site.pk, step)
    on_paper = registry.get(exercise.kind).on_paper if exercise else None
    if exercise is None or on_paper is None:
        raise Http404
    if request.method != "POST":
        kept = {name: request.GET[name] for name in FOLLOWS if name in request.GET}
        who, answer, error = WhoForm(initial={**kept, "key": uuid.uuid4()}), on_paper.form(exercise, None), None
    else:
        who, answer, error = WhoForm(request.POST), on_paper.form(exercise, request.POST), None
        if all([who.is_valid(), answer.is_valid()]):
            data = who.cleaned_data
            try:
                said = acts.take_down_answer(
                    exercise=exercise, number=data["number"], perspective=data["perspective"], channel=data["channel"],
                    language=data["language"], quote=data["consent_quote"], reuse=data["consent_reuse"],
                    data=answer.cleaned_data, client_key=_key(data["key"]),
                    confirmed=request.POST.get("confirmed") == "1", by=request.user, at=timezone.now(),
                )  # fmt: skip
            except RuleBroken as broken:
                refuse(answer if broken.field in answer.fields else who, broken)
                error = broken
            else:
                messages.success(request, said)
                kept = {name: data[name] for name in ("channel", "language") if data[name]}
                here = reverse("workshops:write_in_answer", args=[site.pk, exercise.pk])
                return redirect(f"{here}?{urlencode(kept)}")
    context = {
        "site": site,
        "workshop": site.workshop,
        "step": exercise,
        "who": who,
        "answer": answer,
        "error": error,
        "warn": error is not None and error.code == "looks_personal",
        "may_host": may(request, "workshops.host", site),
        "is_demo": site.workshop.is_demo,
    }
    status = error.status if error else 422 if request.method == "POST" else 200
    return render(request, "workshops/write_in_answer.html", context, status=status)


@guarded("workshops.transcribe", sites)
@require_POST
def new_person(request, site: Site):
    """A number for somebody without one. With a receipt the code is on the answer itself, and nowhere after."""
    form = NewPersonForm(request.POST, prefix="ny")
    steps = steps_with_notes(site)
    blank = WriteInForm(steps=steps, initial={"step": whole_number(request.POST.get("step")), "key": uuid.uuid4()})
    if not form.is_valid():
        return _page(request, site, steps, blank, person_form=form, status=422)
    data = form.cleaned_data
    try:
        person, code = acts.new_person(
            site=site, perspective=data["perspective"], channel=data["channel"], with_receipt=data["with_receipt"],
            create_key=data["key"], by=request.user, at=timezone.now(),
        )  # fmt: skip
    except RuleBroken as broken:
        refuse(form, broken)
        return _page(request, site, steps, blank, person_form=form, status=broken.status)
    kept = {"number": person.number, "perspective": data["perspective"], "channel": data["channel"]}
    onward = f"{reverse('workshops:write_in', args=[site.pk])}?{urlencode(kept)}"
    if not code:
        messages.success(request, _("Personen har nummer %(n)d.") % {"n": person.number})
        return redirect(onward)
    context = {
        "site": site, "workshop": site.workshop, "person": person, "code": code, "onward": onward,
        "is_demo": site.workshop.is_demo,
    }  # fmt: skip
    response = render(request, "workshops/new_person.html", context)
    response["Cache-Control"] = "no-store"
    return response
