"""Writing in for somebody on paper, on the phone or in an interview: one note after another, with the keyboard."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import refuse
from hlab.core.text import whole_number
from workshops.actions import transcribing as acts
from workshops.forms_paper import FOLLOWS, NewPersonForm, WriteInForm
from workshops.models import Site
from workshops.queries import sites
from workshops.queries.paper import steps_with_notes, written_in_by


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
        "person_form": person_form or NewPersonForm(initial={"key": uuid.uuid4()}, prefix="ny"),
        "written": written_in_by(request.user, site),
        "may_host": may(request, "workshops.host", site),
        "may_import": may(request, "workshops.import", site),
        "is_demo": site.workshop.is_demo,
    }
    return render(request, "workshops/write_in.html", context, status=status)


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
