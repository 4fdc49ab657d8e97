"""Figures as sources give them, all of them invented, and a lab that may take them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from followup.actions import importing, looking
from followup.enums import UnitKind
from followup.models import ExternalId, ImportBatch, IndicatorVersion
from tests.factories import NOON, make_lab
from tests.followup.sample import make_indicator, make_indicator_version, make_unit

KPI = "X00001"


def figure(value, gender="T", **fields) -> dict:
    return {"gender": gender, "count": 1, "status": "", "value": value, "isdeleted": False} | fields


def kolada_row(*figures, kpi=KPI, unit="X1", period=2024) -> dict:
    return {"kpi": kpi, "municipality": unit, "period": period, "values": list(figures)}


def kolada_page(*rows: dict, next_url: str | None = None) -> bytes:
    page = {"values": list(rows), "count": len(rows), "next_url": next_url, "previous_url": None}
    return json.dumps(page).encode()


def csv_of(*lines: Iterable) -> bytes:
    return "\n".join(";".join(map(str, line)) for line in lines).encode()


def make_followed(*, lab=None, key="slapper-beratta-igen", code=KPI, **fields) -> IndicatorVersion:
    """A published indicator of an example lab, per year and by sex, that Kolada is said to know, and its unit X1."""
    lab = lab or make_lab(is_public=True, is_demo=True)
    make_unit(code="X1", name="Region Exempel")
    make_unit(code="X2", name="Exempelby kommun", kind=UnitKind.MUNICIPALITY)
    facts = {"frequency": "year", "has_sex": True, "levels": [], "ages": ["18-29", "65+"], "decimals": 1} | fields
    version = make_indicator_version(indicator=make_indicator(lab=lab, key=key, is_demo=lab.is_demo), **facts)
    if code:
        ExternalId.objects.create(indicator=version.indicator, code=code)
    return version


def read(lab, raw: bytes, *, only_good=False, at=NOON, mapping=None, **fields) -> ImportBatch:
    """Take a file in and read it in."""
    batch = importing.take_in(lab=lab, raw=raw, by=None, at=at, name="fil", mapping=mapping, **fields)
    return importing.read_in(batch=batch, prepared=looking.prepare(batch, at), by=None, at=at, only_good=only_good)
