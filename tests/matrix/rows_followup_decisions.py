"""Rows of decisions about charts."""

from __future__ import annotations

from tests.matrix.rows import BOTH, KNOW, Row, staff

DECIDERS = ("lead", "analyst")


def _series(o):
    return [o["decided_indicator"].pk, o["decided_unit"].code]


FOLLOWUP_DECISIONS: dict[str, Row] = {
    "followup:decisions": staff(*KNOW, args=lambda o: [o["decided_indicator"].pk]),
    "followup:decisions_of": staff(*KNOW, args=_series),
    "followup:decide": staff(*DECIDERS, args=_series, methods=BOTH),
    "followup:withdraw_decision": staff(*DECIDERS, args=lambda o: [o["chart_decision"].pk], methods=BOTH),
}
