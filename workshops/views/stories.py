"""The stories of a site for those who work with them, and "Använd inte" for the teller in the room."""

from __future__ import annotations

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
from hlab.core.forms import refuse, save_form
from workshops.actions import stories as acts
from workshops.actions.contributions import max_length
from workshops.actions.transcribing import give_receipt
from workshops.enums import Speaker
from workshops.forms_stories import NoReadBackForm, PartOfStoryForm, ReadBackForm, StoriesFilterForm
from workshops.models import Site, Story, Workshop
from workshops.paging import page_of
from workshops.queries import participation_of, place_for, sites, step_at, workshops
from workshops.queries.stories import IN_STATE, parts_of, sent_stories, state_of, stories, stories_at, story_counts

PER_PAGE = 20
CHIPS = {"waiting": "wait", "approved": "done", "unread": "", "withdrawn": "no"}


@guarded("workshops.transcribe", sites)
def listed(request, site: Site):
    """Stories with where they stand, those that wait first. Who does not read all sees what they wrote in."""
    everything = may(request, "workshops.read_all_notes", site)
    rows = stories_at(site, everything=everything, user=request.user)
    form = StoriesFilterForm(request.GET or None)
    wanted = form.cleaned_data["lage"] if form.is_valid() else ""
    if wanted:
        rows = rows.filter(IN_STATE[wanted])
    page = page_of(rows, request.GET.get("page", ""), PER_PAGE)
    for story in page:
        story.state, story.chip = _state(story)
    context = _frame(request, site) | {
        "form": form,
        "page": page,
        "query": urlencode({"lage": wanted}) if wanted else "",
        "everything": everything,
        "counts": story_counts(site) if everything else None,
    }
    return render(request, "workshops/stories.html", context)


def _state(story: Story) -> tuple[str, str]:
    state = state_of(story)
    return (str(state.label), CHIPS[state]) if state else ("", "")


def _frame(request, site: Site) -> dict:
    return {
        "site": site,
        "workshop": site.workshop,
        "may_host": may(request, "workshops.host", site),
        "is_demo": site.workshop.is_demo,
    }


def reads(view):
    """Guard for one story. One that its teller has not sent does not exist for others."""
    return guarded("workshops.read_story", sent_stories)(view)


def _page(request, story: Story, *, status=200, **forms):
    state, chip = _state(story)
    context = _frame(request, story.site) | {
        "story": story,
        "title": story.title if story.live else "",
        "state": state,
        "chip": chip,
        "parts": parts_of(story),
        "may_correct": _may_correct(request, story),
        "read_back_form": ReadBackForm(initial={"row_version": story.row_version}),
        "no_read_back_form": NoReadBackForm(initial={"row_version": story.row_version}),
        "may_give_code": _may_give_code(story),
        **forms,
    }
    return render(request, "workshops/story.html", context, status=status)


@reads
def story(request, story: Story):
    """One story with its guide, and what is to be done before it may be used."""
    return _page(request, story)


def _may_correct(request, story: Story) -> bool:
    """What somebody wrote in is corrected as the teller says; what the teller wrote is theirs."""
    return story.taken_down_by_id is not None and bool(story.live) and may(request, "workshops.transcribe", story.site)


def _may_give_code(story: Story) -> bool:
    place = story.participation
    rehearsed = story.exercise.workshop.rehearsal_of_id is not None
    return (
        story.taken_down_by_id is not None and bool(story.live) and place.receipt_id is None
        and place.voice == Speaker.PERSON and not rehearsed
    )  # fmt: skip


