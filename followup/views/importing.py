"""Figures in: choose a file or fetch from Kolada, look at what it would give, then read it in."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followup.actions import fetching, importing
from followup.actions.looking import unpacked
from followup.enums import BatchState, ObservationStatus, SourceKind
from followup.forms.importing import ColumnsForm, FileForm, KoladaForm, ReadInForm
from followup.models import ColumnMapping, ImportBatch
from followup.queries.history import missing_series
from followup.queries.importing import (
    batches,
    batches_of,
    ids_of,
    indicators_of,
    kolada_codes,
    mappings_of,
    titles_of,
)
from followup.words.cells import group_words
from followup.words.imports import ASKS, changes_nothing, summary
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from hlab.core.jobs import as_far
from hlab.labs.models import Lab

METHODS = ["GET", "HEAD", "POST"]
PER_PAGE, FINDINGS_A_PAGE = 25, 50


def around(lab: Lab, *steps: tuple[str, str | None]) -> dict:
    """Crumbs to a page of the lab's imports, the lab, and whether it is example content."""
    crumbs = [
        (_("Mina labb"), reverse("labs:mine")),
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Värden"), reverse("followup:imports", args=[lab.pk]) if steps else None),
        *steps,
    ]
    return {"lab": lab, "crumbs": crumbs, "is_demo": lab.is_demo}


@guarded("followup.write", Lab)
def imports(request, lab: Lab):
    """The lab's imports, the latest first, and what lacks figures."""
    page = Paginator(batches_of(lab), PER_PAGE).get_page(request.GET.get("page"))
    context = around(lab) | {
        "page": page,
        "missing": len(missing_series(lab, timezone.localdate())),
        "mappings": mappings_of(lab),
        "has_indicators": indicators_of(lab).exists(),
    }
    return render(request, "followup/importing/list.html", context)


@guarded("followup.write", Lab)
@require_http_methods(METHODS)
def new(request, lab: Lab):
    """Choose a file. Nothing is read in yet."""
    sent = request.method == "POST"
    form = FileForm(request.POST if sent else None, request.FILES if sent else None, today=timezone.localdate())

    def save(data):
        file = data["file"]
        if file.size > importing.MAX_BYTES:
            raise importing.too_large()
        as_of = timezone.make_aware(datetime.combine(data["as_of"], time())) if data["as_of"] else None
        batch = importing.take_in(
            lab=lab, raw=file.read(), name=file.name or "", by=request.user, at=timezone.now(), as_of=as_of
        )
        return redirect("followup:import_batch", batch.pk)

    return save_form(
        request, form, save, template="followup/importing/new.html", **around(lab, (_("Läs in en fil"), None))
    )


@guarded("followup.write", Lab)
@require_http_methods(METHODS)
def fetch(request, lab: Lab):
    """Ask Kolada for figures. Nothing is read in yet."""
    codes = kolada_codes(lab)
    year = timezone.localdate().year
    form = KoladaForm(
        request.POST if request.method == "POST" else None, kpis=codes, initial={"first": year - 10, "last": year - 1}
    )

    def save(data):
        batch = fetching.begin_fetch(
            lab=lab, kpis=data["kpis"], years=range(data["first"], data["last"] + 1), by=request.user,
            at=timezone.now(), soon=True,
        )  # fmt: skip
        return redirect("followup:import_batch", batch.pk)

    context = around(lab, (_("Hämta från Kolada"), None)) | {"codes": codes}
    return save_form(request, form, save, template="followup/importing/fetch.html", **context)


@guarded("followup.write", batches)
def batch(request, row: ImportBatch):
    """One import: on its way, what it would give, or what it gave."""
    return _show(request, row)


@guarded("followup.write", batches)
@require_POST
def columns(request, row: ImportBatch):
    """Say what the columns mean, and look again."""
    form = _columns_form(row, request.POST)
    if not form.is_valid():
        return _show(request, row, columns=form, status=422)
    try:
        importing.map_columns(
            batch=row, mapping=form.mapping(), save_as=form.cleaned_data.get("save_as", ""), by=request.user,
            at=timezone.now(),
        )  # fmt: skip
    except RuleBroken as broken:
        form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        return _show(request, row, columns=form, status=broken.status)
    return redirect("followup:import_batch", row.pk)


@guarded("followup.write", batches)
@require_POST
def read_in(request, row: ImportBatch):
    """Read it in, in the background."""
    form = ReadInForm(request.POST)
    form.is_valid()
    try:
        importing.queue(
            batch=row, by=request.user, at=timezone.now(), only_good=bool(form.cleaned_data.get("only_good"))
        )
    except RuleBroken as broken:
        form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        return _show(request, row, form=form, failed=str(broken), status=broken.status)
    return redirect("followup:import_batch", row.pk)


