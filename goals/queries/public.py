"""What anyone may see of a målbild: which versions are published, and a hidden one without its words."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goals.enums import GoalStatus
from goals.models import Evidence, Goal, GoalVersion

CHIP_KINDS: dict[str, str] = {
    GoalStatus.DRAFT: "wait",
    GoalStatus.VALIDATED: "done",
    GoalStatus.ADOPTED: "done",
    GoalStatus.REPLACED: "",
}


def published_goals() -> QuerySet[GoalVersion]:
    """The wording that each målbild shows now, latest published first, with målbild and lab. A hidden one is none."""
    return (
        GoalVersion.objects.filter(published_at__isnull=False, hidden_at__isnull=True)
        .exclude(status=GoalStatus.REPLACED)
        .select_related("goal__lab")
        .order_by("-published_at", "-pk")
    )


def published_version(goal: Goal) -> GoalVersion | None:
    """The wording that is public now, or None."""
    return published_goals().filter(goal=goal).first()


def veiled(version: GoalVersion) -> GoalVersion:
    """The version as anyone may read it: itself, or where it is hidden the same without its words.

    Not to be saved. In place of the words it says that it is hidden, since when and why.
    """
    if not version.is_hidden:
        return version
    bare = copy(version)
    bare.title, bare.statement = _("Dold version"), hidden_words(version)
    bare.what_changed = bare.why_changed = bare.easy_read = bare.level = ""
    bare.shifts = []
    return bare


def hidden_words(version: GoalVersion) -> str:
    """Since when a version is hidden, and why."""
    day = date_format(timezone.localtime(version.hidden_at), "j F Y")
    return _("Den här versionen är dold sedan %(day)s. Skälet: %(reason)s") % {
        "day": day, "reason": version.hidden_reason,
    }  # fmt: skip


def goals_resting_on(contribution_ids: Iterable) -> dict:
    """{note id: [published versions that rest on it, oldest first]}, each with målbild and lab. One query.

    Drafts are left out: they are working papers until they are published. A hidden version is there without its words.
    """
    ids = list(contribution_ids)
    rows = (
        Evidence.objects.filter(contribution__in=ids, version__published_at__isnull=False)
        .select_related("version__goal__lab")
        .order_by("version__published_at", "version__number")
    )
    out: dict = {pk: [] for pk in ids}
    for row in rows:
        out[row.contribution_id].append(veiled(row.version))
    return out
