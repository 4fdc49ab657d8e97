"""The voices behind a step or a gap: tied to it, chosen to be quoted, taken out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from journeys.actions import voices as acts
from journeys.forms_voices import NoteSearchForm, VoiceForm
from journeys.models import Journey, Voice
from journeys.queries.journeys import journeys
from journeys.queries.voices import notes_to_choose, part_of, voices, voices_behind
from journeys.readers import readable, reads

PER_PAGE = 50


@guarded("journeys.read_voices", journeys)
def choose_voices(request, journey: Journey, part: UUID):
    """The voices behind one step or gap, and the lab's notes to tie to it."""
    lab, row = journey.lab, part_of(journey, part)
    if row is None:
        raise Http404
    here, notes = request.get_full_path(), notes_to_choose(journey, **reads(request, lab))
    if request.method == "POST":
        try:
            chosen = _chosen(request.POST.getlist("lapp"), notes)
            n = acts.tie_voices(part=row, notes=chosen, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            words = ngettext("%(n)s röst kopplades.", "%(n)s röster kopplades.", n) % {"n": n}
            messages.success(request, words) if n else messages.info(request, _("Inga nya röster valdes."))
        return redirect(here)
    found, unread = voices_behind(row, readable(request, lab))
    form = NoteSearchForm(request.GET)
    left = form.narrow(notes).exclude(pk__in=[voice.contribution_id for voice in found])
    context = {
        "journey": journey,
        "lab": lab,
        "part": row,
        "voices": found,
        "unread": unread,
        "form": form,
        "page": Paginator(left, PER_PAGE).get_page(request.GET.get("page")),
        "crumbs": _crumbs(journey, _("Röster bakom")),
        "is_demo": journey.is_demo,
    }
    return render(request, "journeys/choose_voices.html", context)


@guarded("journeys.read_voices", voices)
def voice(request, voice: Voice):
    """One voice: which stretch is meant, and whether it is shown in the person's own words."""
    _ensure_readable(request, voice)
    note, part = voice.contribution, voice.step or voice.gap
    start = {"words": voice.words, "quote": voice.quote, "row_version": voice.row_version,
             "note_version": note.row_version}  # fmt: skip
    form = VoiceForm(request.POST if request.method == "POST" else None, initial=start)

    def save(data):
        acts.change_voice(voice=voice, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Rösten är sparad."))
        return redirect("journeys:choose_voices", voice.journey_id, part.pk)

    return save_form(
        request, form, save, template="journeys/voice.html", voice=voice, note=note, part=part, journey=voice.journey,
        lab=voice.journey.lab, crumbs=_crumbs(voice.journey, _("En röst")), is_demo=voice.journey.is_demo,
    )  # fmt: skip


@guarded("journeys.read_voices", voices)
def remove_voice(request, voice: Voice):
    """Ask, then take the voice out of the map."""
    part = voice.step or voice.gap
    back = reverse("journeys:choose_voices", args=[voice.journey_id, part.pk])
    if request.method == "POST":
        try:
            acts.remove_voice(voice=voice, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, _("Rösten är borttagen ur kartan. Ångra i historiken om det blev fel."))
        return redirect(back)
    context = {
        "title": _("Ta bort rösten ur kartan?"),
        "body": _("”%(title)s” bygger då inte på den längre. Är den citerad på den publika sidan försvinner den "
                  "därifrån. Lappen själv finns kvar hos den som skrev den.") % {"title": part.title},
        "action": request.path,
        "submit": _("Ta bort rösten"),
        "cancel_url": back,
        "crumbs": _crumbs(voice.journey, _("Ta bort en röst")),
        "is_demo": voice.journey.is_demo,
    }  # fmt: skip
    return render(request, "confirm.html", context)


def _ensure_readable(request, voice: Voice) -> None:
    """What is still hidden in its room, or has been taken back, does not exist here."""
    condition = readable(request, voice.journey.lab)
    if condition is None or not voices().filter(condition, pk=voice.pk).exists():
        raise Http404


def _chosen(sent: list[str], notes) -> list[UUID]:
    """The notes that were sent in, if they are all among those that this person may choose from."""
    ids = set()
    for value in sent:
        try:
            ids.add(UUID(value))
        except ValueError:
            continue
    if notes.filter(pk__in=ids).count() != len(ids):
        raise RuleBroken(_("Någon av lapparna går inte att använda längre. Ladda om sidan och välj igen."), status=409)
    return sorted(ids)


def _crumbs(journey: Journey, here: str) -> list[tuple]:
    lab = journey.lab
    return [
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Resor"), reverse("journeys:list", args=[lab.pk])),
        (journey.title, reverse("journeys:journey", args=[journey.pk])),
        (here, None),
    ]