@guarded("followup.write", batches)
@require_http_methods(METHODS)
def discard(request, row: ImportBatch):
    """Throw away what has not been read in."""
    return _sure(
        request, row, title=_("Kasta filen?"), submit=_("Kasta"), told=_("Filen är kastad. Inget värde är ändrat."),
        lede=_("Inget i filen läses in. Du kan välja den igen senare."),
        act=lambda at: importing.discard(batch=row, by=request.user, at=at),
    )  # fmt: skip


@guarded("followup.write", batches)
@require_http_methods(METHODS)
def undo(request, row: ImportBatch):
    """Take an import back."""
    return _sure(
        request, row, title=_("Ta tillbaka inläsningen?"), submit=_("Ta tillbaka"),
        told=_("Inläsningen är tillbakatagen. Värdena är som de var före den."),
        lede=_("Det som filen ändrade blir som förut, och det som den förde in märks som borttaget. Allt står kvar i "
               "historiken. Värden som har ändrats senare rörs inte."),
        act=lambda at: importing.undo(batch=row, by=request.user, at=at),
    )  # fmt: skip


@guarded("followup.write", ColumnMapping)
@require_POST
def forget_mapping(request, mapping: ColumnMapping):
    """A saved choice of columns is not offered any more."""
    lab = mapping.lab_id
    importing.forget_mapping(mapping=mapping, by=request.user, at=timezone.now())
    messages.success(request, _("Valet av kolumner är borttaget. Inga värden är ändrade."))
    return redirect("followup:imports", lab)


# --- Inner parts ------------------------------------------------------------------------------


def _sure(request, row: ImportBatch, *, title: str, lede: str, submit: str, told: str, act):
    failed, status = "", 200
    if request.method == "POST":
        try:
            act(timezone.now())
        except RuleBroken as broken:
            failed, status = str(broken), broken.status
        else:
            messages.success(request, told)
            return redirect("followup:imports", row.lab_id)
    context = around(row.lab, (row.name, reverse("followup:import_batch", args=[row.pk])), (title, None)) | {
        "batch": row, "title": title, "lede": lede, "submit": submit, "failed": failed,
    }  # fmt: skip
    return render(request, "followup/importing/sure.html", context, status=status)


def _columns_form(row: ImportBatch, data=None) -> ColumnsForm:
    mapping, table = unpacked(row.mapping), row.counts.get("table", {})
    titles = {key: title for title, key in titles_of(row.lab).values()}
    return ColumnsForm(
        data, table=table, asks=row.counts.get("asks", []), mapping=mapping, initial=ColumnsForm.start(mapping, table),
        indicators=sorted(titles.items(), key=lambda one: one[1]),
    )  # fmt: skip


def _show(request, row: ImportBatch, *, columns=None, form=None, failed: str = "", status: int = 200):
    running = row.job is not None and row.job.ended_at is None and row.state != BatchState.DONE
    counts = row.counts
    looked = "rows" in counts
    page = Paginator(row.findings, FINDINGS_A_PAGE).get_page(request.GET.get("page"))
    context = around(row.lab, (row.name, None)) | {
        "batch": row, "counts": counts, "running": running, "looked": looked, "findings": page, "failed": failed,
        "mine": row.job is not None and may(request, "core.see_job", row.job), "ended": not running,
        "job": as_far(row.job) if row.job is not None else None,
        "nothing_new": looked and changes_nothing(counts), "summary": summary(counts) if looked else "",
        "more_found": max(0, counts.get("found", 0) - len(row.findings)),
        "by": _by(row), "changes": [_change(one) for one in counts.get("changes", [])],
        "faults": sum(1 for one in row.findings if one.get("fault")),
        "done": row.state == BatchState.DONE, "is_table": "table" in counts,
    }  # fmt: skip
    if not context["done"] and not running:
        asks = row.source != SourceKind.KOLADA or any(code in ASKS for code in counts.get("asks", []))
        context["columns"] = (columns or _columns_form(row)) if asks and (looked or context["is_table"]) else None
        context["form"] = form or ReadInForm()
        context["may_read_in"] = looked and counts["rejected"] < counts["rows"] and not context["nothing_new"]
    return render(request, "followup/importing/batch.html", context, status=status)


def _by(row: ImportBatch) -> list[list]:
    """[[title, indicator id, new, revised, deleted]]."""
    found = row.counts.get("by", [])
    ids = ids_of(row.lab, [key for _title, key, *_counts in found])
    return [[title, ids.get(key), *counted] for title, key, *counted in found]


def _change(one: list) -> dict:
    title, unit, period, sex, age, was, value, kind = one
    none = ObservationStatus.DELETED if kind == "deleted" else ObservationStatus.MISSING
    return {
        "title": title, "unit": unit, "period": period, "who": group_words(sex, age),
        "was": shown(was) or ObservationStatus.MISSING.label, "value": shown(value) or none.label,
    }  # fmt: skip


def shown(value: float | None) -> str:
    """A number as it is written here, whole numbers without decimals; blank for none."""
    if value is None:
        return ""
    return str(localize(int(value) if float(value).is_integer() else round(value, 6)))
