"""What stands in the way: written down, changed by several hands, judged, and shown to anyone or not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.analysis.cards import EXAMPLE, TEXT, TITLE
from goals.enums import BarrierAct, BarrierKind, BarrierState, Layer, Variety
from goals.models import Barrier, BarrierEvent, BarrierTag, Goal
from goals.queries.barrier_public import hindrance_to_showing
from goals.queries.barrier_words import as_text
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import looks_personal, tidy
from hlab.labs.enums import AdminLevel, Level

LIMITS = {"title": TITLE, "text": TEXT, "example": EXAMPLE, "who_can_act": 200, "variety_reason": 300}
CODES = {"layer": Layer, "level": Level, "decided": AdminLevel, "variety": Variety}
SETS = ("kinds", "goals")
LONGEST_REASON = 300
JUDGED = (
    BarrierState.NEW, BarrierState.CONFIRMED, BarrierState.TAKEN_ON, BarrierState.REMAINS, BarrierState.REMOVED,
)  # fmt: skip
"""What people may say of a barrier; that it has been brought together with others is an act of its own."""


@transaction.atomic
def add_barrier(*, lab, title: str, by, at: datetime, **fields) -> Barrier:
    """A barrier that was not said in a step: read in a plan, say. fields: any of LIMITS, CODES, SETS."""
    fields = _checked(lab.pk, {"title": title, **fields})
    sets = {name: fields.pop(name) for name in SETS if name in fields}
    barrier = Barrier(lab=lab, is_demo=lab.is_demo, created_by=user_of(by), created_at=at, **fields)
    _ensure_reason(barrier)
    barrier.save(force_insert=True)
    for name, values in sets.items():
        _put(barrier, name, values)
    write_down(barrier, BarrierAct.MADE, by=by, at=at)
    record(act="barrier.made", subject=barrier, by=by, at=at, lab_id=lab.pk)
    return barrier


@transaction.atomic
def change_barrier(*, barrier: Barrier, row_version: int, by, at: datetime, **fields) -> Barrier:
    """Other words or marks. fields: any of LIMITS, CODES, SETS; the others stand as they are.

    What was said stays as it was said: this is the card, the note is another row. Raises StaleEdit with both cards when
    somebody has saved another since row_version was read.
    """
    barrier = locked(barrier)
    fields = _checked(barrier.lab_id, fields, before=barrier)
    changed = [name for name, value in fields.items() if _now(barrier, name) != value]
    if not changed:
        return barrier
    if barrier.row_version != row_version:
        raise StaleEdit(
            _("Någon annan har sparat kortet sedan du öppnade sidan. Jämför och välj vad som ska gälla."),
            yours=as_text({name: fields[name] for name in changed}),
            theirs=as_text({name: _now(barrier, name) for name in changed}),
            row_version=barrier.row_version,
        )
    for name in changed:
        if name in SETS:
            _put(barrier, name, fields[name])
        else:
            setattr(barrier, name, fields[name])
    _ensure_reason(barrier)
    barrier.row_version += 1
    barrier.save(update_fields=[*(name for name in changed if name not in SETS), "row_version"])
    write_down(barrier, BarrierAct.CHANGED, by=by, at=at)
    record(act="barrier.changed", subject=barrier, by=by, at=at, lab_id=barrier.lab_id, fields=sorted(changed))
    return barrier


@transaction.atomic
def judge_state(*, barrier: Barrier, state: str, reason: str, by, at: datetime) -> Barrier:
    """Say how it stands now, and why: taken on by somebody, still there, gone."""
    barrier = _ensure_standing(locked(barrier))
    reason = tidy(reason)
    if state not in JUDGED:
        raise RuleBroken(_("Välj hur det står till med hindret."), field="state")
    if not reason:
        raise RuleBroken(_("Skriv varför, så att den som läser förstår."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise _too_long("reason", LONGEST_REASON)
    if (barrier.state, barrier.state_reason) == (state, reason):
        return barrier
    barrier.state, barrier.state_reason, barrier.row_version = state, reason, barrier.row_version + 1
    barrier.save(update_fields=["state", "state_reason", "row_version"])
    write_down(barrier, BarrierAct.JUDGED, reason=reason, by=by, at=at)
    record(act="barrier.judged", subject=barrier, by=by, at=at, lab_id=barrier.lab_id, barrier_state=str(state))
    return barrier


@transaction.atomic
def show_to_anyone(*, barrier: Barrier, by, at: datetime) -> Barrier:
    """Let it stand on the public pages of its målbilder. Raises RuleBroken with what hinders that."""
    barrier = _ensure_standing(locked(barrier))
    if barrier.is_public:
        return barrier
    hindrance = hindrance_to_showing(barrier)
    if hindrance:
        raise RuleBroken(hindrance, status=409)
    return _shown(barrier, True, by, at)


@transaction.atomic
def take_from_view(*, barrier: Barrier, by, at: datetime) -> Barrier:
    """Take it down from the public pages again."""
    barrier = locked(barrier)
    return _shown(barrier, False, by, at) if barrier.is_public else barrier


def _shown(barrier: Barrier, is_public: bool, by, at: datetime) -> Barrier:
    barrier.is_public = is_public
    barrier.row_version += 1
    barrier.save(update_fields=["is_public", "row_version"])
    write_down(barrier, BarrierAct.SHOWN if is_public else BarrierAct.HIDDEN, by=by, at=at)
    act = "barrier.shown" if is_public else "barrier.hidden"
    record(act=act, subject=barrier, by=by, at=at, lab_id=barrier.lab_id)
    return barrier


def locked(barrier: Barrier) -> Barrier:
    """The barrier as it is now, with nobody else at it until the act is done."""
    return Barrier.objects.select_for_update(of=("self",)).select_related("lab").get(pk=barrier.pk)


def write_down(barrier: Barrier, act: str, *, by, at: datetime, other: Barrier | None = None, reason: str = "") -> None:
    """One line of a barrier's history."""
    BarrierEvent.objects.create(
        barrier=barrier, act=act, other=other, state=barrier.state, reason=reason, by=user_of(by), at=at
    )


