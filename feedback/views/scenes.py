"""The scenes of a version: read, written, put in order, taken out, and drawn from journeys."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from feedback.actions import scene_links as tying
from feedback.actions import scenes as acts
from feedback.forms_scenes import FromJourneyForm, JourneySearchForm, MoveForm, SceneForm, SceneLinkForm
from feedback.models import ProposalVersion, Scene, SceneLink
from feedback.queries.scenes import people_of, scene_links, scenes_of, tell_ties, versions, waits_for_words
from feedback.queries.scenes import scenes as scene_rows
from feedback.scene_touching import rows_of
from feedback.views.scenes_around import METHODS, around, asked, home, key_of, open_only
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form, sent, who
from hlab.core.text import whole_number
from journeys.analysis.document import without_voices
from journeys.enums import JourneyKind
from journeys.models import Gap, Journey, Step
from journeys.queries.document import document
from journeys.queries.journeys import journeys
from journeys.readers import heard

PER_PAGE = 50


@guarded("feedback.see", versions)
@require_safe
def scenes(request, version: ProposalVersion):
    """Everybody's scenes, or one kind of person's (?vem=)."""
    every = scenes_of(version)
    asked_for = request.GET.get("vem", "")
    people = people_of(every)
    chosen = asked_for if asked_for in dict(people) else ""
    rows = [row for row in every if row.who == chosen] if chosen else every
    tell_ties(rows, public=False)
    may_write = version.is_open and may(request, "feedback.write", version)
    if may_write:
        _neighbours(every)
    context = around(version) | {
        "scenes": rows,
        "people": people,
        "chosen": chosen,
        "may_write": may_write,
        "unwritten": [row for row in rows if waits_for_words(row)],
    }
    return render(request, "feedback/scene_list.html", context)


@guarded("feedback.write", versions)
@require_http_methods(METHODS)
@open_only
def add_scene(request, version: ProposalVersion):
    """One more scene."""
    form = SceneForm(sent(request), initial={"who": request.GET.get("vem", "")})

    def save(data):
        made = acts.add_scene(version=version, key=key_of(data), **form.words(), **who(request))
        messages.success(request, _("Scenen är tillagd."))
        return redirect(home(version, made.anchor))

    return save_form(
        request, form, save, template="feedback/scene_form.html", **around(version, _("Lägg till en scen"))
    )


@guarded("feedback.write", scene_rows)
@require_http_methods(METHODS)
@open_only
def change_scene(request, scene: Scene):
    """Other words or drawings."""
    version = scene.version
    start = {name: getattr(scene, name) for name in (*acts.FIELDS, "row_version")}
    form = SceneForm(sent(request), scene=scene, initial=start)

    def save(data):
        acts.change_scene(scene=scene, row_version=data["row_version"] or 0, **form.words(), **who(request))
        messages.success(request, _("”%(title)s” är sparad.") % {"title": data["title"]})
        return redirect(home(version, scene.anchor))

    return save_form(
        request, form, save, template="feedback/scene_form.html", scene=scene,
        **around(version, _("Ändra ”%(title)s”") % {"title": scene.title}),
    )  # fmt: skip


@guarded("feedback.write", scene_rows)
@require_POST
def move_scene(request, scene: Scene):
    """Before another scene, or last."""
    form = MoveForm(request.POST)
    before = None
    if form.is_valid() and form.cleaned_data["before"]:
        before = scene_rows().filter(version=scene.version, pk=form.cleaned_data["before"]).first() or scene
    try:
        acts.move_scene(scene=scene, before=before, **who(request))
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, _("”%(title)s” är flyttad.") % {"title": scene.title})
    return redirect(home(scene.version, scene.anchor))


@guarded("feedback.write", scene_rows)
@require_http_methods(METHODS)
@open_only
def remove_scene(request, scene: Scene):
    """Ask, then take a scene out."""
    return asked(
        request, scene.version, lambda: acts.remove_scene(scene=scene, **who(request)),
        title=_("Ta bort ”%(title)s”?") % {"title": scene.title},
        body=_("Scenen försvinner med sina bilder, brev och blanketter. Det går inte att ångra. Versioner som är låsta "
               "behåller sin scen."),
        submit=_("Ta bort scenen"), said=_("”%(title)s” är borttagen.") % {"title": scene.title},
    )  # fmt: skip


@guarded("feedback.write", versions)
@require_http_methods(METHODS)
@open_only
def scenes_from_journey(request, version: ProposalVersion):
    """Draw scenes from a map of how it is, one of how it could be, or both."""
    maps = heard(request, version.proposal.lab).filter(archived_at=None, teller=None).order_by("title", "pk")
    form = FromJourneyForm(
        sent(request), as_is=maps.exclude(kind=JourneyKind.TO_BE), to_be=maps.filter(kind=JourneyKind.TO_BE)
    )

    def save(data):
        key = key_of(data)
        maps = {name: data[name] for name in ("as_is", "to_be", "who")}
        made, left_out = acts.scenes_from_journey(version=version, key=key, **maps, **who(request))
        messages.success(request, _drawn(len(made), left_out))
        return redirect(home(version, made[0].anchor))

    return save_form(
        request, form, save, template="feedback/scene_from_journey.html", any_maps=maps.exists(),
        **around(version, _("Gör scener ur en resa")),
    )  # fmt: skip


@guarded("feedback.write", scene_rows)
@require_http_methods(METHODS)
@open_only
def link_scene(request, scene: Scene):
    """Tie a half of a scene to a step or a gap. Without ?resa= the journeys to choose from."""
    version = scene.version
    maps = heard(request, version.proposal.lab).filter(archived_at=None)
    context = around(version, _("Koppla till en resa")) | {"scene": scene}
    journey = maps.filter(pk=whole_number(request.GET.get("resa"))).first()
    if journey is None:
        form = JourneySearchForm(request.GET)
        page = Paginator(form.narrow(maps), PER_PAGE).get_page(request.GET.get("page"))
        return render(request, "feedback/scene_journeys.html", context | {"form": form, "page": page})
    form = SceneLinkForm(
        sent(request), document=without_voices(document(journey)), initial={"side": request.GET.get("halva") or "today"}
    )

    def save(data):
        kind, key = data["part"].split(":")
        part = (Gap if kind == "m" else Step).objects.get(pk=key)
        tying.link_scene(scene=scene, side=data["side"], part=part, reason=data["reason"], **who(request))
        messages.success(request, _("De är kopplade. Ta bort kopplingen om det blev fel."))
        return redirect(home(version, scene.anchor))

    return save_form(request, form, save, template="feedback/scene_link.html", journey=journey, **context)


@guarded("feedback.write", scene_links)
@require_http_methods(METHODS)
@open_only
def unlink_scene(request, link: SceneLink):
    """Ask, then take a tie away."""
    return asked(
        request, link.scene.version, lambda: tying.unlink_scene(link=link, **who(request)),
        title=_("Ta bort kopplingen?"),
        body=_("”%(scene)s” hör då inte ihop med resan längre. Skälet som står där försvinner: ”%(reason)s”")
        % {"scene": link.scene.title, "reason": link.reason},
        submit=_("Ta bort kopplingen"), said=_("Kopplingen är borttagen."),
        back=home(link.scene.version, link.scene.anchor),
    )  # fmt: skip


@guarded("feedback.see", journeys)
@require_safe
def journey_scenes(request, journey: Journey):
    """The scenes that build on a map."""
    if not may(request, "journeys.see", journey):
        raise Http404
    lab, title = journey.lab, _("Förslag som bygger på resan")
    crumbs = [
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Resor"), reverse("journeys:list", args=[lab.pk])),
        (journey.title, reverse("journeys:journey", args=[journey.pk])),
        (title, None),
    ]
    context = {"journey": journey, "rows": rows_of(journey, public=False), "crumbs": crumbs, "is_demo": journey.is_demo}
    return render(request, "feedback/scene_of_journey.html", context)


# --- Inner parts ------------------------------------------------------------------------------


def _neighbours(rows: list) -> None:
    """What the buttons of each scene say: before which scene it comes when it goes up (`.up`) or down (`.down`); None
    where it cannot, and a blank for last."""
    for n, row in enumerate(rows):
        row.up = str(rows[n - 1].pk) if n else None
        row.down = None if n + 1 == len(rows) else str(rows[n + 2].pk) if n + 2 < len(rows) else ""


def _drawn(made: int, left_out: int) -> str:
    said = ngettext(
        "%(n)d scen är gjord ur resan. Läs och skriv om: det är ett utkast.",
        "%(n)d scener är gjorda ur resan. Läs och skriv om: de är utkast.",
        made,
    ) % {"n": made}
    if not left_out:
        return said
    out = ngettext(
        "%(n)d del av resan är inte med: orden är någons egna, eller har tagits tillbaka.",
        "%(n)d delar av resan är inte med: orden är någons egna, eller har tagits tillbaka.",
        left_out,
    )
    return f"{said} {out % {'n': left_out}}"
