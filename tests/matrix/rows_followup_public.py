"""Rows of what anyone reads of indicators and of units."""

from __future__ import annotations

from tests.matrix.rows import Row


def _key(*rest):
    return lambda o: [o["told_indicator"].key, *rest]


def _code(o):
    return [o["told_unit"].code]


FOLLOWUP_PUBLIC: dict[str, Row] = {
    "followup:indicators": Row(is_public=True),
    "followup:indicator": Row(is_public=True, args=_key()),
    "followup:indicator_version": Row(is_public=True, args=_key(1)),
    "followup:indicator_units": Row(is_public=True, args=_key()),
    "followup:trace": Row(is_public=True, args=lambda o: [o["told_indicator"].key, o["told_unit"].code]),
    "followup:units": Row(is_public=True),
    "followup:unit": Row(is_public=True, args=_code),
    "followup:unit_csv": Row(is_public=True, args=_code),
}
