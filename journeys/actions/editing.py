"""How every change of a map is made: one at a time, written down with what was there before, told to those who look on,
and possible to take back as long as nobody has changed the same rows since.

    with changing(journey, EditAct.STEP_CHANGED, by=by, at=at, about=step.title) as change:
        step = change.open(Step, step.pk)      # locked, as it is now; refused when it has been removed
        step.title = title
        change.save(step)
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max, Min, Model
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.live.actions import publish
from journeys.actions.standing import ensure_standing
from journeys.enums import EditAct
from journeys.models import Cell, Gap, Journey, JourneyActor, Link, MapEdit, Phase, Step, StepActor, Voice

KINDS: dict[str, type[Model]] = {
    "journey": Journey, "actor": JourneyActor, "phase": Phase, "step": Step, "cell": Cell, "gap": Gap, "link": Link,
    "voice": Voice,
}  # fmt: skip
NAMES = {model: name for name, model in KINDS.items()}
OF_THE_JOURNEY = (
    "title", "question", "kind", "person", "about", "county", "place", "happened_in", "day_zero", "as_is", "owner",
    "review_on",
)  # fmt: skip
"""What of the journey's own row is part of its map, and comes back when a change is undone."""
LEFT_OUT = ("row_version",)
ROOM = 1 << 20
"""Between the places of two neighbours."""
T = TypeVar("T", bound=Model)


def channel_of(journey: Journey | int) -> str:
    """The channel that tells of changes of a map."""
    return f"journey:{journey if isinstance(journey, int) else journey.pk}"


class Change:
    """One act on a map while it is going on: the rows it has opened, as they were."""

    def __init__(self, journey: Journey, at: datetime):
        self.journey, self.at = journey, at
        self.before: dict[str, dict | None] = {}
        self.rows: dict[str, Model] = {}

    def open(self, model: type[T], pk: Any) -> T:
        """The row as it is now, of this journey. RuleBroken when it is not there or has been removed."""
        found: Any = model._default_manager.filter(pk=pk).select_for_update().first()
        owner = found.step if isinstance(found, Cell) else found
        if found is None or owner.journey_id != self.journey.pk:
            raise RuleBroken(_("Den delen finns inte i kartan. Ladda om sidan."), status=404)
        if getattr(owner, "gone_at", None) is not None:
            raise RuleBroken(gone_words(owner), status=409, code="gone")
        self._remember(found, _state(found))
        return found

    def whole(self) -> Journey:
        """The journey's own row, opened, for the facts about the map."""
        self._remember(self.journey, _state(self.journey))
        return self.journey

    def add(self, row: T) -> T:
        """A new row."""
        row.save(force_insert=True)
        self._remember(row, None)
        return row

    def save(self, row: Any) -> None:
        """Keep an opened row as it is now, with the next row version."""
        if name_of(row) not in self.before:
            raise ValueError("open the row first")
        row.row_version += 1
        row.save()

    def remove(self, row: Any) -> None:
        """Take an opened row out of the map; it can come back."""
        row.gone_at = self.at
        self.save(row)

    def _remember(self, row: Model, before: dict | None) -> None:
        self.before.setdefault(name_of(row), before)
        self.rows[name_of(row)] = row

    def written(self) -> tuple[dict, dict]:
        """(before, after) of the rows that did change."""
        after = {name: _state(row) for name, row in self.rows.items()}
        changed = [name for name in self.before if self.before[name] != after[name]]
        return {name: self.before[name] for name in changed}, {name: after[name] for name in changed}


@contextmanager
def changing(
    journey: Journey, act: EditAct, *, by, at: datetime, about: str = "", undoes: MapEdit | None = None,
    client_key: uuid.UUID | None = None,
) -> Iterator[Change]:  # fmt: skip
    """One act on a map, in one transaction and alone with it. Nothing is written down when nothing changed.

    about: what the act was on, in the lab's own words, for the history; never what a participant has said: in a map of
    what somebody told, the names of its parts are their words, and the history says only what was done.
    """
    with transaction.atomic():
        locked = Journey.objects.select_for_update(of=("self",)).select_related("lab").get(pk=journey.pk)
        if locked.archived_at is not None and act is not EditAct.CHANGED:
            raise RuleBroken(_("Kartan är lagd åt sidan. Ta fram den igen innan du ändrar i den."), status=409)
        if locked.teller_id is not None or locked.exercise_id is not None:
            about = ""
        change = Change(locked, at)
        yield change
        before, after = change.written()
        if not after:
            return
        locked.edits += 1
        locked.changed_at = at
        locked.save(update_fields=["edits", "changed_at"])
        edit = MapEdit.objects.create(
            journey=locked, number=locked.edits, act=act, about=about[:120], before=before, after=after,
            undoes=undoes, client_key=client_key, by=user_of(by), at=at,
        )  # fmt: skip
        record(act="journey.edited", subject=locked, by=by, at=at, lab_id=locked.lab_id, edit=str(act), n=edit.number)
        publish(channel=channel_of(locked), kind="map", at=at, n=edit.number, edit=str(act))
        journey.edits, journey.changed_at = locked.edits, at


def already(journey: Journey, client_key: uuid.UUID | None) -> MapEdit | None:
    """The edit that was made with this key, if it has been: the same form sent twice is one act."""
    return None if client_key is None else MapEdit.objects.filter(journey=journey, client_key=client_key).first()


