"""Rows of the matrix of målbilder and of what is handed in."""

from __future__ import annotations

from tests.matrix.rows import BOTH, KNOW, LEADERS, Row, staff

WRITERS = ("analyst", "editor", *LEADERS)


def _round(o):
    return [o["counted_round"].pk]


REPORTING: dict[str, Row] = {
    "feedback:matrix": staff(*KNOW, args=lambda o: [o["lab"].pk]),
    "feedback:account": staff(*WRITERS, args=lambda o: [o["tried_version"].pk, o["published"].pk], methods=BOTH),
    "feedback:take_back_account": staff(*WRITERS, args=lambda o: [o["account"].pk]),
    "feedback:report": staff(*WRITERS, args=_round),
    "feedback:ask_for_pdf": staff(*WRITERS, args=_round, methods=("POST",)),
    "feedback:report_pdf": staff(*WRITERS, args=lambda o: [o["counted_round"].pk, o["report_key"]]),
    "feedback:report_file": staff(*WRITERS, args=lambda o: [o["counted_round"].pk, "json"]),
}