# --- Inner parts ------------------------------------------------------------------------------


def _ensure_standing(barrier: Barrier) -> Barrier:
    if barrier.merged_into_id is not None:
        said = _("Hindret är sammanfört med andra. Gör det på det sammanförda i stället.")
        raise RuleBroken(said, status=409)
    return barrier


def _ensure_reason(barrier: Barrier) -> None:
    if barrier.variety != Variety.UNCLEAR and not barrier.variety_reason:
        raise RuleBroken(
            _("Skriv varför det gynnas av lokal mångfald eller behöver ett gemensamt beslut."), field="variety_reason"
        )


def _checked(lab_id: int, fields: dict, before: Barrier | None = None) -> dict:
    """The fields as they are kept. RuleBroken for words that are missing, too long or point at somebody, for codes that
    do not exist and målbilder of another lab."""
    out: dict = {}
    for name, value in fields.items():
        if name in LIMITS:
            text = tidy(value)
            out[name] = text if name in ("text", "example") else " ".join(text.split())
            _ensure_words(name, out[name], before)
        elif name in CODES:
            if value not in (CODES[name].values if name == "variety" else ("", *CODES[name].values)):
                raise RuleBroken(_("Välj ett av alternativen."), field=name)
            out[name] = str(value)
        elif name == "kinds":
            out[name] = {str(kind) for kind in value}
            if out[name] - set(BarrierKind.values):
                raise RuleBroken(_("Välj bland slagen som står där."), field=name)
        elif name == "goals":
            out[name] = {int(pk) for pk in value}
            if Goal.objects.filter(pk__in=out[name], lab=lab_id).count() != len(out[name]):
                raise RuleBroken(_("Någon av målbilderna finns inte i det här labbet."), field=name)
        else:
            raise TypeError(name)
    return out


def _ensure_words(name: str, text: str, before: Barrier | None) -> None:
    if name == "title" and not text:
        raise RuleBroken(_("Skriv vad som står i vägen."), field=name)
    if len(text) > LIMITS[name]:
        raise _too_long(name, LIMITS[name])
    if looks_personal(text) and (before is None or getattr(before, name) != text):
        said = _("Det ser ut som att texten innehåller ett nummer eller en adress till en person. Ta bort det.")
        raise RuleBroken(said, field=name)


def _too_long(name: str, limit: int) -> RuleBroken:
    return RuleBroken(_("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": limit}, field=name)


def _now(barrier: Barrier, name: str):
    if name == "kinds":
        return {tag.kind for tag in barrier.tags.all()}
    if name == "goals":
        return set(barrier.goals.values_list("pk", flat=True))
    return getattr(barrier, name)


def _put(barrier: Barrier, name: str, values: set) -> None:
    if name == "goals":
        barrier.goals.set(values)
        return
    barrier.tags.exclude(kind__in=values).delete()
    there = set(barrier.tags.values_list("kind", flat=True))
    order = [kind for kind in BarrierKind.values if kind in values - there]
    BarrierTag.objects.bulk_create(BarrierTag(barrier=barrier, kind=kind) for kind in order)