def undo(*, journey: Journey, number: int, by, at: datetime, client_key: uuid.UUID | None = None) -> MapEdit:
    """Take back one change, once for a form sent twice (client_key). What others have changed on the same rows in other
    fields stands. Raises RuleBroken when somebody has changed the same since, or it is taken back already."""
    edit = MapEdit.objects.filter(journey=journey, number=number).first()
    if edit is None:
        raise RuleBroken(_("Den ändringen finns inte."), status=404)
    if edit.act in (EditAct.MADE, EditAct.READ_IN):
        raise RuleBroken(_("Det första som gjordes går inte att ångra. Lägg kartan åt sidan i stället."), status=409)
    try:
        return _undone(journey, edit, by, at, client_key)
    except IntegrityError as clash:
        # What it brings back may be there once only, and somebody has put the same there since.
        raise RuleBroken(
            _("Det som skulle komma tillbaka finns redan: någon har lagt till samma sak sedan dess."), status=409
        ) from clash


def _undone(journey: Journey, edit: MapEdit, by, at: datetime, client_key: uuid.UUID | None) -> MapEdit:
    about = edit.about
    with changing(
        journey, EditAct.UNDONE, by=by, at=at, about=about, undoes=edit, client_key=client_key
    ) as change:  # fmt: skip
        made = already(change.journey, client_key)
        if made is not None:
            return made
        if MapEdit.objects.filter(undoes=edit).exists():
            raise RuleBroken(_("Ändringen är redan ångrad."), status=409)
        # What hangs on a row that was added goes before it; what a row hangs on comes back before it.
        for name, now in edit.after.items():
            kind, _colon, pk = name.partition(":")
            row: Any = KINDS[kind]._default_manager.select_for_update().get(pk=pk)
            if not _is_the_same(_state(row), now, edit.before[name]):
                raise RuleBroken(
                    _("Någon har ändrat samma sak sedan dess. Ångra den senare ändringen först, eller skriv om det."),
                    status=409,
                )
            change._remember(row, _state(row))
            _put_back(row, edit.before[name], now, at)
            row.row_version += 1
            row.save()
        added = [change.rows[name].pk for name, was in edit.before.items() if was is None]
        ensure_standing(change.journey, change.rows.values(), added)
    return MapEdit.objects.get(undoes=edit)


def gone_words(row: Any) -> str:
    """What is said of a row that has been removed."""
    return _("”%(title)s” har tagits bort av någon. Ta tillbaka det i historiken om det ska vara kvar.") % {
        "title": str(row)
    }


def name_of(row: Model) -> str:
    """A row as the history names it: "step:<id>"."""
    return f"{NAMES[type(row)]}:{row.pk}"


def place_after(rows: Any, after: Any | None, model: type[Model]) -> int:
    """A place among siblings: after the row `after`, or first for None. rows: the siblings, gone ones too.

    Where there is no room left the siblings are spread out again, in the order they have.
    """
    if after is None:
        first = rows.aggregate(first=Min("place"))["first"]
        return ROOM if first is None else first - ROOM
    following = rows.filter(place__gt=after.place).order_by("place").values_list("place", flat=True).first()
    if following is None:
        return after.place + ROOM
    if following - after.place > 1:
        return (after.place + following) // 2
    spread = list(rows.order_by("place", "pk"))
    for at, row in enumerate(spread, start=1):
        row.place = at * ROOM
    model._default_manager.bulk_update(spread, ["place"])
    after.refresh_from_db(fields=["place"])
    return place_after(rows, after, model)


def last_place(rows: Any) -> int:
    """The place after all siblings."""
    last = rows.aggregate(last=Max("place"))["last"]
    return ROOM if last is None else last + ROOM


# --- Inner parts ------------------------------------------------------------------------------


def _state(row: Any) -> dict:
    """A row's fields as JSON holds them."""
    names = OF_THE_JOURNEY if isinstance(row, Journey) else [
        field.attname for field in row._meta.concrete_fields if field.name not in (*LEFT_OUT, "id")
    ]  # fmt: skip
    state: dict[str, Any] = {}
    for name in names:
        value = getattr(row, f"{name}_id" if name in ("as_is", "owner") else name)
        state[name] = value if value is None or isinstance(value, (bool, int, str)) else _plain(value)
    if isinstance(row, Step):
        there = StepActor.objects.filter(step=row).values_list("actor_id", flat=True)
        state["actors"] = sorted(map(str, there))
    return state


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_the_same(now: dict, then: dict, before: dict | None) -> bool:
    """Whether nobody has changed what the act changed. Places may have been spread out meanwhile."""
    touched = now if before is None else [name for name in then if then[name] != before.get(name)]
    return all(now.get(name) == then.get(name) for name in touched if name != "place" or before is None)


def _put_back(row: Any, before: dict | None, then: dict, at: datetime) -> None:
    """Give an opened row what the act took from it; what others have changed on it since stands. A row that was not
    there before is removed. then: the row as the act left it."""
    if before is None:
        if isinstance(row, Cell):
            row.text = ""
        else:
            row.gone_at = at
        return
    for name, value in before.items():
        if then.get(name) == value:
            continue
        if name == "actors":
            StepActor.objects.filter(step=row).exclude(actor__in=value).delete()
            there = set(map(str, StepActor.objects.filter(step=row).values_list("actor_id", flat=True)))
            StepActor.objects.bulk_create(StepActor(step=row, actor_id=pk) for pk in value if pk not in there)
            continue
        field = row._meta.get_field(name)
        if value is not None and name.endswith("_at"):
            value = parse_datetime(value)
        setattr(row, field.attname, field.to_python(value) if value is not None else None)
