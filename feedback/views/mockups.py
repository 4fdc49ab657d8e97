"""What can be tried in a scene: letters, forms, messages and screens."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from feedback.actions import mockups as acts
from feedback.forms_scenes import MockupForm
from feedback.models import Mockup, Scene
from feedback.queries.scenes import mockups
from feedback.queries.scenes import scenes as scene_rows
from feedback.views.scenes_around import METHODS, around, asked, home, open_only
from hlab.core.access import guarded
from hlab.core.forms import save_form, sent, who


@guarded("feedback.write", scene_rows)
@require_http_methods(METHODS)
@open_only
def add_mockup(request, scene: Scene):
    """One more for a scene."""
    form = MockupForm(sent(request))

    def save(_data):
        acts.add_mockup(scene=scene, **form.words(), **who(request))
        messages.success(request, _("Den ligger i scenen och går att prova."))
        return redirect(home(scene.version, scene.anchor))

    title = _("Lägg till något att prova")
    return save_form(
        request, form, save, template="feedback/scene_mockup.html", scene=scene, title=title,
        **around(scene.version, title),
    )  # fmt: skip


@guarded("feedback.write", mockups)
@require_http_methods(METHODS)
@open_only
def change_mockup(request, mockup: Mockup):
    """Other words."""
    scene = mockup.scene
    form = MockupForm(sent(request), initial=MockupForm.of(mockup))

    def save(data):
        acts.change_mockup(mockup=mockup, row_version=data["row_version"] or 0, **form.words(), **who(request))
        messages.success(request, _("Sparat."))
        return redirect(home(scene.version, scene.anchor))

    title = _("Ändra ”%(title)s”") % {"title": mockup.title}
    return save_form(
        request, form, save, template="feedback/scene_mockup.html", scene=scene, mockup=mockup, title=title,
        **around(scene.version, title),
    )  # fmt: skip


@guarded("feedback.write", mockups)
@require_http_methods(METHODS)
@open_only
def remove_mockup(request, mockup: Mockup):
    """Ask, then take it away."""
    scene = mockup.scene
    return asked(
        request, scene.version, lambda: acts.remove_mockup(mockup=mockup, **who(request)),
        title=_("Ta bort ”%(title)s”?") % {"title": mockup.title},
        body=_("Det går inte att ångra. Versioner som är låsta behåller sin."),
        submit=_("Ta bort"), said=_("”%(title)s” är borttagen.") % {"title": mockup.title},
        back=home(scene.version, scene.anchor),
    )  # fmt: skip