@reads
@require_POST
def read_back(request, story: Story):
    """The teller has heard or read it and said yes."""
    if not _may_correct(request, story):
        raise Http404
    form = ReadBackForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            acts.approve_for(
                story=story, how=data["how"], day=data["day"], row_version=data["row_version"] or 0, by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except RuleBroken as broken:
            refuse(form, broken)
            return _page(request, story, status=broken.status, read_back_form=_anew(form, story))
        messages.success(request, _("Sparat. Berättelsen är genomläst och får användas, som personen har valt."))
        return redirect("workshops:story", story.pk)
    return _page(request, story, status=422, read_back_form=form)


@reads
@require_POST
def not_read_back(request, story: Story):
    """Why the teller could not be asked."""
    if not _may_correct(request, story):
        raise Http404
    form = NoReadBackForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            acts.give_up_reading_back(
                story=story, reason=data["reason"], row_version=data["row_version"] or 0, by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except RuleBroken as broken:
            refuse(form, broken)
            return _page(request, story, status=broken.status, no_read_back_form=_anew(form, story))
        messages.success(request, _("Sparat, med skälet. Berättelsen får användas, som personen har valt."))
        return redirect("workshops:story", story.pk)
    return _page(request, story, status=422, no_read_back_form=form)


def _anew(form, story: Story):
    """The form with the story that stands on the page: what is sent next is about that one."""
    form.data = form.data.copy()
    form.data["row_version"] = story.row_version
    return form


@reads
def correct(request, story: Story, part: str):
    """Other words for one part, as the teller says when it is read back."""
    found = next((row for row in parts_of(story) if row.key == part), None)
    if found is None or not _may_correct(request, story):
        raise Http404
    note, limit = found.note, max_length(story.exercise)
    start = {"text": note.text if note else "", "row_version": note.row_version if note else 0}
    form = PartOfStoryForm(request.POST if request.method == "POST" else None, initial=start, limit=limit)

    def save(data):
        acts.change_part(
            story=story, part=part, text=data["text"], row_version=data["row_version"] or 0, by=request.user,
            at=timezone.now(), confirmed=request.POST.get("confirmed") == "1",
        )  # fmt: skip
        messages.success(request, _("Svaret är ändrat. Läs tillbaka berättelsen innan den används."))
        return redirect("workshops:story", story.pk)

    around = _frame(request, story.site)
    return save_form(request, form, save, template="workshops/story_part.html", story=story, part=found, **around)


@reads
def sheet(request, story: Story):
    """The story on paper for its teller to read. A POST also gives a receipt code, which stands there and nowhere
    else."""
    if not story.live:
        raise Http404
    code = ""
    if request.method == "POST":
        if not _may_give_code(story) or not _may_correct(request, story):
            raise Http404
        code = give_receipt(participation=story.participation, by=request.user, at=timezone.now())
    context = _frame(request, story.site) | {
        "story": story,
        "parts": parts_of(story),
        "code": code,
        "has_code": bool(code) or story.participation.receipt_id is not None,
        "now": timezone.now(),
    }
    response = render(request, "workshops/print_story.html", context)
    if code:
        response["Cache-Control"] = "no-store"
    return response


@guarded("workshops.take_part", workshops, turn_to="workshops:join")
def do_not_use(request, workshop: Workshop, story):
    """The teller takes back a whole story, after being told what that means."""
    found = stories().filter(pk=story, exercise__workshop=workshop).first()
    place = participation_of(request.viewer, workshop)
    step = step_at(found.site_id, found.exercise_id) if found else None
    if found is None or step is None or found.participation_id != place_for(step, place).pk or not found.live:
        raise Http404
    if request.method == "POST":
        acts.withdraw_story(story=found, by=found.participation, at=timezone.now())
        messages.success(request, _("Berättelsen är återtagen. Ingen läser eller använder den."))
        return redirect("workshops:take_part", pk=workshop.pk)
    context = {
        "base_template": "base_phone.html",
        "title": _("Använd inte berättelsen?"),
        "body_template": "workshops/_story_withdrawal.html",
        "story": found,
        "action": request.path,
        "submit": _("Använd den inte"),
        "kind": "stop",
        "cancel_url": reverse("workshops:take_part", args=[workshop.pk]),
        "cancel": _("Behåll den"),
        "workshop": workshop,
        "is_demo": workshop.is_demo,
    }
    return render(request, "confirm.html", context)
