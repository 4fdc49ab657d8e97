"""Kolada's list of key figures as drafts of our own indicators. Pure.

Only official fields are read: id, title, description, is_divided_by_gender, municipality_type. Kolada says neither
which way is better nor what numerator and denominator are, nor what a figure is good for: those stay blank, to be
written by whoever takes the indicator in. `_our_direction`, where somebody has put it beside, is taken as a proposal.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from followup.analysis.register_file import MOST, Finding, Found, NoRegister, blank, parsed
from hlab.core.text import tidy

_SOURCE = re.compile(r"^(?:.*\bK[äa]lla:)\s*([^\n]+?)\s*\.?\s*$", re.IGNORECASE | re.DOTALL)
_PER = re.compile(r"/\s?([\d \u00a0]{1,9})\s*inv", re.IGNORECASE)
_LEVELS = {"K": ["country", "municipality"], "L": ["country", "region"], "A": ["country", "region", "municipality"]}
_TITLE, _DEFINITION = 200, 3000


def looks_like_kpis(data: Any) -> bool:
    """Whether the JSON is a list of key figures, or a page of them as the source gives it."""
    rows = _rows_of(data)
    return bool(rows) and all(isinstance(row, dict) and "id" in row and "title" in row for row in rows)


def read_kpis(raw: bytes, *, owner: str, review_by: date, today: date) -> Found:
    """Drafts of the key figures in a file. owner, review_by: what the source cannot know. Raises NoRegister."""
    data = parsed(raw)
    if not looks_like_kpis(data):
        raise NoRegister("not_a_register")
    rows = _rows_of(data)
    findings: list[Finding] = []
    if len(rows) > MOST:
        return Found([], [Finding("too_many", "", "", str(MOST))])
    found, seen = [], set()
    for n, row in enumerate(rows, start=1):
        where = f"[{n}]"
        code, title = row["id"], row["title"]
        if not isinstance(code, str) or not tidy(code):  # 144 is not "00144"
            findings.append(Finding("wrong_kind", where, "id"))
            continue
        if not isinstance(title, str) or not tidy(title):
            findings.append(Finding("missing", where, "title"))
            continue
        if code in seen:
            findings.append(Finding("twice", where, "id", code))
            continue
        seen.add(code)
        found.append(_draft(row, where, findings, owner=owner, review_by=review_by, today=today))
    return Found(found, findings)


def _rows_of(data: Any) -> list:
    rows = data.get("values") if isinstance(data, dict) else data
    return rows if isinstance(rows, list) else []


def _draft(row: dict, where: str, findings: list[Finding], *, owner: str, review_by: date, today: date) -> dict:
    code, title = tidy(row["id"]), tidy(row["title"]).rstrip(".")
    described = tidy(row.get("description") or "") if isinstance(row.get("description") or "", str) else ""
    if len(title) > _TITLE or len(described) > _DEFINITION:
        findings.append(Finding("shortened", where, "title" if len(title) > _TITLE else "description", fault=False))
    source = _SOURCE.search(described.removesuffix("\\n"))
    wished = row.get("_our_direction")
    polarity = wished if wished in ("higher", "lower") else "neutral"
    version = blank("version") | _values(title) | {
        "title": title[:_TITLE], "definition": described[:_DEFINITION], "polarity": polarity,
        "logic": "production" if wished == "neutral" else "service",
        "register_name": (source[1] if source else "")[:200], "platform": "Kolada",
        "attribution_raw": "Källa: Kolada", "frequency": "year", "has_sex": row.get("is_divided_by_gender") is True,
        "levels": _LEVELS.get(str(row.get("municipality_type")), []), "is_open": True,
        "valid_from": date(today.year, 1, 1).isoformat(),
    }  # fmt: skip
    return blank("indicator") | {
        "key": f"kolada-{code.lower()}"[:80], "kind": "register", "owner": owner,
        "review_by": review_by.isoformat(), "codes": [{"source": "kolada", "code": code[:40]}], "versions": [version],
    }  # fmt: skip


def _values(title: str) -> dict[str, Any]:
    """What the name says of the value: a share, a rate, a number. Read from the name, so to be looked through."""
    low = title.lower()
    if "andel" in low and "(%)" in low:
        return {"value_type": "proportion", "multiplier": 100, "unit_label": "%"}
    if per := _PER.search(title):
        digits = "".join(sign for sign in per[1] if sign.isdigit())
        if digits and 1 <= int(digits) <= 10_000_000:
            said = f"{int(digits):,}".replace(",", " ")
            return {"value_type": "rate", "multiplier": int(digits), "unit_label": f"per {said} invånare"}
    if "kr/inv" in low:
        return {"value_type": "mean", "unit_label": "kr per invånare"}
    if re.search(r"\bdagar\b(?!\s*/)", low):
        return {"value_type": "mean", "unit_label": "dagar"}
    if re.search(r",\s*antal\b[^/]*$", low) and "per " not in low:
        return {"value_type": "count", "unit_label": "antal"}
    return {"value_type": "mean", "unit_label": ""}
