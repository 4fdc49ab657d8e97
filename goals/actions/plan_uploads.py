"""A plan on its way in: taken in to look at, its columns told, then read in whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.plans import locked_plan
from goals.analysis.plan_sheet import Plan, read_plan
from goals.models import ActionItem, ActionPlan, PlanUpload, PlanVersion
from goals.plan_words import file_sentence, fits_sentence
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.grids import MAX_BYTES, Grid, grid_of_file, grid_of_text
from hlab.core.sheets import Unreadable
from hlab.core.text import fold, tidy

LIMITS = {"number": 20, "title": 300, "description": 4000, "responsible": 200, "period": 100, "target": 1000}
LONGEST_NOTE = 300
KEPT_FOR = timedelta(days=14)
"""How long a file that nobody went on with is kept."""
WORDS = ("number", "title", "description", "responsible", "period", "target")
HEADER = "header"
"""The key, among the columns of an upload, of the row that somebody has said holds the headings."""


@dataclass(frozen=True)
class Changes:
    """How a plan's next version differs from the one before, in numbers of actions. changed: the same action with other
    words; gone: no longer in the plan; first: there is none before."""

    new: int
    changed: int
    same: int
    gone: int
    first: bool

    @property
    def is_none(self) -> bool:
        return not (self.first or self.new or self.changed or self.gone)


@transaction.atomic
def take_in(*, plan: ActionPlan, key: uuid.UUID, raw: bytes, by, at: datetime, filename: str = "") -> PlanUpload:
    """Take in a plan to look at; nothing is read in yet. filename: blank for what was pasted or written by hand.

    key: made with the page; the same one sent again is the same upload. Raises RuleBroken for what is no table.
    """
    there = PlanUpload.objects.filter(pk=key).first()
    if there is not None:
        if there.plan_id != plan.pk:
            raise RuleBroken(_("Ladda om sidan och försök igen."), status=409)
        return there
    if len(raw) > MAX_BYTES:
        raise too_large()
    upload = PlanUpload(
        pk=key, lab=plan.lab, plan=plan, filename=tidy(filename)[:200], content=raw, created_by=user_of(by),
        created_at=at,
    )  # fmt: skip
    try:
        grid = grid_of(upload)
        read_plan(grid, limits=LIMITS)
    except Unreadable as error:
        raise RuleBroken(file_sentence(error), field="file" if filename else "pasted") from error
    upload.sheet = grid.sheet[:100]
    upload.save(force_insert=True)
    return upload


def too_large() -> RuleBroken:
    """What is said of a file over the limit."""
    return RuleBroken(file_sentence(Unreadable("too_large")), field="file", status=413)


@transaction.atomic
def map_columns(
    *, upload: PlanUpload, sheet: str, header: int | None, mapping: Mapping[str, int] | None, by, at: datetime
) -> PlanUpload:
    """Say which sheet it is, which row has the headings, and which column (from 0) holds what; None guesses.

    Another sheet is guessed anew. Raises RuleBroken when what was said is not in the file.
    """
    upload = _locked(upload)
    if upload.done_at is not None:
        raise RuleBroken(_("Planen är redan inläst."), status=409)
    chosen: dict[str, int] = {}
    if sheet == upload.sheet:
        chosen = dict(mapping or {})
        if header is not None:
            chosen[HEADER] = header
    upload.sheet, upload.mapping = sheet[:100], chosen
    try:
        seen(upload)
    except Unreadable as error:
        raise RuleBroken(file_sentence(error), field="sheet" if error.code == "no_sheet" else HEADER) from error
    upload.save(update_fields=["sheet", "mapping"])
    return upload


def grid_of(upload: PlanUpload) -> Grid:
    """The rows of what was sent in. Raises Unreadable."""
    raw = bytes(upload.content or b"")
    if upload.filename:
        return grid_of_file(raw, sheet=upload.sheet or None)
    return grid_of_text(raw.decode("utf-8", errors="replace"))


def seen(upload: PlanUpload, grid: Grid | None = None) -> Plan:
    """What the upload would give as its columns are told now. Changes nothing. Raises Unreadable."""
    told = dict(upload.mapping)
    header = told.pop(HEADER, None)
    return read_plan(grid or grid_of(upload), header=header, mapping=told or None, limits=LIMITS)


@transaction.atomic
def read_in(*, upload: PlanUpload, by, at: datetime, note: str = "") -> PlanVersion:
    """Make the next version of the plan out of an upload: every action, or none. Done twice it is the same version.

    Each action is tied to the same one in the version before: by number where both have numbers of their own, else by
    title. note: what is new. Raises RuleBroken when a row cannot be read.
    """
    if upload.plan is None:
        raise RuleBroken(_("Planen är borttagen. Lägg till den igen."), status=409)
    plan = locked_plan(upload.plan)
    upload = _locked(upload)
    if upload.done_at is not None:
        done = plan.versions.filter(client_key=upload.pk).first()
        if done is None:
            raise RuleBroken(
                _("Den här filen har redan lästs in, och versionen är borttagen. Välj filen igen."), status=409
            )
        return done
    note = tidy(note)
    if len(note) > LONGEST_NOTE:
        raise RuleBroken(_("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LONGEST_NOTE}, field="note")
    try:
        told = seen(upload)
    except Unreadable as error:
        raise RuleBroken(file_sentence(error), field="file") from error
    if told.faults or not told.rows:
        raise RuleBroken(fits_sentence(told), code="rows")
    before = plan.versions.order_by("-number").first()
    items, changes = _next(told, list(before.items.all()) if before else [])
    if before and changes.is_none:
        raise RuleBroken(
            _("Allt är redan inläst: insatserna är desamma som i version %(number)s.") % {"number": before.number},
            status=409,
        )
    version = PlanVersion.objects.create(
        plan=plan, number=before.number + 1 if before else 1, source=upload.filename, note=note, client_key=upload.pk,
        by=user_of(by), at=at,
    )  # fmt: skip
    for item in items:
        item.version = version
    ActionItem.objects.bulk_create(items, batch_size=500)
    upload.content, upload.done_at = None, at
    upload.save(update_fields=["content", "done_at"])
    record(
        act="plan.read_in", subject=plan, by=by, at=at, lab_id=plan.lab_id, number=version.number, items=len(items),
    )  # fmt: skip
    return version


def changes_in(plan: ActionPlan, told: Plan) -> Changes:
    """What the rows would change beside what the plan says now."""
    before = plan.versions.order_by("-number").first()
    return _next(told, list(before.items.all()) if before else [])[1]


def forget_old(now: datetime) -> int:
    """Remove files that nobody went on with. Returns how many."""
    return PlanUpload.objects.filter(done_at__isnull=True, created_at__lt=now - KEPT_FOR).delete()[0]


def _next(told: Plan, earlier: list[ActionItem]) -> tuple[list[ActionItem], Changes]:
    """The actions of the rows, each pointing at the same one of the version before: by number, then by title.

    Each earlier action is pointed at once at most. A number that several actions carry says nothing of which is which.
    """
    items = [ActionItem(position=position, **row.values) for position, row in enumerate(told.rows, start=1)]
    left = {row.pk: row for row in earlier}
    for name in ("number", "title"):
        here, there = _only(items, name), _only(left.values(), name)
        for key, item in here.items():
            if item.before is None and key in there:
                item.before = left.pop(there[key].pk)
    tied = [item for item in items if item.before is not None]
    same = sum(all(getattr(item, name) == getattr(item.before, name) for name in WORDS) for item in tied)
    return items, Changes(
        new=len(items) - len(tied), changed=len(tied) - same, same=same, gone=len(left), first=not earlier
    )


def _only(items: Iterable[ActionItem], name: str) -> dict[str, ActionItem]:
    """{number or title as it is compared: the action}, for those that one action alone has."""
    found: dict[str, ActionItem | None] = {}
    for item in items:
        key = fold(getattr(item, name)) if name == "title" else " ".join(getattr(item, name).casefold().split())
        if key:
            found[key] = None if key in found else item
    return {key: item for key, item in found.items() if item is not None}


def _locked(upload: PlanUpload) -> PlanUpload:
    return PlanUpload.objects.select_for_update(of=("self",)).select_related("plan__lab", "lab").get(pk=upload.pk)
