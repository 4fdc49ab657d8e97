"""One's own stories, with the receipt code: read through, change, say yes, choose, take back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goals.queries import goals_resting_on
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import refuse, save_form
from workshops.actions import stories as acts
from workshops.actions.contributions import CONSENTS, max_length
from workshops.forms_stories import PartOfStoryForm, ReadThroughForm
from workshops.queries.stories import parts_of, stories


def own(view):
    """Guard for one's own stories."""
    return guarded("workshops.own_story", stories, turn_to="followup:receipt")(view)


@own
def read(request, story):
    """The story as it is written down: it is right, it is changed, or it is not used."""
    if not story.live:
        raise Http404
    start = {"title": story.title, "row_version": story.row_version}
    form = ReadThroughForm(request.POST if request.method == "POST" else None, initial=start)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                acts.approve(
                    story=story, title=data["title"], row_version=data["row_version"] or 0, by=story.participation,
                    at=timezone.now(),
                )  # fmt: skip
            except RuleBroken as broken:
                refuse(form, broken)
                form.data = form.data.copy()
                form.data["row_version"] = story.row_version
                status = broken.status
            else:
                messages.success(request, _("Tack. Berättelsen får användas, som du har valt."))
                return redirect("followup:receipt")
    context = {"story": story, "parts": parts_of(story), "form": form, "is_demo": story.exercise.workshop.is_demo}
    return render(request, "followup/story.html", context, status=status)


@own
def change(request, story, part: str):
    """Other words for one part, also long after the session."""
    found = next((row for row in parts_of(story) if row.key == part and row.note is not None), None)
    if found is None:
        raise Http404
    note, place = found.note, story.participation
    form = PartOfStoryForm(
        request.POST if request.method == "POST" else None,
        initial={"text": note.text, "row_version": note.row_version},
        limit=max_length(story.exercise),
    )

    def save(data):
        acts.change_part(
            story=story, part=part, text=data["text"], row_version=data["row_version"] or 0, by=place,
            at=timezone.now(), confirmed=request.POST.get("confirmed") == "1",
        )  # fmt: skip
        messages.success(
            request, _("Sparat. Läs igenom hela och säg till när det stämmer. Tills dess används den inte.")
        )
        return redirect("followup:story", story.pk)

    return save_form(
        request, form, save, template="followup/story_part.html", story=story, part=found,
        is_demo=story.exercise.workshop.is_demo,
    )  # fmt: skip


@own
@require_POST
def consent(request, story):
    """Agree, or stop agreeing, to one use of the whole story."""
    use = request.POST.get("use", "")
    if use not in CONSENTS:
        raise Http404
    granted = request.POST.get("granted") == "1"
    acts.change_consents(story=story, use=use, granted=granted, by=story.participation, at=timezone.now())
    words = {
        ("analysis", True): _("Sparat. Hela berättelsen får användas i labbets sammanställning."),
        ("analysis", False): _("Sparat. Ingen del av berättelsen får användas i labbets sammanställning."),
        ("quote", True): _("Sparat. Hela berättelsen får citeras."),
        ("quote", False): _("Sparat. Ingen del av berättelsen får citeras."),
        ("reuse", True): _("Sparat. Hela berättelsen får användas i andra labb."),
        ("reuse", False): _("Sparat. Ingen del av berättelsen får användas i andra labb."),
    }
    messages.success(request, words[use, granted])
    return redirect(f"{reverse('followup:receipt')}?lapp={story.pk}#val-{story.pk}")


@own
def take_back(request, story):
    """Take back every part in one act, after being told what that means."""
    if request.method == "POST":
        acts.withdraw_story(story=story, by=story.participation, at=timezone.now())
        messages.success(request, _("Berättelsen är återtagen. Vi har slutat använda och visa den."))
        return redirect("followup:receipt")
    if not story.live:
        raise Http404
    rests = goals_resting_on([note.pk for note in story.live])
    context = {
        "base_template": "base_phone.html",
        "title": _("Ta tillbaka hela berättelsen?"),
        "body_template": "followup/_take_back_story.html",
        "story": story,
        "published": {version.pk: version for versions in rests.values() for version in versions}.values(),
        "action": request.path,
        "submit": _("Ta tillbaka berättelsen"),
        "kind": "stop",
        "cancel_url": reverse("followup:receipt"),
        "cancel": _("Behåll den"),
        "is_demo": story.exercise.workshop.is_demo,
    }
    return render(request, "confirm.html", context)
