"""What every page around the scenes of a version has in common."""

from __future__ import annotations

import uuid
from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from feedback.models import ProposalVersion
from hlab.core.errors import RuleBroken

METHODS = ["GET", "HEAD", "POST"]


def around(version: ProposalVersion, here: str = "") -> dict:
    """The version, its proposal and lab, and what the page is called in the crumbs; blank for the scenes themselves."""
    proposal = version.proposal
    return {"version": version, "proposal": proposal, "lab": proposal.lab, "is_demo": proposal.is_demo, "here": here}


def home(version: ProposalVersion, anchor: object = "") -> str:
    """The page of the scenes, at one of them."""
    return reverse("feedback:scenes", args=[version.pk]) + (f"#scen-{anchor}" if anchor else "")


def open_only(view):
    """What is written in belongs to an open version: of a locked one the scenes are shown as they stand. What is sent
    in is left to the view, which says why it is refused."""

    @wraps(view)
    def inner(request, obj, *args, **kwargs):
        version = version_of(obj)
        if not version.is_open and request.method != "POST":
            messages.info(request, _("Version %(n)d är låst och ändras inte mer.") % {"n": version.number})
            return redirect(home(version))
        return view(request, obj, *args, **kwargs)

    return inner


def version_of(obj) -> ProposalVersion:
    """The version that something is part of."""
    if isinstance(obj, ProposalVersion):
        return obj
    scene = getattr(obj, "scene", obj)
    return scene.version


def asked(request, version: ProposalVersion, act, /, *, title: str, body: str, submit: str, said: str, back: str = ""):
    """A page that asks, then the act. A refusal stays here and says why."""
    error, code = "", 200
    if request.method == "POST":
        try:
            act()
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            messages.success(request, said)
            return redirect(back or home(version))
    context = around(version, title) | {
        "title": title, "body": body, "submit": submit, "kind": "stop", "error": error, "action": request.path,
        "cancel_url": back or home(version),
    }  # fmt: skip
    return render(request, "confirm.html", context, status=code)


def key_of(data: dict) -> uuid.UUID:
    """The key that the form carries; one of its own where it came without."""
    return data.get("key") or uuid.uuid4()
