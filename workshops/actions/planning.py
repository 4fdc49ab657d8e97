"""Planning a session: the occasion and its programme. The programme can change until a step has begun."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.labs.actions.labs import stale
from hlab.labs.models import Lab
from hlab.labs.queries import missing as missing_in_lab
from workshops import programmes, registry
from workshops.actions import programme
from workshops.actions.locks import locked_workshop
from workshops.enums import WorkshopState
from workshops.models import Exercise, Site, Workshop
from workshops.queries import next_position
from workshops.queries import programme as steps_of

WORKSHOP_FIELDS = ("title", "place", "welcome", "starts_at", "support_person")
STEP_FIELDS = ("title", "prompt", "minutes", "source", "settings", "in_groups", "sync", "anonymity", "open_until")
SHELL_FIELDS = ("in_groups", "sync", "anonymity", "open_until")


def missing(workshop: Workshop) -> list[tuple[str, str]]:
    """[(part, whole sentence)] about what must be in place before the session may open; empty when all is.

    part: "frame", "actors" or "principals" of the lab, "steps" or "support_person" of the session.
    """
    found = list(missing_in_lab(workshop.lab))
    if not workshop.exercises.exists():
        found.append(("steps", _("Lägg till minst ett steg i programmet.")))
    if workshop.sites.count() > 1 and workshop.sites.filter(name="").exists():
        found.append(("sites", _("Ge varje ort ett namn.")))
    if not workshop.support_person:
        found.append(("support_person", _("Skriv vem deltagarna kan prata med om något blir tungt.")))
    return found


@transaction.atomic
def create_workshop(
    *,
    lab,
    by,
    at: datetime,
    with_programme: bool = True,
    template: str = "",
    copied_from: Workshop | None = None,
    key: uuid.UUID | None = None,
    is_demo: bool = False,
    **fields,
) -> Workshop:
    """A planned session. template: key in `programmes.TEMPLATES` (the usual three steps unless given).

    copied_from: an earlier session whose steps are taken over, instead of a template. key: made where the form was
    shown; the same key with the same words is the same session, which is given back.
    """
    if key is not None:
        list(Lab.objects.select_for_update(no_key=True).filter(pk=lab.pk).values_list("pk"))
        key = same_only(key, template, copied_from and copied_from.pk, *(fields[name] for name in sorted(fields)))
        planned = Workshop.objects.filter(lab=lab, create_key=key).first()
        if planned is not None:
            return planned
    if copied_from is not None and copied_from.rehearsal_of_id is not None:
        raise RuleBroken(_("Kopiera från verkstaden i stället för från övningen."), field="copied_from")
    template = "" if copied_from else template or (programmes.THREE_STEPS.key if with_programme else "")
    if template and template not in programmes.TEMPLATES:
        raise RuleBroken(_("Välj ett av uppläggen."), field="layout")
    workshop = Workshop.objects.create(
        lab=lab, created_at=at, is_demo=is_demo or lab.is_demo, create_key=key, template=template,
        copied_from=copied_from, **{name: fields[name] for name in fields},
    )  # fmt: skip
    Site.objects.create(workshop=workshop, created_at=at)
    if copied_from:
        programme.copy_steps(workshop, copied_from)
    elif template:
        programme.lay_out(workshop, programmes.TEMPLATES[template])
    facts = {"template": template} if template else {"copied_from": copied_from.pk} if copied_from else {}
    record(act="workshop.planned", subject=workshop, by=by, at=at, lab_id=lab.pk, **facts)
    return workshop


def same_only(key: uuid.UUID, *content) -> uuid.UUID:
    """The key of this form with this content: sent twice it is the same, sent again with other words another."""
    return uuid.uuid5(key, repr(content))


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
    place: int | None = None,
    key: uuid.UUID | None = None,
    only_at: Site | None = None,
    **shell,
) -> Exercise:
    """One more step, last in the programme or at a place (1 is the first), with where it stands at every site; or at
    only one.

    key: made where the form was shown; the same key with the same words is the same step.
    shell: any of SHELL_FIELDS. A question of one site alone may be added while the session goes on, and its answers
    are not compared with the other sites'.
    """
    workshop = locked_workshop(workshop)
    ensure_not_closed(workshop)
    if only_at is None:
        ensure_not_frozen(workshop)
    if key is not None:
        key = same_only(
            key, kind, title, minutes, prompt, source and source.pk, settings, place, shell.get("open_until")
        )
        added = Exercise.objects.filter(workshop=workshop, create_key=key).first()
        if added is not None:
            return added
    programme.ensure_room(workshop.exercises.count())
    check_open_until(kind, shell.get("open_until"), at)
    _check_source(workshop, kind, source)
    settings = registry.get(kind).clean_settings(settings or {})
    registry.get(kind).fits(settings, source)
    registry.get(kind).fits_in(settings, workshop, None)
    step = Exercise.objects.create(
        workshop=workshop,
        position=next_position(workshop.exercises),
        kind=kind,
        title=_checked_title(title),
        prompt=tidy(prompt),
        minutes=minutes,
        source=source,
        settings=settings,
        create_key=key,
        only_at=only_at,
        **{name: shell[name] for name in SHELL_FIELDS if name in shell},
    )
    programme.pace(step)
    if place is not None:
        programme.put_at(workshop, [step], place)
        step.refresh_from_db(fields=["position"])
    noted(step, "step.added", by, at)
    return step


@transaction.atomic
def change_exercise(*, exercise: Exercise, by, at: datetime, row_version: int | None = None, **fields) -> Exercise:
    """Other words, minutes or settings for a step that has not begun. fields: any of STEP_FIELDS.

    row_version: what the page showed; StaleEdit when somebody else has saved since. None changes regardless.
    """
    exercise = with_programme(exercise)
    ensure_not_begun(exercise)
    if row_version is not None and exercise.row_version != row_version:
        said = {name: fields[name] for name in fields if name != "settings"}
        raise stale(exercise, said, _("Någon annan har ändrat steget sedan du öppnade sidan."))
    if "source" in fields:
        _check_source(exercise.workshop, exercise.kind, fields["source"], before=exercise.position)
    if fields.get("open_until") != exercise.open_until:
        check_open_until(exercise.kind, fields.get("open_until"), at)
    if fields.get("sync") and exercise.only_at_id:
        raise RuleBroken(_("En ort väntar inte in sig själv."), field="sync")
    if "title" in fields:
        fields["title"] = _checked_title(fields["title"])
    if "settings" in fields:
        fields["settings"] = registry.get(exercise.kind).clean_settings(fields["settings"])
    registry.get(exercise.kind).fits(fields.get("settings", exercise.settings), fields.get("source", exercise.source))
    if "settings" in fields:
        registry.get(exercise.kind).fits_in(fields["settings"], exercise.workshop, exercise)
    for name in STEP_FIELDS:
        if name in fields:
            setattr(exercise, name, fields[name])
    exercise.row_version += 1
    exercise.save(update_fields=[*(name for name in STEP_FIELDS if name in fields), "row_version"])
    noted(exercise, "step.changed", by, at)
    return exercise


@transaction.atomic
def move_exercise(*, exercise: Exercise, up: bool, by, at: datetime, seen: int | None = None) -> None:
    """Let a step change places with its neighbour. At the end of the list nothing happens.

    seen: the programme_version that the page showed; StaleEdit when the programme has changed since.
    """
    exercise = with_programme(exercise)
    wish = _("Flytta upp: %(title)s") if up else _("Flytta ner: %(title)s")
    programme.ensure_current(exercise.workshop, seen, wish % {"title": exercise.title})
    ensure_not_begun(exercise)
    order = steps_of(exercise.workshop)
    here = order.index(exercise)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    programme.put_at(exercise.workshop, [exercise], there + 1)
    noted(exercise, "step.moved", by, at)


def may_come_before(first: Exercise, second: Exercise) -> bool:
    """Whether two neighbours may stand in this order: neither has begun, and the first does not build on the second."""
    return not programme.has_begun(first) and not programme.has_begun(second) and first.source_id != second.pk


def is_frozen(workshop: Workshop) -> bool:
    """Whether the common questions stand as they are: several sites answer them, and one has opened."""
    return workshop.opened_at is not None and len(workshop.sites.all()) > 1


def ensure_removable(exercise: Exercise) -> None:
    """RuleBroken, with the reason, for a step that has begun or that another step builds on."""
    ensure_not_begun(exercise)
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
    exercise = with_programme(exercise)
    ensure_removable(exercise)
    registry.get(exercise.kind).forget(exercise=exercise)
    noted(exercise, "step.removed", by, at)
    exercise.paces.all().delete()
    exercise.delete()


def check_open_until(kind: str, until: datetime | None, at: datetime) -> None:
    """RuleBroken for a date that has passed, and for a kind of step where nobody answers anything."""
    if until is None:
        return
    if not registry.get(kind).acts:
        raise RuleBroken(_("I det här slaget av steg svarar man inte, så det kan inte vara öppet över tid."),
                         field="open_until")  # fmt: skip
    if until <= at:
        raise RuleBroken(_("Tiden har redan varit. Välj en dag längre fram, eller lämna tomt."), field="open_until")


def names_of(kinds: Iterable[str]) -> str:
    """Kinds of steps by name: "Skriv lappar eller Sortera i teman"."""
    return _(" eller ").join(str(registry.get(key).label) for key in kinds)


def with_programme(exercise: Exercise) -> Exercise:
    """The step as it is now, in a programme that nobody else changes or goes on in meanwhile."""
    workshop = locked_workshop(exercise.workshop)
    found = Exercise.objects.select_related("source", "only_at").filter(pk=exercise.pk, workshop=workshop).first()
    if found is None:
        raise RuleBroken(_("Steget finns inte längre. Ladda om sidan."), status=409)
    found.workshop = workshop
    return found


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


def ensure_not_closed(workshop: Workshop) -> None:
    """RuleBroken for a session that is over."""
    if workshop.state == WorkshopState.CLOSED:
        raise RuleBroken(_("Verkstaden är avslutad och kan inte ändras."), status=409)


def ensure_not_begun(exercise: Exercise) -> None:
    """RuleBroken for a step that has begun, in a session that is over, or that several sites answer by now."""
    ensure_not_closed(exercise.workshop)
    if programme.has_begun(exercise):
        raise RuleBroken(_("Steget har redan börjat och kan inte ändras."), status=409)
    if exercise.only_at_id is None:
        ensure_not_frozen(exercise.workshop)


def ensure_not_frozen(workshop: Workshop) -> None:
    """RuleBroken once a site has opened in a session with several: then all answer the same questions."""
    if is_frozen(workshop):
        raise RuleBroken(
            _("Frågorna är frysta sedan verkstaden öppnade, så att alla orter svarar på samma. En ort kan lägga till "
              "en egen fråga."),
            status=409,
        )  # fmt: skip


def noted(exercise: Exercise, act: str, by, at: datetime) -> None:
    """Write down what was done to a step, and let the room know that the programme is another."""
    record(act=act, subject=exercise, by=by, at=at, lab_id=exercise.workshop.lab_id)
    programme.count_change(exercise.workshop)
    programme.tell(exercise.workshop, at)
