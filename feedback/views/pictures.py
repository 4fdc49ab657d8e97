"""Pictures of scenes: put there, taken away, and shown to those who may read the version."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from feedback.actions import pictures as acts
from feedback.enums import Side
from feedback.forms_scenes import PictureForm
from feedback.models import Scene
from feedback.queries.scenes import scenes as scene_rows
from feedback.views.scenes_around import METHODS, around, asked, home, key_of, open_only
from hlab.core.access import guarded, may, public
from hlab.core.forms import save_form, sent, who

OPEN = {"Cache-Control": "public, max-age=300"}
CLOSED = {"Cache-Control": "private, no-store"}


def _of_a_half(view):
    """`side` in the address is one of the two halves."""

    @wraps(view)
    def inner(request, scene, side: str):
        if side not in Side.values:
            raise Http404
        return view(request, scene, Side(side))

    return inner


@guarded("feedback.write", scene_rows)
@require_http_methods(METHODS)
@_of_a_half
def scene_picture(request, scene: Scene, side: Side):
    """A picture for one half, or other words for the one that is there."""
    version = scene.version
    if not version.is_open and request.method != "POST":
        return redirect(home(version, scene.anchor))
    there = getattr(scene, f"{side.value}_picture")
    form = PictureForm(
        sent(request), request.FILES if request.method == "POST" else None, has_picture=there is not None,
        initial={"alt": getattr(scene, f"{side.value}_alt")},
    )  # fmt: skip

    def save(data):
        acts.put_picture(
            scene=scene, side=side, picture=data["picture"], alt=data["alt"], key=key_of(data), **who(request)
        )
        messages.success(request, _("Bilden är sparad."))
        return redirect(home(version, scene.anchor))

    title = _("Bild till ”%(title)s”, %(side)s") % {"title": scene.title, "side": str(side.label).lower()}
    return save_form(
        request, form, save, template="feedback/scene_picture.html", scene=scene, side=side.value, there=there,
        alt=getattr(scene, f"{side.value}_alt"), title=title, **around(version, title),
    )  # fmt: skip


@guarded("feedback.write", scene_rows)
@require_http_methods(METHODS)
@open_only
@_of_a_half
def remove_picture(request, scene: Scene, side: Side):
    """Ask, then let the half have its text alone."""
    return asked(
        request, scene.version, lambda: acts.remove_picture(scene=scene, side=side, **who(request)),
        title=_("Ta bort bilden?"),
        body=_("Bilden till ”%(title)s” försvinner, om ingen låst version har den. Det går inte att ångra.")
        % {"title": scene.title},
        submit=_("Ta bort bilden"), said=_("Bilden är borttagen."), back=home(scene.version, scene.anchor),
    )  # fmt: skip


@public
@require_safe
def scene_image(request, pk, side: str):
    """The picture of a half: for anyone where the version is public, else for those who work in the lab."""
    scene = scene_rows().filter(pk=pk).first()
    if scene is None or side not in Side.values:
        raise Http404
    is_public = scene.version.published_at is not None
    picture = getattr(scene, f"{side}_picture")
    if picture is None or not (is_public or may(request, "feedback.see", scene)):
        raise Http404
    try:
        content = picture.file.open("rb")
    except OSError as gone:
        raise Http404 from gone
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "inline"}
    return FileResponse(content, content_type="image/jpeg", headers=headers | (OPEN if is_public else CLOSED))
