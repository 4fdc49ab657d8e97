"""Wording: begun from what was said, written on together, begun anew from the latest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goals.actions.dissents import carry_on
from goals.actions.evidence import locked_draft, put_voices, sort_voices
from goals.actions.parts import carry_parts, drop_lost_ties, forget_parts
from goals.actions.sentences import tie_sentences
from goals.enums import GoalOrigin
from goals.models import Goal, GoalVersion
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit, ensure_fits
from hlab.core.text import tidy
from hlab.labs.enums import FocusShift, Level

LIMITS = {"title": 120, "statement": 1200, "easy_read": 1200, "what_changed": 600, "why_changed": 600}
MARKS = ("level", "shifts")
CARRIED = ("title", "statement", "easy_read", *MARKS)
"""What a new wording begins with of the one before, in the same lab or in another."""


@transaction.atomic
def create_goal(
    *,
    lab,
    title: str,
    statement: str,
    contribution_ids: Collection,
    by,
    at: datetime,
    quotes: Collection = (),
    excerpts: Mapping | None = None,
    origin: str = "",
    slug: str = "",
    **more,
) -> GoalVersion:
    """A målbild with its first wording and the voices it rests on.

    contribution_ids: notes of the lab that may be used; at least one. quotes: those of them to show in the
    person's own words, ids or {id: row version that was read}. excerpts: {note id: excerpt id} where it rests on a
    stretch of the note. origin: GoalOrigin, by default the lab's own, in an example lab an invented one. slug:
    address, by default made of the title. more: easy_read, level, shifts. Raises RuleBroken.
    """
    words = _checked({"title": title, "statement": statement, **more})
    if not contribution_ids:
        raise RuleBroken(_("Välj minst en lapp som målbilden bygger på."), field="notes")
    goal = Goal.objects.create(
        lab=lab,
        slug=free_slug(slug or words["title"]),
        origin=origin or (GoalOrigin.INVENTED if lab.is_demo else GoalOrigin.LAB),
        is_demo=lab.is_demo,
        created_at=at,
    )
    version = GoalVersion.objects.create(goal=goal, number=1, created_by=user_of(by), created_at=at, **words)
    put_voices(version=version, contribution_ids=contribution_ids, quotes=quotes, excerpts=excerpts, by=by, at=at)
    record(
        act="goal.created", subject=version, by=by, at=at, lab_id=lab.pk, voices=len(set(map(str, contribution_ids)))
    )
    return version


@transaction.atomic
def change_draft(*, version: GoalVersion, row_version: int, by, at: datetime, **words) -> GoalVersion:
    """Other words for a version that is not frozen. words: any of LIMITS and MARKS.

    A sentence that is written anew points at nobody; what comes back has `.lost`: such sentences as they were.
    Raises StaleEdit with both texts when somebody has saved other words since row_version was read, RuleBroken
    when the words are frozen, missing or too long.
    """
    draft = locked_draft(version)
    words = _checked(words)
    draft.lost = []
    if all(getattr(draft, name) == value for name, value in words.items()):
        return draft
    if draft.row_version != row_version:
        raise StaleEdit(
            _("Någon annan har sparat andra ord sedan du öppnade sidan. Jämför och välj vad som ska gälla."),
            yours=_as_text(words),
            theirs=_as_text({name: getattr(draft, name) for name in words}),
            row_version=draft.row_version,
        )
    for name, value in words.items():
        setattr(draft, name, value)
    draft.row_version += 1
    draft.save(update_fields=[*words, "row_version"])
    draft.lost = drop_lost_ties(draft)
    record(act="goal.changed", subject=draft, by=by, at=at, lab_id=draft.lab_id, fields=sorted(words))
    return draft


@transaction.atomic
def save_draft(
    *,
    version: GoalVersion,
    row_version: int,
    words: dict,
    seen: Collection,
    keep: Collection,
    quotes: Collection,
    by,
    at: datetime,
    excerpts: Mapping | None = None,
    ties: Mapping[str, Collection] | None = None,
) -> GoalVersion:
    """Words and voices as one page holds them: all is saved or nothing. Raises as the acts do.

    ties: {sentence: note ids} among those seen; None leaves them alone. `.lost` as in `change_draft`.
    """
    sort_voices(version=version, seen=seen, keep=keep, quotes=quotes, excerpts=excerpts, by=by, at=at)
    draft = change_draft(version=version, row_version=row_version, by=by, at=at, **words)
    if ties is not None:
        found = tie_sentences(version=draft, ties=ties, seen=seen, by=by, at=at)
        draft.lost = list(dict.fromkeys([*draft.lost, *found]))
    return draft


@transaction.atomic
def start_new_version(*, goal: Goal, by, at: datetime) -> GoalVersion:
    """A new wording to write on, with the words and the usable voices of the latest, and all that belongs to them.

    Voices that were taken back, held, or no longer agreed to stay behind (`goals.queries.left_behind` tells how
    many). What changed and why must be written before it can be frozen. Raises RuleBroken when a wording is
    being written on already.
    """
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    latest = goal.versions.order_by("-number").first()
    if latest is None or latest.is_open:
        raise RuleBroken(_("Det finns redan en version som det går att skriva i."), status=409)
    version = GoalVersion.objects.create(
        goal=goal,
        number=latest.number + 1,
        created_by=user_of(by),
        created_at=at,
        **{name: getattr(latest, name) for name in CARRIED},
    )
    carry_parts(old=latest, new=version, by=by, at=at)
    carry_on(version, by=by, at=at)
    record(act="goal.version_started", subject=version, by=by, at=at, lab_id=goal.lab_id, number=version.number)
    return version


@transaction.atomic
def discard_draft(*, version: GoalVersion, by, at: datetime) -> None:
    """Throw away a wording that is not frozen. The first one takes its målbild with it; no note is lost."""
    goal = locked_goal(version)
    draft = locked_draft(version)
    number, lab_id = draft.number, draft.lab_id
    record(act="goal.discarded", subject=draft, by=by, at=at, lab_id=lab_id, number=number)
    forget_parts(draft)
    draft.dissents.all().delete()
    draft.delete()
    if number == 1:
        goal.delete()


def locked_goal(version: GoalVersion) -> Goal:
    """The målbild of a version, locked before any version of it is: the order that keeps two acts from waiting for
    each other. RuleBroken when the version has been thrown away."""
    goal = Goal.objects.select_for_update().filter(pk=version.goal_id).first()
    if goal is None or not goal.versions.filter(pk=version.pk).exists():
        raise RuleBroken(_("Utkastet är borttaget. Gå tillbaka till labbets målbilder."), status=409)
    return goal


def _checked(words: dict) -> dict:
    out: dict = {}
    for name, value in words.items():
        if name in MARKS:
            out[name] = _checked_mark(name, value)
            continue
        value, limit = tidy(value), LIMITS[name]
        if not value and name in ("title", "statement"):
            message = _("Skriv en rubrik.") if name == "title" else _("Skriv vad målbilden säger, i jag-form.")
            raise RuleBroken(message, field=name)
        out[name] = ensure_fits(value, limit, field=name)
    return out


def _checked_mark(name: str, value):
    """The level, or the shifts in the order they are always told. RuleBroken for one that does not exist."""
    if name == "level":
        if value and value not in Level.values:
            raise RuleBroken(_("Välj en av nivåerna, eller ingen."), field="level")
        return value or ""
    if not set(value) <= set(FocusShift.values):
        raise RuleBroken(_("Välj bland de fyra fokusförflyttningarna."), field="shifts")
    return [shift for shift in FocusShift.values if shift in value]


def _as_text(words: dict) -> str:
    """All of it in words, to lay beside what somebody else has written."""
    told = words | {"level": "", "shifts": ""}
    if words.get("level"):
        told["level"] = str(Level(words["level"]).label)
    told["shifts"] = "\n".join(str(FocusShift(shift).label) for shift in words.get("shifts", ()))
    return "\n\n".join(value for value in told.values() if value)


def free_slug(wanted: str) -> str:
    """An address that no målbild has, made of these words."""
    base = slugify(wanted)[:70].strip("-") or "malbild"
    taken = set(Goal.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)
