"""Rows of the follow-up that anyone reads of labs and målbilder, and of what people think together that it means."""

from __future__ import annotations

from tests.matrix.rows import BOTH, KNOW, LEADERS, Row, staff

SYNTHESISE = ("analyst", "editor", *LEADERS)
PUBLISH = ("editor", *LEADERS)


def _lab(o):
    return [o["lab"].pk]


FOLLOWUP_OVERVIEW: dict[str, Row] = {
    "followup:overview": Row(is_public=True),
    "followup:lab": Row(is_public=True, args=lambda o: [o["lab"].slug]),
    "followup:goal": Row(is_public=True, args=lambda o: [o["published"].goal.slug]),
    "followup:interpretations": staff(*KNOW, args=_lab),
    "followup:interpret": staff(*SYNTHESISE, args=_lab, methods=BOTH),
    "followup:interpretation_openness": staff(*PUBLISH, args=lambda o: [o["interpretation"].pk], methods=BOTH),
}
