"""The public page of a målbild: everything it shows, in a handful of queries."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from goals import thread
from goals.enums import GoalStatus
from goals.models import Evidence, Goal, GoalVersion
from goals.queries.areas import areas_written
from goals.queries.checks import shown_checks
from goals.queries.lives import newest_upstream_of, source_of, used_in
from goals.queries.people import release_of, shown_people
from goals.queries.public import CHIP_KINDS, hidden_words, veiled
from goals.queries.remarks import told_causes
from goals.queries.sentences import told_sentences
from goals.queries.voices import shown_voices, told_voice
from hlab.labs.enums import FocusShift
from hlab.stats.suppression import DEFAULT_K
from workshops.enums import HoldReason
from workshops.paging import page_of

FIRST_VOICES = 6


def page_data(goal: Goal, number: int | None = None) -> dict | None:
    """Everything that `goals/_public.html` shows, in a handful of queries. None when nothing is published.

    number: one published version instead of the current one, for those who cite it. Of a hidden version there is only
    {"goal", "version", "hidden": what stands in its place, "current", "is_demo"}. "sections": see `goals.thread`.
    """
    published = published_of(goal)
    current = next((row for row in reversed(published) if row.is_current), None)
    version = current if number is None else next((row for row in published if row.number == number), None)
    if version is None:
        return None
    other = veiled(current) if current and current.pk != version.pk else None
    base = {"goal": version.goal, "version": veiled(version), "current": other, "is_demo": version.goal.is_demo}
    if version.is_hidden:
        return base | {"hidden": hidden_words(version)}
    voices, release = page_of(shown_voices(version), "", FIRST_VOICES), release_of(version)
    checks, told = list(version.checks.all()), told_sentences(version)
    return base | about(version) | {
        "chips": chips(version),
        "people": shown_people(version),
        "sentences": told,
        "carried": [sentence for sentence in told if sentence["behind"]],
        "voices": [told_voice(row, release) for row in voices],
        "voice_count": voices.paginator.count,
        "has_empty_chair": version.has_empty_chair,
        "nobody_left": version.people_count > 0 and not version.has_voice,
        "trail": _trail([row for row in published if row.number <= version.number], checks),
        "checks": shown_checks(checks),
        "tried": bool(checks),
        "source": source_of(version.goal, version.newest_upstream),
        "used_in": used_in(version.goal) if version.is_used else [],
        "sections": thread.sections(version.goal, version),
    }  # fmt: skip


def published_of(goal: Goal) -> list[GoalVersion]:
    """Every published version, the first first, with all that the page asks of each."""
    behind = Evidence.objects.filter(version=OuterRef("pk"))
    usable = behind.filter(
        contribution__withdrawn_at=None, contribution__consent_analysis=True, contribution__hold=HoldReason.NONE
    )
    return list(
        GoalVersion.objects.filter(goal=goal, published_at__isnull=False)
        .annotate(
            has_empty_chair=Exists(behind.filter(contribution__withdrawn_at__isnull=False)),
            has_voice=Exists(usable),
            newest_upstream=newest_upstream_of(),
            is_used=Exists(Goal.objects.filter(reused_from__goal=OuterRef("goal"))),
        )
        .select_related("goal__lab", "goal__reused_from__goal__lab", "media")
        .prefetch_related("status_changes", "checks")
        .order_by("number")
    )


def about(version: GoalVersion) -> dict:
    """{"media", "facts": [(what, words)], "shifts", "areas": [(name, reason)]}: what a version says beside its words.
    One query while it is a draft, none after."""
    shifts = [FocusShift(shift).label for shift in version.shifts]
    facts = [(_("Nivå"), version.get_level_display())] if version.level else []
    return {
        "media": getattr(version, "media", None),
        "facts": facts,
        "shifts": shifts,
        "areas": areas_written(version) if version.is_open else version.written.get("areas", []),
    }


def chips(version: GoalVersion) -> list[tuple[str, str]]:
    """[(kind, words)]. The origin of example content is always one of them."""
    if version.status == GoalStatus.DRAFT:
        first = _("Utkast, version %(number)s – ännu inte prövad av andra") % {"number": version.number}
        found = [(CHIP_KINDS[GoalStatus.DRAFT], first)]
    else:
        found = [(CHIP_KINDS[version.status], version.get_status_display())]
        found.append(("", _("Version %(number)s") % {"number": version.number}))
    found.append(("", version.goal.lab.name))
    if version.is_borrowed:
        found.append(("wait", _("Saknar egen röst i det här labbet")))
    elif version.lacks_lived_voice:
        found.append(("wait", _("Saknar röst från egen erfarenhet")))
    if version.goal.origin_label:
        found.append(("", version.goal.origin_label))
    return found


# --- Inner parts ------------------------------------------------------------------------------


def _trail(published: list[GoalVersion], checks: list) -> list[dict]:
    """Each published version up to the one shown, what changed and why, then how it was tried and decided."""
    items: list[dict] = []
    last, before = published[-1], None
    for version in published:
        text = _origin_of(version)
        items.append(
            {
                "at": version.published_at,
                "label": _("version %(number)s") % {"number": version.number},
                "strong": _("Dold version") if version.is_hidden else f"”{version.title}”",
                "url": version.address if version is not last else "",
                "text": text if version is last else f"{text} {_tried(version)}".strip(),
                "points": _because(version),
                "more": _word_by_word(before, version),
            }
        )
        before = version
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
    told = " ".join(filter(None, (version.what_changed, version.why_changed)))
    if told:
        return told
    source = version.goal.reused_from
    if source is not None:
        return _("Orden kommer från labbet %(lab)s.") % {"lab": source.goal.lab.name}
    return _("Skrevs i labbet ur det som sagts.")


def _because(version: GoalVersion) -> list[str]:
    """Each change with what caused it."""
    if version.is_hidden:
        return []
    return [f"{cause['text'].rstrip('.')}. {cause['why']}" for cause in told_causes(version)]


def _word_by_word(before: GoalVersion | None, version: GoalVersion) -> tuple[str, str] | None:
    """(words, address) of the comparison with the published version before, where both may be read."""
    if before is None or before.is_hidden or version.is_hidden:
        return None
    words = _("Jämför med version %(number)s, ord för ord") % {"number": before.number}
    return words, f"{version.goal.address}andringar/{before.number}-{version.number}/"


def _tried(version: GoalVersion) -> str:
    """How an earlier version was tried, with as many people as its own page tells."""
    if version.is_hidden:
        return ""
    people = [check.people for check in version.checks.all()]
    told = [_("Prövades av %(people)s personer.") % {"people": n} for n in people if n >= DEFAULT_K]
    return " ".join([*told, *[_("Prövades av några få.")] * any(n < DEFAULT_K for n in people)])


def _step(change, words: str) -> dict:
    return {"at": change.at, "text": " ".join(filter(None, (words, change.reason)))}
