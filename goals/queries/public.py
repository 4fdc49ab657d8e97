"""What anyone may see of a målbild: published versions only, and words only from people who agree to be quoted."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from copy import copy

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from goals.enums import GoalStatus
from goals.models import Evidence, Goal, GoalVersion
from goals.queries.checks import shown_checks
from goals.queries.people import release_of, shown_people, told_perspective
from goals.queries.represented import not_refused
from hlab.stats.releases import Release, Size
from hlab.stats.suppression import DEFAULT_K
from workshops.enums import HoldReason

FIRST_VOICES = 6
READABLE = {
    "quote": True,
    "quoted_version": F("contribution__row_version"),
    "contribution__consent_analysis": True,
    "contribution__consent_quote": True,
    "contribution__withdrawn_at__isnull": True,
    "contribution__hold": HoldReason.NONE,
    "version__hidden_at__isnull": True,
}
"""What must hold of a voice in a frozen version, and of that version, before its words may be read by all."""
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
    bare.what_changed = bare.why_changed = ""
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


def shown_voices(version: GoalVersion) -> QuerySet[Evidence]:
    """Voices of a version that may be read by all, or would be if it were public, in the person's own words.

    None at all where too few people stand behind it to be counted. Otherwise those chosen by an editor, agreed to by
    the person as it stands today, neither withdrawn nor held, and in the words that the editor read.
    """
    if release_of(version).size in (Size.FEW, Size.NONE):
        return version.evidence.none()
    rows = version.evidence.filter(pk__in=not_refused(), **READABLE)
    return rows.select_related("contribution").order_by("contribution__created_at", "pk")


def public_voices() -> QuerySet[Evidence]:
    """The same of every published version, the latest version last, with målbild."""
    rows = Evidence.objects.filter(
        version__published_at__isnull=False,
        version__shown__size__in=[Size.EXACT, Size.LEAST],
        pk__in=not_refused(),
        **READABLE,
    )
    return rows.select_related("contribution", "version__goal").order_by(
        "version__goal_id", "version__number", "contribution__created_at", "pk"
    )


def voices_of(contribution_ids: Iterable[str]) -> dict[str, dict]:
    """{note id: voice} of those that may be read by all today, as in the latest version they stand in. One query.

    voice: {"text", "by", "language", "version"}. What may not be read, or never could, is not there.
    """
    found = public_voices().filter(contribution__in=[pk for pk in map(str, contribution_ids) if _is_key(pk)])
    return {str(row.contribution_id): _voice(row, release_of(row.version)) | {"version": row.version} for row in found}


def voice_choices() -> list[tuple]:
    """Every voice that an editor may point at: [(målbild, [(note id, words)])]. One query."""
    latest = {row.contribution_id: row for row in public_voices()}
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in latest.values():
        by = told_perspective(release_of(row.version), row.perspective)
        words = Truncator(row.contribution.text).chars(90)
        label = f"”{words}” ({by})" if by else f"”{words}”"
        groups.setdefault(row.version.title, []).append((str(row.contribution_id), label))
    return list(groups.items())


def page_data(goal: Goal, number: int | None = None) -> dict | None:
    """Everything that `goals/_public.html` shows, in a handful of queries. None when nothing is published.

    number: one published version instead of the current one, for those who cite it. Of a hidden version there is only
    {"goal", "version", "hidden": what stands in its place, "current", "is_demo"}.
    """
    empty_chair = Evidence.objects.filter(version=OuterRef("pk"), contribution__withdrawn_at__isnull=False)
    published = list(
        GoalVersion.objects.filter(goal=goal, published_at__isnull=False)
        .annotate(has_empty_chair=Exists(empty_chair))
        .select_related("goal__lab")
        .prefetch_related("status_changes", "checks")
        .order_by("number")
    )
    if number is None:
        version = next((row for row in reversed(published) if row.is_current), None)
    else:
        version = next((row for row in published if row.number == number), None)
    if version is None:
        return None
    current = next((row for row in reversed(published) if row.is_current), None)
    other = veiled(current) if current and current.pk != version.pk else None
    base = {"goal": version.goal, "version": veiled(version), "current": other, "is_demo": version.goal.is_demo}
    if version.is_hidden:
        return base | {"hidden": hidden_words(version)}
    voices = _voices(version)
    checks = list(version.checks.all())
    return base | {
        "chips": _chips(version),
        "people": shown_people(version),
        "voices": voices[:FIRST_VOICES],
        "voice_count": len(voices),
        "has_empty_chair": version.has_empty_chair,
        "trail": _trail([row for row in published if row.number <= version.number], checks),
        "checks": shown_checks(checks),
        "tried": bool(checks),
    }


def voices_data(goal: Goal, number: int) -> dict | None:
    """Every voice behind one published version that may be read by all. None when it is not published."""
    version = (
        GoalVersion.objects.filter(goal=goal, number=number, published_at__isnull=False)
        .select_related("goal__lab")
        .first()
    )
    if version is None:
        return None
    return {
        "version": veiled(version),
        "voices": _voices(version),
        "people": shown_people(version),
        "is_demo": version.goal.is_demo,
    }


# --- Inner parts ------------------------------------------------------------------------------


def _is_key(text: str) -> bool:
    """Whether a text can be the key of a note at all."""
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def _voices(version: GoalVersion) -> list[dict]:
    release = release_of(version)
    return [_voice(row, release) for row in shown_voices(version)]


def _voice(row: Evidence, release: Release) -> dict:
    """by: how the person spoke when the words were frozen, told as far as the counts are; blank otherwise."""
    note = row.contribution
    return {"text": note.text, "by": told_perspective(release, row.perspective), "language": note.language}


def _chips(version: GoalVersion) -> list[tuple[str, str]]:
    """[(kind, words)]. The origin of example content is always one of them."""
    if version.status == GoalStatus.DRAFT:
        first = _("Utkast, version %(number)s – ännu inte prövad av andra") % {"number": version.number}
        chips = [(CHIP_KINDS[GoalStatus.DRAFT], first)]
    else:
        chips = [(CHIP_KINDS[version.status], version.get_status_display())]
        chips.append(("", _("Version %(number)s") % {"number": version.number}))
    chips.append(("", version.goal.lab.name))
    if version.lacks_lived_voice:
        chips.append(("wait", _("Saknar röst från egen erfarenhet")))
    if version.goal.origin_label:
        chips.append(("", version.goal.origin_label))
    return chips


def _trail(published: list[GoalVersion], checks: list) -> list[dict]:
    """Each published version up to the one shown, what changed and why, then how it was tried and decided."""
    items: list[dict] = []
    last = published[-1]
    for version in published:
        items.append(
            {
                "at": version.published_at,
                "label": _("version %(number)s") % {"number": version.number},
                "strong": _("Dold version") if version.is_hidden else f"”{version.title}”",
                "url": version.address if version is not last else "",
                "text": _origin_of(version) if version is last else f"{_origin_of(version)} {_tried(version)}".strip(),
            }
        )
        if version.is_hidden:
            continue
        for change in version.status_changes.all():
            if change.status == GoalStatus.VALIDATED:
                words = _("Prövades av dem det gäller och kallas nu validerad.")
                items.append(_step(change, words))
            elif change.status == GoalStatus.ADOPTED:
                items.append(_step(change, _("Antogs av %(decider)s.") % {"decider": change.decider}))
    items.sort(key=lambda item: item["at"])
    if last.status == GoalStatus.DRAFT:
        words = _("Återstår: att fråga fler om de känner igen sig.")
        if checks:
            words = _("Har prövats, se nedan. Återstår: att avgöra om målbilden är validerad.")
        items[-1]["state"] = "last-done"
        items.append({"at": None, "text": words, "state": "next"})
    return items


def _origin_of(version: GoalVersion) -> str:
    if version.is_hidden:
        return hidden_words(version)
    return " ".join(filter(None, (version.what_changed, version.why_changed))) or _("Skrevs i labbet ur det som sagts.")


def _tried(version: GoalVersion) -> str:
    """How an earlier version was tried, with as many people as its own page tells."""
    if version.is_hidden:
        return ""
    people = [check.people for check in version.checks.all()]
    told = [_("Prövades av %(people)s personer.") % {"people": n} for n in people if n >= DEFAULT_K]
    return " ".join([*told, *[_("Prövades av några få.")] * any(n < DEFAULT_K for n in people)])


def _step(change, words: str) -> dict:
    return {"at": change.at, "text": " ".join(filter(None, (words, change.reason)))}
