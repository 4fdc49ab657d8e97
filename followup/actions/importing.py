"""Figures on their way in: taken in to look at, their columns told, then read in as a whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from followup.actions import looking, observing
from followup.actions.looking import Prepared, Progress
from followup.analysis.differing import taken_back
from followup.analysis.reading.columns import Mapping, unpacked
from followup.enums import BatchState, SourceKind
from followup.frames import of_batch
from followup.models import ColumnMapping, ImportBatch, Unit
from followup.queries.importing import titles_of
from followup.words.imports import changes_nothing, file_sentence, told
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.jobs import enqueue
from hlab.core.sheets import Unreadable
from hlab.core.text import tidy
from hlab.labs.models import Lab

MAX_BYTES = 25_000_000
AT_ONCE_BYTES = 500_000
"""A file larger than this is looked at in the background."""
KEPT_FOR = timedelta(days=14)
"""How long a file that nobody went on with is kept."""
MOST_FINDINGS, MOST_CHANGES = 1_000, 20
LOOK, READ = "followup.look", "followup.read_in"
OPEN = (BatchState.DRAFT, BatchState.FAILED)


@transaction.atomic
def take_in(
    *,
    lab: Lab,
    raw: bytes,
    by,
    at: datetime,
    name: str,
    source: str = "",
    as_of: datetime | None = None,
    mapping: Mapping | None = None,
) -> ImportBatch:
    """Take in a file to look at; no figure is read in yet. source: a code of `SourceKind`, blank to see by what is in
    it. as_of: when the source said so, else now. mapping: what its columns mean, else guessed.

    The same file that lies waiting is the same import. Raises RuleBroken for what holds no figures.
    """
    if len(raw) > MAX_BYTES:
        raise too_large()
    digest = hashlib.sha256(raw).hexdigest()
    there = ImportBatch.objects.filter(lab=lab, digest=digest, state=BatchState.DRAFT).order_by("-pk").first()
    if there is not None and mapping is None:
        return there
    try:
        source = source or looking.source_of(raw)
        batch = ImportBatch(
            lab=lab, source=source, name=tidy(name)[:200] or _("Utan namn"), digest=digest, as_of=as_of or at,
            created_by=user_of(by), created_at=at, content=gzip.compress(raw, 6, mtime=0),
        )  # fmt: skip
        if source != SourceKind.KOLADA:
            table = looking.table_of(batch, raw, mapping or Mapping())
            batch.mapping = (mapping or looking.guessed(batch, table)).packed()
            batch.counts = {"table": _table(table)}
    except Unreadable as error:
        raise RuleBroken(file_sentence(error), field="file") from error
    batch.save(force_insert=True)
    record(act="figures.taken_in", subject=batch, by=by, at=at, lab_id=lab.pk)
    _look_soon(batch, len(raw), by, at)
    return batch


@transaction.atomic
def begin(*, lab: Lab, source: str, name: str, digest: str, by, at: datetime) -> ImportBatch:
    """An import whose content lies elsewhere and is not kept here: a large file, or a folder of pages."""
    return ImportBatch.objects.create(
        lab=lab, source=source, name=tidy(name)[:200] or _("Utan namn"), digest=digest, as_of=at,
        created_by=user_of(by), created_at=at,
    )  # fmt: skip


def too_large() -> RuleBroken:
    """What is said of a file over the limit."""
    return RuleBroken(file_sentence(Unreadable("too_large")), field="file", status=413)


@transaction.atomic
def map_columns(*, batch: ImportBatch, mapping: Mapping, by, at: datetime, save_as: str = "") -> ImportBatch:
    """Say what the columns mean and how the file is to be read, and look again. save_as: a name to keep it under for
    the next file with the same headings. Raises RuleBroken when what was said is not in the file."""
    batch = _locked(batch)
    _still_open(batch)
    before, pages = unpacked(batch.mapping), looking.pages_of(batch)
    if not pages:
        raise RuleBroken(_("Filens innehåll finns inte kvar. Välj filen igen."), status=409)
    if batch.source != SourceKind.KOLADA and (mapping.sheet, mapping.header) != (before.sheet, before.header):
        try:
            table = looking.table_of(batch, pages[0], mapping)
        except Unreadable as error:
            raise RuleBroken(file_sentence(error), field="sheet" if error.code == "no_sheet" else "header") from error
        there = {name: heading for name, heading in mapping.columns.items() if heading in table.headings}
        mapping = mapping.with_choices(columns=there) if there else looking.guessed(batch, table)
        batch.counts = batch.counts | {"table": _table(table)}
    batch.mapping = {name: batch.mapping[name] for name in ("fetch",) if name in batch.mapping} | mapping.packed()
    batch.save(update_fields=["mapping", "counts"])
    if save_as := tidy(save_as)[:80]:
        kept = mapping.with_choices(sheet="", scale="", last=False, replace=False)
        ColumnMapping.objects.update_or_create(
            lab_id=batch.lab_id, name=save_as, defaults={"mapping": kept.packed()},
            create_defaults={"mapping": kept.packed(), "created_by": user_of(by), "created_at": at},
        )  # fmt: skip
        record(act="figures.columns_saved", subject=batch, by=by, at=at, lab_id=batch.lab_id)
    _look_soon(batch, sum(map(len, pages)), by, at)
    return batch


@transaction.atomic
def look(*, batch: ImportBatch, by, at: datetime, prepared: Prepared | None = None, unread: str = "") -> ImportBatch:
    """Keep with the batch what it would give: findings, how many of each kind, and the first changes. No figure is
    changed. prepared: read already; unread: why it could not be."""
    batch = _locked(batch)
    kept = {"table": batch.counts["table"]} if "table" in batch.counts else {}
    if batch.state not in OPEN:
        return batch
    try:
        prepared = prepared or (None if unread else looking.prepare(batch, at))
    except Unreadable as error:
        unread = file_sentence(error)
    if prepared is None:
        batch.findings = [{"row": 0, "field": "", "code": "unread", "fault": True, "text": unread}]
        batch.counts = kept | {"unread": True}
    else:
        outcome = looking.compare(batch, prepared)
        batch.findings = told(outcome.findings)[:MOST_FINDINGS]
        batch.counts = kept | outcome.counts() | {
            "found": len(outcome.findings), "asks": sorted({one.code for one in outcome.findings if one.is_fault}),
            "changes": _changes(batch, outcome.difference.changed), "by": _by(batch, outcome.difference.changed),
        }  # fmt: skip
    batch.state = BatchState.DRAFT
    batch.save(update_fields=["findings", "counts", "state"])
    return batch


@transaction.atomic
def queue(*, batch: ImportBatch, by, at: datetime, only_good: bool = False) -> ImportBatch:
    """Read a batch in, in the background (job "followup.read_in"). only_good: without the rows that cannot be, which
    is the user's word; else one such row stops it all. One that is on its way stays so."""
    batch = _locked(batch)
    if batch.state in (BatchState.QUEUED, BatchState.DONE):
        return batch
    if not batch.counts or "rows" not in batch.counts:
        raise RuleBroken(_("Filen är inte granskad ännu. Vänta en stund och ladda om sidan."), status=409)
    _may_read(batch.counts, only_good)
    batch.job = enqueue(READ, by=by, at=at, batch=batch.pk, user=getattr(user_of(by), "pk", None), only_good=only_good)
    batch.state = BatchState.QUEUED
    batch.save(update_fields=["job", "state"])
    return batch


