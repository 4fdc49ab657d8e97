"""Rows of the register of indicators, and of what a lab follows."""

from __future__ import annotations

from tests.matrix.rows import BOTH, KNOW, LEADERS, Row, staff

WRITERS = ("analyst", "editor", *LEADERS)
PUBLISHERS = ("editor", *LEADERS)


def _lab(o):
    return [o["lab"].pk]


def _of(name):
    return lambda o: [o[name].pk]


def _indicator(o):
    return [o["indicator"].pk]


FOLLOWUP_REGISTER: dict[str, Row] = {
    "followup:register": staff(*KNOW, args=_lab),
    "followup:new_indicator": staff(*WRITERS, args=_lab, methods=BOTH),
    "followup:register_files": staff(*KNOW, args=_lab),
    "followup:export_indicators": staff(*KNOW, args=_lab),
    "followup:import_indicators": staff(*WRITERS, args=_lab, methods=BOTH),
    "followup:register_schema": Row(is_public=True),
    "followup:links": staff(*KNOW, args=_lab),
    "followup:add_link": staff(*WRITERS, args=_lab, methods=BOTH),
    "followup:indicator_desk": staff(*KNOW, args=_indicator),
    "followup:change_indicator": staff(*WRITERS, args=_indicator, methods=BOTH),
    "followup:review_indicator": staff(*WRITERS, args=_indicator, methods=BOTH),
    "followup:end_indicator": staff(*WRITERS, args=_indicator, methods=BOTH),
    # Sent without the answer to the question: nothing is done by these.
    "followup:reopen_indicator": staff(*WRITERS, args=_indicator, methods=BOTH),
    "followup:add_code": staff(*WRITERS, args=_indicator, methods=BOTH),
    "followup:add_target": staff(*WRITERS, args=_indicator, methods=BOTH),
    "followup:add_break": staff(*WRITERS, args=_indicator, methods=BOTH),
    "followup:new_version": staff(*WRITERS, args=_indicator, methods=BOTH),
    "followup:remove_code": staff(*WRITERS, args=_of("indicator_code"), methods=BOTH),
    "followup:withdraw_target": staff(*WRITERS, args=_of("indicator_target"), methods=BOTH),
    "followup:withdraw_break": staff(*WRITERS, args=_of("indicator_break"), methods=BOTH),
    "followup:version": staff(*KNOW, args=_of("indicator_draft")),
    "followup:edit_version": staff(*WRITERS, args=_of("indicator_draft"), methods=BOTH),
    # Sent without the mark of what was read: nothing is published by this.
    "followup:publish_version": staff(*PUBLISHERS, args=_of("indicator_draft"), methods=BOTH),
    "followup:discard_version": staff(*WRITERS, args=_of("indicator_draft"), methods=BOTH),
    "followup:change_reason": staff(*WRITERS, args=_of("follow_link"), methods=BOTH),
    "followup:remove_link": staff(*WRITERS, args=_of("follow_link"), methods=BOTH),
    "followup:restore_link": staff(*WRITERS, args=_of("follow_link"), methods=("POST",)),
    "followup:move_link": staff(*WRITERS, args=_of("follow_link"), methods=("POST",), data={"vart": "upp"}),
}
