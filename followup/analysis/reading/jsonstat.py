"""A JSON-stat data set (version 2.0) as a table: a column for each dimension, and one of values. Pure.

Source of the shape: *JSON-stat 2.0* (json-stat.org/full). What the columns mean is told as for any other table.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd

from followup.analysis.reading.tables import Table
from hlab.core.sheets import Unreadable

MOST_CELLS = 5_000_000
VALUE = "värde"
NAME = "{} (namn)"


def read_dataset(raw: bytes) -> Table:
    """The cells of a data set, in order. numbers: place of the cell, from 1. Cells that the set leaves out are blank.

    Raises Unreadable: "not_json", "not_jsonstat", "collection" (several sets in one file), "wrong_size" (as many values
    as the dimensions say there are not), "too_many_rows", "empty".
    """
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable("not_json", (1,)) from None
    if isinstance(data, dict) and data.get("class") == "collection":
        raise Unreadable("collection")
    if not (isinstance(data, dict) and isinstance(data.get("id"), list) and isinstance(data.get("dimension"), dict)):
        raise Unreadable("not_jsonstat")
    sizes = data.get("size")
    if (
        not isinstance(sizes, list)
        or len(sizes) != len(data["id"])
        or not all(type(n) is int and n >= 0 for n in sizes)
    ):
        raise Unreadable("not_jsonstat")
    total = int(np.prod(sizes, dtype=np.float64)) if sizes else 0
    if not total:
        raise Unreadable("empty")
    if total > MOST_CELLS:
        raise Unreadable("too_many_rows")
    values = _sparse(data.get("value"), total)
    columns: dict[str, Any] = {}
    repeat = total
    for name, size in zip(data["id"], sizes, strict=True):
        codes, labels = _categories(data["dimension"].get(name), size)
        repeat //= size
        at = np.tile(np.repeat(np.arange(size), repeat), total // (size * repeat))
        columns[str(name)] = np.array(codes, dtype=object)[at]
        columns[NAME.format(name)] = np.array(labels, dtype=object)[at]
    columns[VALUE] = values
    return Table(tuple(columns), pd.DataFrame(columns, dtype=object), np.arange(1, total + 1), 0)


def _sparse(given: Any, total: int) -> np.ndarray:
    """The values as text, a decimal comma in them as in any Swedish table."""
    out = np.full(total, "", dtype=object)
    if isinstance(given, list):
        if len(given) != total:
            raise Unreadable("wrong_size")
        pairs = list(enumerate(given))
    elif isinstance(given, dict):
        pairs = [(int(at), value) for at, value in given.items() if str(at).isdecimal()]
        if len(pairs) != len(given) or any(at >= total for at, _value in pairs):
            raise Unreadable("wrong_size")
    else:
        raise Unreadable("not_jsonstat")
    for at, value in pairs:
        out[at] = "" if value is None else repr(value).replace(".", ",") if isinstance(value, float) else str(value)
    return out


def _categories(dimension: Any, size: int) -> tuple[list[str], list[str]]:
    """(codes, labels) in order."""
    category = dimension.get("category") if isinstance(dimension, dict) else None
    if not isinstance(category, dict):
        raise Unreadable("not_jsonstat")
    index, labels = category.get("index"), category.get("label") or {}
    if isinstance(index, dict):
        codes = sorted(index, key=lambda code: index[code])
    elif isinstance(index, list):
        codes = list(index)
    else:
        codes = list(labels)
    if len(codes) != size or not isinstance(labels, dict):
        raise Unreadable("wrong_size")
    return [str(code) for code in codes], [str(labels.get(code, code)) for code in codes]
