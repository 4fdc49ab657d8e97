"""What a file of figures would give, worked out without changing any figure."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from followup.analysis.differing import Difference, differ
from followup.analysis.reading import jsonstat, kolada, tables
from followup.analysis.reading.checking import Checked, check
from followup.analysis.reading.columns import Mapping, guess, missing_fields, unpacked
from followup.analysis.reading.shape import Found, Reading
from followup.analysis.reading.tables import Table, figures_of
from followup.enums import SourceKind
from followup.frames import known_now
from followup.models import ImportBatch
from followup.queries.importing import mappings_of, register_of
from hlab.core.sheets import Unreadable

Progress = Callable[..., None]


@dataclass(frozen=True)
class Prepared:
    """A file read and checked, before it is held beside what is known. table: of a table, what its columns are."""

    checked: Checked
    mapping: Mapping
    table: Table | None = None


@dataclass(frozen=True)
class Outcome:
    """What it comes to. rejected: rows that cannot be read in, those of another source with them."""

    difference: Difference
    findings: list[Found]
    rows: int
    rejected: int

    def counts(self) -> dict[str, int]:
        return {
            "rows": self.rows, "new": self.difference.count("new"), "revised": self.difference.count("revised"),
            "deleted": self.difference.count("deleted"), "same": self.difference.same, "rejected": self.rejected,
        }  # fmt: skip


def prepare(
    batch: ImportBatch, at: datetime, progress: Progress | None = None, pages: Iterable[bytes] | None = None
) -> Prepared:
    """Read and check the file of a batch. pages: the content, when it is not kept with the batch. Raises Unreadable."""
    tell = progress or (lambda done, total, message="": None)
    tell(0, 4, _("Läser filen"))
    reading, mapping, table = _read(batch, list(pages) if pages is not None else pages_of(batch))
    tell(1, 4, _("Granskar raderna"))
    register = register_of(batch.lab, batch.source)
    checked = check(reading, register, mapping, is_demo=batch.lab.is_demo, today=localdate(at))
    tell(2, 4, _("Jämför med det som redan finns"))
    return Prepared(checked, mapping, table)


def compare(batch: ImportBatch, prepared: Prepared) -> Outcome:
    """Hold what was read beside what is known now."""
    read, findings = prepared.checked.frame, prepared.checked.findings.copy()
    now = known_now(read["version"].unique(), read["unit"].unique())
    difference = differ(now, read, source=batch.source)
    rejected = prepared.checked.rejected
    elsewhere = difference.changed["elsewhere"].astype(bool)
    if elsewhere.any():
        rows = difference.changed.loc[elsewhere, "row"]
        if prepared.mapping.replace:
            findings.add("replaces", "value", rows)
        else:
            findings.add("other_source", "value", rows)
            rejected += int(elsewhere.sum())
            kept = difference.changed[~elsewhere].reset_index(drop=True)
            difference = Difference(kept, difference.same, difference.nothing)
    if len(difference.nothing):
        findings.add("nothing_to_delete", "value", difference.nothing["row"])
    return Outcome(difference, findings.told(), prepared.checked.rows, rejected)


def pages_of(batch: ImportBatch) -> list[bytes]:
    """What a batch holds, as it came: one file, or the pages of a fetch in order."""
    content = ImportBatch.objects.values_list("content", flat=True).get(pk=batch.pk)
    if content is not None:
        return [gzip.decompress(bytes(content))]
    return [
        gzip.decompress(bytes(page)) for page in batch.snapshots.order_by("number").values_list("content", flat=True)
    ]


def table_of(batch: ImportBatch, raw: bytes, mapping: Mapping) -> Table:
    """The rows of a table or a data set. Raises Unreadable."""
    if batch.source == SourceKind.JSONSTAT:
        return jsonstat.read_dataset(raw)
    return tables.read_table(raw, sheet=mapping.sheet, header=mapping.header)


def source_of(raw: bytes) -> str:
    """Which kind of source a file comes from, by how it begins. Raises Unreadable for JSON of neither kind."""
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
        return SourceKind.TABLE
    try:
        kolada.values_of(raw)
    except Unreadable as error:
        if error.code == "not_json":
            raise
    else:
        return SourceKind.KOLADA
    jsonstat.read_dataset(raw)
    return SourceKind.JSONSTAT


def guessed(batch: ImportBatch, table: Table) -> Mapping:
    """What the columns most likely mean: as was saved for the same headings, else by their words."""
    here = set(table.headings)
    for saved in mappings_of(batch.lab):
        mapping = unpacked(saved.mapping)
        if mapping.columns and set(mapping.columns.values()) <= here and not missing_fields(mapping):
            return mapping.with_choices(sheet=table.sheet, header=table.header)
    return guess(table.headings, table.samples()).with_choices(sheet=table.sheet, header=table.header)


def _read(batch: ImportBatch, pages: list[bytes]) -> tuple[Reading, Mapping, Table | None]:
    mapping = unpacked(batch.mapping)
    if batch.source == SourceKind.KOLADA:
        return kolada.read_pages(pages), mapping, None
    if not pages:
        raise Unreadable("empty")
    table = table_of(batch, pages[0], mapping)
    return figures_of(table, mapping), mapping, table


def shown_changes(changed: pd.DataFrame, most: int) -> pd.DataFrame:
    """The first rows that change or take away what is known, in the order of the file."""
    return changed[changed["kind"] != "new"].sort_values("row").head(most)
