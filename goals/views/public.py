"""What anyone may open around a published målbild: voices, two versions side by side, card, picture and sound."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from goals.forms_wording import CardForm
from goals.models import Goal, GoalMedia, GoalVersion
from goals.queries import published_version, versions, voices_data
from goals.queries.card import card_data
from goals.queries.diff import changes_data
from hlab.core.access import guarded, public
from hlab.core.byteranges import answer_in_parts
from hlab.core.text import whole_number

OPEN = {"Cache-Control": "public, max-age=300"}  # seconds: a version that is hidden goes out of sight soon
CLOSED = {"Cache-Control": "private, no-store"}


@public
def public_voices(request, slug: str, number: int):
    """The voices behind a published version that the people let anyone read; of one sentence where it is asked for."""
    data = voices_data(
        get_object_or_404(Goal, slug=slug), number, page=request.GET.get("page", ""),
        sentence=whole_number(request.GET.get("mening")),
    )  # fmt: skip
    if data is None:
        raise Http404
    if data["version"].is_hidden:
        return redirect(data["version"].address)
    return render(request, "goals/public_voices.html", data)


@public
@require_safe
def changes(request, slug: str, first: int, second: int):
    """Two published versions word by word. Of a hidden one there is the reason."""
    data = changes_data(get_object_or_404(Goal, slug=slug), first, second)
    if data is None:
        raise Http404
    return render(request, "goals/changes.html", data, status=410 if "hidden" in data else 200)


@public
@require_safe
def card(request, slug: str):
    """The card of the version that is public now."""
    version = published_version(get_object_or_404(Goal, slug=slug))
    if version is None:
        raise Http404
    return _card(request, version, back=version.goal.address)


@guarded("goals.see", versions)
@require_safe
def staff_card(request, version: GoalVersion):
    """The card of a frozen version, to bring to a validation before anybody else has seen it."""
    if version.is_open:
        return redirect("goals:version", version.pk)
    return _card(request, version, back=f"/malbild/{version.pk}/")


def _card(request, version: GoalVersion, back: str):
    form = CardForm(request.GET)
    size, easy = form.asked()
    start = CardForm(initial={"storlek": size, "lattlast": easy})
    context = card_data(version) | {"size": size, "easy": easy and version.easy_read, "form": start, "back": back}
    return render(request, "goals/card.html", context)


@public
@require_safe
def picture(request, slug: str, number: int):
    """The picture of a published version."""
    return _picture(_published_media(slug, number), OPEN)


@public
@require_safe
def sound(request, slug: str, number: int):
    """The sound of a published version."""
    return _sound(request, _published_media(slug, number), OPEN)


@guarded("goals.see", versions)
@require_safe
def staff_picture(request, version: GoalVersion):
    """The picture of any version, for the lab."""
    return _picture(GoalMedia.objects.filter(version=version).first(), CLOSED)


@guarded("goals.see", versions)
@require_safe
def staff_sound(request, version: GoalVersion):
    """The sound of any version, for the lab."""
    return _sound(request, GoalMedia.objects.filter(version=version).first(), CLOSED)


def _published_media(slug: str, number: int) -> GoalMedia | None:
    return GoalMedia.objects.filter(
        version__goal__slug=slug, version__number=number, version__published_at__isnull=False, version__hidden_at=None
    ).first()


def _picture(media: GoalMedia | None, headers: dict[str, str]) -> FileResponse:
    if media is None or not media.picture:
        raise Http404
    try:
        content = media.picture.open("rb")
    except OSError as gone:
        raise Http404 from gone
    headers = headers | {"X-Content-Type-Options": "nosniff", "Content-Disposition": "inline"}
    return FileResponse(content, content_type=media.picture_type, headers=headers)


def _sound(request, media: GoalMedia | None, headers: dict[str, str]):
    if media is None or not media.sound:
        raise Http404
    return answer_in_parts(request, media.sound, media.sound_type, headers=headers)
