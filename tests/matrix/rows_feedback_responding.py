"""Rows of saying something about a proposal: anyone may, and reads and takes back only what is their own."""

from __future__ import annotations

from tests.matrix.rows import BOTH, Row


def _tried(*more):
    return lambda o: [o["tried"].proposal.slug, *more]


RESPONDING: dict[str, Row] = {
    "feedback:respond": Row(is_public=True, args=_tried(), methods=BOTH),
    "feedback:respond_to": Row(is_public=True, args=_tried("paragraph", "p1"), methods=BOTH),
    "feedback:reply": Row(
        is_public=True, args=lambda o: [o["tried"].proposal.slug, o["thread_remark"].pk], methods=BOTH
    ),
    "feedback:my_responses": Row(is_public=True, args=_tried()),
    "feedback:withdraw_response": Row(
        allowed=("participant",), participants=True, args=lambda o: [o["own_response"].pk], methods=("GET",)
    ),
}