@transaction.atomic
def read_in(
    *, batch: ImportBatch, prepared: Prepared, by, at: datetime, only_good: bool = False,
    progress: Progress | None = None,
) -> ImportBatch:  # fmt: skip
    """Keep every figure of a batch, or none. Done twice it is done once, and figures that are known already are left as
    they are. Raises RuleBroken when rows cannot be read in and nobody has said to leave them out. progress: see
    `jobs.job`."""
    Lab.objects.select_for_update(no_key=True).get(pk=batch.lab_id)  # two imports of one figure come after each other
    batch = _locked(batch)
    if batch.state == BatchState.DONE:
        return batch
    outcome = looking.compare(batch, prepared)
    counts = outcome.counts()
    _may_read(counts, only_good)
    changed = outcome.difference.changed
    observing.write(batch=batch, changed=changed, at=at, tell=_telling(progress))
    batch.counts = counts | {"found": len(outcome.findings), "by": _by(batch, changed)}
    batch.findings = told(outcome.findings)[:MOST_FINDINGS]
    batch.content, batch.state, batch.done_at = None, BatchState.DONE, at
    batch.save(update_fields=["content", "state", "done_at", "counts", "findings"])
    record(
        act="figures.nothing_new" if changes_nothing(counts) else "figures.read_in", subject=batch, by=by, at=at,
        lab_id=batch.lab_id, **{name: counts[name] for name in ("new", "revised", "deleted", "rejected")},
    )  # fmt: skip
    return batch


@transaction.atomic
def mark_failed(*, batch: ImportBatch, by, at: datetime) -> None:
    """A batch that could not be read in may be looked at and tried again."""
    ImportBatch.objects.filter(pk=batch.pk, state=BatchState.QUEUED).update(state=BatchState.FAILED)


@transaction.atomic
def discard(*, batch: ImportBatch, by, at: datetime) -> None:
    """Throw away what has not been read in. Raises RuleBroken for what has."""
    batch = _locked(batch)
    _still_open(batch)
    record(act="figures.discarded", subject=batch, by=by, at=at, lab_id=batch.lab_id)
    batch.delete()


