"""A whole programme at once: laid out from a template, or taken from an earlier session with the reference kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.live.actions import publish
from workshops import registry
from workshops.enums import ExerciseState
from workshops.models import Exercise, Pace, Site, Workshop
from workshops.programmes import MOST_STEPS, Template, laid_out
from workshops.queries import programme as steps_of
from workshops.wire import room


def lay_out(workshop: Workshop, template: Template) -> None:
    """The template's steps, each as the best kind that there is. The session must be new and empty."""
    made: list[Exercise | None] = []
    for step, kind in laid_out(template, _fits):
        if not kind:  # nothing that it could be: better a step less than a programme that cannot be made
            made.append(None)
            continue
        source = made[step.source - 1] if step.source and registry.get(kind).works_on else None
        row = new_step(
            workshop,
            position=sum(one is not None for one in made) + 1,
            kind=kind,
            title=str(step.title),
            prompt=str(step.prompt),
            minutes=step.minutes,
            source=source,
            settings=_settings(kind, step.settings.get(kind, {})),
            in_groups=step.in_groups,
            sync=step.sync,
        )
        made.append(row)


SHELL = ("in_groups", "sync", "anonymity")


def copy_steps(workshop: Workshop, earlier: Workshop, sites: dict[int, Site] | None = None) -> None:
    """The steps of an earlier session: the words, minutes and settings, and nothing of what was said there.

    sites: {site of the earlier session: the same site here}; a question that one site asked is left out without it.
    """
    sites = sites or {}
    steps = [step for step in steps_of(earlier) if step.only_at_id is None or step.only_at_id in sites]
    ensure_room(0, len(steps))
    made: dict[int, Exercise] = {}
    for position, step in enumerate(steps, 1):
        made[step.pk] = new_step(
            workshop,
            position=position,
            copied_from=step,
            source=made.get(step.source_id or 0),
            only_at=sites.get(step.only_at_id or 0),
            **{name: getattr(step, name) for name in ("kind", "title", "prompt", "minutes", "settings", *SHELL)},
        )


def new_step(workshop: Workshop, *, position: int, **fields) -> Exercise:
    """A step that is new in the programme. Fields are checked by whoever asks."""
    step = Exercise.objects.create(workshop=workshop, position=position, **fields)
    pace(step)
    return step


def pace(step: Exercise) -> None:
    """A row for where the new step stands at each site that has it."""
    here = [step.only_at] if step.only_at_id else step.workshop.sites.all()
    Pace.objects.bulk_create(Pace(site=site, exercise=step) for site in here)


def tell(workshop: Workshop, at: datetime) -> None:
    """Let every site know that the programme is another."""
    for site_id in workshop.sites.order_by("pk").values_list("pk", flat=True):
        publish(channel=room(site_id), kind="programme", at=at)


def has_begun(step: Exercise) -> bool:
    """Whether people at any site have come to the step. One query, unless the programme was read (`begun`)."""
    if "begun" in step.__dict__:
        return step.begun
    return step.paces.exclude(state=ExerciseState.PENDING).exists()


def put_at(workshop: Workshop, moved: list[Exercise], place: int) -> None:
    """Let these steps, in their order, stand from a place on (1 is the first); the others close up.

    RuleBroken when a step that has begun would change places, or one would come before what it builds on.
    """
    order, ids = steps_of(workshop), {step.pk for step in moved}
    moving = [step for step in order if step.pk in ids]
    rest = [step for step in order if step.pk not in ids]
    at = max(0, min(place - 1, len(rest)))
    wanted = [*rest[:at], *moving, *rest[at:]]
    _ensure_order(order, wanted)
    if wanted != order or [step.position for step in order] != list(range(1, len(order) + 1)):
        # Out of the way first: positions are unique at every moment.
        Exercise.objects.filter(workshop=workshop).update(position=F("position") + 10_000)
        for position, step in enumerate(wanted, 1):
            Exercise.objects.filter(pk=step.pk).update(position=position)


def _ensure_order(order: list[Exercise], wanted: list[Exercise]) -> None:
    begun = [step.pk if has_begun(step) else None for step in order]
    if any(pk is not None and (step.pk != pk) for pk, step in zip(begun, wanted, strict=True)):
        raise RuleBroken(_("Steg som har börjat står kvar på sin plats. Välj en plats längre fram."), status=409)
    before: set[int] = set()
    for step in wanted:
        if step.source_id and step.source_id not in before:
            said = _("”%(step)s” bygger på ”%(source)s” och måste komma efter det.")
            raise RuleBroken(
                said % {"step": step.title, "source": step.source.title if step.source else ""}, status=409
            )
        before.add(step.pk)


def ensure_room(there: int, more: int = 1) -> None:
    """RuleBroken when `more` steps beside the ones that are there would be too many."""
    if there + more <= MOST_STEPS:
        return
    said = _("Ett program kan ha högst %(most)d steg. Ta bort ett steg, eller dela upp dagen i två verkstäder.")
    if more > 1:
        said = _("Programmet har %(n)d steg och ett program kan ha högst %(most)d. Dela upp det först.")
    raise RuleBroken(said % {"most": MOST_STEPS, "n": there + more}, status=409)


def ensure_current(workshop: Workshop, seen: int | None, yours: str) -> None:
    """StaleEdit, with both, when the programme has changed since it was shown. seen: None changes regardless.

    yours: what was to be done, in words. workshop: as it is now, held by the act.
    """
    if seen is None or seen == workshop.programme_version:
        return
    raise StaleEdit(
        _("Någon annan har ändrat programmet sedan du öppnade sidan."),
        yours=yours,
        theirs=outline(steps_of(workshop)),
        row_version=workshop.programme_version,
    )


def outline(steps: Iterable[Exercise]) -> str:
    """A programme as lines: "1. Vad står i vägen? (15 min)"."""
    return "\n".join(
        _("%(n)d. %(title)s (%(minutes)d min)") % {"n": number, "title": step.title, "minutes": step.minutes}
        for number, step in enumerate(steps, 1)
    )


def count_change(workshop: Workshop) -> None:
    """The programme is another than the one shown before."""
    Workshop.objects.filter(pk=workshop.pk).update(programme_version=F("programme_version") + 1)


def _fits(kind: str, settings: dict, source: str) -> bool:
    found = next((one for one in registry.every() if one.key == kind), None)
    if found is None or (found.works_on and source not in found.works_on):
        return False
    try:
        _settings(kind, settings)
    except RuleBroken:
        return False
    return True


def _settings(kind: str, wished: dict) -> dict:
    """The wished settings as the kind stores them, or its usual ones when it does not know of them."""
    clean = registry.get(kind).clean_settings
    try:
        return clean(_told(wished))
    except RuleBroken:
        return clean({})


def _told(value):
    """Lazy words as plain ones, however deep they lie."""
    if isinstance(value, dict):
        return {name: _told(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_told(one) for one in value]
    return value if isinstance(value, int | float | bool | None) else str(value)
