"""Rows of what people said of proposals, and of the answers."""

from __future__ import annotations

from tests.matrix.rows import BOTH, LEADERS, Row, staff

SYNTHESISE = ("analyst", "editor", *LEADERS)
PUBLISHERS = ("editor", *LEADERS)


def _round(o):
    return [o["answered_round"].pk]


def _draft(o):
    return [o["draft_answer"].pk]


def _slug(o):
    return [o["draft_answer"].changed_in.proposal.slug]


FEEDBACK_ANSWERS: dict[str, Row] = {
    "feedback:remarks": staff(*SYNTHESISE, args=_round, methods=BOTH),
    "feedback:remark": staff(*SYNTHESISE, args=lambda o: [o["shown_remark"].pk], methods=BOTH),
    "feedback:answers": staff(*SYNTHESISE, args=_round),
    "feedback:new_answer": staff(*SYNTHESISE, args=_round, methods=BOTH),
    # The round is open, so that nothing is published and everybody meets the same.
    "feedback:publish_answers": staff(*PUBLISHERS, args=_round, methods=BOTH),
    "feedback:answer": staff(*SYNTHESISE, args=_draft, methods=BOTH),
    "feedback:change_answer": staff(*SYNTHESISE, args=_draft, methods=BOTH),
    "feedback:replace_answer": staff(*PUBLISHERS, args=lambda o: [o["own_remark"].answer_id], methods=BOTH),
    # A version refers to it: the answer is a refusal, and the draft stays.
    "feedback:discard_answer": staff(*SYNTHESISE, args=_draft, methods=BOTH),
    "feedback:said": Row(is_public=True, args=_slug),
    "feedback:said_version": Row(is_public=True, args=lambda o: [*_slug(o), 1]),
    # The remark is the participant's own from when they have joined.
    "followup:own_remark": Row(
        allowed=("participant",),
        participants=True,
        args=lambda o: [o["own_remark"].pk],
        methods=BOTH,
        phases=("open", "closed"),
    ),
}
