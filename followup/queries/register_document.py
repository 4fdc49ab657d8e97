"""A lab's register as plain dicts, as `analysis.register_file` takes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch

from followup.analysis.register_file import PARTS, Rows
from followup.models import ExternalId, Indicator, IndicatorVersion, KnownBreak, Target


def document(lab) -> list[dict[str, Any]]:
    """Every indicator of a lab by address, with all versions; targets, breaks and codes that stand. Five queries."""
    rows = (
        Indicator.objects.filter(lab=lab)
        .select_related("replaced_by")
        .prefetch_related(
            Prefetch("versions", IndicatorVersion.objects.select_related("uncertainty_by").order_by("number")),
            Prefetch("external_ids", ExternalId.objects.filter(gone_at__isnull=True).order_by("source", "code")),
            Prefetch("targets", Target.objects.filter(withdrawn_at__isnull=True).order_by("valid_from", "pk")),
            Prefetch("breaks", KnownBreak.objects.filter(withdrawn_at__isnull=True).order_by("on", "pk")),
        )
        .order_by("key")
    )
    return [
        _plain("indicator", row) | {
            "replaced_by": row.replaced_by.key if row.replaced_by else "",
            "codes": [_plain("code", one) for one in row.external_ids.all()],
            "targets": [_plain("target", one) for one in row.targets.all()],
            "breaks": [_plain("break", one) for one in row.breaks.all()],
            "versions": [_version(one) for one in row.versions.all()],
        }
        for row in rows
    ]  # fmt: skip


def _version(row: IndicatorVersion) -> dict[str, Any]:
    return _plain("version", row) | {
        "published": row.published_at is not None,
        "uncertainty_by": row.uncertainty_by.key if row.uncertainty_by else "",
    }


def _plain(part: str, row) -> dict[str, Any]:
    out = {}
    for name, shape in PARTS[part].items():
        if isinstance(shape, Rows) or name in ("replaced_by", "published", "uncertainty_by"):
            continue
        value = getattr(row, name)
        out[name] = value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
    return out
