"""Rows of figures that are made public, and of the files of what is told."""

from __future__ import annotations

from tests.matrix.rows import KNOW, LEADERS, Row, staff

PUBLISH = ("editor", *LEADERS)


def _indicator(o):
    return [o["followed"].pk]


def _release(o):
    return [o["told_release"].pk]


def _key(o):
    return [o["followed"].key]


FOLLOWUP_RELEASING: dict[str, Row] = {
    "followup:releases": staff(*KNOW, args=_indicator),
    "followup:make_release": staff(*PUBLISH, args=_indicator, methods=("POST",), data={"number": "2"}),
    "followup:release": staff(*KNOW, args=_release),
    "api:indicator-list": Row(is_public=True),
    "api:indicator-detail": Row(is_public=True, args=_key),
    "followup:figures_csv": Row(is_public=True, args=_key),
    "followup:figures_json": Row(is_public=True, args=_key),
}
