"""The parts of a lab that grow: actors and ongoing work."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.core.access import guarded
from hlab.core.forms import save_form
from hlab.labs.actions import actor_map
from hlab.labs.forms import ActorForm, InitiativeForm
from hlab.labs.models import Actor, Initiative, Lab
from hlab.labs.views.trail import around, home

METHODS = ["GET", "HEAD", "POST"]


def of(rows, pk: int):
    """One row of the lab; a row of another lab does not exist here."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def confirm(request, lab: Lab, *, title: str, body: str, back: str, error: str = "", status: int = 200, **context):
    """The page that asks before something is taken away."""
    context = around(lab, (_("Ta bort"), None)) | {
        "title": title,
        "body": body,
        "action": request.path,
        "submit": _("Ta bort"),
        "kind": "stop",
        "cancel_url": back,
        "error": error,
    } | context  # fmt: skip
    return render(request, "confirm.html", context, status=status)


def _put_actor(request, lab: Lab, actor: Actor | None, **context):
    def save(data):
        if actor is None:
            data.pop("row_version")
        actor_map.put_actor(lab=lab, actor=actor, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Aktören är sparad."))
        return redirect(home(lab, "aktorer"))

    form = ActorForm(request.POST or None, instance=actor)
    return save_form(request, form, save, template="labs/form.html", **around(lab, (context["title"], None)) | context)


@guarded("labs.change", Lab)
@require_http_methods(METHODS)
def add_actor(request, lab: Lab):
    lede = _("Börja med personen i mitten. Vem eller vad finns omkring, och vad gör den för personen?")
    return _put_actor(request, lab, None, title=_("Lägg till en aktör"), lede=lede)


@guarded("labs.change", Lab)
@require_http_methods(METHODS)
def change_actor(request, lab: Lab, row: int):
    return _put_actor(request, lab, of(lab.actors.select_related("organisation"), row), title=_("Ändra aktören"))


@guarded("labs.change", Lab)
@require_http_methods(METHODS)
def remove_actor(request, lab: Lab, row: int):
    actor = of(lab.actors, row)
    if request.method == "POST":
        return _removed(request, lab, actor, home(lab, "aktorer"), _("Aktören är borttagen ur kartan."))
    return confirm(
        request,
        lab,
        title=_("Ta bort %(name)s ur kartan?") % {"name": actor.name},
        body=_("Det som har sagts i verkstäderna påverkas inte."),
        back=home(lab, "aktorer"),
    )


def _put_initiative(request, lab: Lab, initiative: Initiative | None, **context):
    def save(data):
        if initiative is None:
            data.pop("row_version")
        actor_map.put_initiative(lab=lab, initiative=initiative, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Det pågående arbetet är sparat."))
        return redirect(home(lab, "arbeten"))

    form = InitiativeForm(request.POST or None, instance=initiative)
    return save_form(request, form, save, template="labs/form.html", **around(lab, (context["title"], None)) | context)


@guarded("labs.change", Lab)
@require_http_methods(METHODS)
def add_initiative(request, lab: Lab):
    lede = _("Vad gör andra redan kring samma fråga? Labbet ska stärka det, inte börja om.")
    return _put_initiative(request, lab, None, title=_("Lägg till pågående arbete"), lede=lede)


@guarded("labs.change", Lab)
@require_http_methods(METHODS)
def change_initiative(request, lab: Lab, row: int):
    return _put_initiative(request, lab, of(lab.initiatives, row), title=_("Ändra pågående arbete"))


@guarded("labs.change", Lab)
@require_http_methods(METHODS)
def remove_initiative(request, lab: Lab, row: int):
    initiative = of(lab.initiatives, row)
    if request.method == "POST":
        return _removed(request, lab, initiative, home(lab, "arbeten"), _("Det pågående arbetet är borttaget."))
    return confirm(
        request,
        lab,
        title=_("Ta bort ”%(title)s”?") % {"title": initiative.title},
        body=_("Arbetet försvinner från labbets sida. Det påverkar inte själva arbetet."),
        back=home(lab, "arbeten"),
    )


def _removed(request, lab: Lab, row, back: str, words: str):
    actor_map.remove(lab=lab, row=row, by=request.user, at=timezone.now())
    messages.success(request, words)
    return redirect(back)
