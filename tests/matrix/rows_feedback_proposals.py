"""Rows of where staff write proposals."""

from __future__ import annotations

from tests.matrix.rows import BOTH, KNOW, LEADERS, Row, staff

WRITERS = ("analyst", "editor", *LEADERS)
PUBLISHERS = ("editor", *LEADERS)


def _lab(o):
    return [o["lab"].pk]


def _of(name):
    """A part of a proposal: its own key alone."""
    return lambda o: [o[name].pk]


PROPOSALS: dict[str, Row] = {
    "feedback:list": staff(*KNOW, args=_lab),
    "feedback:new_proposal": staff(*WRITERS, args=_lab, methods=BOTH),
    "feedback:import_proposal": staff(*WRITERS, args=_lab, methods=BOTH),
    "feedback:proposal": staff(*KNOW, args=_of("proposal")),
    "feedback:change_proposal": staff(*WRITERS, args=_of("proposal"), methods=BOTH),
    # A version is open already: there is nothing to begin, and whoever asks is led to it.
    "feedback:new_version": staff(*WRITERS, args=_of("proposal"), methods=BOTH),
    "feedback:diff": staff(*KNOW, args=lambda o: [o["proposal"].pk, 1, 2]),
    "feedback:proposal_files": staff(*KNOW, args=_of("proposal")),
    "feedback:export_proposal": staff(*KNOW, args=_of("proposal")),
    "feedback:version": staff(*KNOW, args=_of("proposal_draft")),
    "feedback:change_version": staff(*WRITERS, args=_of("proposal_draft"), methods=BOTH),
    # Sent without the mark of what was read: nothing is locked, published or thrown away by this.
    "feedback:freeze_version": staff(*PUBLISHERS, args=_of("proposal_draft"), methods=BOTH),
    "feedback:publish_version": staff(*PUBLISHERS, args=_of("proposal_draft"), methods=BOTH),
    "feedback:discard_version": staff(*WRITERS, args=_of("proposal_draft")),
    "feedback:add_paragraph": staff(*WRITERS, args=_of("proposal_draft"), methods=BOTH),
    "feedback:bring_back_paragraph": staff(*WRITERS, args=lambda o: [o["proposal_draft"].pk, "p1"], methods=("POST",)),
    "feedback:changes": staff(*KNOW, args=_of("proposal_draft")),
    "feedback:change_paragraph": staff(*WRITERS, args=_of("paragraph"), methods=BOTH),
    "feedback:move_paragraph": staff(*WRITERS, args=_of("paragraph"), methods=("POST",)),
    "feedback:remove_paragraph": staff(*WRITERS, args=_of("paragraph")),
    "feedback:change": staff(*WRITERS, args=_of("proposal_change"), methods=BOTH),
    "feedback:remove_change": staff(*WRITERS, args=_of("proposal_change")),
    "feedback:look_proposal": staff(*WRITERS, args=_of("proposal_upload"), methods=BOTH),
    "feedback:schema": Row(is_public=True),
}
