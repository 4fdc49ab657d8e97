"""A register of indicators as our own JSON file. Pure. What stands where is published as a schema (`schema`).

`write` and `read` are each other's opposite for every list of indicators that `read` finds no fault with. An indicator
is a plain dict, whole: every field of FIELDS, blank where nothing is said.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hlab.core.text import tidy

FORMAT, VERSION = "halsolabb-matt", 1
MAX_BYTES, MOST = 5_000_000, 2000


@dataclass(frozen=True)
class Text:
    most: int
    required: bool = False


@dataclass(frozen=True)
class Code:
    """One of the values; the first is what is meant when nothing is said, unless it is required."""

    values: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Whole:
    least: int
    most: int
    default: int = 0


@dataclass(frozen=True)
class Number:
    """Any finite number. Null where there is none, unless it is required."""

    required: bool = False


@dataclass(frozen=True)
class Day:
    required: bool = False


@dataclass(frozen=True)
class Flag:
    pass


@dataclass(frozen=True)
class Words:
    """A list of short texts; values: the only ones, where they are known."""

    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    """A list of parts. least: so many there must be."""

    of: str
    most: int
    least: int = 0


Shape = Text | Code | Whole | Number | Day | Flag | Words | Rows

SOURCES = ("kolada", "table", "jsonstat", "hand")
LEVELS = ("country", "region", "municipality", "unit")
CHARTS = ("auto", "xmr", "run", "p", "pp", "u", "up", "c", "i", "g", "t")
PARTS: dict[str, dict[str, Shape]] = {
    "indicator": {
        "key": Text(80, required=True),
        "kind": Code(("register", "prem", "prom", "gap", "staff"), required=True),
        "owner": Text(160, required=True),
        "reviewed_on": Day(),
        "review_by": Day(required=True),
        "ended_on": Day(),
        "ended_reason": Text(300),
        "replaced_by": Text(80),
        "codes": Rows("code", 20),
        "targets": Rows("target", 100),
        "breaks": Rows("break", 100),
        "versions": Rows("version", 100, least=1),
    },
    "code": {"source": Code(SOURCES), "code": Text(40, required=True)},
    "target": {
        "value": Number(required=True), "valid_from": Day(required=True), "level": Code(("", *LEVELS)),
        "source": Text(300, required=True),
    },
    "break": {"on": Day(required=True), "what": Text(300, required=True)},
    "version": {
        "number": Whole(1, 999, 1), "published": Flag(), "title": Text(200, required=True), "short_title": Text(60),
        "question": Text(300), "definition": Text(3000), "population": Text(400), "inclusion": Text(600),
        "exclusion": Text(600), "numerator": Text(400), "denominator": Text(400), "unit_label": Text(40),
        "value_type": Code(("proportion", "rate", "ratio", "mean", "median", "count", "between", "level")),
        "multiplier": Whole(1, 10_000_000, 1), "decimals": Whole(0, 6),
        "polarity": Code(("neutral", "higher", "lower", "range")), "range_low": Number(), "range_high": Number(),
        "logic": Code(("service", "production", "support"), required=True),
        "shifts": Words(("relation", "co_creator", "proactive", "coordinated")),
        "quality_area": Code(("", "knowledge", "safe", "person", "efficient", "equal", "timely")),
        "risk_area": Code(("", "multidisciplinary", "young", "comorbid")), "journey_stage": Text(120),
        "register_name": Text(200), "register_owner": Text(200), "collection": Text(400), "platform": Text(200),
        "licence": Text(200), "attribution_raw": Text(200), "attribution_processed": Text(200),
        "frequency": Code(("year", "half", "tertial", "quarter", "month")), "lag_days": Whole(0, 3650),
        "revision_policy": Text(300), "has_sex": Flag(), "ages": Words(), "levels": Words(LEVELS),
        "standardisation": Code(("none", "indirect", "direct")), "standard_reference": Text(200),
        "chart": Code(CHARTS), "k": Whole(5, 1000, 5), "judge_n": Whole(1, 10_000, 30), "sensitive": Flag(),
        "is_open": Flag(), "uncertainty": Text(300), "uncertainty_by": Text(80), "limitations": Text(1500),
        "benefit": Text(300), "intrusion": Text(300), "what_changed": Text(400), "valid_from": Day(required=True),
        "valid_to": Day(),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """Something about the file. where: "indicators[3].versions[1]" and so on, counted from 1. code: "missing",
    "wrong_kind", "unknown_code", "too_long", "out_of_range", "too_many", "too_few", "twice", "unknown_field", and
    those of whoever reads it in. fault: it stops the file; otherwise something that does not come along."""

    code: str
    where: str
    field: str = ""
    detail: str = ""
    fault: bool = True


class NoRegister(ValueError):
    """A file that holds no register we can read. code: "too_large" · "empty" · "not_json" (detail: line) ·
    "not_a_register" · "newer" (detail: its version)."""

    def __init__(self, code: str, detail: str = ""):
        self.code, self.detail = code, detail
        super().__init__(f"{code} {detail}")


@dataclass(frozen=True)
class Found:
    """What lies in a file, and what was met on the way."""

    indicators: list[dict[str, Any]]
    findings: list[Finding]

    @property
    def faults(self) -> list[Finding]:
        return [one for one in self.findings if one.fault]


def write(indicators: Sequence[Mapping[str, Any]]) -> bytes:
    """The file, in UTF-8 with one fixed order. What is blank is left out."""
    rows = [_bare("indicator", row) for row in indicators]
    head = {"format": FORMAT, "version": VERSION, "indicators": rows}
    return (json.dumps(head, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def read(raw: bytes) -> Found:
    """The indicators of a file, with what is wrong in it. Raises NoRegister for what is none, or of a newer version."""
    data = parsed(raw)
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("indicators"), list):
        raise NoRegister("not_a_register")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise NoRegister("not_a_register")
    if version > VERSION:
        raise NoRegister("newer", str(version))
    findings: list[Finding] = []
    rows = _rows(data, "indicators", Rows("indicator", MOST), "", findings)
    return Found(rows, [*findings, *_between(rows)])


def parsed(raw: bytes) -> Any:
    """The JSON of a file. Raises NoRegister."""
    if len(raw) > MAX_BYTES:
        raise NoRegister("too_large")
    if not raw.strip():
        raise NoRegister("empty")
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise NoRegister("not_json", str(error.lineno)) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise NoRegister("not_json") from None


def blank(part: str) -> dict[str, Any]:
    """A part that says nothing."""
    return {name: _default(shape) for name, shape in PARTS[part].items()}


def schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12). Fields at their default are left out by whoever writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:halsolabb:matt:{VERSION}",
        "title": "Mått ur Hälsolabb",
        "description": "Ett labbs mått i alla sina versioner, med mål, brott och koder hos källor. Inga värden.",
        "type": "object",
        "required": ["format", "version", "indicators"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "indicators": {"type": "array", "maxItems": MOST, "items": {"$ref": "#/$defs/indicator"}},
        },
        "$defs": {part: _part_schema(shapes) for part, shapes in PARTS.items()},
    }


# --- Inner parts ------------------------------------------------------------------------------


def _no_number(name: str) -> None:
    raise ValueError(name)


def _default(shape: Shape) -> Any:
    match shape:
        case Text():
            return ""
        case Code(values=values):
            return values[0]
        case Whole(default=default):
            return default
        case Flag():
            return False
        case Words() | Rows():
            return []
    return None


def _bare(part: str, row: Mapping[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, shape in PARTS[part].items():
        value = row[name]
        if isinstance(shape, Rows):
            value = [_bare(shape.of, inner) for inner in value]
        if value != _default(shape) or getattr(shape, "required", False):
            out[name] = value
    return out


def _rows(data: Mapping, name: str, shape: Rows, where: str, findings: list[Finding]) -> list[dict[str, Any]]:
    rows = data.get(name, [])
    if not isinstance(rows, list):
        findings.append(Finding("wrong_kind", where, name))
        return []
    if len(rows) > shape.most:
        findings.append(Finding("too_many", where, name, str(shape.most)))
        return []
    if len(rows) < shape.least:
        findings.append(Finding("too_few", where, name, str(shape.least)))
    out = []
    for number, row in enumerate(rows, start=1):
        place = f"{where}.{name}[{number}]".lstrip(".")
        if isinstance(row, dict):
            out.append(_part(shape.of, row, place, findings))
        else:
            findings.append(Finding("wrong_kind", place))
    return out


def _part(part: str, row: Mapping, where: str, findings: list[Finding]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, shape in PARTS[part].items():
        if isinstance(shape, Rows):
            out[name] = _rows(row, name, shape, where, findings)
            continue
        value = row.get(name)
        if value is None or value == "":
            out[name] = _default(shape)
            if getattr(shape, "required", False):
                findings.append(Finding("missing", where, name))
            continue
        out[name], code, detail = _taken(shape, value)
        if code:
            findings.append(Finding(code, where, name, detail))
    for name in sorted(set(row) - set(out)):
        findings.append(Finding("unknown_field", where, str(name)[:60], fault=False))
    return out


def _taken(shape: Shape, value: Any) -> tuple[Any, str, str]:
    """(what is taken, what is wrong, in detail)."""
    default = _default(shape)
    match shape:
        case Text(most=most):
            if not isinstance(value, str):
                return default, "wrong_kind", ""
            text = tidy(value)
            return (text, "", "") if len(text) <= most else (default, "too_long", str(most))
        case Code(values=values):
            return (value, "", "") if value in values else (default, "unknown_code", str(value)[:40])
        case Whole(least=least, most=most):
            whole = int(value) if isinstance(value, float) and value.is_integer() else value
            if not isinstance(whole, int) or isinstance(whole, bool):
                return default, "wrong_kind", ""
            return (whole, "", "") if least <= whole <= most else (default, "out_of_range", f"{least}–{most}")
        case Number():
            good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
            return (float(value), "", "") if good else (default, "wrong_kind", "")
        case Flag():
            return (value, "", "") if isinstance(value, bool) else (default, "wrong_kind", "")
        case Words(values=values):
            return _listed(value, values)
    return _day(value)


def _listed(value: Any, values: tuple[str, ...]) -> tuple[list[str], str, str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return [], "wrong_kind", ""
    unknown = [one for one in value if values and one not in values]
    return ([], "unknown_code", unknown[0][:40]) if unknown else (list(dict.fromkeys(value)), "", "")


def _day(value: Any) -> tuple[str | None, str, str]:
    try:
        return date.fromisoformat(value).isoformat(), "", ""
    except (TypeError, ValueError):
        return None, "wrong_kind", str(value)[:40]


def _between(rows: list[dict[str, Any]]) -> list[Finding]:
    """What is wrong between the parts: the same key or number twice, a draft before the last, an end without a why."""
    findings, keys = [], set()
    for n, row in enumerate(rows, start=1):
        where = f"indicators[{n}]"
        if row["key"] in keys:
            findings.append(Finding("twice", where, "key", row["key"]))
        keys.add(row["key"])
        numbers = [version["number"] for version in row["versions"]]
        if len(set(numbers)) < len(numbers):
            findings.append(Finding("twice", where, "number"))
        last = max(numbers, default=0)
        if any(not version["published"] and version["number"] != last for version in row["versions"]):
            findings.append(Finding("draft_not_last", where, "versions"))
        if row["ended_on"] and not row["ended_reason"]:
            findings.append(Finding("missing", where, "ended_reason"))
        for version in row["versions"]:
            low, high = version["range_low"], version["range_high"]
            if version["polarity"] == "range" and (low is None or high is None or high <= low):
                findings.append(Finding("missing", where, "range_high"))
    return findings


def _part_schema(shapes: Mapping[str, Shape]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, shape in shapes.items() if getattr(shape, "required", False)
                     or (getattr(shape, "least", 0) and isinstance(shape, Rows))],
        "properties": {name: _field_schema(shape) for name, shape in shapes.items()},
    }  # fmt: skip


def _field_schema(shape: Shape) -> dict[str, Any]:
    match shape:
        case Text(most=most, required=required):
            return {"type": "string", "maxLength": most} | ({"minLength": 1} if required else {})
        case Code(values=values):
            return {"enum": list(values)}
        case Whole(least=least, most=most, default=default):
            return {"type": "integer", "minimum": least, "maximum": most, "default": default}
        case Number():
            return {"type": "number"}
        case Flag():
            return {"type": "boolean", "default": False}
        case Words(values=values):
            inner = {"enum": list(values)} if values else {"type": "string"}
            return {"type": "array", "items": inner, "uniqueItems": True}
        case Rows(of=of, most=most, least=least):
            rows = {"type": "array", "maxItems": most, "items": {"$ref": f"#/$defs/{of}"}}
            return rows | ({"minItems": least} if least else {})
    return {"type": "string", "format": "date"}
