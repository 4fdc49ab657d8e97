"""Rows of what those who contributed are told."""

from __future__ import annotations

from tests.matrix.rows import BOTH, KNOW, LEADERS, Row, staff

TELL = ("editor", *LEADERS)


def _lab(o):
    return [o["lab"].pk]


def _of(name):
    return lambda o: [o[name].pk]


FOLLOWUP_REPORTING: dict[str, Row] = {
    "followup:reports": staff(*KNOW, args=_lab),
    "followup:report_desk": staff(*KNOW, args=_of("report")),
    "followup:report_duty": staff(*TELL, args=_of("report"), methods=BOTH),
    "followup:write_report": staff(*TELL, args=_of("report"), methods=BOTH),
    "followup:preview_report": staff(*TELL, args=_of("report"), methods=BOTH),
    "followup:discard_report": staff(*TELL, args=_of("report"), methods=BOTH),
    "followup:no_report": staff(*TELL, args=_of("report"), methods=BOTH),
    "followup:finish_report": staff(*TELL, args=_of("report"), methods=BOTH, data={"confirm": "1"}),
    "followup:react": Row(
        allowed=("participant",), args=_of("report_to_participant"), methods=BOTH, participants=True,
        phases=("open", "closed"), known=(),
    ),
    "followup:reports_public": Row(is_public=True),
    "followup:report": Row(is_public=True, args=_of("public_report")),
    "followup:report_easy": Row(is_public=True, args=_of("public_report")),
    "followup:report_version": Row(is_public=True, args=lambda o: [o["public_report"].pk, 1]),
    "followup:report_poster": Row(is_public=True, args=_of("public_report")),
    "followup:report_letter": Row(is_public=True, args=_of("public_report")),
}  # fmt: skip
