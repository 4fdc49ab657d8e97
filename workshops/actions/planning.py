"""Planning a session: the occasion and its programme. The programme can change until a step has begun."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.labs.actions.labs import stale
from hlab.labs.queries import missing as missing_in_lab
from hlab.live.actions import publish
from workshops import registry
from workshops.actions.locks import locked_step, locked_workshop
from workshops.enums import ExerciseState, WorkshopState
from workshops.models import Exercise, Workshop
from workshops.queries import next_position
from workshops.wire import room

WORKSHOP_FIELDS = ("title", "place", "welcome", "starts_at", "support_person")
STEP_FIELDS = ("title", "prompt", "minutes", "source", "settings")


def missing(workshop: Workshop) -> list[tuple[str, str]]:
    """[(part, whole sentence)] about what must be in place before the session may open; empty when all is.

    part: "frame", "actors" or "principals" of the lab, "steps" or "support_person" of the session.
    """
    found = list(missing_in_lab(workshop.lab))
    if not workshop.exercises.exists():
        found.append(("steps", _("Lägg till minst ett steg i programmet.")))
    if not workshop.support_person:
        found.append(("support_person", _("Skriv vem deltagarna kan prata med om något blir tungt.")))
    return found


@transaction.atomic
def create_workshop(*, lab, by, at: datetime, with_programme: bool = True, is_demo: bool = False, **fields) -> Workshop:
    """A planned session. with_programme: start from the usual three steps, which can all be changed."""
    workshop = Workshop.objects.create(
        lab=lab, created_at=at, is_demo=is_demo or lab.is_demo, **{name: fields[name] for name in fields}
    )
    if with_programme:
        write = add_exercise(
            workshop=workshop, kind="brainstorm", title=_("Vad skulle ha hjälpt dig, eller den du bryr dig om?"),
            prompt=_("Tänk på en gång när vården inte hängde ihop. Du behöver inte berätta om det svåraste."),
            minutes=15, by=by, at=at,
        )  # fmt: skip
        sort = add_exercise(
            workshop=workshop, kind="cluster", title=_("Vilka lappar hör ihop?"), minutes=25, source=write, by=by, at=at
        )
        add_exercise(
            workshop=workshop, kind="dot_vote", title=_("Vad ska vi prata mer om?"), minutes=10, source=sort,
            by=by, at=at,
        )  # fmt: skip
    record(act="workshop.planned", subject=workshop, by=by, at=at, lab_id=lab.pk)
    return workshop


@transaction.atomic
def change_workshop(*, workshop: Workshop, row_version: int, by, at: datetime, **fields) -> Workshop:
    """Other facts about the occasion. fields: any of WORKSHOP_FIELDS."""
    row = locked_workshop(workshop)
    if row.row_version != row_version:
        raise stale(row, fields, _("Någon annan har ändrat verkstaden sedan du öppnade sidan."))
    if row.state == WorkshopState.CLOSED:
        raise RuleBroken(_("Verkstaden är avslutad och kan inte ändras."), status=409)
    for name in WORKSHOP_FIELDS:
        if name in fields:
            setattr(row, name, fields[name])
    row.row_version += 1
    row.save(update_fields=[*WORKSHOP_FIELDS, "row_version"])
    record(act="workshop.changed", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def add_exercise(
    *,
    workshop: Workshop,
    kind: str,
    title: str,
    minutes: int,
    by,
    at: datetime,
    prompt: str = "",
    source: Exercise | None = None,
    settings: dict | None = None,
) -> Exercise:
    """One more step, last in the programme."""
    workshop = locked_workshop(workshop)
    _ensure_not_closed(workshop)
    _check_source(workshop, kind, source)
    settings = registry.get(kind).clean_settings(settings or {})
    registry.get(kind).fits(settings, source)
    step = Exercise.objects.create(
        workshop=workshop,
        position=next_position(workshop.exercises),
        kind=kind,
        title=_checked_title(title),
        prompt=tidy(prompt),
        minutes=minutes,
        source=source,
        settings=settings,
    )
    _noted(step, "step.added", by, at)
    return step


@transaction.atomic
def change_exercise(*, exercise: Exercise, by, at: datetime, **fields) -> Exercise:
    """Other words, minutes or settings for a step that has not begun. fields: any of STEP_FIELDS."""
    exercise = _with_programme(exercise)
    _ensure_not_begun(exercise)
    if "source" in fields:
        _check_source(exercise.workshop, exercise.kind, fields["source"], before=exercise.position)
    if "title" in fields:
        fields["title"] = _checked_title(fields["title"])
    if "settings" in fields:
        fields["settings"] = registry.get(exercise.kind).clean_settings(fields["settings"])
    registry.get(exercise.kind).fits(fields.get("settings", exercise.settings), fields.get("source", exercise.source))
    for name in STEP_FIELDS:
        if name in fields:
            setattr(exercise, name, fields[name])
    exercise.save(update_fields=[name for name in STEP_FIELDS if name in fields])
    _noted(exercise, "step.changed", by, at)
    return exercise


@transaction.atomic
def move_exercise(*, exercise: Exercise, up: bool, by, at: datetime) -> None:
    """Let a step change places with its neighbour. At the end of the list nothing happens."""
    exercise = _with_programme(exercise)
    _ensure_not_begun(exercise)
    others = Exercise.objects.filter(workshop=exercise.workshop_id)
    other = (
        others.filter(position__lt=exercise.position).order_by("-position").first()
        if up
        else others.filter(position__gt=exercise.position).order_by("position").first()
    )
    if other is None:
        return
    _ensure_not_begun(other)
    first, second = (exercise, other) if up else (other, exercise)
    if not may_come_before(first, second):
        raise RuleBroken(_("Steget arbetar med lapparna från steget före och måste komma efter det."), status=409)
    here, there = exercise.position, other.position
    others.filter(pk=exercise.pk).update(position=30_000)  # out of the way: positions are unique at every moment
    others.filter(pk=other.pk).update(position=here)
    others.filter(pk=exercise.pk).update(position=there)
    _noted(exercise, "step.moved", by, at)


def may_come_before(first: Exercise, second: Exercise) -> bool:
    """Whether two neighbours may stand in this order: neither has begun, and the first does not build on the second."""
    pending = first.state == second.state == ExerciseState.PENDING
    return pending and first.source_id != second.pk


def ensure_removable(exercise: Exercise) -> None:
    """RuleBroken, with the reason, for a step that has begun or that another step builds on."""
    _ensure_not_begun(exercise)
    follower = exercise.followers.first()
    if follower is not None:
        raise RuleBroken(
            _("”%(step)s” kan inte tas bort: ”%(later)s” bygger på det. Ta bort det steget först.")
            % {"step": exercise.title, "later": follower.title},
            status=409,
        )


@transaction.atomic
def remove_exercise(*, exercise: Exercise, by, at: datetime) -> None:
    """Take away a step that has not begun and that no other step builds on."""
    exercise = _with_programme(exercise)
    ensure_removable(exercise)
    registry.get(exercise.kind).forget(exercise=exercise)
    _noted(exercise, "step.removed", by, at)
    exercise.delete()


def names_of(kinds: Iterable[str]) -> str:
    """Kinds of steps by name: "Skriv lappar eller Sortera i teman"."""
    return _(" eller ").join(str(registry.get(key).label) for key in kinds)


def _with_programme(exercise: Exercise) -> Exercise:
    """The step as it is now, in a programme that nobody else changes or goes on in meanwhile."""
    locked_workshop(exercise.workshop)
    return locked_step(exercise.pk)


def _checked_title(title: str) -> str:
    title = " ".join(tidy(title).split())
    if not title:
        raise RuleBroken(_("Skriv stegets fråga eller rubrik."), field="title")
    return title


def _check_source(workshop: Workshop, kind: str, source: Exercise | None, before: int | None = None) -> None:
    wanted = registry.get(kind).works_on
    if not wanted or (source is None and registry.get(kind).source_optional):
        return
    if source is None or source.workshop_id != workshop.pk or source.kind not in wanted:
        said = _("Välj vilket steg det här bygger på (%(kinds)s).") % {"kinds": names_of(wanted)}
        raise RuleBroken(said, field="source")
    if before is not None and source.position >= before:
        raise RuleBroken(_("Steget som det bygger på måste komma före."), field="source")


def _ensure_not_closed(workshop: Workshop) -> None:
    if workshop.state == WorkshopState.CLOSED:
        raise RuleBroken(_("Verkstaden är avslutad och kan inte ändras."), status=409)


def _ensure_not_begun(exercise: Exercise) -> None:
    _ensure_not_closed(exercise.workshop)
    if exercise.state != ExerciseState.PENDING:
        raise RuleBroken(_("Steget har redan börjat och kan inte ändras."), status=409)


def _noted(exercise: Exercise, act: str, by, at: datetime) -> None:
    record(act=act, subject=exercise, by=by, at=at, lab_id=exercise.workshop.lab_id)
    publish(channel=room(exercise.workshop_id), kind="programme", at=at)
