"""Rows of the rounds of remarks, of what must be true, and of who is told."""

from __future__ import annotations

import uuid

from tests.matrix.rows import BOTH, KNOW, LEADERS, Row, staff

RUNNERS = ("editor", *LEADERS)
SYNTHESISE = ("analyst", "editor", *LEADERS)


def _lab(o):
    return [o["lab"].pk]


def _of(name):
    return lambda o: [o[name].pk]


def _tried(o):
    return [o["tried_proposal"].pk]


FEEDBACK_ROUNDS: dict[str, Row] = {
    "feedback:rounds": staff(*KNOW, args=_lab),
    "feedback:new_round": staff(*RUNNERS, args=_lab, methods=BOTH),
    "feedback:round": staff(*KNOW, args=_of("open_round")),
    "feedback:change_round": staff(*RUNNERS, args=_of("open_round"), methods=BOTH),
    "feedback:open_round": staff(*RUNNERS, args=_of("planned_round"), methods=BOTH),
    "feedback:close_round": staff(*RUNNERS, args=_of("open_round"), methods=BOTH),
    "feedback:count_round": staff(*RUNNERS, args=_of("open_round"), methods=BOTH, data={"confirm": "1"}),
    "feedback:end_round": staff(*RUNNERS, args=_of("open_round"), methods=BOTH),
    "feedback:public_round": Row(is_public=True, args=_of("open_round")),
    "feedback:tell_me": Row(is_public=True, args=_of("open_round"), methods=BOTH),
    "feedback:no_telling": Row(is_public=True, args=lambda o: ["finns-inte"], methods=BOTH),
    "feedback:assumptions": staff(*KNOW, args=_tried),
    "feedback:add_assumption": staff(*SYNTHESISE, args=_tried, methods=BOTH),
    "feedback:assumptions_from_remarks": staff(*SYNTHESISE, args=_tried, methods=BOTH),
    "feedback:change_assumption": staff(*SYNTHESISE, args=_of("assumption"), methods=BOTH),
    # No remark of that key: whoever may ask is told that it is not there.
    "feedback:untie_remark": staff(
        *SYNTHESISE, args=lambda o: [o["assumption"].pk, uuid.UUID(int=1)], methods=BOTH, ok=("missing",)
    ),
    "feedback:remove_assumption": staff(*SYNTHESISE, args=_of("assumption"), methods=BOTH),
}
