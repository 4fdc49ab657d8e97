"""Figures from Kolada itself: page by page, each kept as it came, so that a fetch goes on where it stopped."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup import kolada
from followup.analysis.reading.kolada import envelope, values_of
from followup.enums import BatchState, SourceKind, UnitKind
from followup.kolada import Client, GaveUp, Page
from followup.models import ExternalId, ImportBatch, Snapshot, Unit
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.jobs import enqueue
from hlab.core.sheets import Unreadable
from hlab.labs.models import Lab

FETCH = "followup.fetch"
FIRST_YEAR = 1970
Progress = Callable[..., None]


@transaction.atomic
def begin_fetch(
    *,
    lab: Lab,
    kpis: Sequence[str],
    years: Sequence[int],
    by,
    at: datetime,
    units: Sequence[str] | None = None,
    base: str = kolada.BASE,
    soon: bool = False,
) -> ImportBatch:
    """An import whose pages are to be fetched. units: codes; None for the country, every region and every municipality.
    soon: as a job. The same that was asked for before and was not read in is gone on with.

    Raises RuleBroken for ids that no indicator of the lab has, for years that cannot be, and for an example lab, whose
    figures are invented.
    """
    if lab.is_demo:
        raise RuleBroken(_("Ett exempellabb har bara påhittade värden. Hämta riktiga värden i ett riktigt labb."))
    kpis, years = sorted(set(kpis)), sorted(set(years))
    _check(lab, kpis, years, at)
    asked_for = Unit.objects.filter(is_demo=False, kind__in=(UnitKind.COUNTRY, UnitKind.REGION, UnitKind.MUNICIPALITY))
    known = asked_for.order_by("code").values_list("code", flat=True)
    places = sorted(set(known) if units is None else set(units) & set(known))
    if not places:
        raise RuleBroken(_("Det finns inga enheter att hämta värden för. Läs in listan över enheter först."))
    wanted = {"base": base, "kpis": kpis, "years": years, "units": places}
    digest = hashlib.sha256(repr(sorted(wanted.items())).encode()).hexdigest()
    open_ones = ImportBatch.objects.filter(lab=lab, digest=digest, state__in=(BatchState.DRAFT, BatchState.FAILED))
    batch = open_ones.order_by("-pk").first()
    if batch is None:
        batch = ImportBatch.objects.create(
            lab=lab, source=SourceKind.KOLADA, digest=digest, as_of=at, created_by=user_of(by), created_at=at,
            name=_name(kpis, years), mapping={"fetch": wanted},
        )  # fmt: skip
        record(act="figures.fetch_begun", subject=batch, by=by, at=at, lab_id=lab.pk)
    if soon and (batch.job is None or batch.job.ended_at is not None):
        batch.job = enqueue(FETCH, by=by, at=at, batch=batch.pk, user=getattr(user_of(by), "pk", None))
        batch.save(update_fields=["job"])
    return batch


def fetch(
    *, batch: ImportBatch, by, at: datetime, client: Client | None = None, progress: Progress | None = None
) -> int:
    """Fetch the pages of a batch that are not there yet, each kept as soon as it has come. Returns how many there are.

    Raises RuleBroken when Kolada does not answer; what was fetched is kept, and so are the figures there were.
    """
    client, tell = client or Client(), progress or (lambda done, total, message="": None)
    wanted = batch.mapping["fetch"]
    firsts = kolada.addresses(wanted["kpis"], wanted["units"], wanted["years"], wanted["base"])
    kept = {row.url: row for row in batch.snapshots.order_by("number")}
    number = max((row.number for row in kept.values()), default=0)
    seen: set[str] = set()

    def ask(url: str, _etag: str) -> Page | None:
        nonlocal number
        if url in kept:
            return Page(url, gzip.decompress(bytes(kept[url].content)), kept[url].etag)
        before = _earlier(batch, url)
        page = client.ask(url, before.etag if before else "")
        if page is None and before:
            page = Page(url, gzip.decompress(bytes(before.content)), before.etag)
        if page is not None and values_of(page.raw):
            number += 1
            kept[url] = keep_page(batch=batch, page=page, number=number, by=by, at=at)
        return page

    for done, first in enumerate(firsts):
        tell(done, len(firsts), _("Hämtar från Kolada"))
        try:
            for page in kolada.follow(first, ask):
                seen |= {str(row["kpi"]) for row in values_of(page.raw)}
            if done + 1 == len(firsts):
                _see_what_is_gone(batch, sorted(set(wanted["kpis"]) - seen), client, by, at)
        except GaveUp as gave_up:
            raise RuleBroken(_why(gave_up, number), status=502) from gave_up
        except Unreadable as error:
            raise RuleBroken(_("Kolada svarade med något annat än värden. Försök igen senare."), status=502) from error
    finish_fetch(batch=batch, by=by, at=at, pages=number)
    return number


@transaction.atomic
def mark_gone(*, lab: Lab, codes: Sequence[str], by, at: datetime) -> int:
    """Kolada does not have these indicators any more: renamed, or ended. What was read in stays. Returns how many."""
    rows = ExternalId.objects.filter(
        indicator__lab=lab, source=SourceKind.KOLADA, code__in=codes, gone_at__isnull=True
    ).select_related("indicator")
    for row in rows:
        row.gone_at = at
        row.save(update_fields=["gone_at"])
        record(act="figures.source_gone", subject=row.indicator, by=by, at=at, lab_id=lab.pk, code=row.code)
    return len(rows)


@transaction.atomic
def keep_page(*, batch: ImportBatch, page: Page, number: int, by, at: datetime) -> Snapshot:
    """A page as it came."""
    return Snapshot.objects.create(
        batch=batch, number=number, url=page.url[:500], etag=page.etag, fetched_at=at,
        digest=hashlib.sha256(page.raw).hexdigest(), content=gzip.compress(page.raw, 6, mtime=0),
    )  # fmt: skip


@transaction.atomic
def finish_fetch(*, batch: ImportBatch, by, at: datetime, pages: int) -> None:
    """All pages are there. Raises RuleBroken when there are none."""
    if not pages:
        raise RuleBroken(_("Kolada har inga värden för det här. Kontrollera mått och år."), status=404)
    record(act="figures.fetched", subject=batch, by=by, at=at, lab_id=batch.lab_id, pages=pages)


def _see_what_is_gone(batch: ImportBatch, silent: Sequence[str], client: Client, by, at: datetime) -> None:
    """Ask for those that had no rows at all whether Kolada has them still."""
    there: set[str] = set()
    for url in kolada.kpi_addresses(silent, batch.mapping["fetch"]["base"]):
        page = client.ask(url)
        there |= (
            {str(row.get("id")) for row in envelope(page.raw)["values"] if isinstance(row, dict)} if page else set()
        )
    mark_gone(lab=batch.lab, codes=[code for code in silent if code not in there], by=by, at=at)


def _check(lab: Lab, kpis: Sequence[str], years: Sequence[int], at: datetime) -> None:
    if not kpis or not years:
        raise RuleBroken(_("Välj minst ett mått och ett år."), field="kpis")
    known = set(ExternalId.objects.filter(indicator__lab=lab, source=SourceKind.KOLADA).values_list("code", flat=True))
    if unknown := [one for one in kpis if one not in known]:
        raise RuleBroken(
            _("Inget mått i labbet har Koladas kod %(codes)s. Skriv koden på måttet först.")
            % {"codes": ", ".join(unknown)}, field="kpis",
        )  # fmt: skip
    if years[0] < FIRST_YEAR or years[-1] > at.year:
        raise RuleBroken(_("Välj år mellan %(first)s och i år.") % {"first": FIRST_YEAR}, field="years")


def _earlier(batch: ImportBatch, url: str) -> Snapshot | None:
    """The page as it was the last time, with its etag, so that Kolada need not send it again when nothing is new."""
    found = Snapshot.objects.filter(url=url, batch__lab=batch.lab_id).exclude(etag="").exclude(batch=batch)
    return found.order_by("-fetched_at", "-pk").first()


def _name(kpis: Iterable[str], years: Sequence[int]) -> str:
    return f"Kolada {', '.join(kpis)}, {years[0]}–{years[-1]}"[:200]


def _why(gave_up: GaveUp, pages: int) -> str:
    kept = ngettext(
        "%(n)s sida är hämtad och ligger kvar.", "%(n)s sidor är hämtade och ligger kvar.", pages
    ) % {"n": pages}  # fmt: skip
    said = {
        "refused": _("Kolada svarar inte på frågan just nu (svar %(status)s).") % {"status": gave_up.status},
        "no_answer": _("Kolada går inte att nå just nu."),
        "too_many_pages": _("Kolada skickar fler sidor än väntat. Hämta färre mått eller år åt gången."),
        "elsewhere": _("Kolada hänvisar till en annan webbplats, så hämtningen avbröts."),
        "too_large": _("En sida från Kolada är större än väntat. Hämta färre mått eller år åt gången."),
    }[gave_up.why]
    return " ".join([said, kept, _("Dina tidigare värden är orörda. Försök igen senare.")])