@transaction.atomic
def undo(*, batch: ImportBatch, by, at: datetime) -> ImportBatch:
    """Take an import back: what it changed is as before, and what it brought is marked as taken away. Nothing is
    erased: it is an import of its own. Figures that have changed since are left. Raises RuleBroken when none stands."""
    Lab.objects.select_for_update(no_key=True).get(pk=batch.lab_id)
    batch = _locked(batch)
    if batch.state != BatchState.DONE:
        raise RuleBroken(_("Filen är inte inläst, så det finns inget att ta tillbaka."), status=409)
    standing, before = of_batch(batch)
    changed = taken_back(standing, before)
    if changed.empty:
        raise RuleBroken(_("Inget av det som lästes in gäller längre, så det finns inget att ta tillbaka."), status=409)
    made = ImportBatch.objects.create(
        lab_id=batch.lab_id, source=batch.source, digest=batch.digest, as_of=at, created_by=user_of(by), created_at=at,
        name=_("Tillbaka: %(name)s")[:60] % {"name": batch.name[:140]}, state=BatchState.DONE, done_at=at,
        counts={"undoes": batch.pk, "rows": len(changed), "same": 0, "rejected": 0, "new": 0}
        | {kind: int((changed["kind"] == kind).sum()) for kind in ("revised", "deleted")} | {"by": _by(batch, changed)},
    )  # fmt: skip
    observing.write(batch=made, changed=changed, at=at)
    record(act="figures.undone", subject=batch, by=by, at=at, lab_id=batch.lab_id)
    return made


@transaction.atomic
def forget_mapping(*, mapping: ColumnMapping, by, at: datetime) -> None:
    """A saved mapping is not offered any more."""
    record(act="figures.columns_forgotten", subject=mapping, by=by, at=at, lab_id=mapping.lab_id)
    mapping.delete()


def forget_old(now: datetime) -> int:
    """Remove files that nobody went on with. Returns how many."""
    return ImportBatch.objects.filter(state__in=OPEN, created_at__lt=now - KEPT_FOR).delete()[0]


# --- Inner parts ------------------------------------------------------------------------------


def _look_soon(batch: ImportBatch, size: int, by, at: datetime) -> None:
    """Small files at once, large ones as a job."""
    if size <= AT_ONCE_BYTES:
        look(batch=batch, by=by, at=at)
        batch.refresh_from_db()
        return
    batch.job = enqueue(LOOK, by=by, at=at, batch=batch.pk)
    batch.counts = {"table": batch.counts["table"]} if "table" in batch.counts else {}
    batch.findings = []
    batch.save(update_fields=["job", "counts", "findings"])


def _telling(progress: Progress | None):
    """Progress of the writing, in words too; None where nobody asks."""
    if progress is None:
        return None

    def tell(done: int, of: int) -> None:
        said = {"done": number_format(done, force_grouping=True), "of": number_format(of, force_grouping=True)}
        progress(done, of, _("Skriver in värdena: %(done)s av %(of)s") % said)

    return tell


def _locked(batch: ImportBatch) -> ImportBatch:
    rows = ImportBatch.objects.select_for_update(of=("self",), no_key=True).select_related("lab").defer("content")
    return rows.get(pk=batch.pk)


def _still_open(batch: ImportBatch) -> None:
    if batch.state not in OPEN:
        raise RuleBroken(_("Filen är redan inläst, eller håller på att läsas in."), status=409)


def _may_read(counts: dict, only_good: bool) -> None:
    if counts.get("rejected") and not only_good:
        raise RuleBroken(
            _("Inget är inläst. Några rader går inte att läsa in. Rätta dem, eller välj att läsa in resten."),
            field="only_good", code="rows",
        )  # fmt: skip
    if not counts.get("rows") or counts["rejected"] >= counts["rows"]:
        raise RuleBroken(_("Inget är inläst. Ingen rad går att läsa in. Rätta det som står nedan."), code="rows")


def _table(table) -> dict:
    return {
        "headings": list(table.headings), "samples": table.samples(), "header": table.header, "sheet": table.sheet,
        "sheets": list(table.sheets),
    }  # fmt: skip


def _by(batch: ImportBatch, changed) -> list[list]:
    """[[title, key, new, revised, deleted]] by indicator."""
    if changed.empty:
        return []
    titles = titles_of(batch.lab)
    counted = changed.groupby(["version", "kind"]).size().unstack(fill_value=0)
    return [
        [*titles[int(version)], *(int(row.get(kind, 0)) for kind in ("new", "revised", "deleted"))]
        for version, row in counted.iterrows()
    ]  # fmt: skip


def _changes(batch: ImportBatch, changed) -> list[list]:
    """The first figures that change: [title, unit, period, sex, age, as it was, as it will be, kind]."""
    first = looking.shown_changes(changed, MOST_CHANGES)
    if first.empty:
        return []
    titles = titles_of(batch.lab)
    units = dict(Unit.objects.filter(pk__in=[int(one) for one in first["unit"]]).order_by().values_list("pk", "name"))
    return [
        [titles[int(row["version"])][0], units[int(row["unit"])], row["period"], row["sex"], row["age"],
         _number(row["was"]), _number(row["value"]), row["kind"]]
        for row in first.to_dict("records")
    ]  # fmt: skip


def _number(value: float) -> float | None:
    return None if value != value else float(value)
